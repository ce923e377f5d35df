#include "Image.h"
#include "Error.h"
#include "Model.h"
#include "runtime/Resample.h"

#include <algorithm>
#include <cstring>

using namespace vitc::run;

vitc_image Picture::view(const std::string &file) const {
  if (height > VITC_MAX_IMAGE_EDGE || width > VITC_MAX_IMAGE_EDGE)
    fail(file, ": ", width, "x", height, " pixels, more than ", VITC_MAX_IMAGE_EDGE,
         " along an edge");
  return {pixels.data(), int32_t(width), int32_t(height), width * 3, VITC_RGB};
}

static vitc_preprocessing ownPreprocessing(int32_t height, int32_t width) {
  vitc_preprocessing own = {};
  own.resize = VITC_RESIZE_SHORTEST;
  own.height = own.width = std::max(height, width);
  own.filter = VITC_BILINEAR;
  own.rounding = VITC_ROUND_EVEN;
  own.scale = 1.0 / 255;
  const double mean[] = {0.485, 0.456, 0.406}, std[] = {0.229, 0.224, 0.225};
  std::copy_n(mean, 3, own.mean);
  std::copy_n(std, 3, own.std);
  return own;
}

static void override(vitc_preprocessing &how, const PictureOptions &options, int32_t height,
                     int32_t width) {
  if (options.coversInput || options.resizeShortest) {
    how.resize = VITC_RESIZE_SHORTEST;
    how.height = how.width = int32_t(options.resizeShortest.value_or(std::max(height, width)));
  }
  if (options.resizeExact) {
    how.resize = VITC_RESIZE_EXACT;
    how.height = int32_t((*options.resizeExact)[0]);
    how.width = int32_t((*options.resizeExact)[1]);
  }
  if (options.crop && (*options.crop != height || *options.crop != width))
    fail("--crop ", *options.crop, " does not give the ", height, "x", width,
         " pixels that the model takes");
  how.filter = options.filter.value_or(how.filter);
  if (options.mean)
    std::copy(options.mean->begin(), options.mean->end(), how.mean);
  if (options.std)
    std::copy(options.std->begin(), options.std->end(), how.std);
}

vitc_preprocessing vitc::run::preprocessingFor(const vitc_model_info &info,
                                               const PictureOptions &options) {
  if (info.num_inputs != 1)
    fail("--image wants a model with one input, this one has ", info.num_inputs);
  const vitc_tensor_info &input = info.inputs[0];
  const Shape one = shapeOf(input);
  if (input.dtype != VITC_F32 || one.size() != 4 || one[0] != info.batch || one[1] != 3 ||
      one[2] > VITC_MAX_IMAGE_EDGE || one[3] > VITC_MAX_IMAGE_EDGE)
    fail("--image wants an input of f32 ", info.batch, "x3xHxW, but '", input.name, "' is ",
         toString(input.dtype), " ", toString(one));
  const auto height = int32_t(one[2]), width = int32_t(one[3]);
  vitc_preprocessing how =
      info.preprocessing ? *info.preprocessing : ownPreprocessing(height, width);
  override(how, options, height, width);
  return how;
}

namespace {
/// The resampler of the runtime, which models use too.
class Preparation {
public:
  Preparation(const vitc_model_info &info, const PictureOptions &options)
      : how(preprocessingFor(info, options)), height(int32_t(info.inputs[0].shape[2])),
        width(int32_t(info.inputs[0].shape[3])), pads(info.preprocessing),
        memory(vitc_resampler_bytes(height, width)) {
    vitc_resampler_init(&resampler, &how, height, width, memory.begin());
  }

  void run(const std::string &file, float *out) {
    const Picture picture = decode(file);
    const vitc_image image = picture.view(file);
    vitc_resample_begin(&resampler, &image, out);
    if (!pads && (resampler.y.to < height || resampler.x.to < width))
      fail(file, ": after resizing the picture has ", resampler.y.to, "x", resampler.x.to,
           " pixels, fewer than the crop of ", height, "x", width);
    for (int32_t pass = 0; pass < 2; ++pass)
      for (int64_t i = 0; i < resampler.tasks[pass]; ++i)
        vitc_resample_task(&resampler, pass, i);
  }

private:
  vitc_preprocessing how;
  int32_t height, width;
  bool pads; // only a model's own way of preparing pictures knows of borders
  Buffer memory;
  vitc_resampler resampler = {};
};
} // namespace

Tensor vitc::run::readImages(const vitc_model_info &info, const std::vector<std::string> &files,
                             const PictureOptions &options, int64_t passes) {
  Preparation preparation(info, options);
  const vitc_tensor_info &input = info.inputs[0];
  const auto given = int64_t(files.size());
  Tensor tensor;
  tensor.shape = shapeOf(input, passes);
  tensor.data = Buffer(input.bytes * uint64_t(passes));
  auto *out = reinterpret_cast<float *>(tensor.data.begin());
  const int64_t size = input.shape[1] * input.shape[2] * input.shape[3];
  for (int64_t i = 0; i < passes * info.batch; ++i)
    if (i < given)
      preparation.run(files[size_t(i)], out + i * size);
    else
      std::copy_n(out + (given - 1) * size, size, out + i * size);
  return tensor;
}
