// Options.h: the command line of vitc-run.
#ifndef VITC_TOOLS_RUN_OPTIONS_H
#define VITC_TOOLS_RUN_OPTIONS_H

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace vitc::run {

enum class Interpolation { Bilinear, Bicubic };

/// From the pixels of a picture to the model's input.
struct Preprocessing {
  // Neither: the shortest edge that covers the model's input.
  std::optional<int64_t> resizeShortest;
  std::optional<std::array<int64_t, 2>> resizeExact; // height, width
  std::optional<int64_t> crop;                       // the model's size if not given
  Interpolation interpolation = Interpolation::Bilinear;
  std::array<float, 3> mean = {0.485f, 0.456f, 0.406f};
  std::array<float, 3> std = {0.229f, 0.224f, 0.225f};
};

struct Options {
  bool help = false;
  bool version = false;
  std::string model;
  std::vector<std::string> inputs; // NAME=FILE, or FILE where there is one input
  std::vector<std::string> images;
  std::string outputDir;
  bool info = false;
  int64_t benchmark = 0; // runs
  std::string profile;   // file of the trace
  int32_t threads = 0;   // 0: as many as the process may use
  int64_t numImages = 0; // images of a run on generated inputs; 0: one batch
  std::optional<int64_t> topK;
  Preprocessing preprocessing;
};

/// Throws Error. With --help or --version nothing else is checked.
Options parseOptions(int argc, char **argv);

extern const char *const helpText;

} // namespace vitc::run

#endif // VITC_TOOLS_RUN_OPTIONS_H
