//===-- VitSchedules.cpp: what holds of the loops of kernels wherever they stand ----------------===//
#include "ir/VitSchedules.h"
#include "mlir/IR/Builders.h"

using namespace mlir;
using namespace vitc;
using namespace vitc::vit;

using EmitError = function_ref<InFlightDiagnostic()>;

/// `attribute` is one of a family's loops.
static bool areLoops(Attribute attribute) {
  return isa<PointwiseLoopsAttr, ProductLoopsAttr, IntegerProductLoopsAttr, BFloatProductLoopsAttr,
             AttentionLoopsAttr, RowLoopsAttr, WindowLoopsAttr, ConcatLoopsAttr,
             GpuPointwiseLoopsAttr, GpuRowLoopsAttr, GpuConcatLoopsAttr, GpuProductLoopsAttr,
             TensorProductLoopsAttr, GpuAttentionLoopsAttr, TensorAttentionLoopsAttr>(attribute);
}

namespace {
struct Size {
  StringRef name;
  int64_t value;
};
} // namespace

/// Sizes are positive, and what the loops divide fits Halide's 32 bits.
static LogicalResult checkSizes(EmitError emitError, StringRef loops, ArrayRef<Size> sizes) {
  for (const Size &size : sizes)
    if (size.value < 1 || size.value > std::numeric_limits<int32_t>::max())
      return emitError() << "vit." << loops << ": " << size.name << " = " << size.value
                         << " is not between 1 and " << std::numeric_limits<int32_t>::max();
  return success();
}

/// The same of sizes that may be left out: they are 0 then.
static LogicalResult checkOptional(EmitError emitError, StringRef loops, ArrayRef<Size> sizes) {
  for (const Size &size : sizes)
    if (size.value != 0 && failed(checkSizes(emitError, loops, size)))
      return failure();
  return success();
}

static LogicalResult checkLanes(EmitError emitError, StringRef loops, Size lanes) {
  if (lanes.value < 1 || lanes.value > 1024 || !llvm::isPowerOf2_64(lanes.value))
    return emitError() << "vit." << loops << ": " << lanes.name << " = " << lanes.value
                       << " is no power of two between 1 and 1024";
  return success();
}

LogicalResult WorkspaceAttr::verify(EmitError emitError, WorkspaceScope scope, StringAttr name,
                                    int64_t bytes, DenseI64ArrayAttr operands) {
  if (!name || name.empty())
    return emitError() << "vit.workspace: the name is empty";
  if (scope != WorkspaceScope::prepared && operands)
    return emitError() << "vit.workspace: one of a " << stringifyWorkspaceScope(scope)
                       << " is computed from any operands, in every run: name none";
  if (scope == WorkspaceScope::prepared && (!operands || operands.empty()))
    return emitError() << "vit.workspace: a prepared one names the operands that it is computed "
                          "from: operands = [1]";
  const ArrayRef<int64_t> own = operands ? operands.asArrayRef() : ArrayRef<int64_t>();
  if (!own.empty() && (own.front() < 0 || !llvm::is_sorted(own, std::less_equal<>())))
    return emitError() << "vit.workspace: operands = " << operands
                       << " are no numbers of operands that rise";
  return checkSizes(emitError, "workspace", {{"bytes", bytes}});
}

LogicalResult ScheduleAttr::verify(EmitError emitError, StringAttr target, ArrayAttr loops,
                                   ArrayAttr workspaces) {
  if (!target || target.empty())
    return emitError() << "vit.schedule: the target is empty";
  if (!loops)
    return emitError() << "vit.schedule: has no loops";
  for (Attribute own : loops)
    if (!areLoops(own))
      return emitError() << "vit.schedule: " << own << " are not the loops of a kernel";
  llvm::SmallPtrSet<Attribute, 4> names;
  for (Attribute own : workspaces ? workspaces.getValue() : ArrayRef<Attribute>()) {
    auto workspace = dyn_cast<WorkspaceAttr>(own);
    if (!workspace)
      return emitError() << "vit.schedule: " << own << " is no #vit.workspace<...>";
    if (!names.insert(workspace.getName()).second)
      return emitError() << "vit.schedule: has two workspaces " << workspace.getName();
  }
  return success();
}

