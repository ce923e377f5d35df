//===-- QuantizationSearch.cpp: which products stay in floats, so that a model loses no more than it may ----===//
//
// By measuring with the Interpreter, which gives the same numbers on every machine. A walk through the model of floats has its
// outputs, and what each weight loses by itself: with its products alone computed by integers, on the operands that
// the model really has there, how far the results of the op that holds them move, as a share of their size (the root of the
// mean square of both). With all products in integers the outputs are compared with those of floats. If they lose more than
// they may, the weights that lose most go back to floats: how many is found by bisection, each step an evaluation of
// the whole model. What is chosen is what was measured.
//
//===---------------------------------------------------------------------------------------------===//
#include "passes/QuantizationSearch.h"
#include "ir/Entries.h"
#include "ir/Interpreter.h"
#include "ir/VitOpsProgram.h"
#include "mlir/IR/IRMapping.h"
#include "mlir/Pass/PassManager.h"
#include "passes/CompareTensors.h"
#include "passes/Grouping.h"
#include "passes/Passes.h"
#include "llvm/ADT/SetVector.h"
#include "llvm/Support/Format.h"
#include <cmath>
#include <limits>
#include <numeric>

using namespace mlir;

namespace vitc {
namespace {

/// Weights that passes have left as ops become constants, which are known again.
LogicalResult foldWeights(ModuleOp module) {
  PassManager pm(module.getContext());
  pm.addPass(createFoldConstantsPass());
  return pm.run(module);
}

int64_t numberOf(vit::MatmulOp product) {
  auto number = product->getAttrOfType<IntegerAttr>(weightNumber);
  return number ? number.getInt() : -1;
}

/// An op of an entry, as a function of its operands that are no constants, with the products of one weight in integers.
struct Alone {
  int64_t number;
  OwningOpRef<ModuleOp> module;
  SmallVector<unsigned> operands;
};

/// The same infinity, or NaN, twice.
bool areSame(double x, double y) {
  return (std::isinf(x) && x == y) || (std::isnan(x) && std::isnan(y));
}

/// The sums of squares of what results are, and of how far they are moved.
struct Moved {
  double size = 0, distance = 0;

  void add(const Tensor &reference, const Tensor &value) {
    for (int64_t i = 0; i < reference.getNumElements(); ++i) {
      const double x = reference.getFloat(i), y = value.getFloat(i), difference = y - x;
      if (areSame(x, y))
        continue;
      size += x * x;
      distance += difference * difference;
    }
  }
  /// Infinite where a finite number has become none, or the other way about: those go back to floats first.
  double share() const {
    const double share = distance == 0 ? 0 : std::sqrt(distance / std::max(size, 1e-300));
    return std::isnan(share) ? std::numeric_limits<double>::infinity() : share;
  }
};

/// The cosine of two tensors as vectors, without elements that are the same infinity, or NaN, in both.
double cosineOf(const Tensor &a, const Tensor &b) {
  double aa = 0, bb = 0, ab = 0;
  for (int64_t i = 0; i < a.getNumElements(); ++i) {
    const double x = a.getFloat(i), y = b.getFloat(i);
    if (areSame(x, y))
      continue;
    aa += x * x;
    bb += y * y;
    ab += x * y;
  }
  return aa == 0 && bb == 0 ? 1 : ab / std::sqrt(aa * bb);
}

std::string text(double value) {
  std::string result;
  llvm::raw_string_ostream(result) << llvm::format("%.3g", value);
  return result;
}

std::string cosineText(double value) {
  std::string result;
  llvm::raw_string_ostream(result) << llvm::format("%.6f", value);
  return result;
}

class Search {
public:
  Search(ModuleOp module, int64_t bits, ArrayRef<NumberedWeight> weights,
         const QuantizationLimits &limits)
      : module(module), bits(bits), weights(weights), limits(limits), moved(weights.size()) {}

