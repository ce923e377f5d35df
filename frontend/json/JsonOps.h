//===-- JsonOps.h: what a JSON graph may say of each op -------------------------------------------===//
#ifndef VITC_FRONTEND_JSON_JSONOPS_H
#define VITC_FRONTEND_JSON_JSONOPS_H

#include "mlir/IR/Attributes.h"
#include <string>
#include <vector>

namespace vitc::frontend {

/// How the value of an attribute is written.
enum class AttributeKind { Integer, Float32, Float64, Flag, Integers, Floats, ElementType, Choice };

struct JsonOperand {
  std::string name;
  bool isOptional;
  bool isVariadic;
};

struct JsonAttribute {
  std::string name;
  AttributeKind kind;
  bool isRequired;
  /// Of a Choice: its names, and the attribute of one of them, and back.
  std::vector<std::string> choices;
  mlir::Attribute (*choose)(mlir::MLIRContext *context, llvm::StringRef choice);
  llvm::StringRef (*chosen)(mlir::Attribute value);
};

/// A model op, as its TableGen definition says.
struct JsonOp {
  std::string name; // without the dialect
  std::vector<JsonOperand> operands;
  std::vector<JsonAttribute> attributes;
  std::vector<std::string> results;
};

/// All model ops, by name.
const std::vector<JsonOp> &jsonOps();

/// The op called `name` (without the dialect), or null.
const JsonOp *findJsonOp(llvm::StringRef name);

} // namespace vitc::frontend

#endif // VITC_FRONTEND_JSON_JSONOPS_H
