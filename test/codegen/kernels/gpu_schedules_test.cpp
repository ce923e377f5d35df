//===-- gpu_schedules_test.cpp: loops for a GPU that were edited by hand --------------------------===//
#include "codegen/KernelCompiler.h"
#include "ir/VitOpsProgram.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Parser/Parser.h"
#include "gtest/gtest.h"

using namespace mlir;
using namespace vitc;

/// What compiling `body` (operations on %x, of type T, with result %y) for sm_80 with `loops` says: nothing where it
/// compiles.
static std::string errorOf(StringRef loops, StringRef type, StringRef body) {
  MLIRContext context;
  context.loadDialect<vit::VitDialect, func::FuncDialect>();
  std::string text = ("!T = " + type + "\nvit.kernel @k(%x: !T) schedule \"cuda:sm_80\" [" + loops +
                      "] {\n" + body + "\nvit.yield %y : !T\n}\n")
                         .str();
  std::string message;
  ScopedDiagnosticHandler handler(&context,
                                  [&](Diagnostic &diagnostic) { message = diagnostic.str(); });
  auto module = parseSourceString<ModuleOp>(text, &context);
  if (!module)
    return message;
  const Target target = llvm::cantFail(Target::parse("cuda:sm_80"));
  if (succeeded(compileKernel(*module->getOps<vit::KernelOp>().begin(), target)))
    return "";
  return message;
}

static std::string softmax(StringRef loops, StringRef type, int axis) {
  return errorOf(loops, type,
                 "%y = vit.softmax %x {axis = " + std::to_string(axis) + "} : (!T) -> !T");
}

static std::string relu(StringRef loops) {
  return errorOf(loops, "tensor<3x20xf32>", "%y = vit.relu %x : (!T) -> !T");
}

static void expectError(const std::string &message, const std::string &what) {
  EXPECT_NE(message.find(what), std::string::npos) << message;
  EXPECT_NE(message.find("kernel @k, loops 1 of 1"), std::string::npos) << message;
}

TEST(GpuSchedules, WhatIsWithinTheLimitsCompiles) {
  EXPECT_EQ(relu("#vit.gpu_pointwise<threads = 1024, lanes = 4>"), "");
  EXPECT_EQ(relu("#vit.gpu_pointwise<threads = 1, lanes = 2>"), "");
  EXPECT_EQ(softmax("#vit.gpu_rows<threads = 1024>", "tensor<3x197xf32>", 1), "");
  EXPECT_EQ(softmax("#vit.gpu_rows<threads = 32, stores_rows = true>", "tensor<3x197xf32>", 1), "");
  EXPECT_EQ(softmax("#vit.gpu_rows<threads = 7, row_per_thread = true>", "tensor<3x197xf32>", 1),
            "");
}

TEST(GpuSchedules, LimitsOfTheTargetAreNamed) {
  expectError(relu("#vit.gpu_pointwise<threads = 2048, lanes = 1>"),
              "threads = 2048 is more than 1024, the threads of a block on 'cuda:sm_80'");
  expectError(softmax("#vit.gpu_rows<threads = 48>", "tensor<3x197xf32>", 1),
              "threads = 48 are no whole warps of 32");
  expectError(softmax("#vit.gpu_rows<threads = 256, stores_rows = true>", "tensor<3x20000xf32>", 1),
              "the bytes that threads hand to each other = 82188 is more than 49152, the shared "
              "memory of a block on 'cuda:sm_80'");
}

TEST(GpuSchedules, LimitsOfTheLoopNestAreNamed) {
  expectError(relu("#vit.gpu_pointwise<threads = 32, lanes = 8>"),
              "lanes = 8 do not divide the 60 elements of dimension 0");
  expectError(softmax("#vit.gpu_rows<threads = 32>", "tensor<3x197xf32>", 0),
              "threads share rows along dimension 0, and these are not: row_per_thread");
  expectError(relu("#vit.gpu_rows<threads = 32>"),
              "is elementwise of 32 bits, whose loops are a #vit.gpu_pointwise<...>");
  expectError(relu("#vit.pointwise<lanes = 4>"),
              "is elementwise of 32 bits, whose loops are a #vit.gpu_pointwise<...>");
}

