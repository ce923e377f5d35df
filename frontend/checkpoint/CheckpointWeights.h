//===-- CheckpointWeights.h: a model's weights in files, and whether they are the model's ---------===//
#ifndef VITC_FRONTEND_CHECKPOINT_CHECKPOINTWEIGHTS_H
#define VITC_FRONTEND_CHECKPOINT_CHECKPOINTWEIGHTS_H

#include "frontend/checkpoint/WeightSource.h"
#include "mlir/IR/Diagnostics.h"
#include <set>
#include <vector>

namespace vitc::frontend {

/// How the weights of a model are called in its files.
struct WeightNames {
  std::vector<NameRule> rules;
  /// What the names of most weights begin with if the model has a head ("vit."). Names that a rule
  /// marks with `^` never do.
  std::string prefix;
  /// Patterns of names, without the prefix, that are no part of what is compiled.
  std::vector<std::string> ignored;
  /// Patterns of names, without the prefix, that the model does not have, and that the library which
  /// saved it passes over: they are warned of.
  std::vector<std::string> leftovers;
  /// Weights that some files leave away, and others, without rules and prefix, that are the same then.
  std::vector<std::pair<std::string, std::string>> twins;
};

class CheckpointWeights : public WeightSource {
public:
  /// `names.prefix` counts only if some tensor has it.
  CheckpointWeights(StoredTensors tensors, WeightNames names, mlir::Location location);

  mlir::Value get(mlir::OpBuilder &builder, llvm::StringRef name, llvm::ArrayRef<int64_t> shape,
                  WeightRole role) override;
  std::string nameOf(llvm::StringRef name) const override;
  bool isComplete() const override { return missing.empty() && misfits.empty(); }

  /// Reports all faults of the weights that were asked for, with `hints` at what the configuration may
  /// have to do with them, and the tensors that nobody asked for.
  mlir::LogicalResult check(llvm::ArrayRef<std::string> hints = {}) const;

private:
  std::optional<StoredTensor> find(llvm::StringRef name, llvm::ArrayRef<int64_t> shape);
  bool isAny(llvm::ArrayRef<std::string> patterns, llvm::StringRef tensor) const;
  void warnOf(llvm::ArrayRef<std::string> leftovers) const;

  StoredTensors tensors;
  WeightNames names;
  std::string prefix; // that of the model with a head, whether this one has it or not
  mlir::Location location;
  std::set<std::string> used;
  std::vector<std::string> missing, misfits;
};

/// The name of `name` in files by `names`, with its parts.
StoredName storedName(llvm::StringRef name, const WeightNames &names);

/// What all names of `tensors` begin with, up to a dot, though the model's names do not ("module.", which
/// torch's DataParallel adds), is taken away from them, and returned.
std::string removeWrapper(StoredTensors &tensors, const WeightNames &names);

} // namespace vitc::frontend

#endif // VITC_FRONTEND_CHECKPOINT_CHECKPOINTWEIGHTS_H
