// FuzzOnnx.cpp: any bytes as an ONNX model.
#include "Fuzzing.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  using namespace vitc::fuzz;
  import(folder().write("model.onnx", text(data, size)));
  return 0;
}
