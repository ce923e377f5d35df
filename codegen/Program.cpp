//===-- Program.cpp: the straight-line program that launches kernels --------------------------===//
//
// For every kernel one small function builds the halide_buffer_t of each operand around constant
// dimensions and calls it; the program itself is then one call per launch, with addresses into
// arena, weights, inputs and outputs. The CPU's kernels are handed their workspace, too; the GPU's runtime is told of it.
//
//===---------------------------------------------------------------------------------------------===//
#include "codegen/Program.h"
#include "codegen/KernelCompiler.h"
#include "codegen/LLVMBuilder.h"
#include "ir/Entries.h"
#include "ir/VitOpsLayout.h"
#include "ir/VitOpsProgram.h"
#include "ir/VitSchedules.h"
#include <HalideRuntime.h>

using namespace mlir;

namespace vitc {
namespace {

std::pair<int, int> halideType(Type type) {
  if (type.isBF16())
    return {halide_type_bfloat, 16};
  if (isa<FloatType>(type))
    return {halide_type_float, type.getIntOrFloatBitWidth()};
  auto integer = cast<IntegerType>(type);
  bool isUnsigned = integer.isUnsigned() || integer.getWidth() == 1;
  return {isUnsigned ? halide_type_uint : halide_type_int, int(integer.getWidth())};
}

/// What the programs of an artifact share.
class ProgramLowering {
public:
  ProgramLowering(ModuleOp program, const ModelDescription &model, LLVMBuilder &llvm)
      : program(program), model(model), llvm(llvm) {
    static_assert(sizeof(halide_type_t) == 4 && sizeof(halide_dimension_t) == 16 &&
                  offsetof(halide_buffer_t, host) == 16 && offsetof(halide_buffer_t, type) == 32 &&
                  offsetof(halide_buffer_t, dim) == 40 && sizeof(halide_buffer_t) == 56);
    auto typeStruct = llvm.structOf({llvm.i8, llvm.i8, llvm.i16});
    dimension = llvm.structOf({llvm.i32, llvm.i32, llvm.i32, llvm.i32});
    buffer = llvm.structOf(
        {llvm.i64, llvm.ptr, llvm.ptr, llvm.i64, typeStruct, llvm.i32, llvm.ptr, llvm.ptr});
    launchEnd = llvm.declare("vitc_launch_end", LLVM::LLVMVoidType::get(program.getContext()),
                             {llvm.ptr, llvm.i32});
  }

  /// Builds the functions that run the kernels of `newTarget`, one for each entry.
  void build(const Target &newTarget) {
    target = &newTarget;
    if (target->isGpu())
      setWorkspace =
          llvm.declare("vitc_cuda_workspace", LLVM::LLVMVoidType::get(program.getContext()),
                       {llvm.ptr, llvm.ptr, llvm.i64});
    callers.clear();
    numLaunches = 0; // launches of all entries are numbered together
    for (auto kernel : program.getOps<vit::KernelOp>())
      buildCaller(kernel);
    for (func::FuncOp entry : entriesOf(program)) {
      addresses.clear();
      outputs.clear();
      buildEntry(programSymbol(entry.getSymName(), *target), entry);
    }
    if (target->isGpu() && model.preparedBytes > 0)
      buildPreparation();
  }

private:
  /// The constant dimensions of a dense tensor, innermost first. Returns the symbol.
  std::string dimensionsOf(RankedTensorType type) {
    auto [entry, isNew] = dimensions.try_emplace(type, "");
    if (!isNew)
      return entry->second;
    entry->second = ".dims." + std::to_string(dimensions.size());
    Type arrayType = llvm.arrayOf(dimension, type.getRank());
    llvm.global(entry->second, arrayType, [&] {
      SmallVector<Value> dims;
      int64_t stride = 1;
      for (int64_t size : llvm::reverse(type.getShape())) {
        dims.push_back(llvm.aggregate(
            dimension, {llvm.constant(llvm.i32, 0), llvm.constant(llvm.i32, size),
                        llvm.constant(llvm.i32, stride), llvm.constant(llvm.i32, 0)}));
        stride *= size;
      }
      return llvm.aggregate(arrayType, dims);
    });
    return entry->second;
  }

