#include "Session.h"
#include "Error.h"

#include <algorithm>

using namespace vitc::run;

vitc_options vitc::run::contextOptions(const Options &options) {
  vitc_options settings = {};
  settings.abi_version = VITC_ABI_VERSION;
  settings.threads = options.threads;
  settings.profile = !options.profile.empty();
  settings.device = options.device;
  settings.device_index = options.deviceIndex;
  settings.target = options.target.empty() ? nullptr : options.target.c_str();
  return settings;
}

std::string vitc::run::testItself(const Model &model, const Options &options) {
  const vitc_model_info &info = *model.info;
  if (!info.self_test)
    fail(model.path, ": has no self-test: compile it with --self-test=N");
  const vitc_options settings = contextOptions(options);
  vitc_context *context = nullptr;
  if (info.create(&settings, &context) != VITC_OK)
    fail(model.path, ": ", info.error(nullptr));
  const vitc_status status = info.self_test(context);
  const std::string error = info.error(context), device = info.device(context);
  info.destroy(context);
  if (status != VITC_OK)
    fail(model.path, ": on ", device, ": ", error);
  return device;
}

Session::Session(const Model &model, const Options &options, const Entry &given,
                 std::vector<Tensor> tensors, int64_t passes)
    : entry(given), passes(passes), inputs(std::move(tensors)) {
  const vitc_model_info &info = entry.info;
  for (const Tensor &input : inputs)
    inputPointers.push_back(input.data.begin());
  for (int32_t i = 0; i < info.num_outputs; ++i) {
    outputs.emplace_back(info.outputs[i].bytes * uint64_t(passes));
    outputPointers.push_back(outputs.back().begin());
  }
  const vitc_options settings = contextOptions(options);
  const double begin = now();
  if (info.create(&settings, &context) != VITC_OK)
    fail(model.path, ": ", info.error(nullptr));
  createSeconds = now() - begin;
}

Session::Session(const Model &model, const Options &options, const Entry &entry,
                 std::vector<Picture> given)
    : Session(model, options, entry, std::vector<Tensor>(),
              entry.passesFor(int64_t(given.size()))) {
  pictures = std::move(given);
  for (int64_t i = 0; i < images(); ++i) {
    const size_t index = std::min(size_t(i), pictures.size() - 1);
    pictureViews.push_back(pictures[index].view(options.images[index]));
  }
}

void Session::run() {
  const vitc_status status =
      pictureViews.empty()
          ? entry.run(context, passes, inputPointers.data(), outputPointers.data())
          : entry.runImages(context, passes, pictureViews.data(), outputPointers.data());
  if (status != VITC_OK)
    fail("the model failed: ", entry.info.error(context));
}

Shape Session::outputShape(int32_t i) const { return shapeOf(entry.info.outputs[i], passes); }

std::vector<vitc_profile_event> Session::profile() const {
  const vitc_profile_event *events = nullptr;
  const int32_t count = entry.info.profile(context, &events);
  return std::vector<vitc_profile_event>(events, events + count);
}
