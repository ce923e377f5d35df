//===-- OnnxNode.h: what the importer of one ONNX op works with -------------------------------===//
#ifndef VITC_FRONTEND_ONNX_ONNXNODE_H
#define VITC_FRONTEND_ONNX_ONNXNODE_H

#include "ir/Tensor.h"
#include "ir/VitOpsElementwise.h"
#include "mlir/IR/Builders.h"
#include "onnx-ml.pb.h"
#include "llvm/ADT/StringSet.h"

namespace vitc::frontend {

using Ints = llvm::SmallVector<int64_t>;
using Values = llvm::SmallVector<mlir::Value>;

class ModelImporter;
struct Scope;

/// One node of the model while it is imported: its inputs, attributes and outputs, and the means to
/// build ops for it.
///
/// The first fault emits a diagnostic and sets `failed`; from then on inputs and created values are
/// null, and nothing more is built or said. So an import function needs no checks of its own where
/// it only hands values on; it must check a value (or `failed`) before it looks into it.
class NodeImporter {
public:
  NodeImporter(ModelImporter &model, const onnx::NodeProto &node, Scope &scope, int opset,
               mlir::Location location);

  //===-- What the node says
  //---------------------------------------------------------------------===//

  const onnx::NodeProto &getProto() const { return node; }
  int getOpset() const { return opset; }
  mlir::Location getLocation() const { return location; }
  unsigned getNumInputs() const { return node.input_size(); }
  unsigned getNumOutputs() const { return node.output_size(); }
  bool hasInput(unsigned index) const;
  /// Whether output `index` has a name, so that somebody may read it.
  bool hasOutput(unsigned index) const;
  /// Input `index`; a fault if the node has none there.
  mlir::Value input(unsigned index);
  /// Input `index`, or null if the node has none there.
  mlir::Value optionalInput(unsigned index);
  Values inputs();
  /// Input `index` as it is, a tensor or a sequence of tensors; null if the node has none there.
  mlir::Value anyInput(unsigned index);
  /// The tensors of input `index`, which is a sequence; a fault if it is none.
  Values sequenceInput(unsigned index);
  /// A sequence of tensors: a value that no op reads, as whoever reads it reads one of the tensors.
  mlir::Value sequence(llvm::ArrayRef<mlir::Value> tensors);

  const onnx::AttributeProto *attribute(llvm::StringRef name);
  int64_t intAttr(llvm::StringRef name, int64_t otherwise);
  bool flagAttr(llvm::StringRef name, bool otherwise) { return intAttr(name, otherwise) != 0; }
  double floatAttr(llvm::StringRef name, double otherwise);
  std::string stringAttr(llvm::StringRef name, llvm::StringRef otherwise);
  std::optional<Ints> intsAttr(llvm::StringRef name);
  /// The position of string attribute `name` among `choices`; a fault if it is none of them.
  unsigned choiceAttr(llvm::StringRef name, llvm::ArrayRef<llvm::StringRef> choices);
  int64_t requiredIntAttr(llvm::StringRef name);
  /// Marks attributes that make no difference at inference.
  void ignoreAttrs(std::initializer_list<llvm::StringRef> names);
  /// A fault if the node has an attribute that nobody asked for.
  void checkAttributesUsed();

  /// `axis` counted from the front, checked to be less than `rank`.
  int64_t normalizeAxis(int64_t axis, int64_t rank);
  Ints normalizeAxes(llvm::ArrayRef<int64_t> axes, int64_t rank);

  /// The element type that ONNX's number of a type stands for; a fault if the dialect has none.
  mlir::Type elementType(int64_t onnxType);

  //===-- Constants
  //------------------------------------------------------------------------------===//

  /// The value of `value` if it is known at compile time.
  std::optional<Tensor> constantValue(mlir::Value value);
  /// Whether `value` is computed from constants alone.
  bool isConstant(mlir::Value value);
  /// The elements of input `index`, which must be a constant; `what` names it in the diagnostic.
  Ints constantInts(unsigned index, llvm::StringRef what);
  llvm::SmallVector<double> constantFloats(unsigned index, llvm::StringRef what);
  std::optional<Ints> optionalConstantInts(unsigned index, llvm::StringRef what);
  /// `name` as an attribute before opset `inputSince`, and as input `index` from then on.
  std::optional<Ints> intsAttrOrInput(llvm::StringRef name, int inputSince, unsigned index);

