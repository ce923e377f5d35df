//===-- JsonDocument.h: a JSON text that somebody wrote, with its lines ---------------------------===//
#ifndef VITC_FRONTEND_JSONDOCUMENT_H
#define VITC_FRONTEND_JSONDOCUMENT_H

#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include <nlohmann/json.hpp>

namespace mlir {
class MLIRContext;
} // namespace mlir

namespace vitc::frontend {

/// Objects keep the order of their members. The library is used without exceptions: ask a value for
/// its kind before taking it.
using Json = nlohmann::ordered_json;

/// Which numbers a text may have: Python's json module reads and writes NaN, Infinity and -Infinity, too.
enum class JsonNumbers { Standard, Python };

/// What makes a text no JSON: "FILE:LINE:COLUMN: it is no JSON: ...", or, for a text that is in no file of
/// its own, "line 1, column 2: ...".
class JsonFault : public llvm::ErrorInfo<JsonFault> {
public:
  static char ID;
  JsonFault(std::string path, unsigned line, unsigned column, std::string text)
      : path(std::move(path)), line(line), column(column), text(std::move(text)) {}
  void log(llvm::raw_ostream &os) const override;
  std::error_code convertToErrorCode() const override { return llvm::inconvertibleErrorCode(); }

private:
  std::string path;
  unsigned line, column;
  std::string text;
};

/// A parsed JSON text.
class JsonDocument {
public:
  /// Errors (JsonFault): syntax, two members of one name, nesting of more than 64 levels. `path` is for
  /// them.
  static llvm::Expected<JsonDocument> parse(llvm::StringRef text,
                                            JsonNumbers numbers = JsonNumbers::Standard,
                                            llvm::StringRef path = "");
  /// Reads the file at `path` first, and notes it in the Files of `context`, where there is one.
  static llvm::Expected<JsonDocument> read(llvm::StringRef path, mlir::MLIRContext *context,
                                           JsonNumbers numbers = JsonNumbers::Standard);

  const Json &getRoot() const { return root; }
  /// The line of the first number that only Python reads; 0: there is none.
  unsigned getPythonNumberLine() const { return pythonNumberLine; }
  /// The line on which the value at `pointer` (RFC 6901) begins, or, for a number in an array, the
  /// one of the nearest value around it.
  unsigned lineOf(llvm::StringRef pointer) const;

private:
  Json root;
  llvm::StringMap<unsigned> lines;
  unsigned pythonNumberLine = 0;
};

/// `pointer` with one more step.
std::string joinPointer(llvm::StringRef pointer, llvm::StringRef member);

/// A short value itself, the kind of a long one: "a list of 3".
std::string describeValue(const Json &value);

/// The member of `object` called `name`, or null. A linear search.
const Json *findMember(const Json &object, llvm::StringRef name);

} // namespace vitc::frontend

#endif // VITC_FRONTEND_JSONDOCUMENT_H
