//===-- PlanMemory.cpp ---------------------------------------------------------------------------===//
//
// Places launch results in one arena. A tensor lives from the launch that makes it to the last launch
// that reads it or a view of it. A kernel may not write where it reads, so results never share memory
// with operands of the same launch. What the function returns has no place in the arena (offset -1):
// it is written into the caller's buffer. A launch's workspace is in the arena, too, and lives as long as the
// launch; what threads have to themselves is in scratch, enough of it for any kernel. What kernels have prepared of
// constants lies behind the weights on a GPU, once for all launches of a kernel with the same ones.
//
//===---------------------------------------------------------------------------------------------===//
#include "ir/Entries.h"
#include "ir/Lifetimes.h"
#include "ir/ModuleText.h"
#include "ir/VitOpsLayout.h"
#include "ir/VitOpsProgram.h"
#include "ir/VitSchedules.h"
#include "passes/Passes.h"

using namespace mlir;

namespace vitc {
#define GEN_PASS_DEF_PLANMEMORYPASS
#include "passes/Passes.h.inc"

namespace {

constexpr int64_t alignment = vit::PlaceAttr::alignment;

/// A tensor, or a workspace, of the arena: when it lives, and where.
struct Tensor {
  Lifetime lifetime;
  int64_t bytes;
  int64_t offset = -1;

  bool livesWith(const Tensor &other) const { return lifetime.meets(other.lifetime); }
};

/// The launch results that are not returned, and the workspaces.
SmallVector<Tensor> tensorsOfArena(func::FuncOp function) {
  SmallVector<Tensor> tensors;
  for (const Lifetime &lifetime : lifetimesOf(function))
    if (!lifetime.isReturned)
      tensors.push_back({lifetime, int64_t(llvm::alignTo(lifetime.bytes, alignment))});
  return tensors;
}

/// Gives every tensor the lowest offset that is free all its life, the largest tensors first. Returns
/// the arena's size in bytes.
int64_t place(MutableArrayRef<Tensor> tensors) {
  SmallVector<Tensor *> order;
  for (Tensor &tensor : tensors)
    order.push_back(&tensor);
  llvm::sort(order, [](Tensor *a, Tensor *b) {
    return std::pair(b->bytes, a->lifetime.begin) < std::pair(a->bytes, b->lifetime.begin);
  });
  SmallVector<Tensor *> placed; // by offset
  int64_t arena = 0;
  for (Tensor *tensor : order) {
    int64_t offset = 0;
    for (Tensor *other : placed)
      if (tensor->livesWith(*other)) {
        if (offset + tensor->bytes <= other->offset)
          break;
        offset = std::max(offset, other->offset + other->bytes);
      }
    tensor->offset = offset;
    arena = std::max(arena, offset + tensor->bytes);
    placed.insert(llvm::upper_bound(placed, tensor,
                                    [](Tensor *a, Tensor *b) { return a->offset < b->offset; }),
                  tensor);
  }
  return arena;
}

/// The largest sum of tensors that live at one time: no plan can do with less.
int64_t lowerBoundOf(ArrayRef<Tensor> tensors) {
  int64_t bound = 0;
  for (const Tensor &at : tensors) {
    int64_t sum = 0;
    for (const Tensor &other : tensors)
      if (other.lifetime.begin <= at.lifetime.begin && at.lifetime.begin <= other.lifetime.end)
        sum += other.bytes;
    bound = std::max(bound, sum);
  }
  return bound;
}

struct PlanMemoryPass : impl::PlanMemoryPassBase<PlanMemoryPass> {
  void runOnOperation() override {
    ModuleOp module = getOperation();
    const SmallVector<func::FuncOp> functions = entriesOf(module);
    if (functions.empty())
      return;
    Sizes sizes;
    WeightPlaces weights, prepared;
    for (func::FuncOp function :
         functions) { // all in one arena: of one context, one runs at a time
      SmallVector<Tensor> tensors = tensorsOfArena(function);
      sizes.arena = std::max(sizes.arena, place(tensors));
      sizes.lowerBound = std::max(sizes.lowerBound, lowerBoundOf(tensors));
      sizes.scratch = std::max(sizes.scratch, scratchBytes(function));
      placeWeights(function, weights, sizes.weights);
      placePrepared(function, prepared, sizes.prepared);
      placeResults(function, tensors);
    }
    arenaBytes = sizes.arena;
    lowerBound = sizes.lowerBound;
    buildProgram(functions, sizes, takeImages(functions));
  }

private:
  /// In bytes.
  struct Sizes {
    int64_t arena = 0, lowerBound = 0, weights = 0, scratch = 0, prepared = 0;
  };

  vit::PlaceAttr placeAt(vit::MemorySpace space, int64_t position) {
    return vit::PlaceAttr::get(&getContext(), space, position);
  }

