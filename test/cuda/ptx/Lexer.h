//===-- Lexer.h: PTX text as tokens ------------------------------------------------------------===//
#ifndef STANDIN_PTX_LEXER_H
#define STANDIN_PTX_LEXER_H

#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace standin {

/// What the text says wrong, or says what this interpreter does not know; `line` counts from 1.
struct PtxError : std::runtime_error {
  PtxError(int line, const std::string &text)
      : std::runtime_error("line " + std::to_string(line) + ": " + text), line(line) {}
  int line;
};

enum class TokenKind {
  Word, // identifiers, registers, directives and mnemonics: their dots belong to them
  Integer,
  Float32,
  Float64,
  String,
  Punctuation, // one character
  End,
};

struct Token {
  TokenKind kind = TokenKind::End;
  std::string_view text;
  uint64_t bits = 0; // of numbers
  int line = 0;

  bool is(std::string_view other) const { return text == other && kind != TokenKind::String; }
};

/// The tokens of `text`, which has to outlive them; the last one is an End.
std::vector<Token> tokenize(std::string_view text);

} // namespace standin

#endif // STANDIN_PTX_LEXER_H
