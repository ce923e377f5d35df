// Entry.h: what of a model computes a call.
#ifndef VITC_TOOLS_RUN_ENTRY_H
#define VITC_TOOLS_RUN_ENTRY_H

#include "Model.h"
#include "Options.h"

namespace vitc::run {

/// A model of one batch and size, one entry of a model that has several, or all its entries of one size.
class Entry {
public:
  /// By the functions of `info`.
  explicit Entry(const vitc_model_info &info, int32_t size = 0) : info(info), size(size) {}
  /// By all entries of `size`. The images of a pass are then the most that divide all their batches.
  Entry(const vitc_entries &several, int32_t size);

  /// What a pass takes and returns.
  vitc_model_info info;
  /// Its number among the sizes of the model.
  int32_t size;

  /// Runs so many passes.
  vitc_status run(vitc_context *context, int64_t passes, const void *const *inputs,
                  void *const *outputs) const;
  vitc_status runImages(vitc_context *context, int64_t passes, const vitc_image *images,
                        void *const *outputs) const;
  /// The fewest passes that can be run and hold so many images.
  int64_t passesFor(int64_t images) const;

private:
  const vitc_tensor_info *scaled(const vitc_tensor_info *tensors, int32_t count, int64_t batch);

  const vitc_entries *several = nullptr;
  std::vector<int64_t> batches; // of all entries of the size
  /// What `info` points to, where that is not the model's.
  std::shared_ptr<std::vector<std::vector<vitc_tensor_info>>> ownTensors;
  std::shared_ptr<std::vector<std::vector<int64_t>>> ownShapes;
};

/// What can run where the command line says no more than `choice`: an entry for each size, or those of the batch that it
/// names. Throws Error, which lists what there is, where nothing fits.
std::vector<Entry> entriesFor(const Model &model, const EntryOptions &choice);

/// The one of `entries` whose size suits the pictures. Throws Error where none does.
const Entry &chooseEntry(const Model &model, const std::vector<Entry> &entries,
                         const EntryOptions &choice, const std::vector<vitc_image> &pictures);

/// "1x3x224x224, 8x3x224x224": the first inputs of all entries.
std::string listEntries(const Model &model);

} // namespace vitc::run

#endif // VITC_TOOLS_RUN_ENTRY_H
