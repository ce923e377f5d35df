//===-- RegisterTiles.cpp ------------------------------------------------------------------------===//
#include "codegen/RegisterTiles.h"
#include <sstream>

using namespace vitc;
using namespace Halide::Internal;
using Halide::Expr;
using Tile = RegisterTiles::Tile;

/// Whatever an algorithm or a schedule has done wrong.
[[noreturn]] static void fail(const std::string &name, const char *what, const Expr &index) {
  std::ostringstream text;
  text << name << " is in registers, and " << what << ": " << index;
  throw Halide::InternalError(text.str());
}

//===-- Indices -------------------------------------------------------------------------------===//

namespace {
/// The value of an expression of constants and loops over threads.
class Value {
public:
  explicit Value(const std::map<std::string, int64_t> &variables) : variables(variables) {}

  std::optional<int64_t> of(const Expr &e) const {
    if (const std::optional<int64_t> known = as_const_int(e))
      return known;
    if (const auto *variable = e.as<Variable>()) {
      auto it = variables.find(variable->name);
      return it == variables.end() ? std::nullopt : std::optional<int64_t>(it->second);
    }
    if (const auto *op = e.as<Add>())
      return with(op->a, op->b, [](int64_t a, int64_t b) { return a + b; });
    if (const auto *op = e.as<Sub>())
      return with(op->a, op->b, [](int64_t a, int64_t b) { return a - b; });
    if (const auto *op = e.as<Mul>())
      return with(op->a, op->b, [](int64_t a, int64_t b) { return a * b; });
    if (const auto *op = e.as<Div>())
      return with(op->a, op->b, [](int64_t a, int64_t b) { return div_imp(a, b); });
    if (const auto *op = e.as<Mod>())
      return with(op->a, op->b, [](int64_t a, int64_t b) { return mod_imp(a, b); });
    if (const auto *op = e.as<Min>())
      return with(op->a, op->b, [](int64_t a, int64_t b) { return std::min(a, b); });
    if (const auto *op = e.as<Max>())
      return with(op->a, op->b, [](int64_t a, int64_t b) { return std::max(a, b); });
    return std::nullopt;
  }

private:
  template <typename Function>
  std::optional<int64_t> with(const Expr &a, const Expr &b, Function function) const {
    const std::optional<int64_t> first = of(a), second = of(b);
    return first && second ? std::optional<int64_t>(function(*first, *second)) : std::nullopt;
  }
  const std::map<std::string, int64_t> &variables;
};

/// An index without what a condition around it makes superfluous: minima and maxima of what depends on the thread and a
/// bound.
class Unclamped : public IRMutator {
public:
  explicit Unclamped(const Tile &tile) {
    for (const auto &loop : tile.threads)
      threads.push(loop.first);
  }

private:
  using IRMutator::visit;
  Expr visit(const Min *op) override { return withoutBound(op); }
  Expr visit(const Max *op) override { return withoutBound(op); }

  template <typename Op> Expr withoutBound(const Op *op) {
    const bool first = expr_uses_vars(op->a, threads), second = expr_uses_vars(op->b, threads);
    return first == second ? IRMutator::visit(op) : mutate(first ? op->a : op->b);
  }

  Scope<> threads;
};

/// A sum of multiples: what loops of the block add and take away again has none left.
class Terms {
public:
  /// Where a condition holds around it, `index` may be clamped to what the condition lets through: it is as if it were not.
  Terms(const Expr &index, const Tile &tile, bool isGuarded) {
    const Expr own = substitute_in_all_lets(index);
    add(isGuarded ? simplify(Unclamped(tile).mutate(own)) : own, 1);
  }
  std::map<Expr, int64_t, IRDeepCompare> factors;

private:
  void add(const Expr &e, int64_t factor) {
    const auto *product = e.as<Mul>();
    const auto *remainder = e.as<Mod>();
    const std::optional<int64_t> multiple =
        product ? as_const_int(product->b) : std::optional<int64_t>();
    const std::optional<int64_t> divisor =
        remainder ? as_const_int(remainder->b) : std::optional<int64_t>();
    if (const auto *sum = e.as<Add>()) {
      add(sum->a, factor);
      add(sum->b, factor);
    } else if (const auto *difference = e.as<Sub>()) {
      add(difference->a, factor);
      add(difference->b, -factor);
    } else if (multiple) {
      add(product->a, factor * *multiple);
    } else if (divisor) {
      add(remainder->a, factor);
      add(simplify(remainder->a / remainder->b), -factor * *divisor);
    } else {
      factors[e] += factor;
    }
  }
};

/// The value of `index` in each thread.
std::vector<int64_t> valuesOf(const std::string &name, const Expr &index, const Tile &tile,
                              bool isGuarded) {
  const Terms terms(index, tile, isGuarded);
  std::vector<int64_t> values;
  std::map<std::string, int64_t> variables;
  for (const auto &loop : tile.threads)
    variables[loop.first] = 0;
  const Value value(variables);
  bool isLast = false;
  while (!isLast) {
    int64_t sum = 0;
    for (const auto &[term, factor] : terms.factors) {
      const std::optional<int64_t> own = factor == 0 ? 0 : value.of(term);
      if (!own)
        fail(name, "its index depends on more than the thread", index);
      sum += *own * factor;
    }
    values.push_back(sum);
    isLast = true;
    for (const auto &[loop, extent] : tile.threads) {
      if (++variables[loop] < extent) {
        isLast = false;
        break;
      }
      variables[loop] = 0;
    }
  }
  return values;
}

/// The slot of what each thread reads or writes at `index`. Threads that a condition keeps from it need not own it.
int slotOf(const std::string &name, const Expr &index, const Tile &tile, bool isGuarded) {
  const std::vector<int64_t> values = valuesOf(name, index, tile, isGuarded);
  int slot = -1;
  for (size_t thread = 0; thread < values.size(); ++thread) {
    auto owner = tile.owners.find(values[thread]);
    const bool owns = owner != tile.owners.end() && owner->second.first == static_cast<int>(thread);
    if (!owns && !isGuarded)
      fail(name, "a thread reads what another one owns", index);
    if (!owns)
      continue;
    if (slot >= 0 && slot != owner->second.second)
      fail(name, "its index is another one in another thread", index);
    slot = owner->second.second;
  }
  if (slot < 0)
    fail(name, "no thread owns what it reads", index);
  return slot;
}

Expr baseOf(const Expr &index) {
  const Ramp *ramp = index.as<Ramp>();
  return ramp ? ramp->base : index;
}
} // namespace

