//===-- VerifyNumerics.cpp: every pass against the Interpreter -----------------------------------===//
//
// Ops are compared across a pass by the model's node that they come from and by their type: a pass that
// keeps both keeps the value. So the op that is named is the first one that a reader can look at in the
// IR before and behind the pass. Passes may round differently: where a result is small because large terms
// cancel, it may be off by what rounding these makes (CompareTensors.h).
//
//===---------------------------------------------------------------------------------------------===//
#include "passes/VerifyNumerics.h"
#include "ir/Entries.h"
#include "ir/Interpreter.h"
#include "ir/VitOpsLayout.h"
#include "mlir/Pass/Pass.h"
#include "mlir/Pass/PassInstrumentation.h"
#include "passes/CompareTensors.h"

using namespace mlir;

namespace vitc {
namespace {

/// Uniform in [-1, 1]; integers 0 or 1. The same for the same type and position.
Tensor randomTensor(RankedTensorType type, unsigned seed) {
  std::mt19937 generator(seed);
  std::uniform_real_distribution<double> uniform(-1, 1);
  Tensor tensor(type);
  for (int64_t i = 0; i < tensor.getNumElements(); ++i) {
    double value = uniform(generator);
    if (tensor.isFloat())
      tensor.setFloat(i, value);
    else
      tensor.setInt(i, value > 0);
  }
  return tensor;
}

/// What one evaluation of a module gave.
struct Evaluation {
  SmallVector<Tensor> results;
  std::vector<std::pair<Operation *, Tensor>> values; // in order; one per result
};

/// Evaluates every entry, which take `inputs` one behind the other; with a `blur`, on blurred inputs, and every value is blurred before it is read.
FailureOr<Evaluation> evaluateModule(ModuleOp module, ArrayRef<Tensor> inputs, bool keepValues,
                                     Blur *blur = nullptr) {
  Evaluation evaluation;
  auto observe = [&](Operation *op, ArrayRef<Tensor>, MutableArrayRef<Tensor> results) {
    if (keepValues && !isa<vit::ConstantOp>(op))
      for (const Tensor &result : results)
        evaluation.values.emplace_back(op, result);
    if (blur)
      (*blur)(results);
  };
  SmallVector<Tensor> given(inputs);
  if (blur)
    (*blur)(given);
  ArrayRef<Tensor> left = given;
  for (func::FuncOp entry : entriesOf(module)) {
    FailureOr<SmallVector<Tensor>> results =
        evaluate(entry, left.take_front(entry.getNumArguments()),
                 keepValues || blur ? EvaluationObserver(observe) : EvaluationObserver());
    if (failed(results))
      return failure();
    left = left.drop_front(entry.getNumArguments());
    llvm::append_range(evaluation.results, *results);
  }
  return evaluation;
}

/// What was evaluated: the values of ops if they were kept, or the results.
FailureOr<SmallVector<Tensor>> valuesOf(const FailureOr<Evaluation> &evaluation) {
  if (failed(evaluation))
    return failure();
  if (evaluation->values.empty())
    return evaluation->results;
  return llvm::map_to_vector(evaluation->values, [](const auto &entry) { return entry.second; });
}

class NumericsVerifier : public PassInstrumentation {
public:
  NumericsVerifier(NumericsOptions options, std::shared_ptr<bool> hasFailed)
      : options(std::move(options)), hasFailed(std::move(hasFailed)) {}

  void runBeforePass(Pass *pass, Operation *op) override {
    auto module = dyn_cast<ModuleOp>(op);
    if (!module || *hasFailed || !hasMain(module))
      return;
    if (!isEvaluated)
      evaluateFirst(module);
    // Weights are attributes: the copy is small however large they are.
    before = module.clone();
    fingerprint.emplace(module);
    passName = nameOf(pass);
  }

