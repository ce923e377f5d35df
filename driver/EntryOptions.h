//===-- EntryOptions.h: the entries that the options ask for ---------------------------------------===//
#ifndef VITC_DRIVER_ENTRYOPTIONS_H
#define VITC_DRIVER_ENTRYOPTIONS_H

#include "driver/Session.h"
#include "vitc/Compiler.h"

namespace vitc {

/// One batch and one size of those that the options name.
struct EntryOptions {
  int64_t batch = 1;
  std::optional<std::pair<int64_t, int64_t>> imageSize;
  std::map<std::string, std::vector<int64_t>> inputShapes;

  bool operator==(const EntryOptions &other) const {
    return std::tie(batch, imageSize, inputShapes) ==
           std::tie(other.batch, other.imageSize, other.inputShapes);
  }
};

/// Size by size, in the order in which they are named, with all batches; what is named twice counts once.
std::vector<EntryOptions> entriesOf(const CompileOptions &options);

/// Refuses what makes no entries.
mlir::LogicalResult checkEntries(const CompileOptions &options, const Session &session);

} // namespace vitc

#endif // VITC_DRIVER_ENTRYOPTIONS_H
