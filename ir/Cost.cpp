//===-- Cost.cpp: how much arithmetic an op stands for -------------------------------------------===//
#include "ir/Cost.h"
#include "ir/VitOpsFused.h"
#include "ir/VitOpsProgram.h"
#include "ir/VitOpsTensor.h"

using namespace mlir;

namespace vitc {

static double elements(Value value) { return double(tensorType(value).getNumElements()); }

/// Of what is summed up for an element: a filter without its first dimension.
static double filterElements(Value filter) {
  return elements(filter) / double(tensorType(filter).getDimSize(0));
}

/// Elements of a window of `kernel`.
static double windowSize(ArrayRef<int64_t> kernel) { return double(kernel[0]) * double(kernel[1]); }

static double flopsOfBlock(Block &block) {
  double sum = 0;
  for (Operation &op : block)
    sum += flopsOf(&op);
  return sum;
}

double defaultFlops(Operation *op) { return isElementwise(op) ? elements(op->getResult(0)) : 0; }

double flopsOf(Operation *op) {
  if (auto launch = dyn_cast<vit::LaunchOp>(op)) {
    auto kernel =
        SymbolTable::lookupNearestSymbolFrom<vit::KernelOp>(launch, launch.getKernelAttr());
    return kernel ? flopsOfBlock(kernel.getBlock()) : 0;
  }
  auto model = dyn_cast<vit::ModelOp>(op);
  return model ? model.getFlops() : 0;
}

namespace vit {

#define VITC_FLOPS(OP, FLOPS)                                                                      \
  double OP::getFlops() { return FLOPS; }

VITC_FLOPS(MatmulOp, 2 * elements(getResult()) * double(tensorType(getLhs()).getShape().back()))
VITC_FLOPS(Conv2dOp, 2 * elements(getResult()) * filterElements(getFilter()))
VITC_FLOPS(ConvTranspose2dOp, 2 * elements(getInput()) * filterElements(getFilter()))
VITC_FLOPS(MaxPool2dOp, elements(getResult()) * windowSize(getKernel()))
VITC_FLOPS(AvgPool2dOp, elements(getResult()) * windowSize(getKernel()))
VITC_FLOPS(SoftmaxOp, 4 * elements(getInput()))
VITC_FLOPS(LayerNormOp, 7 * elements(getInput()))
VITC_FLOPS(GroupNormOp, 7 * elements(getInput()))
VITC_FLOPS(RmsNormOp, 4 * elements(getInput()))
VITC_FLOPS(BatchNormOp, 2 * elements(getInput()))
VITC_FLOPS(ReduceSumOp, elements(getInput()))
VITC_FLOPS(ReduceMeanOp, elements(getInput()))
VITC_FLOPS(ReduceMaxOp, elements(getInput()))
VITC_FLOPS(ReduceMinOp, elements(getInput()))
VITC_FLOPS(ReduceProdOp, elements(getInput()))
VITC_FLOPS(ArgMaxOp, elements(getInput()))
VITC_FLOPS(ArgMinOp, elements(getInput()))
VITC_FLOPS(CumsumOp, elements(getInput()))
VITC_FLOPS(RotaryOp, 4 * elements(getResult()))
VITC_FLOPS(LinearOp, flopsOfBlock(getBody().front()))
VITC_FLOPS(QkvProjectionOp, flopsOfBlock(getBody().front()))
VITC_FLOPS(MlpOp, flopsOfBlock(getBody().front()))
#undef VITC_FLOPS

double AttentionOp::getFlops() {
  auto query = tensorType(getQuery()).getShape(), value = tensorType(getValue()).getShape();
  double scores = double(query[0] * query[2]) * double(query[1]) * double(value[1]);
  return scores * (2.0 * double(query[3] + value[3]) + 4.0);
}

double PatchEmbeddingOp::getFlops() {
  double rows = elements(getResult());
  if (Value prefix = getPrefix())
    rows -= elements(prefix) * double(getType().getDimSize(0));
  return rows * (2 * filterElements(getWeight()) + (getBias() ? 1 : 0));
}

} // namespace vit
} // namespace vitc
