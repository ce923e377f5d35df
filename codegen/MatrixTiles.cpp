//===-- MatrixTiles.cpp ---------------------------------------------------------------------------===//
#include "codegen/MatrixTiles.h"
#include <optional>
#include <sstream>

using namespace vitc;
using namespace Halide::Internal;
using Halide::Expr;

/// Of the call that stands for a sum.
static constexpr char tileSums[] = "vitc_tile_sum";

Expr vitc::tileSum(Halide::Type type, const std::vector<Expr> &a, const std::vector<Expr> &b,
                   int64_t depth, int64_t panel) {
  std::vector<Expr> arguments = a;
  arguments.insert(arguments.end(), b.begin(), b.end());
  arguments.emplace_back(static_cast<int>(depth));
  arguments.emplace_back(static_cast<int>(panel));
  return Call::make(type, tileSums, arguments, Call::PureExtern);
}

static void refuse(const std::string &what, const Expr &value) {
  std::ostringstream text;
  text << tileSums << ": " << value << " " << what;
  throw Halide::InternalError(text.str());
}

namespace {
/// The loops that compute a function, and what they store.
class Loops : public IRVisitor {
public:
  struct Name {
    std::string name;
    Expr value;  // of a let, or the first of a loop
    Expr extent; // of a loop
  };
  std::vector<Name> names; // from the outermost
  const Store *store = nullptr;
  bool isWhole = true; // all of it in one nest, without conditions

  /// What `e` is in the first step of all loops, but in the second of the loop `moved`.
  Expr at(Expr e, const Name *moved = nullptr) const {
    e = substitute_in_all_lets(e);
    for (auto own = names.rbegin(); own != names.rend(); ++own)
      e = substitute(own->name, &*own == moved ? own->value + 1 : own->value, e);
    return simplify(e);
  }

private:
  using IRVisitor::visit;
  void visit(const LetStmt *op) override {
    names.push_back({op->name, op->value, Expr()});
    op->body.accept(this);
  }
  void visit(const For *op) override {
    names.push_back({op->name, op->min, op->extent});
    op->body.accept(this);
  }
  void visit(const IfThenElse *op) override {
    isWhole = false;
    IRVisitor::visit(op);
  }
  void visit(const Block *op) override { // loops beside each other
    isWhole = false;
    IRVisitor::visit(op);
  }
  void visit(const Store *op) override { store = op; }
};

/// An element of a buffer, by its index in it.
struct Element {
  Element(const Expr &value, Halide::Type type) {
    const auto *cast = value.as<Cast>();
    const auto *load = (cast ? cast->value : value).as<Load>();
    if (!load || load->type != type)
      refuse("is no element of a buffer", value);
    name = load->name;
    index = load->index;
  }
  Expr buffer() const { return Variable::make(Halide::Handle(), name); }

  std::string name;
  Expr index;
};

int64_t distance(const Expr &from, const Expr &to) {
  const Expr own = simplify(to - from);
  const std::optional<int64_t> known = as_const_int(own);
  if (!known)
    refuse("is no constant distance", own);
  return *known;
}
} // namespace

Stmt MatrixTiles::visit(const ProducerConsumer *op) {
  Loops loops;
  if (op->is_producer)
    op->body.accept(&loops);
  // Looked at as it stands: other expressions grow without bound where their lets are substituted.
  const auto *sum =
      loops.store && loops.store->name == op->name ? loops.store->value.as<Call>() : nullptr;
  if (!sum || sum->name != tileSums)
    return IRMutator::visit(op);

  const Expr first = loops.at(loops.store->value);
  const auto *call = first.as<Call>();
  const bool areBFloats = call->type.is_float();
  const Halide::Type ofA = areBFloats ? Halide::BFloat(16) : Halide::UInt(8),
                     ofB = areBFloats ? Halide::BFloat(16) : Halide::Int(8);
  const Element a(call->args[0], ofA), b(call->args[2], ofB);
  const Expr place = loops.at(loops.store->index);
  Expr rows = 1, columns = 1, aStride = 0;
  int64_t sumStride = 0;
  for (const Loops::Name &loop : loops.names) {
    if (!loop.extent.defined())
      continue;
    if (!as_const_int(loop.extent)) // it would stand outside the lets that it names
      refuse("is a loop of no constant extent", loop.extent);
    const int64_t step = distance(place, loops.at(loops.store->index, &loop));
    (step == 1 ? columns : rows) = loop.extent;
    if (step == 1)
      continue;
    const Expr next = loops.at(loops.store->value, &loop);
    aStride = static_cast<int>(distance(a.index, Element(next.as<Call>()->args[0], ofA).index));
    sumStride = step;
  }
  if (distance(a.index, Element(call->args[1], ofA).index) + 1 != *as_const_int(call->args[4]) ||
      (sumStride != 0 && sumStride != as_const_int(columns)) || !loops.isWhole)
    refuse("lies otherwise", first);
  return ProducerConsumer::make_produce(
      op->name, Evaluate::make(Call::make(Halide::Int(32), areBFloats ? bfloatSums : sums,
                                          {Variable::make(Halide::Handle(), op->name), place,
                                           a.buffer(), a.index, b.buffer(), b.index, aStride, rows,
                                           columns, call->args[4], call->args[5]},
                                          Call::Extern)));
}
