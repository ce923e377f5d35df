//===-- Cpus.h: the CPUs that LLVM knows, of each architecture -----------------------------------===//
#ifndef VITC_CODEGEN_TARGETS_CPUS_H
#define VITC_CODEGEN_TARGETS_CPUS_H

#include "codegen/Target.h"

/// runtime/Cpu.c: those of the wanted VITC_CPU_* bits that this machine has. LLVM does not ask the kernel.
extern "C" uint64_t vitc_cpu_features(uint64_t wanted);

namespace vitc::targets {

/// A set of LLVM features, Halide's word for it, and the run-time check. Halide takes a word to
/// stand for all that LLVM knows of some CPU, so a word is only used where all of `needs` are there; null: it needs none.
struct FeatureRow {
  const char *halide;
  std::vector<const char *> needs;
  uint64_t bits;
};

/// Sets what follows from the features that `has` says are there: `target`'s features, Halide's words behind those it has, and
/// the bits.
void addFeatures(Target &target, llvm::ArrayRef<FeatureRow> table,
                 llvm::function_ref<bool(llvm::StringRef)> has);

/// The CPUs of an architecture.
class Architecture {
public:
  virtual ~Architecture() = default;
  /// As messages call it: "x86-64".
  virtual llvm::StringRef name() const = 0;
  /// Whether `--target` may name a CPU so.
  virtual bool isCpu(llvm::StringRef text) const = 0;
  /// All that it may be named, without `host`.
  virtual std::vector<llvm::StringRef> cpus() const = 0;
  /// The CPU `name`, or the one that this process runs on if that is "host", with `changes` (+feature or -feature); all but the
  /// target's name. The error names what is no feature.
  virtual llvm::Expected<Target> make(llvm::StringRef name,
                                      llvm::ArrayRef<llvm::StringRef> changes) const = 0;
  /// Whether a target with these `features` is one of it, and that target.
  virtual bool has(llvm::ArrayRef<std::string> features) const = 0;
  virtual Target fromFeatures(llvm::ArrayRef<std::string> features) const = 0;
};

const Architecture &x86();
const Architecture &arm();

} // namespace vitc::targets

#endif // VITC_CODEGEN_TARGETS_CPUS_H
