//===-- VitFolds.cpp: what an op is without computing -----------------------------------------===//
//
// Folds are exact, for NaN and infinities too, with one exception that every compiler makes: x + 0
// is x, though -0.0 + 0.0 is 0.0. Constants fold by the Interpreter, which defines every op;
// results too large to be read in the IR are left to vit-fold-constants, which may store them in a
// file.
//
//===---------------------------------------------------------------------------------------------===//
#include "ir/Interpreter.h"
#include "ir/VitOpsElementwise.h"
#include "ir/VitOpsLayout.h"
#include "ir/VitPacking.h"

using namespace mlir;
using namespace vitc;
using namespace vitc::vit;

//===-- Constants -----------------------------------------------------------------------------===//

/// Results up to this size become attributes, as in vit-fold-constants.
static constexpr int64_t maxFoldedBytes = 1024;

Operation *VitDialect::materializeConstant(OpBuilder &builder, Attribute value, Type type,
                                           Location loc) {
  auto typed = dyn_cast<TypedAttr>(value);
  if (!typed || typed.getType() != type)
    return nullptr;
  return ConstantOp::create(builder, loc, typed);
}

OpFoldResult ConstantOp::fold(FoldAdaptor) { return getValue(); }

/// The value of an op with one, small result whose operands are all dense constants, or null.
static Attribute foldConstants(Operation *op, ArrayRef<Attribute> operands) {
  if (tensorBytes(tensorType(op->getResult(0))) > maxFoldedBytes)
    return {};
  SmallVector<Tensor> values;
  for (Attribute operand : operands) {
    auto dense = dyn_cast_or_null<DenseElementsAttr>(operand);
    if (!dense)
      return {};
    values.push_back(llvm::cantFail(Tensor::fromAttribute(dense)));
  }
  FailureOr<SmallVector<Tensor>> results = evaluate(op, values);
  return succeeded(results) ? results->front().toAttribute() : Attribute();
}

/// Whether a constant's elements are all `number`.
static bool isSplatOf(Attribute constant, int64_t number) {
  auto dense = dyn_cast_or_null<DenseElementsAttr>(constant);
  if (!dense || !dense.isSplat())
    return false;
  Type type = dense.getElementType();
  if (isa<FloatType>(type)) {
    APFloat value = dense.getSplatValue<APFloat>();
    return number == 0 ? value.isZero() : value.isExactlyValue(double(number));
  }
  return dense.getSplatValue<APInt>() == uint64_t(number);
}

//===-- Elementwise ---------------------------------------------------------------------------===//

/// `value`, if it has the type of the op's result: the other operand must not broadcast it.
static OpFoldResult unlessBroadcast(Operation *op, Value value) {
  return value.getType() == op->getResult(0).getType() ? OpFoldResult(value) : OpFoldResult();
}

OpFoldResult CastOp::fold(FoldAdaptor adaptor) {
  if (getInput().getType() == getType())
    return getInput();
  return foldConstants(*this, adaptor.getOperands());
}

/// What is compiled is for inference.
OpFoldResult DropoutOp::fold(FoldAdaptor) { return getInput(); }

OpFoldResult AddOp::fold(FoldAdaptor adaptor) {
  if (isSplatOf(adaptor.getRhs(), 0))
    if (OpFoldResult sum = unlessBroadcast(*this, getLhs()))
      return sum;
  if (isSplatOf(adaptor.getLhs(), 0))
    if (OpFoldResult sum = unlessBroadcast(*this, getRhs()))
      return sum;
  return foldConstants(*this, adaptor.getOperands());
}

OpFoldResult SubOp::fold(FoldAdaptor adaptor) {
  if (isSplatOf(adaptor.getRhs(), 0))
    if (OpFoldResult difference = unlessBroadcast(*this, getLhs()))
      return difference;
  return foldConstants(*this, adaptor.getOperands());
}

OpFoldResult MulOp::fold(FoldAdaptor adaptor) {
  if (isSplatOf(adaptor.getRhs(), 1))
    if (OpFoldResult product = unlessBroadcast(*this, getLhs()))
      return product;
  if (isSplatOf(adaptor.getLhs(), 1))
    if (OpFoldResult product = unlessBroadcast(*this, getRhs()))
      return product;
  return foldConstants(*this, adaptor.getOperands());
}

/// An integer division by zero stays, for whoever evaluates it to report.
static bool dividesByZero(Attribute divisor) {
  auto dense = dyn_cast_or_null<DenseElementsAttr>(divisor);
  return dense && isa<IntegerType>(dense.getElementType()) &&
         llvm::any_of(dense.getValues<APInt>(), [](const APInt &value) { return value.isZero(); });
}

OpFoldResult DivOp::fold(FoldAdaptor adaptor) {
  if (isSplatOf(adaptor.getRhs(), 1))
    if (OpFoldResult quotient = unlessBroadcast(*this, getLhs()))
      return quotient;
  if (dividesByZero(adaptor.getRhs()))
    return {};
  return foldConstants(*this, adaptor.getOperands());
}

