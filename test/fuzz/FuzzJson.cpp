// FuzzJson.cpp: any bytes as a JSON graph, with a file of weights of every kind beside it; one that is read
// can be written and read again.
#include "Fuzzing.h"
#include "llvm/Support/raw_ostream.h"

using namespace vitc::fuzz;

/// An archive of one array, `a` [2], that is not compressed.
static std::string npz() {
  using llvm::StringRef;
  std::string array = npy("{'descr': '<f4', 'fortran_order': False, 'shape': (2,)}", 8);
  auto number = [](size_t value) { return std::string{char(value), char(value >> 8), '\0', '\0'}; };
  std::string zeros(16, '\0'), name = "a.npy";
  std::string sizes = number(array.size()) + number(array.size());
  std::string begin = std::string(StringRef("PK\3\4", 4)) + zeros.substr(0, 14) + sizes +
                      number(name.size()) + name + array;
  std::string directory = std::string(StringRef("PK\1\2", 4)) + zeros + sizes +
                          number(name.size()) + zeros.substr(0, 14) + name;
  return begin + directory + std::string(StringRef("PK\5\6", 4)) + zeros.substr(0, 8) +
         number(directory.size()) + number(begin.size()) + zeros.substr(0, 2);
}

static void writeWeights() {
  folder().write("w.safetensors", smallSafetensors());
  folder().write("w.npy", npy("{'descr': '<i8', 'fortran_order': False, 'shape': (3,)}", 24));
  folder().write("w.npz", npz());
  folder().write("w.bin", std::string(1300, '\1'));
}

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  static const int once = (writeWeights(), 0);
  (void)once;
  auto module = import(folder().write("model.json", text(data, size)));
  if (!module)
    return 0;
  std::string again = folder().pathOf("again.json");
  std::string text; // of no use: there is a file
  bool isWritten = succeeded(vitc::exportJson(*module, again, text));
  module = nullptr; // the next import may end its context
  if (!isWritten || !import(again)) {
    llvm::errs() << "does not survive being written\n";
    abort();
  }
  return 0;
}