  /// Fills a halide_buffer_t on the stack for a dense tensor at `address`, of the host or of the GPU.
  Value bufferFor(RankedTensorType type, Value address) {
    auto [code, bits] = halideType(type.getElementType());
    Value null = llvm.null(), zero = llvm.constant(llvm.i64, 0);
    Value elementType = llvm.aggregate(
        cast<LLVM::LLVMStructType>(buffer).getBody()[4],
        {llvm.constant(llvm.i8, code), llvm.constant(llvm.i8, bits), llvm.constant(llvm.i16, 1)});
    Value dims = type.getRank() ? llvm.address(dimensionsOf(type)) : null;
    Value device = zero, host = address;
    if (target->isGpu()) {
      device = LLVM::PtrToIntOp::create(llvm.builder, llvm.loc, llvm.i64, address);
      host = null;
    }
    Value contents = llvm.aggregate(buffer, {device, null, host, zero, elementType,
                                             llvm.constant(llvm.i32, type.getRank()), dims, null});
    Value slot = LLVM::AllocaOp::create(llvm.builder, llvm.loc, llvm.ptr, buffer,
                                        llvm.constant(llvm.i32, 1));
    LLVM::StoreOp::create(llvm.builder, llvm.loc, contents, slot);
    return slot;
  }

  /// What the kernel has prepared on this target.
  SmallVector<vit::WorkspaceAttr> preparedOf(vit::KernelOp kernel) {
    vit::ScheduleAttr schedule = kernel.getScheduleFor(target->name);
    return schedule ? schedule.getWorkspacesOf(vit::WorkspaceScope::prepared)
                    : SmallVector<vit::WorkspaceAttr>();
  }

  /// A buffer whose address alone is read.
  RankedTensorType typeOf(vit::WorkspaceAttr workspace) {
    return RankedTensorType::get(workspace.getBytes(), llvm.builder.getI8Type());
  }

  /// The addresses of what a launch has prepared, one workspace behind the other.
  void addPrepared(vit::LaunchOp launch, SmallVectorImpl<Value> &arguments) {
    const SmallVector<vit::WorkspaceAttr> workspaces = preparedOf(launch.getKernelOp());
    if (workspaces.empty())
      return;
    int64_t position = int64_t(llvm::alignTo(model.weightsBytes, vit::WorkspaceAttr::alignment)) +
                       launch.getPreparedAttr().getPosition();
    for (vit::WorkspaceAttr workspace : workspaces) {
      arguments.push_back(llvm.advance(weights, position));
      position += workspace.getSpan();
    }
  }

  /// i32 call_KERNEL(worker, workspace, operand addresses..., addresses of what is prepared..., result addresses...)
  void buildCaller(vit::KernelOp kernel) {
    SmallVector<RankedTensorType> types;
    for (Type type : kernel.getBlock().getArgumentTypes())
      types.push_back(cast<RankedTensorType>(type));
    for (vit::WorkspaceAttr workspace : preparedOf(kernel))
      types.push_back(typeOf(workspace));
    for (Type type : kernel.getResultTypes())
      types.push_back(cast<RankedTensorType>(type));
    SmallVector<Type> pointers(types.size() + 2, llvm.ptr), own(pointers);
    if (target->isGpu())
      own.pop_back();
    const std::string symbol = kernelSymbol(kernel.getSymName(), *target);
    auto function = llvm.declare(symbol, llvm.i32, own);
    callers[kernel.getSymNameAttr()] =
        llvm.define("call_" + symbol, llvm.i32, pointers, /*isExported=*/false, [&](Block &entry) {
          SmallVector<Value> arguments{entry.getArgument(0)};
          if (target->isGpu())
            handWorkspace(kernel, entry.getArgument(0), entry.getArgument(1));
          else
            arguments.push_back(entry.getArgument(1));
          for (auto [index, type] : llvm::enumerate(types))
            arguments.push_back(bufferFor(type, entry.getArgument(index + 2)));
          return llvm.call(function, arguments);
        });
  }

