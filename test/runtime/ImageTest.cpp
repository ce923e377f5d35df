// ImageTest.cpp: pictures. That resizing equals Pillow's is tested in resample_tests.py.
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

namespace {
struct ImageFile : testing::Test {
  void SetUp() override {
    const Picture picture = makePicture();
    ASSERT_TRUE(stbi_write_png(png.c_str(), 17, 23, 3, picture.pixels.data(), 17 * 3));
  }
  void TearDown() override { std::remove(png.c_str()); }

  Tensor read(const PictureOptions &options, int files = 1) {
    return readImages(info, std::vector<std::string>(size_t(files), png), options,
                      (files + info.batch - 1) / info.batch);
  }
  std::string error(const PictureOptions &options) {
    try {
      read(options);
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
  PictureOptions options;
  options.mean = {{0.5f, 0.25f, 0}};
  options.std = {{0.5f, 1, 2}};
  const Tensor tensor = read(options, 3);
  EXPECT_EQ(tensor.shape, (Shape{4, 3, 17, 17}));
  const auto *values = reinterpret_cast<const float *>(tensor.data.begin());
  const Picture picture = makePicture();
  for (int image = 0; image < 4; ++image)
    for (int c = 0; c < 3; ++c) {
      // The shortest edge fits already; three of the six rows too many go
      // above.
      const float pixel = float(picture.pixels[size_t(3) * 17 * 3 + size_t(c)]) / 255;
      const size_t at = (size_t(image) * 3 + size_t(c)) * 17 * 17;
      EXPECT_NEAR(values[at], (pixel - (*options.mean)[size_t(c)]) / (*options.std)[size_t(c)],
                  1e-6);
    }
}

TEST_F(ImageFile, resizes_to_an_exact_size) {
  PictureOptions options;
  options.mean = {{0, 0, 0}};
  options.std = {{1, 1, 1}};
  options.resizeExact = {{17, 17}};
  const Tensor tensor = read(options);
  // 23 rows become 17: the first one lies at 23 / 17 / 2, under a triangle 23 / 17 wide on either side.
  const Picture picture = makePicture();
  const float first = picture.pixels[15], second = picture.pixels[15 + 17 * 3];
  const auto *values = reinterpret_cast<const float *>(tensor.data.begin());
  EXPECT_NEAR(values[5] * 255, 0.6899f * first + 0.3101f * second, 1);
}

TEST_F(ImageFile, that_does_not_fit_is_refused) {
  PictureOptions options;
  options.resizeShortest = 10;
  EXPECT_NE(error(options).find("fewer than the crop of 17x17"), std::string::npos);
  options.resizeShortest = 30;
  options.crop = 20;
  EXPECT_EQ(error(options), "--crop 20 does not give the 17x17 pixels that the model takes");
  shape[1] = 4;
  EXPECT_EQ(error({}), "--image wants an input of f32 2x3xHxW, but 'x' is f32 2x4x17x17");
}

TEST_F(ImageFile, that_is_none_is_refused) {
  std::ofstream(png) << "no picture";
  EXPECT_NE(error({}).find("not a picture that can be decoded"), std::string::npos);
  std::remove(png.c_str());
  EXPECT_NE(error({}).find("No such file"), std::string::npos);
}