static std::string product(StringRef loops) {
  return errorOf(("#vit.gpu_product<" + loops + ">").str(), "tensor<96x96xf32>",
                 "%y = vit.matmul %x, %x : (!T, !T) -> !T");
}

static std::string tensorProduct(StringRef loops, StringRef type = "f32") {
  return errorOf(("#vit.tensor_product<" + loops + ">").str(), ("tensor<96x96x" + type + ">").str(),
                 "%y = vit.matmul %x, %x : (!T, !T) -> !T");
}

static std::string attention(StringRef loops) {
  return errorOf(("#vit.gpu_attention<" + loops + ">").str(), "tensor<1x100x2x64xf32>",
                 "%y = vit.attention %x, %x, %x {scale = 0.125 : f64} : (!T, !T, !T) -> !T");
}

TEST(GpuSchedules, LimitsOfProductsAreNamed) {
  EXPECT_EQ(
      product("rows = 5, columns = 3, row_threads = 3, column_threads = 7, depth = 5, slices = 2"),
      "");
  expectError(
      product(
          "rows = 4, columns = 4, row_threads = 32, column_threads = 32, depth = 8, slices = 2"),
      "row_threads times column_threads times slices = 2048 is more than 1024, the threads of a "
      "block on 'cuda:sm_80'");
  expectError(
      product(
          "rows = 16, columns = 16, row_threads = 4, column_threads = 8, depth = 8, slices = 1"),
      "registers = 392 is more than 255, which each of 32 threads has on 'cuda:sm_80'");
  expectError(
      product(
          "rows = 8, columns = 8, row_threads = 16, column_threads = 64, depth = 8, slices = 1"),
      " is more than 64, which each of 1024 threads has on");
  expectError(
      product(
          "rows = 4, columns = 4, row_threads = 16, column_threads = 16, depth = 128, slices = 1"),
      "shared memory = 67584 is more than 49152, the bytes that a block has on 'cuda:sm_80'");
  expectError(product("rows = 4, columns = 4, row_threads = 16, column_threads = 16, depth = "
                      "2000000, slices = 1"),
              "depth = 2000000 is more than 1024");
}

TEST(GpuSchedules, LimitsOfProductsOnTensorCoresAreNamed) {
  EXPECT_EQ(tensorProduct("precision = bf16, rows = 16, columns = 8, row_warps = 2, "
                          "column_warps = 2, depth = 16, stages = 1",
                          "f16"),
            "");
  expectError(tensorProduct("precision = tf32, rows = 16, columns = 8, row_warps = 8, "
                            "column_warps = 8, depth = 8, stages = 1"),
              "32 times row_warps times column_warps = 2048 is more than 1024, the threads of a "
              "block on 'cuda:sm_80'");
  expectError(tensorProduct("precision = f16, rows = 128, columns = 64, row_warps = 1, "
                            "column_warps = 1, depth = 16, stages = 1"),
              "registers = 440 is more than 255, which each of 32 threads has on 'cuda:sm_80'");
  expectError(tensorProduct("precision = tf32, rows = 64, columns = 32, row_warps = 2, "
                            "column_warps = 4, depth = 64, stages = 3"),
              "shared memory = 208896 is more than 101376, the bytes that a block has on "
              "'cuda:sm_80'");
  expectError(tensorProduct("precision = tf32, rows = 16, columns = 8, row_warps = 1, "
                            "column_warps = 1, depth = 8, stages = 1",
                            "i32"),
              "tensor cores multiply what is computed in f32, and this is not");
}

TEST(GpuSchedules, LimitsOfAttentionAreNamed) {
  EXPECT_EQ(attention("rows = 3, keys = 3, values = 5, row_threads = 2, column_threads = 16, depth "
                      "= 10, key_step = 7"),
            "");
  expectError(attention("rows = 4, keys = 4, values = 3, row_threads = 8, column_threads = 16, "
                        "depth = 16, key_step = 16"),
              "values times column_threads = 48 is less than 64, the elements of a value");
  expectError(attention("rows = 16, keys = 13, values = 4, row_threads = 8, column_threads = 16, "
                        "depth = 16, key_step = 16"),
              "registers = ");
  expectError(attention("rows = 4, keys = 16, values = 2, row_threads = 8, column_threads = 32, "
                        "depth = 16, key_step = 16"),
              "shared memory = ");
  expectError(attention("rows = 4, keys = 4, values = 4, row_threads = 128, column_threads = 16, "
                        "depth = 16, key_step = 16"),
              "row_threads times column_threads = 2048 is more than 1024");
}

