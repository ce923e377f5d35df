//===-- FetchPanels.cpp ---------------------------------------------------------------------------===//
#include "codegen/FetchPanels.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/MathExtras.h"
#include "llvm/Support/SaveAndRestore.h"
#include <map>

using namespace vitc;
using namespace Halide::Internal;
using Halide::Expr;

namespace {
/// Where a buffer is read first, in the first step of all loops.
class FirstRead : public IRVisitor {
public:
  explicit FirstRead(const std::string &buffer) : buffer(buffer) {}

  Expr index;
  bool hasLoops = false;

private:
  using IRVisitor::visit;
  void visit(const LetStmt *op) override {
    op->value.accept(this);
    values[op->name] = substitute(values, op->value);
    op->body.accept(this);
  }
  void visit(const For *op) override {
    hasLoops = true;
    values[op->name] = substitute(values, op->min);
    op->body.accept(this);
  }
  void visit(const Load *op) override {
    const Expr all = substitute_in_all_lets(op->index);
    const Ramp *ramp = all.as<Ramp>();
    const Expr first = ramp ? ramp->base : all;
    if (op->name == buffer && !index.defined() && first.type().is_scalar())
      index = substitute(values, first);
    IRVisitor::visit(op);
  }

  const std::string &buffer;
  std::map<std::string, Expr> values;
};
} // namespace

Stmt FetchPanels::visit(const ProducerConsumer *op) {
  for (const FetchedPanels &candidate : panels)
    if (op->is_producer && op->name == candidate.copy) {
      FirstRead first(candidate.weight);
      op->body.accept(&first);
      copied[candidate.copy] = first.index;
    }
  return IRMutator::visit(op);
}

Stmt FetchPanels::visit(const For *loop) {
  const llvm::StringRef name = loop->name;
  const auto found = llvm::find_if(panels, [&](const FetchedPanels &candidate) {
    return name.starts_with(candidate.result + ".s0.") && name.contains(".row_tile.row_tile");
  });
  if (found != panels.end() && !loop->is_parallel()) {
    llvm::SaveAndRestore<const FetchedPanels *> restoreOwn(own, &*found);
    llvm::SaveAndRestore<const For *> restoreLoop(rowTile, loop);
    return IRMutator::visit(loop);
  }
  const std::optional<int64_t> steps = as_const_int(loop->extent);
  if (!own || !steps)
    return IRMutator::visit(loop);
  const bool isCopied = !own->copy.empty();
  FirstRead first(isCopied ? own->copy : own->weight);
  loop->body.accept(&first);
  if (!first.index.defined() || first.hasLoops || (isCopied && !copied[own->copy].defined()))
    return IRMutator::visit(loop);
  const Expr start = isCopied ? copied[own->copy] : substitute(loop->name, loop->min, first.index);
  const auto number = [](int64_t value) { return Expr(static_cast<int32_t>(value)); };
  const Expr step = Variable::make(Halide::Int(32), loop->name) - loop->min,
             tile = Variable::make(Halide::Int(32), rowTile->name) - rowTile->min,
             next = start * number(own->elementBytes) + number(own->tileBytes),
             place = next + (tile * number(*steps) + step) *
                                number(llvm::divideCeil(own->tileBytes, own->rowTiles * *steps));
  const Stmt fetch = Evaluate::make(Call::make(
      Halide::UInt(8), Call::prefetch,
      {Variable::make(Halide::Handle(), own->weight), simplify(place), 1, 1}, Call::Intrinsic));
  return For::make(loop->name, loop->min, loop->extent, loop->for_type, loop->partition_policy,
                   loop->device_api, Block::make(fetch, loop->body));
}
