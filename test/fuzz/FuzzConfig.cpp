// FuzzConfig.cpp: any bytes as the config.json of a checkpoint folder and, behind a zero byte, its
// preprocessor_config.json. The folder is imported twice: without weights, and with the ones that were
// then said to be missing, so that all of the builder is reached, and what comes behind it.
// A config.json of no checkpoint is taken for the numbers of a model by name.
#include "Fuzzing.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/raw_ostream.h"

using namespace vitc;
using namespace vitc::fuzz;

static constexpr uint64_t mostWeightBytes = 1 << 20;

/// The header of a file with the tensors that notes "missing: 'NAME', [SHAPE]" name; none if there is
/// nothing missing, or too much.
static std::optional<std::string> headerOfMissing(uint64_t &bytes) {
  std::string header;
  for (llvm::StringRef note : lastNotes()) {
    if (!note.consume_front("missing: '"))
      return std::nullopt;
    auto [name, shape] = note.rsplit("', ");
    uint64_t end = bytes + 4, size = 4;
    llvm::SmallVector<llvm::StringRef> sizes;
    shape.trim("[]").split(sizes, ", ");
    for (llvm::StringRef text : sizes) {
      uint64_t extent = 0;
      if (text.getAsInteger(10, extent) || extent > mostWeightBytes)
        return std::nullopt;
      size *= extent;
      end = bytes + size;
      if (end > mostWeightBytes)
        return std::nullopt;
    }
    header += (header.empty() ? "{\"" : ",\"") + name.str() + R"(":{"dtype":"F32","shape":)" +
              shape.str() + R"(,"data_offsets":[)" + std::to_string(bytes) + "," +
              std::to_string(end) + "]}";
    bytes = end;
  }
  return header.empty() ? std::nullopt : std::optional(header + "}");
}

static void importNamed(const std::string &config) {
  ImportOptions options;
  options.model = ModelByName{"vit-tiny-16", config, {}, std::nullopt};
  import("", options);
}

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  auto [config, preprocessor] = text(data, size).split('\0');
  std::string path = folder().write("config.json", config);
  if (!config.contains("\"model_type\"") && !config.contains("\"architecture\"")) {
    importNamed(path);
    return 0;
  }
  folder().remove("preprocessor_config.json");
  if (!preprocessor.empty())
    folder().write("preprocessor_config.json", preprocessor);
  folder().write("model.safetensors", safetensors("{}", 0));
  if (import(folder().pathOf("")))
    return 0;
  uint64_t bytes = 0;
  auto header = headerOfMissing(bytes);
  if (!header)
    return 0;
  folder().write("model.safetensors", safetensors(*header, bytes));
  if (!import(folder().pathOf("")) && !lastNotes().empty()) {
    llvm::errs() << "weights that were missing are not right: " << lastNotes().front() << "\n";
    abort();
  }
  return 0;
}
