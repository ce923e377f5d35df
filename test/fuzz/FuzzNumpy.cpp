// FuzzNumpy.cpp: any bytes as an .npz file, if they begin as such, or else as an .npy file.
#include "Fuzzing.h"
#include "frontend/weights/Numpy.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  using namespace vitc;
  using namespace vitc::fuzz;
  std::string path = folder().write("w", text(data, size));
  auto tensor = text(data, size).starts_with("PK") ? frontend::readNpz(path, "a", &context())
                                                   : frontend::readNpy(path, &context());
  if (tensor)
    llvm::cantFail(frontend::toConstant(*tensor));
  else
    llvm::consumeError(tensor.takeError());
  return 0;
}