  void runAfterPass(Pass *pass, Operation *op) override {
    auto module = dyn_cast<ModuleOp>(op);
    if (!module || *hasFailed || !before || nameOf(pass) != passName)
      return;
    if (*fingerprint != OperationFingerPrint(module))
      verify(module);
    before = nullptr;
  }

private:
  /// The flag that runs it, if it has one.
  static std::string nameOf(Pass *pass) {
    return (pass->getArgument().empty() ? pass->getName() : pass->getArgument()).str();
  }

  static bool hasMain(ModuleOp module) { return !entriesOf(module).empty(); }

  void announce(StringRef what) {
    if (options.progress)
      options.progress(what);
  }

  void evaluateFirst(ModuleOp module) {
    isEvaluated = true;
    if (options.inputs.empty())
      for (func::FuncOp entry : entriesOf(module))
        for (auto [index, type] : llvm::enumerate(entry.getArgumentTypes()))
          options.inputs.push_back(randomTensor(cast<RankedTensorType>(type), unsigned(index) + 1));
    announce("the model as it was read");
    auto evaluation = evaluateModule(module, options.inputs, /*keepValues=*/false);
    if (failed(evaluation)) {
      *hasFailed = true;
      return;
    }
    known = evaluation->results;
  }

  void verify(ModuleOp module) {
    announce(passName);
    auto after = evaluateModule(module, options.inputs, /*keepValues=*/false);
    if (failed(after) || after->results.size() != known.size()) {
      *hasFailed = true;
      module.emitError("behind pass '") << passName << "' the model cannot be evaluated";
      return;
    }
    Comparison comparison(options.tolerance, [&](Blur *blur) {
      return valuesOf(evaluateModule(*before, options.inputs, /*keepValues=*/false, blur));
    });
    for (auto [index, reference, value] : llvm::enumerate(known, after->results))
      if (Deviation deviation = comparison.deviation(index, reference, value); deviation.isOff)
        return report(module, index, deviation.share);
    if (!options.keepReference)
      known = after->results;
  }

  void report(ModuleOp module, size_t index, double difference) {
    *hasFailed = true;
    Operation *culprit = firstDifferent(module);
    auto error = culprit ? culprit->emitError() : module.emitError();
    error << "pass '" << passName << "' changes result " << index << " by " << difference
          << " of its largest value";
    if (culprit)
      error << "; this is the first op whose value differs";
  }

  /// Both modules once more, now with the values of every op.
  Operation *firstDifferent(ModuleOp module) {
    auto old = evaluateModule(*before, options.inputs, /*keepValues=*/true);
    auto now = evaluateModule(module, options.inputs, /*keepValues=*/true);
    if (failed(old) || failed(now))
      return nullptr;
    Comparison comparison(options.tolerance, [&](Blur *blur) {
      return valuesOf(evaluateModule(*before, options.inputs, /*keepValues=*/true, blur));
    });
    llvm::DenseMap<std::pair<Location, Type>, SmallVector<size_t>> places;
    for (auto [index, entry] : llvm::enumerate(old->values))
      places[{entry.first->getLoc(), entry.second.getType()}].push_back(index);
    for (auto &[op, value] : now->values) {
      auto found = places.find({op->getLoc(), value.getType()});
      if (found == places.end())
        continue;
      bool isKnown = llvm::any_of(found->second, [&, &value = value](size_t index) {
        return !comparison.deviation(index, old->values[index].second, value).isOff;
      });
      if (!isKnown)
        return op;
    }
    return nullptr;
  }

  NumericsOptions options;
  std::shared_ptr<bool> hasFailed;
  bool isEvaluated = false;
  SmallVector<Tensor> known;
  OwningOpRef<ModuleOp> before;
  std::optional<OperationFingerPrint> fingerprint;
  std::string passName;
};

} // namespace

std::shared_ptr<bool> verifyNumerics(PassManager &pm, NumericsOptions options) {
  auto hasFailed = std::make_shared<bool>(false);
  pm.addInstrumentation(std::make_unique<NumericsVerifier>(std::move(options), hasFailed));
  return hasFailed;
}

} // namespace vitc
