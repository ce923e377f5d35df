//===-- UTF8.h: what JSON may hold ------------------------------------------------------------------===//
#ifndef VITC_DRIVER_UTF8_H
#define VITC_DRIVER_UTF8_H

#include "llvm/Support/JSON.h"

namespace vitc {

/// `bytes`, with replacement characters for what is not UTF-8.
inline std::string toUTF8(llvm::StringRef bytes) {
  return llvm::json::isUTF8(bytes) ? bytes.str() : llvm::json::fixUTF8(bytes);
}

} // namespace vitc

#endif // VITC_DRIVER_UTF8_H
