//===-- JsonText.h: JSON for people to read -------------------------------------------------------===//
#ifndef VITC_FRONTEND_JSON_JSONTEXT_H
#define VITC_FRONTEND_JSON_JSONTEXT_H

#include "frontend/JsonDocument.h"
#include "llvm/Support/raw_ostream.h"

namespace vitc::frontend {

/// Prints `value`, each list or object on one line if it fits there.
void printJson(llvm::raw_ostream &os, const Json &value);

} // namespace vitc::frontend

#endif // VITC_FRONTEND_JSON_JSONTEXT_H
