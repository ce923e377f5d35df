//===-- CompareTensors.cpp: how far two tensors are apart, and how far rounding puts them ---------===//
#include "passes/CompareTensors.h"

using namespace mlir;

namespace vitc {

double absoluteDifference(const Tensor &reference, const Tensor &value) {
  double difference = 0;
  for (int64_t i = 0; i < reference.getNumElements(); ++i) {
    double x = reference.getFloat(i), y = value.getFloat(i);
    if (x == y || (std::isnan(x) && std::isnan(y)))
      continue;
    if (!std::isfinite(x) || !std::isfinite(y))
      return std::numeric_limits<double>::infinity();
    difference = std::max(difference, std::abs(x - y));
  }
  return difference;
}

double relativeDifference(const Tensor &reference, const Tensor &value) {
  double largest = 1e-30;
  for (int64_t i = 0; i < reference.getNumElements(); ++i)
    if (double size = std::abs(reference.getFloat(i)); std::isfinite(size))
      largest = std::max(largest, size);
  return absoluteDifference(reference, value) / largest;
}

Tensor Blur::blurred(const Tensor &tensor, double noise) {
  std::bernoulli_distribution isLarger;
  Tensor result(tensor.getType());
  for (int64_t i = 0; i < tensor.getNumElements(); ++i)
    result.setFloat(i, tensor.getFloat(i) * (isLarger(generator) ? 1 + noise : 1 - noise));
  return result;
}

void Blur::operator()(MutableArrayRef<Tensor> tensors) {
  for (Tensor &tensor : tensors) {
    auto type = dyn_cast<FloatType>(tensor.getElementType());
    if (!type)
      continue;
    double noise = strength * std::max(1e-5, std::ldexp(1.0, 2 - int(type.getFPMantissaWidth())));
    tensor = blurred(tensor, noise);
  }
}

static constexpr double kStronger = 4;
/// The tolerance at which a value may move as a blur moves it. A tighter one allows for less, lest it could not be had.
static constexpr double usualTolerance = 1e-4;

/// The most that a float moves `by` a blur, of those that move about in proportion to its strength.
static double mostMoved(const Tensor &from, const Tensor &by, const Tensor &byStronger) {
  double most = 0;
  for (int64_t i = 0; from.isFloat() && i < from.getNumElements(); ++i) {
    double moved = std::abs(by.getFloat(i) - from.getFloat(i));
    double movedMore = std::abs(byStronger.getFloat(i) - from.getFloat(i));
    if (movedMore > moved * kStronger / 2 && movedMore < moved * kStronger * 2)
      most = std::max(most, moved);
  }
  return most;
}

Deviation Comparison::deviation(size_t index, const Tensor &reference, const Tensor &value) {
  const double share = relativeDifference(reference, value);
  if (share <= tolerance)
    return {share, false};
  if (!moves)
    findMoves();
  const double wanted = std::min(1.0, tolerance / usualTolerance);
  return {share, moves->empty() || absoluteDifference(reference, value) > wanted * (*moves)[index]};
}

void Comparison::findMoves() {
  moves.emplace();
  FailureOr<SmallVector<Tensor>> exact = evaluate(nullptr);
  if (failed(exact))
    return;
  SmallVector<double> most(exact->size());
  for (unsigned seed : {1, 2, 3}) { // one draw may cancel, too
    Blur blur(seed, 1), stronger(seed, kStronger);
    FailureOr<SmallVector<Tensor>> moved = evaluate(&blur), movedMore = evaluate(&stronger);
    if (failed(moved) || failed(movedMore))
      return;
    for (auto [own, from, by, byStronger] : llvm::zip_equal(most, *exact, *moved, *movedMore))
      own = std::max(own, mostMoved(from, by, byStronger));
  }
  moves = std::move(most);
}

} // namespace vitc
