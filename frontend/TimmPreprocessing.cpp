//===-- TimmPreprocessing.cpp: how timm prepares pictures (data/transforms_factory.py) ------------===//
#include "frontend/PreprocessingReader.h"
#include "ir/VitPreprocessing.h"

using namespace vitc::vit;

namespace vitc::frontend {
namespace {

constexpr Channels imageNetMean = {0.485, 0.456, 0.406};
constexpr Channels imageNetStd = {0.229, 0.224, 0.225};

using llvm::StringRef;

/// Reads the `pretrained_cfg` of a config.json of timm. Most of its keys are about other things, so
/// those that are not known are left alone.
class TimmReader {
public:
  TimmReader(StringRef path, const JsonDocument &document, const Json &object, StringRef pointer)
      : config(path, document, object, pointer) {}

  llvm::Expected<Preprocessing> read() {
    result.scale = 1.0 / 255;
    result.rounding = ImageRounding::even;
    readInputSize();
    result.cropShare = config.number("crop_pct", 0.875);
    if (!(*result.cropShare > 0.01 && *result.cropShare <= 10))
      config.fail("crop_pct",
                  "is a share from 0.01 to 10, not " + std::to_string(*result.cropShare));
    result.mean = config.channels("mean", imageNetMean);
    result.std = config.channels("std", imageNetStd);
    if (llvm::is_contained(result.std, 0.0))
      config.fail("std", "has a zero");
    if (config.number("crop_border_pixels", 0) != 0)
      config.failUnread("crop_border_pixels", "is not supported");
    readInterpolation();
    readCropMode();
    if (config.hasFailed())
      return config.takeError();
    return result;
  }

private:
  void readInputSize() {
    result.cropHeight = result.cropWidth = 224;
    const Json *size = config.find("input_size");
    if (!size)
      return;
    if (!size->is_array() || size->size() != 3 || !(*size)[0].is_number_integer())
      return config.fail("input_size", "is [3, height, width], not " + describeValue(*size));
    if ((*size)[0] != 3)
      return config.failUnread("input_size", "has other channels than the 3 of a picture: " +
                                                 describeValue(*size));
    result.cropHeight = config.edge("input_size", (*size)[1]);
    result.cropWidth = config.edge("input_size", (*size)[2]);
  }

  void readInterpolation() {
    std::string name = config.string("interpolation");
    auto filter = symbolizeImageFilter(name.empty() ? "bicubic" : name);
    if (filter)
      result.filter = *filter;
    else
      config.fail("interpolation",
                  "is nearest, lanczos, bilinear, bicubic, box or hamming, not '" + name + "'");
  }

  void readCropMode() {
    std::string mode = config.string("crop_mode");
    if (mode == "squash")
      result.resize = ImageResize::exact;
    else if (mode == "border") {
      result.resize = ImageResize::fit;
      for (size_t i = 0; i < 3; ++i)
        result.fill[i] = std::clamp<int64_t>(std::nearbyint(255 * result.mean[i]), 0, 255);
    } else if (mode == "center" || mode.empty())
      result.resize =
          result.cropHeight == result.cropWidth ? ImageResize::shortest : ImageResize::cover;
    else
      config.fail("crop_mode", "is center, squash or border, not '" + mode + "'");
  }

  PreprocessingReader config;
  Preprocessing result;
};

} // namespace

llvm::Expected<Preprocessing> readTimmPreprocessing(StringRef path, const JsonDocument &document,
                                                    const Json &object, StringRef pointer) {
  return TimmReader(path, document, object, pointer).read();
}

} // namespace vitc::frontend
