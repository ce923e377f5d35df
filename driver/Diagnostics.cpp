//===-- Diagnostics.cpp: diagnostics that name the model's own nodes, as values --------------------===//
#include "driver/Diagnostics.h"
#include "codegen/InternalError.h"
#include "ir/Printable.h"
#include "ir/VitDialect.h"
#include "mlir/IR/Diagnostics.h"

using namespace mlir;

namespace vitc {

/// The first location of a file in `location`.
static FileLineColLoc fileOf(Location location) {
  FileLineColLoc found;
  location->walk([&](Location inner) {
    found = dyn_cast<FileLineColLoc>(inner);
    return found ? WalkResult::interrupt() : WalkResult::advance();
  });
  return found;
}

static Severity severityOf(DiagnosticSeverity severity) {
  switch (severity) {
  case DiagnosticSeverity::Error:
    return Severity::Error;
  case DiagnosticSeverity::Warning:
    return Severity::Warning;
  case DiagnosticSeverity::Remark:
    return Severity::Remark;
  case DiagnosticSeverity::Note:
    return Severity::Note;
  }
  llvm_unreachable("no severity");
}

static Diagnostic describe(mlir::Diagnostic &diagnostic) {
  Diagnostic result;
  result.severity = severityOf(diagnostic.getSeverity());
  if (FileLineColLoc file = fileOf(diagnostic.getLocation())) {
    result.file = file.getFilename().str();
    result.line = file.getLine();
    result.column = file.getColumn();
  }
  result.node = nodeName(diagnostic.getLocation()).str();
  result.text = diagnostic.str();
  result.isInternal = isInternalError(diagnostic);
  for (mlir::Diagnostic &note : diagnostic.getNotes())
    result.notes.push_back(describe(note));
  return result;
}

DiagnosticListener::DiagnosticListener(MLIRContext &context,
                                       std::function<void(Diagnostic)> listener)
    : context(context), handler(context.getDiagEngine().registerHandler(
                            [listener = std::move(listener)](mlir::Diagnostic &diagnostic) {
                              listener(describe(diagnostic));
                            })) {}

DiagnosticListener::~DiagnosticListener() { context.getDiagEngine().eraseHandler(handler); }

/// Names in it may be anything. Texts of Halide and printed ops, in which names are escaped already, have
/// several lines.
static std::string printableText(StringRef text) {
  return printable(text.str(), /*keepLines=*/text.starts_with("internal: ") ||
                                   text.starts_with("see current operation: "));
}

std::string toString(const Diagnostic &diagnostic) {
  std::string result;
  llvm::raw_string_ostream os(result);
  if (!diagnostic.file.empty()) {
    os << printable(diagnostic.file) << ':';
    if (diagnostic.node.empty() && diagnostic.line)
      os << diagnostic.line << ':' << diagnostic.column << ':';
    os << ' ';
  }
  if (!diagnostic.node.empty())
    os << "node '" << printable(diagnostic.node) << "': ";
  os << printableText(diagnostic.text);
  return result;
}

} // namespace vitc
