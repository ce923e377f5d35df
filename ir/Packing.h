//===-- Packing.h: which weights can be packed ----------------------------------------------------===//
#ifndef VITC_IR_PACKING_H
#define VITC_IR_PACKING_H

#include "ir/VitDialect.h"

namespace vitc {

/// `use` is the weight of a product, and the columns of the result are counted by its first dimension, or else
/// by its last.
bool isWeight(mlir::OpOperand &use, bool columnsFirst);

} // namespace vitc

#endif // VITC_IR_PACKING_H
