//===-- JsonDocument.h: a JSON text that somebody wrote, with its lines ---------------------------===//
#ifndef VITC_FRONTEND_JSONDOCUMENT_H
#define VITC_FRONTEND_JSONDOCUMENT_H

#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include <nlohmann/json.hpp>

namespace vitc::frontend {

/// Objects keep the order of their members. The library is used without exceptions: ask a value for
/// its kind before taking it.
using Json = nlohmann::ordered_json;

/// A parsed JSON text.
class JsonDocument {
public:
  /// Errors: syntax (with line and column), two members of one name, nesting of more than 64 levels.
  static llvm::Expected<JsonDocument> parse(llvm::StringRef text);
  /// Reads the file at `path` first. Errors name it.
  static llvm::Expected<JsonDocument> read(llvm::StringRef path);

  const Json &getRoot() const { return root; }
  /// The line on which the value at `pointer` (RFC 6901) begins, or, for a number in an array, the
  /// one of the nearest value around it.
  unsigned lineOf(llvm::StringRef pointer) const;

private:
  Json root;
  llvm::StringMap<unsigned> lines;
};

/// `pointer` with one more step.
std::string joinPointer(llvm::StringRef pointer, llvm::StringRef member);

/// A short value itself, the kind of a long one: "a list of 3".
std::string describeValue(const Json &value);

/// The member of `object` called `name`, or null. A linear search.
const Json *findMember(const Json &object, llvm::StringRef name);

} // namespace vitc::frontend

#endif // VITC_FRONTEND_JSONDOCUMENT_H
