//===-- DimensionGroups.h: what a reshape does to which dimensions -------------------------------===//
#ifndef VITC_IR_DIMENSIONGROUPS_H
#define VITC_IR_DIMENSIONGROUPS_H

#include "ir/VitDialect.h"

namespace vitc {

/// A run of dimensions of one shape that holds the same elements as a run of another's.
struct DimensionGroup {
  llvm::SmallVector<size_t> from, to;
};

/// The finest such runs of two shapes of equally many elements (not 0), in order. Dimensions of size 1
/// belong to none.
llvm::SmallVector<DimensionGroup> groupDimensions(llvm::ArrayRef<int64_t> from,
                                                  llvm::ArrayRef<int64_t> to);

} // namespace vitc

#endif // VITC_IR_DIMENSIONGROUPS_H
