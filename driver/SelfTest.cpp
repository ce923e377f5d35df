//===-- SelfTest.cpp: what a model has to compute, for --self-test ----------------------------------===//
#include "driver/SelfTest.h"
#include "ir/Entries.h"
#include "ir/Interpreter.h"
#include "runtime/SelfTestData.h"
#include <cmath>

using namespace mlir;

namespace vitc {

/// The largest absolute value that is a number, then the elements that the runtime looks at.
static void addExpected(const Tensor &output, std::vector<double> &expected) {
  const auto elements = uint64_t(output.getNumElements());
  double largest = 0;
  for (uint64_t i = 0; i < elements; ++i)
    if (double size = std::fabs(output.getFloat(int64_t(i))); std::isfinite(size))
      largest = std::max(largest, size);
  expected.push_back(largest);
  for (uint64_t sample = 0; sample < vitc_self_test_samples(elements); ++sample)
    expected.push_back(output.getFloat(int64_t(vitc_self_test_position(elements, sample))));
}

SmallVector<Tensor> makeSelfTestInputs(func::FuncOp entry, int64_t number) {
  const std::vector<TensorDescription> descriptions = describeInputs(entry);
  SmallVector<Tensor> inputs;
  for (auto [index, type] : llvm::enumerate(entry.getArgumentTypes())) {
    Tensor input(cast<RankedTensorType>(type));
    vitc_self_test_input(descriptions[index].dtype, int32_t(number), int32_t(index),
                         uint64_t(input.getNumElements()), input.getMutableBytes().data());
    inputs.push_back(input);
  }
  return inputs;
}

static LogicalResult addEntry(func::FuncOp entry, SelfTest &test,
                              llvm::function_ref<void()> progress) {
  for (int64_t number = 0; number < test.count; ++number) {
    progress();
    FailureOr<SmallVector<Tensor>> outputs = evaluate(entry, makeSelfTestInputs(entry, number));
    if (failed(outputs))
      return failure();
    for (const Tensor &output : *outputs)
      addExpected(output, test.expected);
  }
  return success();
}

FailureOr<SelfTest> makeSelfTest(ModuleOp module, int64_t count, double tolerance,
                                 llvm::function_ref<void(int64_t, int64_t)> progress) {
  SelfTest test{count, tolerance, {}};
  const SmallVector<func::FuncOp> entries = entriesOf(module);
  int64_t done = 0;
  for (func::FuncOp entry : entries)
    if (failed(addEntry(entry, test, [&] { progress(done++, count * int64_t(entries.size())); })))
      return failure();
  return test;
}

} // namespace vitc
