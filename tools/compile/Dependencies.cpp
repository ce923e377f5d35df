#include "Dependencies.h"
#include "ir/Files.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/raw_ostream.h"

using namespace vitc;

/// For make and ninja, as compilers of C do it. A backslash is one, but before a space.
static std::string escaped(llvm::StringRef path) {
  std::string text;
  size_t backslashes = 0; // that stand here
  for (char c : path) {
    if (c == ' ')
      text += std::string(backslashes, '\\');
    if (c == ' ' || c == '#' || c == ':')
      text += '\\';
    if (c == '$')
      text += '$';
    text += c;
    backslashes = c == '\\' ? backslashes + 1 : 0;
  }
  return text;
}

/// In a checkpoint's folder the file would be made of itself, and the folder always newer.
llvm::Error vitc::writeDependencies(const std::string &path, const CompileResult &result) {
  for (const std::string &written : {result.output, result.header})
    if (llvm::sys::fs::equivalent(written, path))
      return llvm::createStringError("--depfile would replace '" + path +
                                     "', which was just written; choose another name");
  llvm::StringRef folder = llvm::sys::path::parent_path(path);
  folder = folder.empty() ? "." : folder;
  return writeFile(path, [&](llvm::raw_ostream &os) {
    os << escaped(result.output);
    if (!result.header.empty())
      os << ' ' << escaped(result.header);
    os << ':';
    for (const std::string &input : result.inputs)
      if (!llvm::sys::fs::equivalent(input, path) && !llvm::sys::fs::equivalent(input, folder))
        os << " \\\n  " << escaped(input);
    os << '\n';
  });
}
