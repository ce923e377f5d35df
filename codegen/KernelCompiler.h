//===-- KernelCompiler.h: from a vit.kernel to native code, through Halide -----------------------===//
#ifndef VITC_CODEGEN_KERNELCOMPILER_H
#define VITC_CODEGEN_KERNELCOMPILER_H

#include "codegen/DeviceCode.h"
#include "codegen/Target.h"
#include "ir/VitOpsProgram.h"
#include <functional>

namespace vitc {

/// What a kernel is compiled to. Texts are made only when asked for.
struct CompiledKernel {
  std::string symbol;   // the function's name in the object
  std::string object;   // bytes of a relocatable object file
  std::string stmt;     // Halide's lowered statement
  std::string assembly; // assembly text
  // For a GPU:
  std::string ptx;                    // the module of its GPU kernels
  std::vector<GpuLaunch> gpuLaunches; // in the order in which they run
  /// What computes its prepared workspaces, without texts but PTX: none, or one.
  std::vector<CompiledKernel> preparation;
};

class KernelCache;

struct KernelOptions {
  bool emitStmt = false;
  bool emitAssembly = false;
  /// Called before a kernel is compiled, in its thread: for tests.
  std::function<void(vit::KernelOp)> before;
  /// Of `compileKernels`: where kernels without texts are looked up before they are compiled, or null.
  KernelCache *cache = nullptr;
};

/// The C function that the kernel of this name is on `target`.
std::string kernelSymbol(llvm::StringRef kernel, const Target &target);
/// The one that computes what it has prepared.
std::string preparationSymbol(llvm::StringRef kernel, const Target &target);

/// Compiles `kernel` as the C function
///   int SYMBOL(void *worker, uint8_t *workspace, halide_buffer_t *operand0, ..., halide_buffer_t *result0, ...)
/// `workspace` is where the schedule's workspaces of a launch lie; those of a thread come from halide_malloc. Of a
/// buffer only the host address is read. Results overlap neither operands nor each other: the last vector of a row
/// may write elements again that the one before has written. The kernel's name is none of libm's. Buffers are dense,
/// dimension 0 is the tensor's last; i1 tensors are one byte an element. The object
/// leaves halide_do_par_for, halide_malloc, halide_free, halide_device_host_nop_free, halide_error, vitc_tile_sums_*, vitc_bf16_tile_sums_*
/// (runtime/MatrixTiles.h) and libc's functions open.
///
/// For a GPU the object holds host code for any x86-64, and SYMBOL ends in the target's suffix. There is no argument
/// `workspace`: workspaces of a launch come from halide_device_malloc, all freed at the end. Of a buffer the device
/// address is read alone; nothing is computed on the host. The object leaves halide_cuda_initialize_kernels, _run,
/// _finalize_kernels and _device_interface, halide_copy_to_device, halide_device_malloc, _free and
/// _free_as_destructor open. halide_copy_to_device is called for every buffer; one that has no device address is a
/// constant of the kernel, in the object: it has to be given device memory, once, and copied there.
///
/// Where its schedule has prepared workspaces, these are operands behind the others, and there is another function
///   int PREPARATION_SYMBOL(void *worker, halide_buffer_t *operand0, ..., halide_buffer_t *workspace0, ...)
/// of those operands of the kernel that they name, in order.
///
/// Its loops are those of its schedule for `target`, and it takes no more memory than the schedule's workspaces have.
/// Fails with a diagnostic at the op that has no algorithm, or that says which limit the schedule breaks. Does not
/// depend on anything outside the kernel, so several kernels may be compiled at a time.
mlir::FailureOr<CompiledKernel> compileKernel(vit::KernelOp kernel, const Target &target,
                                              const KernelOptions &options = {});

} // namespace vitc

#endif // VITC_CODEGEN_KERNELCOMPILER_H
