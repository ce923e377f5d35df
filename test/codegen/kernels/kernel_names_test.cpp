//===-- kernel_names_test.cpp: a kernel is the same code whatever else is compiled ---------------===//
#include "codegen/KernelCompiler.h"
#include "codegen/SelectSchedules.h"
#include "ir/Epilogue.h"
#include "ir/VitOpsProgram.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Parser/Parser.h"
#include "gtest/gtest.h"
#include <thread>

using namespace mlir;
using namespace vitc;

/// Large enough for parallel loops, whose functions and closures Halide names.
static constexpr const char kernelsText[] = R"mlir(
vit.kernel @norm(%x: tensor<8500x24xf32>, %g: tensor<24xf32>, %b: tensor<24xf32>) {
  %0 = vit.layer_norm %x scale %g bias %b {axis = 1, epsilon = 1.0e-6}
      : (tensor<8500x24xf32>, tensor<24xf32>, tensor<24xf32>) -> tensor<8500x24xf32>
  %1 = vit.add %0, %x : (tensor<8500x24xf32>, tensor<8500x24xf32>) -> tensor<8500x24xf32>
  vit.yield %1 : tensor<8500x24xf32>
}
vit.kernel @product(%x: tensor<1700x24xf32>, %w: tensor<24x40xf32>, %y: tensor<1700x40xf32>) {
  %0 = vit.matmul %x, %w : (tensor<1700x24xf32>, tensor<24x40xf32>) -> tensor<1700x40xf32>
  %1 = vit.add %0, %y : (tensor<1700x40xf32>, tensor<1700x40xf32>) -> tensor<1700x40xf32>
  vit.yield %1 : tensor<1700x40xf32>
}
vit.kernel @weights(%x: tensor<5100x30xf32>) {
  %0 = vit.softmax %x {axis = 1} : (tensor<5100x30xf32>) -> tensor<5100x30xf32>
  vit.yield %0 : tensor<5100x30xf32>
}
)mlir";

using Objects = std::vector<std::string>;

static void compile(vit::KernelOp kernel, const Target &target, std::string &object) {
  FailureOr<CompiledKernel> compiled = compileKernel(kernel, target, {});
  object = succeeded(compiled) ? compiled->object : "";
}

TEST(KernelNames, CodeIsTheSameInEveryOrderAndBesideOthers) {
  MLIRContext context;
  context.loadDialect<vit::VitDialect, func::FuncDialect>();
  OwningOpRef<ModuleOp> module = parseSourceString<ModuleOp>(kernelsText, &context);
  ASSERT_TRUE(module);
  auto kernels = llvm::to_vector(module->getOps<vit::KernelOp>());
  llvm::for_each(kernels, markEpilogues);
  llvm::Expected<Target> target = Target::parse("x86-64-v3");
  ASSERT_TRUE(bool(target)) << llvm::toString(target.takeError());
  for (vit::KernelOp kernel : kernels)
    ASSERT_TRUE(succeeded(selectSchedule(kernel, *target)));

  Objects forwards(kernels.size()), backwards(kernels.size()), beside(3 * kernels.size());
  for (size_t i = 0; i < kernels.size(); ++i)
    compile(kernels[i], *target, forwards[i]);
  for (size_t i = kernels.size(); i-- > 0;)
    compile(kernels[i], *target, backwards[i]);
  std::vector<std::thread> threads;
  for (size_t i = 0; i < beside.size(); ++i)
    threads.emplace_back(compile, kernels[i % kernels.size()], std::cref(*target),
                         std::ref(beside[i]));
  for (std::thread &thread : threads)
    thread.join();

  for (size_t i = 0; i < kernels.size(); ++i) {
    SCOPED_TRACE(kernels[i].getSymName().str());
    EXPECT_FALSE(forwards[i].empty());
    EXPECT_TRUE(forwards[i] == backwards[i]) << "another order";
    for (size_t k = i; k < beside.size(); k += kernels.size())
      EXPECT_TRUE(forwards[i] == beside[k]) << "nine threads";
  }
}
