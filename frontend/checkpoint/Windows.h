//===-- Windows.h: squares of an image whose tokens attend to one another ---------------------------===//
#ifndef VITC_FRONTEND_CHECKPOINT_WINDOWS_H
#define VITC_FRONTEND_CHECKPOINT_WINDOWS_H

#include "frontend/checkpoint/GraphBuilder.h"

namespace vitc::frontend {

/// `size` up to a multiple of `unit`, each way.
int64_t roundedUp(int64_t size, int64_t unit);
Size paddedTo(Size unit, Size size);

/// The windows of an image [B, H, W, C], of which there are whole ones alone: [B windows, rows, columns, C].
mlir::Value cutWindows(GraphBuilder &graph, mlir::Value image, Size window);
/// The image of `size` that windows were cut of; they may have other channels by then.
mlir::Value joinWindows(GraphBuilder &graph, mlir::Value windows, Size window, Size size);

/// What is added to the scores of a square of `grid` tokens for how far rows and columns are apart, times the query: of
/// `query` [images, T, D] or [B, heads, T, D], images x H x W x H x 1 numbers for rows, and images x H x W x 1 x W for
/// columns, of tables [2 H - 1, D] and [2 W - 1, D].
struct DistanceScores {
  mlir::Value rows, columns;
};
DistanceScores scoreDistances(GraphBuilder &graph, mlir::Value query, Size grid,
                              mlir::Value rowTable, mlir::Value columnTable);

/// The sum of both; what is added to the scores of a square of `grid` tokens for how far rows and columns are apart (Li et al. 2022,
/// "MViTv2"), times the query: of `query` [images, heads, T, D], images x heads x H x W x H x W numbers in this
/// order, of the tables `module`.rel_pos_h and `module`.rel_pos_w, [2 H - 1, D] and [2 W - 1, D].
mlir::Value scoreDistances(GraphBuilder &graph, const std::string &module, mlir::Value query,
                           Size grid);

} // namespace vitc::frontend

#endif // VITC_FRONTEND_CHECKPOINT_WINDOWS_H
