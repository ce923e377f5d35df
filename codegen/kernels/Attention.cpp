//===-- Attention.cpp: scaled dot-product attention, scores of a few queries at a time -----------===//
#include "codegen/kernels/KernelBuilder.h"
#include "codegen/kernels/MathFunctions.h"
#include "codegen/schedules/Schedules.h"
#include <cfloat>

using namespace mlir;
using namespace vitc;
using namespace vitc::math;
using Halide::Expr;
using Halide::Func;
using Halide::RDom;
using Halide::Var;

namespace {
constexpr double log2OfE = 1.4426950408889634;

/// 2^x for x <= 0 in f32: 2^round(x) times a polynomial of degree 6 (relative error 2e-9 before
/// rounding). At -127 and below it is exactly 0: the polynomial's 1 loses its whole exponent.
Expr exp2NotPositive(const Expr &x) {
  const Expr bounded = Halide::max(x, -127.0f), whole = Halide::round(bounded);
  const Expr f = bounded - whole;
  Expr p = Expr(0.00015353361959569156f);
  for (float c : {0.0013398873852565885f, 0.00961843691766262f, 0.055503323674201965f,
                  0.24022647738456726f, 0.6931471824645996f, 1.0f})
    p = p * f + c;
  const Halide::Type bits = Halide::Int(32);
  return Halide::reinterpret<float>(Halide::reinterpret(bits, p) +
                                    (Halide::cast(bits, whole) << 23));
}

/// The parts of one attention op. Variables: e (of a value), h, t, b as in the result; n is a key, d an
/// element of a query.
struct Attention {
  Attention(AttentionPlan &plan, Halide::Type type, const std::vector<Var> &dims)
      : plan(plan), shape(plan.shape), type(type), h(dims[1]), t(dims[2]), b(dims[3]), e(dims[0]) {}

  Expr number(double value) const { return Halide::Internal::make_const(type, value); }
  void defineScores();
  void defineStrip(llvm::function_ref<Expr(Expr score, Expr n)> finish);
  void defineMaximum(const Expr &least);
  void defineWeights(llvm::function_ref<Expr(Expr)> exponential);
  void defineSums();

  AttentionPlan &plan;
  const AttentionShape &shape;
  Halide::Type type; // of everything in between
  Var h, t, b, e, n{"n"}, d{"d"}, l{"l"};
  const int lanes = static_cast<int>(plan.tile.lanes);
  const int keyVectors = static_cast<int>(plan.tile.keyVectors());
};

/// scores(n, t) = sum over d of query(d, t) * keys(n, d), in two parts: whole panels of keys and the
/// vectors that are left.
void Attention::defineScores() {
  const int64_t panels = plan.tile.panelKeys();
  for (const auto &[begin, extent] :
       {std::pair<int64_t, int64_t>{0, panels}, {panels, keyVectors * lanes - panels}}) {
    if (extent == 0)
      continue;
    AttentionPlan::Part part;
    part.keys = extent;
    part.n = RDom(index(begin), index(extent), "keys").x;
    const RDom k(0, index(shape.d), "d");
    part.d = k.x;
    part.acc = Func("attention_scores");
    part.acc(n, h, t, b) = number(0);
    part.acc(n, h, t, b) += plan.query(k, h, t, b) * plan.keys(n, k, h, b);
    plan.parts.push_back(part);
  }
}

void Attention::defineStrip(llvm::function_ref<Expr(Expr score, Expr n)> finish) {
  plan.strip = Func("attention_strip");
  plan.strip(n, h, t, b) = Halide::undef(type);
  for (AttentionPlan::Part &part : plan.parts)
    plan.strip(part.n, h, t, b) = finish(part.acc(part.n, h, t, b), part.n);
}

/// Padded keys repeat the last one: they leave the maximum as it is.
void Attention::defineMaximum(const Expr &least) {
  const RDom v(0, keyVectors, "v"), r(0, lanes, "r");
  plan.laneMaximum = Func("attention_lane_maximum");
  plan.maximum = Func("attention_maximum");
  plan.laneMaximum(l, h, t, b) = least;
  plan.laneMaximum(l, h, t, b) =
      Halide::max(plan.laneMaximum(l, h, t, b), plan.strip(v * lanes + l, h, t, b));
  plan.maximum(h, t, b) = least;
  plan.maximum(h, t, b) = Halide::max(plan.maximum(h, t, b), plan.laneMaximum(r, h, t, b));
  plan.maximumVector = v.x;
  plan.maximumLane = r.x;
}

/// weights(n, t) = exp(score - maximum), and one over their sum. Lanes beyond the last key don't count.
void Attention::defineWeights(llvm::function_ref<Expr(Expr)> exponential) {
  plan.weights = Func("attention_weights");
  plan.weights(n, h, t, b) = exponential(plan.strip(n, h, t, b) - plan.maximum(h, t, b));
  const int whole = static_cast<int>(shape.s) / lanes, rest = static_cast<int>(shape.s) % lanes;
  const RDom v(0, whole, "v"), r(0, lanes, "r");
  plan.laneSum = Func("attention_lane_sum");
  plan.sum = Func("attention_sum");
  plan.scale = Func("attention_scale");
  plan.laneSum(l, h, t, b) =
      rest == 0 ? number(0)
                : Halide::select(l < rest, plan.weights(whole * lanes + l, h, t, b), number(0));
  plan.laneSum(l, h, t, b) += plan.weights(v * lanes + l, h, t, b);
  plan.sum(h, t, b) = number(0);
  plan.sum(h, t, b) += plan.laneSum(r, h, t, b);
  plan.scale(h, t, b) = number(1) / plan.sum(h, t, b);
  plan.sumVector = v.x;
  plan.sumLane = r.x;
}

void Attention::defineSums() {
  const RDom s(0, index(shape.s), "s");
  plan.s = s.x;
  plan.acc = Func("attention_acc");
  plan.acc(e, h, t, b) = number(0);
  plan.acc(e, h, t, b) += plan.weights(s, h, t, b) * plan.values(e, s, h, b);
}
} // namespace

