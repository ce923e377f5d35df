//===-- pair_product_test.cpp: the example of docs/extending.md is right, and what it says ------===//
#include "PairProduct.h"
#include "ir/Interpreter.h"
#include "ir/VitSchedules.h"
#include "mlir/IR/Builders.h"
#include "mlir/IR/Diagnostics.h"
#include "llvm/Support/MemoryBuffer.h"
#include "gtest/gtest.h"

using namespace mlir;
using namespace vitc;

namespace {
constexpr int rows = 13, depth = 40, columns = 50;

struct PairProduct : testing::Test {
  PairProduct() {
    context.loadDialect<vit::VitDialect>();
    promiseDense(a, {depth, rows});
    promiseDense(panels, {2, 16, depth / 2, 4});
    packing = vit::PackingAttr::get(&context, 16, /*interleave=*/2, IntegerType::get(&context, 16),
                                    /*swizzle=*/0);
  }

  /// What vit.pack makes of `weight`.
  Tensor packed(const Tensor &weight) {
    Block block;
    OpBuilder builder(&context);
    builder.setInsertionPointToStart(&block);
    const Location loc = builder.getUnknownLoc();
    auto pack = vit::PackOp::create(builder, loc, block.addArgument(weight.getType(), loc), packing,
                                    /*columns_first=*/false);
    FailureOr<SmallVector<Tensor>> results = evaluate(pack, weight);
    EXPECT_TRUE(succeeded(results));
    return results->front();
  }

  /// What KernelBuilder says of a kernel's operands.
  static void promiseDense(Halide::ImageParam &operand, const std::vector<int> &sizes) {
    int stride = 1;
    for (size_t i = 0; i < sizes.size(); ++i) {
      operand.dim(static_cast<int>(i)).set_bounds(0, sizes[i]).set_stride(stride);
      stride *= sizes[i];
    }
  }

  LoopNest nest(const Halide::ImageParam &a, const Halide::ImageParam &panels) {
    return example::pairProduct(a, panels, rows, columns, depth, packing);
  }

  MLIRContext context;
  vit::PackingAttr packing;
  Halide::ImageParam a{Halide::Int(16), 2}, panels{Halide::Int(16), 4};
  const ScheduleRow row = example::pairProductRow();
  const Target target = llvm::cantFail(Target::parse("x86-64-v3"));
};

TEST_F(PairProduct, ComputesWhatItSays) {
  Halide::Buffer<int16_t> left(depth, rows);
  left.for_each_element([&](int k, int m) { left(k, m) = static_cast<int16_t>(k * 7 - m * 31); });
  Tensor weight(RankedTensorType::get({depth, columns}, IntegerType::get(&context, 8)));
  for (int64_t i = 0; i < weight.getNumElements(); ++i)
    weight.setInt(i, i * 37 % 255 - 127);
  const Tensor own = packed(weight);
  Halide::Buffer<int16_t> right(
      reinterpret_cast<int16_t *>(const_cast<char *>(own.getBytes().data())),
      {2, 16, depth / 2, 4});

  LoopNest product = nest(a, panels);
  const Attribute loops = row.choose(product, target, &context);
  auto emitError = [&] { return mlir::emitError(UnknownLoc::get(&context)); };
  ASSERT_TRUE(succeeded(row.check(product, loops, target, emitError)));
  row.apply(product, loops);
  a.set(left);
  panels.set(right);
  Halide::Buffer<int32_t> result = product.func.realize({columns, rows});
  for (int m = 0; m < rows; ++m)
    for (int n = 0; n < columns; ++n) {
      int64_t sum = 0;
      for (int k = 0; k < depth; ++k)
        sum += left(k, m) * weight.getInt(k * columns + n);
      ASSERT_EQ(result(n, m), sum) << m << ", " << n;
    }
}

TEST_F(PairProduct, MultipliesPairs) {
  LoopNest product = nest(a, panels);
  row.apply(product, row.choose(product, target, &context));
  const std::string path = testing::TempDir() + "pair_product.s";
  product.func.compile_to_assembly(path, {a, panels}, "product", Halide::Target(target.halide));
  auto text = llvm::MemoryBuffer::getFile(path);
  ASSERT_TRUE(bool(text));
  EXPECT_TRUE((*text)->getBuffer().contains("vpmaddwd"));
}

TEST_F(PairProduct, RefusesOtherPanels) {
  LoopNest product = nest(a, panels);
  auto chosen = cast<vit::ProductLoopsAttr>(row.choose(product, target, &context));
  EXPECT_EQ(chosen.getPacking(), packing);
  auto other = vit::ProductLoopsAttr::get(
      &context, chosen.getRows(), chosen.getVectors(), chosen.getLanes(), chosen.getTilesPerTask(),
      false, vit::PackingAttr::get(&context, 16), false, false, false, false, {});
  std::string message;
  ScopedDiagnosticHandler handler(&context, [&](Diagnostic &error) { message = error.str(); });
  auto emitError = [&] { return mlir::emitError(UnknownLoc::get(&context)); };
  EXPECT_TRUE(failed(row.check(product, other, target, emitError)));
  EXPECT_EQ(message, "the weight is packed as #vit.packing<columns = 16, interleave = 2, element = "
                     "i16>, not as #vit.packing<columns = 16>");
}
} // namespace
