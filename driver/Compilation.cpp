//===-- Compilation.cpp: one model, from what the options name to what they ask for ----------------===//
#include "driver/Compilation.h"
#include "driver/Code.h"
#include "driver/Limits.h"
#include "driver/Sbom.h"
#include "driver/TunedLoops.h"
#include "frontend/Importer.h"
#include "ir/Files.h"
#include "ir/ModuleText.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"

using namespace mlir;

namespace vitc {

/// "folder/" is called like "folder".
static CompileOptions normalized(CompileOptions options) {
  if (options.model.size() > 1)
    options.model = StringRef(options.model).rtrim('/').str();
  return options;
}

Compilation::Compilation(CompileOptions given, Session &session)
    : options(normalized(std::move(given))), session(session), files(options, session),
      listener(session.context, [this](Diagnostic diagnostic) { note(std::move(diagnostic)); }) {}

bool Compilation::isKnown(const Diagnostic &diagnostic) const {
  return llvm::any_of(result.diagnostics, [&](const Diagnostic &other) {
    return other.severity == diagnostic.severity && toString(other) == toString(diagnostic);
  });
}

void Compilation::note(Diagnostic diagnostic) {
  std::lock_guard lock(telling);
  if (diagnostic.severity != Severity::Error && isKnown(diagnostic))
    return; // what was said of another entry
  if (options.onDiagnostic)
    options.onDiagnostic(diagnostic);
  result.diagnostics.push_back(std::move(diagnostic));
}

void Compilation::showProgress(const std::string &what, size_t done, size_t total) const {
  std::lock_guard lock(telling);
  options.onProgress(what, done, total);
}

CompileResult Compilation::finish(LogicalResult done) {
  auto isInternal = [](const Diagnostic &diagnostic) { return diagnostic.isInternal; };
  if (succeeded(done)) {
    result.outcome = Outcome::Done;
    result.inputs = inputFiles();
  } else if (llvm::any_of(result.diagnostics, isInternal))
    result.outcome = Outcome::InternalError;
  return std::exchange(result, {});
}

/// Each once.
std::set<std::string> Compilation::filesRead() const {
  std::set<std::string> paths;
  if (isText(options))
    paths.insert(options.model);
  for (const std::string &path : Files::of(&session.context).paths())
    paths.insert(path);
  for (const std::string &path : files.getRead())
    paths.insert(path);
  for (const std::string &temporary : files.getLost())
    paths.erase(temporary);
  return paths;
}

/// A folder counts with all that is in it: a file that was not read may be another time. What is written there does not,
/// nor then the folder, which is always newer.
std::vector<std::string> Compilation::inputFiles() const {
  std::set<std::string> paths = filesRead();
  if (!options.signingKey.empty())
    paths.insert(options.signingKey);
  std::error_code error;
  bool isWrittenTo = options.namedModel || !llvm::sys::fs::is_directory(options.model);
  for (llvm::sys::fs::directory_iterator it(options.model, error), end; !error && it != end;
       it.increment(error))
    if (llvm::sys::fs::equivalent(it->path(), result.output) ||
        llvm::sys::fs::equivalent(it->path(), result.header))
      isWrittenTo = true;
    else
      paths.insert(it->path());
  if (!isWrittenTo)
    paths.insert(options.model);
  return {paths.begin(), paths.end()};
}

//===-- Steps ---------------------------------------------------------------------------------===//

LogicalResult Compilation::run() {
  if (failed(load()))
    return failure();
  if (options.format == Format::Json)
    return writeJson();
  if (options.format == Format::Sbom)
    return writeSbom();
  if (failed(transform(lastStage())))
    return failure();
  switch (options.format) {
  case Format::Nothing:
    return success();
  case Format::MLIR:
    return writeModule();
  case Format::Graph:
    return writeGraph();
  case Format::Summary:
  case Format::Page:
    return writeReport();
  case Format::Object:
  case Format::SharedObject:
    return writeArtifactAndHeader();
  default:
    return writeCode();
  }
}

Stage Compilation::lastStage() const {
  bool hasStage = options.format == Format::MLIR || options.format == Format::Nothing;
  return hasStage ? options.stage : Stage::Program;
}

LogicalResult Compilation::load() {
  if (failed(checkOptions(options, session)) || failed(checkOutput()) || failed(readSigningKey()) ||
      failed(files.make()))
    return failure();
  FailureOr<LoadedModel> model = loadModel(options, files.imported, session);
  if (failed(model))
    return failure();
  loaded = std::move(*model);
  return failure(failed(files.checkReplaced(*loaded.module)) || failed(prepareSelfTest()));
}

/// By the model as it was read: so it tests passes, too.
LogicalResult Compilation::prepareSelfTest() {
  if (options.selfTest == 0 || options.format == Format::Sbom)
    return success();
  auto progress = [&](int64_t done, int64_t total) {
    if (options.onProgress)
      showProgress("evaluating for the self-test", done, total);
  };
  FailureOr<SelfTest> made =
      makeSelfTest(*loaded.module, options.selfTest, options.tolerance, progress);
  if (succeeded(made))
    selfTest = std::move(*made);
  return made;
}

LogicalResult Compilation::readSigningKey() {
  if (options.signingKey.empty())
    return success();
  if (options.format != Format::SharedObject)
    return session.fail("--sign signs a shared object: leave --emit away");
  if (Fault fault = signingKey.read(options.signingKey); !fault.empty())
    return session.fail("--sign: " + fault);
  return success();
}

LogicalResult Compilation::sign(StringRef path) const {
  if (options.signingKey.empty())
    return success();
  Fault fault = signFile(path.str(), signingKey);
  return fault.empty() ? success() : session.fail(fault);
}

/// Artifacts are files, with a header beside them; and what is read stays as it is.
LogicalResult Compilation::checkOutput() const {
  const std::string &output = options.output;
  bool isArtifact = options.format == Format::Object || options.format == Format::SharedObject;
  if (isArtifact && !output.empty() && output != "/dev/null" && isStream(output))
    return session.fail("an artifact and its header are files, and '" + output +
                        "' is none; choose another -o");
  if (isArtifact && llvm::sys::path::extension(output) == ".h")
    return session.fail("the artifact's header would replace '" + output + "'; choose another -o");
  if (!isText(options) && llvm::sys::fs::equivalent(options.model, output))
    return session.fail("the output would replace the model '" + options.model +
                        "'; choose another -o");
  if (!options.signingKey.empty() && llvm::sys::fs::equivalent(options.signingKey, output))
    return session.fail("the output would replace the key '" + options.signingKey +
                        "'; choose another -o");
  return success();
}

LogicalResult Compilation::transform(Stage last) {
  StageOptions stages = stageOptions(last);
  bool isLookedAt = options.format == Format::Summary || options.format == Format::Graph ||
                    options.format == Format::Page;
  if (isLookedAt)
    stages.snapshots = &snapshots;
  if (options.verifyNumerics) {
    NumericsOptions numerics;
    numerics.tolerance = options.tolerance;
    stages.numerics = numericsOptions(std::move(numerics));
  }
  if (options.tuneSeconds) {
    if (last != Stage::Program)
      return session.fail("--tune changes the loops of a program, which is behind the stage '" +
                          stageName(last) + "'");
    if (vit::ProgramOp::of(*loaded.module))
      return session.fail("--tune: '" + modelPath(options) +
                          "' is a program, whose loops have their memory already; begin with an "
                          "earlier stage (--emit=kernels)");
    FailureOr<Tuning> tuning = makeTuning();
    if (failed(tuning))
      return failure();
    stages.tuning = std::move(*tuning);
  }
  return runStages(*loaded.module, stages, session);
}

LogicalResult Compilation::transformCopy(ModuleOp copy, Stage last, NumericsOptions numerics) {
  if (failed(files.makeAgain()))
    return failure();
  StageOptions stages = stageOptions(last);
  stages.numerics = numericsOptions(std::move(numerics));
  return runStages(copy, stages, session);
}

StageOptions Compilation::stageOptions(Stage last) {
  StageOptions stages;
  stages.last = last;
  stages.targets = loaded.targets;
  stages.files = files.stages;
  stages.explainFusion = options.explainFusion;
  stages.requireFused = options.requireFused;
  stages.integerBits = integerBitsOf(options.precision);
  if (stages.integerBits && (options.maxError || options.minCosine || session.calibration))
    stages.quantization = quantizationLimits();
  stages.roundsRows = multipliesBFloats(options.precision, loaded.targets);
  stages.weightType = stages.roundsRows ? "bf16" : weightTypeOf(options.precision).str();
  stages.disabledPasses = options.disabledPasses;
  return stages;
}

/// Random inputs that products of integers are measured on.
static constexpr int64_t randomPasses = 2;

static FailureOr<std::vector<SmallVector<Tensor>>> makeRandomInputs(func::FuncOp entry) {
  std::vector<SmallVector<Tensor>> passes;
  for (int64_t number = 0; number < randomPasses; ++number)
    passes.push_back(makeSelfTestInputs(entry, number));
  return passes;
}

QuantizationLimits Compilation::quantizationLimits() const {
  QuantizationLimits limits;
  limits.maxError = options.maxError;
  limits.minCosine = options.minCosine;
  limits.calibration = session.calibration.value_or(
      Calibration{makeRandomInputs, std::to_string(randomPasses) + " random inputs"});
  if (options.onProgress)
    limits.progress = [this](StringRef what) { showProgress("evaluating " + what.str(), 0, 0); };
  return limits;
}

/// For the CPU among the targets whose code this machine takes.
FailureOr<Tuning> Compilation::makeTuning() {
  if (!session.timeKernels)
    return session.fail("--tune has programs run, which only the command line can");
  const Target *own = nullptr;
  for (const Target &target : loaded.targets.cpus)
    if (target.runsHere())
      own = &target;
  if (!own)
    return session.fail("--tune: this machine runs no code for '" + loaded.targets.name() +
                        "'; tune where it is to run, and compile the --emit=program of there");
  Tuning tuning;
  tuning.target = *own;
  tuning.seconds = *options.tuneSeconds;
  tuning.measure = [this, target = *own](ArrayRef<ModuleOp> programs) {
    return timeKernels(programs, target);
  };
  tuning.find = [known = TunedLoops(options.cacheDirectory), target = *own](vit::KernelOp kernel) {
    return known.find(kernel, target);
  };
  tuning.keep = [known = TunedLoops(options.cacheDirectory), target = *own](
                    vit::KernelOp kernel, ArrayAttr loops) { known.keep(kernel, target, loops); };
  if (options.onProgress)
    tuning.progress = [this](size_t done, size_t total) { showProgress("tuning", done, total); };
  return tuning;
}

FailureOr<std::vector<KernelTimes>> Compilation::timeKernels(ArrayRef<ModuleOp> programs,
                                                             const Target &target) {
  CodeOptions code = codeOptions();
  code.format = Format::SharedObject;
  code.targets = {{target}, std::nullopt};
  code.progress = nullptr;
  std::vector<TemporaryFile> artifacts; // with their headers, gone when all is measured
  std::vector<std::string> paths;
  for (ModuleOp program : programs) {
    auto artifact = TemporaryFile::create("so");
    if (!artifact)
      return session.fail("--tune: " + toString(artifact.takeError()));
    SmallString<128> header(artifact->getPath());
    llvm::sys::path::replace_extension(header, ".h");
    paths.push_back(artifact->getPath());
    artifacts.push_back(std::move(*artifact));
    artifacts.push_back(TemporaryFile::own(header.str().str()));
    if (failed(vitc::writeObject(program, code, paths.back(), session)))
      return failure();
  }
  return session.timeKernels(paths);
}

NumericsOptions Compilation::numericsOptions(NumericsOptions numerics) const {
  if (options.onProgress)
    numerics.progress = [this](StringRef pass) { showProgress("evaluating: " + pass.str(), 0, 0); };
  return numerics;
}

//===-- Code ----------------------------------------------------------------------------------===//

std::string Compilation::modelName() const {
  if (!options.name.empty())
    return options.name;
  return toIdentifier(
      llvm::sys::path::stem(isStream(options.output) ? modelPath(options) : options.output));
}

CodeOptions Compilation::codeOptions() const {
  CodeOptions code;
  code.format = options.format;
  code.targets = loaded.targets;
  code.name = modelName();
  code.cacheDirectory = options.cacheDirectory;
  code.cacheBytes = options.cacheBytes;
  if (options.onProgress)
    code.progress = [this](size_t done, size_t total) { showProgress("kernels", done, total); };
  return code;
}

/// Of the model's own program the limits are checked. Checks of compiled code have others, which they take apart.
LogicalResult Compilation::writeObject(ModuleOp program, StringRef path) {
  CodeOptions code = codeOptions();
  if (program != *loaded.module)
    return vitc::writeObject(program, code, path, session);
  code.selfTest = selfTest;
  code.check = [&](StringRef written) -> LogicalResult {
    if (failed(sign(written)) || failed(checkArtifactLimit(program, written, options)))
      return failure();
    return session.checkArtifact ? session.checkArtifact(written) : success();
  };
  return failure(failed(checkProgramLimits(program, options)) ||
                 failed(vitc::writeObject(program, code, path, session)));
}

/// Without a name the artifact is called like the model.
std::string Compilation::artifactPath() const {
  if (!options.output.empty())
    return options.output;
  return llvm::sys::path::stem(modelPath(options)).str() +
         (options.format == Format::Object ? ".o" : ".so");
}

LogicalResult Compilation::writeArtifactAndHeader() {
  bool isWanted = options.output != "/dev/null";
  FailureOr<std::string> path = isWanted ? artifactPath() : makeTemporaryArtifact();
  if (failed(path) || failed(writeObject(*loaded.module, *path)))
    return failure();
  if (!isWanted)
    return success();
  SmallString<128> header(*path);
  llvm::sys::path::replace_extension(header, ".h");
  result.output = *path;
  result.header = header.str();
  return success();
}

LogicalResult Compilation::writeCode() {
  FailureOr<std::string> text = printCode(*loaded.module, codeOptions(), session);
  return failure(failed(text) || failed(write([&](llvm::raw_ostream &os) { os << *text; })));
}

//===-- Text ----------------------------------------------------------------------------------===//

LogicalResult Compilation::write(llvm::function_ref<void(llvm::raw_ostream &)> print) {
  if (hasNoFile()) {
    llvm::raw_string_ostream os(result.text);
    print(os);
    return success();
  }
  if (auto error = writeFile(options.output, print))
    return session.fail(toString(std::move(error)));
  result.output = options.output;
  return success();
}

LogicalResult Compilation::writeJson() {
  result.output = hasNoFile() ? "" : options.output;
  return exportJson(*loaded.module, result.output, result.text);
}

LogicalResult Compilation::writeSbom() {
  const std::set<std::string> read = filesRead();
  auto text = sbomOf(options, modelName(), loaded.targets,
                     std::vector<std::string>(read.begin(), read.end()));
  if (!text)
    return session.fail(toString(text.takeError()));
  return write([&](llvm::raw_ostream &os) { os << *text; });
}

LogicalResult Compilation::writeModule() {
  ModuleTextOptions text;
  text.locations = options.locations;
  text.path = isStream(options.output) ? "" : options.output;
  text.lost = files.getLost();
  if (failed(files.keepWeights(*loaded.module)))
    return failure();
  LogicalResult written =
      write([&](llvm::raw_ostream &os) { printModule(os, *loaded.module, text); });
  if (failed(written))
    files.removeKept();
  return written;
}

LogicalResult Compilation::writeReport() {
  return write([&](llvm::raw_ostream &os) {
    if (options.format == Format::Page)
      printPage(os, snapshots, modelPath(options));
    else if (StringRef(options.output).ends_with(".json"))
      printTablesAsJson(os, summarize(snapshots, modelPath(options)));
    else
      printTables(os, summarize(snapshots, modelPath(options)));
  });
}

LogicalResult Compilation::writeGraph() {
  for (const Snapshot &snapshot : snapshots)
    if (snapshot.stage == options.stage)
      return write([&](llvm::raw_ostream &os) { printGraph(os, *snapshot.module); });
  return session.fail("'" + modelPath(options) + "' is past the stage '" +
                      stageName(options.stage) + "': choose a later one with --stage");
}

} // namespace vitc
