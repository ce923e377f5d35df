#include "Tuning.h"
#include "../run/Error.h"
#include "../run/Session.h"
#include "llvm/ADT/STLExtras.h"

using namespace mlir;

namespace vitc {
namespace {

/// Runs of each artifact that count, and those before.
constexpr int countedRuns = 7, warmRuns = 2;

/// Sessions of all entries of a model.
std::vector<std::unique_ptr<run::Session>> openSessions(const run::Model &model) {
  run::Options options;
  options.device = VITC_DEVICE_CPU;
  options.profile = "wanted";
  std::vector<std::unique_ptr<run::Session>> sessions;
  for (const vitc_model_info *info : model.entries()) {
    const run::Entry entry(*info);
    auto inputs = run::readInputs({entry}, {}, /*fill=*/true, /*images=*/0);
    sessions.push_back(std::make_unique<run::Session>(model, options, entry,
                                                      std::move(inputs.tensors), inputs.passes));
  }
  return sessions;
}

/// Adds what the kernels of a run took.
void addTimes(run::Session &session, KernelTimes &times) {
  session.run();
  for (const vitc_profile_event &event : session.profile())
    times[session.info().launches[event.launch].kernel] +=
        double(event.end_ns - event.begin_ns) * 1e-9;
}

KernelTimes medianOf(const std::vector<KernelTimes> &runs) {
  KernelTimes medians;
  for (const auto &entry : runs.front()) {
    std::vector<double> times;
    for (const KernelTimes &run : runs)
      times.push_back(run.lookup(entry.getKey()));
    llvm::sort(times);
    medians[entry.getKey()] = times[times.size() / 2];
  }
  return medians;
}

std::vector<KernelTimes> timeInTurns(const std::vector<std::string> &paths) {
  std::vector<run::Model> models;
  std::vector<std::vector<std::unique_ptr<run::Session>>> sessions;
  for (const std::string &path : paths) {
    models.push_back(run::loadModel(path, /*anyCpu=*/false));
    sessions.push_back(openSessions(models.back()));
  }
  std::vector<std::vector<KernelTimes>> runs(paths.size());
  for (int number = -warmRuns; number < countedRuns; ++number)
    for (size_t i = 0; i < paths.size(); ++i) {
      KernelTimes times;
      for (const auto &session : sessions[i])
        addTimes(*session, times);
      if (number >= 0)
        runs[i].push_back(std::move(times));
    }
  std::vector<KernelTimes> medians;
  for (const auto &all : runs)
    medians.push_back(medianOf(all));
  return medians;
}

} // namespace

void connectTuning(Session &session) {
  session.timeKernels =
      [&session](const std::vector<std::string> &paths) -> FailureOr<std::vector<KernelTimes>> {
    try {
      return timeInTurns(paths);
    } catch (const run::Error &error) {
      return session.fail("--tune: " + Twine(error.what()));
    } catch (const std::bad_alloc &) {
      return session.fail("--tune: there is not enough memory for several programs at a time");
    }
  };
}

} // namespace vitc
