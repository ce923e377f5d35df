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

namespace {
struct Given {
  std::string file;
  Tensor tensor;
};
} // namespace

static std::vector<std::optional<Given>> readFiles(const vitc_model_info &info,
                                                   const std::vector<std::string> &arguments) {
  std::vector<std::optional<Given>> files(static_cast<size_t>(info.num_inputs));
  for (const std::string &text : arguments) {
    const Argument argument = parseArgument(info, text);
    auto &given = files[size_t(argument.input)];
    if (given)
      fail("input '", info.inputs[argument.input].name, "' is given twice");
    given = {argument.file, readInput(info.inputs[argument.input], argument.file)};
  }
  return files;
}

// Passes that the files hold; 1 without any. Throws Error where they are not of these shapes.
static int64_t passesOf(const vitc_model_info &info,
                        const std::vector<std::optional<Given>> &files) {
  const char *first = nullptr;
  int64_t passes = 1;
  for (int32_t i = 0; i < info.num_inputs; ++i) {
    const auto &given = files[size_t(i)];
    if (!given)
      continue;
    int64_t here = 0;
    try {
      here = passesOf(info.inputs[i], given->tensor.shape);
    } catch (const Error &error) {
      fail(given->file, ": ", error.what());
    }
    if (first && here != passes)
      fail("inputs '", first, "' and '", info.inputs[i].name,
           "' hold different numbers of images: ", passes * info.batch, " and ", here * info.batch);
    first = info.inputs[i].name;
    passes = here;
  }
  return passes;
}

// The one that takes the files in the fewest passes; where none does, the only one says why.
static const Entry &findEntry(const std::vector<Entry> &entries,
                              const std::vector<std::optional<Given>> &files) {
  if (entries.size() == 1)
    return entries.front();
  std::string known;
  const Entry *best = nullptr;
  int64_t fewest = 0;
  for (const Entry &entry : entries) {
    try {
      const int64_t passes = passesOf(entry.info, files);
      if (!best || passes < fewest) {
        best = &entry;
        fewest = passes;
      }
    } catch (const Error &) {
      known += (known.empty() ? "" : "; ") + knownInputs(entry.info);
    }
  }
  if (best)
    return *best;
  for (const auto &given : files)
    if (given)
      fail(given->file, ": no entry of the model takes ", toString(given->tensor.shape),
           "; there are ", known);
  return entries.front();
}

Inputs vitc::run::readInputs(const std::vector<Entry> &entries,
                             const std::vector<std::string> &arguments, bool fill, int64_t images) {
  auto files = readFiles(entries.front().info, arguments);
  const Entry &entry = findEntry(entries, files);
  const vitc_model_info &info = entry.info;
  int64_t passes = passesOf(info, files);
  if (images % info.batch)
    fail("--images ", images, " is no multiple of the batch of ", info.batch,
         " that the model was compiled for");
  const auto first = std::find_if(files.begin(), files.end(), [](const auto &f) { return !!f; });
  if (images && first != files.end() && passes != images / info.batch)
    fail("--images ", images, " does not agree with input '",
         info.inputs[first - files.begin()].name, "', which holds ", passes * info.batch);
  if (first == files.end())
    passes = images ? images / info.batch : entry.passesFor(1);
  std::vector<Tensor> inputs;
  for (int32_t i = 0; i < info.num_inputs; ++i) {
    auto &given = files[size_t(i)];
    if (!given && !fill)
      fail("input '", info.inputs[i].name, "' is missing; the model wants ", knownInputs(info));
    inputs.push_back(given ? std::move(given->tensor) : randomInput(info.inputs[i], passes));
  }
  return {entry, std::move(inputs), passes};
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

void vitc::run::writeOutputs(const Session &session, const std::string &folder) {
  const vitc_model_info &info = session.info();
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
