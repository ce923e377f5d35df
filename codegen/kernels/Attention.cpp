//===-- Attention.cpp: scaled dot-product attention, scores of a few queries at a time -----------===//
#include "codegen/kernels/KernelBuilder.h"
#include "codegen/kernels/MathFunctions.h"
#include "ir/VitOpsFused.h"
#include "ir/VitSchedules.h"
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

/// The parts of one attention op. Variables: e (of a value), h, t, b as in the result; n is a key, d an
/// element of a query.
struct Attention {
  Attention(AttentionPlan &plan, Halide::Type type, const std::vector<Var> &dims)
      : plan(plan), shape(plan.shape), type(type), h(dims[1]), t(dims[2]), b(dims[3]), e(dims[0]) {}

  Expr number(double value) const { return Halide::Internal::make_const(type, value); }
  void defineScores();
  void defineStrip(llvm::function_ref<Expr(Expr score, Expr n)> finish);
  void halve(AttentionPlan::RowReduction &reduction, llvm::function_ref<Expr(Expr, Expr)> combine,
             const std::string &name);
  AttentionPlan::RowReduction maximumOf(llvm::function_ref<Expr(Expr score)> element,
                                        const Expr &least, const std::string &name);
  void defineMaximum();
  void defineGuard();
  void defineWeights(llvm::function_ref<Expr(Expr)> exponential);
  void defineSums();

  AttentionPlan &plan;
  const AttentionShape &shape;
  Halide::Type type; // of everything in between
  Var h, t, b, e, n{"n"}, d{"d"}, l{"l"};
  const int lanes = static_cast<int>(plan.lanes);
  const int keyVectors = static_cast<int>(plan.keyVectors());
};

