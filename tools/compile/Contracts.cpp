#include "Contracts.h"
#include "../run/Error.h"
#include "../run/Session.h"
#include "llvm/ADT/STLExtras.h"
#include <algorithm>
#include <array>
#include <cstdio>
#include <optional>

using namespace mlir;

namespace vitc {
namespace {

class Contracts {
public:
  Contracts(MLIRContext &context, bool testsItself, std::optional<double> maxLatency)
      : where(UnknownLoc::get(&context)), testsItself(testsItself), maxLatency(maxLatency) {}

  LogicalResult check(StringRef path) const {
    try {
      if (const std::string foreign = run::foreignArchitecture(path.str()); !foreign.empty()) {
        if (maxLatency)
          run::fail("--assert-latency: ", foreign, "; measure it where it is to run");
        emitWarning(where) << "the self-test is not run here: " << foreign;
        return success();
      }
      const run::Model model = run::loadModel(path.str(), /*anyCpu=*/true);
      if (const uint64_t missing = run::missingFeatures(model.artifact.cpuFeatures)) {
        if (maxLatency)
          run::fail("--assert-latency: this CPU cannot run the model, it lacks ",
                    run::cpuNames(missing), "; measure it where it is to run");
        emitWarning(where) << "the self-test is not run here: this CPU lacks "
                           << run::cpuNames(missing);
        return success();
      }
      return failure((testsItself && failed(checkItself(model))) ||
                     (maxLatency && failed(checkLatency(model))));
    } catch (const run::Error &error) {
      return emitError(where) << error.what();
    }
  }

private:
  /// The code that this CPU takes.
  LogicalResult checkItself(const run::Model &model) const {
    try {
      run::testItself(model, options());
      return success();
    } catch (const run::Error &error) {
      StringRef text = error.what();
      text.consume_front(model.path + ": ");
      InFlightDiagnostic diagnostic = emitError(where) << text;
      diagnostic.attachNote()
          << "--tolerance allows more where the arithmetic asks for it, as a --precision does "
             "(--tolerance=0.05): what should be is by the model as it was read, in f32; "
             "--check-against finds out what is wrong";
      return diagnostic;
    }
  }

  static run::Options options() {
    run::Options options;
    options.device = VITC_DEVICE_CPU;
    return options;
  }

  /// Every entry has to do.
  LogicalResult checkLatency(const run::Model &model) const {
    for (const vitc_model_info *entry : model.entries())
      if (failed(checkLatency(model, run::Entry(*entry))))
        return failure();
    return success();
  }

  LogicalResult checkLatency(const run::Model &model, const run::Entry &entry) const {
    const double milliseconds = medianOf(model, entry) * 1e3;
    if (milliseconds <= *maxLatency)
      return success();
    InFlightDiagnostic error = emitError(where)
                               << "an image takes " << text(milliseconds)
                               << " ms here, and --assert-latency=" << text(*maxLatency)
                               << " allows less";
    if (model.several)
      error.attachNote() << "in passes of " << entry.info.batch << ", of "
                         << run::toString(run::shapeOf(entry.info.inputs[0]));
    std::vector<Launch> launches = slowestLaunches(model, entry);
    launches.resize(std::min<size_t>(launches.size(), 3));
    for (const auto &[seconds, launch] : launches)
      error.attachNote() << "node '" << launch->node << "' takes " << text(seconds * 1e3)
                         << " ms of it, in kernel '" << launch->kernel << "'";
    return error;
  }

  /// A session on generated inputs that has run often enough to be at its speed.
  static std::unique_ptr<run::Session> warmSession(const run::Model &model, const run::Entry &entry,
                                                   const run::Options &options) {
    auto inputs = run::readInputs({entry}, {}, /*fill=*/true, /*images=*/0);
    auto session = std::make_unique<run::Session>(model, options, entry, std::move(inputs.tensors),
                                                  inputs.passes);
    for (int i = 0; i < 3; ++i)
      session->run();
    return session;
  }

  /// Seconds of an image.
  static double medianOf(const run::Model &model, const run::Entry &entry) {
    const std::unique_ptr<run::Session> session = warmSession(model, entry, options());
    std::array<double, 11> times;
    for (double &time : times) {
      const double begin = run::now();
      session->run();
      time = (run::now() - begin) / double(session->images());
    }
    llvm::sort(times);
    return times[times.size() / 2];
  }

  using Launch = std::pair<double, const vitc_launch_info *>; // seconds
  static std::vector<Launch> slowestLaunches(const run::Model &model, const run::Entry &entry) {
    run::Options profiled = options();
    profiled.profile = "wanted";
    const std::unique_ptr<run::Session> session = warmSession(model, entry, profiled);
    std::vector<Launch> launches;
    for (const vitc_profile_event &event : session->profile())
      launches.emplace_back(double(event.end_ns - event.begin_ns) * 1e-9 /
                                double(session->images()),
                            &model.info->launches[event.launch]);
    llvm::sort(launches, std::greater<>()); // of equal ones any
    return launches;
  }

  static std::string text(double number) {
    char buffer[32];
    std::snprintf(buffer, sizeof buffer, "%.3g", number);
    return buffer;
  }

  Location where;
  bool testsItself;
  std::optional<double> maxLatency;
};

} // namespace

void connectContracts(Session &session, const CompileOptions &options,
                      std::optional<double> maxLatency) {
  if (options.format != Format::SharedObject || (options.selfTest == 0 && !maxLatency))
    return;
  const Contracts contracts(session.context, options.selfTest != 0, maxLatency);
  session.checkArtifact = [contracts](StringRef path) { return contracts.check(path); };
}

} // namespace vitc
