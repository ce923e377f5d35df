//===-- CompareTensors.h: how far two tensors are apart, and how far rounding puts them -----------===//
#ifndef VITC_PASSES_COMPARETENSORS_H
#define VITC_PASSES_COMPARETENSORS_H

#include "ir/Tensor.h"
#include <functional>
#include <random>

namespace vitc {

/// The largest absolute difference over the largest absolute value of `reference`, or over `size` where that is
/// more; infinite where one of the two alone is not a finite number. Both have as many elements.
double relativeDifference(const Tensor &reference, const Tensor &value, double size = 0);

/// Makes every element of tensors larger or smaller by a small share of itself, at random.
class Blur {
public:
  /// For one seed the same elements become larger, by shares in proportion to `strength`.
  Blur(unsigned seed, double strength) : generator(seed), strength(strength) {}
  /// Puts blurred tensors in the place of `tensors`; integers stay as they are.
  void operator()(llvm::MutableArrayRef<Tensor> tensors);
  /// The largest share so far: `strength` times 1e-5, or more where the element type resolves less.
  double getShare() const { return share; }

private:
  Tensor blurred(const Tensor &tensor, double noise);

  std::mt19937 generator;
  double strength;
  double share = 0;
};

/// Compares values with what they should be: relative to their largest elements, or, where large terms cancel
/// (a mean near zero), to the size of these terms: how much an element moves when what it is computed from is
/// blurred, over the share by which that is. Elements that jump (a comparison that turns out otherwise) do
/// not count.
class Comparison {
public:
  /// Evaluates the values, with all that goes into them blurred if there is a `blur`.
  using Evaluation = std::function<mlir::FailureOr<llvm::SmallVector<Tensor>>(Blur *blur)>;

  /// `evaluate` is called when a difference is above `tolerance`, not before.
  Comparison(double tolerance, Evaluation evaluate)
      : tolerance(tolerance), evaluate(std::move(evaluate)) {}

  /// How far `value` is from `reference`; it is number `index` of what `evaluate` gives.
  double difference(size_t index, const Tensor &reference, const Tensor &value);

private:
  void findSizesOfTerms();

  double tolerance;
  Evaluation evaluate;
  std::optional<llvm::SmallVector<double>> sizesOfTerms; // empty where the evaluation fails
};

} // namespace vitc

#endif // VITC_PASSES_COMPARETENSORS_H
