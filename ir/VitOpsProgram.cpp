//===-- VitOpsProgram.cpp: targets, places, and the program that an artifact runs --------------===//
#include "ir/VitOpsProgram.h"
#include "ir/Lifetimes.h"
#include "ir/VitOpsFused.h"
#include "ir/VitOpsLayout.h"
#include "ir/VitSchedules.h"
#include "mlir/IR/Builders.h"
#include <map>

using namespace mlir;
using namespace vitc;
using namespace vitc::vit;

#define GET_OP_CLASSES
#include "ir/VitOpsProgram.cpp.inc"

void VitDialect::addProgramOps() {
  addOperations<
#define GET_OP_LIST
#include "ir/VitOpsProgram.cpp.inc"
      >();
}

//===-- Attributes ----------------------------------------------------------------------------===//

static bool areFeaturesOfGpu(ArrayRef<StringRef> features) {
  int version = 0;
  if (features.empty() || features.size() > 2 || !features[0].starts_with("sm_") ||
      features[0].drop_front(3).getAsInteger(10, version) || version < firstCapability)
    return false;
  if (features.size() == 1)
    return true;
  const auto precision = symbolizeTensorPrecision(features[1]);
  return precision && *precision != TensorPrecision::tf32x3 && version >= firstTensorCores;
}

LogicalResult TargetAttr::verify(function_ref<InFlightDiagnostic()> emitError, TargetKind kind,
                                 StringAttr name, int64_t vectorBits, int64_t vectorRegisters,
                                 int64_t threadRegisters, int64_t blockThreads, int64_t blockBytes,
                                 int64_t warp, int64_t multiprocessors, ArrayAttr features) {
  if (!name || name.empty())
    return emitError() << "vit.target: the name is empty";
  if (vectorBits < 64 || !llvm::isPowerOf2_64(vectorBits))
    return emitError() << "vit.target: vector_bits = " << vectorBits
                       << " is no power of two of at least 64";
  if (!features || !llvm::all_of(features, llvm::IsaPred<StringAttr>))
    return emitError() << "vit.target: features are names";
  const int64_t ofGpu[] = {threadRegisters, blockThreads, blockBytes, warp, multiprocessors};
  if (kind == TargetKind::cpu) {
    if (vectorRegisters < 4)
      return emitError() << "vit.target: vector_registers = " << vectorRegisters
                         << ": a product needs 4 at least";
    if (llvm::any_of(ofGpu, [](int64_t value) { return value != 0; }))
      return emitError() << "vit.target: a CPU has no threads, blocks, warps and multiprocessors";
    return success();
  }
  if (vectorRegisters != 0)
    return emitError() << "vit.target: a GPU has thread_registers, not vector_registers";
  if (llvm::any_of(ofGpu, [](int64_t value) { return value < 1; }))
    return emitError() << "vit.target: a GPU has thread_registers, block_threads, block_bytes, "
                          "warp and multiprocessors, of 1 at least";
  if (!llvm::isPowerOf2_64(warp) || blockThreads % warp != 0)
    return emitError() << "vit.target: block_threads = " << blockThreads
                       << " are no whole warps of " << warp << ", a power of two";
  if (!areFeaturesOfGpu(llvm::to_vector(features.getAsValueRange<StringAttr>())))
    return emitError()
           << "vit.target: the features of a GPU are its architecture, sm_70 or a later "
              "one, and, from sm_80 on, tf32, f16 or bf16 where products need no more";
  return success();
}

LogicalResult PlaceAttr::verify(function_ref<InFlightDiagnostic()> emitError, MemorySpace space,
                                int64_t position) {
  if (position < 0)
    return emitError() << "vit.place: " << position << " is before the beginning";
  if (space != MemorySpace::output && position % alignment != 0)
    return emitError() << "vit.place: " << position << " is no multiple of " << alignment;
  return success();
}

//===-- vit.program, vit.memory ---------------------------------------------------------------===//

void ProgramOp::build(OpBuilder &, OperationState &state) { state.addRegion()->emplaceBlock(); }

MemoryOp ProgramOp::getMemory(MemorySpace space) {
  for (auto memory : getBody().getOps<MemoryOp>())
    if (memory.getSpace() == space)
      return memory;
  return nullptr;
}

