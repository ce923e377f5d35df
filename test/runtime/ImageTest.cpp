// ImageTest.cpp: pictures. What resize should give was computed with Pillow 13,
// width first and then height: left to itself that version swaps the two for
// some shapes, which can change a sample by one.
#include "tools/run/Image.h"
#include "tools/run/Error.h"

#include <gtest/gtest.h>

#include <cstdio>
#include <fstream>

#define STB_IMAGE_WRITE_IMPLEMENTATION
#define STB_IMAGE_WRITE_STATIC
#pragma clang diagnostic push
#pragma clang diagnostic ignored "-Wunused-function"
#include <stb/stb_image_write.h>
#pragma clang diagnostic pop

using namespace vitc::run;

static Picture makePicture() {
  Picture picture{23, 17, {}};
  for (int y = 0; y < 23; ++y)
    for (int x = 0; x < 17; ++x)
      for (int c = 0; c < 3; ++c)
        picture.pixels.push_back(uint8_t(x * 37 + y * 91 + c * 53 + x * y * 7));
  return picture;
}

static uint32_t hash(const std::vector<uint8_t> &bytes) {
  uint32_t value = 2166136261u;
  for (uint8_t byte : bytes)
    value = (value ^ byte) * 16777619u;
  return value;
}

TEST(Resize, equals_pillow) {
  static const struct {
    int64_t height, width;
    Interpolation interpolation;
    uint32_t hash;
  } cases[] = {
      {8, 8, Interpolation::Bilinear, 0xa75b4f97},   {8, 8, Interpolation::Bicubic, 0x04d5ddea},
      {17, 9, Interpolation::Bilinear, 0x791534d6},  {17, 9, Interpolation::Bicubic, 0x6e8153e5},
      {40, 31, Interpolation::Bilinear, 0xc197db6e}, {40, 31, Interpolation::Bicubic, 0xa30fb100},
      {5, 23, Interpolation::Bilinear, 0x94e4dcab},  {5, 23, Interpolation::Bicubic, 0x095e409f},
      {1, 1, Interpolation::Bilinear, 0xa6c206b3},   {1, 1, Interpolation::Bicubic, 0xa6c206b3},
      {33, 12, Interpolation::Bilinear, 0x55d47a12}, {33, 12, Interpolation::Bicubic, 0xee63c9fe},
  };
  for (const auto &c : cases) {
    const Picture picture = resize(makePicture(), c.height, c.width, c.interpolation);
    EXPECT_EQ(hash(picture.pixels), c.hash) << c.height << "x" << c.width;
  }
}

namespace {
struct ImageFile : testing::Test {
  void SetUp() override {
    const Picture picture = makePicture();
    ASSERT_TRUE(stbi_write_png(png.c_str(), 17, 23, 3, picture.pixels.data(), 17 * 3));
  }
  void TearDown() override { std::remove(png.c_str()); }

  Tensor read(const Preprocessing &preprocessing, int files = 1) {
    return readImages(info, std::vector<std::string>(size_t(files), png), preprocessing);
  }
  std::string error(const Preprocessing &preprocessing) {
    try {
      read(preprocessing);
    } catch (const Error &error) {
      return error.what();
    }
    return "";
  }

  const std::string png = testing::TempDir() + "vitc-image-test.png";
  int64_t shape[4] = {2, 3, 17, 17};
  vitc_tensor_info input = {"x", VITC_F32, 4, shape, 2 * 3 * 17 * 17 * 4};
  vitc_model_info info = [&] {
    vitc_model_info info = {};
    info.batch = 2;
    info.num_inputs = 1;
    info.inputs = &input;
    return info;
  }();
};
} // namespace

TEST_F(ImageFile, decodes) { EXPECT_EQ(decode(png).pixels, makePicture().pixels); }

TEST_F(ImageFile, may_be_jpeg) {
  const std::vector<uint8_t> grey(40 * 30 * 3, 200);
  ASSERT_TRUE(stbi_write_jpg(png.c_str(), 40, 30, 3, grey.data(), 95));
  const Picture picture = decode(png);
  EXPECT_EQ(picture.width, 40);
  EXPECT_EQ(picture.height, 30);
  for (uint8_t sample : picture.pixels)
    EXPECT_NEAR(sample, 200, 2);
}

TEST_F(ImageFile, is_cropped_and_normalised_and_fills_the_batch) {
  Preprocessing preprocessing;
  preprocessing.mean = {0.5f, 0.25f, 0};
  preprocessing.std = {0.5f, 1, 2};
  const Tensor tensor = read(preprocessing, 3);
  EXPECT_EQ(tensor.shape, (Shape{4, 3, 17, 17}));
  const auto *values = reinterpret_cast<const float *>(tensor.data.begin());
  const Picture picture = makePicture();
  for (int image = 0; image < 4; ++image)
    for (int c = 0; c < 3; ++c) {
      // The shortest edge fits already; three of the six rows too many go
      // above.
      const float pixel = float(picture.pixels[size_t(3 * 17 * 3 + c)]) / 255;
      const auto at = size_t((image * 3 + c) * 17 * 17);
      EXPECT_FLOAT_EQ(values[at],
                      (pixel - preprocessing.mean[size_t(c)]) / preprocessing.std[size_t(c)]);
    }
}

TEST_F(ImageFile, resizes_to_an_exact_size) {
  Preprocessing preprocessing;
  preprocessing.mean = {0, 0, 0};
  preprocessing.std = {1, 1, 1};
  preprocessing.resizeExact = {17, 17};
  const Tensor tensor = read(preprocessing);
  const Picture picture = resize(makePicture(), 17, 17, Interpolation::Bilinear);
  const auto *values = reinterpret_cast<const float *>(tensor.data.begin());
  EXPECT_FLOAT_EQ(values[5], float(picture.pixels[15]) / 255);
}

TEST_F(ImageFile, that_does_not_fit_is_refused) {
  Preprocessing preprocessing;
  preprocessing.resizeShortest = 10;
  EXPECT_NE(error(preprocessing).find("fewer than the crop of 17x17"), std::string::npos);
  preprocessing.resizeShortest = 30;
  preprocessing.crop = 20;
  EXPECT_EQ(error(preprocessing), "--crop 20 does not give the 17x17 pixels that the model takes");
  shape[1] = 4;
  EXPECT_EQ(error({}), "--image wants an input of f32 2x3xHxW, but 'x' is f32 2x4x17x17");
}

TEST_F(ImageFile, that_is_none_is_refused) {
  std::ofstream(png) << "no picture";
  EXPECT_NE(error({}).find("not a picture that can be decoded"), std::string::npos);
  std::remove(png.c_str());
  EXPECT_NE(error({}).find("No such file"), std::string::npos);
}
