//===-- ScratchSize.cpp: runs through a kernel's allocations as the runtime would ----------------===//
#include "codegen/ScratchSize.h"
#include "ir/VitSchedules.h"
#include "llvm/Support/MathExtras.h"
#include <algorithm>
#include <map>
#include <vector>

using namespace vitc;

namespace {
using Functions = std::map<std::string, const Halide::Internal::LoweredFunc *>;

class Meter : public Halide::Internal::IRVisitor {
public:
  explicit Meter(const Functions &functions) : functions(functions) {}

  /// Runs through `function` on top of what is allocated now.
  void run(const Halide::Internal::LoweredFunc &function) { function.body.accept(this); }

  uint64_t peak = 0;
  bool isKnown = true;

private:
  using IRVisitor::visit;

  void visit(const Halide::Internal::Allocate *op) override {
    // The same choice as Halide's code generator: constant sizes up to 16 KB go to the stack.
    constexpr int64_t largestOnStack = 16 << 10;
    const int64_t elements = op->constant_allocation_size();
    const int64_t size = elements * op->type.bytes();
    const bool small = elements > 0 && size <= largestOnStack;
    if (op->new_expr.defined()) // the caller's memory
      return IRVisitor::visit(op);
    const bool stack = op->memory_type == Halide::MemoryType::Register ||
                       (op->memory_type != Halide::MemoryType::Heap && small);
    if (stack)
      return IRVisitor::visit(op);
    isKnown &= elements != 0;
    blocks.push_back({op->name, llvm::alignTo(uint64_t(std::max<int64_t>(size, 0)),
                                              vit::WorkspaceAttr::alignment) +
                                    vit::WorkspaceAttr::padding});
    used += blocks.back().bytes;
    peak = std::max(peak, used);
    const size_t depth = blocks.size();
    IRVisitor::visit(op);
    // Freed here, unless that happened earlier.
    if (blocks.size() >= depth)
      release(depth - 1);
  }

  void visit(const Halide::Internal::Free *op) override {
    for (size_t i = blocks.size(); i-- > 0;)
      if (blocks[i].name == op->name && !blocks[i].freed)
        return release(i);
  }

  /// Tasks of parallel loops are functions, passed as `::name`; buffers may have the same names.
  void visit(const Halide::Internal::Variable *op) override {
    if (op->name.compare(0, 2, "::") != 0)
      return;
    if (auto task = functions.find(op->name.substr(2)); task != functions.end())
      run(*task->second);
  }

  void release(size_t block) {
    blocks[block].freed = true;
    while (!blocks.empty() && blocks.back().freed) {
      used -= blocks.back().bytes;
      blocks.pop_back();
    }
  }

  struct Block {
    std::string name;
    uint64_t bytes;
    bool freed = false;
  };
  const Functions &functions;
  std::vector<Block> blocks;
  uint64_t used = 0;
};
} // namespace

std::optional<uint64_t> vitc::scratchSize(const Halide::Module &module, const std::string &kernel) {
  Functions functions;
  for (const Halide::Internal::LoweredFunc &function : module.functions())
    functions[function.name] = &function;
  Meter meter(functions);
  meter.run(*functions.at(kernel));
  return meter.isKnown ? std::optional(meter.peak) : std::nullopt;
}
