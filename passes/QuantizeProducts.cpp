//===-- QuantizeProducts.cpp ---------------------------------------------------------------------===//
//
//   x W   ->   (q(x) Q - zero * column sums of Q) * scale of the row of x * scale of the column of W
//
// Q = round(W / scale) has the integers from -127 to 127, and each column a scale of its own: what its largest element is
// divided by to become 127. With 8 bits it is what the positive or negative ones of two neighbours add up to, so that two
// products fit 16 bits (pairs_fit of vit.matmul), which CPUs without an instruction for four of them need: for normally
// distributed weights a scale that is a third larger. Rows of x (tokens) are quantised as the model runs, each by its own largest element, so that no
// examples are needed. q(x) = round(x / scale) + zero: with 8 bits from 1 to 255 around a zero of 128, so that x86 has an
// instruction for its products with Q; with 16 bits around 0, and as large as sums of 32 bits leave room for. These sums are
// exact, whatever computes them.
//
// A row that holds an infinity or NaN has it for its scale, and becomes NaN or infinite, of either sign. Rows and columns below
// 1e-33 become 0.
//
// With limits (QuantizationLimits) the products that lose most stay in f32, too: QuantizationSearch.cpp. What was chosen, and
// measured, is recorded at the module (vit.precision).
//
// What stays in f32 in any case: attention's own products, normalisations, residuals, patch embeddings, and the product that the model's
// result is, since it is small and what it loses is seen.
//
//===---------------------------------------------------------------------------------------------===//
#include "ir/Cost.h"
#include "ir/Entries.h"
#include "ir/VitOpsElementwise.h"
#include "ir/VitOpsFused.h"
#include "ir/VitOpsLayout.h"
#include "ir/VitOpsProgram.h"
#include "ir/VitOpsTensor.h"
#include "passes/Grouping.h"
#include "passes/Matching.h"
#include "passes/Passes.h"
#include "passes/QuantizationSearch.h"
#include "passes/Steps.h"

using namespace mlir;

