//===-- Preprocessing.h: what people publish beside a model: how pictures are prepared, and labels -===//
#ifndef VITC_FRONTEND_PREPROCESSING_H
#define VITC_FRONTEND_PREPROCESSING_H

#include "ir/VitPreprocessing.h"
#include "llvm/Support/Error.h"
#include <array>
#include <optional>
#include <vector>

namespace vitc {

/// From a picture to a model's input, as a file says it: #vit.preprocessing, and the size of the cut.
struct Preprocessing {
  vit::ImageResize resize = vit::ImageResize::none;
  int64_t height = 1, width = 1;
  vit::ImageFilter filter = vit::ImageFilter::bilinear;
  vit::ImageRounding rounding = vit::ImageRounding::down;
  int64_t cropHeight = 0, cropWidth = 0;
  /// timm's: the cut as a share of what is resized to. Then models of any size go with the file.
  std::optional<double> cropShare;
  std::array<int64_t, 3> fill = {0, 0, 0};
  double scale = 1;
  std::array<double, 3> mean = {0, 0, 0}, std = {1, 1, 1};
};

/// Pictures are to be prepared in a way that vitc does not know.
class UnreadPreprocessing : public llvm::ErrorInfo<UnreadPreprocessing> {
public:
  static char ID;
  explicit UnreadPreprocessing(std::string text) : text(std::move(text)) {}
  void log(llvm::raw_ostream &os) const override { os << text; }
  std::error_code convertToErrorCode() const override { return llvm::inconvertibleErrorCode(); }

private:
  std::string text;
};

/// Reads a preprocessor_config.json of transformers, or a processor_config.json that has one inside, or the
/// `pretrained_cfg` of a config.json of timm.
/// Keys that a file leaves out are those of its `image_processor_type` or, where the file has none, of
/// what goes with `modelType` (a model_type of transformers, or ""). Errors name file, line and key:
/// keys that are unknown or cannot be honoured (UnreadPreprocessing), missing ones, values of the wrong
/// kind.
llvm::Expected<Preprocessing> readPreprocessing(llvm::StringRef path, llvm::StringRef modelType,
                                                mlir::MLIRContext *context);

/// Reads labels in the order of the classes: `id2label` of transformers, `label_names` of timm (with
/// `label_descriptions`, where those have more to say), a JSON array, or a text of one label a line.
/// Empty where a JSON object has none.
llvm::Expected<std::vector<std::string>> readLabels(llvm::StringRef path,
                                                    mlir::MLIRContext *context);

/// Puts what the file at `path` says at the argument of @main. A model of another size than the file's
/// is a fault, unless `fitToModel`: then sizes are scaled to the model's.
mlir::LogicalResult attachPreprocessing(mlir::ModuleOp module, llvm::StringRef path,
                                        bool fitToModel = false);
/// Puts the labels in the file at `path` at `module`. One of the model's outputs has to have as many
/// classes.
mlir::LogicalResult attachLabels(mlir::ModuleOp module, llvm::StringRef path);
/// Puts the labels of an output's classes at `module`.
void setLabels(mlir::ModuleOp module, const std::vector<std::string> &labels);

/// For importers of checkpoint folders: attaches what processor_config.json, preprocessor_config.json or
/// config.json of timm in `folder` says. What is not there is no fault; what vitc does not read, or does not
/// go with the model, is warned of.
mlir::LogicalResult attachFolderPreprocessing(mlir::ModuleOp module, llvm::StringRef folder,
                                              bool fitToModel = false);
/// Height and width of what is made of pictures by the same files; nothing where vitc does not read them.
std::optional<std::pair<int64_t, int64_t>> findFolderImageSize(llvm::StringRef folder,
                                                               mlir::MLIRContext *context);
/// The same for the labels in config.json. Labels for a head that the model does not have are no
/// fault.
mlir::LogicalResult attachFolderLabels(mlir::ModuleOp module, llvm::StringRef folder);

} // namespace vitc

#endif // VITC_FRONTEND_PREPROCESSING_H
