// CompilationFiles.cpp: temporary files, and what becomes of those that a text names.
#include "driver/CompilationFiles.h"
#include "frontend/Importer.h"
#include "ir/Files.h"
#include "ir/ModuleText.h"
#include "ir/VitOpsLayout.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"

using namespace mlir;

namespace vitc {

bool CompilationFiles::isKept() const {
  return options.format == Format::MLIR && !isStream(options.output);
}

FailureOr<std::string> CompilationFiles::add(llvm::Expected<TemporaryFile> file, std::string name) {
  if (!file)
    return session.fail(toString(file.takeError()));
  temporaries.push_back({std::move(*file), std::move(name)});
  return temporaries.back().file.getPath();
}

LogicalResult CompilationFiles::make() {
  for (auto [stage, path] :
       {std::pair("imported", &imported), std::pair("simplified", &stages.simplified),
        std::pair("fused", &stages.fused), std::pair("program", &stages.program)}) {
    std::string name = isKept() ? options.output + "." + stage + ".weights" : std::string();
    FailureOr<std::string> made =
        add(isKept() ? TemporaryFile::beside(name) : TemporaryFile::create("weights"), name);
    if (failed(made))
      return failure();
    *path = *made;
  }
  if (!options.namedModel)
    return success();
  for (size_t size = 0; size < std::max<size_t>(options.imageSizes.size(), 1); ++size) {
    std::string name =
        isKept() ? randomWeightsFile(options.output + ".imported.weights", size) : "";
    if (failed(add(TemporaryFile::own(randomWeightsFile(imported, size)), name)))
      return failure();
  }
  return success();
}

LogicalResult CompilationFiles::makeAgain() {
  for (std::string *path : {&stages.simplified, &stages.fused, &stages.program}) {
    FailureOr<std::string> made = add(TemporaryFile::create("weights"));
    if (failed(made))
      return failure();
    *path = *made;
  }
  return success();
}

FailureOr<std::string> CompilationFiles::makeArtifact() {
  FailureOr<std::string> path = add(TemporaryFile::create("so"));
  if (failed(path))
    return failure();
  SmallString<128> header(*path);
  llvm::sys::path::replace_extension(header, ".h");
  if (failed(add(TemporaryFile::own(header.str().str()))))
    return failure();
  return path;
}

/// The files of weights that `module` names, with the first constant that lies in each.
static llvm::StringMap<vit::ConstantOp> weightFiles(ModuleOp module) {
  llvm::StringMap<vit::ConstantOp> files;
  module->walk([&](vit::ConstantOp constant) {
    constant.getValue().walk(
        [&](vit::FileRangeAttr range) { files.try_emplace(range.getPath(), constant); });
  });
  return files;
}

LogicalResult CompilationFiles::checkReplaced(ModuleOp module) {
  for (auto &[file, constant] : weightFiles(module)) {
    read.push_back(file.str());
    if (llvm::sys::fs::equivalent(file, options.output))
      return constant.emitError("the weight lies in '")
             << file << "', which the output would replace; choose another -o";
  }
  return success();
}

LogicalResult CompilationFiles::keepWeights(ModuleOp module) {
  llvm::StringMap<vit::ConstantOp> named = weightFiles(module);
  for (auto &[file, name] : temporaries) {
    std::string path = file.getPath();
    if (name.empty() || !named.contains(path))
      continue;
    for (StringRef other : read)
      if (llvm::sys::fs::equivalent(other, name))
        return session.fail("the output would replace the weights in '" + other + "', which '" +
                            modelPath(options) + "' refers to; choose another -o");
    if (auto error = file.keep(name))
      return session.fail(toString(std::move(error)));
    kept.push_back(name);
    renameWeightFiles(module,
                      [&, &name = name](StringRef old) { return old == path ? name : old.str(); });
  }
  return success();
}

void CompilationFiles::removeKept() {
  for (const std::string &name : kept)
    (void)llvm::sys::fs::remove(name); // what is reported is why
}

std::vector<std::string> CompilationFiles::getLost() const {
  std::vector<std::string> lost;
  for (const Temporary &temporary : temporaries)
    lost.push_back(temporary.file.getPath());
  return lost;
}

} // namespace vitc
