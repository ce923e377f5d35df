//===-- BlockOperands.h: what a block of a GPU's threads reads of the operands of a product -----===//
#ifndef VITC_CODEGEN_KERNELS_BLOCKOPERANDS_H
#define VITC_CODEGEN_KERNELS_BLOCKOPERANDS_H

#include "codegen/kernels/KernelBuilder.h"

namespace vitc {

/// a and b of a plan by one number for k, whatever k runs over (`depths`, innermost first), and for all rows and columns of
/// a tile: what is beyond the last row, column or (where `isPadded`) k repeats it.
struct BlockOperands {
  const ProductPlan &plan;
  const Extents &depths;
  std::vector<Halide::Var> batch;
  bool isPadded;

  /// Element k = `quad` * `lanes` + `lane` of a row. More than one lane divides depths[0].
  Halide::Expr a(const Halide::Expr &quad, const Halide::Expr &lane, int lanes,
                 const Halide::Expr &m) const;
  /// Element k of column `quad` * `lanes` + `lane`. Lanes divide the columns.
  Halide::Expr b(const Halide::Expr &quad, const Halide::Expr &lane, int lanes,
                 const Halide::Expr &k) const;
  /// `value`, of step k; zero beyond the last one.
  Halide::Expr orZero(const Halide::Expr &value, const Halide::Expr &k) const;
  /// The batch dimensions, or those of them that b varies over.
  std::vector<Halide::Var> batchOf(bool ofB) const;

private:
  Coords positionsOf(Halide::Expr quad, const Halide::Expr &lane, int lanes) const;
};

/// Defines the functions of `plan.tensor`, and `plan.acc`, over the loop nest's dimensions `outer`.
void defineTensorSums(ProductPlan &plan, vit::TensorProductLoopsAttr loops, const Extents &depths,
                      const std::vector<Halide::Var> &outer, const std::string &name);

} // namespace vitc

#endif // VITC_CODEGEN_KERNELS_BLOCKOPERANDS_H
