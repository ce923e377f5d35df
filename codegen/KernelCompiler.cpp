//===-- KernelCompiler.cpp: from a vit.kernel to native code, through Halide ------------------===//
#include "codegen/KernelCompiler.h"
#include "codegen/AsyncCopies.h"
#include "codegen/DeviceFunctions.h"
#include "codegen/DeviceInstructions.h"
#include "codegen/FetchPanels.h"
#include "codegen/HalideErrors.h"
#include "codegen/IndexLimit.h"
#include "codegen/InternalError.h"
#include "codegen/KernelNames.h"
#include "codegen/LoopSources.h"
#include "codegen/MatrixTiles.h"
#include "codegen/NarrowedNaNs.h"
#include "codegen/PrefetchHints.h"
#include "codegen/RegisterTiles.h"
#include "codegen/ReversedLoads.h"
#include "codegen/ScratchSize.h"
#include "codegen/SpareBarriers.h"
#include "codegen/SpreadHalves.h"
#include "codegen/StageAhead.h"
#include "codegen/Workspaces.h"
#include "codegen/kernels/KernelBuilder.h"
#include "codegen/schedules/Schedules.h"
#include "ir/TemporaryFile.h"
#include "ir/VitOpsProgram.h"
#include "ir/VitPacking.h"
#include "ir/VitSchedules.h"
#include "llvm/ADT/StringExtras.h"
#include <sstream>

using namespace mlir;
using namespace vitc;

