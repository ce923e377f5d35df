// CheckAgainst.cpp: from an output that is off to the pass, the launch or the op that is to blame.
//
// The question is asked level by level, each time with the levels before it known to be right: does the
// model as it was read give the reference, by the Interpreter? Does the Interpreter give the same behind
// every pass? Does every launch of the compiled program give what the Interpreter makes of the operands
// that the launch really had?
//
// The two never round alike. Where a value is small because large terms cancel (a mean near zero), it may be
// off by what rounding these makes, lest it be blamed for what is wrong elsewhere.
#include "../run/Artifact.h"
#include "Check.h"
#include "codegen/Targets.h"
#include "ir/Entries.h"
#include "ir/Interpreter.h"
#include "ir/Printable.h"
#include "ir/VitOpsLayout.h"
#include "ir/VitOpsProgram.h"
#include "passes/CompareTensors.h"
#include "passes/Passes.h"
#include "llvm/Support/Format.h"

using namespace mlir;

namespace vitc {
namespace {

std::string sizeText(double value) {
  std::string text;
  llvm::raw_string_ostream(text) << llvm::format("%.2g", value);
  return text;
}

/// The output that is farthest from what it should be.
struct Difference {
  size_t pass = 0;
  unsigned output = 0;
  Deviation by;
};

/// "launch 3 of 17, kernel @mlp_1x17x30"
std::string describe(vit::LaunchOp launch, ArrayRef<vit::LaunchOp> launches) {
  size_t index = llvm::find(launches, launch) - launches.begin();
  return "launch " + std::to_string(index + 1) + " of " + std::to_string(launches.size()) +
         ", kernel @" + launch.getKernel().str();
}

/// What is compared, and the compilation that made it.
struct CheckContext {
  Compilation &compilation;
  const CheckOptions &options;
  ModuleOp imported, program;
  std::string target; // of the CPUs that the program is compiled for
};

/// The way down from a wrong output.
class Bisection {
public:
  Bisection(CheckContext &check, const ReferencePass &reference)
      : check(check), reference(reference) {}

  /// The output that is off most. `outputs` are those of this pass by the artifact or the Interpreter.
  Difference compare(ArrayRef<Tensor> outputs) {
    Difference worst;
    Comparison comparison(check.options.tolerance,
                          [&](Blur *blur) { return outputsOf(evaluateTraced(blur)); });
    for (auto [index, wanted, output] : llvm::enumerate(reference.outputs, outputs)) {
      const Deviation by = wanted ? comparison.deviation(index, *wanted, output) : Deviation();
      if (worst.by < by)
        worst = {0, unsigned(index), by};
    }
    return worst;
  }

  LogicalResult run() {
    if (failed(checkImport()) || failed(checkPasses()))
      return failure();
    check.program.lookupSymbol<func::FuncOp>("main").walk(
        [&](vit::LaunchOp launch) { launches.push_back(launch); });
    return checkLaunches();
  }

private:
  /// One evaluation of the imported model.
  struct Trace {
    SmallVector<Tensor> outputs;
    SmallVector<std::pair<Operation *, Tensor>> nodes; // those that the reference has
  };

  static FailureOr<SmallVector<Tensor>> outputsOf(const FailureOr<Trace> &trace) {
    if (failed(trace))
      return failure();
    return trace->outputs;
  }

  FailureOr<Trace> evaluateTraced(Blur *blur = nullptr) {
    Trace trace;
    auto observe = [&](Operation *op, ArrayRef<Tensor>, MutableArrayRef<Tensor> results) {
      auto node = reference.nodes.find(nodeName(op->getLoc()));
      if (node != reference.nodes.end() && results.size() == 1 && isLastOfNode(op) &&
          results[0].getNumElements() == node->second.getNumElements())
        trace.nodes.emplace_back(op, results[0]);
      if (blur)
        (*blur)(results);
    };
    auto outputs = evaluate(check.imported.lookupSymbol<func::FuncOp>("main"),
                            blurred(reference.inputs, blur), observe);
    if (failed(outputs))
      return failure();
    trace.outputs = std::move(*outputs);
    return trace;
  }

