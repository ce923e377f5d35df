//===-- Targets.cpp: the machines that one artifact has code for ----------------------------------===//
#include "codegen/Targets.h"
#include "ir/VitTargets.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/ADT/bit.h"

using namespace mlir;
using namespace vitc;

/// Any number of CPUs, and one GPU at most.
static llvm::Expected<Targets> divide(ArrayRef<Target> list) {
  Targets targets;
  for (const Target &target : list) {
    if (!target.isGpu()) {
      targets.cpus.push_back(target);
      continue;
    }
    if (targets.gpu)
      return llvm::createStringError("'" + targets.gpu->name + "' and '" + target.name +
                                     "' are both GPUs: an artifact has code for one (name the "
                                     "oldest; newer ones run it)");
    targets.gpu = target;
  }
  if (targets.cpus.empty()) {
    llvm::Expected<Target> host = Target::parse("host");
    if (!host)
      return host.takeError();
    targets.cpus.push_back(std::move(*host));
  }
  for (const Target *target : targets.all())
    if (const Target &first = targets.cpus.front(); target->architecture() != first.architecture())
      return llvm::createStringError(
          "'" + first.name + "' is a CPU of " + first.architecture() + ", and '" + target->name +
          (target->isGpu() ? "' has host code for " : "' one of ") + target->architecture() +
          ": an artifact has code for one architecture");
  llvm::StringSet<> suffixes;
  for (Target &cpu : targets.cpus) {
    if (llvm::count_if(targets.cpus, [&](const Target &own) { return own.name == cpu.name; }) > 1)
      return llvm::createStringError("the target '" + cpu.name + "' is named twice");
    if (targets.cpus.size() == 1)
      break; // the functions of the only CPU have kernels' own names
    cpu.suffix = "_" + symbolText(cpu.name);
    while (!suffixes.insert(cpu.suffix).second)
      cpu.suffix += "_";
  }
  return targets;
}

static std::pair<int, int> demandOf(const Target &cpu) {
  return {cpu.vectorBits, llvm::popcount(cpu.cpuFeatures)};
}

std::vector<const Target *> Targets::all() const {
  std::vector<const Target *> result;
  for (const Target &cpu : cpus)
    result.push_back(&cpu);
  if (gpu)
    result.push_back(&*gpu);
  return result;
}

std::string Targets::name() const {
  std::string names;
  for (const Target *target : all())
    names += (names.empty() ? "" : ",") + target->name;
  return names;
}

llvm::Expected<Targets> Targets::parse(StringRef text) {
  SmallVector<StringRef> names;
  for (StringRef name : llvm::split(text, ',')) {
    name = name.trim();
    if (name.empty())
      return llvm::createStringError("--target=" + text + ": a name is empty");
    if (name == "all")
      llvm::append_range(names, ArrayRef<StringRef>{"x86-64-v2", "x86-64-v3", "x86-64-v4"});
    else
      names.push_back(name);
  }
  SmallVector<Target> list;
  for (StringRef name : names) {
    llvm::Expected<Target> target = Target::parse(name);
    if (!target)
      return target.takeError();
    list.push_back(std::move(*target));
  }
  llvm::Expected<Targets> targets = divide(list);
  if (targets)
    llvm::sort(targets->cpus, [](const Target &a, const Target &b) {
      return std::tuple(demandOf(a), a.name) < std::tuple(demandOf(b), b.name);
    });
  return targets;
}

llvm::Expected<Targets> Targets::fromAttribute(ArrayAttr targets) {
  SmallVector<Target> list;
  for (auto target : targets.getAsRange<vit::TargetAttr>()) {
    list.push_back(Target::fromAttribute(target));
    for (auto feature : target.getFeatures().getAsValueRange<StringAttr>())
      if (!llvm::is_contained(list.back().features, feature))
        return llvm::createStringError("vit.targets: '" + list.back().name + "' has the feature '" +
                                       feature + "', which makes no difference on " +
                                       list.back().architecture());
  }
  const auto isCpu = [](const Target &target) { return !target.isGpu(); };
  if (list.empty() || !isCpu(list.front()) || !std::is_partitioned(list.begin(), list.end(), isCpu))
    return llvm::createStringError("vit.targets: CPUs come first");
  for (size_t i = 1; i < list.size() && isCpu(list[i]); ++i)
    if (demandOf(list[i]) < demandOf(list[i - 1]))
      return llvm::createStringError("vit.targets: '" + list[i].name + "' asks for less than '" +
                                     list[i - 1].name +
                                     "' and stands behind it, but a context takes the last that "
                                     "its CPU runs");
  return divide(list);
}

ArrayAttr Targets::toAttribute(MLIRContext *context) const {
  return ArrayAttr::get(context, llvm::map_to_vector(all(), [&](const Target *target) {
                          return Attribute(target->toAttribute(context));
                        }));
}
