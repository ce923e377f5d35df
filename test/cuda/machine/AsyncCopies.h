//===-- AsyncCopies.h: cp.async of a warp ------------------------------------------------------===//
// A copy lands as late as the program allows: when its group is waited for.
#ifndef STANDIN_MACHINE_ASYNCCOPIES_H
#define STANDIN_MACHINE_ASYNCCOPIES_H

#include "machine/Instruction.h"
#include <deque>

namespace standin {

struct AsyncCopy {
  unsigned lane;
  uint64_t from;      // device address
  uint64_t to;        // in shared memory
  unsigned bytes;     // that are written
  unsigned fromBytes; // that are read, the others become zero
};

class AsyncCopies {
public:
  void add(const AsyncCopy &copy) { open.push_back(copy); }
  void commit() {
    groups.push_back(std::move(open));
    open.clear();
  }
  /// The groups that land when all but the last `pending` have to be there; with everything, the open one too.
  std::vector<AsyncCopy> take(size_t pending) {
    std::vector<AsyncCopy> landing;
    for (; groups.size() > pending; groups.pop_front())
      landing.insert(landing.end(), groups.front().begin(), groups.front().end());
    return landing;
  }
  void clear() {
    open.clear();
    groups.clear();
  }

private:
  std::vector<AsyncCopy> open;
  std::deque<std::vector<AsyncCopy>> groups;
};

} // namespace standin

#endif // STANDIN_MACHINE_ASYNCCOPIES_H
