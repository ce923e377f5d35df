//===-- VitDialect.cpp: the dialect, its attributes, and small questions about types ----------===//
#include "ir/Epilogue.h"
#include "ir/Files.h"
#include "ir/Inference.h"
#include "ir/VitOpsLayout.h"
#include "ir/VitPreprocessing.h"
#include "ir/VitSchedules.h"
#include "ir/VitTargets.h"
#include "mlir/IR/Builders.h"
#include "mlir/IR/DialectImplementation.h"
#include "mlir/Interfaces/FunctionInterfaces.h"
#include "llvm/ADT/TypeSwitch.h"

using namespace mlir;
using namespace vitc;
using namespace vitc::vit;

#include "ir/VitDialect.cpp.inc"
#include "ir/VitEnums.cpp.inc"

static ParseResult parseOptionalAttributes(AsmParser &parser, DictionaryAttr &attributes) {
  Attribute parsed;
  const SMLoc loc = parser.getCurrentLocation();
  OptionalParseResult result = parser.parseOptionalAttribute(parsed);
  if (!result.has_value())
    return success();
  attributes = dyn_cast_or_null<DictionaryAttr>(parsed);
  if (failed(*result) || attributes)
    return *result;
  return parser.emitError(loc, "expected the op's attributes in braces");
}

static void printOptionalAttributes(AsmPrinter &printer, DictionaryAttr attributes) {
  if (attributes)
    printer << ' ' << attributes;
}

#define GET_ATTRDEF_CLASSES
#include "ir/VitAttrs.cpp.inc"

void VitDialect::initialize() {
  addAttributes<
#define GET_ATTRDEF_LIST
#include "ir/VitAttrs.cpp.inc"
      >();
  addElementwiseOps();
  addLayoutOps();
  addTensorOps();
  addFusedOps();
  addProgramOps();
  addPackingOps();
  addInterfaces<Files>();
}

LogicalResult FileRangeAttr::verify(function_ref<InFlightDiagnostic()> emitError, StringRef path,
                                    uint64_t offset, uint64_t length, Type type) {
  auto tensor = dyn_cast_or_null<RankedTensorType>(type);
  if (!tensor || !tensor.hasStaticShape() || !isElementType(tensor.getElementType()))
    return emitError() << "vit.file_range: not a tensor of static shape: " << type;
  if (path.empty())
    return emitError() << "vit.file_range: the path is empty";
  uint64_t bytes = tensorBytes(tensor);
  if (bytes == std::numeric_limits<int64_t>::max())
    return emitError() << "vit.file_range: " << type << " is larger than any memory";
  if (length != bytes)
    return emitError() << "vit.file_range: length " << length << ", but " << type << " takes "
                       << bytes << " bytes";
  if (offset > std::numeric_limits<int64_t>::max() - length)
    return emitError() << "vit.file_range: offset " << offset << " is beyond any file";
  return success();
}

LogicalResult ComputedAttr::verify(function_ref<InFlightDiagnostic()> emitError, StringAttr op,
                                   ArrayRef<Attribute> operands, DictionaryAttr, Type type) {
  auto tensor = dyn_cast_or_null<RankedTensorType>(type);
  if (!tensor || !tensor.hasStaticShape() || !isElementType(tensor.getElementType()))
    return emitError() << "vit.computed: not a tensor of static shape: " << type;
  const std::optional<RegisteredOperationName> name =
      RegisteredOperationName::lookup(op.getValue(), op.getContext());
  if (!name || !name->hasInterface<ModelOp>())
    return emitError() << "vit.computed: '" << op.getValue() << "' is no op on tensors";
  if (!name->hasTrait<OpTrait::ZeroRegions>() || !name->hasTrait<OpTrait::OneResult>())
    return emitError() << "vit.computed: '" << op.getValue()
                       << "' has a region, or more than one result";
  int64_t ops = 1;
  for (Attribute operand : operands) {
    if (!isa_and_nonnull<DenseElementsAttr, DenseResourceElementsAttr, FileRangeAttr, ComputedAttr>(
            operand))
      return emitError() << "vit.computed: an operand is no constant: " << operand;
    ops += countOps(operand);
  }
  if (ops > maxOps)
    return emitError() << "vit.computed: more than " << maxOps << " ops";
  return success();
}

int64_t ComputedAttr::countOps(Attribute value) {
  auto computed = dyn_cast<ComputedAttr>(value);
  if (!computed)
    return 0;
  int64_t ops = 1;
  for (Attribute operand : computed.getOperands())
    ops += countOps(operand);
  return ops;
}

ComputedAttr ComputedAttr::get(Operation *op, ArrayRef<Attribute> operands) {
  DictionaryAttr attributes = op->getAttrDictionary();
  return get(op->getContext(), op->getName().getIdentifier(), operands,
             attributes.empty() ? DictionaryAttr() : attributes, op->getResult(0).getType());
}

