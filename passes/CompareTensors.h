//===-- CompareTensors.h: how far two tensors are apart, and how far rounding puts them -----------===//
#ifndef VITC_PASSES_COMPARETENSORS_H
#define VITC_PASSES_COMPARETENSORS_H

#include "ir/Tensor.h"
#include <functional>
#include <random>

namespace vitc {

/// The largest absolute difference, and that over the largest absolute value of `reference`; infinite where one of the two
/// alone is not a finite number. Both have as many elements.
double absoluteDifference(const Tensor &reference, const Tensor &value);
double relativeDifference(const Tensor &reference, const Tensor &value);

/// Makes every element of tensors larger or smaller by a small share of itself, at random: by 1e-5, or more where the element
/// type resolves less, which is more than rounding does.
class Blur {
public:
  /// For one seed the same elements become larger, by shares in proportion to `strength`.
  Blur(unsigned seed, double strength) : generator(seed), strength(strength) {}
  /// Puts blurred tensors in the place of `tensors`; integers stay as they are.
  void operator()(llvm::MutableArrayRef<Tensor> tensors);

private:
  Tensor blurred(const Tensor &tensor, double noise);

  std::mt19937 generator;
  double strength;
};

/// How far a value is from what it should be.
struct Deviation {
  double share = -1;  // of the largest element
  bool isOff = false; // by more than the tolerance, and by more than rounding explains

  bool operator<(const Deviation &other) const {
    return isOff != other.isOff ? other.isOff : share < other.share;
  }
};

/// Compares values with what they should be. They may be off by `tolerance` of their largest element or, where large terms
/// cancel (a mean near zero), by as much as they move when everything that they are computed from is blurred; by less of that
/// where the tolerance is tighter than the usual 1e-4, and never by more.
/// Elements that jump (a comparison that turns out otherwise) do not count.
class Comparison {
public:
  /// Evaluates the values, with all that goes into them blurred if there is a `blur`.
  using Evaluation = std::function<mlir::FailureOr<llvm::SmallVector<Tensor>>(Blur *blur)>;

  /// `evaluate` is called when a difference is above `tolerance`, not before.
  Comparison(double tolerance, Evaluation evaluate)
      : tolerance(tolerance), evaluate(std::move(evaluate)) {}

  /// Of `value` from `reference`; it is number `index` of what `evaluate` gives.
  Deviation deviation(size_t index, const Tensor &reference, const Tensor &value);

private:
  void findMoves();

  double tolerance;
  Evaluation evaluate;
  std::optional<llvm::SmallVector<double>> moves; // by a blur; empty where the evaluation fails
};

} // namespace vitc

#endif // VITC_PASSES_COMPARETENSORS_H
