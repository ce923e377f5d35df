//===-- RoundWeights.cpp ---------------------------------------------------------------------------===//
//
//   x W   ->   x round(W),   round(W) of 16 bits
//
// The constant matrix that a product reads, and the filter of a patch embedding, become f16 or bf16. Sums, and what they are
// computed of, stay f32: kernels widen a weight where they read it. That is a cast of the constant, which vit-fold-constants
// leaves to the artifact to evaluate.
//
// With `rows`, of bf16:
//
//   x W   ->   bf16(x) bf16(W), summed up in f32
//
// which CPUs have instructions for. bf16(x) is a cast in front of the product, which joins what stands before it. The filter of a patch
// embedding is rounded, and its image is not.
//
// Weights that the type is too small for are an error: as infinities they would be another model. Those that are infinite or
// NaN already stay so. What other ops read, too, stays in f32 for them. Left alone: products of two activations, filters of
// other convolutions (their loops read a filter element by element), biases, and all products of models that compute in f16
// or bf16, or integers.
//
//===---------------------------------------------------------------------------------------------===//
#include "ir/Cost.h"
#include "ir/Entries.h"
#include "ir/Files.h"
#include "ir/Packing.h"
#include "ir/Tensor.h"
#include "ir/VitOpsElementwise.h"
#include "ir/VitOpsFused.h"
#include "ir/VitOpsTensor.h"
#include "mlir/IR/Threading.h"
#include "passes/Matching.h"
#include "passes/Passes.h"
#include "llvm/ADT/MapVector.h"

using namespace mlir;

namespace vitc {
#define GEN_PASS_DEF_ROUNDWEIGHTSPASS
#include "passes/Passes.h.inc"

namespace {

bool isRead(OpOperand &use) {
  return isWeight(use, /*columnsFirst=*/false) || isWeight(use, /*columnsFirst=*/true);
}

/// What a fused op has its operand's values as, inside.
BlockArgument argumentOf(OpOperand &use) {
  return use.getOwner()->getRegion(0).front().getArgument(use.getOperandNumber());
}

/// `use` is the weight of products alone, which stand in a fused op or not.
bool isReadAsWeight(OpOperand &use) {
  if (!isFusedRegion(use.getOwner()))
    return isRead(use);
  const BlockArgument inside = argumentOf(use);
  return !inside.use_empty() && llvm::all_of(inside.getUses(), isRead);
}

/// A constant, and where products read it.
struct Weight {
  vit::ConstantOp constant;
  SmallVector<OpOperand *> uses;
};

/// The products that read a weight at `use`.
SmallVector<vit::MatmulOp> productsOf(OpOperand &use) {
  SmallVector<vit::MatmulOp> products;
  auto add = [&](Operation *reader) {
    if (auto product = dyn_cast<vit::MatmulOp>(reader))
      products.push_back(product);
  };
  if (!isFusedRegion(use.getOwner()))
    add(use.getOwner());
  else
    llvm::for_each(argumentOf(use).getUsers(), add);
  return products;
}

struct RoundWeightsPass : impl::RoundWeightsPassBase<RoundWeightsPass> {
  using RoundWeightsPassBase::RoundWeightsPassBase;

  void runOnOperation() override {
    Builder builder(&getContext());
    if (type != "f16" && type != "bf16") {
      emitError(getOperation().getLoc(), "vit-round-weights: type = ")
          << type << " is neither f16 nor bf16";
      return signalPassFailure();
    }
    if (rows && type != "bf16") {
      emitError(getOperation().getLoc(), "vit-round-weights: rows are rounded to bf16, not to ")
          << type;
      return signalPassFailure();
    }
    const FloatType element =
        type == "f16" ? FloatType(builder.getF16Type()) : builder.getBF16Type();
    std::vector<Weight> weights = findWeights();
    auto check = [&](const Weight &weight) { return checkRange(weight.constant, element); };
    if (failed(failableParallelForEach(&getContext(), weights, check)))
      return signalPassFailure();
    Files::of(&getContext()).dropPages(); // of what was read nothing is needed until it is written
    for (Weight &weight : weights)
      round(weight, element);
    numRounded += weights.size();
    SmallVector<NamedAttribute> precision = {
        builder.getNamedAttr("type", builder.getStringAttr(type + (rows ? "" : "-weights")))};
    if (rows)
      precision.push_back(builder.getNamedAttr("products", roundRows(weights, element)));
    if (!weights.empty())
      getOperation()->setAttr("vit.precision", builder.getDictionaryAttr(precision));
    if (weights.empty())
      emitWarning(getOperation().getLoc(), "no weight is rounded: no product of f32 has a "
                                           "constant matrix");
  }

private:
  std::vector<Weight> findWeights() {
    std::vector<Weight> weights;
    for (auto function : getOperation().getOps<func::FuncOp>())
      function.walk([&](vit::ConstantOp constant) {
        Weight weight{constant, {}};
        if (constant.getType().getElementType().isF32())
          for (OpOperand &use : constant->getUses())
            if (isReadAsWeight(use))
              weight.uses.push_back(&use);
        if (!weight.uses.empty())
          weights.push_back(std::move(weight));
      });
    return weights;
  }

