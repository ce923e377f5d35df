//===-- Schedules.cpp: the table of kernel families -------------------------------------------===//
#include "codegen/schedules/Families.h"
#include "codegen/schedules/ScheduleRow.h"
#include "codegen/schedules/gpu/Families.h"
#include "ir/VitTargets.h"

using namespace mlir;
using namespace vitc;
using namespace vitc::scheduling;

/// Tiles reach beyond what is read of a loop nest that is stored between two others: it has all of its
/// extents, as a result has. Rows that nobody reads need not be computed.
void scheduling::storeWhole(LoopNest &nest) {
  nest.func.compute_root();
  const auto *rows = std::get_if<RowsPlan>(&nest.plan);
  for (size_t i = 0; i < nest.extents.size(); ++i)
    if (!rows || i == 0 || rows->isRowDim(i))
      nest.func.bound(nest.vars[i], 0, static_cast<int>(nest.extents[i]));
}

/// The first row that fits is taken: special ones before general ones.
static ArrayRef<ScheduleRow> table() {
  constexpr ElementBits any = {0, 0};
  constexpr auto cpu = vit::TargetKind::cpu, cuda = vit::TargetKind::cuda;
  static const std::vector<ScheduleRow> rows = {
      row(Family::Pointwise, any, cpu, choosePointwise, checkPointwise, applyPointwise),
      row(Family::Product, {8, 32}, cpu, chooseIntegerProduct, checkIntegerProduct,
          applyIntegerProduct, storedByIntegerProduct),
      row(Family::Product, {16, 32}, cpu, chooseIntegerProduct, checkIntegerProduct,
          applyIntegerProduct, storedByIntegerProduct),
      row(Family::Product, {32, 32}, cpu, chooseBFloatProduct, checkBFloatProduct,
          applyBFloatProduct, storedByBFloatProduct),
      row(Family::Product, any, cpu, chooseProduct, checkProduct, applyProduct, storedByProduct),
      row(Family::Rows, any, cpu, chooseRows, checkRows, applyRows, storedByRows),
      row(Family::Attention, any, cpu, chooseAttention, checkAttention, applyAttention,
          storedByAttention),
      row(Family::Window, any, cpu, chooseWindow, checkWindow, applyWindow, storedByWindow),
      row(Family::Concat, any, cpu, chooseConcat, checkConcat, applyConcat),
      row(Family::Updates, any, cpu, chooseUpdates, checkUpdates, applyUpdates),
      row(Family::Pointwise, any, cuda, gpu::choosePointwise, gpu::checkPointwise,
          gpu::applyPointwise, {}, gpu::estimatePointwise),
      row(Family::Product, {32, 32}, cuda, gpu::chooseTensorProduct, gpu::checkTensorProduct,
          gpu::applyTensorProduct, gpu::storedByTensorProduct, gpu::estimateTensorProduct),
      row(Family::Product, any, cuda, gpu::chooseProduct, gpu::checkProduct, gpu::applyProduct, {},
          gpu::estimateProduct),
      row(Family::Rows, any, cuda, gpu::chooseRows, gpu::checkRows, gpu::applyRows,
          gpu::storedByRows, gpu::estimateRows),
      row(Family::Attention, {32, 32}, cuda, gpu::chooseTensorAttention, gpu::checkTensorAttention,
          gpu::applyTensorAttention, {}, gpu::estimateTensorAttention),
      row(Family::Attention, any, cuda, gpu::chooseAttention, gpu::checkAttention,
          gpu::applyAttention, {}, gpu::estimateAttention),
      row(Family::Window, any, cuda, gpu::chooseWindow, gpu::checkWindow, gpu::applyWindow, {},
          gpu::estimateWindow),
      row(Family::Concat, any, cuda, gpu::chooseConcat, gpu::checkConcat, gpu::applyConcat, {},
          gpu::estimateConcat),
      row(Family::Updates, any, cuda, gpu::chooseUpdates, gpu::checkUpdates, gpu::applyUpdates, {},
          gpu::estimateUpdates),
  };
  return rows;
}

static Family familyOf(const LoopNest &nest) { return static_cast<Family>(nest.plan.index()); }

static ElementBits bitsOf(const LoopNest &nest) {
  if (const auto *plan = std::get_if<ProductPlan>(&nest.plan))
    return {plan->operandBits, plan->elementBits};
  if (const auto *plan = std::get_if<AttentionPlan>(&nest.plan))
    return {plan->operandBits, plan->elementBits};
  return {nest.elementBits, nest.elementBits};
}

static bool fits(const ScheduleRow &row, const LoopNest &nest, const Target &target) {
  const ElementBits bits = bitsOf(nest);
  const auto agree = [](int wanted, int own) { return wanted == 0 || wanted == own; };
  return row.family == familyOf(nest) && row.target == target.kind &&
         agree(row.bits.operands, bits.operands) && agree(row.bits.sums, bits.sums);
}

const ScheduleRow *vitc::findSchedule(const LoopNest &nest, const Target &target, Attribute loops) {
  const ScheduleRow *general = nullptr;
  for (const ScheduleRow &row : table()) {
    if (!fits(row, nest, target))
      continue;
    if (row.takes(loops))
      return &row;
    general = &row;
  }
  return general;
}

Attribute vitc::chooseLoops(const LoopNest &nest, const Target &target, MLIRContext *context) {
  for (const ScheduleRow &row : table())
    if (fits(row, nest, target))
      if (Attribute loops = row.choose(nest, target, context))
        return loops;
  return {};
}

std::string vitc::describe(const LoopNest &nest) {
  static constexpr StringLiteral names[] = {"elementwise", "a product", "reductions", "attention",
                                            "windows",     "a concat",  "updates"};
  const ElementBits bits = bitsOf(nest);
  std::string text =
      names[nest.plan.index()].str() + " of " + std::to_string(bits.operands) + " bits";
  return bits.sums == bits.operands ? text : text + ", summed up in " + std::to_string(bits.sums);
}
