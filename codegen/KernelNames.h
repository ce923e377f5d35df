//===-- KernelNames.h: names that Halide makes up, counted for each kernel by itself -----------===//
#ifndef VITC_CODEGEN_KERNELNAMES_H
#define VITC_CODEGEN_KERNELNAMES_H

#include <string>
#include <unordered_map>

namespace vitc {

/// Halide makes names unique by numbers, and orders by name what it keeps by name: the fields of a closure,
/// the loads before a loop. It counts over the whole process, so that a kernel's code would depend on what other
/// threads compile meanwhile (`f$9` comes after `f$10`, but `f$8` before `f$9`). While an object of this class
/// lives, the names that its thread asks for are numbered from 0 on: a kernel is the same code wherever and
/// whenever it is compiled. Functions of different kernels must not meet.
class KernelNames {
public:
  KernelNames();
  ~KernelNames();
  KernelNames(const KernelNames &) = delete;
  KernelNames &operator=(const KernelNames &) = delete;

  /// How often `prefix` was asked for before.
  unsigned next(const std::string &prefix) { return counts[prefix]++; }
  /// Whether Halide asks here at all, and not its own counters.
  bool areUsed() const;

private:
  std::unordered_map<std::string, unsigned> counts;
};

} // namespace vitc

#endif // VITC_CODEGEN_KERNELNAMES_H
