//===-- Arm.cpp: CPUs of AArch64 --------------------------------------------------------------===//
#include "codegen/targets/Cpus.h"
#include "runtime/model.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/TargetParser/AArch64TargetParser.h"
#if defined(__aarch64__)
#include <sys/auxv.h>
#endif

using namespace vitc;
using llvm::StringRef;
namespace AArch64 = llvm::AArch64;

namespace {
/// LLVM's name of NEON, which every CPU of version 8.0 has. Its vectors of 128 bits are all that code uses: most CPUs have none
/// that are longer.
constexpr StringRef baseline = "neon";

const std::vector<targets::FeatureRow> &featureTable() {
  static const std::vector<targets::FeatureRow> table = {
      {"arm_dot_prod", {"dotprod"}, VITC_CPU_ARM_DOTPROD},
      {"arm_fp16", {"fullfp16"}, VITC_CPU_ARM_FP16},
  };
  return table;
}

Target derive(llvm::function_ref<bool(StringRef)> has) {
  Target target;
  target.triple = "aarch64-unknown-linux-gnu";
  target.halide = "arm-64-linux";
  targets::addFeatures(target, featureTable(), has);
  target.features.insert(target.features.begin(), baseline.str());
  llvm::sort(target.features);
  target.vectorBits = 128;
  target.vectorRegisters = 32;
  return target;
}

/// LLVM's name of a feature has a '+' before it.
bool isEnabled(const AArch64::ExtensionSet &extensions, StringRef feature) {
  const auto extension = AArch64::targetFeatureToExtension(("+" + feature).str());
  return extension && extensions.Enabled.test(extension->ID);
}

/// By -march's name of an extension, as "+fp16", or by that of LLVM's feature, as "+fullfp16"; whether there is one.
bool change(AArch64::ExtensionSet &extensions, StringRef word) {
  const StringRef name = word.drop_front();
  const bool on = word[0] == '+';
  if (const auto extension = AArch64::targetFeatureToExtension(("+" + name).str())) {
    on ? extensions.enable(extension->ID) : extensions.disable(extension->ID);
    return true;
  }
  return extensions.parseModifier(((on ? "" : "no") + name).str());
}

/// What this process's CPU has of the features that make a difference, as the runtime finds it out (runtime/Cpu.c): LLVM does not
/// look for them.
void addHost(AArch64::ExtensionSet &extensions) {
  extensions.addArchDefaults(AArch64::ARMV8A);
#if defined(__aarch64__)
  const uint64_t has = getauxval(AT_HWCAP), fp16 = HWCAP_FPHP | HWCAP_ASIMDHP;
  if (has & HWCAP_ASIMDDP)
    extensions.enable(AArch64::AEK_DOTPROD);
  if ((has & fp16) == fp16)
    extensions.enable(AArch64::AEK_FP16);
#endif
}

class Arm : public targets::Architecture {
  StringRef name() const override { return "aarch64"; }

  bool isCpu(StringRef text) const override {
    return text == name() || (AArch64::parseArch(text) && text.starts_with("armv")) ||
           (AArch64::parseCpu(text) && text != "generic");
  }

  std::vector<StringRef> cpus() const override {
    llvm::SmallVector<StringRef> names;
    AArch64::fillValidCPUArchList(names);
    llvm::erase(names, "generic");
    names.push_back(name());
    for (const AArch64::ArchInfo *architecture : AArch64::ArchInfos)
      names.push_back(architecture->Name);
    return {names.begin(), names.end()};
  }

  llvm::Expected<Target> make(StringRef name, llvm::ArrayRef<StringRef> changes) const override {
    AArch64::ExtensionSet extensions;
    if (name == "host") {
      addHost(extensions);
    } else if (const auto cpu = AArch64::parseCpu(name)) {
      extensions.addCPUDefaults(*cpu);
    } else {
      extensions.addArchDefaults(name == this->name() ? AArch64::ARMV8A
                                                      : *AArch64::parseArch(name));
    }
    for (StringRef word : changes)
      if (!change(extensions, word))
        return llvm::createStringError(
            "'" + word.drop_front() +
            "' is no feature of an Arm CPU that LLVM knows (dotprod, fp16, i8mm, bf16, ...)");
    if (!isEnabled(extensions, baseline))
      return llvm::createStringError("it has no NEON (Advanced SIMD), which kernels need");
    return derive([&](StringRef feature) { return isEnabled(extensions, feature); });
  }

  bool has(llvm::ArrayRef<std::string> features) const override {
    return llvm::is_contained(features, baseline);
  }

  Target fromFeatures(llvm::ArrayRef<std::string> features) const override {
    return derive([&](StringRef feature) { return llvm::is_contained(features, feature); });
  }
};
} // namespace

const targets::Architecture &targets::arm() {
  static const Arm architecture;
  return architecture;
}
