//===-- ModelBuilder.h: from the numbers of a Vision Transformer to its module --------------------===//
#ifndef VITC_FRONTEND_CHECKPOINT_MODELBUILDER_H
#define VITC_FRONTEND_CHECKPOINT_MODELBUILDER_H

#include "frontend/checkpoint/GraphBuilder.h"
#include "frontend/checkpoint/Network.h"
#include "ir/VitOpsTensor.h"
#include "mlir/IR/BuiltinOps.h"
#include "mlir/IR/OwningOpRef.h"

namespace vitc::frontend {

/// Builds `@main` of `model`, in which `findFault` finds none, for `batch` images. `file` is the
/// location of what describes the model. Null if a constant could not be computed or stored, which has
/// been reported.
mlir::OwningOpRef<mlir::ModuleOp> buildModel(const VisionTransformer &model, int64_t batch,
                                             WeightSource &weights, mlir::Location file,
                                             Sidecar *sidecar);

/// The same of a model of another kind.
mlir::OwningOpRef<mlir::ModuleOp> buildModel(const Network &network, int64_t batch,
                                             WeightSource &weights, mlir::Location file,
                                             Sidecar *sidecar);

/// The outputs of `model`.
llvm::SmallVector<NamedValue> buildOutputs(GraphBuilder &graph, const VisionTransformer &model,
                                           int64_t batch, mlir::Value image);

/// Tokens of `image` behind each of `layers`, as many blocks of `model` as the number says, in ascending order.
/// With `isNormed` each is normalised as the last ones are.
llvm::SmallVector<mlir::Value> buildFeatures(GraphBuilder &graph, const VisionTransformer &model,
                                             int64_t batch, mlir::Value image,
                                             llvm::ArrayRef<int64_t> layers, bool isNormed);

/// Features [B, C, H, W] of `image` [B, 3, ...] by a BiT network: of its stem, and of each stage.
llvm::SmallVector<mlir::Value> buildBackbone(GraphBuilder &graph, const Backbone &backbone,
                                             mlir::Value image);

/// A learned table of positions: `prefix` rows, one for each patch of `trained`, and `suffix` rows.
struct PositionTable {
  int64_t size, prefix = 0; // channels, rows
  Size trained;
  PositionResampling resampling = PositionResampling::Bicubic;
  int64_t suffix = 0;
  bool isGrid = false;   // stored as [1, rows, columns, size]
  bool ofSquare = false; // resampled for a square, of which the grid is a corner
};
/// The table `name` [1, rows, size], or with fewer or without leading ones, resampled where `grid` is another.
mlir::Value buildPositionTable(GraphBuilder &graph, llvm::StringRef name,
                               const PositionTable &table, Size grid);

/// The position embedding of all tokens that have one, [1, tokens, hidden size].
mlir::Value buildPositions(GraphBuilder &graph, const VisionTransformer &model);
/// The same of what is added behind block `layer`.
mlir::Value buildPositionsBehind(GraphBuilder &graph, const VisionTransformer &model,
                                 int64_t layer);

/// A grid of vectors [1, H W, C] for another number of rows and columns.
mlir::Value resampleVectors(GraphBuilder &graph, mlir::Value vectors, Size from, Size to,
                            PositionResampling resampling);

/// What is added to the scores for how far tokens are apart, [1, heads, tokens, tokens]; the table is
/// `module`.relative_position_bias_table, or what `module`.relative_mlp makes of distances.
mlir::Value buildRelativeBias(GraphBuilder &graph, const VisionTransformer &model,
                              llvm::StringRef module);

} // namespace vitc::frontend

#endif // VITC_FRONTEND_CHECKPOINT_MODELBUILDER_H
