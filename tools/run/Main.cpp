// vitc-run: runs a compiled model on files, pictures or random numbers.
#include "Error.h"
#include "Image.h"
#include "Report.h"
#include "ir/Printable.h"

#include <csignal>
#include <cstdio>
#include <new>

using namespace vitc::run;

/// A model that does not say how its pictures are prepared may have been trained with other values than ours.
static void noteNormalization(const Model &model, const Options &options) {
  if (!model.info->preprocessing && !(options.pictures.mean && options.pictures.std))
    std::fprintf(stderr,
                 "vitc-run: note: %s does not say how pictures are prepared: they are normalised "
                 "as for ImageNet, but for what --mean and --std say (vitc --preprocessor=FILE "
                 "compiles a model with its own preparation)\n",
                 vitc::printable(model.path).c_str());
}

/// By the model's own entry for pictures, if it has one and the command line wants nothing else of it.
static Session makeSession(const Model &model, const Options &options) {
  const std::vector<Entry> entries = entriesFor(model, options.entry);
  if (options.images.empty()) {
    auto inputs = readInputs(entries, options.inputs, options.benchmark || !options.profile.empty(),
                             options.numImages);
    return Session(model, options, inputs.entry, std::move(inputs.tensors), inputs.passes);
  }
  const bool areTheModels = model.info->run_images && !options.pictures.isGiven();
  std::vector<Picture> pictures;
  std::vector<vitc_image> views;
  for (const std::string &file : options.images)
    if (areTheModels || entries.size() > 1) {
      pictures.push_back(decode(file));
      views.push_back(pictures.back().view(file));
    }
  const Entry &entry = chooseEntry(model, entries, options.entry, views);
  if (areTheModels)
    return Session(model, options, entry, std::move(pictures));
  const int64_t passes = entry.passesFor(int64_t(options.images.size()));
  std::vector<Tensor> inputs;
  inputs.push_back(readImages(entry.info, options.images, options.pictures, passes));
  noteNormalization(model, options);
  return Session(model, options, entry, std::move(inputs), passes);
}

static std::vector<vitc::PublicKey> trustedKeys(const Options &options) {
  std::vector<vitc::PublicKey> keys;
  if (!options.verifyKey)
    return keys;
  if (const vitc::Fault fault = vitc::readPublicKeyFile(*options.verifyKey, keys); !fault.empty())
    fail("--verify-key: ", fault);
  return keys;
}

static void run(const Options &options) {
  const bool runs = options.benchmark || !options.profile.empty() || !options.images.empty() ||
                    !options.outputDir.empty();
  const Model model =
      loadModel(options.model, /*anyCpu=*/!runs && !options.selfTest, trustedKeys(options));
  if (options.info)
    printInfo(model, options);
  if (options.selfTest)
    std::printf("passed its self-test on %s\n", testItself(model, options).c_str());
  if (!runs)
    return;
  Session session = makeSession(model, options);
  if (options.benchmark)
    benchmark(model, session, options);
  else if (!options.profile.empty())
    profile(model, session, options);
  else
    session.run();
  if (!options.images.empty())
    printImages(session, options);
  if (!options.outputDir.empty())
    writeOutputs(session, options.outputDir);
}

int main(int argc, char **argv) {
  // A file larger than the limit (ulimit -f) is a fault of writing it.
  std::signal(SIGXFSZ, SIG_IGN);
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
    std::fprintf(stderr, "vitc-run: error: %s\n", vitc::printable(error.what()).c_str());
  }
  return 1;
}
