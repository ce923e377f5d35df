#include "Entry.h"
#include "Error.h"

#include <algorithm>
#include <numeric>

using namespace vitc::run;

Entry::Entry(const vitc_entries &several, int32_t size)
    : info{}, size(size), several(&several),
      ownTensors(std::make_shared<std::vector<std::vector<vitc_tensor_info>>>()),
      ownShapes(std::make_shared<std::vector<std::vector<int64_t>>>()) {
  int64_t divisor = 0;
  for (int32_t e = 0; e < several.num_entries; ++e) {
    if (several.sizes[e] != size)
      continue;
    if (batches.empty())
      info = *several.entries[e];
    batches.push_back(several.entries[e]->batch);
    divisor = std::gcd(divisor, batches.back());
  }
  const int64_t batch = info.batch;
  info.batch = divisor;
  info.inputs = scaled(info.inputs, info.num_inputs, batch);
  info.outputs = scaled(info.outputs, info.num_outputs, batch);
}

const vitc_tensor_info *Entry::scaled(const vitc_tensor_info *tensors, int32_t count,
                                      int64_t batch) {
  auto &own = ownTensors->emplace_back(tensors, tensors + count);
  if (batches.size() == 1)
    return own.data();
  for (vitc_tensor_info &tensor : own) {
    auto &shape = ownShapes->emplace_back(tensor.shape, tensor.shape + tensor.rank);
    if (!shape.empty())
      shape[0] = shape[0] * info.batch / batch;
    tensor.shape = shape.data();
    tensor.bytes = tensor.bytes * uint64_t(info.batch) / uint64_t(batch);
  }
  return own.data();
}

vitc_status Entry::run(vitc_context *context, int64_t passes, const void *const *inputs,
                       void *const *outputs) const {
  const int64_t images = passes * info.batch;
  return several ? several->run_sized(context, size, images, inputs, outputs)
                 : info.run(context, images, inputs, outputs);
}

vitc_status Entry::runImages(vitc_context *context, int64_t passes, const vitc_image *images,
                             void *const *outputs) const {
  const int64_t count = passes * info.batch;
  return several ? several->run_images_sized(context, size, count, images, outputs)
                 : info.run_images(context, count, images, outputs);
}

int64_t Entry::passesFor(int64_t images) const {
  const int64_t passes = (images + info.batch - 1) / info.batch;
  if (batches.size() < 2)
    return passes;
  const int64_t smallest = *std::min_element(batches.begin(), batches.end()) / info.batch;
  const int64_t most = (passes + smallest - 1) / smallest * smallest;
  std::vector<bool> canRun(size_t(most) + 1);
  canRun[0] = true;
  for (int64_t n = 1; n <= most; ++n)
    for (int64_t batch : batches)
      if (n >= batch / info.batch && canRun[size_t(n - batch / info.batch)])
        canRun[size_t(n)] = true;
  return std::find(canRun.begin() + passes, canRun.end(), true) - canRun.begin();
}

std::string vitc::run::listEntries(const Model &model) {
  std::string text;
  for (const vitc_model_info *entry : model.entries())
    text +=
        (text.empty() ? "" : ", ") + (entry->num_inputs ? toString(shapeOf(entry->inputs[0]))
                                                        : "batch " + std::to_string(entry->batch));
  return text;
}

static bool hasSize(const vitc_model_info &info, const std::array<int64_t, 2> &size) {
  const vitc_tensor_info *input = info.num_inputs ? &info.inputs[0] : nullptr;
  return input && input->rank == 4 && input->shape[2] == size[0] && input->shape[3] == size[1];
}

std::vector<Entry> vitc::run::entriesFor(const Model &model, const EntryOptions &choice) {
  const auto fits = [&](const vitc_model_info &info) {
    return !choice.size || hasSize(info, *choice.size);
  };
  std::vector<Entry> entries;
  if (!model.several || choice.batch) {
    const auto all = model.entries();
    for (size_t e = 0; e < all.size(); ++e)
      if (fits(*all[e]) && (!choice.batch || all[e]->batch == *choice.batch))
        entries.emplace_back(*all[e], model.several ? model.several->sizes[e] : 0);
  } else {
    for (int32_t size = 0; size < model.several->num_sizes; ++size)
      if (Entry entry(*model.several, size); fits(entry.info))
        entries.push_back(std::move(entry));
  }
  if (entries.empty())
    fail(model.path, ": no entry has", choice.batch ? " the batch " : "",
         choice.batch ? std::to_string(*choice.batch) : "",
         choice.batch && choice.size ? " and" : "", choice.size ? " the size " : "",
         choice.size ? toString({(*choice.size)[0], (*choice.size)[1]}) : "", "; there are ",
         listEntries(model));
  return entries;
}

const Entry &vitc::run::chooseEntry(const Model &model, const std::vector<Entry> &entries,
                                    const EntryOptions &choice,
                                    const std::vector<vitc_image> &pictures) {
  if (entries.size() == 1)
    return entries.front();
  if (!model.several->choose_size)
    fail(model.path,
         ": does not say how pictures are prepared, so that none of its sizes is theirs; "
         "name one with --size: there are ",
         listEntries(model));
  const int32_t size =
      model.several->choose_size(int64_t(pictures.size()), pictures.data(), choice.choice);
  for (const Entry &entry : entries)
    if (entry.size == size)
      return entry;
  fail(model.path, ": no entry has the size of the pictures; there are ", listEntries(model));
}