LogicalResult KernelBuilder::buildAttention(vit::AttentionOp op) {
  const Extents shape = shapeOf(op.getResult()), key = extents(op.getKey());
  const Halide::Type storage = halideType(tensorType(op.getResult()).getElementType());
  const Halide::Type type = wideType(storage);
  AttentionPlan plan;
  plan.shape = {shape[3], shape[1], shape[2], key[2], key[0], shape[0]};
  plan.elementBits = type.bits();
  plan.tile = chooseAttentionTile(plan.shape, plan.elementBits, target);
  plan.valuesDense = stage(op.getValue()).access == Access::Dense && storage.bits() >= 32;
  const Value mask = op.getMask();
  if (mask && costOf(mask) > 2)
    materialise(mask);

  // Powers of two where nothing is added to the scores: log2(e) goes the way of the scale.
  const bool single = type.bits() == 32, folded = single && !mask;
  const double factor = op.getScale().convertToDouble() * (folded ? log2OfE : 1.0);
  Attention parts(plan, type, dims);
  const auto &h = parts.h, &t = parts.t, &b = parts.b, &n = parts.n, &d = parts.d;
  const Expr last = index(plan.shape.s - 1);
  plan.query = named(op, "_query");
  plan.keyRows = named(op, "_key_rows");
  plan.keyColumns = named(op, "_key_columns");
  plan.keys = named(op, "_keys");
  plan.values = named(op, "_values");
  plan.query(d, h, t, b) = wideAt(op.getQuery(), {d, h, t, b}) * parts.number(factor);
  plan.keyRows(d, n, h, b) = wideAt(op.getKey(), {d, h, Halide::min(n, last), b});
  plan.keyColumns(n, d, h, b) = plan.keyRows(d, n, h, b);
  plan.keys(n, d, h, b) = plan.keyColumns(n, d, h, b);
  plan.values(parts.e, n, h, b) = wideAt(op.getValue(), {parts.e, h, n, b});

  // A masked score is -inf or huge: the smallest number behaves the same, and never makes NaN.
  const Expr least = parts.number(type.bits() == 64 ? -DBL_MAX : -double(FLT_MAX));
  const Functions functions{strict};
  parts.defineScores();
  parts.defineStrip([&](const Expr &score, const Expr &key) {
    if (!mask)
      return score;
    const Expr added = wideAt(mask, {Halide::min(key, last), t, h, b});
    return Halide::strict_float(Halide::max(score + added, least));
  });
  parts.defineMaximum(least);
  parts.defineWeights([&](const Expr &x) {
    if (!single)
      return functions.exp(x);
    return exp2NotPositive(folded ? x : x * parts.number(log2OfE));
  });
  parts.defineSums();
  const Expr result = plan.acc(parts.e, h, t, b) * plan.scale(h, t, b);
  Func func = named(op);
  func(vars(4)) = Halide::cast(storage, result);
  define(op.getResult(), func);
  costs[op.getResult()] = 0;
  addAnchor(op.getResult(), shape, plan, plan.elementBits);
  return success();
}