  mlir::Value constant(const Tensor &value);
  mlir::Value constant(const onnx::TensorProto &value);
  mlir::Value constantInts(llvm::ArrayRef<int64_t> values);
  /// Whether a constant of so many elements, each with a value of its own, may be made: a fault if not.
  bool canSpellOut(double elements);
  /// Whether the node may become `count` times some operators; a fault if these are too many.
  bool canRepeat(int64_t count);
  /// 0, 1, ... `count` - 1 in i64.
  mlir::Value positions(int64_t count);
  mlir::Value constantFloats(llvm::ArrayRef<double> values, mlir::Type elementType);
  mlir::Value scalar(double value, mlir::Type elementType);
  /// `value` everywhere in a tensor of `type`: a broadcast scalar.
  mlir::Value filled(double value, mlir::RankedTensorType type);

  //===-- Building
  //-------------------------------------------------------------------------------===//

  /// Builds an op with the given operands and attributes (those of its ODS builder, in order) and
  /// infers its type; a fault if its constraints don't hold. An op on small constants is evaluated.
  template <typename Op, typename... Args> mlir::Value create(Args &&...args) {
    Values results = createAll<Op>(std::forward<Args>(args)...);
    return results.empty() ? mlir::Value() : results.front();
  }
  template <typename Op, typename... Args> Values createAll(Args &&...args) {
    if (failed)
      return {};
    mlir::OperationState state(location, Op::getOperationName());
    constexpr unsigned count = Op::template hasTrait<mlir::OpTrait::OneResult>() ? 1 : 2;
    llvm::SmallVector<mlir::Type> placeholders(count, builder.getNoneType());
    Op::build(builder, state, mlir::TypeRange(placeholders), std::forward<Args>(args)...);
    return finish(state, [](auto &&...inferArgs) { return Op::inferReturnTypes(inferArgs...); });
  }

  mlir::Value reshape(mlir::Value value, llvm::ArrayRef<int64_t> shape);
  mlir::Value transpose(mlir::Value value, llvm::ArrayRef<int64_t> permutation);
  mlir::Value broadcast(mlir::Value value, llvm::ArrayRef<int64_t> shape);
  mlir::Value cast(mlir::Value value, mlir::Type elementType);
  /// Elements `begin` to `begin + size` of dimension `axis`.
  mlir::Value slice(mlir::Value value, int64_t axis, int64_t begin, int64_t size);
  mlir::Value concat(llvm::ArrayRef<mlir::Value> values, int64_t axis);
  mlir::Value unsqueeze(mlir::Value value, int64_t axis);
  mlir::Value add(mlir::Value a, mlir::Value b) { return create<vit::AddOp>(a, b); }
  mlir::Value sub(mlir::Value a, mlir::Value b) { return create<vit::SubOp>(a, b); }
  mlir::Value mul(mlir::Value a, mlir::Value b) { return create<vit::MulOp>(a, b); }

  //===-- Faults
  //---------------------------------------------------------------------------------===//

  /// Reports `message` (what is wrong; the remedy) at the node, if nothing was reported before.
  /// Returns nothing, so that an import function can `return node.fail(...)`.
  Values fail(const llvm::Twine &message);

  /// "Conv (opset 17)", "BiasGelu (com.microsoft)": what diagnostics begin with, behind the node's name in
  /// their location.
  std::string describe() const;

  ModelImporter &model;
  Scope &scope;
  mlir::OpBuilder &builder;
  bool failed = false;

private:
  using InferFunction = llvm::function_ref<llvm::LogicalResult(
      mlir::MLIRContext *, std::optional<mlir::Location>, mlir::ValueRange, mlir::DictionaryAttr,
      mlir::OpaqueProperties, mlir::RegionRange, llvm::SmallVectorImpl<mlir::Type> &)>;
  std::optional<Tensor> constantList(unsigned index, llvm::StringRef what);
  Values finish(mlir::OperationState &state, InferFunction infer);
  Values foldOrKeep(mlir::Operation *op);
  const onnx::AttributeProto *typedAttribute(llvm::StringRef name,
                                             onnx::AttributeProto::AttributeType type);

