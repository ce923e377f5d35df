//===-- Suggestions.cpp -----------------------------------------------------------------------===//
#include "frontend/Suggestions.h"
#include <algorithm>

namespace vitc::frontend {

std::string suggestName(llvm::StringRef name, const std::vector<std::string> &candidates) {
  if (name.empty())
    return "";
  // Two letters may be wrong, of long names a third, but never all.
  size_t limit = std::max<size_t>(name.size() / 3, std::min<size_t>(name.size() - 1, 2));
  size_t best = limit + 1;
  const std::string *nearest = nullptr;
  for (const std::string &candidate : candidates) {
    size_t distance = name.edit_distance_insensitive(candidate, /*AllowReplacements=*/true, best);
    if (distance < best) {
      best = distance;
      nearest = &candidate;
    }
  }
  return nearest ? "; did you mean '" + *nearest + "'?" : "";
}

std::string listNames(const std::vector<std::string> &names, size_t most) {
  std::string text;
  size_t shown = std::min(names.size(), most);
  for (size_t i = 0; i < shown; ++i)
    text += (i == 0 ? "'" : ", '") + names[i] + "'";
  if (names.size() > shown)
    text += " and " + std::to_string(names.size() - shown) + " more";
  return text.empty() ? "none" : text;
}

std::string listKnown(llvm::StringRef name, const std::vector<std::string> &known) {
  return "; known are " + listNames(known, known.size()) + suggestName(name, known);
}

} // namespace vitc::frontend
