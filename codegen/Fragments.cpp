//===-- Fragments.cpp ------------------------------------------------------------------------------===//
#include "codegen/Fragments.h"
#include <map>

using namespace vitc;
using namespace Halide::Internal;
using Halide::Expr;
using Halide::MemoryType;

/// More than a thread multiplies for a share: it has no more registers.
static constexpr int mostSlots = 256;

namespace {
/// Whether statements do one thing after the other.
class IsStraight : public IRVisitor {
public:
  bool ok = true;

private:
  using IRVisitor::visit;
  void visit(const For *) override { ok = false; }
  void visit(const IfThenElse *) override { ok = false; }
  void visit(const Allocate *) override { ok = false; }
};

class Fragments : public IRMutator {
public:
  explicit Fragments(const std::set<std::string> &shared)
      : shared(shared), registers(unique_name("fragments")) {}

  Stmt divide(const Stmt &body, const Stmt &meanwhile);

private:
  using IRMutator::visit;
  Expr visit(const Load *op) override;
  Expr visit(const Variable *op) override;
  Stmt visit(const Store *op) override;
  Expr place(const Expr &index);
  void collect(const Stmt &stmt);

  struct Share {
    std::vector<Stmt> loads, products;
    std::map<Expr, int, IRDeepCompare> slots; // by place
    std::set<std::pair<std::string, int64_t>> sums;
  };

  const std::set<std::string> &shared;
  const std::string registers;
  Halide::Type type;
  std::map<std::string, Expr> lets;
  std::vector<std::pair<std::string, Expr>> bases;
  std::vector<Share> shares;
};
} // namespace

Expr Fragments::visit(const Variable *op) {
  auto own = lets.find(op->name);
  return own == lets.end() ? Expr(op) : mutate(own->second);
}

/// `index` as the distance from a base.
Expr Fragments::place(const Expr &index) {
  for (const auto &[name, base] : bases) {
    const Expr distance = simplify(index - base);
    if (as_const_int(distance))
      return Variable::make(Halide::Int(32), name) + distance;
  }
  bases.push_back({unique_name("fragment"), index});
  return Variable::make(Halide::Int(32), bases.back().first) + 0;
}

Expr Fragments::visit(const Load *op) {
  if (!shared.count(op->name) || !op->type.is_scalar())
    return IRMutator::visit(op);
  type = op->type;
  Share &share = shares.back();
  const Expr index = place(simplify(mutate(op->index)));
  const auto [own, isNew] = share.slots.insert({index, static_cast<int>(share.slots.size())});
  const Expr slot = own->second + static_cast<int>(shares.size() % 2) * mostSlots;
  if (isNew)
    share.loads.push_back(Store::make(registers,
                                      Load::make(op->type, op->name, index, op->image, op->param,
                                                 const_true(), ModulusRemainder()),
                                      slot, Halide::Parameter(), const_true(), ModulusRemainder()));
  return Load::make(op->type, registers, slot, Halide::Buffer<>(), Halide::Parameter(),
                    const_true(), ModulusRemainder());
}

/// What adds to a sum that the share has added to begins the next one.
Stmt Fragments::visit(const Store *op) {
  const auto sum = std::pair(op->name, as_const_int(op->index).value_or(0));
  if (!shares.back().sums.insert(sum).second) {
    shares.emplace_back();
    shares.back().sums.insert(sum);
  }
  return IRMutator::visit(op);
}

void Fragments::collect(const Stmt &stmt) {
  if (const auto *block = stmt.as<Block>()) {
    collect(block->first);
    collect(block->rest);
  } else if (const auto *own = stmt.as<ProducerConsumer>()) {
    collect(own->body);
  } else if (const auto *let = stmt.as<LetStmt>()) {
    lets[let->name] = let->value; // what it reads belongs to the share that uses it
    collect(let->body);
  } else {
    const Stmt own = mutate(stmt);
    shares.back().products.push_back(own);
  }
}

Stmt Fragments::divide(const Stmt &body, const Stmt &meanwhile) {
  shares.emplace_back();
  collect(body);
  std::vector<Stmt> all = shares.front().loads;
  for (size_t i = 0; i < shares.size(); ++i) {
    if (i + 1 < shares.size())
      all.insert(all.end(), shares[i + 1].loads.begin(), shares[i + 1].loads.end());
    all.insert(all.end(), shares[i].products.begin(), shares[i].products.end());
    if (i == 0)
      all.push_back(meanwhile);
  }
  all.push_back(Free::make(registers));
  Stmt result = Block::make(all);
  for (const auto &[name, base] : bases)
    result = LetStmt::make(name, base, result);
  return Allocate::make(registers, type, MemoryType::Register, {2 * mostSlots}, const_true(),
                        result);
}

Stmt vitc::readAhead(const Stmt &body, const std::set<std::string> &shared, const Stmt &meanwhile) {
  IsStraight isStraight;
  body.accept(&isStraight);
  return isStraight.ok ? Fragments(shared).divide(body, meanwhile) : Block::make(meanwhile, body);
}
