// CompilerTest.cpp: options, results and diagnostics of the library, and what it leaves alone in the process.
#include <algorithm>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <iterator>
#include <thread>
#include <unistd.h>
#include <vitc/Compiler.h>

using namespace vitc;
namespace fs = std::filesystem;

namespace {

std::string contentsOf(const fs::path &path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

class Compiler : public ::testing::Test {
protected:
  void SetUp() override {
    std::string name = (fs::temp_directory_path() / "vitc-test-XXXXXX").string();
    ASSERT_TRUE(mkdtemp(name.data()));
    folder = name;
  }
  void TearDown() override { fs::remove_all(folder); }

  std::string write(const std::string &name, const std::string &text) {
    std::ofstream(folder / name) << text;
    return folder / name;
  }

  /// A model of its own for every number of layers.
  CompileOptions namedModel(int layers, const std::string &subfolder) {
    fs::create_directories(folder / subfolder);
    CompileOptions options;
    options.namedModel = NamedModel{
        "vit-tiny-16",
        "",
        {"num_hidden_layers=" + std::to_string(layers), "hidden_size=96", "intermediate_size=384"},
        layers};
    options.target = "x86-64-v3";
    options.output = folder / subfolder / "model.so";
    return options;
  }

  fs::path folder;
};

/// What happens on signals.
std::vector<void (*)(int)> handlers() {
  std::vector<void (*)(int)> result;
  for (int number :
       {SIGINT, SIGTERM, SIGHUP, SIGUSR1, SIGUSR2, SIGPIPE, SIGSEGV, SIGBUS, SIGABRT, SIGILL}) {
    struct sigaction action = {};
    EXPECT_EQ(sigaction(number, nullptr, &action), 0);
    result.push_back(action.sa_handler);
  }
  return result;
}

std::string onnxModel() { return MODELS "/timm_vit_torchscript.onnx"; }

TEST_F(Compiler, WritesArtifactAndHeader) {
  CompileOptions options;
  options.model = onnxModel();
  options.output = folder / "vit.so";
  CompileResult result = compile(options);
  ASSERT_TRUE(result);
  EXPECT_EQ(result.output, folder / "vit.so");
  EXPECT_EQ(result.header, folder / "vit.h");
  EXPECT_TRUE(result.diagnostics.empty());
  EXPECT_TRUE(result.text.empty());
  EXPECT_TRUE(fs::exists(result.output));
  EXPECT_NE(contentsOf(result.header).find("vit_create("), std::string::npos);
}

TEST_F(Compiler, GivesTextWithoutAnOutput) {
  CompileOptions options;
  options.model = onnxModel();
  options.format = Format::MLIR;
  const std::pair<Stage, const char *> marks[] = {{Stage::Imported, "vit.softmax"},
                                                  {Stage::Fused, "vit.attention"},
                                                  {Stage::Kernels, "vit.launch"},
                                                  {Stage::Program, "vit.program"}};
  for (auto [stage, mark] : marks) {
    options.stage = stage;
    CompileResult result = compile(options);
    ASSERT_TRUE(result);
    EXPECT_TRUE(result.output.empty());
    EXPECT_NE(result.text.find(mark), std::string::npos) << mark;
  }
  options.format = Format::Summary;
  EXPECT_NE(compile(options).text.find("kernels"), std::string::npos);
  options.format = Format::Json;
  options.model = write("graph.json", R"({"version": 1,
    "inputs": [{"name": "x", "dtype": "f32", "shape": [1, 4]}],
    "nodes": [{"name": "y", "op": "relu", "inputs": ["x"]}], "outputs": ["y"]})");
  EXPECT_NE(compile(options).text.find("\"nodes\""), std::string::npos);
}

TEST_F(Compiler, PrintsNothing) {
  testing::internal::CaptureStdout();
  testing::internal::CaptureStderr();
  CompileOptions options = namedModel(1, "quiet");
  options.explainFusion = true;
  EXPECT_TRUE(compile(options));
  options.model = "nowhere.onnx";
  options.namedModel.reset();
  EXPECT_FALSE(compile(options));
  EXPECT_EQ(testing::internal::GetCapturedStdout(), "");
  EXPECT_EQ(testing::internal::GetCapturedStderr(), "");
}

TEST_F(Compiler, DiagnosticsAreValues) {
  CompileOptions options;
  options.model = write("wrong.mlir", "func.func @main(%x: tensor<2xf32>) -> tensor<3xf32> {\n"
                                      "  %0 = vit.relu %x : (tensor<2xf32>) -> tensor<3xf32>\n"
                                      "  return %0 : tensor<3xf32>\n}\n");
  std::vector<Diagnostic> told;
  options.onDiagnostic = [&](const Diagnostic &diagnostic) { told.push_back(diagnostic); };
  CompileResult result = compile(options);
  EXPECT_EQ(result.outcome, Outcome::Refused);
  ASSERT_FALSE(result.diagnostics.empty());
  const Diagnostic &error = result.diagnostics.front();
  EXPECT_EQ(error.severity, Severity::Error);
  EXPECT_EQ(error.file, options.model);
  EXPECT_EQ(error.line, 2u);
  EXPECT_EQ(error.column, 8u);
  EXPECT_FALSE(error.isInternal);
  EXPECT_EQ(toString(error), options.model + ":2:8: " + error.text);
  ASSERT_EQ(told.size(), result.diagnostics.size());
  EXPECT_EQ(told.front().text, error.text);
}

TEST_F(Compiler, DiagnosticsNameNodes) {
  CompileOptions options;
  options.model = onnxModel();
  options.format = Format::Nothing;
  options.stage = Stage::Fused;
  options.explainFusion = true;
  CompileResult result = compile(options);
  ASSERT_TRUE(result);
  auto isNode = [](const Diagnostic &diagnostic) {
    return diagnostic.severity == Severity::Remark && !diagnostic.node.empty() &&
           toString(diagnostic).find("node '" + diagnostic.node + "'") != std::string::npos;
  };
  EXPECT_TRUE(std::any_of(result.diagnostics.begin(), result.diagnostics.end(), isNode));
}

TEST_F(Compiler, RefusesOptionsThatNoModelCanHave) {
  auto errorOf = [&](auto change) {
    CompileOptions options = namedModel(1, "options");
    change(options);
    CompileResult result = compile(options);
    EXPECT_EQ(result.outcome, Outcome::Refused);
    EXPECT_FALSE(fs::exists(options.output));
    return result.diagnostics.empty() ? "" : result.diagnostics.front().text;
  };
  EXPECT_EQ(errorOf([](CompileOptions &o) { o.batches = {0}; }),
            "--batch=0: expected a positive number");
  EXPECT_EQ(errorOf([](CompileOptions &o) { o.maxArenaBytes = -1; }),
            "--assert-arena=-1: expected a number from 0 on");
  EXPECT_EQ(errorOf([](CompileOptions &o) { o.tolerance = 0; }),
            "--tolerance: expected a positive number");
  EXPECT_EQ(errorOf([](CompileOptions &o) { o.inputShapes["x"] = {{1, -1}}; }),
            "--input-shape=x: sizes are positive");
  EXPECT_EQ(errorOf([](CompileOptions &o) { o.requireFused = {"qkw"}; }),
            "--require-fused=qkw: known are patch_embedding, qkv, attention, mlp");
  EXPECT_EQ(errorOf([](CompileOptions &o) { o.model = "also.onnx"; }),
            "there are two models: 'also.onnx' and --model=vit-tiny-16");
  EXPECT_EQ(errorOf([](CompileOptions &o) { o.namedModel.reset(); }),
            "name a model: a file, a checkpoint folder, or --model=NAME");
  EXPECT_NE(errorOf([](CompileOptions &o) { o.name = "a b"; }).find("--name=a b: "),
            std::string::npos);
  EXPECT_NE(
      errorOf([](CompileOptions &o) { o.disabledPasses = {"vit-nothing"}; }).find("known are"),
      std::string::npos);
}

TEST_F(Compiler, SaysHowFarItIs) {
  CompileOptions options = namedModel(1, "progress");
  size_t last = 0, total = 0;
  options.onProgress = [&](const std::string &what, size_t done, size_t of) {
    if (what == "kernels")
      last = done, total = of;
  };
  ASSERT_TRUE(compile(options));
  EXPECT_GT(total, 0u);
  EXPECT_EQ(last, total);
}

TEST_F(Compiler, ThreadsGiveTheBytesThatEachGivesAlone) {
  ASSERT_TRUE(compile(namedModel(1, "alone1")));
  ASSERT_TRUE(compile(namedModel(2, "alone2")));
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i)
    threads.emplace_back([&, i] {
      CompileResult result = compile(namedModel(1 + i % 2, "thread" + std::to_string(i)));
      EXPECT_TRUE(result);
    });
  for (std::thread &thread : threads)
    thread.join();
  for (int i = 0; i < 4; ++i)
    for (const char *file : {"model.so", "model.h"}) {
      fs::path alone = folder / ("alone" + std::to_string(1 + i % 2)) / file;
      EXPECT_TRUE(contentsOf(folder / ("thread" + std::to_string(i)) / file) == contentsOf(alone))
          << alone;
    }
}

