//===-- TuneSchedules.cpp -------------------------------------------------------------------------===//
//
// Times of other machines' users drift by a third within minutes: so what counts are ratios of programs that take turns, and
// no change stays that was not faster twice.
//
//===---------------------------------------------------------------------------------------------===//
#include "codegen/TuneSchedules.h"
#include "codegen/HalideErrors.h"
#include "codegen/LoopNests.h"
#include "codegen/SelectSchedules.h"
#include "codegen/schedules/Schedules.h"
#include "ir/VitOpsProgram.h"
#include "mlir/Pass/PassManager.h"
#include "passes/Passes.h"
#include "llvm/ADT/StringSet.h"
#include <chrono>
#include <cmath>

using namespace mlir;

namespace vitc {
namespace {

using Loops = SmallVector<Attribute>;
using Clock = std::chrono::steady_clock;

/// Programs that take turns, the one with the loops as they were among them.
constexpr size_t programsAtOnce = 4;
/// A share of the time that another choice has to leave at most, alone and together with others.
constexpr double wantedShare = 0.98, confirmedShare = 0.99;

/// Loops that are known to be allowed.
class GivenLoops : public LoopSource {
public:
  explicit GivenLoops(ArrayRef<Attribute> loops) : loops(loops) {}
  Attribute loopsOf(size_t position, const LoopNest &) override { return loops[position]; }
  bool mergesRows() const override { return false; } // a CPU's

protected:
  ArrayRef<Attribute> loops;
};

/// The same, and what else each loop nest could have.
class Alternatives : public GivenLoops {
public:
  Alternatives(ArrayRef<Attribute> loops, const Target &target)
      : GivenLoops(loops), others(loops.size()), target(target) {}
  Attribute loopsOf(size_t position, const LoopNest &nest) override {
    const Attribute loops = GivenLoops::loopsOf(position, nest);
    others[position] = alternativesTo(loops, nest, target);
    return loops;
  }

  ArrayRef<Attribute> own() const { return loops; }
  std::vector<std::vector<Attribute>> others; // of each loop nest

private:
  const Target &target;
};

/// A kernel, and what of it has been measured.
struct Kernel {
  std::string name;
  Loops own;
  struct Trial {
    size_t position;
    Attribute loops;
    double share = 1; // of the time that the kernel takes with its own loops
  };
  std::vector<Trial> trials;
  size_t numMeasured = 0; // of them
};

/// Which loops each kernel of a program has.
using LoopsOf = std::function<Loops(const Kernel &)>;

Loops ownLoops(const Kernel &kernel) { return kernel.own; }

class Tuner {
public:
  Tuner(ModuleOp module, const Tuning &tuning)
      : module(module), context(module.getContext()), tuning(tuning) {}

  LogicalResult run() {
    if (failed(findTrials()))
      return failure();
    measureTrials();
    return confirm();
  }

private:
  LogicalResult findTrials() {
    llvm::StringSet<> launched;
    module.walk([&](vit::LaunchOp launch) { launched.insert(launch.getKernel()); });
    for (auto kernel : module.getOps<vit::KernelOp>()) {
      if (!launched.contains(kernel.getSymName()))
        continue; // nobody can tell its time
      const vit::ScheduleAttr schedule = kernel.getScheduleFor(tuning.target.name);
      Kernel found{kernel.getSymName().str(), Loops(schedule.getLoops().getValue()), {}};
      Alternatives source(found.own, tuning.target);
      if (failed(planSchedule(kernel, tuning.target, source)))
        return failure();
      if (const Loops known = findKnown(kernel, source); !known.empty()) {
        if (failed(setLoops(module, found.name, known)))
          return failure();
        continue;
      }
      // Each loop nest's first, then each one's second: the time may not be enough for all.
      for (size_t number = 0, more = 1; more; ++number) {
        more = 0;
        for (auto [position, others] : llvm::enumerate(source.others))
          if (number < others.size()) {
            found.trials.push_back({position, others[number]});
            ++more;
          }
      }
      if (!found.trials.empty())
        kernels.push_back(std::move(found));
    }
    return success();
  }

