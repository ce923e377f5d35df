#include "Options.h"
#include "Error.h"

#include <algorithm>
#include <cerrno>
#include <cmath>
#include <cstdlib>
#include <cstring>
#include <functional>
#include <map>

using namespace vitc::run;

const char *const vitc::run::helpText =
    R"(Runs a model that vitc compiled.

usage: vitc-run MODEL.so --input NAME=FILE.npy ... --output-dir DIR
       vitc-run MODEL.so --image FILE.{png,jpg} [--top-k K] [--output-dir DIR]
       vitc-run MODEL.so --benchmark N
       vitc-run MODEL.so --profile TRACE.json
       vitc-run MODEL.so --info
       vitc-run MODEL.so --self-test

  --input NAME=FILE.npy   one input; repeat for each. A file with k times the model's
                          batch in its leading dimension makes k passes
  --output-dir DIR        write each output to DIR/<output name>.npy
  --image FILE            run on a picture (repeat for several), prepared as the model says
  --top-k K               print the K best classes (5), by their labels if it has any
  --benchmark N           time N runs; inputs not given are random
  --profile TRACE.json    time each launch: a table here, and a trace for
                          chrome://tracing or ui.perfetto.dev
  --info                  what the model is and takes
  --self-test             whether this machine computes what was compiled, and the file is whole
                          (of models compiled with --self-test=N)
  --verify-key FILE       run nothing of the model unless it was signed (vitc --sign) by the owner
                          of this key: PEM, as openssl pkey -pubout writes it; of several in
                          FILE any will do
  --images N              images of a run on random inputs (one batch)
  --threads T             threads (as many as this process may use)
  --device cpu|cuda|cuda:N
                          what to run on (the first GPU that the model has code for, else the CPU)
  --target NAME           of a model for several CPUs the one whose code to take, as
                          VITC_TARGET in the environment (the newest that this CPU runs)

