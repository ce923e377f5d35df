//===-- JsonText.cpp --------------------------------------------------------------------------===//
#include "frontend/json/JsonText.h"
#include "llvm/ADT/STLExtras.h"

namespace vitc::frontend {

static constexpr size_t longestLine = 110;

static std::string scalarText(const Json &value) {
  return value.dump(-1, ' ', false, Json::error_handler_t::replace);
}

/// Appends `value` on one line to `text`; false once that is longer than a line.
static bool appendLine(const Json &value, std::string &text) {
  if (!value.is_structured()) {
    text += scalarText(value);
    return text.size() <= longestLine;
  }
  text += value.is_array() ? "[" : "{";
  bool isFirst = true;
  for (const auto &[key, member] : value.items()) {
    text += isFirst ? "" : ", ";
    isFirst = false;
    if (value.is_object())
      text += scalarText(key) + ": ";
    if (!appendLine(member, text))
      return false;
  }
  text += value.is_array() ? "]" : "}";
  return text.size() <= longestLine;
}

/// A long list of numbers fills lines.
static void printScalars(llvm::raw_ostream &os, const Json &list, unsigned indent) {
  std::string line = "\n" + std::string(indent + 2, ' ');
  os << "[";
  for (size_t i = 0; i < list.size(); ++i) {
    std::string text = scalarText(list[i]) + (i + 1 < list.size() ? "," : "");
    if (line.size() + text.size() > longestLine) {
      os << llvm::StringRef(line).rtrim(' ');
      line = "\n" + std::string(indent + 2, ' ');
    }
    line += text + " ";
  }
  (os << llvm::StringRef(line).rtrim(' ') << "\n").indent(indent) << "]";
}

static void print(llvm::raw_ostream &os, const Json &value, unsigned indent) {
  std::string line(indent, ' ');
  if (!value.is_structured() || value.empty() || appendLine(value, line)) {
    os << (value.is_structured() && !value.empty() ? line.substr(indent) : scalarText(value));
    return;
  }
  if (value.is_array() && llvm::none_of(value, [](const Json &v) { return v.is_structured(); }))
    return printScalars(os, value, indent);
  os << (value.is_array() ? "[" : "{");
  const char *separator = "\n";
  for (const auto &[key, member] : value.items()) {
    (os << separator).indent(indent + 2);
    separator = ",\n";
    if (value.is_object())
      os << scalarText(key) << ": ";
    print(os, member, indent + 2);
  }
  (os << "\n").indent(indent) << (value.is_array() ? "]" : "}");
}

void printJson(llvm::raw_ostream &os, const Json &value) {
  print(os, value, 0);
  os << "\n";
}

} // namespace vitc::frontend
