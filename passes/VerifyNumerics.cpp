//===-- VerifyNumerics.cpp: every pass against the Interpreter -----------------------------------===//
//
// Ops are compared across a pass by the model's node that they come from and by their type: a pass that
// keeps both keeps the value. So the op that is named is the first one that a reader can look at in the
// IR before and behind the pass.
//
//===---------------------------------------------------------------------------------------------===//
#include "passes/VerifyNumerics.h"
#include "ir/Interpreter.h"
#include "mlir/Pass/Pass.h"
#include "mlir/Pass/PassInstrumentation.h"
#include <random>

using namespace mlir;

namespace vitc {
namespace {

constexpr double tolerance = 1e-4; // of the largest value

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

/// The largest difference over the largest value; infinite where one alone is not a number.
double differenceOf(const Tensor &a, const Tensor &b) {
  double largest = 0, difference = 0;
  for (int64_t i = 0; i < a.getNumElements(); ++i) {
    double x = a.getFloat(i), y = b.getFloat(i);
    if (x == y || (std::isnan(x) && std::isnan(y)))
      continue;
    if (!std::isfinite(x) || !std::isfinite(y))
      return std::numeric_limits<double>::infinity();
    difference = std::max(difference, std::abs(x - y));
  }
  for (int64_t i = 0; i < a.getNumElements(); ++i)
    if (std::isfinite(a.getFloat(i)))
      largest = std::max(largest, std::abs(a.getFloat(i)));
  return difference == 0 ? 0 : difference / std::max(largest, 1e-30);
}

/// What one evaluation of a module gave.
struct Evaluation {
  SmallVector<Tensor> results;
  std::vector<std::pair<Operation *, Tensor>> values; // in order; one per op with one result
};

std::optional<Evaluation> evaluateModule(ModuleOp module) {
  auto function = module.lookupSymbol<func::FuncOp>("main");
  if (!function || function.isExternal())
    return std::nullopt;
  SmallVector<Tensor> inputs;
  for (auto [index, type] : llvm::enumerate(function.getArgumentTypes()))
    inputs.push_back(randomTensor(cast<RankedTensorType>(type), unsigned(index) + 1));
  Evaluation evaluation;
  auto observe = [&](Operation *op, ArrayRef<Tensor> results) {
    if (results.size() == 1 && !isa<vit::ConstantOp>(op))
      evaluation.values.emplace_back(op, results.front());
  };
  FailureOr<SmallVector<Tensor>> results = evaluate(function, inputs, observe);
  if (failed(results))
    return std::nullopt;
  evaluation.results = *results;
  return evaluation;
}

class NumericsVerifier : public PassInstrumentation {
public:
  explicit NumericsVerifier(std::shared_ptr<bool> hasFailed) : hasFailed(std::move(hasFailed)) {}

  void runBeforePass(Pass *, Operation *op) override {
    auto module = dyn_cast<ModuleOp>(op);
    if (!module || *hasFailed || before)
      return;
    remember(evaluateModule(module));
  }

  void runAfterPass(Pass *pass, Operation *op) override {
    auto module = dyn_cast<ModuleOp>(op);
    if (!module || *hasFailed || !before)
      return;
    std::optional<Evaluation> after = evaluateModule(module);
    if (!after || after->results.size() != before->size()) {
      *hasFailed = true;
      module.emitError("behind pass '") << pass->getName() << "' the model cannot be evaluated";
      return;
    }
    compare(pass, module, *after);
    remember(std::move(after));
  }

private:
  using Key = std::pair<Location, Type>;

  /// Ops die in passes; what is kept is their place and type.
  void remember(std::optional<Evaluation> evaluation) {
    before.reset();
    values.clear();
    if (!evaluation)
      return;
    before = evaluation->results;
    for (auto &[op, value] : evaluation->values)
      values[{op->getLoc(), op->getResult(0).getType()}].push_back(value);
  }

  void compare(Pass *pass, ModuleOp module, const Evaluation &after) {
    for (auto [index, results] : llvm::enumerate(llvm::zip_equal(*before, after.results))) {
      double difference = differenceOf(std::get<0>(results), std::get<1>(results));
      if (difference <= tolerance)
        continue;
      *hasFailed = true;
      Operation *culprit = firstDifferent(after);
      auto error = culprit ? culprit->emitError() : module.emitError();
      error << "pass '" << pass->getName() << "' changes result " << index << " by " << difference
            << " of its largest value";
      if (culprit)
        error << "; this is the first op whose value differs";
      return;
    }
  }

  Operation *firstDifferent(const Evaluation &after) {
    for (auto &[op, value] : after.values) {
      auto found = values.find({op->getLoc(), op->getResult(0).getType()});
      if (found == values.end())
        continue;
      bool isKnown = llvm::any_of(found->second, [&value = value](const Tensor &candidate) {
        return differenceOf(candidate, value) <= tolerance;
      });
      if (!isKnown)
        return op;
    }
    return nullptr;
  }

  std::shared_ptr<bool> hasFailed;
  std::optional<SmallVector<Tensor>> before;
  llvm::DenseMap<Key, SmallVector<Tensor>> values;
};

} // namespace

std::shared_ptr<bool> verifyNumerics(PassManager &pm) {
  auto hasFailed = std::make_shared<bool>(false);
  pm.addInstrumentation(std::make_unique<NumericsVerifier>(hasFailed));
  return hasFailed;
}

} // namespace vitc
