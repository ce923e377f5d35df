// Tensors.cpp: the model's inputs from files, its outputs into files.
#include "Error.h"
#include "Npy.h"
#include "Session.h"

#include <algorithm>
#include <cctype>
#include <cstring>
#include <filesystem>
#include <optional>
#include <set>

using namespace vitc::run;

static std::string knownInputs(const vitc_model_info &info) {
  std::string text;
  for (int32_t i = 0; i < info.num_inputs; ++i)
    text += std::string(i ? ", '" : "'") + info.inputs[i].name + "' (" +
            toString(info.inputs[i].dtype) + " " + toString(shapeOf(info.inputs[i])) + ")";
  return text;
}

namespace {
struct Argument {
  int32_t input;
  std::string file;
};
} // namespace

// NAME=FILE. Both may have more signs of equality, so the model's names decide.
static Argument parseArgument(const vitc_model_info &info, const std::string &text) {
  for (size_t at = text.find('='); at != std::string::npos; at = text.find('=', at + 1))
    for (int32_t i = 0; i < info.num_inputs; ++i)
      if (text.compare(0, at, info.inputs[i].name) == 0)
        return {i, text.substr(at + 1)};
  const size_t equals = text.find('=');
  if (equals == std::string::npos && info.num_inputs == 1)
    return {0, text};
  if (equals == std::string::npos)
    fail("--input wants NAME=FILE.npy, not '", text, "'; the model's inputs: ", knownInputs(info));
  fail("the model has no input '", text.substr(0, equals), "'; it has ", knownInputs(info));
}

static Tensor readInput(const vitc_tensor_info &info, const std::string &file) {
  Tensor tensor = readNpy(file, info.dtype);
  if (tensor.dtype != info.dtype)
    fail(file, ": input '", info.name, "' has the wrong dtype: expected ", toString(info.dtype),
         ", got ", toString(tensor.dtype));
  try {
    passesOf(info, tensor.shape);
  } catch (const Error &error) {
    fail(file, ": ", error.what());
  }
  return tensor;
}

// A generator of a few lines, so that every machine has the same numbers.
static Tensor randomInput(const vitc_tensor_info &info, int64_t passes) {
  Tensor tensor;
  tensor.dtype = info.dtype;
  tensor.shape = shapeOf(info, passes);
  tensor.data = Buffer(info.bytes * uint64_t(passes));
  std::memset(tensor.data.begin(), 0, tensor.data.size());
  uint64_t state = 0x9e3779b97f4a7c15;
  const uint64_t count = tensor.data.size() / sizeOf(info.dtype);
  for (uint64_t i = 0; i < count; ++i) {
    state = state * 6364136223846793005 + 1442695040888963407;
    const float value = float(int32_t(state >> 32)) * 0x1p-31f;
    const double wide = value;
    uint32_t bits;
    std::memcpy(&bits, &value, sizeof bits);
    if (info.dtype == VITC_F32)
      std::memcpy(tensor.data.begin() + i * 4, &value, 4);
    else if (info.dtype == VITC_F64)
      std::memcpy(tensor.data.begin() + i * 8, &wide, 8);
    else if (info.dtype == VITC_BF16)
      std::memcpy(tensor.data.begin() + i * 2, reinterpret_cast<char *>(&bits) + 2, 2);
    else if (info.dtype == VITC_F16) { // 0.5 to 1, either sign
      const uint16_t half = uint16_t((bits >> 31 << 15) | 0x3800 | (state >> 40 & 0x3ff));
      std::memcpy(tensor.data.begin() + i * 2, &half, 2);
    }
  }
  return tensor;
}

static std::vector<std::optional<Tensor>> readFiles(const vitc_model_info &info,
                                                    const std::vector<std::string> &arguments) {
  std::vector<std::optional<Tensor>> tensors(static_cast<size_t>(info.num_inputs));
  for (const std::string &text : arguments) {
    const Argument argument = parseArgument(info, text);
    auto &tensor = tensors[size_t(argument.input)];
    if (tensor)
      fail("input '", info.inputs[argument.input].name, "' is given twice");
    tensor = readInput(info.inputs[argument.input], argument.file);
  }
  return tensors;
}

std::vector<Tensor> vitc::run::readInputs(const vitc_model_info &info,
                                          const std::vector<std::string> &arguments, bool fill,
                                          int64_t images, int64_t &passes) {
  auto tensors = readFiles(info, arguments);
  const char *first = nullptr;
  passes = 1;
  for (int32_t i = 0; i < info.num_inputs; ++i) {
    if (!tensors[size_t(i)])
      continue;
    const int64_t here = passesOf(info.inputs[i], tensors[size_t(i)]->shape);
    if (first && here != passes)
      fail("inputs '", first, "' and '", info.inputs[i].name,
           "' hold different numbers of images: ", passes * info.batch, " and ", here * info.batch);
    first = info.inputs[i].name;
    passes = here;
  }
  if (images % info.batch)
    fail("--images ", images, " is no multiple of the batch of ", info.batch,
         " that the model was compiled for");
  if (images && first && passes != images / info.batch)
    fail("--images ", images, " does not agree with input '", first, "', which holds ",
         passes * info.batch);
  passes = images ? images / info.batch : passes;
  std::vector<Tensor> inputs;
  for (int32_t i = 0; i < info.num_inputs; ++i) {
    if (!tensors[size_t(i)] && !fill)
      fail("input '", info.inputs[i].name, "' is missing; the model wants ", knownInputs(info));
    inputs.push_back(tensors[size_t(i)] ? std::move(*tensors[size_t(i)])
                                        : randomInput(info.inputs[i], passes));
  }
  return inputs;
}

// Names of tensors are free text; file names are not.
static std::string fileName(const std::string &name, std::set<std::string> &taken) {
  std::string base = name.substr(0, 200);
  for (char &c : base)
    if (!std::isalnum(static_cast<unsigned char>(c)) && !std::strchr("._-+", c))
      c = '_';
  if (base.empty() || base[0] == '.' || base[0] == '-')
    base.insert(0, "_");
  std::string candidate = base;
  for (int i = 2; !taken.insert(candidate).second; ++i)
    candidate = base + "_" + std::to_string(i);
  return candidate + ".npy";
}

void vitc::run::writeOutputs(const vitc_model_info &info, const Session &session,
                             const std::string &folder) {
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  if (error)
    fail("cannot create the folder ", folder, ": ", error.message());
  std::set<std::string> taken;
  std::vector<NewFile> files;
  for (int32_t i = 0; i < info.num_outputs; ++i)
    files.push_back(writeNpy(folder + "/" + fileName(info.outputs[i].name, taken),
                             info.outputs[i].dtype, session.outputShape(i), session.output(i)));
  for (NewFile &file : files)
    file.commit();
}
