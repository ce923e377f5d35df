//===-- AsyncCopies.cpp ----------------------------------------------------------------------------===//
#include "codegen/AsyncCopies.h"
#include "codegen/DeviceInstructions.h"
#include "codegen/Fragments.h"
#include <optional>

using namespace vitc;
using namespace Halide::Internal;
using Halide::Expr;
using Halide::MemoryType;

/// What one instruction copies.
static constexpr int copyBytes = 16;

namespace {
/// How many stages all copies of a statement have; nothing where some are none, or not what an instruction copies: so many
/// bytes that lie together, at a multiple of as many. They go to one allocation: addresses are those of the only one that a
/// kernel has, which begins at 0.
class StagesOf : public IRVisitor {
public:
  explicit StagesOf(const std::vector<Stmt> &copies) {
    for (const Stmt &copy : copies)
      copy.accept(this);
  }
  std::optional<int> stages;
  std::string allocation;
  bool areAll = true;

private:
  using IRVisitor::visit;
  static bool isRow(const Expr &index, ModulusRemainder alignment) {
    const auto *ramp = index.as<Ramp>();
    if (!ramp || !is_const_one(ramp->stride))
      return false;
    alignment = ModulusRemainder::intersect(alignment, modulus_remainder(ramp->base));
    return alignment.modulus % ramp->lanes == 0 && alignment.remainder % ramp->lanes == 0;
  }
  void visit(const Store *op) override {
    const std::optional<AsyncCopy> copy = asyncCopy(op->value);
    const Load *load = copy ? copy->value.as<Load>() : nullptr;
    areAll &= load && isRow(load->index, load->alignment) && isRow(op->index, op->alignment) &&
              op->value.type().bytes() * op->value.type().lanes() == copyBytes &&
              is_const_one(op->predicate) && is_const_one(load->predicate) &&
              (!stages || (*stages == copy->stages && allocation == op->name));
    allocation = op->name;
    if (copy)
      stages = copy->stages;
  }
};

/// The same place in another stage of what is in shared memory.
class InStage : public IRMutator {
public:
  InStage(const std::string &allocation, Expr stage, bool startsCopies)
      : allocation(allocation), stage(std::move(stage)), startsCopies(startsCopies) {}

private:
  using IRMutator::visit;

  Expr offset(const std::string &name, const Expr &index) const {
    if (name != allocation)
      return index;
    const auto *ramp = index.as<Ramp>();
    return ramp ? Ramp::make(ramp->base + stage, ramp->stride, ramp->lanes) : index + stage;
  }
  Expr visit(const Load *op) override {
    return Load::make(op->type, op->name, offset(op->name, mutate(op->index)), op->image, op->param,
                      mutate(op->predicate), ModulusRemainder());
  }
  Stmt visit(const Store *op) override {
    const Expr index = offset(op->name, op->index);
    if (!startsCopies)
      return Store::make(op->name, mutate(op->value), mutate(index), op->param,
                         mutate(op->predicate), ModulusRemainder());
    const Load *from = asyncCopy(op->value)->value.as<Load>();
    const Halide::Type element = from->type.element_of();
    return startCopy(index.as<Ramp>()->base * element.bytes(),
                     Load::make(element, from->name, from->index.as<Ramp>()->base, from->image,
                                from->param, const_true(), ModulusRemainder()));
  }

  const std::string &allocation;
  const Expr stage; // where it begins
  const bool startsCopies;
};

/// Statements without the barrier that ends them.
Stmt withoutLastBarrier(const Stmt &stmt) {
  if (isBarrier(stmt))
    return Evaluate::make(0);
  if (const auto *block = stmt.as<Block>())
    return Block::make(block->first, withoutLastBarrier(block->rest));
  if (const auto *let = stmt.as<LetStmt>())
    return LetStmt::make(let->name, let->value, withoutLastBarrier(let->body));
  if (const auto *own = stmt.as<ProducerConsumer>())
    return ProducerConsumer::make(own->name, own->is_producer, withoutLastBarrier(own->body));
  return stmt;
}
} // namespace

Stmt AsyncCopies::visit(const Allocate *op) {
  memory.inner.insert(op->name);
  if (op->memory_type != MemoryType::GPUShared)
    return IRMutator::visit(op);
  memory.shared.insert(op->name);
  const int aligned = copyBytes / op->type.bytes();
  elements[op->name] = (op->constant_allocation_size() + aligned - 1) / aligned * aligned;
  Stmt result = IRMutator::visit(op);
  auto own = stages.find(op->name);
  op = result.as<Allocate>();
  return own == stages.end() || !op
             ? result
             : Allocate::make(op->name, op->type, op->memory_type,
                              {elements[op->name] * own->second}, op->condition, op->body,
                              op->new_expr, op->free_function, op->padding);
}

Stmt AsyncCopies::visit(const For *op) {
  if (op->for_type == ForType::GPUBlock)
    memory = {};
  const BlockLoop body(op->body, memory);
  const StagesOf own(body.copies);
  if (op->for_type != ForType::Serial || !body.isStaged() || !own.areAll || !own.stages)
    return IRMutator::visit(op);
  const int count = *own.stages;
  stages[own.allocation] = count;
  const auto inStage = [&](const Expr &step, const Stmt &stmt, bool startsCopies) {
    const Expr stage = simplify((step - op->min) % count * elements[own.allocation]);
    return InStage(own.allocation, stage, startsCopies).mutate(stmt);
  };
  const Expr end = op->min + op->extent;
  const auto start = [&](const Expr &step) {
    const Stmt copies = body.at(op->name, step, Block::make(body.copies));
    return Block::make(IfThenElse::make(simplify(step < end), inStage(step, copies, true)),
                       commitCopies());
  };
  const Expr k = Variable::make(Halide::Int(32), op->name);
  std::vector<Stmt> all;
  for (int i = 0; i < count - 1; ++i)
    all.push_back(start(simplify(op->min + i)));
  const Stmt rest = withoutLastBarrier(Block::make(body.rest));
  const Stmt step = Block::make(
      {waitForCopies(count - 2), body.barrier,
       readAhead(body.within(inStage(k, rest, false)), {own.allocation}, start(k + count - 1))});
  all.push_back(For::make(op->name, op->min, op->extent, op->for_type, op->partition_policy,
                          op->device_api, step));
  all.push_back(body.barrier); // whatever the memory is for next
  return Block::make(all);
}

/// What is left is no copy of such a loop.
Expr AsyncCopies::visit(const Call *op) {
  const std::optional<AsyncCopy> copy = asyncCopy(op);
  return copy ? mutate(copy->value) : IRMutator::visit(op);
}
