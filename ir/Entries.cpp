//===-- Entries.cpp -------------------------------------------------------------------------------===//
#include "ir/Entries.h"
#include "ir/VitOpsProgram.h"

using namespace mlir;

namespace vitc {

SmallVector<func::FuncOp> entriesOf(ModuleOp module) {
  auto main = module.lookupSymbol<func::FuncOp>("main");
  if (!main || main.isExternal())
    return {};
  SmallVector<func::FuncOp> entries{main};
  for (auto function : module.getOps<func::FuncOp>())
    if (function != main && !function.isExternal())
      entries.push_back(function);
  return entries;
}

int64_t imagesOf(func::FuncOp entry) {
  auto module = entry->getParentOfType<ModuleOp>();
  if (auto program = vit::ProgramOp::of(module))
    for (auto own : program.getBody().getOps<vit::EntryOp>())
      if (own.getFunctionAttr().getAttr() == entry.getSymNameAttr())
        return own.getImages();
  for (Operation *op : {entry.getOperation(), module.getOperation()})
    if (auto images = op->getAttrOfType<IntegerAttr>("vit.batch"))
      return images.getInt();
  return 1;
}

/// "main_8x3x224x224": by what tells entries apart most often.
static std::string nameOfEntry(func::FuncOp entry) {
  std::string name = "main";
  llvm::raw_string_ostream os(name);
  if (entry.getNumArguments())
    llvm::interleave(cast<RankedTensorType>(entry.getArgumentTypes().front()).getShape(), os << '_',
                     "x");
  return name;
}

static LogicalResult checkDifferent(ArrayRef<func::FuncOp> entries) {
  llvm::DenseMap<Type, func::FuncOp> known;
  for (func::FuncOp entry : entries)
    if (!known.try_emplace(entry.getFunctionType(), entry).second)
      return entry.emitError("two entries of the artifact would take the same shapes, ")
             << describeEntry(entry)
             << ": the model does not leave open what --batch, --image-size or --input-shape say";
  return success();
}

LogicalResult mergeEntries(ModuleOp module, ArrayRef<OwningOpRef<ModuleOp>> others) {
  if (others.empty())
    return success();
  auto moveImages = [](ModuleOp from) {
    auto main = from.lookupSymbol<func::FuncOp>("main");
    if (Attribute images = from->removeAttr("vit.batch"))
      main->setAttr("vit.batch", images);
    return main;
  };
  SmallVector<func::FuncOp> entries{moveImages(module)};
  SymbolTable symbols(module);
  for (const OwningOpRef<ModuleOp> &other : others) {
    func::FuncOp entry = moveImages(*other);
    entry->remove();
    entry.setSymName(nameOfEntry(entry));
    symbols.insert(entry);
    entries.push_back(entry);
  }
  return checkDifferent(entries);
}

OwningOpRef<ModuleOp> extractEntry(ModuleOp module, func::FuncOp entry) {
  OwningOpRef<ModuleOp> copy = module.clone();
  const StringAttr name = entry.getSymNameAttr();
  const auto main = StringAttr::get(module.getContext(), "main");
  if (auto program = vit::ProgramOp::of(*copy))
    for (auto own : llvm::make_early_inc_range(program.getBody().getOps<vit::EntryOp>())) {
      if (own.getFunctionAttr().getAttr() == name)
        own.setFunctionAttr(FlatSymbolRefAttr::get(main));
      else
        own.erase();
    }
  for (func::FuncOp own : entriesOf(*copy))
    if (own.getSymNameAttr() != name)
      own.erase();
  auto kept = copy->lookupSymbol<func::FuncOp>(name);
  kept.setSymNameAttr(main);
  if (Attribute images = kept->removeAttr("vit.batch"))
    copy->getOperation()->setAttr("vit.batch", images);
  return copy;
}

std::string describeEntry(func::FuncOp entry) {
  std::string text;
  llvm::raw_string_ostream os(text);
  const int64_t images = imagesOf(entry);
  llvm::interleave(
      entry.getArgumentTypes(), os,
      [&](Type type) {
        auto shape = llvm::to_vector(cast<RankedTensorType>(type).getShape());
        if (!shape.empty() && shape.front() % images == 0)
          shape.front() /= images;
        llvm::interleave(shape, os, "x");
      },
      ", ");
  return (images == 1 ? "1 image of " : std::to_string(images) + " images of ") + text;
}

} // namespace vitc
