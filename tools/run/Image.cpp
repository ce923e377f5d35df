#include "Image.h"
#include "Error.h"
#include "Model.h"

#include <algorithm>
#include <cmath>

using namespace vitc::run;

static double bilinear(double x) {
  x = std::fabs(x);
  return x < 1 ? 1 - x : 0;
}

// Keys' filter with a = -0.5.
static double bicubic(double x) {
  const double a = -0.5;
  x = std::fabs(x);
  if (x < 1)
    return ((a + 2) * x - (a + 3)) * x * x + 1;
  return x < 2 ? (((x - 5) * x + 8) * x - 4) * a : 0;
}

namespace {
/// What one output sample reads.
struct Taps {
  int64_t first;
  std::vector<int32_t> weights; // times 2^22
};
} // namespace

static const int fractionBits = 22;

static std::vector<Taps> makeTaps(int64_t from, int64_t to, Interpolation interpolation) {
  const auto filter = interpolation == Interpolation::Bicubic ? bicubic : bilinear;
  const double scale = double(from) / double(to), widen = std::max(scale, 1.0);
  const double support = (interpolation == Interpolation::Bicubic ? 2.0 : 1.0) * widen;
  std::vector<Taps> taps;
  for (int64_t i = 0; i < to; ++i) {
    const double centre = (double(i) + 0.5) * scale;
    const int64_t first = std::max<int64_t>(0, int64_t(centre - support + 0.5));
    const int64_t end = std::min(from, int64_t(centre + support + 0.5));
    std::vector<double> weights;
    double sum = 0;
    for (int64_t j = first; j < end; ++j)
      sum += weights.emplace_back(filter((double(j) - centre + 0.5) * (1.0 / widen)));
    Taps tap{first, {}};
    for (double weight : weights) {
      const double fixed = (sum != 0 ? weight / sum : weight) * double(1 << fractionBits);
      tap.weights.push_back(int32_t(fixed < 0 ? fixed - 0.5 : fixed + 0.5));
    }
    taps.push_back(std::move(tap));
  }
  return taps;
}

// One sample: `step` bytes lie between neighbours.
static uint8_t apply(const Taps &taps, const uint8_t *line, int64_t step) {
  int32_t sum = 1 << (fractionBits - 1);
  for (size_t j = 0; j < taps.weights.size(); ++j)
    sum += line[(taps.first + int64_t(j)) * step] * taps.weights[j];
  return uint8_t(std::min(255, std::max(0, sum >> fractionBits)));
}

static Picture resizeWidth(const Picture &from, int64_t width, Interpolation interpolation) {
  const auto taps = makeTaps(from.width, width, interpolation);
  Picture to{from.height, width, std::vector<uint8_t>(size_t(from.height * width * 3))};
  uint8_t *out = to.pixels.data();
  for (int64_t y = 0; y < from.height; ++y)
    for (int64_t x = 0; x < width; ++x)
      for (int64_t c = 0; c < 3; ++c)
        *out++ = apply(taps[size_t(x)], &from.pixels[size_t(y * from.width * 3 + c)], 3);
  return to;
}

static Picture resizeHeight(const Picture &from, int64_t height, Interpolation interpolation) {
  const auto taps = makeTaps(from.height, height, interpolation);
  Picture to{height, from.width, std::vector<uint8_t>(size_t(height * from.width * 3))};
  uint8_t *out = to.pixels.data();
  for (int64_t y = 0; y < height; ++y)
    for (int64_t x = 0; x < from.width * 3; ++x)
      *out++ = apply(taps[size_t(y)], &from.pixels[size_t(x)], from.width * 3);
  return to;
}

Picture vitc::run::resize(const Picture &picture, int64_t height, int64_t width,
                          Interpolation interpolation) {
  Picture result = picture;
  if (result.width != width)
    result = resizeWidth(result, width, interpolation);
  if (result.height != height)
    result = resizeHeight(result, height, interpolation);
  return result;
}

// Torchvision's rule: the long edge in proportion, rounded down.
static Picture resizeShortest(const Picture &picture, int64_t edge, Interpolation interpolation) {
  const int64_t shortest = std::min(picture.height, picture.width);
  return resize(picture, edge * picture.height / shortest, edge * picture.width / shortest,
                interpolation);
}

static Picture cropCentre(const std::string &file, const Picture &from, int64_t height,
                          int64_t width) {
  if (height > from.height || width > from.width)
    fail(file, ": after resizing the picture has ", from.height, "x", from.width,
         " pixels, fewer than the crop of ", height, "x", width);
  const auto top = int64_t(std::nearbyint(double(from.height - height) / 2));
  const auto left = int64_t(std::nearbyint(double(from.width - width) / 2));
  Picture to{height, width, {}};
  for (int64_t y = 0; y < height; ++y) {
    const auto line = from.pixels.begin() + ((top + y) * from.width + left) * 3;
    to.pixels.insert(to.pixels.end(), line, line + width * 3);
  }
  return to;
}

static Picture preprocess(const std::string &file, const Preprocessing &p, int64_t height,
                          int64_t width) {
  Picture picture = decode(file);
  if (p.resizeExact)
    picture = resize(picture, (*p.resizeExact)[0], (*p.resizeExact)[1], p.interpolation);
  else
    picture = resizeShortest(picture, p.resizeShortest.value_or(std::max(height, width)),
                             p.interpolation);
  picture = cropCentre(file, picture, p.crop.value_or(height), p.crop.value_or(width));
  if (picture.height != height || picture.width != width)
    fail("--crop ", *p.crop, " does not give the ", height, "x", width,
         " pixels that the model takes");
  return picture;
}

static void normalise(const Picture &picture, const Preprocessing &p, float *out) {
  const int64_t pixels = picture.height * picture.width;
  for (size_t c = 0; c < 3; ++c)
    for (int64_t i = 0; i < pixels; ++i)
      *out++ = (float(picture.pixels[size_t(i) * 3 + c]) / 255.0f - p.mean[c]) / p.std[c];
}

Tensor vitc::run::readImages(const vitc_model_info &info, const std::vector<std::string> &files,
                             const Preprocessing &preprocessing) {
  if (info.num_inputs != 1)
    fail("--image wants a model with one input, this one has ", info.num_inputs);
  const vitc_tensor_info &input = info.inputs[0];
  const Shape one = shapeOf(input);
  if (input.dtype != VITC_F32 || one.size() != 4 || one[0] != info.batch || one[1] != 3)
    fail("--image wants an input of f32 ", info.batch, "x3xHxW, but '", input.name, "' is ",
         toString(input.dtype), " ", toString(one));
  const auto given = int64_t(files.size());
  const int64_t passes = (given + info.batch - 1) / info.batch;
  Tensor tensor;
  tensor.shape = shapeOf(input, passes);
  tensor.data = Buffer(input.bytes * uint64_t(passes));
  auto *out = reinterpret_cast<float *>(tensor.data.begin());
  const int64_t size = one[1] * one[2] * one[3];
  for (int64_t i = 0; i < passes * info.batch; ++i)
    if (i < given)
      normalise(preprocess(files[size_t(i)], preprocessing, one[2], one[3]), preprocessing,
                out + i * size);
    else
      std::copy_n(out + (given - 1) * size, size, out + i * size);
  return tensor;
}
