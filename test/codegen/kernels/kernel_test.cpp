//===-- kernel_test.cpp: compiled kernels against the Interpreter -----------------------------===//
//
// Every *.mlir file of this folder holds kernels; each is compiled for several targets and run on
// random inputs. A kernel's name says what is special about its inputs: `positive` (floats are
// positive, integers not 0), `nonzero` (no integer is 0), `special` (some floats are NaN or
// infinite), `masked` (some elements of the last operand are -inf), `in_range` (indices from 0 to
// 3), `whole_range` (integers of 8 bits have all values).
#include "DeviceHarness.h"
#include "HalideHost.h"
#include "ir/Interpreter.h"
#include "ir/VitOpsProgram.h"
#include "mlir/Parser/Parser.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Object/ObjectFile.h"
#include "gtest/gtest.h"
#include <cmath>
#include <limits>
#include <random>

using namespace mlir;
using namespace vitc;
using namespace vitc::test;

static void makeSpecial(Tensor &tensor, bool onlyMask) {
  const double infinity = std::numeric_limits<double>::infinity();
  // With all bits set: rounded like a number, it would carry beyond infinity.
  const double nan = std::nan("0xfffffffffffff");
  for (int64_t i = 0; tensor.isFloat() && i < tensor.getNumElements(); i += 3)
    tensor.setFloat(i, onlyMask || i % 9 == 0 ? -infinity : i % 9 == 3 ? infinity : nan);
}

static std::vector<Tensor> inputsOf(vit::KernelOp kernel) {
  const StringRef name = kernel.getSymName();
  std::vector<Tensor> inputs;
  for (BlockArgument argument : kernel.getBlock().getArguments()) {
    Tensor tensor = randomTensor(tensorType(argument), 7 + argument.getArgNumber());
    const bool wholeRange = name.contains("whole_range");
    std::mt19937 engine(argument.getArgNumber());
    for (int64_t i = 0; i < tensor.getNumElements(); ++i) {
      if (wholeRange)
        tensor.setInt(i, tensor.getElementType().isUnsignedInteger()
                             ? engine() % 256
                             : int64_t(engine() % 256) - 128);
      if (tensor.isFloat() && name.contains("positive"))
        tensor.setFloat(i, std::fabs(tensor.getFloat(i)) + 0.1);
      if (!tensor.isFloat() && (name.contains("nonzero") || name.contains("positive")) &&
          tensor.getInt(i) == 0)
        tensor.setInt(i, 1);
      if (!tensor.isFloat() && (name.contains("in_range") || name.contains("positive")))
        tensor.setInt(i, std::abs(tensor.getInt(i)) % 4);
    }
    const bool last = argument.getArgNumber() + 1 == kernel.getBlock().getNumArguments();
    if (name.contains("special") || (last && name.contains("masked")))
      makeSpecial(tensor, name.contains("masked"));
    inputs.push_back(tensor);
  }
  return inputs;
}

static std::vector<Tensor> interpret(vit::KernelOp kernel, ArrayRef<Tensor> inputs) {
  llvm::DenseMap<Value, Tensor> values;
  for (auto [argument, input] : llvm::zip(kernel.getBlock().getArguments(), inputs))
    values.try_emplace(argument, input);
  for (Operation &op : kernel.getBlock().without_terminator()) {
    SmallVector<Tensor> operands;
    for (Value operand : op.getOperands())
      operands.push_back(values.at(operand));
    FailureOr<SmallVector<Tensor>> results = evaluate(&op, operands);
    if (failed(results))
      return {};
    for (auto [value, result] : llvm::zip(op.getResults(), *results))
      values.try_emplace(value, result);
  }
  std::vector<Tensor> results;
  for (Value value : kernel.getBlock().getTerminator()->getOperands())
    results.push_back(values.at(value));
  return results;
}

static double tolerance(Type type) {
  if (type.isF16())
    return 2e-3;
  if (type.isBF16())
    return 1.6e-2;
  return type.isF64() ? 1e-9 : isa<FloatType>(type) ? 1e-5 : 0;
}

