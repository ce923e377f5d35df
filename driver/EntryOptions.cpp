//===-- EntryOptions.cpp --------------------------------------------------------------------------===//
#include "driver/EntryOptions.h"
#include "driver/Load.h"
#include "runtime/model.h"

using namespace mlir;

namespace vitc {

/// How many shapes are named of the input that has most.
static size_t numShapes(const CompileOptions &options) {
  size_t most = 1;
  for (const auto &[name, shapes] : options.inputShapes)
    most = std::max(most, shapes.size());
  return most;
}

std::vector<EntryOptions> entriesOf(const CompileOptions &options) {
  std::vector<std::optional<std::pair<int64_t, int64_t>>> sizes(options.imageSizes.begin(),
                                                                options.imageSizes.end());
  if (sizes.empty())
    sizes.emplace_back();
  std::vector<EntryOptions> entries;
  for (size_t shape = 0; shape < numShapes(options); ++shape)
    for (const auto &size : sizes)
      for (int64_t batch : options.batches) {
        EntryOptions entry{batch, size, {}};
        for (const auto &[name, shapes] : options.inputShapes)
          entry.inputShapes[name] = shapes[std::min(shape, shapes.size() - 1)];
        if (!llvm::is_contained(entries, entry))
          entries.push_back(std::move(entry));
      }
  return entries;
}

static LogicalResult checkShapes(const CompileOptions &options, const Session &session) {
  auto isBad = [](int64_t size) { return size < 1; };
  const size_t most = numShapes(options);
  for (const auto &[name, shapes] : options.inputShapes) {
    if (shapes.empty() ||
        llvm::any_of(shapes, [&](const auto &shape) { return llvm::any_of(shape, isBad); }))
      return session.fail("--input-shape=" + name + ": sizes are positive");
    if (shapes.size() > 1 && shapes.size() < most)
      return session.fail("--input-shape=" + name + ": it has " + Twine(shapes.size()) +
                          " shapes, and another input " + Twine(most) +
                          ": give it one, or one for each of these");
  }
  for (auto [height, width] : options.imageSizes)
    if (isBad(height) || isBad(width))
      return session.fail("--image-size: sizes are positive");
  return success();
}

LogicalResult checkEntries(const CompileOptions &options, const Session &session) {
  if (options.batches.empty())
    return session.fail("--batch: name one at least");
  for (int64_t batch : options.batches)
    if (batch < 1)
      return session.fail("--batch=" + Twine(batch) + ": expected a positive number");
  if (failed(checkShapes(options, session)))
    return failure();
  const size_t entries = entriesOf(options).size();
  if (entries > VITC_MAX_ENTRIES)
    return session.fail("these batches and sizes make " + Twine(entries) +
                        " entries, and an artifact has " + Twine(int(VITC_MAX_ENTRIES)) +
                        " at most");
  if (entries > 1 && isText(options))
    return session.fail("'" + options.model +
                        "' says itself what entries it has: name batches and sizes where the model "
                        "is read");
  return success();
}

} // namespace vitc