EntryOp ProgramOp::getEntry() { return *getBody().getOps<EntryOp>().begin(); }

ProgramOp ProgramOp::of(ModuleOp module) {
  auto programs = module.getOps<ProgramOp>();
  return programs.empty() ? ProgramOp() : *programs.begin();
}

LogicalResult ProgramOp::verifyRegions() {
  for (Operation &op : getBody().getOps()) {
    auto memory = dyn_cast<MemoryOp>(op);
    if (!memory && !isa<EntryOp>(op))
      return op.emitOpError("is neither a memory nor an entry of a program");
    if (memory && getMemory(memory.getSpace()) != memory)
      return op.emitOpError("the program has this memory already");
  }
  for (MemorySpace space : {MemorySpace::arena, MemorySpace::weights})
    if (!getMemory(space))
      return emitOpError("has no vit.memory ") << stringifyMemorySpace(space);
  if (getBody().getOps<EntryOp>().empty())
    return emitOpError("has no vit.entry");
  Region &module = (*this)->getParentOp()->getRegion(0);
  if (*module.getOps<ProgramOp>().begin() != *this)
    return emitOpError("is one of several: a module has one");
  // Entries have their functions checked: all of them are compiled.
  for (auto function : module.getOps<func::FuncOp>())
    if (llvm::none_of(getBody().getOps<EntryOp>(),
                      [&](EntryOp entry) { return entry.getFunction() == function.getSymName(); }))
      return function.emitOpError("has no vit.entry in the program of its module");
  return success();
}

LogicalResult MemoryOp::verify() {
  if (getSpace() == MemorySpace::output)
    return emitOpError("outputs are the caller's memory");
  if (int64_t bytes = getBytesAttr().getInt(); bytes < 0)
    return emitOpError("bytes = ") << bytes << " is negative";
  return success();
}

//===-- vit.entry -----------------------------------------------------------------------------===//

namespace {
/// Checks the places of one entry's function. Errors are at the op that is wrong.
class PlaceChecker {
public:
  PlaceChecker(ProgramOp program, func::FuncOp function) : program(program), function(function) {}

  LogicalResult run() {
    for (Operation &op : block().without_terminator()) {
      LogicalResult result = success();
      if (auto launch = dyn_cast<LaunchOp>(op))
        result = checkLaunch(launch);
      else if (auto constant = dyn_cast<ConstantOp>(op))
        result = checkWeight(constant);
      else if (!isa<ReshapeOp>(op))
        result =
            op.emitOpError("is in no kernel, though the function is an entry of a program: put "
                           "it into one, or begin with a module that has no vit.program");
      if (failed(result))
        return failure();
    }
    if (failed(checkOutputs()))
      return failure();
    return checkOverlaps();
  }

private:
  Block &block() { return function.getBody().front(); }

  int64_t sizeOf(MemorySpace space) {
    MemoryOp memory = program.getMemory(space);
    return memory ? memory.getBytes() : 0;
  }

  /// `place`, which holds `bytes` bytes of `what`, ends before its memory does.
  LogicalResult checkRange(Operation *op, PlaceAttr place, int64_t bytes, const Twine &what) {
    const int64_t size = sizeOf(place.getSpace());
    if (place.getPosition() <= size && bytes <= size - place.getPosition())
      return success();
    InFlightDiagnostic error = op->emitOpError()
                               << place << " holds " << bytes << " bytes of " << what
                               << ", beyond the end of its memory of " << size << " bytes";
    error.attachNote(program.getLoc()) << "the program";
    return error;
  }

  LogicalResult checkRange(Operation *op, PlaceAttr place, RankedTensorType type) {
    std::string text;
    llvm::raw_string_ostream(text) << '\'' << type << '\'';
    return checkRange(op, place, tensorBytes(type), text);
  }

