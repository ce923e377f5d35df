//===-- MatrixTiles.h: sums of tiles that the runtime computes ------------------------------------===//
#ifndef VITC_CODEGEN_MATRIXTILES_H
#define VITC_CODEGEN_MATRIXTILES_H

#include "llvm/ADT/StringRef.h"
#include <Halide.h>

namespace vitc {

/// Stands for the sum over k < `depth` of a(k) * b(k), of bytes in i32, or of bf16 in f32: in the definition of a function (n, m, ..) of
/// sums, of which this is all. `a` and `b` are what is read for the first and the last k; b lies in panels of `panel` columns, four steps
/// of k together, or two.
Halide::Expr tileSum(Halide::Type type, const std::vector<Halide::Expr> &a,
                     const std::vector<Halide::Expr> &b, int64_t depth, int64_t panel);

/// Where such a function is computed, its loops become one call of `sums`, or of `bfloatSums`, both of runtime/MatrixTiles.h, which is
/// given the place of the first element of each and a's distance from row to row. What is stored begins at n = 0, row by row; a's k
/// are neighbours. All else is an internal error.
class MatrixTiles : public Halide::Internal::IRMutator {
public:
  MatrixTiles(llvm::StringRef sums, llvm::StringRef bfloatSums)
      : sums(sums), bfloatSums(bfloatSums) {}

private:
  using IRMutator::visit;
  Halide::Internal::Stmt visit(const Halide::Internal::ProducerConsumer *op) override;

  std::string sums, bfloatSums;
};

} // namespace vitc

#endif // VITC_CODEGEN_MATRIXTILES_H
