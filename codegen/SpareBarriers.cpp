//===-- SpareBarriers.cpp --------------------------------------------------------------------------===//
#include "codegen/SpareBarriers.h"
#include "codegen/BlockLoops.h"

using namespace vitc;
using namespace Halide::Internal;
using Halide::Expr;
using Halide::MemoryType;

/// What a statement writes to; copies of shared memory on their way (AsyncCopies) are no stores, so it counts as written.
static std::set<std::string> writtenBy(const Stmt &stmt) {
  class Finder : public IRVisitor {
  public:
    std::set<std::string> names;

  private:
    using IRVisitor::visit;
    void visit(const Store *op) override {
      names.insert(op->name);
      IRVisitor::visit(op);
    }
    void visit(const Allocate *op) override {
      if (op->memory_type == MemoryType::GPUShared)
        names.insert(op->name);
      IRVisitor::visit(op);
    }
  } finder;
  stmt.accept(&finder);
  return finder.names;
}

/// A step of a loop follows the one before.
Stmt SpareBarriers::visit(const For *op) {
  if (op->for_type == ForType::GPUBlock) {
    written = writtenBy(op->body);
    own.clear();
  }
  if (is_gpu(op->for_type)) {
    isTouched = false;
    return IRMutator::visit(op);
  }
  const bool before = isTouched;
  isTouched = true;
  Stmt result = IRMutator::visit(op);
  isTouched |= before;
  return result;
}

Stmt SpareBarriers::visit(const IfThenElse *op) {
  const Expr condition = mutate(op->condition);
  const bool before = isTouched;
  const Stmt then = mutate(op->then_case);
  const bool behind = isTouched;
  isTouched = before;
  const Stmt otherwise = op->else_case.defined() ? mutate(op->else_case) : Stmt();
  isTouched |= behind;
  return IfThenElse::make(condition, then, otherwise);
}

Stmt SpareBarriers::visit(const Allocate *op) {
  if (op->memory_type == MemoryType::Register || op->memory_type == MemoryType::Stack)
    own.insert(op->name);
  return IRMutator::visit(op);
}

Stmt SpareBarriers::visit(const Store *op) {
  isTouched |= !own.count(op->name);
  return IRMutator::visit(op);
}

Expr SpareBarriers::visit(const Load *op) {
  isTouched |= written.count(op->name) && !own.count(op->name);
  return IRMutator::visit(op);
}

/// Copies that are on their way, and whatever else has effects.
Expr SpareBarriers::visit(const Call *op) {
  isTouched |= !op->is_pure();
  return IRMutator::visit(op);
}

Stmt SpareBarriers::visit(const Evaluate *op) {
  if (!isBarrier(op))
    return IRMutator::visit(op);
  if (!isTouched)
    return Evaluate::make(0);
  isTouched = false;
  return op;
}