  /// The model as it was read, by the Interpreter. It is compared with the values of nodes that the
  /// reference has, too.
  LogicalResult checkImport() {
    auto main = check.imported.lookupSymbol<func::FuncOp>("main");
    FailureOr<Trace> trace = evaluateTraced();
    if (failed(trace))
      return failure();
    Difference worst = compare(trace->outputs);
    if (!worst.by.isOff)
      return success();
    auto error =
        main.emitError()
        << "the model as it was read differs already, by the Interpreter: output '"
        << outputName(main, worst.output) << "' by " << sizeText(worst.by.share)
        << " of its largest value. Not the compiler is wrong, but the file that it read, the "
           "import, or the reference";
    if (failed(findNode(*trace, error)))
      error.attachNote() << "arrays of '" << check.options.reference
                         << "' that are named like nodes of the model would tell where";
    return failure();
  }

  /// Names the first node whose value is not the reference's.
  LogicalResult findNode(const Trace &trace, InFlightDiagnostic &error) {
    Comparison comparison(
        check.options.tolerance, [&](Blur *blur) -> FailureOr<SmallVector<Tensor>> {
          FailureOr<Trace> again = evaluateTraced(blur);
          if (failed(again))
            return failure();
          return llvm::map_to_vector(again->nodes, [](const auto &node) { return node.second; });
        });
    for (auto [index, node] : llvm::enumerate(trace.nodes)) {
      StringRef name = nodeName(node.first->getLoc());
      const Deviation by =
          comparison.deviation(index, reference.nodes.find(name)->second, node.second);
      if (!by.isOff)
        continue;
      error.attachNote(node.first->getLoc())
          << "the first node that differs from the reference's array '" << name << "', by "
          << sizeText(by.share);
      return success();
    }
    return failure();
  }

  /// A node's value is what the last of its ops makes.
  static bool isLastOfNode(Operation *op) {
    Operation *next = op->getNextNode();
    return !next || nodeName(next->getLoc()) != nodeName(op->getLoc());
  }

  LogicalResult checkPasses() {
    OwningOpRef<ModuleOp> module = check.imported.clone();
    NumericsOptions options;
    options.inputs = reference.inputs;
    options.tolerance = check.options.tolerance;
    options.keepReference = true;
    return check.compilation.transformCopy(*module, Stage::Program, options);
  }

  LogicalResult checkLaunches() {
    SmallVector<Probe> probes;
    for (vit::LaunchOp launch : launches)
      for (Value result : launch.getResults())
        probes.push_back({launch, result});
    auto main = check.program.lookupSymbol<func::FuncOp>("main");
    auto found = compileAndRun(*addProbes(check.program, probes), reference.inputs);
    if (failed(found))
      return failure();
    llvm::DenseMap<Value, Tensor> compiled;
    for (auto [argument, input] : llvm::zip_equal(main.getArguments(), reference.inputs))
      compiled.try_emplace(argument, input);
    for (auto [probe, value] :
         llvm::zip_equal(probes, ArrayRef(*found).drop_front(main.getNumResults())))
      compiled.try_emplace(probe.value, value);
    double largest = 0;
    vit::LaunchOp worst;
    for (Operation &op : main.front().without_terminator()) {
      SmallVector<Tensor> operands;
      for (Value operand : op.getOperands())
        operands.push_back(compiled.find(operand)->second);
      auto expected = evaluate(&op, operands);
      if (failed(expected))
        return failure();
      Comparison comparison(check.options.tolerance,
                            [&](Blur *blur) { return evaluate(&op, blurred(operands, blur)); });
      for (auto [index, result] : llvm::enumerate(op.getResults())) {
        auto [entry, isNew] = compiled.try_emplace(result, (*expected)[index]);
        if (isNew)
          continue;
        const Deviation by = comparison.deviation(index, (*expected)[index], entry->second);
        if (by.isOff)
          return explainLaunch(cast<vit::LaunchOp>(op), operands, by.share);
        if (by.share > largest) {
          largest = by.share;
          worst = cast<vit::LaunchOp>(op);
        }
      }
    }
    auto error = main.emitError() << "every pass and every launch is right within "
                                  << sizeText(check.options.tolerance)
                                  << "; what is off is the sum of their rounding";
    if (worst)
      error.attachNote(worst.getLoc()) << describe(worst, launches) << " rounds most, by "
                                       << sizeText(largest) << " of its largest value";
    return failure();
  }

