// Image.h: pictures as a model's input.
#ifndef VITC_TOOLS_RUN_IMAGE_H
#define VITC_TOOLS_RUN_IMAGE_H

#include "Options.h"
#include "Tensor.h"

namespace vitc::run {

/// 8-bit samples, three channels beside each other.
struct Picture {
  int64_t height = 0, width = 0;
  std::vector<uint8_t> pixels;

  /// The picture as a model takes it. Throws Error where it is too large.
  vitc_image view(const std::string &file) const;
};

/// Throws Error.
Picture decode(const std::string &file);

/// How pictures are prepared for `info`: as the model says, else in vitc-run's own way (the shortest edge
/// covers the input, the middle is cut, ImageNet's normalisation), but for what `options` say. Throws
/// Error where the model takes no pictures.
vitc_preprocessing preprocessingFor(const vitc_model_info &info, const PictureOptions &options);

/// The pictures, prepared, as one f32 tensor [n, 3, height, width] for so many passes: the last picture
/// repeats until they are full. Throws Error.
Tensor readImages(const vitc_model_info &info, const std::vector<std::string> &files,
                  const PictureOptions &options, int64_t passes);

} // namespace vitc::run

#endif // VITC_TOOLS_RUN_IMAGE_H
