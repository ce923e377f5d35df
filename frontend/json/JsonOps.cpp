//===-- JsonOps.cpp: the table that DescribeOps.cpp writes ------------------------------------===//
#include "frontend/json/JsonOps.h"
#include "ir/VitDialect.h"

namespace vitc::frontend {

const std::vector<JsonOp> &jsonOps() {
  static const std::vector<JsonOp> ops = {
#include "frontend/JsonOps.inc"
  };
  return ops;
}

const JsonOp *findJsonOp(llvm::StringRef name) {
  auto op = llvm::lower_bound(jsonOps(), name,
                              [](const JsonOp &a, llvm::StringRef b) { return a.name < b; });
  return op != jsonOps().end() && op->name == name ? &*op : nullptr;
}

} // namespace vitc::frontend
