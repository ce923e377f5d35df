// Options.h: the command line of vitc-run.
#ifndef VITC_TOOLS_RUN_OPTIONS_H
#define VITC_TOOLS_RUN_OPTIONS_H

#include "runtime/vitc_runtime.h"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace vitc::run {

/// What the command line says of pictures; what it leaves out is the model's, or vitc-run's own.
struct PictureOptions {
  bool coversInput = false; // --resize shortest-edge
  std::optional<int64_t> resizeShortest;
  std::optional<std::array<int64_t, 2>> resizeExact; // height, width
  std::optional<int64_t> crop;
  std::optional<vitc_filter> filter;
  std::optional<std::array<float, 3>> mean, std;

  bool isGiven() const {
    return coversInput || resizeShortest || resizeExact || crop || filter || mean || std;
  }
};

/// Which entries of a model that has several.
struct EntryOptions {
  std::optional<int64_t> batch;
  std::optional<std::array<int64_t, 2>> size;  // height, width
  vitc_size_choice choice = VITC_SIZE_NEAREST; // for pictures, without a size
};

struct Options {
  bool help = false;
  bool version = false;
  std::string model;
  std::optional<std::string> verifyKey; // of public keys, one of which has to have signed the file
  std::vector<std::string> inputs;      // NAME=FILE, or FILE where there is one input
  std::vector<std::string> images;
  std::string outputDir;
  bool info = false;
  bool selfTest = false;
  int64_t benchmark = 0; // runs
  std::string profile;   // file of the trace
  int32_t threads = 0;   // 0: as many as the process may use
  vitc_device device = VITC_DEVICE_AUTO;
  int32_t deviceIndex = 0;
  std::string target;    // "": the model's choice
  int64_t numImages = 0; // images of a run on generated inputs; 0: one batch
  std::optional<int64_t> topK;
  PictureOptions pictures;
  EntryOptions entry;
};

/// Pillow's name.
const char *filterName(vitc_filter filter);

/// Throws Error. With --help or --version nothing else is checked.
Options parseOptions(int argc, char **argv);

/// Whether vitc-run knows `name`, as "--threads".
bool isOption(const std::string &name);

extern const char *const helpText;

} // namespace vitc::run

#endif // VITC_TOOLS_RUN_OPTIONS_H
