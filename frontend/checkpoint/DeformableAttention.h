//===-- DeformableAttention.h: queries that look at features in a few places ----------------------===//
#ifndef VITC_FRONTEND_CHECKPOINT_DEFORMABLEATTENTION_H
#define VITC_FRONTEND_CHECKPOINT_DEFORMABLEATTENTION_H

#include "frontend/checkpoint/GraphBuilder.h"

namespace vitc::frontend {

/// Deformable attention (Zhu et al. 2020, "Deformable DETR"): each head of a query reads features in a few places of its own,
/// around a box, and weighs them. Modules are called as transformers does.
struct DeformableAttention {
  int64_t size = 256, heads = 8;
  /// Of each size of features: rows and columns, and how many points a head reads.
  llvm::SmallVector<Size> grids;
  llvm::SmallVector<int64_t> points;
  double offsetScale = 0.5;
  /// The weight that offsets are multiplied with, behind the module. Without, they are divided by the number of points, and
  /// sizes of features are a dimension of their own, before that of points.
  std::string scales;
  /// Features are projected, and what is found is.
  bool projects = true;

  int64_t pointCount() const;

  /// What `queries` [B, Q, D] find in `features` [B, T, D] of all sizes, one after the other, around `boxes` [B, Q, 4].
  mlir::Value build(GraphBuilder &graph, const std::string &module, mlir::Value queries,
                    mlir::Value features, mlir::Value boxes) const;
};

} // namespace vitc::frontend

#endif // VITC_FRONTEND_CHECKPOINT_DEFORMABLEATTENTION_H
