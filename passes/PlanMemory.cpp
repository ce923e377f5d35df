//===-- PlanMemory.cpp ---------------------------------------------------------------------------===//
//
// Places launch results in one arena. A tensor lives from the launch that makes it to the last launch
// that reads it or a view of it. A kernel may not write where it reads, so results never share memory
// with operands of the same launch. What the function returns has no place in the arena (offset -1):
// it is written into the caller's buffer.
//
//===---------------------------------------------------------------------------------------------===//
#include "passes/Passes.h"
#include "llvm/ADT/MapVector.h"

using namespace mlir;

namespace vitc {
#define GEN_PASS_DEF_PLANMEMORYPASS
#include "passes/Passes.h.inc"

namespace {

constexpr int64_t alignment = 64; // bytes: a cache line, and the widest vector

/// One launch result: when it lives (positions of launches, both ends included), and where.
struct Tensor {
  Value value;
  int64_t begin, end;
  int64_t bytes;
  int64_t offset = -1;

  bool livesWith(const Tensor &other) const { return begin <= other.end && other.begin <= end; }
};

/// Launch results with their lifetimes; returned ones are left out.
SmallVector<Tensor> collectLifetimes(func::FuncOp function) {
  SmallVector<Tensor> tensors;
  llvm::DenseMap<Value, size_t> owner; // of every view, by index
  llvm::DenseSet<size_t> returned;
  for (auto [position, op] : llvm::enumerate(function.getBody().front())) {
    for (Value operand : op.getOperands())
      if (auto found = owner.find(operand); found != owner.end()) {
        tensors[found->second].end = position;
        if (op.hasTrait<OpTrait::IsTerminator>())
          returned.insert(found->second);
      }
    if (isa<vit::ReshapeOp>(op)) {
      if (auto found = owner.find(op.getOperand(0)); found != owner.end())
        owner[op.getResult(0)] = found->second;
    } else if (isa<vit::LaunchOp>(op)) {
      for (Value result : op.getResults()) {
        owner[result] = tensors.size();
        int64_t bytes = llvm::alignTo(tensorBytes(tensorType(result)), alignment);
        tensors.push_back({result, int64_t(position), int64_t(position), bytes});
      }
    }
  }
  SmallVector<Tensor> kept;
  for (auto [index, tensor] : llvm::enumerate(tensors))
    if (!returned.contains(index))
      kept.push_back(tensor);
  return kept;
}

/// Gives every tensor the lowest offset that is free all its life, the largest tensors first. Returns
/// the arena's size in bytes.
int64_t place(MutableArrayRef<Tensor> tensors) {
  SmallVector<Tensor *> order;
  for (Tensor &tensor : tensors)
    order.push_back(&tensor);
  llvm::sort(order, [](Tensor *a, Tensor *b) {
    return std::pair(b->bytes, a->begin) < std::pair(a->bytes, b->begin);
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
      if (other.begin <= at.begin && at.begin <= other.end)
        sum += other.bytes;
    bound = std::max(bound, sum);
  }
  return bound;
}

struct PlanMemoryPass : impl::PlanMemoryPassBase<PlanMemoryPass> {
  void runOnOperation() override {
    ModuleOp module = getOperation();
    auto function = module.lookupSymbol<func::FuncOp>("main");
    if (!function || function.isExternal())
      return;
    SmallVector<Tensor> tensors = collectLifetimes(function);
    int64_t arena = place(tensors), bound = lowerBoundOf(tensors);
    arenaBytes = arena;
    lowerBound = bound;
    writeOffsets(function, tensors);
    Builder builder(&getContext());
    module->setAttr("vit.weights_bytes", builder.getI64IntegerAttr(placeWeights(function)));
    module->setAttr("vit.arena_bytes", builder.getI64IntegerAttr(arena));
    module->setAttr("vit.arena_lower_bound", builder.getI64IntegerAttr(bound));
  }

private:
  /// Lays the weights that launches read one behind the other; equal ones once. Returns the sum in bytes.
  int64_t placeWeights(func::FuncOp function) {
    llvm::MapVector<Attribute, int64_t> offsets;
    int64_t size = 0;
    Builder builder(&getContext());
    function.walk([&](vit::ConstantOp constant) {
      auto [entry, isNew] = offsets.try_emplace(constant.getValue(), size);
      if (isNew)
        size += llvm::alignTo(tensorBytes(constant.getType()), alignment);
      constant->setAttr("vit.offset", builder.getI64IntegerAttr(entry->second));
    });
    return size;
  }

  void writeOffsets(func::FuncOp function, ArrayRef<Tensor> tensors) {
    llvm::DenseMap<Value, int64_t> offsets;
    for (const Tensor &tensor : tensors)
      offsets[tensor.value] = tensor.offset;
    function.walk([&](vit::LaunchOp launch) {
      SmallVector<int64_t> places;
      for (Value result : launch.getResults()) {
        auto found = offsets.find(result);
        places.push_back(found == offsets.end() ? -1 : found->second);
      }
      launch.setOffsets(places);
    });
  }
};

} // namespace
} // namespace vitc