namespace {
using Outputs = std::map<Halide::OutputFileType, std::string>;

/// What Halide writes of `module` for each of `kinds`: it knows no other place than files.
FailureOr<Outputs> compile(vit::KernelOp kernel, const Halide::Module &module,
                           ArrayRef<Halide::OutputFileType> kinds) {
  std::map<Halide::OutputFileType, TemporaryFile> files;
  Outputs outputs;
  for (const Halide::OutputFileType kind : kinds) {
    auto file = TemporaryFile::create("kernel");
    if (!file)
      return kernel.emitError(llvm::toString(file.takeError()));
    outputs[kind] = file->getPath();
    files.emplace(kind, std::move(*file));
  }
  module.compile(outputs);
  for (auto &[kind, file] : files) {
    outputs[kind] = file.read();
    if (outputs[kind].empty())
      return kernel.emitError("cannot write the temporary file '")
             << file.getPath() << "': is the disk full?";
  }
  return outputs;
}

/// Notes the loops of a GPU's kernel: what Halide writes of the module has them as PTX in a string.
class LoopsText : public Halide::Internal::IRMutator {
public:
  explicit LoopsText(std::string &text) : text(text) {}
  using IRMutator::mutate;
  Halide::Internal::Stmt mutate(const Halide::Internal::Stmt &statement) override {
    std::ostringstream os;
    os << statement;
    text = os.str();
    return statement;
  }

private:
  std::string &text;
};

Halide::Target halideTarget(const Target &target, bool strict) {
  Halide::Target result(target.halide);
  result = result.with_feature(Halide::Target::UserContext)
               .with_feature(Halide::Target::NoRuntime)
               .with_feature(Halide::Target::NoAsserts)
               .with_feature(Halide::Target::NoBoundsQuery);
  return strict ? result.with_feature(Halide::Target::StrictFloat) : result;
}

/// Applies what the kernel's schedule says, all of which is checked before.
LogicalResult applyLoops(vit::KernelOp kernel, KernelBuilder &builder, WrittenLoops &source,
                         const Target &target) {
  SmallVector<Attribute> loops;
  for (auto [position, nest] : llvm::enumerate(builder.roots)) {
    loops.push_back(source.loopsOf(position, nest));
    if (!loops.back())
      return failure();
  }
  if (failed(source.checkNumber(builder.roots.size())))
    return failure();
  const std::vector<StoredFunc> stored = findStored(builder.roots, loops, target);
  auto emitError = [&] {
    return anchorOf(kernel)->emitError("kernel @")
           << kernel.getSymName() << ", workspaces for '" << target.name << "': ";
  };
  if (failed(checkWorkspaces(source.getSchedule(), stored, target, emitError)))
    return failure();
  for (auto [nest, own] : llvm::zip_equal(builder.roots, loops))
    findSchedule(nest, target, own)->apply(nest, own);
  if (!target.isGpu())
    applyWorkspaces(source.getSchedule(), stored);
  return success();
}

/// `module` takes no more memory than the workspaces have, and it is noted what it launches.
LogicalResult measure(vit::KernelOp kernel, const Halide::Module &module, const Target &target,
                      vit::ScheduleAttr schedule, CompiledKernel &result) {
  auto checkBytes = [&](uint64_t bytes, vit::WorkspaceScope scope) -> LogicalResult {
    const int64_t has = schedule.getWorkspaceBytes(scope);
    if (bytes <= uint64_t(has))
      return success();
    return internalError(kernel, kernel,
                         "stores " + std::to_string(bytes) + " bytes in workspaces of a " +
                             stringifyWorkspaceScope(scope).str() + ", which have " +
                             std::to_string(has));
  };
  if (!target.isGpu()) {
    const std::optional<uint64_t> scratch = scratchSize(module, result.symbol);
    if (!scratch)
      return internalError(kernel, kernel, "a temporary of unknown size");
    return checkBytes(*scratch, vit::WorkspaceScope::thread);
  }
  std::optional<DeviceCode> code = deviceCode(module);
  if (!code)
    return internalError(kernel, kernel, "something is left to the host");
  result.ptx = std::move(code->source);
  result.gpuLaunches = std::move(code->launches);
  return checkBytes(code->workspaceBytes, vit::WorkspaceScope::launch);
}

/// The products whose loops fetch what they read next.
std::vector<FetchedPanels> fetchedPanels(const KernelBuilder &builder, vit::ScheduleAttr schedule) {
  std::vector<FetchedPanels> result;
  for (auto [nest, loops] : llvm::zip_equal(builder.roots, schedule.getLoops())) {
    const auto add = [&result, &builder](const LoopNest &of, auto own) {
      const auto &plan = std::get<ProductPlan>(of.plan);
      if (!own.getFetchesNext())
        return;
      const Halide::ImageParam &weight = builder.operand(plan.bOperands.front());
      std::string copy;
      if constexpr (std::is_same_v<decltype(own), vit::ProductLoopsAttr>)
        copy = own.getCopiesPanel() ? plan.b.name() : "";
      const int64_t bytes = weight.type().bytes();
      result.push_back({of.func.name(), weight.name(), bytes, copy,
                        own.getVectors() * own.getLanes() * plan.depth * bytes,
                        own.getTilesPerTask()});
    };
    if (auto own = dyn_cast<vit::ProductLoopsAttr>(loops))
      add(nest, own);
    else if (auto own = dyn_cast<vit::IntegerProductLoopsAttr>(loops))
      add(nest, own);
  }
  return result;
}

/// What follows Halide's own lowering, in order. On a GPU the loops are noted in `stmt`, if there is one.
void addLowering(Halide::Pipeline &pipeline, const Target &target, const Halide::Target &machine,
                 vit::ScheduleAttr schedule, std::string *stmt) {
  pipeline.add_custom_lowering_pass(new ReversedLoads);
  pipeline.add_custom_lowering_pass(new NarrowedNaNs(machine));
  if (target.isGpu()) {
    pipeline.add_custom_lowering_pass(new RegisterTiles);
    pipeline.add_custom_lowering_pass(new AsyncCopies);
    pipeline.add_custom_lowering_pass(new StageAhead);
    pipeline.add_custom_lowering_pass(new SpareBarriers);
    if (stmt)
      pipeline.add_custom_lowering_pass(new LoopsText(*stmt));
  } else {
    pipeline.add_custom_lowering_pass(new SpreadHalves(machine));
    pipeline.add_custom_lowering_pass(new MatrixTiles(target.tileSums(), target.bfloatSums()));
    pipeline.add_custom_lowering_pass(new LaunchWorkspaces(schedule));
  }
}

/// In the order of the schedule's workspaces, of which there is one for each.
std::vector<const KernelBuilder::Prepared *> preparedBy(const KernelBuilder &builder,
                                                        vit::ScheduleAttr schedule) {
  std::vector<const KernelBuilder::Prepared *> result;
  for (vit::WorkspaceAttr workspace : schedule.getWorkspacesOf(vit::WorkspaceScope::prepared))
    for (const KernelBuilder::Prepared &own : builder.prepared)
      if (own.func.name() == workspace.getName().getValue())
        result.push_back(&own);
  return result;
}

/// The function that computes what the kernel has prepared: of constants alone, and without anything else in memory.
LogicalResult generatePreparation(vit::KernelOp kernel, const KernelBuilder &builder,
                                  const Target &target, const Halide::Target &machine,
                                  vit::ScheduleAttr schedule, std::string *stmt,
                                  CompiledKernel &result) {
  std::vector<Halide::Func> outputs;
  for (const KernelBuilder::Prepared *own : preparedBy(builder, schedule))
    outputs.push_back(own->func);
  std::vector<Halide::Argument> arguments;
  for (int64_t operand : kernel.getPreparedOperands())
    arguments.emplace_back(builder.operand(operand));
  Halide::Pipeline pipeline(outputs);
  addLowering(pipeline, target, machine, schedule, stmt);
  const Halide::Module module = withDeviceInstructions(
      pipeline.compile_to_module(arguments, preparationSymbol(kernel.getSymName(), target), machine,
                                 Halide::LinkageType::External));
  std::optional<DeviceCode> code = deviceCode(module);
  if (!code || code->workspaceBytes > 0)
    return internalError(kernel, kernel, "what is prepared stores something else, or on the host");
  FailureOr<Outputs> files = compile(kernel, module, {Halide::OutputFileType::object});
  if (failed(files))
    return failure();
  CompiledKernel &own = result.preparation.emplace_back();
  own.symbol = preparationSymbol(kernel.getSymName(), target);
  own.object = std::move((*files)[Halide::OutputFileType::object]);
  own.ptx = std::move(code->source);
  own.gpuLaunches = std::move(code->launches);
  return success();
}

/// Halide's own part: throws Halide::Error.
LogicalResult generate(vit::KernelOp kernel, const Target &target, const KernelOptions &options,
                       CompiledKernel &result) {
  const KernelNames names;
  if (!names.areUsed())
    return internalError(kernel, kernel,
                         "Halide is linked so that it numbers names over all kernels");
  for (auto pack : kernel.getBlock().getOps<vit::PackOp>())
    return pack.emitOpError(
        "is left in the kernel: vit-pack-weights has it done before the model runs");
  WrittenLoops loops(kernel, target);
  if (failed(loops.find()))
    return failure();
  KernelBuilder builder(kernel, loops);
  if (failed(builder.build()))
    return failure();
  for (LoopNest &root : builder.roots)
    if (failed(
            checkIndexable(anchorOf(kernel), Extents(root.extents.rbegin(), root.extents.rend()))))
      return failure();
  if (failed(applyLoops(kernel, builder, loops, target)))
    return failure();
  const Halide::Target machine = halideTarget(target, builder.strict);
  if (target.isGpu()) {
    std::vector<Halide::Func> all = builder.outputs; // together: what they share is changed once
    for (const KernelBuilder::Prepared &own : builder.prepared)
      all.push_back(own.func);
    useDeviceFunctions(all);
  }
  std::string ofPreparation;
  if (!builder.prepared.empty() &&
      failed(generatePreparation(kernel, builder, target, machine, loops.getSchedule(),
                                 options.emitStmt ? &ofPreparation : nullptr, result)))
    return failure();
  for (const KernelBuilder::Prepared *own : preparedBy(builder, loops.getSchedule()))
    builder.arguments.emplace_back(own->argument);
  Halide::Pipeline pipeline(builder.outputs);
  const std::vector<FetchedPanels> fetched = fetchedPanels(builder, loops.getSchedule());
  if (!fetched.empty())
    pipeline.add_custom_lowering_pass(new FetchPanels(fetched));
  addLowering(pipeline, target, machine, loops.getSchedule(),
              options.emitStmt ? &result.stmt : nullptr);
  if (!target.isGpu())
    builder.arguments.insert(builder.arguments.begin(), LaunchWorkspaces::argument());
  Halide::Module module = pipeline.compile_to_module(builder.arguments, result.symbol, machine,
                                                     Halide::LinkageType::External);
  if (target.isGpu())
    module = withDeviceInstructions(module);
  if (failed(measure(kernel, module, target, loops.getSchedule(), result)))
    return failure();

  SmallVector<Halide::OutputFileType> kinds{Halide::OutputFileType::object};
  if (options.emitStmt && !target.isGpu())
    kinds.push_back(Halide::OutputFileType::stmt);
  if (options.emitAssembly)
    kinds.push_back(Halide::OutputFileType::assembly);
  FailureOr<Outputs> outputs = compile(kernel, module, kinds);
  if (failed(outputs))
    return failure();
  result.object = std::move((*outputs)[Halide::OutputFileType::object]);
  if (!target.isGpu())
    result.stmt = std::move((*outputs)[Halide::OutputFileType::stmt]);
  else
    result.stmt = ofPreparation + result.stmt;
  result.assembly = std::move((*outputs)[Halide::OutputFileType::assembly]);
  if (fetched.empty())
    return success();
  fetchIntoL2InAssembly(result.assembly);
  if (llvm::Error error = fetchIntoL2(result.object))
    return internalError(kernel, kernel, llvm::toString(std::move(error)));
  return success();
}
} // namespace

std::string vitc::kernelSymbol(StringRef kernel, const Target &target) {
  const std::string result = symbolText(kernel);
  return (result.empty() || llvm::isDigit(result[0]) ? "k_" : "") + result + target.suffix;
}

std::string vitc::preparationSymbol(StringRef kernel, const Target &target) {
  return kernelSymbol(kernel, target) + "_prepare";
}

FailureOr<CompiledKernel> vitc::compileKernel(vit::KernelOp kernel, const Target &target,
                                              const KernelOptions &options) {
  CompiledKernel result;
  result.symbol = kernelSymbol(kernel.getSymName(), target);
  auto compile = [&]() -> LogicalResult {
    if (options.before)
      options.before(kernel);
    return generate(kernel, target, options, result);
  };
  if (failed(withHalide(kernel, compile)))
    return failure();
  return result;
}
