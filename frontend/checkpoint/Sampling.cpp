//===-- Sampling.cpp ------------------------------------------------------------------------------===//
#include "frontend/checkpoint/Sampling.h"
#include "frontend/GridSampler.h"

using namespace mlir;

namespace vitc::frontend {
namespace {

/// A GraphBuilder as GridSampler wants it.
struct Graph {
  GraphBuilder &builder;

  template <typename Op, typename... Args> Value create(Args &&...args) {
    return builder.create<Op>(std::forward<Args>(args)...);
  }
  Value add(Value a, Value b) { return builder.add(a, b); }
  Value sub(Value a, Value b) { return create<vit::SubOp>(a, b); }
  Value mul(Value a, Value b) { return builder.mul(a, b); }
  Value cast(Value value, Type type) {
    return tensorType(value).getElementType() == type ? value : create<vit::CastOp>(value, type);
  }
  Value reshape(Value value, llvm::ArrayRef<int64_t> shape) {
    return builder.reshape(value, shape);
  }
  Value slice(Value value, int64_t axis, int64_t begin, int64_t size) {
    return builder.slice(value, axis, begin, size);
  }
  Value transpose(Value value, llvm::ArrayRef<int64_t> permutation) {
    return builder.transpose(value, permutation);
  }
  Value scalar(double value, Type type) {
    return type.isInteger(32) ? builder.integer(static_cast<int64_t>(value))
                              : builder.scalar(value);
  }
};

} // namespace

Value sampleImage(GraphBuilder &graph, Value image, Value places) {
  Graph adapter{graph};
  return GridSampler<Graph>(adapter, SamplingMode()).sample(image, places);
}

} // namespace vitc::frontend
