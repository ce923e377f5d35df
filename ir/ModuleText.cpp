//===-- ModuleText.cpp ------------------------------------------------------------------------===//
#include "ir/ModuleText.h"
#include "ir/Files.h"
#include "mlir/Parser/Parser.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"

using namespace mlir;

namespace vitc {

//===-- Files of weights ----------------------------------------------------------------------===//

static vit::FileRangeAttr withPath(vit::FileRangeAttr range, StringRef path) {
  return vit::FileRangeAttr::get(range.getContext(), path, range.getOffset(), range.getLength(),
                                 range.getType());
}

void renameWeightFiles(ModuleOp module, llvm::function_ref<std::string(StringRef)> newName) {
  module.walk([&](vit::ConstantOp constant) {
    if (auto range = dyn_cast<vit::FileRangeAttr>(constant.getValue()))
      constant.setValueAttr(withPath(range, newName(range.getPath())));
  });
}

/// `path`, which leads from the working folder, as it leads from `folder`: links are followed, for ".."
/// of a link's folder is somewhere else.
static std::string pathFrom(StringRef folder, StringRef path) {
  using namespace llvm::sys;
  SmallString<256> from, to;
  StringRef parent = path::parent_path(path);
  if (path::is_absolute(path) || fs::real_path(folder.empty() ? "." : folder, from) ||
      fs::real_path(parent.empty() ? "." : parent, to))
    return path.str();
  auto a = path::begin(from), b = path::begin(to);
  for (; a != path::end(from) && b != path::end(to) && *a == *b; ++a, ++b) {
  }
  SmallString<256> result;
  for (; a != path::end(from); ++a)
    path::append(result, "..");
  for (; b != path::end(to); ++b)
    path::append(result, *b);
  path::append(result, path::filename(path));
  return result.str().str();
}

/// Where a weight lies that a text in `folder` names: there, or else seen from the working folder.
static std::string findFile(StringRef path, StringRef folder) {
  SmallString<256> inFolder(folder);
  llvm::sys::path::append(inFolder, path);
  bool isThere = !llvm::sys::path::is_absolute(path) && llvm::sys::fs::exists(inFolder);
  return isThere ? inFolder.str().str() : path.str();
}

static LogicalResult checkWeight(vit::ConstantOp constant, StringRef folder) {
  auto range = dyn_cast<vit::FileRangeAttr>(constant.getValue());
  if (!range)
    return success();
  StringRef path = range.getPath();
  if (llvm::sys::fs::exists(path)) {
    auto bytes = Files::get().read(range);
    return bytes ? success() : LogicalResult(constant.emitError(toString(bytes.takeError())));
  }
  auto error = constant.emitError("there is no file '") << path << "' for this weight";
  if (!llvm::sys::path::is_absolute(path) && !folder.empty())
    error << ", neither in '" << folder << "', the folder of the .mlir file, nor in the working "
          << "folder";
  return error << "; put it there, or correct the path";
}

LogicalResult completeModule(ModuleOp module, StringRef path, bool needsWeights) {
  StringRef folder = llvm::sys::path::parent_path(path);
  renameWeightFiles(module, [&](StringRef file) { return findFile(file, folder); });
  WalkResult walked = module.walk([&](vit::ConstantOp constant) {
    return needsWeights ? WalkResult(checkWeight(constant, folder)) : WalkResult::advance();
  });
  return failure(walked.wasInterrupted());
}

//===-- Text ----------------------------------------------------------------------------------===//

void placeConstants(Operation *root) {
  llvm::DenseSet<Operation *> placed;
  root->walk([&](Block *block) {
    for (Operation &op : *block)
      for (Value operand : op.getOperands())
        if (auto constant = operand.getDefiningOp<vit::ConstantOp>())
          if (constant->getBlock() == block && placed.insert(constant).second)
            constant->moveBefore(&op);
  });
}

void printModule(llvm::raw_ostream &os, ModuleOp module, const ModuleTextOptions &options) {
  if (!options.path.empty())
    renameWeightFiles(module, [&](StringRef file) {
      return pathFrom(llvm::sys::path::parent_path(options.path), file);
    });
  OpPrintingFlags flags; // as MLIR's own options say
  if (options.locations)
    flags.enableDebugInfo(/*enable=*/true, /*prettyForm=*/false);
  module.print(os, flags);
  os << '\n';
}

OwningOpRef<ModuleOp> parseModule(StringRef path, MLIRContext *context) {
  auto module = parseSourceFile<ModuleOp>(path, context);
  if (module && failed(completeModule(*module, path, /*needsWeights=*/true)))
    return nullptr;
  return module;
}

} // namespace vitc