  const onnx::NodeProto &node;
  int opset;
  mlir::Location location;
  llvm::StringSet<> attributesRead;
};

/// What to do about a model that is quantised in a way that vitc does not know.
inline constexpr llvm::StringLiteral quantisedRemedy(
    "vitc does not compute with numbers of this kind: compile the float model that this one was "
    "quantised from, or quantise that to 8 bits with onnxruntime.quantization");

/// Builds the ops that a node means; returns its outputs. A null output is one that vitc does not
/// compute, which is a fault if somebody reads it.
using ImportFunction = Values (*)(NodeImporter &);

/// Domains of operators that ONNX Runtime's optimisers write into a model; ONNX's own domain is "".
inline constexpr llvm::StringLiteral contribDomain = "com.microsoft";
/// Of convolutions whose channels lie in blocks.
inline constexpr llvm::StringLiteral blockedDomain = "com.microsoft.nchwc";

/// The import functions of every op, by domain, name and the opset from which on they hold.
class OpTable {
public:
  static const OpTable &get();

  void add(llvm::StringRef name, int sinceOpset, ImportFunction function);
  /// An operator of another domain than ONNX's, of any version.
  void addForeign(llvm::StringRef domain, llvm::StringRef name, ImportFunction function);
  /// The function for `name` of `domain` in `opset`; null if there is none. `firstOpset` becomes the
  /// opset that `name` came with, 0 if vitc does not know it at all.
  ImportFunction find(llvm::StringRef domain, llvm::StringRef name, int opset,
                      int &firstOpset) const;

private:
  OpTable();
  llvm::StringMap<llvm::SmallVector<std::pair<int, ImportFunction>, 2>> ops; // by "domain::name"
};

void addAttentionOps(OpTable &table);
void addConstantOps(OpTable &table);
void addConvolutionOps(OpTable &table);
void addEinsumOps(OpTable &table);
void addElementwiseOps(OpTable &table);
void addFourierOps(OpTable &table);
void addIndexingOps(OpTable &table);
void addIntegerProductOps(OpTable &table);
void addLayoutOps(OpTable &table);
void addLossOps(OpTable &table);
void addMathOps(OpTable &table);
void addNormalizationOps(OpTable &table);
void addPoolingOps(OpTable &table);
void addProductOps(OpTable &table);
void addQuantizationOps(OpTable &table);
void addRandomOps(OpTable &table);
void addReductionOps(OpTable &table);
void addResamplingOps(OpTable &table);
void addRotaryOps(OpTable &table);
void addSamplingOps(OpTable &table);
void addScatterOps(OpTable &table);
void addSequenceOps(OpTable &table);

// What ONNX Runtime's optimisers write: contrib/.
void addBlockedOps(OpTable &table);
void addContribActivations(OpTable &table);
void addContribAttention(OpTable &table);
void addContribNormalization(OpTable &table);
void addContribProducts(OpTable &table);
void addContribQuantization(OpTable &table);
void addContribQuantizedProducts(OpTable &table);
void addContribQuantizedWeights(OpTable &table);

/// What to do instead of using operator `name`, which vitc does not compile.
std::string remedyFor(llvm::StringRef name);

inline llvm::ArrayRef<int64_t> shapeOf(mlir::Value value) { return tensorType(value).getShape(); }
inline int64_t rankOf(mlir::Value value) { return tensorType(value).getRank(); }
inline mlir::Type elementOf(mlir::Value value) { return tensorType(value).getElementType(); }
inline bool isFloat(mlir::Value value) { return llvm::isa<mlir::FloatType>(elementOf(value)); }
/// The product of `sizes`.
int64_t product(llvm::ArrayRef<int64_t> sizes);
/// Whether a tensor of `shape` can be meant: no size is negative, and not so many elements that a number
/// of bytes might overflow.
bool isReasonable(llvm::ArrayRef<int64_t> shape);
/// The largest size, stride, or count that a node may ask for; larger ones are a mistake in the file.
inline constexpr int64_t largestCount = int64_t(1) << 31;
/// "[1, 3, 224, 224]".
std::string toText(llvm::ArrayRef<int64_t> numbers);

} // namespace vitc::frontend

#endif // VITC_FRONTEND_ONNX_ONNXNODE_H
