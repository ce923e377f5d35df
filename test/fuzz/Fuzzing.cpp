#include "Fuzzing.h"
#include "llvm/Support/Endian.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/raw_ostream.h"
#include <cstdlib>

using namespace mlir;

namespace vitc::fuzz {

static constexpr unsigned inputsPerContext = 500;
static uint64_t diagnostics = 0;

Folder::Folder() {
  SmallString<128> made;
  if (llvm::sys::fs::createUniqueDirectory("vitc-fuzz", made))
    abort();
  path = made.str().str();
}

Folder::~Folder() { llvm::sys::fs::remove_directories(path); }

std::string Folder::pathOf(StringRef name) const {
  SmallString<128> file(path);
  llvm::sys::path::append(file, name);
  return file.str().str();
}

std::string Folder::write(StringRef name, StringRef content) {
  std::string file = pathOf(name);
  // A new file each time, as files that were read stay mapped.
  llvm::sys::fs::remove(file);
  std::error_code error;
  llvm::raw_fd_ostream(file, error) << content;
  if (error)
    abort();
  return file;
}

Folder &folder() {
  static Folder instance;
  return instance;
}

MLIRContext &context() {
  static std::unique_ptr<MLIRContext> instance;
  static unsigned uses = 0;
  if (uses++ % inputsPerContext == 0) {
    instance.reset();
    instance = std::make_unique<MLIRContext>(MLIRContext::Threading::DISABLED);
    instance->loadDialect<vit::VitDialect, func::FuncDialect>();
    instance->getDiagEngine().registerHandler([](Diagnostic &) {
      ++diagnostics;
      return success();
    });
  }
  return *instance;
}

OwningOpRef<ModuleOp> import(StringRef path) {
  MLIRContext &own = context();
  uint64_t before = diagnostics;
  ImportOptions options;
  options.weightsFile = folder().pathOf("computed.weights");
  OwningOpRef<ModuleOp> module = importModel(path, options, &own);
  if (!module && diagnostics == before) {
    llvm::errs() << "refused without a message\n";
    abort();
  }
  return module;
}

std::string smallSafetensors() {
  std::string header = R"({"a":{"dtype":"F32","shape":[4],"data_offsets":[0,16]},)"
                       R"("b":{"dtype":"F32","shape":[2,2],"data_offsets":[16,32]},)"
                       R"("c":{"dtype":"F32","shape":[300],"data_offsets":[32,1232]}})";
  char length[8];
  llvm::support::endian::write64le(length, header.size());
  return std::string(length, 8) + header + std::string(1232, '\1');
}

} // namespace vitc::fuzz
