//===-- OnnxImporter.h: the walk over a model's graph -----------------------------------------===//
#ifndef VITC_FRONTEND_ONNX_ONNXIMPORTER_H
#define VITC_FRONTEND_ONNX_ONNXIMPORTER_H

#include "frontend/Importer.h"
#include "frontend/onnx/OnnxModel.h"
#include "frontend/onnx/OnnxNode.h"

namespace vitc::frontend {

/// The names that nodes of one graph (or branch, or function body) see.
struct Scope {
  /// The enclosing graph, whose names a branch sees too; null for the model's graph and for
  /// functions.
  Scope *parent = nullptr;
  /// What has been computed. A null value is an output that vitc does not compute.
  llvm::StringMap<mlir::Value> values;
  llvm::StringMap<const onnx::TensorProto *> initializers;
  /// Inside a function: optional inputs that the caller left away.
  llvm::StringSet<> absent;
  /// Inside a function: what the caller's attributes and the function's defaults are.
  llvm::StringMap<const onnx::AttributeProto *> attributes;
  /// Opset by domain.
  llvm::StringMap<int> opsets;
  /// The caller's node name and a slash, or "".
  std::string prefix;
  /// The line of the caller's node, or 0 to number the nodes.
  unsigned line = 0;
  /// The function whose body this is, if any, and the scope of the node that stands for this one.
  const onnx::FunctionProto *function = nullptr;
  const Scope *caller = nullptr;

  /// Whether `name` is known here or in an enclosing graph.
  bool knows(llvm::StringRef name) const;
};

using NodeList = llvm::SmallVector<const onnx::NodeProto *>;

/// The nodes that `outputs` depend on, in an order in which each comes behind those that it reads;
/// as in the file, if that is such an order. Faults: names that nothing makes, or that two things
/// make, and cycles.
std::optional<llvm::SmallVector<unsigned>>
orderNodes(const NodeList &nodes, llvm::ArrayRef<std::string> outputs, const Scope &scope,
           llvm::function_ref<mlir::Location(unsigned)> locationOf);

class ModelImporter {
public:
  ModelImporter(llvm::StringRef path, const onnx::ModelProto &model, const ImportOptions &options,
                mlir::MLIRContext *context);

  mlir::OwningOpRef<mlir::ModuleOp> import();

  /// The values of `outputs` after importing the nodes that they depend on; nothing on a fault.
  std::optional<Values> importNodes(const NodeList &nodes, llvm::ArrayRef<std::string> outputs,
                                    Scope &scope);
  /// Imports a subgraph in place, as a branch of a node in `parent`.
  std::optional<Values> importBranch(const onnx::GraphProto &graph, Scope &parent,
                                     llvm::StringRef nodeName, unsigned line);
  /// The value called `name`, or null (with a diagnostic) if nothing of that name is computed.
  mlir::Value lookup(llvm::StringRef name, Scope &scope, mlir::Location location);
  /// The constant `value`, which is that of `tensor`.
  mlir::Value constantOf(const onnx::TensorProto &tensor, mlir::TypedAttr value,
                         mlir::Location location);
  bool addInitializers(const onnx::GraphProto &graph, Scope &scope);

  mlir::Location nameLocation(llvm::StringRef name, unsigned line);
  /// Notes that the node at `location` drops elements in training mode, which what is compiled does not.
  void noteTrainingDropout(mlir::Location location);
  /// How many channels lie together in convolutions of `blockedDomain`.
  int64_t channelBlock();
  /// The location of faults that no node is to blame for.
  mlir::Location fileLocation() { return frontend::fileLocation(path, builder.getContext()); }

  TensorReader tensors;
  mlir::OpBuilder builder;
  /// ONNX's types of constants whose elements are integers of fewer bits than the dialect has.
  llvm::DenseMap<mlir::Value, int> narrowTypes;

private:
  bool checkOpsets();
  bool importNode(const onnx::NodeProto &node, unsigned index, Scope &scope);
  std::optional<Values> dispatch(const onnx::NodeProto &node, Scope &scope,
                                 mlir::Location location);
  std::optional<Values> inlineFunction(const onnx::FunctionProto &function,
                                       const onnx::NodeProto &node, Scope &scope,
                                       mlir::Location location);
  const onnx::FunctionProto *findFunction(const onnx::NodeProto &node) const;
  mlir::Location nodeLocation(const onnx::NodeProto &node, unsigned index, const Scope &scope);

  // OnnxInterface.cpp: the function's arguments and results.
  struct Input {
    const onnx::ValueInfoProto *info;
    Ints shape;
    mlir::Type element;
  };
  bool collectInputs(llvm::SmallVectorImpl<Input> &inputs);
  bool bindUserShape(Input &input);
  bool bindSymbol(const Input &input, unsigned index, llvm::StringRef symbol);
  bool resolveShape(Input &input);
  bool settleBatch(llvm::ArrayRef<Input> inputs);
  bool checkDeclared(const Scope &scope, llvm::ArrayRef<mlir::Value> outputs);
  bool checkDeclaredType(const onnx::ValueInfoProto &info, mlir::Value value, bool isInner);
  void checkDeclaredShape(const onnx::ValueInfoProto &info, mlir::Value value);
  std::optional<mlir::func::FuncOp> importFunction();
  void removeDeadOps(mlir::func::FuncOp function);
  bool checkTensors(llvm::ArrayRef<std::string> names, llvm::ArrayRef<mlir::Value> values);
  bool checkRandom(mlir::func::FuncOp function);
  void warnOfTraining();

  std::string path;
  const onnx::ModelProto &model;
  const ImportOptions &options;
  llvm::StringMap<int> opsets;
  llvm::StringMap<const onnx::FunctionProto *> functions;
  /// What the symbolic dimensions became, and by which dimension.
  struct SymbolicSize {
    int64_t size;
    const onnx::ValueInfoProto *input;
    unsigned dimension;
  };
  llvm::StringMap<SymbolicSize> symbols;
  /// Shapes, and types of inner values, that the file says and that are others: how many, and the first.
  unsigned outdated = 0;
  std::string firstOutdated;
  /// Dropout in training mode: how often, and where first.
  unsigned trainingDropouts = 0;
  std::optional<mlir::Location> firstTrainingDropout;
  int64_t knownChannelBlock = 0;
  bool batchIsSymbolic = false;
  int64_t batch = 1;
};

} // namespace vitc::frontend

#endif // VITC_FRONTEND_ONNX_ONNXIMPORTER_H
