//===-- Types.h: types and state spaces of PTX ------------------------------------------------===//
#ifndef STANDIN_PTX_TYPES_H
#define STANDIN_PTX_TYPES_H

#include <optional>
#include <string_view>

namespace standin {

/// A fundamental type as its suffix says it: 'b', 'u', 's', 'f', 'g' for bf16, 'p' for pred.
struct Type {
  char kind = 'b';
  int bits = 0; // of all elements together; 1 for a predicate

  bool isFloat() const { return kind == 'f' || kind == 'g'; }
  bool isSigned() const { return kind == 's'; }
  int bytes() const { return (bits + 7) / 8; }
};

/// The type named `suffix`, without its dot.
std::optional<Type> parseType(std::string_view suffix);

enum class Space { Generic, Global, Shared, Local, Param, Const };

/// The state space named `suffix`, without its dot.
std::optional<Space> parseSpace(std::string_view suffix);
const char *nameOf(Space space);

} // namespace standin

#endif // STANDIN_PTX_TYPES_H
