// Decode.cpp: the one place that includes the picture library.
#include "Error.h"
#include "Image.h"

#define STB_IMAGE_IMPLEMENTATION
#define STB_IMAGE_STATIC
#define STBI_ONLY_JPEG
#define STBI_ONLY_PNG
#pragma clang diagnostic push
#pragma clang diagnostic ignored "-Wunused-function"
#include <stb/stb_image.h>
#pragma clang diagnostic pop

#include <cerrno>
#include <cstring>

using namespace vitc::run;

Picture vitc::run::decode(const std::string &file) {
  std::FILE *stream = std::fopen(file.c_str(), "rb");
  if (!stream)
    fail("cannot read ", file, ": ", std::strerror(errno));
  int width = 0, height = 0, channels = 0;
  uint8_t *pixels = stbi_load_from_file(stream, &width, &height, &channels, 3);
  std::fclose(stream);
  if (!pixels)
    fail(file, ": not a picture that can be decoded (PNG or JPEG): ", stbi_failure_reason());
  Picture picture{height, width, {}};
  picture.pixels.assign(pixels, pixels + size_t(height) * size_t(width) * 3);
  stbi_image_free(pixels);
  return picture;
}