  /// What was found before, if it is among what would be tried now.
  Loops findKnown(vit::KernelOp kernel, const Alternatives &source) const {
    const ArrayAttr known = tuning.find ? tuning.find(kernel) : ArrayAttr();
    if (!known || known.size() != source.others.size())
      return {};
    for (auto [own, loops, others] : llvm::zip_equal(source.own(), known, source.others))
      if (loops != own && !llvm::is_contained(others, loops))
        return {};
    return Loops(known.getValue());
  }

  /// As many trials at once as programs take turns, one of each kernel in each of them.
  void measureTrials() {
    size_t rounds = 0;
    for (const Kernel &kernel : kernels)
      rounds = std::max(rounds, kernel.trials.size());
    const auto end = Clock::now() + std::chrono::duration<double>(tuning.seconds);
    for (size_t first = 0; first < rounds && Clock::now() < end; first += programsAtOnce - 1) {
      if (tuning.progress)
        tuning.progress(first, rounds);
      const size_t last = std::min(first + programsAtOnce - 1, rounds);
      std::vector<LoopsOf> programs{ownLoops};
      for (size_t number = first; number < last; ++number)
        programs.push_back([number](const Kernel &kernel) {
          Loops loops = kernel.own;
          if (number < kernel.trials.size())
            loops[kernel.trials[number].position] = kernel.trials[number].loops;
          return loops;
        });
      const auto times = measureOrWarn(programs);
      if (times.empty())
        return;
      for (Kernel &kernel : kernels)
        for (; kernel.numMeasured < std::min(last, kernel.trials.size()); ++kernel.numMeasured)
          kernel.trials[kernel.numMeasured].share =
              shareOf(kernel, times[kernel.numMeasured - first + 1], times.front());
    }
  }

  static double shareOf(const Kernel &kernel, const KernelTimes &times, const KernelTimes &own) {
    const double before = own.at(kernel.name), now = times.at(kernel.name);
    return before > 0 && now > 0 ? now / before : 1; // a clock may stand still
  }

  /// The fastest of each loop nest together, and the fastest change alone, against the loops as they were.
  LogicalResult confirm() {
    auto together = [](const Kernel &kernel) {
      Loops loops = kernel.own;
      std::vector<double> least(loops.size(), wantedShare);
      for (const Kernel::Trial &trial : kernel.trials)
        if (trial.share < least[trial.position]) {
          least[trial.position] = trial.share;
          loops[trial.position] = trial.loops;
        }
      return loops;
    };
    auto alone = [](const Kernel &kernel) {
      Loops loops = kernel.own;
      const auto *fastest = &kernel.trials.front();
      for (const Kernel::Trial &trial : kernel.trials)
        if (trial.share < fastest->share)
          fastest = &trial;
      if (fastest->share < wantedShare)
        loops[fastest->position] = fastest->loops;
      return loops;
    };
    if (llvm::all_of(kernels, [&](const Kernel &kernel) { return alone(kernel) == kernel.own; })) {
      for (const Kernel &kernel : kernels)
        keep(kernel, kernel.own);
      return success();
    }
    const auto times = measureOrWarn({ownLoops, together, alone});
    if (times.empty())
      return success();
    for (const Kernel &kernel : kernels) {
      const double all = shareOf(kernel, times[1], times.front()),
                   one = shareOf(kernel, times[2], times.front());
      Loops loops = all < one ? together(kernel) : alone(kernel);
      if (std::min(all, one) > confirmedShare)
        loops = kernel.own;
      keep(kernel, loops);
      if (loops == kernel.own)
        continue;
      if (failed(setLoops(module, kernel.name, loops)))
        return failure();
      tell(kernel, loops, std::min(all, one));
    }
    return success();
  }

