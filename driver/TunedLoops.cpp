//===-- TunedLoops.cpp ------------------------------------------------------------------------------===//
#include "driver/TunedLoops.h"
#include "codegen/KernelCache.h"
#include "ir/TemporaryFile.h"
#include "mlir/AsmParser/AsmParser.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/SHA256.h"
#include "llvm/TargetParser/Host.h"
#include <thread>

using namespace mlir;

namespace vitc {

std::string TunedLoops::pathOf(vit::KernelOp kernel, const Target &target) const {
  if (directory.empty())
    return "";
  FailureOr<std::string> code = KernelCache::keyOf(kernel, target);
  if (failed(code))
    return "";
  const std::string all = *code + " " + llvm::sys::getHostCPUName().str() + " " +
                          std::to_string(std::thread::hardware_concurrency());
  const auto digest = llvm::SHA256::hash(llvm::arrayRefFromStringRef(all));
  return directory + "/" + llvm::toHex(digest, /*LowerCase=*/true) + ".loops";
}

ArrayAttr TunedLoops::find(vit::KernelOp kernel, const Target &target) const {
  const std::string path = pathOf(kernel, target);
  if (!llvm::sys::fs::is_regular_file(path)) // to open a pipe would wait for who writes it
    return {};
  auto text = llvm::MemoryBuffer::getFile(path, /*IsText=*/true);
  if (!text)
    return {};
  // Of a damaged file nobody is told.
  const ScopedDiagnosticHandler silent(kernel.getContext(),
                                       [](mlir::Diagnostic &) { return success(); });
  return dyn_cast_or_null<ArrayAttr>(parseAttribute((*text)->getBuffer(), kernel.getContext()));
}

void TunedLoops::keep(vit::KernelOp kernel, const Target &target, ArrayAttr loops) const {
  const std::string path = pathOf(kernel, target);
  if (path.empty() || llvm::sys::fs::create_directories(directory))
    return;
  std::string text;
  llvm::raw_string_ostream(text) << loops;
  auto file = TemporaryFile::beside(path);
  if (llvm::Error error = file ? file->write(text) : file.takeError())
    return llvm::consumeError(std::move(error));
  llvm::consumeError(file->keep(path));
}

} // namespace vitc
