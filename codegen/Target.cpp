//===-- Target.cpp: names of machines ---------------------------------------------------------===//
#include "codegen/Target.h"
#include "ir/VitTargets.h"
#include "mlir/IR/Builders.h"
#include "runtime/model.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/TargetParser/Host.h"
#include "llvm/TargetParser/X86TargetParser.h"
#include <set>

using namespace vitc;
using llvm::StringRef;

namespace {
using Features = llvm::StringMap<bool>;

/// A set of LLVM features, Halide's word for it, and the run-time check. Halide takes a word to
/// stand for all that LLVM knows of some CPU, so a word is only used where `sufficient` features
/// are there.
struct FeatureRow {
  const char *halide;
  std::vector<const char *> needs;
  uint64_t bits;
};

const std::vector<FeatureRow> &featureTable() {
  static const std::vector<FeatureRow> table = {
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
      // Of what LLVM's Sapphire Rapids has, all that LLVM uses unless it is asked not to. The rest (AMX, UINTR, WAITPKG, ...)
      // takes intrinsics that kernels do not have, and virtual machines often hide it.
      {"avx512_sapphirerapids",
       {"avx512vl", "avx512bw", "avx512dq", "avx512cd", "avx512ifma", "avx512vbmi", "avx512vbmi2",
        "avx512vnni", "avx512bitalg", "avx512vpopcntdq", "avx512bf16", "avx512fp16", "avxvnni",
        "gfni", "vaes", "vpclmulqdq", "sha", "adx", "avx2"},
       VITC_CPU_AVX512_VNNI | VITC_CPU_AVX512_BF16 | VITC_CPU_SAPPHIRE_RAPIDS},
  };
  return table;
}

/// Switches a feature on with all that it implies, or off with all that imply it.
void change(Features &features, StringRef name, bool on) {
  features[name] = on;
  llvm::X86::updateImpliedFeatures(name, on, features);
}

void deriveFromFeatures(Target &target, const Features &features) {
  target.triple = "x86_64-unknown-linux-gnu";
  target.halide = "x86-64-linux";
  std::set<std::string> known;
  for (const FeatureRow &row : featureTable()) {
    for (const char *name : row.needs)
      if (features.lookup(name))
        known.insert(name);
    if (!llvm::all_of(row.needs, [&](const char *name) { return features.lookup(name); }))
      continue;
    target.halide += std::string("-") + row.halide;
    target.cpuFeatures |= row.bits;
  }
  target.features.assign(known.begin(), known.end());
  const bool avx512 = target.cpuFeatures & VITC_CPU_AVX512_VL;
  target.vectorBits = avx512 ? 512 : features.lookup("avx") ? 256 : 128;
  target.vectorRegisters = avx512 ? 32 : 16;
}

/// The name and the `+feature` / `-feature` behind it. Names contain dashes themselves.
std::pair<StringRef, llvm::SmallVector<StringRef>>
divide(StringRef text, llvm::function_ref<bool(StringRef)> isName) {
  size_t end = text.size();
  while (end != StringRef::npos && !isName(text.take_front(end)))
    end = end == 0 ? StringRef::npos : text.take_front(end).find_last_of("+-");
  if (end == StringRef::npos)
    return {};
  llvm::SmallVector<StringRef> changes;
  for (StringRef rest = text.drop_front(end); !rest.empty();) {
    const size_t next = rest.find_first_of("+-", 1);
    changes.push_back(rest.take_front(next));
    rest = next == StringRef::npos ? StringRef() : rest.drop_front(next);
  }
  return {text.take_front(end), changes};
}

llvm::Error unknown(StringRef text) {
  llvm::SmallVector<StringRef> cpus;
  llvm::X86::fillValidCPUArchList(cpus, /*Only64Bit=*/true);
  llvm::sort(cpus);
  return llvm::createStringError(
      "unknown target '" + text +
      "': known are host, all, cuda:sm_70, 75, 80, 86, 89, 90, and (with +feature "
      "or -feature behind them) " +
      llvm::join(cpus, ", "));
}

//===-- GPUs ----------------------------------------------------------------------------------===//

constexpr StringRef cudaPrefix = "cuda:";

/// An architecture, and the multiprocessors of a common card that has it.
struct Architecture {
  StringRef name;
  int64_t multiprocessors;
};
constexpr Architecture architectures[] = {{"sm_70", 80}, {"sm_75", 40},  {"sm_80", 108},
                                          {"sm_86", 84}, {"sm_89", 142}, {"sm_90", 132}};

/// Host code for any x86-64; device code for the newest architecture that Halide knows and the card has:
/// CUDA's driver compiles PTX for newer ones.
std::string halideForCuda(StringRef architecture) {
  int own = 0, newest = 70;
  architecture.drop_front(3).getAsInteger(10, own);
  for (int known : {75, 80, 86})
    newest = own >= known ? known : newest;
  return "x86-64-linux-cuda-cuda_capability_" + std::to_string(newest);
}

Target cudaTarget(StringRef architecture) {
  Target target;
  target.kind = vit::TargetKind::cuda;
  target.name = (cudaPrefix + architecture).str();
  target.triple = "x86_64-unknown-linux-gnu";
  target.halide = halideForCuda(architecture);
  target.features = {architecture.str()};
  target.suffix = ("_" + architecture).str();
  target.vectorBits = 128;
  target.vectorRegisters = 0;
  target.threadRegisters = 255;
  target.blockThreads = 1024;
  target.blockBytes = 48 << 10;
  target.warp = 32;
  return target;
}

/// "sm_80", or "sm_80+tf32"
llvm::Expected<Target> parseCuda(StringRef text) {
  const StringRef architecture = text.split('+').first, precision = text.split('+').second;
  const auto *known = llvm::find_if(
      architectures, [&](const Architecture &own) { return own.name == architecture; });
  if (known == std::end(architectures)) {
    llvm::SmallVector<std::string> names;
    for (const Architecture &own : architectures)
      names.push_back((cudaPrefix + own.name).str());
    return llvm::createStringError("unknown target '" + cudaPrefix + text + "': known are " +
                                   llvm::join(names, ", "));
  }
  Target target = cudaTarget(architecture);
  target.multiprocessors = known->multiprocessors;
  if (text != architecture && !target.setPrecision(precision))
    return llvm::createStringError("unknown target '" + cudaPrefix + text +
                                   "': behind the name of a GPU stands nothing, or, from "
                                   "sm_80 on, +tf32, +f16 or +bf16, the precision of products");
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
} // namespace

std::string vitc::symbolText(StringRef text) {
  std::string symbol;
  for (char c : text)
    symbol += llvm::isAlnum(c) ? c : '_';
  return symbol;
}

int Target::capability() const {
  int value = 0;
  StringRef(features.front()).substr(strlen("sm_")).getAsInteger(10, value);
  return value;
}

bool Target::setPrecision(StringRef type) {
  const auto own = vit::symbolizeTensorPrecision(type);
  if (!own || own == vit::TensorPrecision::tf32x3 || capability() < vit::firstTensorCores)
    return false;
  precision = own;
  features.push_back(type.str());
  name += "+" + type.str();
  return true;
}

bool Target::multipliesBytes() const { return cpuFeatures & VITC_CPU_AVX512_VNNI; }

llvm::Expected<Target> Target::parse(StringRef text) {
  if (text.starts_with(cudaPrefix))
    return parseCuda(text.drop_front(cudaPrefix.size()));
  auto isName = [](StringRef name) {
    return name == "host" ||
           llvm::X86::parseArchX86(name, /*Only64Bit=*/true) != llvm::X86::CK_None;
  };
  const auto [name, changes] = divide(text, isName);
  if (name.empty())
    return unknown(text);

  Target target;
  target.name = text.str();
  Features features;
  if (name == "host") {
    for (const auto &feature : llvm::sys::getHostCPUFeatures())
      if (feature.second)
        change(features, feature.first(), true);
  } else {
    llvm::SmallVector<StringRef> enabled;
    llvm::X86::getFeaturesForCPU(name, enabled);
    for (StringRef feature : enabled)
      change(features, feature, true);
  }
  for (StringRef word : changes) {
    if (!isFeature(word.drop_front()))
      return llvm::createStringError("unknown target '" + text + "': '" + word.drop_front() +
                                     "' is no feature of an x86 CPU that LLVM knows");
    change(features, word.drop_front(), word[0] == '+');
  }
  deriveFromFeatures(target, features);
  return target;
}

Target Target::fromAttribute(vit::TargetAttr attribute) {
  if (attribute.getKind() == vit::TargetKind::cuda) {
    auto features = llvm::to_vector(attribute.getFeatures().getAsValueRange<mlir::StringAttr>());
    Target target = cudaTarget(features[0]);
    if (features.size() > 1)
      target.setPrecision(features[1]);
    target.name = attribute.getName().str();
    target.vectorBits = static_cast<int>(attribute.getVectorBits());
    target.threadRegisters = attribute.getThreadRegisters();
    target.blockThreads = attribute.getBlockThreads();
    target.blockBytes = attribute.getBlockBytes();
    target.warp = attribute.getWarp();
    target.multiprocessors = attribute.getMultiprocessors();
    return target;
  }
  Target target;
  target.name = attribute.getName().str();
  Features features;
  for (auto feature : attribute.getFeatures().getAsRange<mlir::StringAttr>())
    change(features, feature, true);
  deriveFromFeatures(target, features);
  target.vectorBits = static_cast<int>(attribute.getVectorBits());
  target.vectorRegisters = static_cast<int>(attribute.getVectorRegisters());
  return target;
}

vit::TargetAttr Target::toAttribute(mlir::MLIRContext *context) const {
  mlir::Builder builder(context);
  llvm::SmallVector<StringRef> names(features.begin(), features.end());
  return vit::TargetAttr::get(context, kind, builder.getStringAttr(name), vectorBits,
                              vectorRegisters, threadRegisters, blockThreads, blockBytes, warp,
                              multiprocessors, builder.getStrArrayAttr(names));
}
