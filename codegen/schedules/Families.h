//===-- Families.h: what chooses, checks and applies the loops of each family -------------------===//
#ifndef VITC_CODEGEN_SCHEDULES_FAMILIES_H
#define VITC_CODEGEN_SCHEDULES_FAMILIES_H

#include "codegen/schedules/Schedules.h"
#include "ir/VitSchedules.h"

namespace vitc::scheduling {

//===-- Families ------------------------------------------------------------------------------===//
//
// Of each: loops chosen by the facts of a loop nest, the limits that loops keep, loops applied, and what loops store.

vit::PointwiseLoopsAttr choosePointwise(const LoopNest &nest, const PointwisePlan &plan,
                                        const Target &target, mlir::MLIRContext *context);
mlir::LogicalResult checkPointwise(const LoopNest &nest, const PointwisePlan &plan,
                                   vit::PointwiseLoopsAttr loops, const Target &target,
                                   EmitError emitError);
void applyPointwise(LoopNest &nest, PointwisePlan &plan, vit::PointwiseLoopsAttr loops);

vit::ProductLoopsAttr chooseProduct(const LoopNest &nest, const ProductPlan &plan,
                                    const Target &target, mlir::MLIRContext *context);
mlir::LogicalResult checkProduct(const LoopNest &nest, const ProductPlan &plan,
                                 vit::ProductLoopsAttr loops, const Target &target,
                                 EmitError emitError);
void applyProduct(LoopNest &nest, ProductPlan &plan, vit::ProductLoopsAttr loops);
std::vector<StoredFunc> storedByProduct(const LoopNest &nest, const ProductPlan &plan,
                                        vit::ProductLoopsAttr loops);

vit::RowLoopsAttr chooseRows(const LoopNest &nest, const RowsPlan &plan, const Target &target,
                             mlir::MLIRContext *context);
mlir::LogicalResult checkRows(const LoopNest &nest, const RowsPlan &plan, vit::RowLoopsAttr loops,
                              const Target &target, EmitError emitError);
void applyRows(LoopNest &nest, RowsPlan &plan, vit::RowLoopsAttr loops);
std::vector<StoredFunc> storedByRows(const LoopNest &nest, const RowsPlan &plan,
                                     vit::RowLoopsAttr loops);

vit::AttentionLoopsAttr chooseAttention(const LoopNest &nest, const AttentionPlan &plan,
                                        const Target &target, mlir::MLIRContext *context);
mlir::LogicalResult checkAttention(const LoopNest &nest, const AttentionPlan &plan,
                                   vit::AttentionLoopsAttr loops, const Target &target,
                                   EmitError emitError);
void applyAttention(LoopNest &nest, AttentionPlan &plan, vit::AttentionLoopsAttr loops);
std::vector<StoredFunc> storedByAttention(const LoopNest &nest, const AttentionPlan &plan,
                                          vit::AttentionLoopsAttr loops);

vit::WindowLoopsAttr chooseWindow(const LoopNest &nest, const WindowPlan &plan,
                                  const Target &target, mlir::MLIRContext *context);
mlir::LogicalResult checkWindow(const LoopNest &nest, const WindowPlan &plan,
                                vit::WindowLoopsAttr loops, const Target &target,
                                EmitError emitError);
void applyWindow(LoopNest &nest, WindowPlan &plan, vit::WindowLoopsAttr loops);
std::vector<StoredFunc> storedByWindow(const LoopNest &nest, const WindowPlan &plan,
                                       vit::WindowLoopsAttr loops);

vit::ConcatLoopsAttr chooseConcat(const LoopNest &nest, const ConcatPlan &plan,
                                  const Target &target, mlir::MLIRContext *context);
mlir::LogicalResult checkConcat(const LoopNest &nest, const ConcatPlan &plan,
                                vit::ConcatLoopsAttr loops, const Target &target,
                                EmitError emitError);
void applyConcat(LoopNest &nest, ConcatPlan &plan, vit::ConcatLoopsAttr loops);

vit::PointwiseLoopsAttr chooseUpdates(const LoopNest &nest, const UpdatesPlan &plan,
                                      const Target &target, mlir::MLIRContext *context);
mlir::LogicalResult checkUpdates(const LoopNest &nest, const UpdatesPlan &plan,
                                 vit::PointwiseLoopsAttr loops, const Target &target,
                                 EmitError emitError);
void applyUpdates(LoopNest &nest, UpdatesPlan &plan, vit::PointwiseLoopsAttr loops);

vit::IntegerProductLoopsAttr chooseIntegerProduct(const LoopNest &nest, const ProductPlan &plan,
                                                  const Target &target, mlir::MLIRContext *context);
mlir::LogicalResult checkIntegerProduct(const LoopNest &nest, const ProductPlan &plan,
                                        vit::IntegerProductLoopsAttr loops, const Target &target,
                                        EmitError emitError);
void applyIntegerProduct(LoopNest &nest, ProductPlan &plan, vit::IntegerProductLoopsAttr loops);
std::vector<StoredFunc> storedByIntegerProduct(const LoopNest &nest, const ProductPlan &plan,
                                               vit::IntegerProductLoopsAttr loops);

vit::BFloatProductLoopsAttr chooseBFloatProduct(const LoopNest &nest, const ProductPlan &plan,
                                                const Target &target, mlir::MLIRContext *context);
mlir::LogicalResult checkBFloatProduct(const LoopNest &nest, const ProductPlan &plan,
                                       vit::BFloatProductLoopsAttr loops, const Target &target,
                                       EmitError emitError);
void applyBFloatProduct(LoopNest &nest, ProductPlan &plan, vit::BFloatProductLoopsAttr loops);
std::vector<StoredFunc> storedByBFloatProduct(const LoopNest &nest, const ProductPlan &plan,
                                              vit::BFloatProductLoopsAttr loops);
/// How these loops want b packed; null where none can be applied.
vit::PackingAttr packingOfBFloats(const ProductPlan &plan, mlir::MLIRContext *context);

//===-- Checks --------------------------------------------------------------------------------===//

/// "`name` = 9 is more than 8, `what`"
mlir::LogicalResult checkAtMost(EmitError emitError, llvm::StringRef name, int64_t value,
                                int64_t most, const llvm::Twine &what);
/// Vectors that the target has, of no more elements than dimension 0 has.
mlir::LogicalResult checkLanes(EmitError emitError, llvm::StringRef name, int64_t lanes,
                               const Target &target, int elementBits, int64_t extent);
/// There are loops for each part of a concatenation.
mlir::LogicalResult checkParts(EmitError emitError, size_t loops, const ConcatPlan &plan);
/// A tile's sums, with something that is loaded, fit the registers.
mlir::LogicalResult checkSums(EmitError emitError, int64_t rows, llvm::StringRef name,
                              int64_t vectors, const Target &target);

/// Loops that read b as `wanted` find it so.
mlir::LogicalResult checkPacking(const ProductPlan &plan, vit::PackingAttr wanted,
                                 EmitError emitError);
/// Tiles of `vectors` x `lanes` columns read panels from their first column to their last.
mlir::LogicalResult checkPanels(const ProductPlan &plan, vit::PackingAttr packing, int64_t vectors,
                                int64_t lanes, EmitError emitError);

/// A tile lies within the result and reads b as it is packed, and a task has no more row tiles than there are.
template <typename Loops>
mlir::LogicalResult checkPackedTiles(const ProductPlan &plan, Loops loops, const Target &target,
                                     EmitError emitError) {
  const int64_t rows = loops.getRows(), vectors = loops.getVectors(), lanes = loops.getLanes();
  if (failed(checkLanes(emitError, "lanes", lanes, target, plan.elementBits, plan.n)) ||
      failed(checkAtMost(emitError, "rows", rows, plan.m, "the rows of the result")) ||
      failed(checkPacking(plan, loops.getPacking(), emitError)) ||
      failed(checkPanels(plan, loops.getPacking(), vectors, lanes, emitError)))
    return mlir::failure();
  return checkAtMost(emitError, "tiles_per_task", loops.getTilesPerTask(),
                     llvm::divideCeil(plan.m, rows), "the number of row tiles");
}

/// What the loops of one part of a concatenation run over.
Extents extentsOf(const LoopNest &nest, const ConcatPlan &plan, size_t part);

//===-- Loops ---------------------------------------------------------------------------------===//

/// Fuses `loops` (innermost first) to one; an undefined name if there are none.
Halide::Var fuseAll(Halide::Func func, const std::vector<Halide::Var> &loops);
/// Divides `loop` into parallel tasks of `steps` each; 0 leaves it as it is. Afterwards `loop` is the loop
/// inside a task.
void divideIntoTasks(Halide::Func func, const Halide::Var &loop, int64_t steps);
/// Schedules the update of `func` over `lane`, of `lanes` iterations (a power of two): one half is
/// combined with the other until one element is left. `place` says where a half is computed. Halide's
/// own way is one lane after another wherever an operation of the kernel is strict.
void reduceInHalves(Halide::Func func, Halide::RVar lane, int lanes,
                    const std::function<void(Halide::Func)> &place);

} // namespace vitc::scheduling

#endif // VITC_CODEGEN_SCHEDULES_FAMILIES_H
