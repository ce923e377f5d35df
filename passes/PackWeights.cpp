//===-- PackWeights.cpp --------------------------------------------------------------------------===//
//
// The weight of a product is read a panel of columns at a time, over and over. Where it is constant, the
// panels are laid out at compile time (ir/Panels.h): the kernel's operand becomes [panels, K, width] and
// the kernel begins with the ops that give [K, N] back, which code generation recognises and never runs.
// In the function stand the ops that make the panels of the constant, for vit-fold-constants to evaluate.
//
// Packed are operands of kernels that are read by products alone, as their weight, and constant in every
// launch. Weights that kernels share get one width, that of the product with the most arithmetic, so that
// no weight is stored twice. Left alone: what `width` says 0 of.
//
//===---------------------------------------------------------------------------------------------===//
#include "ir/Cost.h"
#include "ir/Panels.h"
#include "passes/Passes.h"
#include "llvm/ADT/EquivalenceClasses.h"
#include "llvm/ADT/MapVector.h"

using namespace mlir;

namespace vitc {
#define GEN_PASS_DEF_PACKWEIGHTSPASS
#include "passes/Passes.h.inc"

namespace {

/// An operand of a kernel that can be packed.
struct Weight {
  BlockArgument argument;
  Operation *product;                 // of those that read it, the one with the most arithmetic
  SmallVector<OpOperand *> constants; // what the launches pass
};

bool isFilter(Value weight) { return tensorType(weight).getRank() == 4; }

/// The product that `use` is the weight of; null if it is none.
Operation *productOf(OpOperand &use) {
  if (auto matmul = dyn_cast<vit::MatmulOp>(use.getOwner()))
    return tensorType(use.get()).getRank() == 2 && &use == &matmul.getRhsMutable() ? matmul
                                                                                   : nullptr;
  if (auto embedding = dyn_cast<vit::PatchEmbeddingOp>(use.getOwner()))
    return &use == &embedding.getWeightMutable() ? embedding : nullptr;
  return nullptr;
}

using Launches = llvm::DenseMap<StringAttr, SmallVector<vit::LaunchOp>>;

/// `argument` as a weight, or nothing if it is not one in every use and every launch.
std::optional<Weight> findWeight(BlockArgument argument, ArrayRef<vit::LaunchOp> launches) {
  Weight weight{argument, nullptr, {}};
  if (tensorType(argument).getNumElements() == 0)
    return std::nullopt;
  for (OpOperand &use : argument.getUses()) {
    Operation *product = productOf(use);
    if (!product)
      return std::nullopt;
    if (!weight.product || flopsOf(product) > flopsOf(weight.product))
      weight.product = product;
  }
  for (vit::LaunchOp launch : launches) {
    OpOperand &operand = launch->getOpOperand(argument.getArgNumber());
    if (!operand.get().getDefiningOp<vit::ConstantOp>())
      return std::nullopt;
    weight.constants.push_back(&operand);
  }
  return weight.product && !launches.empty() ? std::optional(weight) : std::nullopt;
}

struct PackWeightsPass : impl::PackWeightsPassBase<PackWeightsPass> {
  using PackWeightsPassBase::PackWeightsPassBase;
  explicit PackWeightsPass(PanelWidth width) : width(std::move(width)) {}

  void runOnOperation() override {
    SmallVector<Weight> weights = findWeights();
    for (auto &[weight, columns] : chooseWidths(weights))
      pack(*weight, columns);
    for (Operation *constant : unpacked)
      if (constant->use_empty())
        constant->erase();
  }

private:
  SmallVector<Weight> findWeights() {
    Launches launches;
    getOperation().walk([&](vit::LaunchOp launch) {
      launches[launch.getKernelAttr().getAttr()].push_back(launch);
    });
    SmallVector<Weight> weights;
    for (auto kernel : getOperation().getOps<vit::KernelOp>())
      for (BlockArgument argument : kernel.getBlock().getArguments())
        if (auto weight = findWeight(argument, launches.lookup(kernel.getSymNameAttr())))
          weights.push_back(*weight);
    return weights;
  }

  /// A width for every weight that gets one: one for all that share a constant.
  SmallVector<std::pair<Weight *, int64_t>> chooseWidths(MutableArrayRef<Weight> weights) {
    llvm::EquivalenceClasses<size_t> classes;
    llvm::DenseMap<Attribute, size_t> firstReader;
    for (auto [index, weight] : llvm::enumerate(weights)) {
      classes.insert(index);
      for (OpOperand *constant : weight.constants)
        classes.unionSets(firstReader.try_emplace(valueOf(*constant), index).first->second, index);
    }
    llvm::MapVector<size_t, Operation *> products; // by class, the largest
    for (auto [index, weight] : llvm::enumerate(weights)) {
      Operation *&product = products[classes.getLeaderValue(index)];
      if (!product || flopsOf(weight.product) > flopsOf(product))
        product = weight.product;
    }
    SmallVector<std::pair<Weight *, int64_t>> chosen;
    for (auto [index, weight] : llvm::enumerate(weights))
      if (int64_t columns = widthFor(products[classes.getLeaderValue(index)]); columns > 0)
        chosen.push_back({&weight, columns});
    return chosen;
  }

  int64_t widthFor(Operation *product) { return width ? width(product) : int64_t(panelWidth); }

  static Attribute valueOf(OpOperand &constant) {
    return constant.get().getDefiningOp<vit::ConstantOp>().getValue();
  }

  void pack(Weight &weight, int64_t columns) {
    BlockArgument argument = weight.argument;
    auto type = tensorType(argument);
    for (OpOperand *constant : weight.constants)
      constant->set(packed(*constant, columns));
    argument.setType(weight.constants.front()->get().getType());
    OpBuilder builder = OpBuilder::atBlockBegin(argument.getOwner());
    Location loc = weight.product->getLoc();
    SmallVector<OpOperand *> uses =
        llvm::map_to_vector(argument.getUses(), [](OpOperand &use) { return &use; });
    bool isFilterType = type.getRank() == 4;
    Value matrix = unpackPanels(builder, loc, argument,
                                isFilterType ? type.getDimSize(0) : type.getDimSize(1));
    Value original = isFilterType ? matrixToFilter(builder, loc, matrix, type.getShape()) : matrix;
    for (OpOperand *use : uses)
      use->set(original);
    ++numPacked;
  }

  /// The constant in panels; made once, behind the first that is met.
  Value packed(OpOperand &operand, int64_t columns) {
    Value &panels = made[valueOf(operand)];
    Operation *constant = operand.get().getDefiningOp();
    unpacked.insert(constant);
    if (panels)
      return panels;
    OpBuilder builder(getOperation().getContext());
    builder.setInsertionPointAfter(constant);
    Location loc = constant->getLoc();
    Value matrix =
        isFilter(operand.get()) ? filterToMatrix(builder, loc, operand.get()) : operand.get();
    return panels = packPanels(builder, loc, matrix, columns);
  }

  PanelWidth width;
  llvm::DenseMap<Attribute, Value> made;
  llvm::SetVector<Operation *> unpacked;
};

} // namespace

std::unique_ptr<Pass> createPackWeightsPass(PanelWidth width) {
  return std::make_unique<PackWeightsPass>(std::move(width));
}

} // namespace vitc
