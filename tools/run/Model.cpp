#include "Model.h"
#include "Error.h"
#include "Library.h"

#include <algorithm>
#include <chrono>
#include <dlfcn.h>
#include <optional>

using namespace vitc::run;

double vitc::run::now() {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

Model vitc::run::loadModel(const std::string &path, bool anyCpu,
                           const std::vector<PublicKey> &keys) {
  Model model;
  model.path = path;
  const ModelFile file(path);
  if (!keys.empty())
    if (const Fault fault = checkSignature(file.descriptor, file.size, keys); !fault.empty())
      fail(path, ": ", fault);
  model.isSigned = isSigned(file.descriptor, file.size);
  model.artifact = readArtifact(file);
  if (!anyCpu)
    checkCpu(path, model.artifact);
  const double begin = now();
  model.library = loadLibrary(file);
  const std::string symbol = model.artifact.name + "_info";
  using InfoFunction = const vitc_model_info *(*)();
  const auto function = reinterpret_cast<InfoFunction>(dlsym(model.library.get(), symbol.c_str()));
  if (!function)
    fail(path, ": has no function ", symbol);
  model.info = function();
  if (!model.info || model.info->abi_version != VITC_ABI_VERSION)
    fail(path, ": compiled for another version of the model interface; compile "
               "it again");
  const std::string ofEntries = model.artifact.name + "_entries";
  using EntriesFunction = const vitc_entries *(*)();
  if (const auto entries =
          reinterpret_cast<EntriesFunction>(dlsym(model.library.get(), ofEntries.c_str())))
    model.several = entries();
  model.loadSeconds = now() - begin;
  return model;
}

std::vector<const vitc_model_info *> Model::entries() const {
  if (!several)
    return {info};
  return {several->entries, several->entries + several->num_entries};
}

Shape vitc::run::shapeOf(const vitc_tensor_info &tensor) {
  return Shape(tensor.shape, tensor.shape + tensor.rank);
}

Shape vitc::run::shapeOf(const vitc_tensor_info &tensor, int64_t passes) {
  Shape shape = shapeOf(tensor);
  if (!shape.empty())
    shape[0] *= passes;
  else if (passes > 1)
    shape.push_back(passes);
  return shape;
}

/// A whole number of passes; none if the shape does not fit.
static std::optional<int64_t> wholePasses(const Shape &one, const Shape &shape) {
  if (shape == one)
    return 1;
  if (one.empty())
    return shape.size() == 1 && shape[0] > 0 ? std::optional(shape[0]) : std::nullopt;
  if (shape.size() != one.size() || !std::equal(one.begin() + 1, one.end(), shape.begin() + 1) ||
      one[0] == 0 || shape[0] == 0 || shape[0] % one[0] != 0)
    return std::nullopt;
  return shape[0] / one[0];
}

bool vitc::run::holdsPasses(const vitc_tensor_info &info, const Shape &shape) {
  return wholePasses(shapeOf(info), shape).has_value();
}

// Says whether it is the number of images that is off, or the shape as such.
int64_t vitc::run::passesOf(const vitc_tensor_info &info, const Shape &got) {
  const Shape one = shapeOf(info);
  if (const std::optional<int64_t> passes = wholePasses(one, got))
    return *passes;
  const bool leading = got.size() == one.size() && !one.empty() &&
                       std::equal(one.begin() + 1, one.end(), got.begin() + 1);
  if (leading)
    fail("input '", info.name, "' has ", got[0], " in its leading dimension, which is no ",
         got[0] ? "multiple" : "positive multiple", " of ", one[0], ": expected shape ",
         toString(one), " (or k times ", one[0], "), got ", toString(got));
  fail("input '", info.name, "' has the wrong shape: expected ", toString(one), ", got ",
       toString(got));
}