//===-- Owners --------------------------------------------------------------------------------===//

namespace {
/// The loops over threads within an allocation, and what is written to it.
class Owners : public IRVisitor {
public:
  explicit Owners(const std::string &name) : name(name) {}
  Tile tile;

private:
  using IRVisitor::visit;

  void visit(const For *op) override {
    if (op->for_type == ForType::GPUThread) {
      const std::optional<int64_t> extent = as_const_int(op->extent);
      if (!extent)
        fail(name, "its threads are not of a known number", op->extent);
      tile.threads.emplace_back(op->name, static_cast<int>(*extent));
    }
    IRVisitor::visit(op);
  }
  void visit(const LetStmt *op) override {
    lets[op->name] = substitute(lets, op->value);
    IRVisitor::visit(op);
  }
  void visit(const Let *op) override {
    lets[op->name] = substitute(lets, op->value);
    IRVisitor::visit(op);
  }
  void visit(const Store *op) override {
    IRVisitor::visit(op);
    if (op->name != name || tile.threads.empty())
      return;
    const Ramp *ramp = op->index.as<Ramp>();
    if (!op->index.type().is_scalar() && !(ramp && is_const_one(ramp->stride)))
      fail(name, "is not written as it lies there", op->index);
    const std::vector<int64_t> values =
        valuesOf(name, simplify(substitute(lets, baseOf(op->index))), tile, /*isGuarded=*/false);
    for (int lane = 0; lane < op->index.type().lanes(); ++lane)
      own(values, lane, op->index);
  }

  /// Gives `values` + `lane` to the threads, unless they have them.
  void own(const std::vector<int64_t> &values, int lane, const Expr &index) {
    const bool isNew = !tile.owners.count(values[0] + lane);
    const int slot = isNew ? tile.slots++ : tile.owners.at(values[0] + lane).second;
    for (size_t thread = 0; thread < values.size(); ++thread) {
      const std::pair<int, int> owner{static_cast<int>(thread), slot};
      auto [it, inserted] = tile.owners.emplace(values[thread] + lane, owner);
      if (it->second != owner || inserted != isNew)
        fail(name, "several threads write to it", index);
    }
  }

  const std::string &name;
  std::map<std::string, Expr> lets;
};
} // namespace

//===-- The pass ------------------------------------------------------------------------------===//

Stmt RegisterTiles::visit(const Allocate *op) {
  Owners found(op->name);
  if (op->memory_type == Halide::MemoryType::Register)
    op->body.accept(&found);
  if (found.tile.threads.empty())
    return IRMutator::visit(op);
  const int slots = found.tile.slots;
  tiles[op->name] = std::move(found.tile);
  Stmt body = mutate(op->body);
  tiles.erase(op->name);
  return Allocate::make(op->name, op->type, op->memory_type, {slots}, op->condition, body);
}

Stmt RegisterTiles::visit(const LetStmt *op) {
  lets[op->name] = substitute(lets, op->value);
  return IRMutator::visit(op);
}

Expr RegisterTiles::visit(const Let *op) {
  lets[op->name] = substitute(lets, op->value);
  return IRMutator::visit(op);
}

/// `index` in what a thread has.
static Expr ownIndex(const std::string &name, const Expr &index, const Tile &tile,
                     const std::map<std::string, Expr> &lets, bool isGuarded) {
  const int slot = slotOf(name, simplify(substitute(lets, baseOf(index))), tile, isGuarded);
  return index.type().is_scalar() ? Expr(slot) : Ramp::make(slot, 1, index.type().lanes());
}

Expr RegisterTiles::visit(const Load *op) {
  auto tile = tiles.find(op->name);
  if (tile == tiles.end())
    return IRMutator::visit(op);
  return Load::make(op->type, op->name,
                    ownIndex(op->name, op->index, tile->second, lets, conditions > 0), op->image,
                    op->param, mutate(op->predicate), ModulusRemainder());
}

Stmt RegisterTiles::visit(const IfThenElse *op) {
  ++conditions;
  Stmt result = IRMutator::visit(op);
  --conditions;
  return result;
}

Stmt RegisterTiles::visit(const Store *op) {
  auto tile = tiles.find(op->name);
  const bool isGuarded = !is_const_one(op->predicate);
  conditions += isGuarded;
  Stmt result = tile == tiles.end() ? IRMutator::visit(op) : own(op, tile->second);
  conditions -= isGuarded;
  return result;
}

Stmt RegisterTiles::own(const Store *op, const Tile &tile) {
  return Store::make(op->name, mutate(op->value),
                     ownIndex(op->name, op->index, tile, lets, conditions > 0), op->param,
                     mutate(op->predicate), ModulusRemainder());
}
