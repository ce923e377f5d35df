// FuzzConfig.cpp: any bytes as the config.json of a checkpoint folder.
#include "Fuzzing.h"
#include "llvm/Support/FileSystem.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  using namespace vitc::fuzz;
  static const std::string weights = folder().write("model.safetensors", smallSafetensors());
  folder().write("config.json", text(data, size));
  import(folder().pathOf(""));
  return 0;
}
