//===-- BlockNames.cpp: which block of a model a node is in, by its name ----------------------------===//
#include "passes/BlockNames.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

using namespace mlir;

namespace vitc {
namespace {

/// A part of a node's name that ends in a number.
struct Prefix {
  std::string text;                 // "blocks.3"
  std::string kind;                 // "blocks.#"
  SmallVector<std::string> numbers; // "3"
  bool holdsModules = false;        // more than the node itself follows
};

/// The module that a node is in, with dots between its parts: "blocks.3.attn" of
/// "/blocks/blocks.3/attn/MatMul". Exporters repeat the name of a list in those of its parts.
std::string moduleOf(StringRef node) {
  char separator = node.contains('/') ? '/' : '.';
  if (!node.contains(separator))
    return "";
  SmallVector<StringRef> parts, kept;
  node.rsplit(separator).first.split(parts, separator, -1, /*KeepEmpty=*/false);
  for (StringRef part : parts) {
    if (!kept.empty() && part.starts_with((kept.back() + ".").str()))
      kept.pop_back();
    kept.push_back(part);
  }
  return llvm::join(kept, ".");
}

/// From the shortest to the longest.
std::vector<Prefix> prefixesOf(StringRef node) {
  std::vector<Prefix> prefixes;
  std::string module = moduleOf(node);
  Prefix current;
  for (size_t i = 0; i < module.size();) {
    size_t end = i;
    while (end < module.size() && llvm::isDigit(module[end]))
      ++end;
    bool isNumber = end > i;
    current.kind += isNumber ? '#' : module[i];
    end = std::max(end, i + 1);
    current.text = module.substr(0, end);
    if (isNumber) {
      current.numbers.push_back(module.substr(i, end - i));
      current.holdsModules = end < module.size();
      prefixes.push_back(current);
    }
    i = end;
  }
  return prefixes;
}

} // namespace

BlockNames::BlockNames(ArrayRef<StringRef> attentions, ArrayRef<StringRef> mlps) {
  llvm::StringSet<> withAttention, shared;
  for (StringRef node : attentions)
    for (const Prefix &prefix : prefixesOf(node))
      withAttention.insert(prefix.text);
  for (StringRef node : mlps)
    for (const Prefix &prefix : prefixesOf(node))
      if (withAttention.contains(prefix.text))
        shared.insert(prefix.kind);
  for (StringRef node : llvm::concat<const StringRef>(attentions, mlps)) {
    std::vector<Prefix> prefixes = prefixesOf(node);
    auto isBlock = [&](const Prefix &prefix) {
      return shared.empty() ? prefix.holdsModules : shared.contains(prefix.kind);
    };
    auto block = std::find_if(prefixes.rbegin(), prefixes.rend(), isBlock);
    if (block == prefixes.rend())
      continue;
    auto [kind, isNew] = kinds.try_emplace(block->kind);
    Kind &known = kind->second;
    if (isNew) {
      known.numbers = block->numbers;
      known.constant = block->numbers.size() - 1;
    }
    auto differs =
        std::mismatch(known.numbers.begin(), known.numbers.end(), block->numbers.begin());
    known.constant = std::min<unsigned>(known.constant, differs.first - known.numbers.begin());
  }
}

std::string BlockNames::of(StringRef node) const {
  std::vector<Prefix> prefixes = prefixesOf(node);
  for (const Prefix &prefix : llvm::reverse(prefixes)) {
    auto kind = kinds.find(prefix.kind);
    if (kind == kinds.end())
      continue;
    ArrayRef<std::string> numbers(prefix.numbers);
    return kinds.size() > 1 ? prefix.text
                            : "block " + llvm::join(numbers.drop_front(kind->second.constant), ".");
  }
  return "";
}

} // namespace vitc