  /// Compiles a planned variant of the program, to which kernels may have been added, runs it once, and
  /// returns its outputs.
  FailureOr<SmallVector<Tensor>> compileAndRun(ModuleOp program, ArrayRef<Tensor> inputs) {
    PassManager pm(program.getContext());
    pm.addPass(createSelectSchedulesPass());
    FailureOr<std::string> path = check.compilation.makeTemporaryArtifact();
    if (failed(path) || failed(pm.run(program)) ||
        failed(check.compilation.writeObject(program, *path)))
      return failure();
    return runArtifact(*path, check.target, inputs,
                       program.lookupSymbol<func::FuncOp>("main").getResultTypes(),
                       program.getContext());
  }

  /// Plans kernels that are parts of the program's: their weights are packed.
  LogicalResult plan(ModuleOp program) {
    program->setAttr("vit.targets", check.program->getAttr("vit.targets"));
    PassManager pm(program.getContext());
    pm.addPass(createSelectSchedulesPass());
    pm.addPass(createPlanMemoryPass());
    return pm.run(program);
  }

  /// Copies of `tensors`, blurred if there is a `blur`.
  static SmallVector<Tensor> blurred(ArrayRef<Tensor> tensors, Blur *blur) {
    SmallVector<Tensor> result(tensors);
    if (blur)
      (*blur)(result);
    return result;
  }

  /// `launch` gives something else than the Interpreter makes of `operands`.
  LogicalResult explainLaunch(vit::LaunchOp launch, ArrayRef<Tensor> operands, double size) {
    auto error = launch.emitError()
                 << describe(launch, launches) << ", differs by " << sizeText(size)
                 << " of its largest value from what the Interpreter computes of the same operands";
    if (succeeded(findOverwritten(launch, operands, error)))
      return failure();
    auto kernel =
        SymbolTable::lookupNearestSymbolFrom<vit::KernelOp>(launch, launch.getKernelAttr());
    findOp(kernel, operands, error);
    return failure();
  }

  /// Looks for an operand that is not in memory what it was when it was made: before the launch, or
  /// behind it.
  LogicalResult findOverwritten(vit::LaunchOp launch, ArrayRef<Tensor> operands,
                                InFlightDiagnostic &error) {
    SmallVector<Probe> probes;
    for (bool isBefore : {true, false})
      for (Value operand : launch.getOperands())
        probes.push_back({launch, operand, isBefore});
    auto found = compileAndRun(*addProbes(check.program, probes), reference.inputs);
    if (failed(found))
      return failure();
    size_t numResults = check.program.lookupSymbol<func::FuncOp>("main").getNumResults();
    for (auto [index, probe] : llvm::enumerate(probes)) {
      unsigned operand = index % operands.size();
      if (relativeDifference(operands[operand], (*found)[numResults + index]) == 0)
        continue;
      auto &note = error.attachNote(probe.value.getLoc());
      note << "operand " << operand;
      if (probe.value.getDefiningOp<vit::ConstantOp>())
        note << ", a weight, is not in its place in the file";
      else
        note << " is overwritten "
             << (probe.isBefore ? "before the launch reads it" : "by the launch")
             << ": places of the memory plan overlap";
      return success();
    }
    return failure();
  }

  /// Compiles the kernel's ops one after the other, to name the first that is wrong.
  void findOp(vit::KernelOp kernel, ArrayRef<Tensor> operands, InFlightDiagnostic &error) {
    SmallVector<Operation *> ops;
    OwningOpRef<ModuleOp> split = splitKernel(kernel, ops);
    auto main = split->lookupSymbol<func::FuncOp>("main");
    auto expected = evaluate(main, operands);
    if (failed(expected) || failed(plan(*split)))
      return;
    auto found = compileAndRun(*split, operands);
    if (failed(found))
      return;
    Comparison comparison(check.options.tolerance,
                          [&](Blur *blur) { return evaluate(main, blurred(operands, blur)); });
    for (auto [index, op, value] : llvm::enumerate(ops, *found)) {
      const Deviation by = comparison.deviation(index, (*expected)[index], value);
      if (!by.isOff)
        continue;
      error.attachNote(op->getLoc())
          << "the first wrong op of the kernel is this " << op->getName().getStringRef() << ", by "
          << sizeText(by.share);
      return;
    }
    error.attachNote()
        << "each op of the kernel is right when it is compiled alone: the schedule of all "
           "together is to blame";
  }

