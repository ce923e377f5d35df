//===-- DeviceFunctions.h: what Halide does not know of a GPU ------------------------------------===//
#ifndef VITC_CODEGEN_DEVICEFUNCTIONS_H
#define VITC_CODEGEN_DEVICEFUNCTIONS_H

#include <Halide.h>
#include <vector>

namespace vitc {

/// Where `outputs` and what they read call the C library, calls CUDA's own functions instead (libdevice, which Halide
/// links into kernels). Conversions from and to bf16 become operations on bits: Halide has none for GPUs.
/// Conditions that read memory stay where they are.
void useDeviceFunctions(const std::vector<Halide::Func> &outputs);

} // namespace vitc

#endif // VITC_CODEGEN_DEVICEFUNCTIONS_H
