//===-- KernelBuilder.h: a kernel's region as Halide functions --------------------------------===//
#ifndef VITC_CODEGEN_KERNELS_KERNELBUILDER_H
#define VITC_CODEGEN_KERNELS_KERNELBUILDER_H

#include "codegen/LoopNests.h"
#include "ir/Epilogue.h"
#include "ir/VitOpsFused.h"
#include "ir/VitOpsLayout.h"
#include "ir/VitOpsProgram.h"
#include "ir/VitOpsTensor.h"
#include "ir/VitSchedules.h"
#include "llvm/ADT/DenseMap.h"
#include <optional>

namespace vitc {

/// How a value is read.
enum class Access {
  Dense,    // an operand of the kernel or stored, contiguous along dimension 0
  Strided,  // the same with other strides
  Computed, // anything else
};

/// A tensor value as a function of its coordinates in Halide's order.
struct ValueStage {
  Halide::Func func;
  Extents extents;
  Access access = Access::Computed;
};

using Coords = std::vector<Halide::Expr>;

/// The algorithms: one Halide function per op, light ones inline into their users. Errors are
/// diagnostics at the op; Halide's exceptions pass through.
class KernelBuilder {
public:
  KernelBuilder(vit::KernelOp kernel, LoopSource &source);

  /// Defines every op and collects roots, arguments and outputs.
  mlir::LogicalResult build();

  std::vector<Halide::Argument> arguments;
  std::vector<Halide::Func> outputs;
  std::vector<LoopNest> roots; // the loop nests, producers first
  /// What constants say all of, computed before the model runs: a function of operands alone, and the argument behind the
  /// others that stands for it.
  struct Prepared {
    Halide::Func func;
    Halide::ImageParam argument;
  };
  std::vector<Prepared> prepared;
  /// The kernel's operand of this number.
  const Halide::ImageParam &operand(size_t number) const { return params[number]; }
  /// NaN and infinity behave as IEEE says: kernels without products and normalisations.
  bool strict = false;

private:
  // Values.
  ValueStage &stage(mlir::Value value);
  const Extents &extents(mlir::Value value) { return stage(value).extents; }
  /// The extents that a value has in this kernel, where dimensions may be merged.
  Extents shapeOf(mlir::Value value) const;
  Halide::Expr at(mlir::Value value, const Coords &coords);
  /// As `at`, with NumPy's broadcasting.
  Halide::Expr broadcastAt(mlir::Value value, const Coords &coords);
  /// The same in the type that the op computes with: f32 for f16 and bf16.
  Halide::Expr wideAt(mlir::Value value, const Coords &coords);
  /// Where an elementwise op with `result` reads `operand`, before broadcasting.
  Coords positionFor(mlir::Value operand, mlir::Value result) const;
  std::vector<Halide::Var> vars(size_t rank) const;
  Coords coords(size_t rank) const;
  Halide::Func named(mlir::Operation *op, llvm::StringRef suffix = "") const;
  void define(mlir::Value result, Halide::Expr value, Access access = Access::Computed);
  void define(mlir::Value result, Halide::Func func, Access access = Access::Computed);
  /// A root stage over `extents`; its function's dimensions are the first variables.
  LoopNest &addRoot(Halide::Func func, Extents extents, Plan plan, int elementBits);
  /// The loops that the next root will have, `plan` being what is known of it; null after a diagnostic.
  template <typename Loops>
  Loops loopsOf(const Extents &extents, const Plan &plan, int elementBits) {
    return llvm::cast_or_null<Loops>(
        source.loopsOf(roots.size(), {Halide::Func(), {}, extents, plan, false, elementBits}));
  }
  /// A root for the loops of an anchor, which compute the ops that follow it too.
  void addAnchor(mlir::Value result, Extents extents, Plan plan, int elementBits);
  void closeEpilogue(mlir::Value value);
  /// Computes a value as a whole before it is read, unless it is an operand.
  void materialise(mlir::Value value);
  /// The loop nest of this kernel that computes `value` and may store it as tensor cores multiply it: null where there is
  /// none, or where something else reads the value.
  LoopNest *nestForWords(mlir::Value value);
  /// Has it do so: rounded to tf32, or in words of two halves.
  Halide::Func storeAsWords(mlir::Value value, vit::TensorPrecision precision);
  /// About how many vector instructions an element of `value` takes, back to stored values.
  int64_t costOf(mlir::Value value);