  CheckContext &check;
  const ReferencePass &reference;
  SmallVector<vit::LaunchOp> launches;
};

} // namespace

/// `where` tells the code that runs from other code of the artifact.
static LogicalResult checkArtifact(CheckContext &check, StringRef artifact,
                                   ArrayRef<ReferencePass> reference, const std::string &where) {
  auto main = check.program.lookupSymbol<func::FuncOp>("main");
  Difference worst;
  for (auto [index, pass] : llvm::enumerate(reference)) {
    auto outputs =
        runArtifact(artifact, check.target, pass.inputs, main.getResultTypes(), main.getContext());
    if (failed(outputs))
      return failure();
    Difference difference = Bisection(check, pass).compare(*outputs);
    if (worst.by < difference.by)
      worst = {index, difference.output, difference.by};
  }
  std::string name = outputName(main, worst.output);
  if (!worst.by.isOff) {
    const bool isRounding = worst.by.share > check.options.tolerance;
    llvm::outs() << "vitc: agrees with '" << check.options.reference << "': output '"
                 << printable(name) << "' is off by " << sizeText(worst.by.share)
                 << " of its largest value (tolerance " << sizeText(check.options.tolerance) << ")"
                 << (isRounding ? ", no more than rounding makes it: large terms cancel" : "")
                 << where << "\n";
    return success();
  }
  emitError(UnknownLoc::get(main.getContext()))
      << "the compiled model differs from '" << check.options.reference << "': output '" << name
      << "' by " << sizeText(worst.by.share) << " of its largest value (tolerance "
      << sizeText(check.options.tolerance) << ")" << where;
  return Bisection(check, reference[worst.pass]).run();
}

/// The code of every CPU for one entry, `main` of the check's modules. `entry` is what to call it.
static LogicalResult checkEntry(CheckContext &check, const Targets &targets, StringRef artifact,
                                const std::string &entry) {
  auto reference =
      readReference(check.options.reference, check.imported.lookupSymbol<func::FuncOp>("main"));
  if (failed(reference))
    return failure();
  for (const Target &cpu : targets.cpus) {
    check.target = cpu.name;
    const uint64_t missing = run::missingFeatures(cpu.cpuFeatures);
    if (targets.cpus.size() > 1 && missing) {
      llvm::outs() << "vitc: the code for " << cpu.name << " is not checked: this CPU lacks "
                   << run::cpuNames(missing) << "\n";
      continue;
    }
    const std::string target = targets.cpus.size() > 1 ? " on " + cpu.name : "";
    if (failed(checkArtifact(check, artifact, *reference, entry + target)))
      return failure();
  }
  return success();
}

LogicalResult compileAndCheck(Compilation &compilation, const CheckOptions &options) {
  if (failed(compilation.load()))
    return failure();
  ModuleOp module = compilation.getModule();
  auto wanted = entriesInReference(options.reference, entriesOf(module));
  if (failed(wanted) || llvm::any_of(*wanted, [&](auto main) {
        return failed(readReference(options.reference, main));
      }))
    return failure();
  const bool isOnly = entriesOf(module).size() == 1;
  std::vector<std::pair<std::string, StringAttr>> entries; // what each is called
  for (func::FuncOp entry : *wanted)
    entries.emplace_back(isOnly ? "" : " for " + describeEntry(entry), entry.getSymNameAttr());
  OwningOpRef<ModuleOp> imported = module.clone();
  if (failed(compilation.transform(Stage::Program)))
    return failure();
  // The code for every CPU that this one can stand for.
  auto targets = Targets::fromAttribute(module->getAttrOfType<ArrayAttr>("vit.targets"));
  if (!targets)
    return module->emitError(toString(targets.takeError()));
  const StringRef host = llvm::cantFail(Target::parse("host")).architecture();
  if (StringRef foreign = targets->cpus.front().architecture(); foreign != host)
    return emitError(UnknownLoc::get(module.getContext()),
                     "--check-against runs the model, and code for ")
           << foreign << " does not run here; --self-test lets it check itself where it does";
  FailureOr<std::string> path =
      options.output.empty() ? compilation.makeTemporaryArtifact() : FailureOr(options.output);
  if (failed(path) || failed(compilation.writeObject(module, *path)))
    return failure();
  for (const auto &[text, name] : entries) {
    auto alone = [&, name = name](ModuleOp of) {
      return isOnly ? OwningOpRef<ModuleOp>(of.clone())
                    : extractEntry(of, of.lookupSymbol<func::FuncOp>(name));
    };
    OwningOpRef<ModuleOp> own = alone(*imported), program = alone(module);
    CheckContext check{compilation, options, *own, *program, {}};
    if (failed(checkEntry(check, *targets, *path, text)))
      return failure();
  }
  return success();
}

} // namespace vitc
