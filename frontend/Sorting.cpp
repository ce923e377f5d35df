//===-- Sorting.cpp ---------------------------------------------------------------------------===//
#include "frontend/Sorting.h"
#include "llvm/ADT/STLExtras.h"
#include <queue>

namespace vitc::frontend {

using Sources = std::vector<llvm::SmallVector<unsigned>>;

/// Walks from a node of `left` to the ones that it waits for until one comes twice.
static llvm::SmallVector<unsigned> findCycle(const Sources &sources, const llvm::BitVector &left) {
  llvm::SmallVector<unsigned> path{static_cast<unsigned>(left.find_first())};
  while (true) {
    unsigned next = *llvm::find_if(sources[path.back()], [&](unsigned i) { return left.test(i); });
    auto *seen = llvm::find(path, next);
    if (seen != path.end()) {
      path.erase(path.begin(), seen);
      return path;
    }
    path.push_back(next);
  }
}

NodeOrder orderBySources(const Sources &sources, const llvm::BitVector &wanted) {
  std::vector<unsigned> missing(sources.size(), 0);
  Sources readers(sources.size());
  std::priority_queue<unsigned, std::vector<unsigned>, std::greater<>> ready;
  for (unsigned i : wanted.set_bits()) {
    missing[i] = sources[i].size();
    for (unsigned source : sources[i])
      readers[source].push_back(i);
    if (missing[i] == 0)
      ready.push(i);
  }
  NodeOrder order;
  llvm::BitVector left = wanted;
  while (!ready.empty()) {
    unsigned index = ready.top();
    ready.pop();
    order.nodes.push_back(index);
    left.reset(index);
    for (unsigned reader : readers[index])
      if (--missing[reader] == 0)
        ready.push(reader);
  }
  if (left.any())
    order.cycle = findCycle(sources, left);
  return order;
}

} // namespace vitc::frontend
