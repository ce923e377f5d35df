//===-- DeviceFunctions.cpp -----------------------------------------------------------------------===//
#include "codegen/DeviceFunctions.h"

using namespace Halide::Internal;
using Halide::Expr;
using Halide::Type;

/// A bf16 is the upper half of an f32.
static Expr widenBfloat(const Expr &value) {
  const Expr bits = Halide::cast<uint32_t>(Halide::reinterpret<uint16_t>(value)) << 16;
  return Halide::reinterpret<float>(bits);
}

/// Rounds to the nearest, halves to even; NaN stays NaN.
static Expr narrowToBfloat(const Expr &value) {
  auto number = [](uint32_t constant) { return Expr(constant); };
  const Expr bits = Halide::reinterpret<uint32_t>(value);
  const Expr rounded = (bits + number(0x7fff) + ((bits >> 16) & number(1))) >> 16;
  const Expr isNan = (bits & number(0x7fffffff)) > number(0x7f800000);
  const Expr narrowed = Halide::select(isNan, number(0x7fc0), rounded);
  return Halide::reinterpret(Halide::BFloat(16), Halide::cast<uint16_t>(narrowed));
}

/// Whether what `expression` is depends on more than positions.
static bool readsMemory(const Expr &expression) {
  class Finder : public IRVisitor {
  public:
    bool isFound = false;

  protected:
    using IRVisitor::visit;
    void visit(const Call *call) override {
      isFound |= call->call_type == Call::Halide || call->call_type == Call::Image;
      IRVisitor::visit(call);
    }
  } finder;
  expression.accept(&finder);
  return finder.isFound;
}

/// Halide asks on the host whether a function is needed at all, by the condition of a choice that reads it: where the
/// same holds for all elements, the host would read memory of the device. Halide does not move calls that may have
/// effects; LLVM sees through this one.
static Expr keepOnDevice(const Expr &condition) {
  const Expr number = Select::make(condition, Expr(1.0f), Expr(0.0f));
  return Call::make(Halide::Float(32), "abs_f32", {number}, Call::Extern) > Expr(0.0f);
}

namespace {
class DeviceMutator : public IRMutator {
protected:
  using IRMutator::visit;
  Expr visit(const Call *call) override {
    const bool isLibm = call->call_type == Call::PureExtern && call->type.is_float() &&
                        call->name.find('_') == std::string::npos;
    if (!isLibm)
      return IRMutator::visit(call);
    std::vector<Expr> arguments;
    for (const Expr &argument : call->args)
      arguments.push_back(mutate(argument));
    return Call::make(call->type, "__nv_" + call->name, arguments, Call::PureExtern);
  }

  Expr visit(const Select *select) override {
    const Expr condition = mutate(select->condition);
    return Select::make(readsMemory(condition) ? keepOnDevice(condition) : condition,
                        mutate(select->true_value), mutate(select->false_value));
  }
  /// A power of integers is computed with floats, and CUDA's is off by a unit in the last place: 2.9999999999999996.
  Expr visit(const Cast *cast) override {
    const Type from = cast->value.type(), to = cast->type;
    if (const Call *call = cast->value.as<Call>(); call && call->name == "pow" && to.is_int())
      return Cast::make(to, Halide::round(mutate(cast->value)));
    if (from == to || (!from.is_bfloat() && !to.is_bfloat()))
      return IRMutator::visit(cast);
    const Expr value = mutate(cast->value);
    const Expr single = from.is_bfloat() ? widenBfloat(value) : Halide::cast<float>(value);
    return to.is_bfloat() ? narrowToBfloat(single) : Halide::cast(to, single);
  }
};
} // namespace

void vitc::useDeviceFunctions(const std::vector<Halide::Func> &outputs) {
  std::vector<Function> functions;
  for (const Halide::Func &output : outputs)
    functions.push_back(output.function());
  DeviceMutator mutator;
  for (auto &[name, function] : build_environment(functions))
    function.mutate(&mutator);
}
