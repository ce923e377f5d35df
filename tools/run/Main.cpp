// vitc-run: runs a compiled model on files, pictures or random numbers.
#include "Error.h"
#include "Image.h"
#include "Report.h"

#include <cstdio>
#include <new>

using namespace vitc::run;

static std::vector<Tensor> prepareInputs(const Model &model, const Options &options,
                                         int64_t &passes) {
  if (options.images.empty())
    return readInputs(*model.info, options.inputs, options.benchmark || !options.profile.empty(),
                      options.numImages, passes);
  const auto given = int64_t(options.images.size());
  passes = (given + model.info->batch - 1) / model.info->batch;
  std::vector<Tensor> inputs;
  inputs.push_back(readImages(*model.info, options.images, options.preprocessing));
  return inputs;
}

static void run(const Options &options) {
  const bool onlyInfo = options.info && !options.benchmark && options.profile.empty() &&
                        options.images.empty() && options.outputDir.empty();
  const Model model = loadModel(options.model, onlyInfo);
  if (options.info)
    printInfo(model);
  if (onlyInfo)
    return;
  int64_t passes = 1;
  auto inputs = prepareInputs(model, options, passes);
  Session session(model, options, std::move(inputs), passes);
  if (options.benchmark)
    benchmark(model, session, options);
  else if (!options.profile.empty())
    profile(model, session, options);
  else
    session.run();
  if (!options.images.empty())
    printImages(model, session, options);
  if (!options.outputDir.empty())
    writeOutputs(*model.info, session, options.outputDir);
}

int main(int argc, char **argv) {
  try {
    const Options options = parseOptions(argc, argv);
    if (options.help)
      std::printf("%s", helpText);
    else if (options.version)
      std::printf("vitc-run %s (model interface %d)\n", VITC_VERSION, VITC_ABI_VERSION);
    else
      run(options);
    if (std::fflush(stdout) != 0)
      fail("cannot write to standard output");
    return 0;
  } catch (const std::bad_alloc &) {
    std::fprintf(stderr, "vitc-run: error: out of memory\n");
  } catch (const Error &error) {
    std::fprintf(stderr, "vitc-run: error: %s\n", error.what());
  }
  return 1;
}
