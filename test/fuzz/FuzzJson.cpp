// FuzzJson.cpp: any bytes as a JSON graph; one that is read can be written and read again.
#include "Fuzzing.h"
#include "llvm/Support/raw_ostream.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  using namespace vitc::fuzz;
  static const std::string weights = folder().write("w.safetensors", smallSafetensors());
  auto module = import(folder().write("model.json", text(data, size)));
  if (!module)
    return 0;
  std::string again = folder().pathOf("again.json");
  if (failed(vitc::exportJson(*module, again)) || !import(again)) {
    llvm::errs() << "does not survive being written\n";
    abort();
  }
  return 0;
}
