// FuzzSafetensors.cpp: any bytes as a .safetensors file, every tensor of which can be read. A text that
// begins as JSON is also taken for the header of one, as no change to it would keep its length right, and
// for the index of a checkpoint of several files.
#include "Fuzzing.h"
#include "frontend/weights/Safetensors.h"

static void checkTensors(llvm::Expected<vitc::frontend::StoredTensors> tensors) {
  if (!tensors)
    return vitc::fuzz::check(tensors.takeError());
  for (const auto &entry : *tensors)
    llvm::cantFail(vitc::frontend::toConstant(entry.second));
}

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  using namespace vitc::fuzz;
  using namespace vitc::frontend;
  llvm::StringRef input = text(data, size);
  checkTensors(readSafetensors(folder().write("w.safetensors", input), &context()));
  if (!input.starts_with("{"))
    return 0;
  static const std::string shard = folder().write("1.safetensors", smallSafetensors());
  folder().write("w.safetensors", safetensors(input, 64));
  checkTensors(readSafetensors(folder().pathOf("w.safetensors"), &context()));
  folder().write("model.safetensors.index.json", input);
  checkTensors(readCheckpointTensors(folder().pathOf(""), &context()));
  return 0;
}
