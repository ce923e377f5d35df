//===-- StageAhead.cpp -----------------------------------------------------------------------------===//
#include "codegen/StageAhead.h"
#include "codegen/DeviceInstructions.h"
#include <functional>

using namespace vitc;
using namespace Halide::Internal;
using Halide::Expr;
using Halide::MemoryType;
using Halide::Type;

namespace {
bool isBarrier(const Stmt &stmt) {
  const auto *evaluate = stmt.as<Evaluate>();
  const Call *call = evaluate ? evaluate->value.as<Call>() : nullptr;
  return call && call->is_intrinsic(Call::gpu_thread_barrier);
}

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

/// Finds what of a copied value is loaded ahead: what instructions convert, where some do, so that they wait for nothing
/// that is on its way; else the value. `use` says what stands in its place.
class LoadedAhead : public IRMutator {
public:
  explicit LoadedAhead(std::function<Expr(const Expr &)> use) : use(std::move(use)) {}
  Expr in(const Expr &value) {
    const Expr own = mutate(value);
    return isConverted ? own : use(value);
  }

private:
  using IRMutator::visit;
  Expr visit(const Call *op) override {
    if (!isDeviceInstruction(*op))
      return IRMutator::visit(op);
    isConverted = true;
    std::vector<Expr> arguments;
    for (const Expr &argument : op->args)
      arguments.push_back(use(argument));
    return Call::make(op->type, op->name, arguments, op->call_type);
  }

  const std::function<Expr(const Expr &)> use;
  bool isConverted = false;
};

/// The type of what is loaded ahead for `value`.
Type typeOfLoads(const Expr &value) {
  Type type;
  LoadedAhead([&](const Expr &part) {
    type = part.type().element_of();
    return part;
  }).in(value);
  return type;
}

/// Whether a statement does nothing but copy from outside the kernel to shared memory.
class IsStaging : public IRVisitor {
public:
  IsStaging(const std::set<std::string> &shared, const std::set<std::string> &inner)
      : shared(shared), inner(inner) {}
  bool ok() const { return isPlain && type.bits() != 0; }
  Type type; // of what is copied

private:
  using IRVisitor::visit;
  void visit(const Load *op) override {
    isPlain &= !inner.count(op->name);
    IRVisitor::visit(op);
  }
  void visit(const Store *op) override {
    const Type own = typeOfLoads(op->value);
    isPlain &= shared.count(op->name) && (type.bits() == 0 || type == own);
    type = own;
    IRVisitor::visit(op);
  }
  void visit(const For *) override { isPlain = false; }
  void visit(const Allocate *) override { isPlain = false; }
  void visit(const Call *op) override {
    isPlain &= !op->is_intrinsic(Call::gpu_thread_barrier);
    IRVisitor::visit(op);
  }

  const std::set<std::string> &shared, &inner;
  bool isPlain = true;
};

/// One half of a copy: to registers, or from them to where it goes.
class Halves : public IRMutator {
public:
  Halves(const std::string &registers, bool loads) : registers(registers), loads(loads) {}
  int slots = 0;

private:
  using IRMutator::visit;
  Stmt visit(const Store *op) override {
    std::vector<Stmt> stores;
    const Expr value =
        LoadedAhead([&](const Expr &part) {
          const Type type = part.type();
          const Expr always = const_true(type.lanes());
          const Expr slot = type.is_scalar() ? Expr(slots) : Ramp::make(slots, 1, type.lanes());
          slots += type.lanes();
          stores.push_back(
              Store::make(registers, part, slot, Halide::Parameter(), always, ModulusRemainder()));
          return Load::make(type, registers, slot, Halide::Buffer<>(), Halide::Parameter(), always,
                            ModulusRemainder());
        }).in(op->value);
    return loads ? Block::make(stores)
                 : Store::make(op->name, value, op->index, op->param, op->predicate, op->alignment);
  }

  const std::string registers;
  const bool loads;
};

/// The body of a loop: copies, up to a barrier behind them, and the rest.
struct Body {
  std::vector<const LetStmt *> lets;
  std::vector<Stmt> copies, rest;
  Stmt barrier;
};

Body divide(Stmt body, const std::set<std::string> &shared, const std::set<std::string> &inner) {
  Body result;
  for (; const auto *let = body.as<LetStmt>(); body = let->body)
    result.lets.push_back(let);
  std::vector<Stmt> list;
  flatten(body, list);
  size_t end = 0, behind = 0, copies = 0;
  for (; end < list.size(); ++end) {
    IsStaging staging(shared, inner);
    list[end].accept(&staging);
    if (isBarrier(list[end])) {
      result.barrier = list[end];
      behind = end + 1;
      copies = result.copies.size();
    } else if (staging.ok()) {
      result.copies.push_back(list[end]);
    } else {
      break;
    }
  }
  if (copies != result.copies.size()) // a copy that what follows does not wait for
    result.copies.clear();
  result.rest.assign(list.begin() + behind, list.end());
  return result;
}
} // namespace

Stmt StageAhead::visit(const Allocate *op) {
  inner.insert(op->name);
  if (op->memory_type == MemoryType::GPUShared)
    shared.insert(op->name);
  return IRMutator::visit(op);
}

Stmt StageAhead::visit(const For *op) {
  if (op->for_type == ForType::GPUBlock) {
    shared.clear();
    inner.clear();
  }
  Stmt loop = IRMutator::visit(op);
  op = loop.as<For>();
  if (!op || op->for_type != ForType::Serial)
    return loop;
  const Body body = divide(op->body, shared, inner);
  if (body.copies.empty() || !body.barrier.defined())
    return loop;
  std::vector<Stmt> loads, stores;
  std::vector<std::pair<std::string, std::pair<Type, int>>> registers;
  for (const Stmt &copy : body.copies) {
    IsStaging staging(shared, inner);
    copy.accept(&staging);
    const std::string name = unique_name("ahead");
    Halves load(name, true), store(name, false);
    loads.push_back(load.mutate(copy));
    stores.push_back(store.mutate(copy));
    registers.push_back({name, {staging.type, load.slots}});
  }
  const auto at = [&](const Expr &step) {
    Stmt result = Block::make(loads);
    for (size_t i = body.lets.size(); i-- > 0;)
      result = substitute(body.lets[i]->name, body.lets[i]->value, result);
    return simplify(substitute(op->name, step, result));
  };
  const Expr k = Variable::make(Halide::Int(32), op->name);
  const Expr next = min(k + 1, op->min + op->extent - 1);
  std::vector<Stmt> steps = stores;
  steps.push_back(body.barrier);
  steps.push_back(at(next));
  steps.insert(steps.end(), body.rest.begin(), body.rest.end());
  Stmt rest = Block::make(steps);
  for (size_t i = body.lets.size(); i-- > 0;)
    rest = LetStmt::make(body.lets[i]->name, body.lets[i]->value, rest);
  std::vector<Stmt> all = {at(op->min), For::make(op->name, op->min, op->extent, op->for_type,
                                                  op->partition_policy, op->device_api, rest)};
  for (const auto &own : registers)
    all.push_back(Free::make(own.first));
  Stmt result = Block::make(all);
  for (const auto &[name, own] : registers)
    result =
        Allocate::make(name, own.first, MemoryType::Register, {own.second}, const_true(), result);
  return result;
}
