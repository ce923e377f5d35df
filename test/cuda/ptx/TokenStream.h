//===-- TokenStream.h: reading tokens one after the other --------------------------------------===//
#ifndef STANDIN_PTX_TOKENSTREAM_H
#define STANDIN_PTX_TOKENSTREAM_H

#include "ptx/Lexer.h"

namespace standin {

class TokenStream {
public:
  explicit TokenStream(std::string_view text) : tokens(tokenize(text)) {}

  const Token &peek(size_t ahead = 0) const {
    return tokens[std::min(at + ahead, tokens.size() - 1)];
  }
  const Token &next() { return tokens[at + 1 < tokens.size() ? at++ : at]; }
  int line() const { return peek().line; }
  bool atEnd() const { return peek().kind == TokenKind::End; }

  bool accept(std::string_view text) {
    if (!peek().is(text))
      return false;
    next();
    return true;
  }

  void expect(std::string_view text) {
    if (!accept(text))
      fail("'" + std::string(text) + "' expected, not '" + std::string(peek().text) + "'");
  }

  std::string word(const char *what) {
    if (peek().kind != TokenKind::Word)
      fail(std::string(what) + " expected, not '" + std::string(peek().text) + "'");
    return std::string(next().text);
  }

  /// An integer, with its sign.
  int64_t integer() {
    const bool negative = accept("-");
    if (peek().kind != TokenKind::Integer)
      fail("a number expected, not '" + std::string(peek().text) + "'");
    const auto value = static_cast<int64_t>(next().bits);
    return negative ? -value : value;
  }

  void skipLine() {
    for (const int current = line(); !atEnd() && line() == current;)
      next();
  }

  [[noreturn]] void fail(const std::string &text) const { throw PtxError(line(), text); }

private:
  std::vector<Token> tokens;
  size_t at = 0;
};

} // namespace standin

#endif // STANDIN_PTX_TOKENSTREAM_H