  using WeightPlaces = llvm::DenseMap<Attribute, int64_t>;

  /// Lays the weights one behind the other, in the order in which launches read them; equal ones once, whatever function
  /// they are of. `size` is the sum in bytes.
  void placeWeights(func::FuncOp function, WeightPlaces &offsets, int64_t &size) {
    placeConstants(function);
    function.walk([&](vit::ConstantOp constant) {
      auto [entry, isNew] = offsets.try_emplace(constant.getValue(), size);
      if (isNew)
        size += llvm::alignTo(tensorBytes(constant.getType()), alignment);
      constant->setAttr("vit.place", placeAt(vit::MemorySpace::weights, entry->second));
    });
  }

  /// The same of what launches have prepared.
  void placePrepared(func::FuncOp function, WeightPlaces &offsets, int64_t &size) {
    function.walk([&](vit::LaunchOp launch) {
      launch.removePreparedAttr();
      const Attribute key = launch.getPreparedKey();
      if (!key)
        return;
      auto [entry, isNew] = offsets.try_emplace(key, size);
      if (isNew)
        size += llvm::alignTo(launch.getPreparedBytes(), alignment);
      launch.setPreparedAttr(placeAt(vit::MemorySpace::prepared, entry->second));
    });
  }

  /// What each thread has, for the kernel that wants most of it.
  int64_t scratchBytes(func::FuncOp function) {
    int64_t bytes = 0;
    function.walk([&](vit::LaunchOp launch) {
      bytes = std::max(bytes, launch.getKernelOp().getWorkspaceBytes(vit::WorkspaceScope::thread));
    });
    return bytes;
  }

  void placeResults(func::FuncOp function, ArrayRef<Tensor> tensors) {
    llvm::DenseMap<Value, vit::PlaceAttr> places;
    function.walk([](vit::LaunchOp launch) { launch.removeWorkspaceAttr(); });
    for (const Tensor &tensor : tensors) {
      const vit::PlaceAttr place = placeAt(vit::MemorySpace::arena, tensor.offset);
      vit::LaunchOp launch = tensor.lifetime.launch;
      if (tensor.lifetime.value)
        places[tensor.lifetime.value] = place;
      else
        launch.setWorkspaceAttr(place);
    }
    for (OpOperand &returned : function.front().getTerminator()->getOpOperands())
      places[viewedValue(returned.get())] =
          placeAt(vit::MemorySpace::output, returned.getOperandNumber());
    function.walk([&](vit::LaunchOp launch) {
      SmallVector<Attribute> own;
      for (Value result : launch.getResults())
        own.push_back(places.lookup(result));
      launch.setPlacesAttr(ArrayAttr::get(&getContext(), own));
    });
  }

  /// Images a pass of each function, which an older program, the function or the module say; none does afterwards.
  SmallVector<int64_t> takeImages(ArrayRef<func::FuncOp> functions) {
    SmallVector<int64_t> images = llvm::map_to_vector(functions, imagesOf);
    for (func::FuncOp function : functions)
      function->removeAttr("vit.batch");
    getOperation()->removeAttr("vit.batch");
    if (auto program = vit::ProgramOp::of(getOperation()))
      program.erase();
    return images;
  }

  /// The program, behind the kernels: `functions` are its entries on every target.
  void buildProgram(ArrayRef<func::FuncOp> functions, const Sizes &sizes,
                    ArrayRef<int64_t> images) {
    Location loc = getOperation().getLoc();
    OpBuilder builder(functions.front());
    auto program = vit::ProgramOp::create(builder, loc);
    builder.setInsertionPointToStart(&program.getBody().front());
    vit::MemoryOp::create(builder, loc, vit::MemorySpace::arena, sizes.arena,
                          builder.getI64IntegerAttr(sizes.lowerBound));
    vit::MemoryOp::create(builder, loc, vit::MemorySpace::weights, sizes.weights, IntegerAttr());
    if (sizes.scratch)
      vit::MemoryOp::create(builder, loc, vit::MemorySpace::scratch, sizes.scratch, IntegerAttr());
    if (sizes.prepared)
      vit::MemoryOp::create(builder, loc, vit::MemorySpace::prepared, sizes.prepared,
                            IntegerAttr());
    SmallVector<StringAttr> targets;
    if (auto own = getOperation()->getAttrOfType<ArrayAttr>("vit.targets"))
      for (auto target : own.getAsRange<vit::TargetAttr>())
        targets.push_back(target.getName());
    if (targets.empty())
      targets.emplace_back();
    for (auto [function, batch] : llvm::zip_equal(SmallVector<func::FuncOp>(functions), images))
      for (StringAttr target : targets)
        vit::EntryOp::create(builder, function.getLoc(), function.getSymName(), batch, target);
  }
};

} // namespace
} // namespace vitc
