//===-- DeclarationParser.cpp: variables and parameters ---------------------------------------===//
#include "ptx/DeclarationParser.h"

#include <cstring>

namespace standin {
namespace {

std::optional<Space> spaceOf(const Token &token) {
  if (token.kind != TokenKind::Word || token.text[0] != '.')
    return std::nullopt;
  return parseSpace(token.text.substr(1));
}

size_t alignment(TokenStream &tokens) {
  const int64_t align = tokens.integer();
  if (align < 1 || (align & (align - 1)))
    tokens.fail("an alignment is a power of two");
  return static_cast<size_t>(align);
}

void initialise(TokenStream &tokens, Variable &variable, size_t elementBytes) {
  const bool list = tokens.accept("{");
  size_t at = 0;
  do {
    if (at + elementBytes > variable.bytes)
      tokens.fail("more values than '" + variable.name + "' has elements");
    const bool negative = tokens.accept("-");
    const uint64_t bits = tokens.next().bits;
    const uint64_t value = negative ? 0 - bits : bits;
    std::memcpy(variable.initial.data() + at, &value, elementBytes);
    at += elementBytes;
  } while (tokens.accept(","));
  if (list)
    tokens.expect("}");
}

/// The dimensions behind a name.
size_t elementsOf(TokenStream &tokens) {
  size_t elements = 1;
  while (tokens.accept("[")) {
    elements *= tokens.peek().is("]") ? 0 : static_cast<size_t>(tokens.integer());
    tokens.expect("]");
  }
  return elements;
}

} // namespace

Type parseTypeName(TokenStream &tokens) {
  const Token &token = tokens.next();
  const auto type = token.text[0] == '.' ? parseType(token.text.substr(1)) : std::nullopt;
  if (!type)
    throw PtxError(token.line, "type '" + std::string(token.text) + "' is not known");
  return *type;
}

bool isVariable(const TokenStream &tokens) { return spaceOf(tokens.peek()).has_value(); }

Variable parseVariable(TokenStream &tokens) {
  Variable variable;
  variable.space = *spaceOf(tokens.next());
  const bool aligned = tokens.accept(".align");
  if (aligned)
    variable.align = alignment(tokens);
  const auto elementBytes = static_cast<size_t>(parseTypeName(tokens).bytes());
  variable.align = aligned ? variable.align : elementBytes;
  variable.name = tokens.word("the name of a variable");
  variable.bytes = elementBytes * elementsOf(tokens);
  const bool constant = variable.space == Space::Global || variable.space == Space::Const;
  variable.initial.resize(constant ? variable.bytes : 0);
  if (tokens.accept("="))
    initialise(tokens, variable, elementBytes);
  tokens.expect(";");
  return variable;
}

Variable parseParameter(TokenStream &tokens, bool &isPointer) {
  Variable variable;
  variable.space = Space::Param;
  tokens.expect(".param");
  size_t align = 0;
  if (tokens.accept(".align"))
    align = alignment(tokens);
  const auto elementBytes = static_cast<size_t>(parseTypeName(tokens).bytes());
  isPointer = tokens.accept(".ptr");
  if (isPointer) { // what the pointer points to: nothing that memory depends on
    if (isVariable(tokens))
      tokens.next();
    if (tokens.accept(".align"))
      alignment(tokens);
  }
  variable.align = align ? align : elementBytes;
  variable.name = tokens.word("the name of a parameter");
  variable.bytes = elementBytes * elementsOf(tokens);
  return variable;
}

} // namespace standin