namespace vitc {
#define GEN_PASS_DEF_QUANTIZEPRODUCTSPASS
#include "passes/Passes.h.inc"

namespace {

/// Of Q, and of what its products are added up in.
constexpr double largestWeight = 127;
constexpr int64_t largestSum = std::numeric_limits<int32_t>::max();
/// Rows and columns of zeros have no scale of their own; what 16 bits are divided by it stays finite.
constexpr double leastMagnitude = 1e-33;

/// Elements of q(x).
struct RowFormat {
  Type element;
  double largest; // magnitude
  int32_t zero;
};

struct QuantizedWeight {
  Value elements; // [K, N], i8
  Value scales;   // [N]
  Value offsets;  // [N], i32: zero * column sums; null where zero is 0
  bool pairsFit;
};

struct QuantizedRows {
  Value elements;
  Value scales; // [.., 1]
};

/// The largest magnitude of `value` along `axis`, which stays, and which is not 0.
Value magnitudeOf(Value value, int64_t axis, Steps &steps) {
  Value most = steps.make<vit::ReduceMaxOp>(steps.make<vit::AbsOp>(value), ArrayRef(axis),
                                            /*keep_dims=*/true);
  return steps.make<vit::MaxOp>(most, steps.number(leastMagnitude));
}

/// As magnitudeOf `weight` along axis 0, of what the positive or the negative ones of two neighbours add up to.
Value magnitudeOfPairs(Value weight, Steps &steps) {
  ArrayRef<int64_t> shape = tensorType(weight).getShape();
  Value pairs = steps.make<vit::ReshapeOp>(weight, ArrayRef<int64_t>{shape[0] / 2, 2, shape[1]});
  Value zero = steps.number(0);
  Value positive = steps.make<vit::ReduceSumOp>(steps.make<vit::MaxOp>(pairs, zero),
                                                ArrayRef<int64_t>(1), /*keep_dims=*/false);
  Value negative = steps.make<vit::ReduceSumOp>(steps.make<vit::MinOp>(pairs, zero),
                                                ArrayRef<int64_t>(1), /*keep_dims=*/false);
  return magnitudeOf(steps.make<vit::MaxOp>(positive, steps.make<vit::NegOp>(negative)),
                     /*axis=*/0, steps);
}

RowFormat formatFor(int64_t depth, int64_t bits, Builder builder) {
  if (bits == 8)
    return {builder.getIntegerType(8, /*isSigned=*/false), 127, 128};
  const double room = std::floor(double(largestSum) / largestWeight / double(depth));
  return {builder.getIntegerType(16), std::min(room, 32767.0), 0};
}

QuantizedWeight quantizeWeight(Value weight, const RowFormat &format, Steps steps) {
  Builder &builder = steps.builder;
  QuantizedWeight result;
  result.pairsFit = format.element.isInteger(8) && tensorType(weight).getDimSize(0) % 2 == 0;
  Value magnitude =
      result.pairsFit ? magnitudeOfPairs(weight, steps) : magnitudeOf(weight, /*axis=*/0, steps);
  Value scales = steps.make<vit::MulOp>(magnitude, steps.number(1 / largestWeight));
  Value whole = steps.make<vit::RoundOp>(steps.make<vit::DivOp>(weight, scales));
  result.elements = steps.cast(whole, builder.getIntegerType(8));
  const int64_t columns = tensorType(weight).getDimSize(1);
  result.scales = steps.make<vit::ReshapeOp>(scales, ArrayRef(columns));
  if (format.zero == 0)
    return result;
  Value sums = steps.make<vit::ReduceSumOp>(steps.cast(result.elements, builder.getI32Type()),
                                            ArrayRef<int64_t>(0), /*keep_dims=*/false);
  result.offsets = steps.make<vit::MulOp>(sums, steps.whole(format.zero));
  return result;
}

QuantizedRows quantizeRows(Value x, const RowFormat &format, Steps steps) {
  Value magnitude = magnitudeOf(x, tensorType(x).getRank() - 1, steps);
  Value factor = steps.make<vit::DivOp>(steps.number(format.largest), magnitude);
  Value whole = steps.make<vit::RoundOp>(steps.make<vit::MulOp>(x, factor));
  if (format.zero)
    whole = steps.make<vit::AddOp>(whole, steps.number(double(format.zero)));
  return {steps.cast(whole, format.element),
          steps.make<vit::MulOp>(magnitude, steps.number(1 / format.largest))};
}

/// Whether `value` is what the model computes, apart from its shape and the order of dimensions, or logits that a softmax
/// makes it of, or has them as a part, as a product that several were joined to has.
bool isResult(Value value) {
  return llvm::any_of(value.getUsers(), [](Operation *user) {
    return isa<func::ReturnOp>(user) ||
           ((isAlias(user) || isa<vit::SoftmaxOp, vit::SliceOp, vit::TransposeOp>(user)) &&
            isResult(user->getResult(0)));
  });
}

/// Whether `value`, inside of `fused`, becomes such a result with no product in between.
bool isResultOf(Value value, Operation *fused) {
  return llvm::any_of(value.getUses(), [&](OpOperand &use) {
    Operation *user = use.getOwner();
    if (user->hasTrait<OpTrait::IsTerminator>())
      return isResult(fused->getResult(use.getOperandNumber()));
    return !isa<vit::MatmulOp>(user) && llvm::any_of(user->getResults(), [&](Value result) {
      return isResultOf(result, fused);
    });
  });
}

/// Products of one block, which is the body of a function or the region of a fused op.
class BlockProducts {
public:
  /// `fused` is null in a function.
  BlockProducts(Block &block, Operation *fused) : block(block), fused(fused) {}

  /// Products that integers can compute, with their weights.
  SmallVector<std::pair<vit::MatmulOp, vit::ConstantOp>> find() {
    SmallVector<std::pair<vit::MatmulOp, vit::ConstantOp>> found;
    for (auto product : block.getOps<vit::MatmulOp>())
      if (vit::ConstantOp weight = quantizableWeightOf(product))
        found.emplace_back(product, weight);
    return found;
  }

