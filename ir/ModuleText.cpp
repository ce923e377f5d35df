//===-- ModuleText.cpp ------------------------------------------------------------------------===//
#include "ir/ModuleText.h"
#include "ir/Files.h"
#include "ir/Tensor.h"
#include "mlir/IR/BuiltinDialect.h"
#include "mlir/IR/DialectResourceBlobManager.h"
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

/// The dense attribute of a value that is written as a resource.
static LogicalResult readResource(vit::ConstantOp constant) {
  auto resource = dyn_cast<DenseResourceElementsAttr>(constant.getValue());
  if (!resource)
    return success();
  StringRef name = resource.getRawHandle().getKey();
  auto type = cast<RankedTensorType>(resource.getType());
  const AsmResourceBlob *blob = resource.getRawHandle().getBlob();
  if (!blob)
    return constant.emitError("the text does not have the values of dense_resource<")
           << name << ">: they are left out on standard output, and by MLIR's flags that elide; "
           << "write the stage with -o FILE, without these flags";
  if (int64_t(blob->getData().size()) != tensorBytes(type))
    return constant.emitError("dense_resource<")
           << name << "> has " << blob->getData().size() << " bytes, but " << type << " takes "
           << tensorBytes(type);
  constant.setValueAttr(Tensor(type, blob->getData()).toAttribute());
  return success();
}

LogicalResult completeModule(ModuleOp module, StringRef path, bool needsWeights) {
  StringRef folder = llvm::sys::path::parent_path(path);
  renameWeightFiles(module, [&](StringRef file) { return findFile(file, folder); });
  WalkResult walked = module.walk([&](vit::ConstantOp constant) {
    if (failed(readResource(constant)) || (needsWeights && failed(checkWeight(constant, folder))))
      return WalkResult::interrupt();
    return WalkResult::advance();
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

/// `name`, or with a number behind it, for what is printed as a resource without its bytes. A text that was
/// parsed may have had resources of these names.
static DenseResourceElementsHandle makeEmptyResource(MLIRContext *context, StringRef name) {
  auto &interface = DenseResourceElementsHandle::getManagerInterface(context);
  return interface.insert(name.empty() ? "weight" : name);
}

/// Returns how many weights are left out because their files are `lost`.
static size_t leaveOut(ModuleOp module, ArrayRef<std::string> lost) {
  llvm::DenseMap<Attribute, TypedAttr> leftOut;
  module.walk([&](vit::ConstantOp constant) {
    auto range = dyn_cast<vit::FileRangeAttr>(constant.getValue());
    if (!range || !llvm::is_contained(lost, range.getPath()))
      return;
    TypedAttr &attribute = leftOut[range];
    if (!attribute)
      attribute = DenseResourceElementsAttr::get(
          cast<ShapedType>(range.getType()),
          makeEmptyResource(module.getContext(), nodeName(constant.getLoc())));
    constant.setValueAttr(attribute);
  });
  return leftOut.size();
}

void printModule(llvm::raw_ostream &os, ModuleOp module, const ModuleTextOptions &options) {
  if (!options.path.empty())
    renameWeightFiles(module, [&](StringRef file) {
      return pathFrom(llvm::sys::path::parent_path(options.path), file);
    });
  if (size_t count = leaveOut(module, options.lost))
    os << "// " << count << " weights that were computed for this text are left out of it, as "
       << "dense_resource<NAME>: with -o FILE they are kept in a file beside FILE.\n";
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
