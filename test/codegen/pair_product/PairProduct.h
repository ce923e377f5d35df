//===-- PairProduct.h: the example of docs/extending.md, a product of other elements ------------===//
//
// Weights of 8 bits, widened to 16 in panels whose rows lie in pairs; a of 16 bits, sums of 32. x86 multiplies
// two pairs and adds the products in one instruction, pmaddwd.
#ifndef VITC_TEST_CODEGEN_PAIR_PRODUCT_PAIRPRODUCT_H
#define VITC_TEST_CODEGEN_PAIR_PRODUCT_PAIRPRODUCT_H

#include "codegen/schedules/Schedules.h"
#include "ir/VitPacking.h"

namespace vitc::example {

/// The algorithm, in a file of codegen/kernels/: `a` is (k, m), `panels` (pair, column, k / 2, panel), the result
/// (n, m) of `m` x `n` sums over `depth` products.
LoopNest pairProduct(const Halide::ImageParam &a, const Halide::ImageParam &panels, int64_t m,
                     int64_t n, int64_t depth, vit::PackingAttr packing);

/// The row of the table that is for it.
ScheduleRow pairProductRow();

} // namespace vitc::example

#endif // VITC_TEST_CODEGEN_PAIR_PRODUCT_PAIRPRODUCT_H
