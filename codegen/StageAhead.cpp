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

/// The type of what a statement copies to shared memory; nothing where there are several.
class TypeOfCopies : public IRVisitor {
public:
  Type type;
  bool isOne = true;

private:
  using IRVisitor::visit;
  void visit(const Store *op) override {
    const Type own = typeOfLoads(op->value);
    isOne &= type.bits() == 0 || type == own;
    type = own;
  }
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
} // namespace

Stmt StageAhead::visit(const Allocate *op) {
  memory.inner.insert(op->name);
  if (op->memory_type == MemoryType::GPUShared)
    memory.shared.insert(op->name);
  return IRMutator::visit(op);
}

Stmt StageAhead::visit(const For *op) {
  if (op->for_type == ForType::GPUBlock)
    memory = {};
  Stmt loop = IRMutator::visit(op);
  op = loop.as<For>();
  if (!op || op->for_type != ForType::Serial)
    return loop;
  const BlockLoop body(op->body, memory);
  if (!body.isStaged())
    return loop;
  std::vector<Stmt> loads, stores;
  std::vector<std::pair<std::string, std::pair<Type, int>>> registers;
  for (const Stmt &copy : body.copies) {
    TypeOfCopies types;
    copy.accept(&types);
    if (!types.isOne)
      return loop;
    const std::string name = unique_name("ahead");
    Halves load(name, true), store(name, false);
    loads.push_back(load.mutate(copy));
    stores.push_back(store.mutate(copy));
    registers.push_back({name, {types.type, load.slots}});
  }
  const auto at = [&](const Expr &step) { return body.at(op->name, step, Block::make(loads)); };
  const Expr k = Variable::make(Halide::Int(32), op->name);
  const Expr next = min(k + 1, op->min + op->extent - 1);
  std::vector<Stmt> steps = stores;
  steps.push_back(body.barrier);
  steps.push_back(at(next));
  steps.insert(steps.end(), body.rest.begin(), body.rest.end());
  std::vector<Stmt> all = {at(op->min), For::make(op->name, op->min, op->extent, op->for_type,
                                                  op->partition_policy, op->device_api,
                                                  body.within(Block::make(steps)))};
  for (const auto &own : registers)
    all.push_back(Free::make(own.first));
  Stmt result = Block::make(all);
  for (const auto &[name, own] : registers)
    result =
        Allocate::make(name, own.first, MemoryType::Register, {own.second}, const_true(), result);
  return result;
}
