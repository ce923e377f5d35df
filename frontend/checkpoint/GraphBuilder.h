//===-- GraphBuilder.h: the few shapes of ops that Vision Transformers are made of ----------------===//
#ifndef VITC_FRONTEND_CHECKPOINT_GRAPHBUILDER_H
#define VITC_FRONTEND_CHECKPOINT_GRAPHBUILDER_H

#include "frontend/checkpoint/VisionTransformer.h"
#include "frontend/checkpoint/WeightSource.h"
#include "ir/Files.h"
#include "ir/Tensor.h"
#include "ir/VitOpsElementwise.h"
#include "ir/VitOpsTensor.h"
#include "llvm/ADT/STLFunctionalExtras.h"

namespace vitc::frontend {

using Ints = llvm::SmallVector<int64_t>;

/// A convolution, whose padding is the same on opposite sides.
struct Filter {
  int64_t channels; // of the result
  Size kernel{1, 1}, stride{1, 1}, padding{0, 0};
  int64_t groups = 1;
  bool hasBias = true;
  int64_t dilation = 1;
};

/// Builds model ops as exporters write them, each under the name of the module that it belongs to.
/// Modules are called as in WeightSource: `blocks.3.attn`.
class GraphBuilder {
public:
  /// Constants that are computed go to `sidecar` if they are large. Without one, nothing is computed:
  /// the module then only shows which weights there are.
  GraphBuilder(mlir::OpBuilder &builder, WeightSource &weights, mlir::Location file,
               Sidecar *sidecar)
      : builder(builder), weights(weights), file(file), sidecar(sidecar) {}

  /// The location of what is built next.
  void enter(llvm::StringRef module);
  mlir::Location getLocation() const { return *location; }

  mlir::Value weight(llvm::StringRef name, llvm::ArrayRef<int64_t> shape, WeightRole role);
  mlir::Value constant(const Tensor &value);
  mlir::Value scalar(double value);
  mlir::Value vector(llvm::ArrayRef<double> values);
  /// One number of 32 bits.
  mlir::Value integer(int64_t value);
  /// Whether constants are computed: not without a place for them, and not from weights that are not
  /// there.
  bool computes() const { return sidecar && weights.isComplete(); }
  /// Zeros in place of a constant that is not computed.
  mlir::Value zeros(mlir::RankedTensorType type);
  /// A constant of the same value. It is computed here, as what it is computed from is known.
  mlir::Value evaluated(mlir::Value value);
  /// A constant of `shape` out of the elements of `table`, another one: `elementOf` says which one stands at an index.
  mlir::Value gather(mlir::Value table, llvm::ArrayRef<int64_t> shape,
                     llvm::function_ref<int64_t(llvm::ArrayRef<int64_t> index)> elementOf);
  /// The value of an evaluated constant, or of a weight.
  std::optional<Tensor> valueOf(mlir::Value constant);

  template <typename Op, typename... Args> mlir::Value create(Args &&...args) {
    return Op::create(builder, *location, std::forward<Args>(args)...);
  }

  mlir::Value reshape(mlir::Value value, llvm::ArrayRef<int64_t> shape);
  mlir::Value transpose(mlir::Value value, llvm::ArrayRef<int64_t> permutation);
  mlir::Value broadcast(mlir::Value value, llvm::ArrayRef<int64_t> shape);
  mlir::Value slice(mlir::Value value, int64_t axis, int64_t begin, int64_t size);
  mlir::Value concat(llvm::ArrayRef<mlir::Value> values, int64_t axis);
  mlir::Value add(mlir::Value a, mlir::Value b) { return create<vit::AddOp>(a, b); }
  mlir::Value mul(mlir::Value a, mlir::Value b) { return create<vit::MulOp>(a, b); }
  /// Without dimension `axis`: what stands at `index` there.
  mlir::Value take(mlir::Value value, int64_t axis, int64_t index);
  /// The `count` largest elements of the last dimension, the largest first, and their numbers there.
  std::pair<mlir::Value, mlir::Value> largest(mlir::Value value, int64_t count);
  /// Vectors of the last dimension at length 1; lengths below 1e-12 count as that.
  mlir::Value unit(mlir::Value value);
  /// Dropout at the place of what was built last; `value` itself for a rate of 0.
  mlir::Value dropout(mlir::Value value, double rate, bool perSample = false);
  mlir::Value activate(mlir::Value value, Activation activation);

