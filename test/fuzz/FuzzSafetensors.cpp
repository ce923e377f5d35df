// FuzzSafetensors.cpp: any bytes as a .safetensors file; every tensor in it can be read.
#include "Fuzzing.h"
#include "frontend/weights/Safetensors.h"
#include "ir/Tensor.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  using namespace vitc::fuzz;
  std::string path = folder().write("w.safetensors", text(data, size));
  auto tensors = vitc::frontend::readSafetensors(path, &context());
  if (!tensors) {
    llvm::consumeError(tensors.takeError());
    return 0;
  }
  for (const auto &entry : *tensors)
    llvm::cantFail(vitc::frontend::toConstant(entry.second));
  return 0;
}