static std::string tensorAttention(StringRef loops, StringRef type = "f32") {
  return errorOf(("#vit.tensor_attention<" + loops + ">").str(),
                 ("tensor<1x100x2x64x" + type + ">").str(),
                 "%y = vit.attention %x, %x, %x {scale = 0.125 : f64} : (!T, !T, !T) -> !T");
}

TEST(GpuSchedules, LimitsOfAttentionOnTensorCoresAreNamed) {
  EXPECT_EQ(tensorAttention("precision = tf32, rows = 16, warps = 3, keys = 24"), "");
  EXPECT_EQ(tensorAttention("precision = bf16, rows = 32, warps = 1, keys = 16", "f16"), "");
  expectError(tensorAttention("precision = f16, rows = 16, warps = 8, keys = 64"),
              "warps = 8 are more than 100 queries have, 16 of them for each");
  expectError(tensorAttention("precision = tf32x3, rows = 32, warps = 2, keys = 64"),
              "registers = ");
  expectError(tensorAttention("precision = f16, rows = 16, warps = 4, keys = 1040"),
              "keys = 1040 is more than 1024");
  expectError(tensorAttention("precision = f16, rows = 16, warps = 4, keys = 64", "f64"),
              "is attention of 64 bits, whose loops are a #vit.gpu_attention<...>");
}

TEST(GpuTargets, NamesOfMachines) {
  auto halide = [](const char *name) {
    llvm::Expected<Target> target = Target::parse(name);
    return target ? target->halide : llvm::toString(target.takeError());
  };
  EXPECT_EQ(halide("cuda:sm_70"), "x86-64-linux-cuda-cuda_capability_70");
  EXPECT_EQ(halide("cuda:sm_75"), "x86-64-linux-cuda-cuda_capability_75");
  EXPECT_EQ(halide("cuda:sm_90"), "x86-64-linux-cuda-cuda_capability_86");
  EXPECT_EQ(halide("cuda:sm_61"),
            "unknown target 'cuda:sm_61': known are cuda:sm_70, cuda:sm_75, cuda:sm_80, "
            "cuda:sm_86, cuda:sm_89, cuda:sm_90");
  EXPECT_EQ(halide("cuda:sm_86+tf32"), "x86-64-linux-cuda-cuda_capability_86");
  for (const std::string name :
       {"cuda:sm_75+f16", "cuda:sm_80+f32", "cuda:sm_80+", "cuda:sm_80+tf32+f16"})
    EXPECT_EQ(halide(name.c_str()),
              "unknown target '" + name +
                  "': behind the name of a GPU stands nothing, or, from "
                  "sm_80 on, +tf32, +f16 or +bf16, the precision of products");
  EXPECT_EQ(halide("cuda:"), "unknown target 'cuda:': known are cuda:sm_70, cuda:sm_75, "
                             "cuda:sm_80, cuda:sm_86, cuda:sm_89, cuda:sm_90");
}

TEST(GpuTargets, AnAttributeIsTheSameMachine) {
  MLIRContext context;
  context.loadDialect<vit::VitDialect>();
  for (const char *name : {"cuda:sm_80", "cuda:sm_90", "cuda:sm_90+bf16"}) {
    const Target target = llvm::cantFail(Target::parse(name));
    const vit::TargetAttr attribute = target.toAttribute(&context);
    const Target again = Target::fromAttribute(attribute);
    EXPECT_EQ(again.toAttribute(&context), attribute);
    EXPECT_EQ(again.halide, target.halide);
    EXPECT_EQ(again.suffix, target.suffix);
    EXPECT_EQ(again.name, name);
    EXPECT_EQ(again.precision, target.precision);
  }
}
