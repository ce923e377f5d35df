//===-- Target.cpp: names of machines ---------------------------------------------------------===//
#include "codegen/Target.h"
#include "codegen/targets/Cpus.h"
#include "codegen/targets/Cuda.h"
#include "ir/VitTargets.h"
#include "mlir/IR/Builders.h"
#include "runtime/model.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/TargetParser/Triple.h"
#include <set>

using namespace vitc;
using llvm::StringRef;

namespace {
const targets::Architecture *const architectures[] = {&targets::arm(), &targets::x86()};

/// That of this process.
const targets::Architecture &hostArchitecture() {
#if defined(__aarch64__)
  return targets::arm();
#else
  return targets::x86();
#endif
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
  std::string known;
  for (const targets::Architecture *architecture : architectures) {
    std::vector<StringRef> cpus = architecture->cpus();
    llvm::sort(cpus);
    known += "; of " + architecture->name().str() + " " + llvm::join(cpus, ", ");
  }
  return llvm::createStringError(
      "unknown target '" + text +
      "': known are host, all, cuda:sm_70, 75, 80, 86, 89, 90, and (with +feature "
      "or -feature behind them) CPUs" +
      known);
}
} // namespace

std::string vitc::symbolText(StringRef text) {
  std::string symbol;
  for (char c : text)
    symbol += llvm::isAlnum(c) ? c : '_';
  return symbol;
}

void targets::addFeatures(Target &target, llvm::ArrayRef<FeatureRow> table,
                          llvm::function_ref<bool(StringRef)> has) {
  std::set<std::string> known;
  for (const FeatureRow &row : table) {
    for (const char *name : row.needs)
      if (has(name))
        known.insert(name);
    if (!llvm::all_of(row.needs, has))
      continue;
    if (row.halide)
      target.halide += std::string("-") + row.halide;
    target.cpuFeatures |= row.bits;
  }
  target.features.assign(known.begin(), known.end());
}

StringRef Target::architecture() const {
  return StringRef(triple).starts_with("aarch64") ? "aarch64" : "x86-64";
}

bool Target::multipliesBytes() const {
  return cpuFeatures & (VITC_CPU_ZEN4 | VITC_CPU_SAPPHIRE_RAPIDS | VITC_CPU_ARM_DOTPROD);
}

StringRef Target::tileSums() const {
  if (cpuFeatures & VITC_CPU_AMX_INT8)
    return "vitc_tile_sums_amx";
  if (multipliesBytes())
    return "";
  return cpuFeatures & VITC_CPU_AVX512_VNNI ? "vitc_tile_sums_512"
         : cpuFeatures & VITC_CPU_AVX_VNNI  ? "vitc_tile_sums_256"
                                            : "";
}

bool Target::runsHere() const {
#if defined(__aarch64__)
  constexpr StringRef here = "aarch64";
#else
  constexpr StringRef here = "x86-64";
#endif
  return !isGpu() && architecture() == here && (cpuFeatures & ~vitc_cpu_features(cpuFeatures)) == 0;
}

StringRef Target::bfloatSums() const {
  return cpuFeatures & VITC_CPU_AMX_BF16      ? "vitc_bf16_tile_sums_amx"
         : cpuFeatures & VITC_CPU_AVX512_BF16 ? "vitc_bf16_tile_sums_512"
                                              : "";
}

bool Target::multipliesBFloats() const {
  return cpuFeatures & VITC_CPU_AMX_BF16 ||
         (cpuFeatures & VITC_CPU_AVX512_BF16 && !(cpuFeatures & VITC_CPU_SAPPHIRE_RAPIDS));
}

bool Target::wantsSignedBytes() const { return cpuFeatures & VITC_CPU_ARM_DOTPROD; }

llvm::Expected<Target> Target::parse(StringRef text) {
  if (text.starts_with(targets::cudaPrefix))
    return targets::parseCuda(text.drop_front(targets::cudaPrefix.size()));
  auto architectureOf = [](StringRef name) -> const targets::Architecture * {
    if (name == "host")
      return &hostArchitecture();
    const auto *found = llvm::find_if(
        architectures, [&](const targets::Architecture *own) { return own->isCpu(name); });
    return found == std::end(architectures) ? nullptr : *found;
  };
  const auto [name, changes] = divide(text, architectureOf);
  if (name.empty())
    return unknown(text);
  llvm::Expected<Target> target = architectureOf(name)->make(name, changes);
  if (!target)
    return llvm::createStringError("unknown target '" + text +
                                   "': " + llvm::toString(target.takeError()));
  target->name = text.str();
  return target;
}

Target Target::fromAttribute(vit::TargetAttr attribute) {
  std::vector<std::string> features;
  for (auto feature : attribute.getFeatures().getAsValueRange<mlir::StringAttr>())
    features.push_back(feature.str());
  if (attribute.getKind() == vit::TargetKind::cuda) {
    Target target = targets::cudaTarget(features[0]);
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
  const auto *architecture = llvm::find_if(
      architectures, [&](const targets::Architecture *own) { return own->has(features); });
  Target target = (*architecture)->fromFeatures(features);
  target.name = attribute.getName().str();
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