  int64_t quantize(int64_t ofBits, llvm::function_ref<bool(int64_t)> wanted) {
    bits = ofBits;
    int64_t count = 0;
    for (auto product : llvm::to_vector(block.getOps<vit::MatmulOp>())) {
      auto number = product->getAttrOfType<IntegerAttr>(weightNumber);
      if (!number)
        continue;
      product->removeAttr(weightNumber);
      if (!wanted(number.getInt()))
        continue;
      replace(product, weightOf(product));
      ++count;
    }
    dropUnread();
    return count;
  }

private:
  /// What a product multiplies by, outside of the region; null for a value inside.
  Value weightOf(vit::MatmulOp product) const {
    Value weight = product.getRhs();
    if (!fused)
      return weight;
    auto argument = dyn_cast<BlockArgument>(weight); // literals may stand inside
    return argument ? fused->getOperand(argument.getArgNumber()) : Value();
  }

  /// The constant weight, of f32, that a product reads outside; null if it is not to be quantised.
  vit::ConstantOp quantizableWeightOf(vit::MatmulOp product) const {
    Value weight = weightOf(product);
    auto constant = weight ? weight.getDefiningOp<vit::ConstantOp>() : nullptr;
    const int64_t depth = tensorType(product.getLhs()).getShape().back();
    if (!constant || tensorType(weight).getRank() != 2 ||
        !tensorType(product).getElementType().isF32() || product.getType().getNumElements() == 0 ||
        depth == 0 || depth > largestSum / (largestWeight * 255))
      return {};
    return (fused ? isResultOf(product, fused) : isResult(product)) ? nullptr : constant;
  }

  void replace(vit::MatmulOp product, Value weight) {
    OpBuilder builder(product);
    Steps inside(builder, product.getLoc());
    const RowFormat format =
        formatFor(tensorType(product.getLhs()).getShape().back(), bits, builder);
    OpBuilder before(fused ? fused : product.getOperation());
    const QuantizedWeight columns = quantizeWeight(weight, format, {before, product.getLoc()});
    auto [it, isNew] = rows.try_emplace(product.getLhs());
    if (isNew)
      it->second = quantizeRows(product.getLhs(), format, inside);
    Value sums = inside.make<vit::MatmulOp>(it->second.elements, bringIn(columns.elements),
                                            columns.pairsFit);
    if (columns.offsets)
      sums = inside.make<vit::SubOp>(sums, bringIn(columns.offsets));
    // A scale of a row may be large: it comes last.
    Value result =
        inside.make<vit::MulOp>(inside.cast(sums, builder.getF32Type()), bringIn(columns.scales));
    result = inside.make<vit::MulOp>(result, it->second.scales);
    product.getResult().replaceAllUsesWith(result);
    product.erase();
  }

  Value bringIn(Value value) {
    if (!fused)
      return value;
    fused->insertOperands(fused->getNumOperands(), value);
    return block.addArgument(value.getType(), value.getLoc());
  }

  void dropUnread() {
    for (unsigned i = fused ? fused->getNumOperands() : 0; i-- > 0;)
      if (block.getArgument(i).use_empty()) {
        block.eraseArgument(i);
        fused->eraseOperand(i);
      }
  }

  Block &block;
  Operation *fused;
  int64_t bits = 8;
  llvm::DenseMap<Value, QuantizedRows> rows;
};

/// Every block of `module` that holds products: bodies of functions, regions of fused ops.
void forEachBlock(ModuleOp module, llvm::function_ref<void(BlockProducts)> visit) {
  for (auto function : module.getOps<func::FuncOp>()) {
    if (function.isExternal())
      continue;
    Block &body = function.getBody().front();
    for (Operation &op : llvm::make_early_inc_range(body))
      if (isFusedRegion(&op))
        visit(BlockProducts(op.getRegion(0).front(), &op));
    visit(BlockProducts(body, nullptr));
  }
}

} // namespace

std::vector<NumberedWeight> numberProducts(ModuleOp module) {
  std::vector<NumberedWeight> weights;
  llvm::DenseMap<Attribute, size_t> numbers;
  Builder builder(module.getContext());
  forEachBlock(module, [&](BlockProducts block) {
    for (auto [product, weight] : block.find()) {
      auto [it, isNew] = numbers.try_emplace(weight.getValue(), weights.size());
      if (isNew)
        weights.emplace_back();
      weights[it->second].products.push_back(product);
      product->setAttr(weightNumber, builder.getI64IntegerAttr(int64_t(it->second)));
    }
  });
  return weights;
}

int64_t quantizeNumbered(ModuleOp module, int64_t bits, llvm::function_ref<bool(int64_t)> wanted) {
  int64_t count = 0;
  forEachBlock(module, [&](BlockProducts block) { count += block.quantize(bits, wanted); });
  return count;
}

namespace {

struct QuantizeProductsPass : impl::QuantizeProductsPassBase<QuantizeProductsPass> {
  using QuantizeProductsPassBase::QuantizeProductsPassBase;
  QuantizeProductsPass() = default;
  QuantizeProductsPass(int64_t ofBits, QuantizationLimits limits) : limits(std::move(limits)) {
    bits = ofBits;
  }