  /// The arena has room for what is there once in a launch, and scratch for what each thread has.
  LogicalResult checkWorkspaces(LaunchOp launch) {
    if (const int64_t bytes = launch.getWorkspaceBytes()) {
      const PlaceAttr place = launch.getWorkspaceAttr();
      if (!place)
        return launch.emitOpError("has no workspace, of which kernel ")
               << launch.getKernelAttr() << " wants " << bytes << " bytes";
      if (failed(checkRange(launch, place, bytes, "the kernel's workspaces")))
        return failure();
    }
    if (failed(checkPrepared(launch)))
      return failure();
    const int64_t bytes = launch.getKernelOp().getWorkspaceBytes(WorkspaceScope::thread),
                  size = sizeOf(MemorySpace::scratch);
    if (bytes <= size)
      return success();
    InFlightDiagnostic error = launch.emitOpError("kernel ")
                               << launch.getKernelAttr() << " wants " << bytes
                               << " bytes of scratch for each thread, of " << size;
    error.attachNote(program.getLoc()) << "the program";
    return error;
  }

  /// What is prepared for launches of one kernel with the same constants is there once.
  LogicalResult checkPrepared(LaunchOp launch) {
    const int64_t bytes = launch.getPreparedBytes();
    if (bytes == 0)
      return success();
    const PlaceAttr place = launch.getPreparedAttr();
    if (!place)
      return launch.emitOpError("has no place for what kernel ")
             << launch.getKernelAttr() << " has prepared, " << bytes << " bytes";
    prepared.emplace(place.getPosition(), launch);
    return checkRange(launch, place, bytes, "what the kernel has prepared");
  }

  LogicalResult checkLaunch(LaunchOp launch) {
    if (!launch.getPlaces())
      return launch.emitOpError("has no places, though its function is an entry of a program");
    if (failed(launch.verify())) // it may not have been yet
      return failure();
    if (!launch.getKernelOp())
      return launch.emitOpError("there is no kernel ") << launch.getKernelAttr();
    for (OpResult result : launch->getResults()) {
      PlaceAttr place = launch.getPlace(result.getResultNumber());
      if (place.getSpace() == MemorySpace::output)
        written[result] = place.getPosition();
      else if (failed(checkRange(launch, place, tensorType(result))))
        return failure();
    }
    return checkWorkspaces(launch);
  }

  LogicalResult checkWeight(ConstantOp constant) {
    auto place = constant->getAttrOfType<PlaceAttr>("vit.place");
    if (!place || place.getSpace() != MemorySpace::weights)
      return constant.emitOpError("has no place in weights (vit.place), though its function is an "
                                  "entry of a program");
    if (tensorBytes(constant.getType()) > 0)
      weights.emplace(place.getPosition(), constant);
    return checkRange(constant, place, constant.getType());
  }

  /// What is returned is where the caller wants it, and nothing else is.
  LogicalResult checkOutputs() {
    for (OpOperand &returned : block().getTerminator()->getOpOperands()) {
      const int64_t index = returned.getOperandNumber();
      auto *found = written.find(viewedValue(returned.get()));
      if (found == written.end() || found->second != index)
        return block().getTerminator()->emitOpError("operand ")
               << index << " is no result of a launch whose place is output " << index;
      written.erase(found);
    }
    if (written.empty())
      return success();
    auto [value, index] = *written.begin();
    return value.getDefiningOp()->emitOpError("has a result in output ")
           << index << ", which is not what the function returns there";
  }

  /// Entries share weights: those of the others are looked at with the first one's.
  void addWeightsOfOthers() {
    llvm::SmallPtrSet<Operation *, 4> known{function};
    for (auto entry : program.getBody().getOps<EntryOp>()) {
      auto other = SymbolTable::lookupNearestSymbolFrom<func::FuncOp>(program->getParentOp(),
                                                                      entry.getFunctionAttr());
      if (!other || other.getBody().empty() || !known.insert(other).second)
        continue;
      for (auto constant : other.front().getOps<ConstantOp>())
        if (auto place = constant->getAttrOfType<PlaceAttr>("vit.place");
            place && tensorBytes(constant.getType()) > 0)
          weights.emplace(place.getPosition(), constant);
      for (auto launch : other.front().getOps<LaunchOp>())
        if (const PlaceAttr place = launch.getPreparedAttr();
            place && launch.getKernelOp() && launch.getPreparedBytes() > 0)
          prepared.emplace(place.getPosition(), launch);
    }
  }