  // The kernel as a whole.
  void collapseDims();
  void collapseEpilogue(mlir::Operation *anchor);
  bool mergeable(mlir::Value value, const Extents &full, size_t dim) const;
  void mergeDim(llvm::ArrayRef<mlir::Value> values, size_t dim);
  void defineArguments();
  void defineOutput(mlir::OpOperand &yielded);
  mlir::LogicalResult buildOp(mlir::Operation *op);

  // One function per op or family, each in its file.
  mlir::LogicalResult buildConstant(vit::ConstantOp op);
  mlir::LogicalResult buildElementwise(mlir::Operation *op);
  mlir::LogicalResult buildLayout(mlir::Operation *op);
  mlir::LogicalResult buildReshape(vit::ReshapeOp op);
  mlir::LogicalResult buildSlice(vit::SliceOp op);
  mlir::LogicalResult buildPad(vit::PadOp op);
  mlir::LogicalResult buildConcat(vit::ConcatOp op);
  Halide::Func concatSelect(vit::ConcatOp op, int axis);
  mlir::LogicalResult buildGather(vit::GatherOp op);
  mlir::LogicalResult buildGatherElements(vit::GatherElementsOp op);
  mlir::LogicalResult buildGatherNd(vit::GatherNdOp op);
  mlir::LogicalResult buildScatterNd(vit::ScatterNdOp op);
  mlir::LogicalResult buildMatmul(vit::MatmulOp op);
  mlir::LogicalResult buildAttention(vit::AttentionOp op);
  mlir::LogicalResult buildBlockAttention(vit::AttentionOp op, AttentionPlan &plan,
                                          vit::GpuAttentionLoopsAttr loops);
  mlir::LogicalResult buildTensorAttention(vit::AttentionOp op, AttentionPlan &plan,
                                           vit::TensorAttentionLoopsAttr loops);
  mlir::LogicalResult buildRotary(vit::RotaryOp op);
  mlir::LogicalResult buildPatchEmbedding(vit::PatchEmbeddingOp op);
  mlir::LogicalResult buildConv(vit::Conv2dOp op);
  mlir::LogicalResult buildDepthwise(vit::Conv2dOp op);
  mlir::LogicalResult buildConvTranspose(vit::ConvTranspose2dOp op);
  mlir::LogicalResult buildMaxPool(vit::MaxPool2dOp op);
  mlir::LogicalResult buildAvgPool(vit::AvgPool2dOp op);
  mlir::LogicalResult buildResize(vit::ResizeOp op);
  mlir::LogicalResult buildSoftmax(vit::SoftmaxOp op);
  mlir::LogicalResult buildLayerNorm(vit::LayerNormOp op);
  mlir::LogicalResult buildRmsNorm(vit::RmsNormOp op);
  mlir::LogicalResult buildGroupNorm(vit::GroupNormOp op);
  mlir::LogicalResult buildBatchNorm(vit::BatchNormOp op);
  mlir::LogicalResult buildReduce(mlir::Operation *op);
  mlir::LogicalResult buildArg(mlir::Operation *op);
  mlir::LogicalResult buildTopK(vit::TopKOp op);
  mlir::LogicalResult buildCumsum(vit::CumsumOp op);

