// Diagnostics.cpp: diagnostics that name the model's own nodes.
#include "mlir/IR/Diagnostics.h"
#include "Driver.h"
#include "ir/Printable.h"
#include "ir/VitOps.h"
#include "llvm/Support/WithColor.h"

using namespace mlir;

namespace vitc {
namespace {

/// The first location of a file in `location`.
FileLineColLoc fileOf(Location location) {
  FileLineColLoc found;
  location->walk([&](Location inner) {
    found = dyn_cast<FileLineColLoc>(inner);
    return found ? WalkResult::interrupt() : WalkResult::advance();
  });
  return found;
}

/// "vit.onnx: node '/blocks.0/attn/MatMul': " or "model.mlir:12:5: ".
void printLocation(llvm::raw_ostream &os, Location location) {
  StringRef node = nodeName(location);
  FileLineColLoc file = fileOf(location);
  if (file) {
    os << printable(file.getFilename().getValue()) << ':';
    if (node.empty() && file.getLine())
      os << file.getLine() << ':' << file.getColumn() << ':';
    os << ' ';
  }
  if (!node.empty())
    os << "node '" << printable(node) << "': ";
}

/// Names in it may be anything. Texts of Halide and printed ops, in which names are escaped already, have
/// several lines.
std::string textOf(Diagnostic &diagnostic) {
  const std::string text = diagnostic.str();
  const StringRef begin(text);
  return printable(text, /*keepLines=*/begin.starts_with("internal: ") ||
                             begin.starts_with("see current operation: "));
}

void print(Diagnostic &diagnostic) {
  llvm::raw_ostream &os = llvm::errs();
  os << "vitc: ";
  switch (diagnostic.getSeverity()) {
  case DiagnosticSeverity::Error:
    llvm::WithColor::error(os);
    break;
  case DiagnosticSeverity::Warning:
    llvm::WithColor::warning(os);
    break;
  case DiagnosticSeverity::Remark:
    llvm::WithColor::remark(os);
    break;
  case DiagnosticSeverity::Note:
    llvm::WithColor::note(os);
    break;
  }
  printLocation(os, diagnostic.getLocation());
  os << textOf(diagnostic) << '\n';
  for (Diagnostic &note : diagnostic.getNotes())
    print(note);
}

} // namespace

DiagnosticPrinter::DiagnosticPrinter(MLIRContext &context)
    : context(context), handler(context.getDiagEngine().registerHandler(
                            [](Diagnostic &diagnostic) { print(diagnostic); })) {}

DiagnosticPrinter::~DiagnosticPrinter() { context.getDiagEngine().eraseHandler(handler); }

} // namespace vitc
