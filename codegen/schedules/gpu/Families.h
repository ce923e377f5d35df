//===-- Families.h: the loops of each family on a GPU -------------------------------------------===//
#ifndef VITC_CODEGEN_SCHEDULES_GPU_FAMILIES_H
#define VITC_CODEGEN_SCHEDULES_GPU_FAMILIES_H

#include "codegen/schedules/Schedules.h"
#include "ir/VitSchedules.h"

namespace vitc::scheduling::gpu {

//===-- Families ------------------------------------------------------------------------------===//
//
// Of each: loops chosen by the facts of a loop nest, the limits that loops keep, loops applied, and what they are expected to
// take. Every stage of
// a loop nest is one GPU kernel.

vit::GpuPointwiseLoopsAttr choosePointwise(const LoopNest &nest, const PointwisePlan &plan,
                                           const Target &target, mlir::MLIRContext *context);
mlir::LogicalResult checkPointwise(const LoopNest &nest, const PointwisePlan &plan,
                                   vit::GpuPointwiseLoopsAttr loops, const Target &target,
                                   EmitError emitError);
void applyPointwise(LoopNest &nest, PointwisePlan &plan, vit::GpuPointwiseLoopsAttr loops);
GpuEstimate estimatePointwise(const LoopNest &nest, const PointwisePlan &plan,
                              vit::GpuPointwiseLoopsAttr loops, const Target &target);

vit::GpuProductLoopsAttr chooseProduct(const LoopNest &nest, const ProductPlan &plan,
                                       const Target &target, mlir::MLIRContext *context);
mlir::LogicalResult checkProduct(const LoopNest &nest, const ProductPlan &plan,
                                 vit::GpuProductLoopsAttr loops, const Target &target,
                                 EmitError emitError);
void applyProduct(LoopNest &nest, ProductPlan &plan, vit::GpuProductLoopsAttr loops);
GpuEstimate estimateProduct(const LoopNest &nest, const ProductPlan &plan,
                            vit::GpuProductLoopsAttr loops, const Target &target);
/// Cycles that the loops take of a multiprocessor, for comparison with others.
double productCost(const ProductPlan &plan, vit::GpuProductLoopsAttr loops, const Target &target);

/// Null where there are no tensor cores, or where they would not be faster.
vit::TensorProductLoopsAttr chooseTensorProduct(const LoopNest &nest, const ProductPlan &plan,
                                                const Target &target, mlir::MLIRContext *context);
mlir::LogicalResult checkTensorProduct(const LoopNest &nest, const ProductPlan &plan,
                                       vit::TensorProductLoopsAttr loops, const Target &target,
                                       EmitError emitError);
void applyTensorProduct(LoopNest &nest, ProductPlan &plan, vit::TensorProductLoopsAttr loops);
GpuEstimate estimateTensorProduct(const LoopNest &nest, const ProductPlan &plan,
                                  vit::TensorProductLoopsAttr loops, const Target &target);
std::vector<StoredFunc> storedByTensorProduct(const LoopNest &nest, const ProductPlan &plan,
                                              vit::TensorProductLoopsAttr loops);

vit::GpuRowLoopsAttr chooseRows(const LoopNest &nest, const RowsPlan &plan, const Target &target,
                                mlir::MLIRContext *context);
mlir::LogicalResult checkRows(const LoopNest &nest, const RowsPlan &plan,
                              vit::GpuRowLoopsAttr loops, const Target &target,
                              EmitError emitError);
void applyRows(LoopNest &nest, RowsPlan &plan, vit::GpuRowLoopsAttr loops);
GpuEstimate estimateRows(const LoopNest &nest, const RowsPlan &plan, vit::GpuRowLoopsAttr loops,
                         const Target &target);
std::vector<StoredFunc> storedByRows(const LoopNest &nest, const RowsPlan &plan,
                                     vit::GpuRowLoopsAttr loops);

vit::GpuAttentionLoopsAttr chooseAttention(const LoopNest &nest, const AttentionPlan &plan,
                                           const Target &target, mlir::MLIRContext *context);
mlir::LogicalResult checkAttention(const LoopNest &nest, const AttentionPlan &plan,
                                   vit::GpuAttentionLoopsAttr loops, const Target &target,
                                   EmitError emitError);
void applyAttention(LoopNest &nest, AttentionPlan &plan, vit::GpuAttentionLoopsAttr loops);
GpuEstimate estimateAttention(const LoopNest &nest, const AttentionPlan &plan,
                              vit::GpuAttentionLoopsAttr loops, const Target &target);
/// Cycles that the loops take of a multiprocessor, for comparison with others.
double attentionCost(const AttentionPlan &plan, vit::GpuAttentionLoopsAttr loops,
                     const Target &target);

/// Null where there are no tensor cores, or where they would not be faster.
vit::TensorAttentionLoopsAttr chooseTensorAttention(const LoopNest &nest, const AttentionPlan &plan,
                                                    const Target &target,
                                                    mlir::MLIRContext *context);
mlir::LogicalResult checkTensorAttention(const LoopNest &nest, const AttentionPlan &plan,
                                         vit::TensorAttentionLoopsAttr loops, const Target &target,
                                         EmitError emitError);
void applyTensorAttention(LoopNest &nest, AttentionPlan &plan, vit::TensorAttentionLoopsAttr loops);
GpuEstimate estimateTensorAttention(const LoopNest &nest, const AttentionPlan &plan,
                                    vit::TensorAttentionLoopsAttr loops, const Target &target);

vit::GpuPointwiseLoopsAttr chooseWindow(const LoopNest &nest, const WindowPlan &plan,
                                        const Target &target, mlir::MLIRContext *context);
mlir::LogicalResult checkWindow(const LoopNest &nest, const WindowPlan &plan,
                                vit::GpuPointwiseLoopsAttr loops, const Target &target,
                                EmitError emitError);
void applyWindow(LoopNest &nest, WindowPlan &plan, vit::GpuPointwiseLoopsAttr loops);
GpuEstimate estimateWindow(const LoopNest &nest, const WindowPlan &plan,
                           vit::GpuPointwiseLoopsAttr loops, const Target &target);

vit::GpuConcatLoopsAttr chooseConcat(const LoopNest &nest, const ConcatPlan &plan,
                                     const Target &target, mlir::MLIRContext *context);
mlir::LogicalResult checkConcat(const LoopNest &nest, const ConcatPlan &plan,
                                vit::GpuConcatLoopsAttr loops, const Target &target,
                                EmitError emitError);
void applyConcat(LoopNest &nest, ConcatPlan &plan, vit::GpuConcatLoopsAttr loops);
GpuEstimate estimateConcat(const LoopNest &nest, const ConcatPlan &plan,
                           vit::GpuConcatLoopsAttr loops, const Target &target);

vit::GpuPointwiseLoopsAttr chooseUpdates(const LoopNest &nest, const UpdatesPlan &plan,
                                         const Target &target, mlir::MLIRContext *context);
mlir::LogicalResult checkUpdates(const LoopNest &nest, const UpdatesPlan &plan,
                                 vit::GpuPointwiseLoopsAttr loops, const Target &target,
                                 EmitError emitError);
void applyUpdates(LoopNest &nest, UpdatesPlan &plan, vit::GpuPointwiseLoopsAttr loops);
GpuEstimate estimateUpdates(const LoopNest &nest, const UpdatesPlan &plan,
                            vit::GpuPointwiseLoopsAttr loops, const Target &target);

//===-- What the families share ---------------------------------------------------------------===//

/// Threads of a block for `steps` steps, each in a thread of its own: whole warps, no more than are needed.
int64_t chooseThreads(int64_t steps, const Target &target);
/// No more threads than a block has.
mlir::LogicalResult checkThreads(EmitError emitError, llvm::StringRef name, int64_t threads,
                                 const Target &target);
/// Sizes of loops that are no larger than what a block may have of threads, so that products of them stay in 64 bits.
mlir::LogicalResult checkBlockSizes(EmitError emitError,
                                    llvm::ArrayRef<std::pair<llvm::StringRef, int64_t>> sizes);
/// `threads` threads, which `name` says how to count, with `registers` registers each, and `sharedBytes` of shared memory
/// are no more than a block has on `target`: of the latter, `mostSharedBytes`.
mlir::LogicalResult checkBlock(EmitError emitError, llvm::StringRef name, int64_t threads,
                               int64_t registers, int64_t sharedBytes, int64_t mostSharedBytes,
                               const Target &target);
/// What tensor cores of `target` may make of operands in f32; nothing without tensor cores. Without a precision of its own it
/// is one that keeps f32's.
std::optional<vit::TensorPrecision> tensorPrecisionOf(const Target &target);
/// `target` has tensor cores for that.
mlir::LogicalResult checkTensorCores(EmitError emitError, vit::TensorPrecision precision,
                                     const Target &target);
/// `loops` (innermost first, one at least) of `stage` as one, of which each thread computes a step; loops within
/// these are the thread's own. Returns the loop over threads.
Halide::VarOrRVar launch(Halide::Stage stage, const std::vector<Halide::VarOrRVar> &loops,
                         int64_t threads);

} // namespace vitc::scheduling::gpu

#endif // VITC_CODEGEN_SCHEDULES_GPU_FAMILIES_H