pictures, where the model does not say how they are prepared, or other than it says:
  --resize N              shortest edge to N pixels
  --resize HxW            to exactly that size
  --resize shortest-edge  shortest edge so that the picture covers the input (default)
  --crop N                centre crop (the model's height and width)
  --interpolation bilinear|bicubic|lanczos|box|hamming|nearest
                          as Pillow has them (bilinear)
  --mean R,G,B --std R,G,B
                          normalisation of values in 0..1 (ImageNet's by default)

models that were compiled for several batches or sizes:
  --batch N               by the entry of this batch alone (by all that there are, the fewest
                          passes)
  --size N or HxW         for images of this size (that of the inputs; the first)
  --size nearest|at-least|exact
                          for pictures: the nearest to them (default), the smallest that no picture
                          exceeds, or their own

  --help, --version
)";

static int64_t parseInteger(const std::string &flag, const std::string &text, int64_t least,
                            int64_t most) {
  char *end = nullptr;
  errno = 0;
  const long long value = std::strtoll(text.c_str(), &end, 10);
  if (text.empty() || *end || errno || value < least || value > most)
    fail(flag, " wants a number from ", least, " to ", most, ", not '", text, "'");
  return value;
}

static float parseFloat(const std::string &flag, const std::string &text) {
  char *end = nullptr;
  const float value = std::strtof(text.c_str(), &end);
  if (text.empty() || *end || !std::isfinite(value))
    fail(flag, " wants a number or three with commas between, not '", text, "'");
  return value;
}

// One number for all channels, or one for each.
static std::array<float, 3> parseChannels(const std::string &flag, const std::string &text) {
  std::vector<float> values;
  for (size_t begin = 0; begin <= text.size();) {
    const size_t comma = std::min(text.find(',', begin), text.size());
    values.push_back(parseFloat(flag, text.substr(begin, comma - begin)));
    begin = comma + 1;
  }
  if (values.size() == 1)
    values.resize(3, values[0]);
  if (values.size() != 3)
    fail(flag, " wants a number or three with commas between, not '", text, "'");
  return {values[0], values[1], values[2]};
}

static const int64_t maxEdge = 1 << 15;

const char *vitc::run::filterName(vitc_filter filter) {
  static const char *const names[] = {"nearest", "lanczos", "bilinear",
                                      "bicubic", "box",     "hamming"};
  return filter <= VITC_HAMMING ? names[filter] : "unknown";
}

static void parseResize(PictureOptions &pictures, const std::string &text) {
  pictures.resizeExact.reset();
  pictures.resizeShortest.reset();
  const size_t cross = text.find('x');
  pictures.coversInput = text == "shortest-edge";
  if (pictures.coversInput)
    return;
  if (cross == std::string::npos)
    pictures.resizeShortest = parseInteger("--resize", text, 1, maxEdge);
  else
    pictures.resizeExact = {parseInteger("--resize", text.substr(0, cross), 1, maxEdge),
                            parseInteger("--resize", text.substr(cross + 1), 1, maxEdge)};
}

static void parseSize(EntryOptions &entry, const std::string &text) {
  static const char *const choices[] = {"nearest", "at-least", "exact"};
  entry.size.reset();
  for (int choice = VITC_SIZE_NEAREST; choice <= VITC_SIZE_EXACT; ++choice)
    if (text == choices[choice]) {
      entry.choice = vitc_size_choice(choice);
      return;
    }
  if (text.find_first_not_of("0123456789x") != std::string::npos)
    fail("--size wants N, HxW, nearest, at-least or exact, not '", text, "'");
  const size_t cross = text.find('x');
  const int64_t height = parseInteger("--size", text.substr(0, cross), 1, maxEdge);
  const bool isSquare = cross == std::string::npos;
  entry.size = {height,
                isSquare ? height : parseInteger("--size", text.substr(cross + 1), 1, maxEdge)};
}

static vitc_filter parseFilter(const std::string &text) {
  std::string known;
  for (int filter = VITC_NEAREST; filter <= VITC_HAMMING; ++filter) {
    const char *name = filterName(vitc_filter(filter));
    if (text == name)
      return vitc_filter(filter);
    known += std::string(filter ? ", " : "") + name;
  }
  fail("--interpolation is one of ", known, ", not '", text, "'");
}

static void parseDevice(Options &options, const std::string &text) {
  const std::string gpu = "cuda", ordinal = gpu + ":";
  options.device = text == "cpu" ? VITC_DEVICE_CPU : VITC_DEVICE_CUDA;
  options.deviceIndex = 0;
  if (text.rfind(ordinal, 0) == 0)
    options.deviceIndex =
        int32_t(parseInteger("--device cuda:N", text.substr(ordinal.size()), 0, 1023));
  else if (text != "cpu" && text != gpu)
    fail("--device is cpu, cuda or cuda:N, not '", text, "'");
}

using Setter = std::function<void(const std::string &)>;

static std::map<std::string, Setter> valueFlags(Options &o) {
  PictureOptions &p = o.pictures;
  return {
      {"--input", [&](auto &v) { o.inputs.push_back(v); }},
      {"--image", [&](auto &v) { o.images.push_back(v); }},
      {"--output-dir", [&](auto &v) { o.outputDir = v; }},
      {"--profile", [&](auto &v) { o.profile = v; }},
      {"--verify-key", [&](auto &v) { o.verifyKey = v; }},
      {"--benchmark", [&](auto &v) { o.benchmark = parseInteger("--benchmark", v, 1, 1000000); }},
      {"--threads", [&](auto &v) { o.threads = int32_t(parseInteger("--threads", v, 1, 1024)); }},
      {"--target", [&](auto &v) { o.target = v; }},
      {"--device", [&](auto &v) { parseDevice(o, v); }},
      {"--images", [&](auto &v) { o.numImages = parseInteger("--images", v, 1, 1 << 20); }},
      {"--top-k", [&](auto &v) { o.topK = parseInteger("--top-k", v, 1, 1 << 20); }},
      {"--batch", [&](auto &v) { o.entry.batch = parseInteger("--batch", v, 1, 1 << 20); }},
      {"--size", [&](auto &v) { parseSize(o.entry, v); }},
      {"--resize", [&](auto &v) { parseResize(p, v); }},
      {"--crop", [&](auto &v) { p.crop = parseInteger("--crop", v, 1, maxEdge); }},
      {"--interpolation", [&](auto &v) { p.filter = parseFilter(v); }},
      {"--mean", [&](auto &v) { p.mean = parseChannels("--mean", v); }},
      {"--std", [&](auto &v) { p.std = parseChannels("--std", v); }},
  };
}

bool vitc::run::isOption(const std::string &name) {
  Options options;
  return name == "--info" || valueFlags(options).count(name);
}

static void checkCombination(const Options &o) {
  if (o.model.empty())
    fail("no model given; see vitc-run --help");
  if (!o.images.empty() && !o.inputs.empty())
    fail("--image and --input cannot be combined");
  if (o.benchmark && !o.profile.empty())
    fail("--benchmark and --profile cannot be combined: noting each launch "
         "takes time");
  const bool timed = o.benchmark || !o.profile.empty();
  if (o.numImages && (!timed || !o.images.empty()))
    fail("--images goes with --benchmark or --profile on random inputs");
  if (!timed && !o.info && !o.selfTest && o.images.empty() && o.outputDir.empty())
    fail("nothing to do: give --input and --output-dir, --image, --benchmark, "
         "--profile, --self-test or "
         "--info; see vitc-run --help");
  if (o.pictures.std)
    for (float s : *o.pictures.std)
      if (s == 0)
        fail("--std has a zero");
}

Options vitc::run::parseOptions(int argc, char **argv) {
  Options options;
  const auto flags = valueFlags(options);
  for (int i = 1; i < argc; ++i) {
    const std::string argument = argv[i];
    if (argument.empty())
      fail("argument ", i, " is empty");
    if (argument.front() != '-') {
      if (!options.model.empty())
        fail("two models given: '", options.model, "' and '", argument, "'");
      options.model = argument;
      continue;
    }
    if (argument == "--help" || argument == "-h")
      options.help = true;
    else if (argument == "--version")
      options.version = true;
    else if (argument == "--info")
      options.info = true;
    else if (argument == "--self-test")
      options.selfTest = true;
    else {
      const size_t equals = argument.find('=');
      const std::string name = argument.substr(0, equals);
      const auto flag = flags.find(name);
      if (flag == flags.end())
        fail("unknown option '", name, "'; see vitc-run --help");
      if (equals == std::string::npos && ++i == argc)
        fail(name, " wants a value");
      const std::string value = equals == std::string::npos ? argv[i] : argument.substr(equals + 1);
      if (value.empty())
        fail(name, ": the value is empty");
      flag->second(value);
    }
  }
  if (!options.help && !options.version)
    checkCombination(options);
  return options;
}
