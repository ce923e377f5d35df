//===-- Target.h: the machine that code is made for ----------------------------------------------===//
#ifndef VITC_CODEGEN_TARGET_H
#define VITC_CODEGEN_TARGET_H

#include "ir/VitSchedules.h"
#include "ir/VitTargets.h"
#include "llvm/Support/Error.h"
#include <optional>
#include <string>
#include <vector>

namespace vitc {

/// `text` with '_' for everything that a symbol of C may not hold.
std::string symbolText(llvm::StringRef text);

/// A machine, as schedules and both code generators see it: registers, vectors, features. In the
/// IR it is a #vit.target.
struct Target {
  std::string name;   // as --target says: host, x86-64-v3, x86-64-v4, cuda:sm_80, ...
  std::string triple; // LLVM's; of the host code for a GPU
  std::string halide; // Halide's target string, without the features of the calling convention
  std::vector<std::string> features; // LLVM's names of those that make a difference here, sorted
  uint64_t cpuFeatures = 0;          // VITC_CPU_* bits that the code needs at run time
  int vectorBits = 128;
  int vectorRegisters = 16;
  vit::TargetKind kind = vit::TargetKind::cpu;
  std::string suffix; // behind the names of its functions; "" for the only CPU of an artifact
  // Of a GPU: 32-bit registers of a thread, threads and shared memory of a block, threads of a warp. Cards
  // of one architecture differ in their multiprocessors: those of a common one, for cost models.
  int64_t threadRegisters = 0, blockThreads = 0, blockBytes = 0, warp = 0, multiprocessors = 0;
  /// What its tensor cores may make of f32 operands; nothing: what keeps f32's accuracy.
  std::optional<vit::TensorPrecision> precision;

  /// x86-64 or aarch64; of the host code for a GPU.
  llvm::StringRef architecture() const;
  bool isGpu() const { return kind != vit::TargetKind::cpu; }
  /// Of CUDA: 80 for sm_80.
  int capability() const;
  /// Has products computed with the precision "tf32", "f16" or "bf16", and says so in the name; whether there is one of
  /// that name, and tensor cores that have it.
  bool setPrecision(llvm::StringRef type);
  /// Whether this machine runs its code. A GPU's is not asked for.
  bool runsHere() const;
  /// Whether an instruction sums up four products of bytes (vpdpbusd, sdot), and Halide writes it.
  bool multipliesBytes() const;
  /// The runtime's function for sums of products of bytes (runtime/MatrixTiles.h), where an instruction multiplies matrices of them
  /// (tdpbusd), or sums up four, and Halide does not write it (vpdpbusd); else "".
  llvm::StringRef tileSums() const;
  /// Whether both bytes are signed for it (sdot); else the first is unsigned (vpdpbusd).
  bool wantsSignedBytes() const;
  /// The runtime's function for sums of products of bf16 (tdpbf16ps, vdpbf16ps); "" where no instruction multiplies them.
  llvm::StringRef bfloatSums() const;
  /// Whether these are faster than products of f32. On a Sapphire Rapids vdpbf16ps is not (bench/README.md): half as fast.
  bool multipliesBFloats() const;
  /// Whether panels are packed for such instructions, of bytes and of bf16: a target that shares them has one.
  bool packsForBytes = false, packsForBFloats = false;
  int lanes(int elementBits) const { return vectorBits / elementBits; }

  /// Parses `--target`: `host`, x86-64, x86-64-v2, -v3 (AVX2), -v4 (AVX-512), or the name of an x86
  /// CPU that LLVM knows; aarch64, armv8.2-a and the like, or the name of an Arm CPU; each with `+feature` / `-feature` behind
  /// it; or cuda:sm_80 and the like, from that on with +tf32, +f16 or +bf16 for products of a lower precision. The error lists
  /// what is known.
  static llvm::Expected<Target> parse(llvm::StringRef name);
  static Target fromAttribute(vit::TargetAttr attribute);
  vit::TargetAttr toAttribute(mlir::MLIRContext *context) const;
};

} // namespace vitc

#endif // VITC_CODEGEN_TARGET_H