  FailureOr<Quantization> run() {
    if (failed(evaluateFloats()))
      return failure();
    Quantization result;
    for (const Moved &own : moved)
      result.losses.push_back(own.share());
    order.resize(weights.size());
    std::iota(order.begin(), order.end(), 0);
    llvm::sort(order, [&](int64_t a, int64_t b) {
      return std::pair(-result.losses[a], a) < std::pair(-result.losses[b], b);
    });
    const FailureOr<size_t> floats = findFloats();
    if (failed(floats))
      return failure();
    result.isInteger.assign(weights.size(), true);
    for (int64_t number : ArrayRef(order).take_front(*floats))
      result.isInteger[number] = false;
    result.error = measured.error;
    result.cosine = measured.cosine;
    return result;
  }

private:
  /// What the outputs lose.
  struct Loss {
    double error = 0, cosine = 1;
  };

  /// One evaluation of an entry.
  struct Sample {
    StringAttr entry;
    SmallVector<Tensor> inputs, outputs; // of floats
  };

  void announce(const Twine &what) {
    if (limits.progress)
      limits.progress(what.str());
  }

  //===-- The model of floats ---------------------------------------------------------------===//

  LogicalResult evaluateFloats() {
    for (func::FuncOp entry : entriesOf(module)) {
      FailureOr<std::vector<SmallVector<Tensor>>> passes = limits.calibration->inputs(entry);
      if (failed(passes))
        return failure();
      if (passes->empty())
        continue;
      llvm::DenseMap<Operation *, SmallVector<Alone>> variants;
      if (failed(takeApart(entry, variants)))
        return failure();
      for (SmallVector<Tensor> &inputs : *passes) {
        announce("products of floats");
        bool areMeasured = true;
        auto measure = [&](Operation *op, ArrayRef<Tensor> operands, ArrayRef<Tensor> results) {
          if (auto own = variants.find(op); own != variants.end())
            areMeasured &= succeeded(measureAlone(own->second, operands, results));
        };
        auto outputs = evaluate(entry, inputs, measure, &known);
        if (failed(outputs) || !areMeasured)
          return failure();
        samples.push_back({entry.getSymNameAttr(), std::move(inputs), std::move(*outputs)});
      }
    }
    return samples.empty() ? module.emitError("nothing to measure products of integers on")
                           : success();
  }

  /// The ops that hold numbered products, once for each weight of theirs.
  LogicalResult takeApart(func::FuncOp entry,
                          llvm::DenseMap<Operation *, SmallVector<Alone>> &variants) {
    for (Operation &op : entry.front().without_terminator()) {
      llvm::SmallSetVector<int64_t, 2> numbers;
      op.walk([&](vit::MatmulOp product) {
        if (numberOf(product) >= 0)
          numbers.insert(numberOf(product));
      });
      for (int64_t number : numbers) {
        variants[&op].push_back(alone(&op, number));
        if (failed(foldWeights(*variants[&op].back().module)))
          return failure();
      }
    }
    return success();
  }

  Alone alone(Operation *op, int64_t number) {
    Alone result{number, ModuleOp::create(op->getLoc()), {}};
    SmallVector<Type> types;
    for (auto [index, operand] : llvm::enumerate(op->getOperands()))
      if (!operand.getDefiningOp<vit::ConstantOp>()) {
        result.operands.push_back(unsigned(index));
        types.push_back(operand.getType());
      }
    auto type = FunctionType::get(op->getContext(), types, op->getResultTypes());
    auto function = func::FuncOp::create(op->getLoc(), "main", type);
    result.module->push_back(function);
    Block *body = function.addEntryBlock();
    auto builder = OpBuilder::atBlockEnd(body);
    IRMapping mapping;
    for (auto [argument, index] : llvm::zip_equal(body->getArguments(), result.operands))
      mapping.map(op->getOperand(index), argument);
    for (Value operand : op->getOperands())
      if (auto constant = operand.getDefiningOp<vit::ConstantOp>();
          constant && !mapping.contains(operand))
        builder.clone(*constant, mapping);
    Operation *copy = builder.clone(*op, mapping);
    func::ReturnOp::create(builder, op->getLoc(), copy->getResults());
    quantizeNumbered(*result.module, bits, [&](int64_t own) { return own == number; });
    return result;
  }

