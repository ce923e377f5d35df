//===-- Yardstick.h: how many multiply-adds the machine does just now ---------------------------===//
#ifndef VITC_BENCH_KERNELS_YARDSTICK_H
#define VITC_BENCH_KERNELS_YARDSTICK_H

namespace vitc::bench {

/// GFLOP/s of a tile's inner loop over operands that lie in L1, in vectors of 512 bits (8 x 3 of them)
/// or 256 bits (4 x 3); takes some tens of microseconds.
double yardstick(int vectorBits);

} // namespace vitc::bench

#endif // VITC_BENCH_KERNELS_YARDSTICK_H