SmallVector<WorkspaceAttr> ScheduleAttr::getWorkspacesOf(WorkspaceScope scope) {
  SmallVector<WorkspaceAttr> own;
  if (getWorkspaces())
    llvm::append_range(own, llvm::make_filter_range(getWorkspaces().getAsRange<WorkspaceAttr>(),
                                                    [&](WorkspaceAttr workspace) {
                                                      return workspace.getScope() == scope;
                                                    }));
  return own;
}

int64_t ScheduleAttr::getWorkspaceBytes(WorkspaceScope scope) {
  int64_t bytes = 0;
  for (WorkspaceAttr workspace : getWorkspacesOf(scope))
    bytes += workspace.getSpan();
  return bytes;
}

LogicalResult PointwiseLoopsAttr::verify(EmitError emitError, int64_t lanes, int64_t rowsPerTask,
                                         int64_t vectorsPerTask) {
  if (rowsPerTask && vectorsPerTask)
    return emitError() << "vit.pointwise: tasks are rows_per_task or vectors_per_task, not both";
  if (failed(checkOptional(emitError, "pointwise",
                           {{"rows_per_task", rowsPerTask}, {"vectors_per_task", vectorsPerTask}})))
    return failure();
  return checkLanes(emitError, "pointwise", {"lanes", lanes});
}

LogicalResult ProductLoopsAttr::verify(EmitError emitError, int64_t rows, int64_t vectors,
                                       int64_t lanes, int64_t tilesPerTask, bool, PackingAttr, bool,
                                       bool, bool, bool, PointwiseLoopsAttr) {
  if (failed(checkSizes(emitError, "product",
                        {{"rows", rows}, {"vectors", vectors}, {"tiles_per_task", tilesPerTask}})))
    return failure();
  return checkLanes(emitError, "product", {"lanes", lanes});
}

LogicalResult IntegerProductLoopsAttr::verify(EmitError emitError, int64_t rows, int64_t vectors,
                                              int64_t lanes, int64_t together, int64_t tilesPerTask,
                                              bool, bool pairs, bool signedBytes, bool matrixTiles,
                                              PackingAttr packing, bool storesSums,
                                              bool fetchesNext, bool, PointwiseLoopsAttr copy) {
  if (failed(checkSizes(emitError, "integer_product",
                        {{"rows", rows}, {"vectors", vectors}, {"tiles_per_task", tilesPerTask}})))
    return failure();
  if (together != 1 && together != 2 && together != 4)
    return emitError() << "vit.integer_product: together = " << together << " is not 1, 2 or 4";
  const int64_t interleave = packing.getInterleave();
  if ((interleave != together && (interleave != 2 * together || together == 1)) ||
      packing.getSwizzle() != 0)
    return emitError() << "vit.integer_product: together = " << together
                       << " reads panels with an interleave of " << together << " or "
                       << 2 * together << " and no swizzle, not " << packing;
  if (pairs && (together != 4 || interleave != 4))
    return emitError() << "vit.integer_product: pairs are of together = 4 and an interleave of 4";
  if (signedBytes && (together != 4 || pairs || !copy))
    return emitError() << "vit.integer_product: signed_bytes are of together = 4, without pairs, "
                          "and of a copy";
  if (matrixTiles &&
      (together != 4 || interleave != 4 || pairs || signedBytes || storesSums || fetchesNext))
    return emitError() << "vit.integer_product: matrix_tiles are of together = 4 and an interleave "
                          "of 4, without pairs, signed_bytes, stores_sums and fetches_next";
  return checkLanes(emitError, "integer_product", {"lanes", lanes});
}

