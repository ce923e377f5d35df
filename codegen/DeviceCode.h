//===-- DeviceCode.h: what a kernel's host code does with a GPU ----------------------------------===//
#ifndef VITC_CODEGEN_DEVICECODE_H
#define VITC_CODEGEN_DEVICECODE_H

#include <Halide.h>
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace vitc {

/// One GPU kernel that is launched.
struct GpuLaunch {
  std::string entry; // its name in the PTX module
  std::array<int64_t, 3> grid, block;
  int64_t sharedBytes = 0;
};

struct DeviceCode {
  std::string source; // of all GPU kernels: PTX
  std::vector<GpuLaunch> launches;
  /// The sum of what is taken from halide_device_malloc, each block rounded up to `vit::WorkspaceAttr::alignment`.
  uint64_t workspaceBytes = 0;
};

/// Reads that off `module`, as Halide has lowered it. Nothing where some of it depends on more than the kernel, where
/// a loop launches kernels, or where something is computed on the host.
std::optional<DeviceCode> deviceCode(const Halide::Module &module);

} // namespace vitc

#endif // VITC_CODEGEN_DEVICECODE_H
