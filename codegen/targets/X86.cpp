//===-- X86.cpp: CPUs of x86-64 ---------------------------------------------------------------===//
#include "codegen/targets/Cpus.h"
#include "runtime/model.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/TargetParser/Host.h"
#include "llvm/TargetParser/X86TargetParser.h"

using namespace vitc;
using llvm::StringRef;

namespace {
using Features = llvm::StringMap<bool>;

const std::vector<targets::FeatureRow> &featureTable() {
  static const std::vector<targets::FeatureRow> table = {
      {"sse41", {"sse4.1", "ssse3"}, VITC_CPU_SSE41},
      {"avx", {"avx"}, VITC_CPU_AVX},
      {"f16c", {"f16c"}, VITC_CPU_F16C},
      {"fma", {"fma"}, VITC_CPU_FMA},
      // Halide's avx2 is a Haswell.
      {"avx2",
       {"avx2", "fma", "f16c", "bmi", "bmi2", "lzcnt", "movbe"},
       VITC_CPU_AVX2 | VITC_CPU_BMI},
      {"avx512", {"avx2", "avx512f", "avx512cd"}, VITC_CPU_AVX512_F | VITC_CPU_AVX512_CD},
      {"avx512_skylake",
       {"avx2", "avx512f", "avx512cd", "avx512bw", "avx512dq", "avx512vl"},
       VITC_CPU_AVX512_BW | VITC_CPU_AVX512_DQ | VITC_CPU_AVX512_VL},
      // sse4a keeps Intel's CPUs out, which lack some of what a Zen 4 has beside AVX-512.
      {"avx512_zen4",
       {"avx512vl", "avx512bw", "avx512dq", "avx512cd", "avx512ifma", "avx512vbmi", "avx512vbmi2",
        "avx512vnni", "avx512bitalg", "avx512vpopcntdq", "avx512bf16", "gfni", "vaes", "sse4a",
        "avx2"},
       VITC_CPU_AVX512_VNNI | VITC_CPU_AVX512_BF16 | VITC_CPU_ZEN4},
      // Of what LLVM's Sapphire Rapids has, all that LLVM uses unless it is asked not to. The rest (UINTR, WAITPKG, ...)
      // takes intrinsics that kernels do not have, and virtual machines often hide it.
      {"avx512_sapphirerapids",
       {"avx512vl", "avx512bw", "avx512dq", "avx512cd", "avx512ifma", "avx512vbmi", "avx512vbmi2",
        "avx512vnni", "avx512bitalg", "avx512vpopcntdq", "avx512bf16", "avx512fp16", "avxvnni",
        "gfni", "vaes", "vpclmulqdq", "sha", "adx", "avx2"},
       VITC_CPU_AVX512_VNNI | VITC_CPU_AVX512_BF16 | VITC_CPU_SAPPHIRE_RAPIDS},
      // Kernels call the runtime for these: Halide writes vpdpbusd for the two above alone, and its own loops of matrix tiles are
      // wrong in version 21 (Halide #8350).
      {nullptr, {"avx512f", "avx512vnni"}, VITC_CPU_AVX512_VNNI},
      {nullptr, {"avx2", "avxvnni"}, VITC_CPU_AVX_VNNI},
      {nullptr, {"amx-tile", "amx-int8"}, VITC_CPU_AMX_INT8},
      {nullptr, {"avx512f", "avx512bf16"}, VITC_CPU_AVX512_BF16},
      {nullptr, {"amx-tile", "amx-bf16"}, VITC_CPU_AMX_BF16},
  };
  return table;
}

/// Switches a feature on with all that it implies, or off with all that imply it.
void change(Features &features, StringRef name, bool on) {
  features[name] = on;
  llvm::X86::updateImpliedFeatures(name, on, features);
}

Target derive(const Features &features) {
  Target target;
  target.triple = "x86_64-unknown-linux-gnu";
  target.halide = "x86-64-linux";
  targets::addFeatures(target, featureTable(),
                       [&](StringRef name) { return features.lookup(name); });
  const bool avx512 = target.cpuFeatures & VITC_CPU_AVX512_VL;
  target.vectorBits = avx512 ? 512 : features.lookup("avx") ? 256 : 128;
  target.vectorRegisters = avx512 ? 32 : 16;
  return target;
}

/// Whether some CPU has the feature `name`.
bool isFeature(StringRef name) {
  llvm::SmallVector<StringRef> cpus, features;
  llvm::X86::fillValidCPUArchList(cpus, /*Only64Bit=*/true);
  for (StringRef cpu : cpus)
    llvm::X86::getFeaturesForCPU(cpu, features);
  return llvm::is_contained(features, name);
}

class X86 : public targets::Architecture {
  StringRef name() const override { return "x86-64"; }

  bool isCpu(StringRef text) const override {
    return llvm::X86::parseArchX86(text, /*Only64Bit=*/true) != llvm::X86::CK_None;
  }

  std::vector<StringRef> cpus() const override {
    llvm::SmallVector<StringRef> names;
    llvm::X86::fillValidCPUArchList(names, /*Only64Bit=*/true);
    return {names.begin(), names.end()};
  }

  llvm::Expected<Target> make(StringRef name, llvm::ArrayRef<StringRef> changes) const override {
    Features features;
    if (name == "host") {
      for (const auto &feature : llvm::sys::getHostCPUFeatures())
        if (feature.second)
          change(features, feature.first(), true);
      constexpr uint64_t tiles = VITC_CPU_AMX_INT8 | VITC_CPU_AMX_BF16;
      if (features.lookup("amx-tile") && !(vitc_cpu_features(tiles) & tiles))
        change(features, "amx-tile", false);
    } else {
      llvm::SmallVector<StringRef> enabled;
      llvm::X86::getFeaturesForCPU(name, enabled);
      for (StringRef feature : enabled)
        change(features, feature, true);
    }
    while (!changes.empty()) {
      // Some names have a dash: +amx-int8.
      StringRef word = changes.front();
      changes = changes.drop_front();
      if (!changes.empty() && !isFeature(word.drop_front()))
        if (const StringRef both(word.data(), changes.front().end() - word.begin());
            isFeature(both.drop_front())) {
          word = both;
          changes = changes.drop_front();
        }
      if (!isFeature(word.drop_front()))
        return llvm::createStringError("'" + word.drop_front() +
                                       "' is no feature of an x86 CPU that LLVM knows" +
                                       (name == "x86-64" && word.starts_with("-v")
                                            ? "; there are x86-64-v2, x86-64-v3 and x86-64-v4"
                                            : ""));
      change(features, word.drop_front(), word[0] == '+');
    }
    return derive(features);
  }

  /// What no other architecture has.
  bool has(llvm::ArrayRef<std::string>) const override { return true; }

  Target fromFeatures(llvm::ArrayRef<std::string> names) const override {
    Features features;
    for (const std::string &name : names)
      change(features, name, true);
    return derive(features);
  }
};
} // namespace

const targets::Architecture &targets::x86() {
  static const X86 architecture;
  return architecture;
}