  /// Halide's host code asks the runtime for a GPU kernel's workspaces, which takes them from here.
  void handWorkspace(vit::KernelOp kernel, Value worker, Value workspace) {
    const int64_t bytes = kernel.getWorkspaceBytes(vit::WorkspaceScope::launch);
    llvm.call(setWorkspace, {worker, workspace, llvm.constant(llvm.i64, bytes)});
  }

  void buildEntry(StringRef symbol, func::FuncOp function) {
    SmallVector<Type> arguments(5, llvm.ptr);
    llvm.define(symbol, llvm.i32, arguments, /*isExported=*/false, [&](Block &entry) {
      worker = entry.getArgument(0), arena = entry.getArgument(3), weights = entry.getArgument(4);
      for (BlockArgument argument : function.getArguments())
        addresses[argument] = loadPointer(entry.getArgument(1), argument.getArgNumber());
      Block &body = function.getBody().front();
      for (unsigned i = 0; i < function.getNumResults(); ++i)
        outputs.push_back(loadPointer(entry.getArgument(2), i));
      for (Operation &op : body.without_terminator())
        lower(&op);
      return llvm.constant(llvm.i32, 0);
    });
  }

  /// i32 prepare_KERNEL(worker, addresses of the operands that are needed..., addresses of what is prepared...)
  LLVM::LLVMFuncOp buildPreparer(vit::KernelOp kernel) {
    SmallVector<RankedTensorType> types;
    for (int64_t operand : kernel.getPreparedOperands())
      types.push_back(cast<RankedTensorType>(kernel.getBlock().getArgument(operand).getType()));
    for (vit::WorkspaceAttr workspace : preparedOf(kernel))
      types.push_back(typeOf(workspace));
    SmallVector<Type> pointers(types.size() + 1, llvm.ptr);
    const std::string symbol = preparationSymbol(kernel.getSymName(), *target);
    auto function = llvm.declare(symbol, llvm.i32, pointers);
    return llvm.define("call_" + symbol, llvm.i32, pointers, /*isExported=*/false,
                       [&](Block &entry) {
                         SmallVector<Value> arguments{entry.getArgument(0)};
                         for (auto [index, type] : llvm::enumerate(types))
                           arguments.push_back(bufferFor(type, entry.getArgument(index + 1)));
                         return llvm.call(function, arguments);
                       });
  }

  /// The launches that have something prepared, one for each place.
  llvm::MapVector<int64_t, vit::LaunchOp> preparingLaunches() {
    llvm::MapVector<int64_t, vit::LaunchOp> launches;
    for (func::FuncOp entry : entriesOf(program))
      entry.walk([&](vit::LaunchOp launch) {
        if (!preparedOf(launch.getKernelOp()).empty())
          launches.try_emplace(launch.getPreparedAttr().getPosition(), launch);
      });
    return launches;
  }

  /// i32 vitc_prepare(worker, weights): runs once, when a device gets the weights.
  void buildPreparation() {
    const llvm::MapVector<int64_t, vit::LaunchOp> launches = preparingLaunches();
    llvm::DenseMap<Operation *, LLVM::LLVMFuncOp> preparers;
    for (auto &[position, launch] : launches)
      if (LLVM::LLVMFuncOp &own = preparers[vit::LaunchOp(launch).getKernelOp()]; !own)
        own = buildPreparer(vit::LaunchOp(launch).getKernelOp());
    SmallVector<Type> arguments(2, llvm.ptr);
    llvm.define(prepareSymbol, llvm.i32, arguments, /*isExported=*/false, [&](Block &entry) {
      weights = entry.getArgument(1);
      numLaunches = 0;
      for (auto [position, launch] : launches) {
        vit::KernelOp kernel = launch.getKernelOp();
        SmallVector<Value> own{entry.getArgument(0)};
        for (int64_t operand : kernel.getPreparedOperands())
          own.push_back(weightAt(launch.getOperand(operand).getDefiningOp<vit::ConstantOp>()));
        addPrepared(launch, own);
        returnOnFailure(llvm.call(preparers.lookup(kernel), own));
        ++numLaunches;
      }
      return llvm.constant(llvm.i32, 0);
    });
  }

