//===-- tuning_test.cpp: loops chosen by a clock that tells what the test wants -----------------===//
#include "codegen/SelectSchedules.h"
#include "codegen/TuneSchedules.h"
#include "ir/VitOpsProgram.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Parser/Parser.h"
#include "mlir/Pass/PassManager.h"
#include "passes/Passes.h"
#include "passes/Pipelines.h"
#include "gtest/gtest.h"

using namespace mlir;
using namespace vitc;

namespace {
constexpr const char text[] = R"mlir(
func.func @main(%x: tensor<64x48xf32>, %w: tensor<48x96xf32>, %v: tensor<96x40xf32>) -> tensor<64x40xf32> {
  %0 = vit.matmul %x, %w : (tensor<64x48xf32>, tensor<48x96xf32>) -> tensor<64x96xf32>
  %1 = vit.gelu %0 : (tensor<64x96xf32>) -> tensor<64x96xf32>
  %2 = vit.matmul %1, %v : (tensor<64x96xf32>, tensor<96x40xf32>) -> tensor<64x40xf32>
  return %2 : tensor<64x40xf32>
}
)mlir";

/// How long a kernel takes by its loops.
using Clock = std::function<double(ArrayRef<vit::ProductLoopsAttr>)>;

struct TuneSchedules : testing::Test {
  TuneSchedules() { context.loadDialect<vit::VitDialect, func::FuncDialect>(); }

  static SmallVector<vit::ProductLoopsAttr> productsOf(vit::KernelOp kernel) {
    SmallVector<vit::ProductLoopsAttr> products;
    for (Attribute loops : kernel.getScheduleFor("x86-64-v3").getLoops())
      if (auto product = dyn_cast<vit::ProductLoopsAttr>(loops))
        products.push_back(product);
    return products;
  }

  /// The loops that all products of the module have in the end.
  SmallVector<vit::ProductLoopsAttr> tune(Clock clock, double seconds = 1000) {
    module = parseSourceString<ModuleOp>(text, &context);
    Tuning tuning;
    tuning.target = cantFail(Target::parse("x86-64-v3"));
    tuning.seconds = seconds;
    tuning.measure = [&](ArrayRef<ModuleOp> programs) {
      ++measurements;
      std::vector<KernelTimes> all;
      for (ModuleOp program : programs) {
        EXPECT_TRUE(vit::ProgramOp::of(program)) << "has no memory";
        KernelTimes times;
        for (auto kernel : program.getOps<vit::KernelOp>())
          if (kernel.getSymName() != forgotten)
            times[kernel.getSymName()] = clock(productsOf(kernel));
        all.push_back(std::move(times));
      }
      return FailureOr<std::vector<KernelTimes>>(all);
    };
    tuning.find = [&](vit::KernelOp kernel) { return known.lookup(kernel.getSymName()); };
    tuning.keep = [&](vit::KernelOp kernel, ArrayAttr loops) {
      known[kernel.getSymName()] = loops;
    };
    ScopedDiagnosticHandler handler(&context, [&](Diagnostic &diagnostic) {
      said.push_back(diagnostic.str());
      return success();
    });
    PassManager pm(&context);
    buildOutlinePipeline(pm);
    pm.addPass(createSelectSchedulesPass({"x86-64-v3"}));
    EXPECT_TRUE(succeeded(pm.run(*module)));
    EXPECT_TRUE(succeeded(tuneSchedules(*module, tuning)));
    PassManager rest(&context);
    rest.addPass(createPlanMemoryPass());
    EXPECT_TRUE(succeeded(rest.run(*module)));
    SmallVector<vit::ProductLoopsAttr> all;
    for (auto kernel : module->getOps<vit::KernelOp>())
      llvm::append_range(all, productsOf(kernel));
    return all;
  }

  MLIRContext context;
  OwningOpRef<ModuleOp> module;
  std::vector<std::string> said;
  llvm::StringMap<ArrayAttr> known;
  std::string forgotten; // a kernel that has no time
  int measurements = 0;
};
} // namespace

TEST_F(TuneSchedules, TakesWhatIsFasterInEveryLoopNest) {
  auto rows = [](ArrayRef<vit::ProductLoopsAttr> products) {
    double time = 1;
    for (vit::ProductLoopsAttr product : products)
      time += product.getRows() == 11 ? 1 : 2;
    return time;
  };
  const auto found = tune(rows);
  EXPECT_GE(found.size(), 2u);
  for (vit::ProductLoopsAttr product : found)
    EXPECT_EQ(product.getRows(), 11);
  // The next time nothing is measured, unless what is known is not what would be tried.
  measurements = 0;
  EXPECT_EQ(tune(rows), found);
  EXPECT_EQ(measurements, 0);
  for (auto &entry : known)
    entry.second = ArrayAttr::get(
        &context, SmallVector<Attribute>(entry.second.size(), UnitAttr::get(&context)));
  EXPECT_EQ(tune(rows), found);
  EXPECT_GT(measurements, 0);
  ASSERT_FALSE(said.empty());
  EXPECT_NE(said.front().find("% of its time with other loops"), std::string::npos) << said.front();
}

TEST_F(TuneSchedules, LeavesLoopsThatNothingIsFasterThan) {
  const auto chosen = tune([](ArrayRef<vit::ProductLoopsAttr>) { return 1; }, /*seconds=*/-1);
  EXPECT_EQ(measurements, 0) << "no time was given";
  EXPECT_TRUE(known.empty()) << "of what was not tried nothing is known";
  EXPECT_EQ(tune([](ArrayRef<vit::ProductLoopsAttr>) { return 1; }), chosen);
  EXPECT_GT(measurements, 0);
  EXPECT_TRUE(said.empty());
}

TEST_F(TuneSchedules, LeavesLoopsThatWereFasterOnlyOnce) {
  const auto chosen = tune([](ArrayRef<vit::ProductLoopsAttr>) { return 1; }, /*seconds=*/-1);
  llvm::StringMap<int> asked; // the second time, when it has to be confirmed, it is slower
  auto once = [&](ArrayRef<vit::ProductLoopsAttr> products) {
    std::string key;
    llvm::raw_string_ostream os(key);
    for (vit::ProductLoopsAttr product : products)
      os << product;
    const bool isOwn = llvm::all_of(products, [&](vit::ProductLoopsAttr product) {
      return llvm::is_contained(chosen, product);
    });
    return isOwn ? 1 : asked[key]++ ? 1.5 : 0.5;
  };
  EXPECT_EQ(tune(once), chosen);
  EXPECT_TRUE(said.empty());
}

TEST_F(TuneSchedules, SaysThatKernelsHaveNoTimes) {
  const auto chosen = tune([](ArrayRef<vit::ProductLoopsAttr>) { return 1; }, /*seconds=*/-1);
  forgotten = (*module->getOps<vit::KernelOp>().begin()).getSymName().str();
  EXPECT_EQ(tune([](ArrayRef<vit::ProductLoopsAttr>) { return 1; }), chosen);
  ASSERT_EQ(said.size(), 1u);
  EXPECT_EQ(said.front(), "no other loops are tried: the profile knows no kernel @" + forgotten);
  EXPECT_TRUE(known.empty());
}
