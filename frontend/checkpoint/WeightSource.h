//===-- WeightSource.h: where a model's weights come from, and what they are called ---------------===//
#ifndef VITC_FRONTEND_CHECKPOINT_WEIGHTSOURCE_H
#define VITC_FRONTEND_CHECKPOINT_WEIGHTSOURCE_H

#include "frontend/weights/StoredTensor.h"

namespace vitc::frontend {

/// What a weight does: how random ones are drawn depends on it.
enum class WeightRole {
  Matrix,
  Bias,
  NormScale,
  LayerScale,
  Embedding, // tokens and positions
};

/// The builder asks for weights by names of its own, those of timm; a source knows what the model at
/// hand calls them.
class WeightSource {
public:
  virtual ~WeightSource() = default;

  /// The weight called `name`, as an f32 constant of `shape`. A fault is kept for later, so that all
  /// of them can be told at once; the value is then zero.
  virtual mlir::Value get(mlir::OpBuilder &builder, llvm::StringRef name,
                          llvm::ArrayRef<int64_t> shape, WeightRole role) = 0;
  /// What the model calls the module or weight `name`: the name of the nodes built for it.
  virtual std::string nameOf(llvm::StringRef name) const = 0;
  /// Whether there was no fault so far.
  virtual bool isComplete() const { return true; }
};

/// Says that everything under `name` is under `stored` in files. Both are dotted paths in which `#`
/// stands for a number, in the same order. Of the rules that fit, the longest counts, and of equally
/// long ones the last.
struct NameRule {
  llvm::StringLiteral name, stored;
  /// The weight is `count` of `parts` equal parts of what is stored, along the first dimension, from
  /// `first` on.
  int64_t first = 0, count = 1, parts = 1;
};
using NameTable = llvm::ArrayRef<NameRule>;

/// A name by the rules of a table.
struct StoredName {
  std::string name;
  int64_t first = 0, count = 1, parts = 1;
};
StoredName storedName(llvm::StringRef name, NameTable table);

} // namespace vitc::frontend

#endif // VITC_FRONTEND_CHECKPOINT_WEIGHTSOURCE_H
