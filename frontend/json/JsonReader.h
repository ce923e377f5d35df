//===-- JsonReader.h: values of a JSON graph, and faults in them ----------------------------------===//
#ifndef VITC_FRONTEND_JSON_JSONREADER_H
#define VITC_FRONTEND_JSON_JSONREADER_H

#include "frontend/JsonDocument.h"
#include "ir/VitDialect.h"
#include "mlir/IR/Builders.h"

namespace vitc::frontend {

/// Takes values out of a document. Each function reports the first fault (as an error that names the
/// JSON pointer and what was expected there) and then returns nothing, or false.
class JsonReader {
public:
  JsonReader(llvm::StringRef path, const JsonDocument &document, mlir::MLIRContext *context)
      : builder(context), path(path), document(document) {}

  llvm::StringRef getPath() const { return path; }
  mlir::MLIRContext *getContext() const { return builder.getContext(); }
  /// The line on which the value at `pointer` stands.
  mlir::Location location(llvm::StringRef pointer) const;

  /// Emits an error and returns false.
  bool fail(llvm::StringRef pointer, const llvm::Twine &message) const;
  /// "expected WHAT, not VALUE".
  bool failExpected(llvm::StringRef pointer, llvm::StringRef what, const Json &value) const;
  /// "attributes 'a', 'b' of 'op' are missing", with " of 'op'" for `ofWhat`.
  bool failMissing(llvm::StringRef pointer, llvm::StringRef what,
                   const std::vector<std::string> &missing, llvm::StringRef ofWhat = "") const;

  /// Checks that `value` is an object with all of the `required` members and no unknown ones.
  bool isObject(const Json &value, llvm::StringRef pointer,
                const std::vector<std::string> &required,
                const std::vector<std::string> &optional = {}) const;
  bool isArray(const Json &value, llvm::StringRef pointer, llvm::StringRef what) const;

  /// A string of at least one character, none of them NUL.
  std::optional<std::string> name(const Json &value, llvm::StringRef pointer,
                                  llvm::StringRef what) const;
  std::optional<bool> boolean(const Json &value, llvm::StringRef pointer) const;
  std::optional<int64_t> integer(const Json &value, llvm::StringRef pointer) const;
  /// A number, or one of "inf", "-inf", "nan".
  std::optional<double> number(const Json &value, llvm::StringRef pointer) const;
  std::optional<llvm::SmallVector<int64_t>> integers(const Json &value,
                                                     llvm::StringRef pointer) const;
  std::optional<llvm::SmallVector<double>> numbers(const Json &value,
                                                   llvm::StringRef pointer) const;
  /// One of `choices`; `what` names the kind of thing.
  bool isChoice(const Json &value, llvm::StringRef pointer, llvm::StringRef what,
                const std::vector<std::string> &choices) const;
  mlir::Type elementType(const Json &value, llvm::StringRef pointer) const;
  /// The type that the members 'dtype' and 'shape' of `object` make.
  mlir::RankedTensorType tensorType(const Json &object, llvm::StringRef pointer) const;
  /// Attributes of the dialect that are no op's own, in MLIR's syntax: {"vit.x": "1 : i64"}.
  bool mlirAttribute(llvm::StringRef name, const Json &value, llvm::StringRef pointer,
                     mlir::NamedAttrList &attributes) const;
  bool mlirAttributes(const Json &object, llvm::StringRef pointer,
                      mlir::NamedAttrList &attributes) const;

  mutable mlir::Builder builder;

private:
  std::string path;
  const JsonDocument &document;
};

/// The names of element types in JSON graphs, such as "f32" and "bool".
std::vector<std::string> jsonTypeNames();

/// Runs `function` and returns what it emitted as errors.
std::string captureErrors(mlir::MLIRContext *context, llvm::function_ref<void()> function);

} // namespace vitc::frontend

#endif // VITC_FRONTEND_JSON_JSONREADER_H
