// Image.h: pictures as a model's input.
#ifndef VITC_TOOLS_RUN_IMAGE_H
#define VITC_TOOLS_RUN_IMAGE_H

#include "Options.h"
#include "Tensor.h"

namespace vitc::run {

/// The pictures as one f32 tensor [n, 3, height, width] for whole passes: the
/// last picture repeats until the model's batch is full. Throws Error where the
/// model takes no pictures.
Tensor readImages(const vitc_model_info &info, const std::vector<std::string> &files,
                  const Preprocessing &preprocessing);

/// 8-bit samples, three channels beside each other.
struct Picture {
  int64_t height = 0, width = 0;
  std::vector<uint8_t> pixels;
};

/// Throws Error.
Picture decode(const std::string &file);

/// As Pillow does it, to the bit (versions before 13 always, which take the
/// width first): a separable filter, widened when shrinking, with 22 fractional
/// bits and a picture of 8 bits between the passes.
Picture resize(const Picture &picture, int64_t height, int64_t width, Interpolation interpolation);

} // namespace vitc::run

#endif // VITC_TOOLS_RUN_IMAGE_H