Attribute ComputedAttr::reshaped(RankedTensorType type) {
  const StringRef reshape = ReshapeOp::getOperationName();
  const Attribute input = getOp() == reshape ? getOperands().front() : Attribute(*this);
  if (cast<TypedAttr>(input).getType() == type)
    return input;
  if (countOps(input) == maxOps)
    return {};
  Builder builder(getContext());
  NamedAttribute shape =
      builder.getNamedAttr("shape", builder.getDenseI64ArrayAttr(type.getShape()));
  return get(getContext(), builder.getStringAttr(reshape), input, builder.getDictionaryAttr(shape),
             type);
}

/// What vit-quantize-products and vit-round-weights leave behind.
static bool isPrecision(Attribute attribute) {
  auto precision = dyn_cast<DictionaryAttr>(attribute);
  if (!precision || !precision.getAs<StringAttr>("type"))
    return false;
  const Attribute products = precision.get("products");
  auto list = dyn_cast_or_null<ArrayAttr>(products);
  return !products || (list && llvm::all_of(list, [](Attribute own) {
                         auto product = dyn_cast<DictionaryAttr>(own);
                         return product && product.getAs<StringAttr>("node") &&
                                product.getAs<StringAttr>("type") &&
                                product.getAs<FloatAttr>("flops");
                       }));
}

/// What the project's attributes at a module have to be.
LogicalResult VitDialect::verifyOperationAttribute(Operation *op, NamedAttribute attribute) {
  const StringRef name = attribute.getName();
  auto list = dyn_cast<ArrayAttr>(attribute.getValue());
  const bool isModule = isa<ModuleOp>(op), isEntry = isModule || isa<FunctionOpInterface>(op);
  if (name == "vit.labels" && !(isModule && list && llvm::all_of(list, llvm::IsaPred<StringAttr>)))
    return op->emitError("vit.labels is an array of strings at the module");
  if (name == "vit.targets" &&
      !(isModule && list && !list.empty() && llvm::all_of(list, llvm::IsaPred<TargetAttr>)))
    return op->emitError("vit.targets is an array of #vit.target<...> at the module");
  if (name == "vit.precision" && !(isModule && isPrecision(attribute.getValue())))
    return op->emitError(
        "vit.precision is a dictionary at the module, with a string `type` and, of each of its "
        "`products`, strings `node` and `type` and a float `flops`");
  if (name == epilogueMark &&
      !(isa<UnitAttr>(attribute.getValue()) && isa_and_nonnull<KernelOp>(op->getParentOp())))
    return op->emitError("vit.epilogue is a unit attribute at an op of a kernel");
  auto number = dyn_cast<IntegerAttr>(attribute.getValue());
  if (name == "vit.batch" &&
      !(isEntry && number && number.getType().isInteger(64) && number.getInt() > 0))
    return op->emitError(
               "vit.batch is the number of images in a pass, a positive i64 at the module or "
               "at one of its entries, not ")
           << attribute.getValue();
  return success();
}

namespace vitc {

FailureOr<SmallVector<int64_t>> broadcastShapes(ArrayRef<ArrayRef<int64_t>> shapes) {
  size_t rank = 0;
  for (ArrayRef<int64_t> shape : shapes)
    rank = std::max(rank, shape.size());
  SmallVector<int64_t> result(rank, 1);
  for (ArrayRef<int64_t> shape : shapes) {
    for (auto [position, size] : llvm::enumerate(llvm::reverse(shape))) {
      int64_t &common = result[rank - 1 - position];
      if (common == 1)
        common = size;
      else if (size != 1 && size != common)
        return failure();
    }
  }
  return result;
}

unsigned elementBytes(Type elementType) {
  return elementType.isIndex() ? 8 : llvm::divideCeil(elementType.getIntOrFloatBitWidth(), 8);
}

int64_t tensorBytes(RankedTensorType type) {
  int64_t bytes = elementBytes(type.getElementType());
  for (int64_t size : type.getShape())
    if (llvm::MulOverflow(bytes, size, bytes))
      return std::numeric_limits<int64_t>::max();
  return bytes;
}

StringRef nodeName(Location location) {
  if (auto name = dyn_cast<NameLoc>(location)) {
    StringRef inner = nodeName(name.getChildLoc());
    return inner.empty() ? name.getName().getValue() : inner;
  }
  if (auto call = dyn_cast<CallSiteLoc>(location))
    return nodeName(call.getCallee());
  if (auto fused = dyn_cast<FusedLoc>(location))
    for (Location part : fused.getLocations())
      if (StringRef name = nodeName(part); !name.empty())
        return name;
  return "";
}

} // namespace vitc
