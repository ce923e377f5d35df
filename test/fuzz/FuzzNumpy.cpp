// FuzzNumpy.cpp: any bytes as an .npz file, if they begin as such; as the header of an .npy file, if they
// begin as one; or else as an .npy file.
#include "Fuzzing.h"
#include "frontend/weights/Numpy.h"

using namespace vitc;
using namespace vitc::fuzz;

static void checkArchive(llvm::StringRef path) {
  auto names = frontend::listNpz(path);
  if (!names)
    return check(names.takeError());
  for (const std::string &name : *names)
    for (auto compressed : {frontend::Compressed::IfSmall, frontend::Compressed::Unpack})
      check(frontend::readNpz(path, name, &context(), compressed));
  check(frontend::readNpz(path, "nowhere", &context()));
}

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  llvm::StringRef input = text(data, size);
  if (input.starts_with("PK"))
    checkArchive(folder().write("w", input));
  else
    check(frontend::readNpy(
        folder().write("w", input.starts_with("{") ? npy(input, 64) : input.str()), &context()));
  return 0;
}
