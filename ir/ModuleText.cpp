//===-- ModuleText.cpp ------------------------------------------------------------------------===//
#include "ir/ModuleText.h"
#include "ir/Files.h"
#include "ir/Interpreter.h"
#include "ir/VitOpsLayout.h"
#include "mlir/IR/BuiltinDialect.h"
#include "mlir/IR/DialectResourceBlobManager.h"
#include "mlir/Parser/Parser.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"

using namespace mlir;

namespace vitc {

//===-- Files of weights ----------------------------------------------------------------------===//

static vit::FileRangeAttr withPath(vit::FileRangeAttr range, StringRef path) {
  return vit::FileRangeAttr::get(range.getContext(), path, range.getOffset(), range.getLength(),
                                 range.getType());
}

/// What the value of `constant` is, or is computed from, where it is a `T`, becomes what `change` returns.
template <typename T>
static void changeParts(vit::ConstantOp constant, llvm::function_ref<Attribute(T)> change) {
  AttrTypeReplacer replacer;
  replacer.addReplacement([&](T part) { return change(part); });
  constant.setValueAttr(cast<TypedAttr>(replacer.replace(Attribute(constant.getValue()))));
}

void renameWeightFiles(ModuleOp module, llvm::function_ref<std::string(StringRef)> newName) {
  module.walk([&](vit::ConstantOp constant) {
    changeParts<vit::FileRangeAttr>(constant, [&](vit::FileRangeAttr range) {
      return withPath(range, newName(range.getPath()));
    });
  });
}

/// `path`, which leads from the working folder, as it leads from `folder`; an absolute one only if it is
/// there or below. Links are followed, for ".." of a link's folder is somewhere else.
static std::string pathFrom(StringRef folder, StringRef path) {
  using namespace llvm::sys;
  SmallString<256> from, to;
  StringRef parent = path::parent_path(path);
  if (fs::real_path(folder.empty() ? "." : folder, from) ||
      fs::real_path(parent.empty() ? "." : parent, to))
    return path.str();
  auto a = path::begin(from), b = path::begin(to);
  for (; a != path::end(from) && b != path::end(to) && *a == *b; ++a, ++b) {
  }
  if (path::is_absolute(path) && a != path::end(from))
    return path.str();
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

/// `text` is the path of the .mlir file.
static LogicalResult checkWeight(vit::ConstantOp constant, vit::FileRangeAttr range,
                                 StringRef text) {
  StringRef path = range.getPath();
  if (!llvm::sys::fs::exists(path)) {
    auto error = constant.emitError("there is no file '") << path << "' for this weight";
    SmallString<256> inFolder(llvm::sys::path::parent_path(text));
    llvm::sys::path::append(inFolder, path);
    if (!llvm::sys::path::is_absolute(path) && inFolder != path)
      error << " in the working folder, and no '" << inFolder << "', from the folder of '" << text
            << "'";
    return error << "; put it there, or correct the path";
  }
  auto bytes = Files::of(range.getContext()).read(range);
  if (bytes)
    return success();
  return constant.emitError(toString(bytes.takeError()))
         << "; is it the file that '" << text << "' was written for? Write both again, or correct "
         << "the path";
}

static LogicalResult checkComputed(vit::ConstantOp constant) {
  WalkResult walked = constant.getValue().walk([&](vit::ComputedAttr computed) {
    llvm::Error wrong = checkOp(computed);
    return wrong ? WalkResult(constant.emitError(toString(std::move(wrong))))
                 : WalkResult::advance();
  });
  return failure(walked.wasInterrupted());
}

/// The dense attribute of a value that is written as a resource; null after an error at `constant`.
static Attribute readResource(DenseResourceElementsAttr resource, vit::ConstantOp constant) {
  StringRef name = resource.getRawHandle().getKey();
  auto type = cast<RankedTensorType>(resource.getType());
  const AsmResourceBlob *blob = resource.getRawHandle().getBlob();
  if (!blob) {
    constant.emitError("the text does not have the values of dense_resource<")
        << name << ">: they are left out on standard output, and by MLIR's flags that elide; "
        << "write the stage with -o FILE, without these flags";
    return nullptr;
  }
  if (int64_t(blob->getData().size()) != tensorBytes(type)) {
    constant.emitError("dense_resource<")
        << name << "> has " << blob->getData().size() << " bytes, but " << type << " takes "
        << tensorBytes(type);
    return nullptr;
  }
  return Tensor(type, blob->getData()).toAttribute();
}

static LogicalResult readResources(vit::ConstantOp constant) {
  LogicalResult result = success();
  changeParts<DenseResourceElementsAttr>(
      constant, [&](DenseResourceElementsAttr resource) -> Attribute {
        Attribute dense = succeeded(result) ? readResource(resource, constant) : nullptr;
        if (!dense)
          result = failure();
        return dense ? dense : resource;
      });
  return result;
}

LogicalResult completeModule(ModuleOp module, StringRef path, bool needsWeights) {
  StringRef folder = llvm::sys::path::parent_path(path);
  renameWeightFiles(module, [&](StringRef file) { return findFile(file, folder); });
  WalkResult walked = module.walk([&](vit::ConstantOp constant) {
    if (failed(readResources(constant)) || failed(checkComputed(constant)))
      return WalkResult::interrupt();
    return constant.getValue().walk([&](vit::FileRangeAttr range) {
      return needsWeights ? WalkResult(checkWeight(constant, range, path)) : WalkResult::advance();
    });
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

namespace {

/// The resources of one text, each with the name of the node that its weight belongs to. Equal weights are
/// one resource.
class Resources {
public:
  explicit Resources(MLIRContext *context)
      : manager(DenseResourceElementsHandle::getManagerInterface(context).getBlobManager()),
        dialect(context->getLoadedDialect<BuiltinDialect>()) {}

  /// A resource of these bytes for `value`, or of none, which leaves them out of the text; `node` names it.
  TypedAttr get(TypedAttr value, StringRef node, std::optional<ArrayRef<char>> bytes) {
    TypedAttr &resource = resources[value];
    if (!resource) {
      auto type = cast<RankedTensorType>(value.getType());
      std::string name = node.empty() ? "constant" : node.str();
      std::optional<AsmResourceBlob> blob;
      if (bytes)
        blob = HeapAsmResourceBlob::allocateAndCopyWithAlign(*bytes,
                                                             elementBytes(type.getElementType()));
      resource = DenseResourceElementsAttr::get(
          type, make(bytes ? name : "not kept: " + name, std::move(blob)));
    }
    return resource;
  }

  size_t getCount() const { return resources.size(); }

private:
  /// Names that a parsed text gave to its resources are free again: nothing refers to these any more.
  DenseResourceElementsHandle make(StringRef name, std::optional<AsmResourceBlob> blob) {
    for (unsigned number = 0;; ++number) {
      std::string key = number ? (name + "_" + Twine(number)).str() : name.str();
      if (!taken.insert(key).second)
        continue;
      DialectResourceBlobManager::BlobEntry *entry = manager.lookup(key);
      if (!entry)
        return manager.insert<DenseResourceElementsHandle>(dialect, key, std::move(blob));
      if (!blob)
        continue; // bytes cannot be taken from it
      entry->setBlob(std::move(*blob));
      return DenseResourceElementsHandle(entry, dialect);
    }
  }

  DialectResourceBlobManager &manager;
  BuiltinDialect *dialect;
  llvm::DenseMap<Attribute, TypedAttr> resources;
  llvm::StringSet<> taken;
};

} // namespace

/// Literals of more elements come last in the text.
static constexpr int64_t mostInlineElements = 16;

static void moveLongLiterals(ModuleOp module, const OpPrintingFlags &flags, Resources &resources) {
  module.walk([&](vit::ConstantOp constant) {
    changeParts<DenseElementsAttr>(constant, [&](DenseElementsAttr dense) -> Attribute {
      bool isLong = !dense.isSplat() && dense.getNumElements() > mostInlineElements;
      if (!isLong || flags.shouldElideElementsAttr(dense))
        return dense;
      return resources.get(dense, nodeName(constant.getLoc()),
                           llvm::cantFail(Tensor::fromAttribute(dense)).getBytes());
    });
  });
}

/// Returns how many weights are left out because their files are `lost`.
static size_t leaveOut(ModuleOp module, ArrayRef<std::string> lost, Resources &resources) {
  size_t before = resources.getCount();
  module.walk([&](vit::ConstantOp constant) {
    changeParts<vit::FileRangeAttr>(constant, [&](vit::FileRangeAttr range) -> Attribute {
      if (!llvm::is_contained(lost, range.getPath()))
        return range;
      return resources.get(range, nodeName(constant.getLoc()), std::nullopt);
    });
  });
  return resources.getCount() - before;
}

void printModule(llvm::raw_ostream &os, ModuleOp module, const ModuleTextOptions &options) {
  if (!options.path.empty())
    renameWeightFiles(module, [&](StringRef file) {
      return pathFrom(llvm::sys::path::parent_path(options.path), file);
    });
  OpPrintingFlags flags; // as MLIR's own options say
  if (options.locations)
    flags.enableDebugInfo(/*enable=*/true, /*prettyForm=*/false);
  Resources resources(module.getContext());
  placeConstants(module);
  moveLongLiterals(module, flags, resources);
  if (size_t count = leaveOut(module, options.lost, resources))
    os << "// " << count << " weights that were computed for this text are not in it: "
       << "dense_resource<\"not kept: NAME\">. With -o FILE they are kept in a file beside FILE.\n";
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