static std::string compare(const Tensor &actual, const Tensor &expected) {
  double largest = 0, worst = 0;
  std::string message;
  llvm::raw_string_ostream stream(message);
  int64_t where = -1;
  for (int64_t i = 0; i < expected.getNumElements(); ++i) {
    const double a = actual.getFloat(i), e = expected.getFloat(i);
    if (std::isfinite(e))
      largest = std::max(largest, std::fabs(e));
    if ((std::isnan(a) && std::isnan(e)) || a == e)
      continue;
    const double error = std::isfinite(a) && std::isfinite(e) ? std::fabs(a - e) : 1e30;
    if (error > worst) {
      worst = error;
      where = i;
    }
  }
  if (worst > tolerance(expected.getElementType()) * std::max(largest, 1e-30))
    stream << "element " << where << " is " << actual.getFloat(where) << " instead of "
           << expected.getFloat(where) << ", the largest is " << largest;
  return message;
}

/// Functions that objects leave open and nothing provides.
static std::string strangers(const std::string &object) {
  static const llvm::StringSet<> known = {
      "halide_do_par_for", "halide_malloc", "halide_free", "halide_device_host_nop_free",
      "halide_error", "memset", "memcpy", "memmove",
      // of a GPU
      "halide_cuda_initialize_kernels", "halide_cuda_run", "halide_cuda_finalize_kernels",
      "halide_cuda_device_interface", "halide_copy_to_device", "halide_device_malloc",
      "halide_device_free", "halide_device_free_as_destructor",
      // libm
      "exp", "expf", "log", "logf", "pow", "powf", "sin", "sinf", "cos", "cosf", "atan", "atanf",
      "sincos", "sincosf", "tanh", "tanhf", "erf", "erff", "fmod", "fmodf", "rint", "rintf",
      "nearbyint", "nearbyintf", "roundeven", "roundevenf", "floor", "floorf", "ceil", "ceilf",
      "trunc", "truncf", "sqrt", "sqrtf",
      // runtime/HalfFloat.c
      "__truncdfhf2", "__truncsfhf2", "__truncdfbf2", "__truncsfbf2", "__extendhfsf2",
      "__extendhfdf2",
      // runtime/MatrixTiles.h
      "vitc_tile_sums_amx", "vitc_tile_sums_512", "vitc_tile_sums_256", "vitc_bf16_tile_sums_amx",
      "vitc_bf16_tile_sums_512"};
  auto file = llvm::object::ObjectFile::createObjectFile(llvm::MemoryBufferRef(object, "kernel"));
  if (!file)
    return llvm::toString(file.takeError());
  std::string result;
  for (const llvm::object::SymbolRef &symbol : (*file)->symbols()) {
    const llvm::StringRef name = llvm::cantFail(symbol.getName());
    if ((llvm::cantFail(symbol.getFlags()) & llvm::object::SymbolRef::SF_Undefined) &&
        !name.empty() && !known.contains(name))
      result += (name + " ").str();
  }
  return result;
}

using Run = llvm::function_ref<std::vector<Tensor>(llvm::ArrayRef<Tensor>)>;

static void checkKernel(const RunnableKernel &kernel, Run run) {
  vit::KernelOp op = kernel.op;
  SCOPED_TRACE(op.getSymName().str());
  ASSERT_TRUE(kernel.function || kernel.emulated);
  EXPECT_EQ(strangers(kernel.compiled.object), "");
  const std::vector<Tensor> inputs = inputsOf(op), expected = interpret(op, inputs);
  ASSERT_EQ(expected.size(), size_t(op.getBlock().getTerminator()->getNumOperands()))
      << "not interpreted";
  takeScratchPeak();
  const std::vector<Tensor> actual = run(inputs);
  EXPECT_LE(takeScratchPeak(), uint64_t(op.getWorkspaceBytes(vit::WorkspaceScope::thread)));
  ASSERT_EQ(actual.size(), expected.size()) << "failed or wrote outside its results";
  for (size_t i = 0; i < actual.size(); ++i)
    EXPECT_EQ(compare(actual[i], expected[i]), "") << "result " << i;
}

