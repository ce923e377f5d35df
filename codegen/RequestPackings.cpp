//===-- RequestPackings.cpp -----------------------------------------------------------------------===//
#include "codegen/RequestPackings.h"
#include "codegen/HalideErrors.h"
#include "codegen/KernelNames.h"
#include "codegen/LoopSources.h"
#include "codegen/kernels/KernelBuilder.h"
#include "ir/Cost.h"
#include "ir/Packing.h"
#include "ir/VitOpsLayout.h"
#include "ir/VitOpsProgram.h"
#include "ir/VitSchedules.h"
#include "llvm/ADT/EquivalenceClasses.h"
#include "llvm/ADT/MapVector.h"
#include <map>

using namespace mlir;
using namespace vitc;

namespace {

/// The operands of a module's kernels that can be packed.
class Weights {
public:
  explicit Weights(ModuleOp module) {
    llvm::DenseMap<StringAttr, SmallVector<vit::LaunchOp>> launches;
    module.walk([&](vit::LaunchOp launch) {
      launches[launch.getKernelAttr().getAttr()].push_back(launch);
    });
    for (auto kernel : module.getOps<vit::KernelOp>())
      for (BlockArgument operand : kernel.getBlock().getArguments())
        add(operand, launches.lookup(kernel.getSymNameAttr()));
  }

  bool contains(BlockArgument operand) const { return constants.contains(operand); }

  /// How weights that share a constant with `weight` are packed; null if they are not, yet.
  vit::PackingAttr packingOf(BlockArgument weight) { return packings.lookup(leaderOf(weight)); }

  void pack(BlockArgument weight, vit::PackingAttr packing) {
    packings[leaderOf(weight)] = packing;
    auto uses = llvm::map_to_vector(weight.getUses(), [](OpOperand &use) { return &use; });
    const bool columnsFirst = hasColumnsFirst(weight);
    const Location loc = uses.front()->getOwner()->getLoc();
    OpBuilder builder = OpBuilder::atBlockBegin(weight.getOwner());
    auto panels = vit::PackOp::create(builder, loc, weight, packing, columnsFirst);
    auto unpacked =
        vit::UnpackOp::create(builder, loc, weight.getType(), panels, packing, columnsFirst);
    for (OpOperand *use : uses)
      use->set(unpacked);
    constants.erase(weight);
  }

private:
  static bool hasColumnsFirst(BlockArgument weight) {
    return isWeight(*weight.use_begin(), /*columnsFirst=*/true);
  }

  void add(BlockArgument operand, ArrayRef<vit::LaunchOp> launches) {
    if (operand.use_empty() || launches.empty() || tensorType(operand).getNumElements() == 0)
      return;
    const bool columnsFirst = hasColumnsFirst(operand);
    if (!llvm::all_of(operand.getUses(),
                      [&](OpOperand &use) { return isWeight(use, columnsFirst); }))
      return;
    SmallVector<const void *> own;
    for (vit::LaunchOp launch : launches) {
      auto constant = launch.getOperand(operand.getArgNumber()).getDefiningOp<vit::ConstantOp>();
      if (!constant)
        return;
      own.push_back(constant.getValue().getAsOpaquePointer());
    }
    sharing.insert(own.front());
    for (const void *constant : own)
      sharing.unionSets(own.front(), constant);
    constants[operand] = own.front();
  }

  const void *leaderOf(BlockArgument weight) {
    return sharing.getLeaderValue(constants.at(weight));
  }

  llvm::DenseMap<Value, const void *> constants; // one that launches pass, of each weight
  llvm::EquivalenceClasses<const void *> sharing;
  llvm::DenseMap<const void *, vit::PackingAttr> packings; // by the leader of a class
};

/// What the table chooses, if it may have weights packed.
class PackingLoops : public ChosenLoops {
public:
  PackingLoops(vit::KernelOp kernel, const Target &target, const Weights &weights)
      : ChosenLoops(kernel, target), weights(weights) {}
  bool mayPack(BlockArgument weight) const override { return weights.contains(weight); }

private:
  const Weights &weights;
};

/// How `loops` read a weight; null if it need not be packed.
vit::PackingAttr packingOf(Attribute loops) {
  if (auto ofIntegers = dyn_cast<vit::IntegerProductLoopsAttr>(loops))
    return ofIntegers.getPacking();
  if (auto ofBFloats = dyn_cast<vit::BFloatProductLoopsAttr>(loops))
    return ofBFloats.getPacking();
  auto product = dyn_cast<vit::ProductLoopsAttr>(loops);
  return product ? product.getPacking() : vit::PackingAttr();
}

/// The packings that the loops of `kernel` name, of each weight the first.
FailureOr<llvm::MapVector<Value, vit::PackingAttr>>
namedPackings(vit::KernelOp kernel, const Target &target, const Weights &weights) {
  const vit::ScheduleAttr written = kernel.getScheduleFor(target.name);
  llvm::MapVector<Value, vit::PackingAttr> named;
  auto collect = [&]() -> LogicalResult {
    const KernelNames names;
    PackingLoops source(kernel, target, weights);
    KernelBuilder builder(kernel, source);
    if (failed(builder.build()))
      return failure();
    for (auto [position, nest] : llvm::enumerate(builder.roots)) {
      const auto *plan = std::get_if<ProductPlan>(&nest.plan);
      if (!plan || !plan->weight || (written && position >= written.getLoops().size()))
        continue;
      const Attribute loops =
          written ? written.getLoops()[position] : source.loopsOf(position, nest);
      if (!loops)
        return failure();
      if (vit::PackingAttr packing = packingOf(loops))
        named.try_emplace(plan->weight, packing);
    }
    return success();
  };
  if (failed(withHalide(kernel, collect)))
    return failure();
  return named;
}

double flopsOfKernel(vit::KernelOp kernel) {
  double sum = 0;
  for (Operation &op : kernel.getBlock())
    sum += flopsOf(&op);
  return sum;
}

} // namespace

LogicalResult vitc::requestPackings(ModuleOp module, const Target &target) {
  Weights weights(module);
  std::multimap<double, vit::KernelOp, std::greater<>> kernels; // the most arithmetic first
  for (auto kernel : module.getOps<vit::KernelOp>())
    kernels.emplace(flopsOfKernel(kernel), kernel);
  for (auto &[flops, kernel] : kernels) {
    auto operands = kernel.getBlock().getArguments();
    for (BlockArgument operand : operands)
      if (weights.contains(operand) && weights.packingOf(operand))
        weights.pack(operand, weights.packingOf(operand));
    if (llvm::none_of(operands, [&](BlockArgument own) { return weights.contains(own); }))
      continue;
    auto named = namedPackings(kernel, target, weights);
    if (failed(named))
      return failure();
    for (auto &[weight, packing] : llvm::reverse(*named)) // each becomes the kernel's first op
      weights.pack(cast<BlockArgument>(weight), packing);
  }
  return success();
}