  /// Of a named model without weights there is nothing to check.
  LogicalResult checkRange(vit::ConstantOp constant, FloatType element) {
    llvm::Expected<Tensor> value = Tensor::fromAttribute(constant.getValue());
    if (!value)
      return constant.emitError(toString(value.takeError()));
    const float most = APFloat::getLargest(element.getFloatSemantics()).convertToDouble();
    ArrayRef<float> numbers(reinterpret_cast<const float *>(value->getBytes().data()),
                            size_t(value->getNumElements()));
    const auto *large =
        llvm::find_if(numbers, [&](float x) { return std::abs(x) > most && !std::isinf(x); });
    if (large == numbers.end())
      return success();
    return constant.emitError("a weight of ")
           << *large << " is more than " << element << " holds, which is " << most
           << ": compile with --precision=" << (element.isF16() ? "bf16-weights or f32" : "f32");
  }

  /// Rounds what products multiply by `weights`; what became of each weight, as vit-quantize-products says it, in the model's order.
  ArrayAttr roundRows(ArrayRef<Weight> weights, FloatType element) {
    Builder builder(&getContext());
    llvm::DenseMap<Operation *, const Weight *> weightOf;
    for (const Weight &weight : weights)
      for (OpOperand *use : weight.uses)
        for (vit::MatmulOp product : productsOf(*use))
          weightOf[product] = &weight;
    llvm::MapVector<const Weight *, SmallVector<vit::MatmulOp>> products;
    getOperation().walk<WalkOrder::PreOrder>([&](vit::MatmulOp product) {
      if (const Weight *weight = weightOf.lookup(product))
        products[weight].push_back(product);
    });
    SmallVector<Attribute> all;
    for (auto &[weight, readers] : products) {
      double flops = 0;
      for (vit::MatmulOp product : readers) {
        OpBuilder before(product);
        Value row = vit::CastOp::create(before, product.getLoc(), product.getLhs(), element);
        product.getLhsMutable().set(row);
        product.setF32Sums(true);
        if (product->getParentOfType<func::FuncOp>() == entriesOf(getOperation()).front())
          flops += flopsOf(product);
      }
      vit::MatmulOp first = readers.front();
      ArrayRef<int64_t> shape = tensorType(first.getRhs()).getShape();
      all.push_back(builder.getDictionaryAttr(
          {builder.getNamedAttr("node", builder.getStringAttr(nodeName(first.getLoc()))),
           builder.getNamedAttr("depth", builder.getI64IntegerAttr(shape[0])),
           builder.getNamedAttr("columns", builder.getI64IntegerAttr(shape[1])),
           builder.getNamedAttr("type", builder.getStringAttr(type.getValue())),
           builder.getNamedAttr("flops", builder.getF64FloatAttr(flops))}));
    }
    return builder.getArrayAttr(all);
  }

  static void round(Weight &weight, FloatType element) {
    OpBuilder builder(weight.constant->getContext());
    builder.setInsertionPointAfter(weight.constant);
    Value rounded =
        vit::CastOp::create(builder, weight.constant.getLoc(), weight.constant, element);
    for (OpOperand *use : weight.uses) {
      use->set(rounded);
      if (isFusedRegion(use->getOwner()))
        argumentOf(*use).setType(rounded.getType());
    }
  }
};

} // namespace
} // namespace vitc
