//===-- Lexer.cpp: PTX text as tokens ----------------------------------------------------------===//
#include "ptx/Lexer.h"

#include <cctype>
#include <cstdlib>
#include <cstring>

namespace standin {
namespace {

bool startsWord(char c) {
  return std::isalpha(static_cast<unsigned char>(c)) || std::strchr("_$%.", c);
}
bool continuesWord(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) || std::strchr("_$.:", c);
}

class Lexer {
public:
  explicit Lexer(std::string_view text) : text(text) {}

  std::vector<Token> run() {
    std::vector<Token> tokens;
    while (skipBlanks())
      tokens.push_back(next());
    tokens.push_back({TokenKind::End, "the end of the text", 0, line});
    return tokens;
  }

private:
  /// False at the end of the text.
  bool skipBlanks() {
    while (at < text.size()) {
      if (text.compare(at, 2, "//") == 0)
        at = std::min(text.find('\n', at), text.size());
      else if (text.compare(at, 2, "/*") == 0)
        skipComment();
      else if (std::isspace(static_cast<unsigned char>(text[at])))
        line += text[at++] == '\n';
      else
        return true;
    }
    return false;
  }

  void skipComment() {
    const size_t end = text.find("*/", at);
    if (end == std::string_view::npos)
      throw PtxError(line, "a comment without an end");
    for (; at < end + 2; ++at)
      line += text[at] == '\n';
  }

  Token next() {
    const char c = text[at];
    // A dot before a digit is no word; a minus sign belongs to the parser.
    if (std::isdigit(static_cast<unsigned char>(c)))
      return number();
    if (startsWord(c))
      return word();
    if (c == '"')
      return quoted();
    return take(TokenKind::Punctuation, 1);
  }

  Token take(TokenKind kind, size_t length, uint64_t bits = 0) {
    const Token token{kind, text.substr(at, length), bits, line};
    at += length;
    return token;
  }

  /// A colon ends a label, unless it is one of the two in a cache hint (`L2::128B`).
  Token word() {
    size_t end = at + 1;
    while (end < text.size() && continuesWord(text[end])) {
      if (text[end] == ':') {
        if (end + 1 >= text.size() || text[end + 1] != ':')
          break;
        ++end;
      }
      ++end;
    }
    return take(TokenKind::Word, end - at);
  }

  Token quoted() {
    const size_t end = text.find('"', at + 1);
    if (end == std::string_view::npos)
      throw PtxError(line, "a string without an end");
    return take(TokenKind::String, end + 1 - at);
  }

  /// 0f and eight hexadecimal digits, 0d and sixteen, or an integer in one of C's bases.
  Token number() {
    size_t end = at;
    while (end < text.size() && (std::isalnum(static_cast<unsigned char>(text[end])) ||
                                 (text[end] == '.' && end + 1 < text.size() &&
                                  std::isdigit(static_cast<unsigned char>(text[end + 1])))))
      ++end;
    const std::string digits(text.substr(at, end - at));
    const char base = digits.size() > 1 ? static_cast<char>(std::tolower(digits[1])) : '0';
    if (digits[0] == '0' && base == 'f' && digits.size() == 10)
      return take(TokenKind::Float32, end - at, std::strtoull(digits.c_str() + 2, nullptr, 16));
    if (digits[0] == '0' && base == 'd' && digits.size() == 18)
      return take(TokenKind::Float64, end - at, std::strtoull(digits.c_str() + 2, nullptr, 16));
    if (digits.find('.') != std::string::npos)
      return decimal(digits, end);
    char *rest = nullptr;
    const bool binary = digits[0] == '0' && base == 'b';
    const uint64_t bits = std::strtoull(digits.c_str() + (binary ? 2 : 0), &rest, binary ? 2 : 0);
    if (*rest && std::strcmp(rest, "U") != 0)
      throw PtxError(line, "'" + digits + "' is no number");
    return take(TokenKind::Integer, end - at, bits);
  }

  Token decimal(const std::string &digits, size_t end) {
    const double value = std::strtod(digits.c_str(), nullptr);
    uint64_t bits = 0;
    std::memcpy(&bits, &value, sizeof bits);
    return take(TokenKind::Float64, end - at, bits);
  }

  std::string_view text;
  size_t at = 0;
  int line = 1;
};

} // namespace

std::vector<Token> tokenize(std::string_view text) { return Lexer(text).run(); }

} // namespace standin