  LogicalResult measureAlone(ArrayRef<Alone> variants, ArrayRef<Tensor> operands,
                             ArrayRef<Tensor> results) {
    for (const Alone &variant : variants) {
      SmallVector<Tensor> inputs;
      for (unsigned index : variant.operands)
        inputs.push_back(operands[index]);
      auto found = evaluate(variant.module.get().lookupSymbol<func::FuncOp>("main"), inputs,
                            nullptr, &known);
      if (failed(found))
        return failure();
      for (auto [reference, value] : llvm::zip_equal(results, *found))
        moved[variant.number].add(reference, value);
    }
    return success();
  }

  //===-- Choice ----------------------------------------------------------------------------===//

  bool holds(const Loss &loss) const {
    return (!limits.maxError || loss.error <= *limits.maxError) &&
           (!limits.minCosine || loss.cosine >= *limits.minCosine);
  }

  /// The model with all but the first `floats` weights of the order in integers.
  FailureOr<Loss> measure(size_t floats) {
    announce("products of integers, " + Twine(floats) + " of " + Twine(weights.size()) +
             " weights in f32");
    OwningOpRef<ModuleOp> copy = module.clone();
    SmallVector<bool> isFloat(weights.size());
    for (int64_t number : ArrayRef(order).take_front(floats))
      isFloat[number] = true;
    quantizeNumbered(*copy, bits, [&](int64_t number) { return !isFloat[number]; });
    if (failed(foldWeights(*copy)))
      return failure();
    Loss loss;
    for (const Sample &sample : samples) {
      auto outputs =
          evaluate(copy->lookupSymbol<func::FuncOp>(sample.entry), sample.inputs, nullptr, &known);
      if (failed(outputs))
        return failure();
      for (auto [reference, value] : llvm::zip_equal(sample.outputs, *outputs)) {
        loss.error = std::max(loss.error, relativeDifference(reference, value));
        const double cosine = cosineOf(reference, value);
        loss.cosine = std::isnan(cosine) ? -1 : std::min(loss.cosine, cosine);
      }
    }
    return loss;
  }

  /// How many weights of the order go back to floats; `measured` is of that.
  FailureOr<size_t> findFloats() {
    size_t most = weights.size() - 1, least = 0; // least loses too much
    FailureOr<Loss> loss = measure(least);
    if (failed(loss))
      return failure();
    measured = *loss;
    if (holds(measured))
      return least;
    if (most > 0)
      loss = measure(most);
    if (failed(loss))
      return failure();
    measured = *loss;
    if (!holds(measured))
      return refuse();
    while (most - least > 1) {
      const size_t middle = least + (most - least) / 2;
      loss = measure(middle);
      if (failed(loss))
        return failure();
      if (holds(*loss)) {
        most = middle;
        measured = *loss;
      } else {
        least = middle;
      }
    }
    return most;
  }

  FailureOr<size_t> refuse() {
    vit::MatmulOp last = weights[order.back()].products.front();
    std::string asked;
    if (limits.maxError)
      asked = "an error of " + text(*limits.maxError);
    if (limits.minCosine)
      asked += (asked.empty() ? "" : " and ") + ("a cosine of " + cosineText(*limits.minCosine));
    last.emitError(
        "with this product alone in integers, which loses least by itself, the outputs are off by ")
        << text(measured.error) << " of their largest value, with a cosine of "
        << cosineText(measured.cosine) << ": " << asked
        << " leaves no product of integers. Allow more, try --precision=int8-a16, or leave "
           "--precision away";
    return failure();
  }

  ModuleOp module;
  int64_t bits;
  ArrayRef<NumberedWeight> weights;
  const QuantizationLimits &limits;
  KnownConstants known;
  std::vector<Sample> samples;
  SmallVector<Moved> moved;
  SmallVector<int64_t> order; // those that lose most first
  Loss measured;
};

} // namespace

FailureOr<Quantization> searchQuantization(ModuleOp module, int64_t bits,
                                           ArrayRef<NumberedWeight> weights,
                                           const QuantizationLimits &limits) {
  return Search(module, bits, weights, limits).run();
}

} // namespace vitc