  Value weightAt(vit::ConstantOp constant) {
    return llvm.advance(weights,
                        constant->getAttrOfType<vit::PlaceAttr>("vit.place").getPosition());
  }

  Value loadPointer(Value table, int64_t index) {
    return LLVM::LoadOp::create(llvm.builder, llvm.loc, llvm.ptr, llvm.advance(table, 8 * index));
  }

  void lower(Operation *op) {
    if (auto constant = dyn_cast<vit::ConstantOp>(op))
      addresses[constant] = weightAt(constant);
    else if (auto view = dyn_cast<vit::ReshapeOp>(op))
      addresses[view] = addresses.lookup(view.getInput());
    else
      lowerLaunch(cast<vit::LaunchOp>(op));
  }

  void lowerLaunch(vit::LaunchOp launch) {
    vit::PlaceAttr workspace = launch.getWorkspaceAttr();
    SmallVector<Value> arguments{worker, workspace ? llvm.advance(arena, workspace.getPosition())
                                                   : llvm.null()};
    for (Value operand : launch.getOperands())
      arguments.push_back(addresses.lookup(operand));
    addPrepared(launch, arguments);
    for (OpResult result : launch->getResults()) {
      vit::PlaceAttr place = launch.getPlace(result.getResultNumber());
      Value address = place.getSpace() == vit::MemorySpace::output
                          ? outputs[place.getPosition()]
                          : llvm.advance(arena, place.getPosition());
      addresses[result] = address;
      arguments.push_back(address);
    }
    Value status = llvm.call(callers.lookup(launch.getKernelAttr().getAttr()), arguments);
    returnOnFailure(status);
    llvm.call(launchEnd, {worker, llvm.constant(llvm.i32, numLaunches++)});
  }

  /// Leaves the program with 1 + the launch's index if `status` is not 0.
  void returnOnFailure(Value status) {
    OpBuilder &builder = llvm.builder;
    Value isBad = LLVM::ICmpOp::create(builder, llvm.loc, LLVM::ICmpPredicate::ne, status,
                                       llvm.constant(llvm.i32, 0));
    Block *here = builder.getInsertionBlock();
    Block *next = builder.createBlock(here->getParent());
    Block *bad = builder.createBlock(here->getParent());
    LLVM::ReturnOp::create(builder, llvm.loc, llvm.constant(llvm.i32, numLaunches + 1));
    builder.setInsertionPointToEnd(here);
    LLVM::CondBrOp::create(builder, llvm.loc, isBad, bad, next);
    builder.setInsertionPointToEnd(next);
  }

  ModuleOp program;
  const ModelDescription &model;
  LLVMBuilder &llvm;
  const Target *target = nullptr; // of the program that is being built
  Type dimension, buffer;
  LLVM::LLVMFuncOp launchEnd, setWorkspace;
  llvm::MapVector<Type, std::string> dimensions;
  llvm::DenseMap<StringAttr, LLVM::LLVMFuncOp> callers;
  llvm::DenseMap<Value, Value> addresses;
  SmallVector<Value> outputs;
  Value worker, arena, weights;
  int64_t numLaunches = 0;
};

} // namespace

uint64_t deviceBytes(const ModelDescription &model) {
  const auto weights = uint64_t(model.weightsBytes), prepared = uint64_t(model.preparedBytes);
  return prepared ? llvm::alignTo(weights, vit::WorkspaceAttr::alignment) + prepared : weights;
}

std::string programSymbol(StringRef entry, const Target &target) {
  return ("vitc_program_" + entry + target.suffix).str();
}

OwningOpRef<ModuleOp> lowerProgram(ModuleOp program, const ModelDescription &model) {
  program.getContext()->getOrLoadDialect<LLVM::LLVMDialect>();
  OwningOpRef<ModuleOp> module = ModuleOp::create(program.getLoc());
  LLVMBuilder llvm(*module);
  ProgramLowering lowering(program, model, llvm);
  for (const Target *target : model.targets.all())
    lowering.build(*target);
  buildModelInterface(llvm, model);
  return module;
}

} // namespace vitc
