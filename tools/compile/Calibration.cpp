// Calibration.cpp: on what a model of quantised products is measured.
#include "Calibration.h"
#include "../run/Error.h"
#include "../run/Image.h"
#include "Check.h"
#include "codegen/ModelDescription.h"
#include "ir/Entries.h"
#include "ir/Files.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"

using namespace mlir;

namespace vitc {
namespace {

using Passes = std::vector<SmallVector<Tensor>>;

bool isArray(StringRef path) { return path.ends_with(".npy") || path.ends_with(".npz"); }

/// Arrays for `entry`; none where they are those of another.
FailureOr<Passes> readArrays(StringRef path, func::FuncOp entry) {
  const auto module = entry->getParentOfType<ModuleOp>();
  const auto fitting = entriesInReference(path, entriesOf(module));
  if (failed(fitting))
    return failure();
  return llvm::is_contained(*fitting, entry) ? readInputs(path, entry) : Passes();
}

/// The pictures, prepared as `entry` takes them.
FailureOr<Passes> readPictures(const std::vector<std::string> &files, func::FuncOp entry) {
  const std::vector<TensorDescription> descriptions = describeInputs(entry);
  std::vector<vitc_tensor_info> inputs;
  for (const TensorDescription &input : descriptions)
    inputs.push_back({input.name.c_str(), input.dtype, int32_t(input.shape.size()),
                      input.shape.data(), uint64_t(input.bytes)});
  const std::optional<vitc_preprocessing> preprocessing = describePreprocessing(entry);
  vitc_model_info info = {};
  info.batch = imagesOf(entry);
  info.num_inputs = int32_t(inputs.size());
  info.inputs = inputs.data();
  info.preprocessing = preprocessing ? &*preprocessing : nullptr;
  for (const std::string &file : files)
    Files::of(entry.getContext()).note(file);
  const auto count = int64_t(llvm::divideCeil(files.size(), size_t(info.batch)));
  try {
    const run::Tensor images = run::readImages(info, files, {}, count);
    Passes passes;
    const auto type = cast<RankedTensorType>(entry.getArgumentTypes().front());
    const auto bytes = size_t(tensorBytes(type));
    for (size_t pass = 0; pass < size_t(count); ++pass) {
      Tensor input(type);
      memcpy(input.getMutableBytes().data(), images.data.begin() + pass * bytes, bytes);
      passes.push_back({input});
    }
    return passes;
  } catch (const run::Error &error) {
    return emitError(UnknownLoc::get(entry.getContext())) << "--calibrate: " << error.what();
  }
}

/// What pictures are called.
bool isPicture(StringRef path) {
  const std::string extension = llvm::sys::path::extension(path).lower();
  return llvm::is_contained({".png", ".jpg", ".jpeg"}, extension);
}

/// The pictures of a folder, in the order of their names, or the file itself.
llvm::Expected<std::vector<std::string>> picturesAt(StringRef path) {
  if (!llvm::sys::fs::is_directory(path))
    return std::vector<std::string>{path.str()};
  std::vector<std::string> files;
  std::error_code error;
  for (llvm::sys::fs::directory_iterator it(path, error), end; !error && it != end;
       it.increment(error))
    if (isPicture(it->path()))
      files.push_back(it->path());
  if (error)
    return llvm::createStringError(error, "cannot read the folder: " + error.message());
  if (files.empty())
    return llvm::createStringError("the folder has no pictures (.png, .jpg)");
  llvm::sort(files);
  return files;
}

} // namespace

LogicalResult connectCalibration(Session &session, StringRef path) {
  if (!llvm::sys::fs::exists(path))
    return session.fail("--calibrate=" + path + ": there is no such file or folder");
  if (isArray(path)) {
    session.calibration = {
        [path = path.str()](func::FuncOp entry) { return readArrays(path, entry); }, path.str()};
    return success();
  }
  auto files = picturesAt(path);
  if (!files)
    return session.fail("--calibrate=" + path + ": " + toString(files.takeError()));
  session.calibration = {
      [files = std::move(*files)](func::FuncOp entry) { return readPictures(files, entry); },
      path.str()};
  return success();
}

} // namespace vitc
