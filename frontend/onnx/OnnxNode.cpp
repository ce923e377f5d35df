//===-- OnnxNode.cpp: inputs, attributes, constants and ops of the node being imported --------===//
#include "frontend/onnx/OnnxNode.h"
#include "frontend/onnx/OnnxImporter.h"
#include "ir/Interpreter.h"
#include "ir/VitOpsElementwise.h"
#include "ir/VitOpsLayout.h"
#include "mlir/IR/Verifier.h"
#include "llvm/ADT/StringExtras.h"

namespace vitc::frontend {

using mlir::Value;
using onnx::AttributeProto;

/// Ops on constants of at most so many elements are evaluated during the import.
static constexpr int64_t mostFoldedElements = 65536;
/// Longer lists of axes, sizes, pads or parts are a fault of the model.
static constexpr int64_t longestList = 65536;
/// Of a constant that an op stands for: positions, ranges.
static constexpr int64_t mostSpelledElements = 1 << 24;
/// Longer lists are abbreviated in messages.
static constexpr size_t mostNumbersShown = 16;
/// Larger constants of one number all over are not written out to be looked at.
static constexpr int64_t mostUnpackedBytes = int64_t(256) << 20;

int64_t product(llvm::ArrayRef<int64_t> sizes) {
  int64_t result = 1;
  for (int64_t size : sizes)
    result *= size;
  return result;
}

bool isReasonable(llvm::ArrayRef<int64_t> shape) {
  int64_t elements = 1;
  for (int64_t size : shape)
    if (size < 0 || llvm::MulOverflow(elements, std::max<int64_t>(size, 1), elements) ||
        elements > (int64_t(1) << 48))
      return false;
  return true;
}

std::string toText(llvm::ArrayRef<int64_t> numbers) {
  std::string text;
  llvm::raw_string_ostream stream(text);
  stream << "[";
  llvm::interleaveComma(numbers.take_front(mostNumbersShown), stream);
  if (numbers.size() > mostNumbersShown)
    stream << ", and " << numbers.size() - mostNumbersShown << " more";
  stream << "]";
  return text;
}

NodeImporter::NodeImporter(ModelImporter &model, const onnx::NodeProto &node, Scope &scope,
                           int opset, mlir::Location location)
    : model(model), scope(scope), builder(model.builder), node(node), opset(opset),
      location(location) {}

Values NodeImporter::fail(const llvm::Twine &message) {
  if (!failed)
    mlir::emitError(location) << describe() << ": " << message;
  failed = true;
  return {};
}

//===-- Inputs and outputs --------------------------------------------------------------------===//

bool NodeImporter::hasInput(unsigned index) const {
  if (index >= getNumInputs())
    return false;
  const std::string &name = node.input(static_cast<int>(index));
  return !name.empty() && !scope.absent.contains(name);
}

bool NodeImporter::hasOutput(unsigned index) const {
  return index < getNumOutputs() && !node.output(static_cast<int>(index)).empty();
}

Value NodeImporter::anyInput(unsigned index) {
  if (failed || !hasInput(index))
    return {};
  Value value = model.lookup(node.input(static_cast<int>(index)), scope, location);
  failed |= !value;
  return value;
}

Value NodeImporter::optionalInput(unsigned index) {
  Value value = anyInput(index);
  if (!value || llvm::isa<mlir::RankedTensorType>(value.getType()))
    return value;
  fail("its input '" + node.input(static_cast<int>(index)) +
       "' is a sequence of tensors; take one of them with SequenceAt, or join them with "
       "ConcatFromSequence");
  return {};
}

Values NodeImporter::sequenceInput(unsigned index) {
  Value value = anyInput(index);
  auto tensors = value ? value.getDefiningOp<mlir::UnrealizedConversionCastOp>()
                       : mlir::UnrealizedConversionCastOp();
  if (tensors && llvm::isa<mlir::TupleType>(value.getType()))
    return tensors.getInputs();
  return fail("input #" + llvm::Twine(index) +
              " is missing, or no sequence of tensors; export the model again");
}

Value NodeImporter::sequence(llvm::ArrayRef<Value> tensors) {
  if (failed)
    return {};
  mlir::Type type = builder.getTupleType(llvm::to_vector(mlir::ValueRange(tensors).getTypes()));
  return mlir::UnrealizedConversionCastOp::create(builder, location, type, tensors).getResult(0);
}

Value NodeImporter::input(unsigned index) {
  if (!hasInput(index))
    fail("input #" + llvm::Twine(index) + " is missing; export the model again");
  return optionalInput(index);
}

Values NodeImporter::inputs() {
  Values values;
  for (unsigned i = 0; i < getNumInputs(); ++i)
    values.push_back(input(i));
  return values;
}

//===-- Attributes ----------------------------------------------------------------------------===//

const AttributeProto *NodeImporter::attribute(llvm::StringRef name) {
  attributesRead.insert(name);
  for (const AttributeProto &attribute : node.attribute()) {
    if (attribute.name() != name)
      continue;
    if (attribute.ref_attr_name().empty())
      return &attribute;
    return scope.attributes.lookup(attribute.ref_attr_name());
  }
  return nullptr;
}

const AttributeProto *NodeImporter::typedAttribute(llvm::StringRef name,
                                                   AttributeProto::AttributeType type) {
  const AttributeProto *found = attribute(name);
  if (found && found->type() != type && found->type() != AttributeProto::UNDEFINED) {
    fail("attribute '" + name + "' is of type " +
         AttributeProto::AttributeType_Name(found->type()) + " where " +
         AttributeProto::AttributeType_Name(type) + " is meant; export the model again");
    return nullptr;
  }
  return found;
}

int64_t NodeImporter::intAttr(llvm::StringRef name, int64_t otherwise) {
  const AttributeProto *found = typedAttribute(name, AttributeProto::INT);
  return found ? found->i() : otherwise;
}

int64_t NodeImporter::requiredIntAttr(llvm::StringRef name) {
  if (!attribute(name))
    fail("attribute '" + name + "' is missing; export the model again");
  return intAttr(name, 0);
}

double NodeImporter::floatAttr(llvm::StringRef name, double otherwise) {
  const AttributeProto *found = typedAttribute(name, AttributeProto::FLOAT);
  return found ? found->f() : otherwise;
}

std::string NodeImporter::stringAttr(llvm::StringRef name, llvm::StringRef otherwise) {
  const AttributeProto *found = typedAttribute(name, AttributeProto::STRING);
  return found ? found->s() : otherwise.str();
}

std::optional<Ints> NodeImporter::intsAttr(llvm::StringRef name) {
  const AttributeProto *found = typedAttribute(name, AttributeProto::INTS);
  if (!found)
    return std::nullopt;
  return Ints(found->ints().begin(), found->ints().end());
}

unsigned NodeImporter::choiceAttr(llvm::StringRef name, llvm::ArrayRef<llvm::StringRef> choices) {
  std::string value = stringAttr(name, choices.front());
  for (unsigned i = 0; i < choices.size(); ++i)
    if (choices[i] == value)
      return i;
  fail("unsupported " + name + " '" + value + "'; vitc compiles '" + llvm::join(choices, "', '") +
       "'");
  return 0;
}

void NodeImporter::ignoreAttrs(std::initializer_list<llvm::StringRef> names) {
  for (llvm::StringRef name : names)
    attributesRead.insert(name);
}

void NodeImporter::checkAttributesUsed() {
  for (const AttributeProto &attribute : node.attribute())
    if (!attributesRead.contains(attribute.name()))
      fail("unsupported attribute '" + attribute.name() +
           "'; vitc knows none of this name in this opset: remove it, or export the model with "
           "another opset");
}

int64_t NodeImporter::normalizeAxis(int64_t axis, int64_t rank) {
  int64_t normal = axis < 0 ? axis + rank : axis;
  if (normal >= 0 && normal < rank)
    return normal;
  fail("axis " + llvm::Twine(axis) + " is none of a tensor with " + llvm::Twine(rank) +
       " dimensions; export the model again");
  return 0;
}

Ints NodeImporter::normalizeAxes(llvm::ArrayRef<int64_t> axes, int64_t rank) {
  Ints result;
  for (int64_t axis : axes) {
    int64_t normal = normalizeAxis(axis, rank);
    if (llvm::is_contained(result, normal))
      fail("axis " + llvm::Twine(axis) + " is named twice in " + toText(axes) +
           "; export the model again");
    if (failed)
      return {};
    result.push_back(normal);
  }
  return result;
}

std::string NodeImporter::describe() const {
  bool isStandard = node.domain().empty() || node.domain() == "ai.onnx";
  return node.op_type() + " (" + (isStandard ? "opset " + std::to_string(opset) : node.domain()) +
         ")";
}

mlir::Type NodeImporter::elementType(int64_t onnxType) {
  if (failed)
    return {};
  mlir::Type type =
      model.tensors.elementType(static_cast<int>(onnxType), describe() + ": its result", location);
  failed |= !type;
  return type;
}

//===-- Constants -----------------------------------------------------------------------------===//

std::optional<Tensor> NodeImporter::constantValue(Value value) {
  auto constant = value ? value.getDefiningOp<vit::ConstantOp>() : vit::ConstantOp();
  bool isPacked = constant && llvm::isa<mlir::DenseElementsAttr>(constant.getValue());
  if (!constant || (isPacked && tensorBytes(tensorType(value)) > mostUnpackedBytes))
    return std::nullopt;
  llvm::Expected<Tensor> tensor = Tensor::fromAttribute(constant.getValue());
  if (tensor)
    return *tensor;
  fail(llvm::toString(tensor.takeError()));
  return std::nullopt;
}

bool NodeImporter::isConstant(Value value) {
  llvm::SmallVector<Value> work{value};
  llvm::DenseSet<mlir::Operation *> seen;
  while (!work.empty()) {
    mlir::Operation *op = work.pop_back_val().getDefiningOp();
    if (!op || llvm::isa<mlir::UnrealizedConversionCastOp>(op))
      return false;
    if (seen.insert(op).second)
      work.append(op->operand_begin(), op->operand_end());
  }
  return true;
}

/// Says that input `index` must be known at compile time.
static void failNotConstant(NodeImporter &node, unsigned index, llvm::StringRef what) {
  node.fail(
      "its " + what + " (input '" + node.getProto().input(static_cast<int>(index)) +
      "') depends on the model's inputs, and vitc compiles static shapes only; export the model "
      "with fixed sizes, or simplify it");
}

/// The value of input `index`, which is a list of some numbers: as many as a tensor has dimensions, or
/// parts.
std::optional<Tensor> NodeImporter::constantList(unsigned index, llvm::StringRef what) {
  Value value = input(index);
  if (value && product(shapeOf(value)) > longestList) {
    fail("its " + what + " is a list of " + llvm::Twine(product(shapeOf(value))) +
         " numbers, which is no such list; export the model again");
    return std::nullopt;
  }
  std::optional<Tensor> tensor = constantValue(value);
  if (value && !tensor)
    failNotConstant(*this, index, what);
  return tensor;
}

Ints NodeImporter::constantInts(unsigned index, llvm::StringRef what) {
  std::optional<Tensor> tensor = constantList(index, what);
  if (!tensor)
    return {};
  Ints result;
  for (int64_t i = 0; i < tensor->getNumElements(); ++i)
    result.push_back(tensor->getInt(i));
  return result;
}

llvm::SmallVector<double> NodeImporter::constantFloats(unsigned index, llvm::StringRef what) {
  std::optional<Tensor> tensor = constantList(index, what);
  if (!tensor)
    return {};
  llvm::SmallVector<double> result;
  for (int64_t i = 0; i < tensor->getNumElements(); ++i)
    result.push_back(tensor->getFloat(i));
  return result;
}

std::optional<Ints> NodeImporter::optionalConstantInts(unsigned index, llvm::StringRef what) {
  if (failed || !hasInput(index))
    return std::nullopt;
  return constantInts(index, what);
}

std::optional<Ints> NodeImporter::intsAttrOrInput(llvm::StringRef name, int inputSince,
                                                  unsigned index) {
  return opset < inputSince ? intsAttr(name) : optionalConstantInts(index, name);
}

Value NodeImporter::constant(const Tensor &value) {
  if (failed)
    return {};
  return vit::ConstantOp::create(builder, location, value.getType(),
                                 llvm::cast<mlir::TypedAttr>(mlir::Attribute(value.toAttribute())));
}

Value NodeImporter::constant(const onnx::TensorProto &value) {
  if (failed)
    return {};
  mlir::TypedAttr attribute = model.tensors.read(value, describe() + ": its value", location);
  failed |= !attribute;
  return failed ? Value() : model.constantOf(value, attribute, location);
}

Value NodeImporter::constantInts(llvm::ArrayRef<int64_t> values) {
  Tensor tensor(
      mlir::RankedTensorType::get({static_cast<int64_t>(values.size())}, builder.getI64Type()));
  for (auto [i, value] : llvm::enumerate(values))
    tensor.setInt(static_cast<int64_t>(i), value);
  return constant(tensor);
}

bool NodeImporter::canSpellOut(double elements) {
  if (!(elements <= double(mostSpelledElements)))
    fail("it makes a constant of more than " + llvm::Twine(mostSpelledElements) +
         " elements; export the model again, with smaller shapes");
  return !failed;
}

bool NodeImporter::canRepeat(int64_t count) {
  constexpr int64_t most = 4096;
  if (count > most)
    fail("it would be spelled out " + llvm::Twine(count) + " times, and vitc does so up to " +
         llvm::Twine(most) + " times; export the model again, with smaller windows or fewer parts");
  return !failed;
}

Value NodeImporter::positions(int64_t count) {
  if (failed || !canSpellOut(double(count)))
    return {};
  return constantInts(llvm::to_vector(llvm::seq<int64_t>(0, count)));
}

Value NodeImporter::constantFloats(llvm::ArrayRef<double> values, mlir::Type elementType) {
  Tensor tensor(mlir::RankedTensorType::get({static_cast<int64_t>(values.size())}, elementType));
  for (auto [i, value] : llvm::enumerate(values))
    tensor.setFloat(static_cast<int64_t>(i), value);
  return constant(tensor);
}

Value NodeImporter::scalar(double value, mlir::Type elementType) {
  Tensor tensor(mlir::RankedTensorType::get({}, elementType));
  tensor.setFloat(0, value);
  return constant(tensor);
}

Value NodeImporter::filled(double value, mlir::RankedTensorType type) {
  return broadcast(scalar(value, type.getElementType()), type.getShape());
}

//===-- Building ------------------------------------------------------------------------------===//

Values NodeImporter::finish(mlir::OperationState &state, InferFunction infer) {
  std::string fault;
  mlir::Operation *op = nullptr;
  {
    // The op's own messages come out under the node's name.
    mlir::ScopedDiagnosticHandler handler(builder.getContext(), [&](mlir::Diagnostic &diagnostic) {
      if (fault.empty())
        fault = diagnostic.str();
      return llvm::success();
    });
    llvm::SmallVector<mlir::Type> types;
    if (llvm::succeeded(infer(builder.getContext(), location, state.operands,
                              state.attributes.getDictionary(builder.getContext()),
                              state.getRawProperties(), state.regions, types))) {
      state.types.assign(types.begin(), types.end());
      op = builder.create(state);
      if (llvm::failed(mlir::verify(op, /*verifyRecursively=*/false))) {
        op->erase();
        op = nullptr;
      }
    }
  }
  if (op)
    return foldOrKeep(op);
  return fail((fault.empty() ? "its operands don't fit together" : fault) +
              "; export the model again, or correct this node");
}

/// A matrix of bytes that becomes one of wider numbers: products may be those of the bytes.
static bool isOfBytes(mlir::Operation *op) {
  return llvm::isa<vit::CastOp>(op) && rankOf(op->getResult(0)) >= 2 &&
         elementOf(op->getOperand(0)).isInteger(8);
}

/// Evaluates `op` if all its operands are small constants; else its results stay as they are.
Values NodeImporter::foldOrKeep(mlir::Operation *op) {
  Values results(op->getResults());
  if (isOfBytes(op))
    return results;
  llvm::SmallVector<Tensor> operands;
  for (Value result : results)
    if (tensorType(result).getNumElements() > mostFoldedElements)
      return results;
  for (Value operand : op->getOperands()) {
    auto constant = operand.getDefiningOp<vit::ConstantOp>();
    if (!constant || !llvm::isa<mlir::DenseElementsAttr>(constant.getValue()) ||
        tensorType(operand).getNumElements() > mostFoldedElements)
      return results;
  }
  for (Value operand : op->getOperands())
    if (std::optional<Tensor> value = constantValue(operand))
      operands.push_back(*value);
  if (failed)
    return {};
  mlir::FailureOr<llvm::SmallVector<Tensor>> values = evaluate(op, operands);
  op->erase();
  if (llvm::succeeded(values))
    return llvm::map_to_vector(*values, [&](const Tensor &value) { return constant(value); });
  failed = true;
  return {};
}

Value NodeImporter::reshape(Value value, llvm::ArrayRef<int64_t> shape) {
  if (failed || shapeOf(value) == shape)
    return value;
  return create<vit::ReshapeOp>(value, shape);
}

Value NodeImporter::transpose(Value value, llvm::ArrayRef<int64_t> permutation) {
  if (failed || llvm::equal(permutation, llvm::seq<int64_t>(0, permutation.size())))
    return value;
  return create<vit::TransposeOp>(value, permutation);
}

Value NodeImporter::broadcast(Value value, llvm::ArrayRef<int64_t> shape) {
  if (failed || shapeOf(value) == shape)
    return value;
  return create<vit::BroadcastOp>(value, shape);
}

Value NodeImporter::cast(Value value, mlir::Type elementType) {
  if (failed || elementOf(value) == elementType)
    return value;
  return create<vit::CastOp>(value, elementType);
}

Value NodeImporter::slice(Value value, int64_t axis, int64_t begin, int64_t size) {
  if (failed)
    return {};
  Ints starts(rankOf(value), 0), sizes(shapeOf(value)), steps(rankOf(value), 1);
  if (begin == 0 && size == sizes[axis])
    return value;
  starts[axis] = begin;
  sizes[axis] = size;
  return create<vit::SliceOp>(value, starts, sizes, steps);
}

Value NodeImporter::concat(llvm::ArrayRef<Value> values, int64_t axis) {
  if (failed || values.size() == 1)
    return failed ? Value() : values.front();
  return create<vit::ConcatOp>(mlir::ValueRange(values), axis);
}

Value NodeImporter::unsqueeze(Value value, int64_t axis) {
  if (failed)
    return {};
  Ints shape(shapeOf(value));
  shape.insert(shape.begin() + axis, 1);
  return reshape(value, shape);
}

} // namespace vitc::frontend
