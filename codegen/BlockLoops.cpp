//===-- BlockLoops.cpp ----------------------------------------------------------------------------===//
#include "codegen/BlockLoops.h"

using namespace vitc;
using namespace Halide::Internal;
using Halide::Expr;

bool vitc::isBarrier(const Stmt &stmt) {
  const auto *evaluate = stmt.as<Evaluate>();
  const Call *call = evaluate ? evaluate->value.as<Call>() : nullptr;
  return call && call->is_intrinsic(Call::gpu_thread_barrier);
}

namespace {
/// Statements one after the other.
void flatten(const Stmt &stmt, std::vector<Stmt> &list) {
  if (const auto *block = stmt.as<Block>()) {
    flatten(block->first, list);
    flatten(block->rest, list);
  } else if (const auto *own = stmt.as<ProducerConsumer>()) {
    flatten(own->body, list);
  } else {
    list.push_back(stmt);
  }
}

/// Whether a statement does nothing but copy from outside the kernel to shared memory.
class IsStaging : public IRVisitor {
public:
  explicit IsStaging(const BlockMemory &memory) : memory(memory) {}
  bool ok() const { return isPlain && isStore; }

private:
  using IRVisitor::visit;
  void visit(const Load *op) override {
    isPlain &= !memory.inner.count(op->name);
    IRVisitor::visit(op);
  }
  void visit(const Store *op) override {
    isPlain &= memory.shared.count(op->name) != 0;
    isStore = true;
    IRVisitor::visit(op);
  }
  void visit(const For *) override { isPlain = false; }
  void visit(const Allocate *) override { isPlain = false; }
  void visit(const Call *op) override {
    isPlain &= !op->is_intrinsic(Call::gpu_thread_barrier);
    IRVisitor::visit(op);
  }

  const BlockMemory &memory;
  bool isPlain = true, isStore = false;
};
} // namespace

BlockLoop::BlockLoop(Stmt body, const BlockMemory &memory) {
  for (; const auto *let = body.as<LetStmt>(); body = let->body)
    lets.push_back(let);
  std::vector<Stmt> list;
  flatten(body, list);
  size_t end = 0, behind = 0, waitedFor = 0;
  for (; end < list.size(); ++end) {
    IsStaging staging(memory);
    list[end].accept(&staging);
    if (isBarrier(list[end])) {
      barrier = list[end];
      behind = end + 1;
      waitedFor = copies.size();
    } else if (staging.ok()) {
      copies.push_back(list[end]);
    } else {
      break;
    }
  }
  if (waitedFor != copies.size())
    copies.clear();
  rest.assign(list.begin() + behind, list.end());
}

Stmt BlockLoop::within(Stmt stmt) const {
  for (size_t i = lets.size(); i-- > 0;)
    stmt = LetStmt::make(lets[i]->name, lets[i]->value, stmt);
  return stmt;
}

Stmt BlockLoop::at(const std::string &loop, const Expr &step, Stmt stmt) const {
  for (size_t i = lets.size(); i-- > 0;)
    stmt = substitute(lets[i]->name, lets[i]->value, stmt);
  return simplify(substitute(loop, step, stmt));
}
