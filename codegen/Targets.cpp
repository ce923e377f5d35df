//===-- Targets.cpp: the machines that one artifact has code for ----------------------------------===//
#include "codegen/Targets.h"
#include "ir/VitTargets.h"

using namespace mlir;
using namespace vitc;

/// One CPU at most, and one GPU.
static llvm::Expected<Targets> divide(ArrayRef<Target> list) {
  const Target *cpu = nullptr, *gpu = nullptr;
  for (const Target &target : list) {
    const Target *&place = target.kind == vit::TargetKind::cpu ? cpu : gpu;
    if (place)
      return llvm::createStringError("'" + place->name + "' and '" + target.name +
                                     "' are targets of one kind: an artifact has code for one CPU "
                                     "and one GPU (name the oldest; newer ones run it)");
    place = &target;
  }
  Targets targets;
  if (gpu)
    targets.gpu = *gpu;
  if (cpu) {
    targets.cpu = *cpu;
    return targets;
  }
  llvm::Expected<Target> host = Target::parse("host");
  if (!host)
    return host.takeError();
  targets.cpu = std::move(*host);
  return targets;
}

std::string Targets::name() const { return gpu ? cpu.name + "," + gpu->name : cpu.name; }

llvm::Expected<Targets> Targets::parse(StringRef text) {
  SmallVector<StringRef> names;
  text.split(names, ',');
  SmallVector<Target> list;
  for (StringRef name : names) {
    llvm::Expected<Target> target = Target::parse(name);
    if (!target)
      return target.takeError();
    list.push_back(std::move(*target));
  }
  return divide(list);
}

llvm::Expected<Targets> Targets::fromAttribute(ArrayAttr targets) {
  SmallVector<Target> list;
  for (auto target : targets.getAsRange<vit::TargetAttr>())
    list.push_back(Target::fromAttribute(target));
  if (list.empty() || list.front().kind != vit::TargetKind::cpu)
    return llvm::createStringError("vit.targets: the first is a CPU");
  return divide(list);
}

ArrayAttr Targets::toAttribute(MLIRContext *context) const {
  SmallVector<Attribute> targets{cpu.toAttribute(context)};
  if (gpu)
    targets.push_back(gpu->toAttribute(context));
  return ArrayAttr::get(context, targets);
}
