#include "Fuzzing.h"
#include "ir/Files.h"
#include "llvm/Support/Endian.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/raw_ostream.h"
#include <cstdlib>

using namespace mlir;

/// MLIR's objects of a context outlive it by design, and its allocators' marks mean nothing where one
/// half of the code is built with the sanitizer and the other half, LLVM's library, is not.
extern "C" const char *__asan_default_options() { return "detect_leaks=0:allow_user_poisoning=0"; }
extern "C" const char *__ubsan_default_options() { return "halt_on_error=1:print_stacktrace=1"; }

namespace vitc::fuzz {

static constexpr unsigned inputsPerContext = 500;
static uint64_t diagnostics = 0;
static std::vector<std::string> notes;

[[noreturn]] static void stop(StringRef complaint) {
  llvm::errs() << complaint << "\n";
  abort();
}

Folder::Folder() {
  SmallString<128> made;
  if (llvm::sys::fs::createUniqueDirectory("vitc-fuzz", made))
    stop("cannot make a folder");
  path = made.str().str();
}

Folder::~Folder() { (void)llvm::sys::fs::remove_directories(path); }

std::string Folder::pathOf(StringRef name) const {
  SmallString<128> file(path);
  llvm::sys::path::append(file, name);
  return file.str().str();
}

std::string Folder::write(StringRef name, StringRef content) {
  // The same file each time: whatever was read from a file stays mapped for the process's life.
  std::string file = pathOf(name);
  std::error_code error;
  llvm::raw_fd_ostream(file, error) << content;
  if (error)
    stop("cannot write '" + file + "'");
  return file;
}

void Folder::remove(StringRef name) { (void)llvm::sys::fs::remove(pathOf(name)); }

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
    instance->getDiagEngine().registerHandler([](Diagnostic &diagnostic) {
      if (diagnostic.getSeverity() == DiagnosticSeverity::Error && !diagnostic.str().empty())
        ++diagnostics;
      for (Diagnostic &note : diagnostic.getNotes())
        notes.push_back(note.str());
      return success();
    });
  }
  return *instance;
}

OwningOpRef<ModuleOp> import(StringRef path, ImportOptions options) {
  MLIRContext &own = context();
  uint64_t before = diagnostics;
  notes.clear();
  Sidecar sidecar(folder().pathOf("computed.weights"));
  options.sidecar = &sidecar;
  folder().remove(randomWeightsFile("computed.weights")); // of the last import
  OwningOpRef<ModuleOp> module = importModel(path, options, &own);
  if (!module && diagnostics == before)
    stop("refused without a message");
  if (module && diagnostics != before)
    stop("imported in spite of an error");
  return module;
}

ArrayRef<std::string> lastNotes() { return notes; }

void check(llvm::Error error) {
  if (llvm::toString(std::move(error)).empty())
    stop("refused without a message");
}

void check(llvm::Expected<frontend::StoredTensor> tensor) {
  if (tensor)
    llvm::cantFail(frontend::toConstant(*tensor));
  else
    check(tensor.takeError());
}

static std::string littleEndian(uint64_t number, size_t bytes) {
  char text[8];
  llvm::support::endian::write64le(text, number);
  return std::string(text, bytes);
}

std::string safetensors(StringRef header, size_t dataBytes) {
  return littleEndian(header.size(), 8) + header.str() + std::string(dataBytes, '\1');
}

std::string npy(StringRef header, size_t dataBytes) {
  header = header.take_front(0xffff);
  return std::string("\x93NUMPY\1\0", 8) + littleEndian(header.size(), 2) + header.str() +
         std::string(dataBytes, '\1');
}

std::string smallSafetensors() {
  return safetensors(R"({"a":{"dtype":"F32","shape":[4],"data_offsets":[0,16]},)"
                     R"("b":{"dtype":"F32","shape":[2,2],"data_offsets":[16,32]},)"
                     R"("c":{"dtype":"F32","shape":[300],"data_offsets":[32,1232]}})",
                     1232);
}

} // namespace vitc::fuzz
