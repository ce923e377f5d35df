//===-- FittingPairs.h: weights whose products with bytes add up in 16 bits, two by two ---------------===//
#ifndef VITC_IR_FITTINGPAIRS_H
#define VITC_IR_FITTINGPAIRS_H

#include "ir/Tensor.h"

namespace vitc {

/// What the positive ones, or the negative ones, of two neighbours in a column of i8 may add up to, for 255 times as much to
/// fit 16 bits.
constexpr int64_t mostOfPair = 128;

/// The first of two rows of `weight` ([K, N] of i8, K even) that are more than that in some column; none if all fit.
std::optional<int64_t> pairTooLarge(const Tensor &weight);

} // namespace vitc

#endif // VITC_IR_FITTINGPAIRS_H