TEST(Targets, NamesOfMachines) {
  auto bits = [](const char *name) {
    llvm::Expected<Target> target = Target::parse(name);
    return target ? target->vectorBits : (llvm::consumeError(target.takeError()), 0);
  };
  EXPECT_EQ(bits("x86-64"), 128);
  EXPECT_EQ(bits("x86-64-v3"), 256);
  EXPECT_EQ(bits("x86-64-v4"), 512);
  EXPECT_EQ(bits("znver4"), 512);
  EXPECT_EQ(bits("sapphirerapids"), 512);
  EXPECT_EQ(bits("x86-64-v4-avx512f"), 256);
  EXPECT_EQ(bits("x86-64-v3+avx512f+avx512cd+avx512bw+avx512dq+avx512vl"), 512);
  EXPECT_NE(bits("host"), 0);
  EXPECT_EQ(bits("pdp11"), 0);
  EXPECT_EQ(bits(""), 0);
  EXPECT_EQ(bits("x86-64-v3+"), 0);
}

TEST(Targets, NamesOfArm) {
  auto halide = [](const char *name) {
    llvm::Expected<Target> target = Target::parse(name);
    return target ? target->halide : llvm::toString(target.takeError());
  };
  EXPECT_EQ(halide("aarch64"), "arm-64-linux");
  EXPECT_EQ(halide("armv8.2-a"), "arm-64-linux");
  EXPECT_EQ(halide("armv8.4-a"), "arm-64-linux-arm_dot_prod");
  EXPECT_EQ(halide("cortex-a72"), "arm-64-linux");
  for (const char *name : {"cortex-a76", "neoverse-n1", "neoverse-v1", "neoverse-v2", "apple-m1",
                           "aarch64+dotprod+fp16+i8mm+bf16", "aarch64+dotprod+fullfp16"})
    EXPECT_EQ(halide(name), "arm-64-linux-arm_dot_prod-arm_fp16") << name;
  EXPECT_EQ(halide("cortex-a76-dotprod"), "arm-64-linux-arm_fp16");
  EXPECT_EQ(halide("aarch64-simd"),
            "unknown target 'aarch64-simd': it has no NEON (Advanced SIMD), which kernels need");
  EXPECT_EQ(halide("aarch64+avx2"),
            "unknown target 'aarch64+avx2': 'avx2' is no feature of an Arm CPU that LLVM knows "
            "(dotprod, fp16, i8mm, bf16, ...)");
}

/// Of a file of this folder.
static OwningOpRef<ModuleOp> parseKernels(const std::string &file, MLIRContext &context) {
  context.loadDialect<vit::VitDialect, func::FuncDialect>();
  return parseSourceFile<ModuleOp>(VITC_KERNEL_DIR "/" + file + ".mlir", &context);
}

class Kernels : public testing::TestWithParam<std::tuple<std::string, std::string>> {};

TEST_P(Kernels, AgreeWithInterpreter) {
  const auto &[file, targetName] = GetParam();
  MLIRContext context;
  auto module = parseKernels(file, context);
  ASSERT_TRUE(module);
  llvm::Expected<Target> target = Target::parse(targetName);
  ASSERT_TRUE(bool(target)) << llvm::toString(target.takeError());
  const bool runsHere = !EmulatedKernels::isForeign(*target) &&
                        !(target->cpuFeatures & ~llvm::cantFail(Target::parse("host")).cpuFeatures);
  if (!runsHere && !EmulatedKernels::canEmulate(*target))
    GTEST_SKIP() << "nothing here runs code for " << targetName;
  std::string error;
  std::vector<RunnableKernel> kernels = loadKernels(*module, *target, error);
  EXPECT_EQ(error, "");
  double slowest = 0;
  for (const RunnableKernel &kernel : kernels) {
    checkKernel(kernel, [&](ArrayRef<Tensor> inputs) { return kernel.run(inputs); });
    slowest = std::max(slowest, kernel.compileSeconds);
  }
  RecordProperty("kernels", static_cast<int>(kernels.size()));
  RecordProperty("slowestCompilation", std::to_string(slowest));
}