OpFoldResult SelectOp::fold(FoldAdaptor adaptor) {
  if (getLhs() == getRhs())
    if (OpFoldResult both = unlessBroadcast(*this, getLhs()))
      return both;
  for (bool condition : {false, true})
    if (isSplatOf(adaptor.getCondition(), condition))
      if (OpFoldResult chosen = unlessBroadcast(*this, condition ? getLhs() : getRhs()))
        return chosen;
  return foldConstants(*this, adaptor.getOperands());
}

//===-- Layout --------------------------------------------------------------------------------===//

/// A constant keeps its bytes under another shape, however large it is.
static Attribute reshapeConstant(Attribute constant, RankedTensorType type) {
  if (auto dense = dyn_cast_or_null<DenseElementsAttr>(constant))
    return dense.reshape(type);
  if (auto range = dyn_cast_or_null<FileRangeAttr>(constant))
    return FileRangeAttr::get(type.getContext(), range.getPath(), range.getOffset(),
                              range.getLength(), type);
  if (auto computed = dyn_cast_or_null<ComputedAttr>(constant))
    return computed.reshaped(type);
  return {};
}

OpFoldResult ReshapeOp::fold(FoldAdaptor adaptor) {
  if (getInput().getType() == getType())
    return getInput();
  if (Attribute constant = reshapeConstant(adaptor.getInput(), tensorType(getResult())))
    return constant;
  auto inner = getInput().getDefiningOp<ReshapeOp>();
  if (!inner)
    return {};
  getInputMutable().assign(inner.getInput());
  return getResult();
}

OpFoldResult TransposeOp::fold(FoldAdaptor adaptor) {
  ArrayRef<int64_t> outer = getPermutation();
  if (llvm::equal(outer, llvm::seq<int64_t>(0, int64_t(outer.size()))))
    return getInput();
  if (auto inner = getInput().getDefiningOp<TransposeOp>()) {
    SmallVector<int64_t> composed;
    for (int64_t dimension : outer)
      composed.push_back(inner.getPermutation()[dimension]);
    setPermutation(composed);
    getInputMutable().assign(inner.getInput());
    return getResult();
  }
  return foldConstants(*this, adaptor.getOperands());
}

OpFoldResult BroadcastOp::fold(FoldAdaptor adaptor) {
  if (getInput().getType() == getType())
    return getInput();
  return foldConstants(*this, adaptor.getOperands());
}

/// Makes `outer` read what `inner` reads.
static void composeSlices(SliceOp inner, SliceOp outer) {
  SmallVector<int64_t> starts, steps;
  for (auto [size, innerStart, innerStep, outerStart, outerStep] :
       llvm::zip_equal(outer.getSizes(), inner.getStarts(), inner.getSteps(), outer.getStarts(),
                       outer.getSteps())) {
    // Where no second element is read, the step says nothing and its product might overflow.
    starts.push_back(size > 0 ? innerStart + outerStart * innerStep : 0);
    steps.push_back(size > 1 ? innerStep * outerStep : 1);
  }
  outer.setStarts(starts);
  outer.setSteps(steps);
  outer.getInputMutable().assign(inner.getInput());
}

OpFoldResult SliceOp::fold(FoldAdaptor adaptor) {
  auto isForward = [](auto sizeAndStep) {
    auto [size, step] = sizeAndStep;
    return size <= 1 || step == 1;
  };
  if (getInput().getType() == getType() &&
      llvm::all_of(llvm::zip_equal(getSizes(), getSteps()), isForward))
    return getInput();
  if (auto inner = getInput().getDefiningOp<SliceOp>()) {
    composeSlices(inner, *this);
    return getResult();
  }
  return foldConstants(*this, adaptor.getOperands());
}

OpFoldResult PadOp::fold(FoldAdaptor adaptor) {
  auto isZero = [](int64_t amount) { return amount == 0; };
  if (llvm::all_of(getLow(), isZero) && llvm::all_of(getHigh(), isZero))
    return getInput();
  return foldConstants(*this, adaptor.getOperands());
}

OpFoldResult PackOp::fold(FoldAdaptor adaptor) {
  return foldConstants(*this, adaptor.getOperands());
}

OpFoldResult UnpackOp::fold(FoldAdaptor adaptor) {
  auto pack = getInput().getDefiningOp<PackOp>();
  if (pack && pack.getPacking() == getPacking() && pack.getColumnsFirst() == getColumnsFirst() &&
      pack.getInput().getType() == getType())
    return pack.getInput();
  return foldConstants(*this, adaptor.getOperands());
}

OpFoldResult ConcatOp::fold(FoldAdaptor adaptor) {
  if (getInputs().size() == 1)
    return getInputs().front();
  return foldConstants(*this, adaptor.getOperands());
}
