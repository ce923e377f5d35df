//===-- Suggestions.h: what somebody may have meant -----------------------------------------------===//
#ifndef VITC_FRONTEND_SUGGESTIONS_H
#define VITC_FRONTEND_SUGGESTIONS_H

#include "llvm/ADT/StringRef.h"
#include <string>
#include <vector>

namespace vitc::frontend {

/// "; did you mean 'NAME'?", with the candidate nearest to `name`, or "" if none is near.
std::string suggestName(llvm::StringRef name, const std::vector<std::string> &candidates);

/// "'a', 'b' and 3 more", with at most `most` names.
std::string listNames(const std::vector<std::string> &names, size_t most = 8);

/// "; known are 'a', 'b'; did you mean 'b'?", with all of `known`.
std::string listKnown(llvm::StringRef name, const std::vector<std::string> &known);

} // namespace vitc::frontend

#endif // VITC_FRONTEND_SUGGESTIONS_H