  /// Of a kernel with the loops as they were, once all has been tried.
  void keep(const Kernel &kernel, ArrayRef<Attribute> loops) {
    if (tuning.keep && kernel.numMeasured == kernel.trials.size())
      tuning.keep(module.lookupSymbol<vit::KernelOp>(kernel.name), ArrayAttr::get(context, loops));
  }

  void tell(const Kernel &kernel, ArrayRef<Attribute> loops, double share) {
    auto op = module.lookupSymbol<vit::KernelOp>(kernel.name);
    InFlightDiagnostic remark = anchorOf(op)->emitRemark("kernel @")
                                << kernel.name << " takes " << std::lround(share * 100)
                                << " % of its time with other loops";
    for (auto [before, now] : llvm::zip_equal(kernel.own, loops))
      if (before != now)
        remark.attachNote() << now << " instead of " << before;
  }

  LogicalResult setLoops(ModuleOp module, StringRef name, ArrayRef<Attribute> loops) {
    auto kernel = module.lookupSymbol<vit::KernelOp>(name);
    GivenLoops source(loops);
    FailureOr<vit::ScheduleAttr> schedule = planSchedule(kernel, tuning.target, source);
    if (failed(schedule))
      return failure();
    SmallVector<Attribute> schedules(kernel.getSchedulesAttr().getValue());
    for (Attribute &other : schedules)
      if (cast<vit::ScheduleAttr>(other).getTarget() == schedule->getTarget())
        other = *schedule;
    kernel.setSchedulesAttr(ArrayAttr::get(context, schedules));
    return success();
  }

  /// The program with these loops, for the tuned target alone.
  FailureOr<OwningOpRef<ModuleOp>> makeProgram(const LoopsOf &loopsOf) {
    OwningOpRef<ModuleOp> program = module.clone();
    for (const Kernel &kernel : kernels)
      if (failed(setLoops(*program, kernel.name, loopsOf(kernel))))
        return failure();
    (*program)->setAttr("vit.targets", ArrayAttr::get(context, tuning.target.toAttribute(context)));
    for (auto kernel : program->getOps<vit::KernelOp>())
      kernel.setSchedulesAttr(ArrayAttr::get(context, kernel.getScheduleFor(tuning.target.name)));
    PassManager pm(context);
    pm.addPass(createPlanMemoryPass());
    if (failed(pm.run(*program)))
      return failure();
    return program;
  }

  FailureOr<std::vector<KernelTimes>> measure(ArrayRef<LoopsOf> all) {
    std::vector<OwningOpRef<ModuleOp>> programs;
    SmallVector<ModuleOp> given;
    for (const LoopsOf &loopsOf : all) {
      auto program = makeProgram(loopsOf);
      if (failed(program))
        return failure();
      given.push_back(**program);
      programs.push_back(std::move(*program));
    }
    auto times = tuning.measure(given);
    if (failed(times))
      return failure();
    for (const KernelTimes &own : *times)
      for (const Kernel &kernel : kernels)
        if (!own.contains(kernel.name))
          return module.emitError("the profile knows no kernel @") << kernel.name;
    return times;
  }

  /// Nothing where the programs cannot be made or run: the module is as good as before, so that is a warning.
  std::vector<KernelTimes> measureOrWarn(ArrayRef<LoopsOf> all) {
    std::string fault;
    FailureOr<std::vector<KernelTimes>> times = failure();
    {
      const ScopedDiagnosticHandler handler(context, [&](Diagnostic &diagnostic) {
        if (fault.empty() && diagnostic.getSeverity() == DiagnosticSeverity::Error)
          fault = diagnostic.str();
        return success();
      });
      times = measure(all);
    }
    if (succeeded(times))
      return std::move(*times);
    mlir::emitWarning(UnknownLoc::get(context), "no other loops are tried: ") << fault;
    return {};
  }

  ModuleOp module;
  MLIRContext *context;
  const Tuning &tuning;
  std::vector<Kernel> kernels;
};

} // namespace

LogicalResult tuneSchedules(ModuleOp module, const Tuning &tuning) {
  return Tuner(module, tuning).run();
}

} // namespace vitc
