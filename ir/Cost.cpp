//===-- Cost.cpp: how much arithmetic an op stands for -------------------------------------------===//
#include "ir/Cost.h"
#include "ir/VitOpsElementwise.h"
#include "ir/VitOpsFused.h"
#include "ir/VitOpsProgram.h"
#include "ir/VitOpsTensor.h"

using namespace mlir;

namespace vitc {
namespace {

double elements(Value value) { return double(tensorType(value).getNumElements()); }

/// Elements of a window of `kernel`.
double windowSize(ArrayRef<int64_t> kernel) { return double(kernel[0]) * double(kernel[1]); }

double flopsOfBlock(Block &block) {
  double sum = 0;
  for (Operation &op : block)
    sum += flopsOf(&op);
  return sum;
}

} // namespace

double flopsOf(Operation *op) {
  return TypeSwitch<Operation *, double>(op)
      .Case([](vit::MatmulOp matmul) {
        return 2.0 * elements(matmul.getResult()) *
               double(tensorType(matmul.getLhs()).getShape().back());
      })
      .Case([](vit::Conv2dOp conv) {
        auto filter = tensorType(conv.getFilter());
        return 2.0 * elements(conv.getResult()) *
               double(filter.getNumElements() / filter.getDimSize(0));
      })
      .Case([](vit::ConvTranspose2dOp conv) {
        auto filter = tensorType(conv.getFilter());
        return 2.0 * elements(conv.getInput()) *
               double(filter.getNumElements() / filter.getDimSize(0));
      })
      .Case([](vit::AttentionOp attention) {
        auto query = tensorType(attention.getQuery()).getShape(),
             value = tensorType(attention.getValue()).getShape();
        double scores = double(query[0] * query[2]) * double(query[1]) * double(value[1]);
        return scores * (2.0 * double(query[3] + value[3]) + 4.0);
      })
      .Case<vit::MaxPool2dOp, vit::AvgPool2dOp>(
          [](auto pool) { return elements(pool.getResult()) * windowSize(pool.getKernel()); })
      .Case([](vit::SoftmaxOp softmax) { return 4.0 * elements(softmax.getInput()); })
      .Case<vit::LayerNormOp, vit::GroupNormOp>(
          [](auto norm) { return 7.0 * elements(norm.getInput()); })
      .Case([](vit::RmsNormOp norm) { return 4.0 * elements(norm.getInput()); })
      .Case([](vit::BatchNormOp norm) { return 2.0 * elements(norm.getInput()); })
      .Case<vit::ReduceSumOp, vit::ReduceMeanOp, vit::ReduceMaxOp, vit::ReduceMinOp,
            vit::ReduceProdOp, vit::ArgMaxOp, vit::ArgMinOp, vit::CumsumOp>(
          [](auto reduce) { return elements(reduce.getInput()); })
      .Case([](vit::LaunchOp launch) {
        auto kernel =
            SymbolTable::lookupNearestSymbolFrom<vit::KernelOp>(launch, launch.getKernelAttr());
        return kernel ? flopsOfBlock(kernel.getBlock()) : 0.0;
      })
      .Case<vit::LinearOp, vit::QkvProjectionOp, vit::MlpOp>(
          [](auto fused) { return flopsOfBlock(fused.getBody().front()); })
      .Case([](vit::DropoutOp) { return 0.0; })
      .Case([](vit::RotaryOp rotary) { return 4.0 * elements(rotary.getResult()); })
      .Case([](vit::PatchEmbeddingOp embedding) {
        auto weight = tensorType(embedding.getWeight());
        auto prefix = embedding.getPrefix();
        double rows =
            prefix ? elements(embedding.getResult()) -
                         elements(prefix) * double(tensorType(embedding.getResult()).getDimSize(0))
                   : elements(embedding.getResult());
        return rows * (2.0 * double(weight.getNumElements() / weight.getDimSize(0)) +
                       (embedding.getBias() ? 1.0 : 0.0));
      })
      .Default([](Operation *other) {
        return isElementwise(other) ? elements(other->getResult(0)) : 0.0;
      });
}

} // namespace vitc
