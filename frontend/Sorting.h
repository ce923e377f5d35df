//===-- Sorting.h: an order in which each node comes behind those that it reads -------------------===//
#ifndef VITC_FRONTEND_SORTING_H
#define VITC_FRONTEND_SORTING_H

#include "llvm/ADT/BitVector.h"
#include "llvm/ADT/SmallVector.h"
#include <vector>

namespace vitc::frontend {

struct NodeOrder {
  /// The wanted nodes, each behind its sources; as they are numbered, where that is possible.
  llvm::SmallVector<unsigned> nodes;
  /// If there is no such order: nodes of which each has the next one as a source, and the last one
  /// the first.
  llvm::SmallVector<unsigned> cycle;
};

/// Orders the `wanted` nodes. `sources[i]` are the nodes that node i reads; all of them are wanted too.
NodeOrder orderBySources(const std::vector<llvm::SmallVector<unsigned>> &sources,
                         const llvm::BitVector &wanted);

} // namespace vitc::frontend

#endif // VITC_FRONTEND_SORTING_H
