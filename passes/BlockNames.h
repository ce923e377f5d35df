//===-- BlockNames.h: which block of a model a node is in, by its name ------------------------------===//
#ifndef VITC_PASSES_BLOCKNAMES_H
#define VITC_PASSES_BLOCKNAMES_H

#include "mlir/Support/LLVM.h"
#include "llvm/ADT/MapVector.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/ADT/StringSet.h"
#include <string>

namespace vitc {

/// A block is what an attention and an MLP have in common: the longest part of their nodes' names that
/// ends in a number, "/blocks/blocks.3" of "/blocks/blocks.3/attn/MatMul" and
/// "/blocks/blocks.3/mlp/fc2/MatMul". Whether models call it block, layer or resblock does not matter.
/// Where no two share a number, modules with a number that hold others are blocks.
class BlockNames {
public:
  /// Learns from the nodes of attentions and MLPs what blocks are called.
  BlockNames(llvm::ArrayRef<llvm::StringRef> attentions, llvm::ArrayRef<llvm::StringRef> mlps);

  /// No node is in a block, as far as names tell.
  bool empty() const { return kinds.empty(); }

  /// "block 3" where all blocks are called alike, but for numbers; "block 1.2" for the third block of the
  /// second stage; otherwise the model's own name, "text.layers.3". Empty if `node` is in none.
  std::string of(llvm::StringRef node) const;

private:
  /// The numbers of a block, by its name with '#' for them.
  struct Kind {
    unsigned constant = 0; // so many of the first numbers are the same for all blocks
    llvm::SmallVector<std::string> numbers;
  };
  llvm::StringMap<Kind> kinds;
};

} // namespace vitc

#endif // VITC_PASSES_BLOCKNAMES_H
