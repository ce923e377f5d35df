//===-- ComputedConstants.h: the values of many constants, with nothing evaluated twice -------------===//
#ifndef VITC_IR_COMPUTEDCONSTANTS_H
#define VITC_IR_COMPUTEDCONSTANTS_H

#include "ir/Tensor.h"
#include "llvm/ADT/DenseMap.h"

namespace vitc {

/// Evaluates constants one after the other. What several of them are computed from (the integers of a quantised weight,
/// and their sums) is evaluated once, and kept until the last that reads it has been asked for.
class ComputedConstants {
public:
  /// `value` will be asked for once more.
  void expect(mlir::Attribute value);
  /// The value of a constant, as Tensor::fromAttribute has it.
  llvm::Expected<Tensor> evaluate(mlir::Attribute value);

private:
  struct Node {
    int64_t readers = 0; // that have not read it yet
    std::optional<Tensor> value;
  };
  llvm::DenseMap<mlir::Attribute, Node> nodes;
};

} // namespace vitc

#endif // VITC_IR_COMPUTEDCONSTANTS_H
