//===-- Cost.h: how much arithmetic an op stands for ---------------------------------------------===//
#ifndef VITC_IR_COST_H
#define VITC_IR_COST_H

#include "ir/VitDialect.h"

namespace vitc {

/// Floating-point operations of one evaluation, a multiply-add counted as two. Exact for products and
/// convolutions (padding counted as if it were there), one per element and elementary function
/// otherwise; movements count nothing. A launch counts as its kernel's region.
double flopsOf(mlir::Operation *op);

} // namespace vitc

#endif // VITC_IR_COST_H