TEST_F(Compiler, ThreadsHaveTheirOwnDiagnostics) {
  std::vector<CompileResult> results(4);
  std::vector<std::thread> threads;
  for (size_t i = 0; i < results.size(); ++i)
    threads.emplace_back([&results, i] {
      CompileOptions options;
      options.model = "nowhere" + std::to_string(i) + ".onnx";
      results[i] = compile(options);
    });
  for (std::thread &thread : threads)
    thread.join();
  for (size_t i = 0; i < results.size(); ++i) {
    ASSERT_EQ(results[i].diagnostics.size(), 1u);
    EXPECT_EQ(results[i].diagnostics[0].file, "nowhere" + std::to_string(i) + ".onnx");
  }
}

TEST_F(Compiler, KeepsKernelsWhereItIsTold) {
  setenv("XDG_CACHE_HOME", folder.c_str(), 1);
  unsetenv("VITC_CACHE_DIR");
  EXPECT_EQ(defaultCacheDirectory(), (folder / "vitc").string());
  const CompileOptions without = namedModel(1, "without");
  ASSERT_TRUE(compile(without));
  EXPECT_FALSE(fs::exists(folder / "vitc"));
  for (const char *subfolder : {"first", "second"}) {
    CompileOptions with = namedModel(1, subfolder);
    with.cacheDirectory = defaultCacheDirectory();
    ASSERT_TRUE(compile(with));
    EXPECT_EQ(contentsOf(with.output), contentsOf(without.output));
  }
  EXPECT_FALSE(fs::is_empty(folder / "vitc"));
  setenv("VITC_CACHE_DIR", "none", 1);
  EXPECT_EQ(defaultCacheDirectory(), "");
}

TEST_F(Compiler, LeavesNothingBehind) {
  const std::vector<void (*)(int)> before = handlers();
  setenv("TMPDIR", folder.c_str(), 1);
  fs::create_directories(folder / "out");
  CompileOptions options = namedModel(1, "out");
  ASSERT_TRUE(compile(options));
  options.labels = "nowhere.txt";
  ASSERT_FALSE(compile(options));
  unsetenv("TMPDIR");
  std::vector<std::string> files;
  for (const fs::directory_entry &entry : fs::recursive_directory_iterator(folder))
    files.push_back(entry.path().filename());
  std::sort(files.begin(), files.end());
  EXPECT_EQ(files, (std::vector<std::string>{"model.h", "model.so", "out"}));
  // Nor mapped files, nor handlers of signals.
  EXPECT_EQ(contentsOf("/proc/self/maps").find(folder.filename().string()), std::string::npos);
  EXPECT_EQ(handlers(), before);
}

TEST(Version, IsThatOfTheProject) { EXPECT_STREQ(version(), VITC_VERSION); }

} // namespace