LogicalResult BFloatProductLoopsAttr::verify(EmitError emitError, int64_t rows, int64_t vectors,
                                             int64_t lanes, int64_t tilesPerTask, bool,
                                             PackingAttr packing, bool, PointwiseLoopsAttr) {
  if (failed(checkSizes(emitError, "bf16_product",
                        {{"rows", rows}, {"vectors", vectors}, {"tiles_per_task", tilesPerTask}})))
    return failure();
  if (packing.getInterleave() != 2 || packing.getSwizzle() != 0 || packing.getElement())
    return emitError() << "vit.bf16_product: reads panels with an interleave of 2, without other "
                          "elements or swizzle, not "
                       << packing;
  return checkLanes(emitError, "bf16_product", {"lanes", lanes});
}

LogicalResult AttentionLoopsAttr::verify(EmitError emitError, int64_t rows, int64_t lanes,
                                         int64_t scoreVectors, int64_t valueLanes,
                                         int64_t valueVectors, int64_t tilesPerShare,
                                         bool copiesValues, int64_t keysPerBlock,
                                         int64_t sharesPerTask) {
  if (failed(checkSizes(emitError, "attention",
                        {{"rows", rows},
                         {"score_vectors", scoreVectors},
                         {"value_vectors", valueVectors},
                         {"tiles_per_share", tilesPerShare}})) ||
      failed(
          checkOptional(emitError, "attention",
                        {{"keys_per_block", keysPerBlock}, {"shares_per_task", sharesPerTask}})) ||
      failed(checkLanes(emitError, "attention", {"lanes", lanes})))
    return failure();
  if (keysPerBlock % lanes != 0)
    return emitError() << "vit.attention: keys_per_block = " << keysPerBlock
                       << " is no multiple of lanes = " << lanes;
  if (keysPerBlock && !copiesValues)
    return emitError() << "vit.attention: keys_per_block goes with copies_values";
  return checkLanes(emitError, "attention", {"value_lanes", valueLanes});
}

LogicalResult RowLoopsAttr::verify(EmitError emitError, int64_t lanes, int64_t rowsPerTask,
                                   int64_t reductionLanes, DenseI64ArrayAttr reductionVectors) {
  ArrayRef<int64_t> vectors =
      reductionVectors ? reductionVectors.asArrayRef() : ArrayRef<int64_t>();
  if ((reductionLanes != 0) != !vectors.empty())
    return emitError() << "vit.rows: reduction_lanes and reduction_vectors go together";
  for (int64_t own : vectors)
    if (own < 0 || own > 64 || (own && !llvm::isPowerOf2_64(own)))
      return emitError() << "vit.rows: reduction_vectors has " << own
                         << ", which is neither 0 nor a power of two of at most 64";
  if (failed(checkOptional(emitError, "rows", {{"rows_per_task", rowsPerTask}})) ||
      (reductionLanes &&
       failed(checkLanes(emitError, "rows", {"reduction_lanes", reductionLanes}))))
    return failure();
  return checkLanes(emitError, "rows", {"lanes", lanes});
}

LogicalResult WindowLoopsAttr::verify(EmitError emitError, int64_t lanes, int64_t channelsPerTask) {
  if (failed(checkOptional(emitError, "window", {{"channels_per_task", channelsPerTask}})))
    return failure();
  return checkLanes(emitError, "window", {"lanes", lanes});
}

LogicalResult CopyLoopsAttr::verify(EmitError emitError, int64_t lanes, int64_t dimension,
                                    int64_t stepsPerTask) {
  if ((dimension != 0) != (stepsPerTask != 0))
    return emitError() << "vit.copy: dimension and steps_per_task go together";
  if (failed(checkOptional(emitError, "copy",
                           {{"dimension", dimension}, {"steps_per_task", stepsPerTask}})))
    return failure();
  return checkLanes(emitError, "copy", {"lanes", lanes});
}

LogicalResult ConcatLoopsAttr::verify(EmitError emitError, ArrayAttr parts) {
  if (!parts || !llvm::all_of(parts, llvm::IsaPred<CopyLoopsAttr>))
    return emitError() << "vit.concat: parts are #vit.copy<...>";
  return success();
}

