//===-- DeviceInstructions.h: instructions of a GPU that Halide has no word for -----------------===//
//
// Halide has no inline assembly, links no device code of its callers, and its calls have one result. So an instruction
// stands in Halide's IR as calls of functions that do not exist, one for each of its results, one after the other; LLVM
// makes calls of them in PTX, and what they stand for is written in their place. All that Halide knows goes on to hold:
// bounds, copies, barriers, loops, whatever else a kernel computes.
#ifndef VITC_CODEGEN_DEVICEINSTRUCTIONS_H
#define VITC_CODEGEN_DEVICEINSTRUCTIONS_H

#include "ir/VitSchedules.h"
#include <Halide.h>
#include <array>
#include <optional>
#include <string>

namespace vitc {

/// An f32 rounded to the 11 bits of a tf32, ties away from zero.
Halide::Expr roundToTf32(const Halide::Expr &value);

/// Two f32 rounded to f16 or bf16, ties to even, in a 32-bit word: `low` in its lower half.
Halide::Expr packHalves(vit::TensorPrecision precision, const Halide::Expr &low,
                        const Halide::Expr &high);

/// What a `multiplyAdd` computes: rows and columns of sums, of so many words of k; threads that have a row of the sums.
namespace mma {
inline constexpr int rows = 16, columns = 8, words = 8, threads = 4;
} // namespace mma
/// Steps of k in a word: one tf32, or two halves.
constexpr int stepsPerWord(vit::TensorPrecision precision) {
  return precision == vit::TensorPrecision::f16 || precision == vit::TensorPrecision::bf16 ? 2 : 1;
}

/// What a thread has of D = A B + C for a warp: D and C 16 x 8 sums in f32; A 16 x 8 and B 8 x 8 words, a word being
/// one tf32 or two halves that follow each other in k. With g = lane / 4 and t = lane % 4, a thread has
///   c0, c1: row g, columns 2 t and 2 t + 1     c2, c3: row g + 8
///   a0: row g, word t   a1: row g + 8, word t   a2: row g, word t + 4   a3: row g + 8, word t + 4
///   b0: word t, column g   b1: word t + 4, column g
/// (PTX ISA, "Matrix fragments for mma.m16n8k8", "m16n8k16"). They are to be the values of a function that is updated by
/// them: Halide stores each before it computes the next, and all but the first are named by that one.
///
/// tf32x3 takes words, which are f32, apart: `big` is the first 11 bits, `small` the next 11, of what is left. It sums up
/// small * big, big * small and big * big.
std::array<Halide::Expr, 4> multiplyAdd(vit::TensorPrecision precision,
                                        const std::array<Halide::Expr, 4> &c,
                                        const std::array<Halide::Expr, 4> &a,
                                        const std::array<Halide::Expr, 2> &b);

/// 2^x, to the last place or two; 0 where it would be denormal.
Halide::Expr exp2OfDevice(const Halide::Expr &x);

/// The largest, or the sum, of what the four threads of a warp that share the rows of a `multiplyAdd` have of `value`: each
/// gets it. All threads of the warp are to come to it together.
Halide::Expr maximumOfQuad(const Halide::Expr &value);
Halide::Expr sumOfQuad(const Halide::Expr &value);

/// `value`, which a block copies to shared memory in a loop: by copies that are on the way for `stages` - 1 steps before
/// they are used (AsyncCopies.h). It is a load of what no kernel writes meanwhile.
Halide::Expr copyAsync(const Halide::Expr &value, int stages);
/// An expression that is such a copy.
struct AsyncCopy {
  Halide::Expr value;
  int stages = 0;
};
std::optional<AsyncCopy> asyncCopy(const Halide::Expr &value);

/// cp.async: starts a copy of 16 bytes from the place of the load `from`, of one element, to the byte `to` of shared memory;
/// makes a group of those that a thread has started; waits until no more than the last `groups` are on the way.
Halide::Internal::Stmt startCopy(const Halide::Expr &to, const Halide::Expr &from);
Halide::Internal::Stmt commitCopies();
Halide::Internal::Stmt waitForCopies(int groups);

/// Arguments for Halide's LLVM by which calls that all threads of a warp have to come to together are `convergent`: no pass
/// sinks them into a branch, or makes two of one. Behind LLVM, instructions stand in their place, of which the assembler knows
/// the same; barriers are LLVM's own.
std::string convergentCalls();

/// Whether a call is an instruction.
bool isDeviceInstruction(const Halide::Internal::Call &call);

/// `module`, as Halide has lowered it, with the instructions in the PTX of its GPU kernels.
Halide::Module withDeviceInstructions(const Halide::Module &module);

/// PTX with the instructions in place of calls. Throws Halide::InternalError where calls are none of one instruction's.
std::string writeDeviceInstructions(const std::string &ptx);

} // namespace vitc

#endif // VITC_CODEGEN_DEVICEINSTRUCTIONS_H