  // Shared parts of algorithms.
  struct Taps;
  /// Defines `plan.acc` over the loop nest's `shape` by all that the plan knows; k runs over `depths`, innermost
  /// first.
  mlir::LogicalResult defineSums(mlir::Operation *op, ProductPlan &plan, const Extents &shape,
                                 const Extents &depths);
  /// The operands of the kernel that `func` is computed from, in order; none where another loop nest stores anything in
  /// between.
  std::vector<int64_t> operandsOf(const Halide::Func &func);
  /// Element (k, n) of the weight of a product: of its panels, where it is packed, which `plan` gets to know;
  /// else `unpacked`.
  Halide::Expr weightAt(mlir::Value weight, const Halide::Expr &k, const Halide::Expr &n,
                        const Coords &unpacked, ProductPlan &plan);
  Halide::Expr indexOf(mlir::Value indices, const Coords &coords, int64_t extent);
  /// The element of an image [.., H, W] at (x, y), `outside` beyond the edges.
  Halide::Expr paddedAt(mlir::Value image, Halide::Expr x, Halide::Expr y, const Coords &outer,
                        Halide::Expr outside);
  /// A row's input: the value itself, or a stored copy in the computing type where it is dear.
  Halide::Func rowInput(mlir::Operation *op, mlir::Value input, RowsPlan &plan,
                        int64_t rowElements);
  RowsPlan rowsPlan(mlir::Value input, llvm::ArrayRef<int> rowDims, int64_t cost);

  vit::KernelOp kernel;
  LoopSource &source;
  std::vector<Halide::Var> dims;
  std::vector<Halide::ImageParam> params;
  llvm::DenseMap<mlir::Value, ValueStage> stages;
  llvm::DenseMap<mlir::Value, Extents> merged;
  int64_t rowLength = 0; // of images whose rows and columns are one dimension of some values only
  llvm::DenseMap<mlir::Value, int64_t> costs;
  const llvm::DenseMap<mlir::Operation *, mlir::Value> epilogueEnds;
  llvm::DenseMap<mlir::Value, size_t> epilogueRoots; // by the value that closes them
};

/// Buffers are dense and of known size: nothing of halide_buffer_t but the address is read.
template <typename Param> void promiseDense(Param param, const Extents &extents) {
  int64_t stride = 1;
  for (size_t i = 0; i < extents.size(); ++i) {
    param.dim(static_cast<int>(i)).set_bounds(0, static_cast<int>(extents[i]));
    param.dim(static_cast<int>(i)).set_stride(static_cast<int>(stride));
    stride *= extents[i];
  }
}
/// Halide's type for an element type: i1 is a bool, memory's byte only in arguments.
Halide::Type halideType(mlir::Type type);
/// The type that f16 and bf16 are computed in, other types as they are.
Halide::Type wideType(Halide::Type type);
Halide::Expr widen(Halide::Expr value);
/// Halide's number of a dimension of a tensor of `rank` dimensions, and back.
inline int flip(size_t rank, int64_t axis) { return static_cast<int>(rank - 1 - axis); }
Halide::Expr index(int64_t value);
/// Defines `plan.acc`, a function of `position`, as sums of products of integers, by `loops`.
void defineIntegerSums(ProductPlan &plan, vit::IntegerProductLoopsAttr loops,
                       const std::vector<Halide::Var> &position, const std::string &name);
/// The same as sums of products of bf16.
void defineBFloatSums(ProductPlan &plan, vit::BFloatProductLoopsAttr loops,
                      const std::vector<Halide::Var> &position, const std::string &name);
/// a and b at step `k` of the product at `position`, (n, m, batch..), `a` being the function of plan.a's variables that is read.
std::pair<Halide::Expr, Halide::Expr> operandsAt(const ProductPlan &plan, const Halide::Func &a,
                                                 const Halide::Expr &k,
                                                 const std::vector<Halide::Var> &position);
/// Elements that a thread of a GPU loads at once, where `extent` and its `share` of it divide into such.
int lanesOfThread(int64_t extent, int64_t share, int bits);

} // namespace vitc

#endif // VITC_CODEGEN_KERNELS_KERNELBUILDER_H
