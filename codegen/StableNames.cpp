//===-- StableNames.cpp --------------------------------------------------------------------------===//
#include "codegen/StableNames.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/ObjCopy/ConfigManager.h"
#include "llvm/ObjCopy/ObjCopy.h"
#include "llvm/Object/ObjectFile.h"

using namespace llvm;

namespace vitc {
namespace {

/// "_par_for_f__12_s0_rows_4" as "_par_for_f_s0_rows": no word of digits alone.
std::string withoutCounters(StringRef name) {
  SmallVector<StringRef> words;
  name.split(words, '_', /*MaxSplit=*/-1, /*KeepEmpty=*/false);
  std::string result;
  for (StringRef word : words)
    if (!all_of(word, [](char c) { return isDigit(c); }))
      result += "_" + word.str();
  return result;
}

/// Calls `visit` with the name of every function that the object defines.
Error visitFunctions(const object::ObjectFile &file, function_ref<void(StringRef)> visit) {
  for (const object::SymbolRef &symbol : file.symbols()) {
    auto type = symbol.getType();
    if (!type)
      return type.takeError();
    auto flags = symbol.getFlags();
    if (!flags)
      return flags.takeError();
    auto name = symbol.getName();
    if (!name)
      return name.takeError();
    if (*type == object::SymbolRef::ST_Function && !(*flags & object::SymbolRef::SF_Undefined))
      visit(*name);
  }
  return Error::success();
}

} // namespace

Expected<std::string> withStableNames(StringRef object, StringRef kernel) {
  auto file = object::ObjectFile::createObjectFile(MemoryBufferRef(object, kernel));
  if (!file)
    return file.takeError();
  StringMap<std::string> names;
  StringSet<> taken;
  auto rename = [&](StringRef name) {
    StringRef own = name;
    if (!own.consume_front(kernel) || own.empty())
      return;
    std::string plain = (kernel + withoutCounters(own)).str(), unique = plain;
    for (unsigned number = 2; !taken.insert(unique).second; ++number)
      unique = plain + "." + utostr(number);
    names[name] = unique;
  };
  if (Error error = visitFunctions(**file, rename))
    return error;

  objcopy::ConfigManager config;
  StringMap<std::string> sections;
  for (const auto &name : names) {
    config.Common.SymbolsToRename[name.getKey()] = name.getValue();
    auto section =
        sections.try_emplace((".text." + name.getKey()).str(), ".text." + name.getValue());
    StringRef before = section.first->getKey(), after = section.first->getValue();
    config.Common.SectionsToRename[before] = {before, after, std::nullopt};
  }
  SmallString<0> renamed;
  raw_svector_ostream os(renamed);
  if (Error error = objcopy::executeObjcopyOnBinary(config, **file, os))
    return error;
  return renamed.str().str();
}

} // namespace vitc