  void runOnOperation() override {
    if (bits != 8 && bits != 16) {
      emitError(getOperation().getLoc(), "vit-quantize-products: bits = ")
          << int64_t(bits) << " is neither 8 nor 16";
      return signalPassFailure();
    }
    const std::vector<NumberedWeight> weights = numberProducts(getOperation());
    Quantization chosen;
    chosen.isInteger.assign(weights.size(), true);
    if (limits.calibration && !weights.empty()) {
      auto found = searchQuantization(getOperation(), bits, weights, limits);
      if (failed(found))
        return signalPassFailure();
      chosen = std::move(*found);
    }
    if (!weights.empty())
      getOperation()->setAttr("vit.precision", record(weights, chosen));
    numQuantized += quantizeNumbered(getOperation(), bits,
                                     [&](int64_t number) { return chosen.isInteger[number]; });
    if (weights.empty())
      emitWarning(getOperation().getLoc(), "no product is quantised: none but the model's result "
                                           "is one of f32 with a constant matrix");
  }

private:
  /// What became of each weight, and what it costs.
  DictionaryAttr record(ArrayRef<NumberedWeight> weights, const Quantization &chosen) {
    Builder builder(&getContext());
    const StringRef type = bits == 8 ? "int8" : "int8-a16";
    SmallVector<Attribute> products;
    const SmallVector<func::FuncOp> entries = entriesOf(getOperation());
    for (auto [number, weight] : llvm::enumerate(weights)) {
      vit::MatmulOp first = weight.products.front();
      const RankedTensorType shape = tensorType(first.getRhs());
      double flops = 0;
      for (vit::MatmulOp product : weight.products)
        if (entries.empty() || product->getParentOfType<func::FuncOp>() == entries.front())
          flops += flopsOf(product);
      SmallVector<NamedAttribute> own = {
          builder.getNamedAttr("node", builder.getStringAttr(nodeName(first.getLoc()))),
          builder.getNamedAttr("depth", builder.getI64IntegerAttr(shape.getDimSize(0))),
          builder.getNamedAttr("columns", builder.getI64IntegerAttr(shape.getDimSize(1))),
          builder.getNamedAttr("type",
                               builder.getStringAttr(chosen.isInteger[number] ? type : "f32")),
          builder.getNamedAttr("flops", builder.getF64FloatAttr(flops))};
      if (!chosen.losses.empty())
        own.push_back(builder.getNamedAttr("loss", builder.getF64FloatAttr(chosen.losses[number])));
      products.push_back(builder.getDictionaryAttr(own));
    }
    SmallVector<NamedAttribute> all = {
        builder.getNamedAttr("type", builder.getStringAttr(type)),
        builder.getNamedAttr("products", builder.getArrayAttr(products))};
    if (limits.calibration) {
      all.push_back(builder.getNamedAttr("error", builder.getF64FloatAttr(chosen.error)));
      all.push_back(builder.getNamedAttr("cosine", builder.getF64FloatAttr(chosen.cosine)));
      all.push_back(
          builder.getNamedAttr("inputs", builder.getStringAttr(limits.calibration->name)));
    }
    return builder.getDictionaryAttr(all);
  }

  QuantizationLimits limits;
};

} // namespace

std::unique_ptr<Pass> createQuantizeProductsPass(int64_t bits, QuantizationLimits limits) {
  return std::make_unique<QuantizeProductsPass>(bits, std::move(limits));
}

} // namespace vitc