//===-- On a GPU ------------------------------------------------------------------------------===//

LogicalResult GpuPointwiseLoopsAttr::verify(EmitError emitError, int64_t threads, int64_t lanes) {
  if (failed(checkSizes(emitError, "gpu_pointwise", {{"threads", threads}})))
    return failure();
  return checkLanes(emitError, "gpu_pointwise", {"lanes", lanes});
}

LogicalResult GpuRowLoopsAttr::verify(EmitError emitError, int64_t threads, bool rowPerThread,
                                      bool storesRows) {
  if (rowPerThread && storesRows)
    return emitError() << "vit.gpu_rows: rows are stored by blocks, not by threads";
  return checkSizes(emitError, "gpu_rows", {{"threads", threads}});
}

LogicalResult GpuConcatLoopsAttr::verify(EmitError emitError, ArrayAttr parts) {
  if (!parts || !llvm::all_of(parts, llvm::IsaPred<GpuPointwiseLoopsAttr>))
    return emitError() << "vit.gpu_concat: parts are #vit.gpu_pointwise<...>";
  return success();
}

LogicalResult GpuProductLoopsAttr::verify(EmitError emitError, int64_t rows, int64_t columns,
                                          int64_t rowThreads, int64_t columnThreads, int64_t depth,
                                          int64_t slices) {
  return checkSizes(emitError, "gpu_product",
                    {{"rows", rows},
                     {"columns", columns},
                     {"row_threads", rowThreads},
                     {"column_threads", columnThreads},
                     {"depth", depth},
                     {"slices", slices}});
}

/// Steps of k that one instruction multiplies.
static int64_t stepsOf(TensorPrecision precision) {
  return precision == TensorPrecision::f16 || precision == TensorPrecision::bf16 ? 16 : 8;
}

/// Sizes are multiples of those of what one instruction multiplies.
static LogicalResult checkTiles(EmitError emitError, StringRef name,
                                ArrayRef<std::pair<Size, int64_t>> tiles) {
  for (const auto &[size, multiple] : tiles)
    if (size.value % multiple != 0)
      return emitError() << "vit." << name << ": " << size.name << " = " << size.value
                         << " is no multiple of " << multiple;
  return success();
}

LogicalResult TensorProductLoopsAttr::verify(EmitError emitError, TensorPrecision precision,
                                             int64_t rows, int64_t columns, int64_t rowWarps,
                                             int64_t columnWarps, int64_t depth, int64_t stages) {
  if (failed(checkTiles(emitError, "tensor_product",
                        {{{"rows", rows}, 16},
                         {{"columns", columns}, 8},
                         {{"depth", depth}, stepsOf(precision)}})))
    return failure();
  return checkSizes(emitError, "tensor_product",
                    {{"rows", rows},
                     {"columns", columns},
                     {"row_warps", rowWarps},
                     {"column_warps", columnWarps},
                     {"depth", depth},
                     {"stages", stages}});
}

LogicalResult GpuAttentionLoopsAttr::verify(EmitError emitError, int64_t rows, int64_t keys,
                                            int64_t values, int64_t rowThreads,
                                            int64_t columnThreads, int64_t depth, int64_t keyStep) {
  return checkSizes(emitError, "gpu_attention",
                    {{"rows", rows},
                     {"keys", keys},
                     {"values", values},
                     {"row_threads", rowThreads},
                     {"column_threads", columnThreads},
                     {"depth", depth},
                     {"key_step", keyStep}});
}

LogicalResult TensorAttentionLoopsAttr::verify(EmitError emitError, TensorPrecision precision,
                                               int64_t rows, int64_t warps, int64_t keys) {
  if (failed(checkTiles(emitError, "tensor_attention",
                        {{{"rows", rows}, 16}, {{"keys", keys}, stepsOf(precision)}})))
    return failure();
  return checkSizes(emitError, "tensor_attention",
                    {{"rows", rows}, {"warps", warps}, {"keys", keys}});
}
