//===-- HalideHost.h: what host code of Halide's calls, over the driver's interface ------------===//
#ifndef STANDIN_TESTS_HALIDEHOST_H
#define STANDIN_TESTS_HALIDEHOST_H

#include <cstdint>

/// Largest sum of live blocks that kernels took from halide_device_malloc since the last call, each rounded up to 256
/// bytes.
uint64_t takeDeviceScratchPeak();

#endif // STANDIN_TESTS_HALIDEHOST_H