/// scores(n, t) = sum over d of query(d, t) * keys(n, d), in two parts: whole panels of keys and the
/// vectors that are left.
void Attention::defineScores() {
  const int64_t panels = plan.panelKeys();
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

/// Of `lanes`, by halves: Halide's reduction of a vector takes one lane after another wherever an
/// operation of the kernel is strict.
void Attention::halve(AttentionPlan::RowReduction &reduction,
                      llvm::function_ref<Expr(Expr, Expr)> combine, const std::string &name) {
  Func previous = reduction.lanes;
  for (int width = lanes / 2; width > 0; width /= 2) {
    Func half(name + "_half");
    half(l, h, t, b) = combine(previous(l, h, t, b), previous(l + width, h, t, b));
    reduction.halves.push_back(previous = half);
  }
}

/// The largest `element` of a row. Padded keys repeat the last one: they leave it as it is.
AttentionPlan::RowReduction Attention::maximumOf(llvm::function_ref<Expr(Expr score)> element,
                                                 const Expr &least, const std::string &name) {
  const RDom v(0, keyVectors, "v");
  AttentionPlan::RowReduction result;
  result.vector = v.x;
  result.lanes = Func(name + "_lanes");
  result.lanes(l, h, t, b) = least;
  result.lanes(l, h, t, b) =
      Halide::max(result.lanes(l, h, t, b), element(plan.strip(v * lanes + l, h, t, b)));
  halve(result, [](const Expr &x, const Expr &y) { return Halide::max(x, y); }, name);
  return result;
}

/// A number, so that -inf minus the maximum is -inf: a row of nothing else has the sum 0, and its results
/// are 0 / 0. NaN and +inf - inf make the sum NaN, whatever the maximum is.
void Attention::defineMaximum() {
  plan.maximum =
      maximumOf([](const Expr &score) { return score; },
                number(type.bits() == 64 ? -DBL_MAX : -double(FLT_MAX)), "attention_maximum");
}

/// Rows with NaN or +inf keep no weight. Told from bits: arithmetic here may assume that there are none.
void Attention::defineGuard() {
  const Halide::Type bits = Halide::Int(type.bits());
  auto bitsOf = [&](const Expr &x) { return Halide::reinterpret(bits, x); };
  const Expr infinity = bitsOf(number(std::numeric_limits<double>::infinity()));
  plan.magnitude = maximumOf([&](const Expr &score) { return bitsOf(score) & bits.max(); },
                             Halide::cast(bits, 0), "attention_magnitude");
  const Expr hasNan = plan.magnitude.at(h, t, b) > infinity,
             hasInfinity = bitsOf(plan.maximum.at(h, t, b)) == infinity;
  plan.keep = Func("attention_keep");
  plan.keep(h, t, b) = Halide::cast(bits, Halide::select(hasNan || hasInfinity, 0, -1));
}

/// weights(n, t) = exp(score - maximum), and one over their sum. Lanes beyond the last key don't count.
void Attention::defineWeights(llvm::function_ref<Expr(Expr)> exponential) {
  const bool isGuarded = plan.keep.defined();
  plan.weights = Func("attention_weights");
  Expr weight =
      exponential(Halide::strict_float(plan.strip(n, h, t, b) - plan.maximum.at(h, t, b)));
  if (isGuarded)
    weight = Halide::reinterpret(type, Halide::reinterpret(Halide::Int(type.bits()), weight) &
                                           plan.keep(h, t, b));
  plan.weights(n, h, t, b) = weight;
  const int whole = static_cast<int>(shape.s) / lanes, rest = static_cast<int>(shape.s) % lanes;
  const RDom v(0, whole, "v");
  plan.sum.vector = v.x;
  plan.sum.lanes = Func("attention_sum_lanes");
  plan.sum.lanes(l, h, t, b) =
      rest == 0 ? number(0)
                : Halide::select(l < rest, plan.weights(whole * lanes + l, h, t, b), number(0));
  plan.sum.lanes(l, h, t, b) += plan.weights(v * lanes + l, h, t, b);
  halve(plan.sum, [](const Expr &x, const Expr &y) { return x + y; }, "attention_sum");
  const Expr sum = plan.sum.at(h, t, b);
  plan.scale = Func("attention_scale");
  plan.scale(h, t, b) = number(1) / (isGuarded ? Halide::select(sum == 0, number(1), sum) : sum);
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
  plan.operandBits = plan.elementBits = type.bits();
  plan.valuesDense = stage(op.getValue()).access == Access::Dense && storage.bits() >= 32;
  const Value mask = op.getMask();
  plan.isMasked = mask || op.getGuarded();
  plan.isGuarded = op.getGuarded();
  if (mask && costOf(mask) > 2)
    materialise(mask);
  const Attribute loops = loopsOf<Attribute>(shape, plan, plan.elementBits);
  if (!loops)
    return failure();
  if (auto ofGpu = dyn_cast<vit::GpuAttentionLoopsAttr>(loops))
    return buildBlockAttention(op, plan, ofGpu);
  if (auto ofTensorCores = dyn_cast<vit::TensorAttentionLoopsAttr>(loops))
    return buildTensorAttention(op, plan, ofTensorCores);
  const auto ofCpu = cast<vit::AttentionLoopsAttr>(loops);
  plan.lanes = ofCpu.getLanes();
  plan.scoreVectors = ofCpu.getScoreVectors();

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

  parts.defineScores();
  parts.defineStrip([&](const Expr &score, const Expr &key) {
    return mask ? Halide::strict_float(score + wideAt(mask, {Halide::min(key, last), t, h, b}))
                : score;
  });
  parts.defineMaximum();
  if (op.getGuarded())
    parts.defineGuard();
  parts.defineWeights(
      [&](const Expr &x) { return folded ? exp2NotPositive(x) : expNotPositive(x); });
  parts.defineSums();
  const Expr result = plan.acc(parts.e, h, t, b) * plan.scale(h, t, b);
  Func func = named(op);
  func(vars(4)) = Halide::cast(storage, result);
  define(op.getResult(), func);
  costs[op.getResult()] = 0;
  addAnchor(op.getResult(), shape, plan, plan.elementBits);
  return success();
}