  /// `value W^T + bias`, W being the [outputs, inputs] that PyTorch stores as `module.weight`.
  mlir::Value linear(llvm::StringRef module, mlir::Value value, int64_t outputs, bool hasBias);
  /// LayerNorm or RMSNorm over the last dimension.
  mlir::Value norm(llvm::StringRef module, mlir::Value value, double epsilon, bool isRms = false);

  //===-- Attention
  /// [B, T, D] as [B, heads, T, D / heads].
  mlir::Value splitHeads(mlir::Value tokens, int64_t heads);
  /// Softmax of `scores` [B, heads, T, S], weighing `value` [B, heads, S, D]: [B, heads, T, D].
  mlir::Value weigh(mlir::Value scores, mlir::Value value, double dropoutRate = 0);
  /// The opposite of `splitHeads`.
  mlir::Value mergeHeads(mlir::Value value);
  /// Attention of split heads, with `bias` (or null) added to the scores, with its heads split and merged.
  mlir::Value attendHeads(mlir::Value query, mlir::Value key, mlir::Value value, mlir::Value bias,
                          double dropoutRate = 0);
  mlir::Value attend(mlir::Value query, mlir::Value key, mlir::Value value, mlir::Value bias,
                     double dropoutRate = 0);

  //===-- Images [B, C, H, W]
  mlir::Value convolution(llvm::StringRef module, mlir::Value image, const Filter &filter);
  /// A transposed convolution whose squares of `factor` pixels each way do not overlap.
  mlir::Value upConvolution(llvm::StringRef module, mlir::Value image, int64_t channels,
                            int64_t factor);
  /// LayerNorm over the channels of each position.
  mlir::Value normChannels(llvm::StringRef module, mlir::Value image, double epsilon);
  /// [B, C, H, W] as [B, H, W, C], and back.
  mlir::Value channelsLast(mlir::Value image) { return transpose(image, {0, 2, 3, 1}); }
  mlir::Value channelsFirst(mlir::Value image) { return transpose(image, {0, 3, 1, 2}); }
  /// An image [B, C, H, W] as tokens [B, H W, C], and back.
  mlir::Value tokensOf(mlir::Value image);
  mlir::Value gridOf(mlir::Value tokens, Size grid);
  /// The image at another size, as PyTorch makes it; with `alignsCorners` the centers of its corners stay where they
  /// are.
  mlir::Value resize(mlir::Value image, Size size, vit::ResizeMode mode,
                     bool alignsCorners = false);
  /// Batch normalisation.
  mlir::Value batchNorm(llvm::StringRef module, mlir::Value image, double epsilon = 1e-5);
  mlir::Value groupNorm(llvm::StringRef module, mlir::Value image, int64_t groups,
                        double epsilon = 1e-5);
  /// Zeros behind the last elements of dimensions that are `size` then.
  mlir::Value padTo(mlir::Value value, llvm::ArrayRef<int64_t> size);

  /// Whether a computed constant could not be stored or read; that has been reported.
  bool hasFailed() const { return failed; }

private:
  void fail(llvm::Error error);

  mlir::OpBuilder &builder;
  WeightSource &weights;
  mlir::Location file;
  std::optional<mlir::Location> location;
  Sidecar *sidecar;
  bool failed = false;
};

} // namespace vitc::frontend

#endif // VITC_FRONTEND_CHECKPOINT_GRAPHBUILDER_H