static const auto files =
    testing::Values("elementwise", "types", "layout", "indexing", "products", "convolutions",
                    "windows", "normalisation", "reductions", "attention", "chains", "panels",
                    "integers", "epilogues", "reversed");

static std::string
nameOf(const testing::TestParamInfo<std::tuple<std::string, std::string>> &info) {
  return std::get<0>(info.param) + "_" + symbolText(std::get<1>(info.param));
}

INSTANTIATE_TEST_SUITE_P(, Kernels,
                         testing::Combine(files, testing::Values("host", "x86-64-v3", "x86-64")),
                         nameOf);
/// AMX beside vectors of 512 bits and of 256, the runtime's vpdpbusd, and the same products without these.
INSTANTIATE_TEST_SUITE_P(
    Tiles, Kernels,
    testing::Combine(testing::Values("matrix_tiles"),
                     testing::Values("x86-64-v4+amx-int8", "x86-64-v3+amx-int8",
                                     "x86-64-v4+avx512vnni", "x86-64-v3+avxvnni",
                                     "sapphirerapids-amx-tile")),
    nameOf);
/// Products of bf16: by AMX, beside vectors of 512 bits and of 256, by vdpbf16ps, and by floats.
INSTANTIATE_TEST_SUITE_P(
    BFloats, Kernels,
    testing::Combine(testing::Values("bf16_products"),
                     testing::Values("x86-64-v4+amx-bf16", "x86-64-v3+amx-bf16",
                                     "x86-64-v4+avx512bf16", "x86-64-v3", "aarch64")),
    nameOf);
/// By the loops that the file has.
INSTANTIATE_TEST_SUITE_P(WithLoops, Kernels,
                         testing::Combine(testing::Values("cpu_tiles"),
                                          testing::Values("x86-64-v3", "aarch64")),
                         nameOf);
INSTANTIATE_TEST_SUITE_P(Arm, Kernels, testing::Combine(files, testing::Values("aarch64")), nameOf);
/// Where it makes a difference.
INSTANTIATE_TEST_SUITE_P(ArmDotprod, Kernels,
                         testing::Combine(testing::Values("integers", "types", "panels",
                                                          "products"),
                                          testing::Values("aarch64+dotprod+fp16")),
                         nameOf);

class GpuKernels : public testing::TestWithParam<std::string> {};

TEST_P(GpuKernels, AgreeWithInterpreter) {
  MLIRContext context;
  auto module = parseKernels(GetParam(), context);
  ASSERT_TRUE(module);
  Target target = llvm::cantFail(Target::parse("cuda:sm_80"));
  // Vectors wherever a shape allows them, and not only where a card's threads are enough then: for what they are special to.
  if (llvm::is_contained(
          {StringRef("indexing"), StringRef("reversed"), StringRef("types"), StringRef("windows")},
          StringRef(GetParam())))
    target.multiprocessors = 0;
  std::string error;
  const std::vector<RunnableKernel> kernels = loadKernels(*module, target, error);
  EXPECT_EQ(error, "");
  for (const RunnableKernel &kernel : kernels) {
    takeDeviceScratchPeak();
    checkKernel(kernel, [&](ArrayRef<Tensor> inputs) { return runOnDevice(kernel, inputs); });
    EXPECT_LE(takeDeviceScratchPeak(),
              uint64_t(vit::KernelOp(kernel.op).getWorkspaceBytes(vit::WorkspaceScope::launch)));
  }
  RecordProperty("kernels", static_cast<int>(kernels.size()));
}

INSTANTIATE_TEST_SUITE_P(, GpuKernels, files, [](const auto &info) { return info.param; });
INSTANTIATE_TEST_SUITE_P(WithLoops, GpuKernels, testing::Values("gpu_tiles"),
                         [](const auto &info) { return info.param; });
