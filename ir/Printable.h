//===-- Printable.h: names of a model as people can read them -------------------------------------===//
#ifndef VITC_IR_PRINTABLE_H
#define VITC_IR_PRINTABLE_H

#include <cstdint>
#include <cstdio>
#include <string>
#include <string_view>

namespace vitc {

/// The length of the UTF-8 character that `text` begins with, and its code point; 0 if it begins with none.
inline size_t decodeCharacter(std::string_view text, uint32_t &point) {
  auto byte = [&](size_t i) { return static_cast<uint8_t>(text[i]); };
  size_t length = byte(0) < 0x80   ? 1
                  : byte(0) < 0xc2 ? 0
                  : byte(0) < 0xe0 ? 2
                  : byte(0) < 0xf0 ? 3
                                   : 4;
  if (length == 0 || length > text.size() || byte(0) > 0xf4)
    return 0;
  point = length == 1 ? byte(0) : byte(0) & (0x7f >> length);
  for (size_t i = 1; i < length; ++i) {
    if ((byte(i) & 0xc0) != 0x80)
      return 0;
    point = point << 6 | (byte(i) & 0x3f);
  }
  constexpr uint32_t smallest[] = {0, 0, 0x80, 0x800, 0x10000};
  bool isSurrogate = point >= 0xd800 && point < 0xe000;
  return point < smallest[length] || isSurrogate || point > 0x10ffff ? 0 : length;
}

/// Whether a terminal does something with `point` instead of showing it: control characters, line
/// separators, and what changes the direction of the text behind it.
inline bool isControl(uint32_t point) {
  return point < 0x20 || (point >= 0x7f && point < 0xa0) || (point >= 0x2028 && point <= 0x202e) ||
         (point >= 0x2066 && point <= 0x2069);
}

/// `text` with everything escaped that is no text: control characters and bytes that are no UTF-8. Names come
/// out of files that may be damaged, or made to harm. `keepLines`: line breaks stay.
inline std::string printable(std::string_view text, bool keepLines = false) {
  std::string result;
  while (!text.empty()) {
    uint32_t point = 0;
    size_t length = decodeCharacter(text, point);
    bool isText = length > 0 && (!isControl(point) || (keepLines && point == '\n'));
    length = length > 0 ? length : 1;
    if (isText) {
      result += text.substr(0, length);
    } else if (text[0] == '\n' || text[0] == '\t' || text[0] == '\r') {
      result += text[0] == '\n' ? "\\n" : text[0] == '\t' ? "\\t" : "\\r";
    } else {
      for (size_t i = 0; i < length; ++i) {
        char escape[8];
        std::snprintf(escape, sizeof escape, "\\x%02x", static_cast<uint8_t>(text[i]));
        result += escape;
      }
    }
    text.remove_prefix(length);
  }
  return result;
}

} // namespace vitc

#endif // VITC_IR_PRINTABLE_H
