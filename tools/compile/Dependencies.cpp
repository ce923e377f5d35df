#include "Dependencies.h"
#include "ir/Files.h"
#include "llvm/Support/raw_ostream.h"

using namespace vitc;

static std::string escaped(llvm::StringRef path) {
  std::string text;
  for (char c : path) {
    if (c == ' ' || c == '#' || c == '\\' || c == ':')
      text += '\\';
    if (c == '$')
      text += '$';
    text += c;
  }
  return text;
}

llvm::Error vitc::writeDependencies(const std::string &path, const CompileResult &result) {
  if (result.output.empty())
    return llvm::createStringError("--depfile names what a file was made of: write one with -o");
  return writeFile(path, [&](llvm::raw_ostream &os) {
    os << escaped(result.output);
    if (!result.header.empty())
      os << ' ' << escaped(result.header);
    os << ':';
    for (const std::string &input : result.inputs)
      os << " \\\n  " << escaped(input);
    os << '\n';
  });
}