  /// Neighbours by position overlap if any two weights do: bytes of unequal weights do not.
  LogicalResult checkOverlaps() {
    if (program.getEntry().getFunctionAttr().getAttr() == function.getSymNameAttr())
      addWeightsOfOthers();
    for (auto it = weights.begin(); it != weights.end() && std::next(it) != weights.end(); ++it) {
      auto [position, weight] = *it;
      auto [next, other] = *std::next(it);
      if (position == next ? weight.getValue() == other.getValue()
                           : position + tensorBytes(weight.getType()) <= next)
        continue;
      InFlightDiagnostic error = other.emitOpError("shares bytes with another weight");
      error.attachNote(weight.getLoc()) << "the other weight";
      return error;
    }
    return failure(failed(checkPreparedOverlaps()) || failed(checkLifetimes()));
  }

  LogicalResult checkPreparedOverlaps() {
    for (auto it = prepared.begin(); it != prepared.end() && std::next(it) != prepared.end();
         ++it) {
      auto [position, launch] = *it;
      auto [next, other] = *std::next(it);
      if (position == next ? launch.getPreparedKey() == other.getPreparedKey()
                           : position + launch.getPreparedBytes() <= next)
        continue;
      InFlightDiagnostic error =
          other.emitOpError("shares bytes of what is prepared with a launch of another kernel, or "
                            "with other constants");
      error.attachNote(launch.getLoc()) << "the other launch";
      return error;
    }
    return success();
  }

  LogicalResult checkLifetimes() {
    struct Tenant {
      int64_t begin, end; // bytes
      Lifetime lifetime;
    };
    SmallVector<Tenant> tenants;
    for (Lifetime &lifetime : lifetimesOf(function)) {
      PlaceAttr place = lifetime.getPlace();
      if (place.getSpace() == MemorySpace::arena && lifetime.bytes > 0)
        tenants.push_back({place.getPosition(), place.getPosition() + lifetime.bytes, lifetime});
    }
    // In the order of the launches; those that live no more are let go.
    SmallVector<Tenant> living;
    for (Tenant &tenant : tenants) {
      llvm::erase_if(
          living, [&](const Tenant &other) { return other.lifetime.end < tenant.lifetime.begin; });
      for (Tenant &other : living) {
        if (other.end <= tenant.begin || tenant.end <= other.begin)
          continue;
        InFlightDiagnostic error = tenant.lifetime.launch.emitOpError(
            tenant.lifetime.value ? "writes into the arena where a tensor lies that is still needed"
                                  : "has its workspace where a tensor lies that is still needed");
        error.attachNote(other.lifetime.launch.getLoc()) << "the tensor's launch";
        return error;
      }
      living.push_back(tenant);
    }
    return success();
  }

  ProgramOp program;
  func::FuncOp function;
  llvm::MapVector<Value, int64_t> written;    // results that lie in outputs
  std::multimap<int64_t, ConstantOp> weights; // by position; those of one in order
  std::multimap<int64_t, LaunchOp> prepared;  // the same, with what is prepared for them
};
} // namespace

LogicalResult EntryOp::verify() {
  if (int64_t images = getImagesAttr().getInt(); images < 1)
    return emitOpError("images = ") << images << ": a pass has one image at least";
  return success();
}

LogicalResult EntryOp::verifySymbolUses(SymbolTableCollection &symbols) {
  auto program = cast<ProgramOp>((*this)->getParentOp());
  auto function =
      symbols.lookupNearestSymbolFrom<func::FuncOp>(program->getParentOp(), getFunctionAttr());
  if (!function || !function.getBody().hasOneBlock() || function.front().empty() ||
      !function.front().back().hasTrait<OpTrait::IsTerminator>())
    return emitOpError("there is no function ") << getFunctionAttr() << " with a body of one block";
  if (std::optional<StringRef> name = getTarget()) {
    auto targets = program->getParentOfType<ModuleOp>()->getAttrOfType<ArrayAttr>("vit.targets");
    bool isKnown =
        targets && llvm::any_of(targets.getAsRange<TargetAttr>(),
                                [&](TargetAttr target) { return target.getName() == *name; });
    if (!isKnown)
      return emitOpError("the module's vit.targets have no '") << *name << "'";
  }
  for (auto other : program.getBody().getOps<EntryOp>())
    if (other.getFunctionAttr() == getFunctionAttr() && other.getImages() != getImages())
      return emitOpError("a pass of ") << getFunctionAttr() << " has other images elsewhere";
  return PlaceChecker(program, function).run();
}
