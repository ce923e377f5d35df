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

/// The parts of one attention op. Variables: e (of a value), h, t, b as in the result; n is a key, of a block where keys are
/// in blocks, d an element of a query.
struct Attention {
  Attention(AttentionPlan &plan, Halide::Type type, const std::vector<Var> &dims, bool isScaled)
      : plan(plan), shape(plan.shape), type(type), isScaled(isScaled), h(dims[1]), t(dims[2]),
        b(dims[3]), e(dims[0]) {}

  Expr number(double value) const { return Halide::Internal::make_const(type, value); }
  /// Of functions of keys, (.., h, b), and of those of queries and keys, (.., h, t, b), with the block.
  template <typename T> std::vector<T> ofKeys(std::vector<T> first) const {
    llvm::append_range(first, std::initializer_list<T>{h, b});
    if (plan.keysPerBlock)
      first.push_back(block);
    return first;
  }
  template <typename T> std::vector<T> ofScores(std::vector<T> first) const {
    llvm::append_range(first, std::initializer_list<T>{h, t, b});
    if (plan.keysPerBlock)
      first.push_back(block);
    return first;
  }
  std::vector<Var> scoreArgs(const Var &first) const { return ofScores<Var>({first}); }
  Coords scoreAt(const Expr &first) const { return ofScores<Expr>({first}); }
  Expr reduced(const AttentionPlan::RowReduction &reduction) const {
    return reduction.last()(scoreAt(0));
  }
  /// The key that is n of its block, and the one that is read for it.
  Expr keyOf(const Expr &n) const {
    return plan.keysPerBlock ? block * index(plan.keysPerBlock) + n : n;
  }
  Expr readKey(const Expr &n) const { return Halide::min(keyOf(n), index(shape.s - 1)); }
  /// Whether blocks have keys beyond the last.
  bool isPadded() const { return plan.keyBlocks() * plan.keysPerBlock > shape.s; }
  /// e^x for x <= 0; 2^x where scores have the factor log2(e).
  Expr power(const Expr &x) const {
    const Expr exponent = Halide::strict_float(x);
    return isScaled ? exp2NotPositive(exponent) : expNotPositive(exponent);
  }

  void defineOperands(const Expr &query, llvm::function_ref<Expr(const Expr &key)> keyAt,
                      llvm::function_ref<Expr(const Expr &key)> valueAt);
  void defineScores();
  void defineStrip(llvm::function_ref<Expr(Expr score, Expr key)> finish);
  void halve(AttentionPlan::RowReduction &reduction, llvm::function_ref<Expr(Expr, Expr)> combine,
             const std::string &name);
  AttentionPlan::RowReduction maximumOf(llvm::function_ref<Expr(Expr score)> element,
                                        const Expr &initial, const std::string &name);
  void defineMaximum();
  void defineGuard();
  void defineWeights();
  void defineSums();
  Expr result();

  AttentionPlan &plan;
  const AttentionShape &shape;
  Halide::Type type; // of everything in between
  const bool isScaled;
  Var h, t, b, e, n{"n"}, d{"d"}, l{"l"}, block{"key_block"};
  const int lanes = static_cast<int>(plan.lanes);
  const int keyVectors = static_cast<int>(plan.keyVectors());
  const Expr least = number(type.bits() == 64 ? -DBL_MAX : -double(FLT_MAX));

private:
  Expr lostWeights() const;
  void defineState();
  Expr joined();
  /// Where a value begins in the state (LoopNests.h), and its vectors.
  int valueInState() const { return plan.keep.defined() ? 3 : 2; }
  int valueVectors() const { return static_cast<int>(shape.e) / valueLanes; }

  const int valueLanes = static_cast<int>(plan.valueLanes);
};

/// Values of keys beyond the last are zeros in blocks: their weights don't count.
void Attention::defineOperands(const Expr &query, llvm::function_ref<Expr(const Expr &key)> keyAt,
                               llvm::function_ref<Expr(const Expr &key)> valueAt) {
  plan.query(d, h, t, b) = query;
  plan.keyRows(ofKeys<Var>({d, n})) = keyAt(readKey(n));
  plan.keyColumns(ofKeys<Var>({n, d})) = plan.keyRows(ofKeys<Expr>({d, n}));
  plan.keys(ofKeys<Var>({n, d})) = plan.keyColumns(ofKeys<Expr>({n, d}));
  if (isPadded())
    plan.values(ofKeys<Var>({e, n})) =
        Halide::select(keyOf(n) < index(shape.s), valueAt(readKey(n)), number(0));
  else
    plan.values(ofKeys<Var>({e, n})) = valueAt(keyOf(n));
}

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
    part.acc(scoreArgs(n)) = number(0);
    part.acc(scoreArgs(n)) += plan.query(k, h, t, b) * plan.keys(ofKeys<Expr>({n, k.x}));
    plan.parts.push_back(part);
  }
}

void Attention::defineStrip(llvm::function_ref<Expr(Expr score, Expr key)> finish) {
  plan.strip = Func("attention_strip");
  plan.strip(scoreArgs(n)) = Halide::undef(type);
  for (AttentionPlan::Part &part : plan.parts)
    plan.strip(scoreAt(part.n)) = finish(part.acc(scoreAt(part.n)), readKey(part.n));
}

/// Of `lanes`, by halves: Halide's reduction of a vector takes one lane after another wherever an
/// operation of the kernel is strict.
void Attention::halve(AttentionPlan::RowReduction &reduction,
                      llvm::function_ref<Expr(Expr, Expr)> combine, const std::string &name) {
  Func previous = reduction.lanes;
  for (int width = lanes / 2; width > 0; width /= 2) {
    Func half(name + "_half");
    half(scoreArgs(l)) = combine(previous(scoreAt(l)), previous(scoreAt(l + width)));
    reduction.halves.push_back(previous = half);
  }
}

/// The largest `element` of a row. Padded keys repeat the last one: they leave it as it is.
AttentionPlan::RowReduction Attention::maximumOf(llvm::function_ref<Expr(Expr score)> element,
                                                 const Expr &initial, const std::string &name) {
  const RDom v(0, keyVectors, "v");
  AttentionPlan::RowReduction result;
  result.vector = v.x;
  result.lanes = Func(name + "_lanes");
  result.lanes(scoreArgs(l)) = initial;
  result.lanes(scoreArgs(l)) =
      Halide::max(result.lanes(scoreAt(l)), element(plan.strip(scoreAt(v * lanes + l))));
  halve(result, [](const Expr &x, const Expr &y) { return Halide::max(x, y); }, name);
  return result;
}

/// A number, so that -inf minus the maximum is -inf: a row of nothing else has the sum 0, and its results
/// are 0 / 0. NaN and +inf - inf make the sum NaN, whatever the maximum is.
void Attention::defineMaximum() {
  plan.maximum = maximumOf([](const Expr &score) { return score; }, least, "attention_maximum");
}

/// Whether a row has NaN or +inf. Told from bits: arithmetic here may assume that there are none.
Expr Attention::lostWeights() const {
  const Halide::Type bits = Halide::Int(type.bits());
  const Expr infinity = Halide::reinterpret(bits, number(std::numeric_limits<double>::infinity()));
  return reduced(plan.magnitude) > infinity ||
         Halide::reinterpret(bits, reduced(plan.maximum)) == infinity;
}

/// Such rows keep no weight.
void Attention::defineGuard() {
  const Halide::Type bits = Halide::Int(type.bits());
  plan.magnitude =
      maximumOf([&](const Expr &score) { return Halide::reinterpret(bits, score) & bits.max(); },
                Halide::cast(bits, 0), "attention_magnitude");
  plan.keep = Func("attention_keep");
  plan.keep(ofScores<Var>({})) = Halide::cast(bits, Halide::select(lostWeights(), 0, -1));
}

/// weights(n, t) = exp(score - maximum), and their sum. Lanes beyond the last key don't count.
void Attention::defineWeights() {
  plan.weights = Func("attention_weights");
  Expr weight = power(plan.strip(scoreAt(n)) - reduced(plan.maximum));
  if (plan.keep.defined())
    weight = Halide::reinterpret(type, Halide::reinterpret(Halide::Int(type.bits()), weight) &
                                           plan.keep(ofScores<Expr>({})));
  plan.weights(scoreArgs(n)) = weight;
  const int64_t keys = plan.keysAtOnce();
  const int whole = static_cast<int>(keys) / lanes, rest = static_cast<int>(keys) % lanes;
  const RDom v(0, whole, "v");
  plan.sum.vector = v.x;
  plan.sum.lanes = Func("attention_sum_lanes");
  plan.sum.lanes(scoreArgs(l)) =
      rest == 0 ? number(0)
                : Halide::select(l < rest, plan.weights(scoreAt(whole * lanes + l)), number(0));
  const Expr counted = plan.weights(scoreAt(v * lanes + l));
  plan.sum.lanes(scoreArgs(l)) +=
      isPadded() ? Halide::select(keyOf(v * lanes + l) < index(shape.s), counted, number(0))
                 : counted;
  halve(plan.sum, [](const Expr &x, const Expr &y) { return x + y; }, "attention_sum");
}

void Attention::defineSums() {
  const RDom s(0, index(plan.keysAtOnce()), "s");
  plan.s = s.x;
  plan.acc = Func("attention_acc");
  plan.acc(scoreArgs(e)) = number(0);
  plan.acc(scoreArgs(e)) += plan.weights(scoreAt(s)) * plan.values(ofKeys<Expr>({e, s.x}));
}

/// The result at (e, h, t, b).
Expr Attention::result() {
  if (plan.keysPerBlock) {
    defineState();
    return joined();
  }
  const Expr sum = reduced(plan.sum);
  plan.scale = Func("attention_scale");
  plan.scale(h, t, b) =
      number(1) / (plan.keep.defined() ? Halide::select(sum == 0, number(1), sum) : sum);
  return plan.acc(e, h, t, b) * plan.scale(h, t, b);
}

/// Blocks of keys are joined as on a GPU (BlockAttention.cpp).
void Attention::defineState() {
  AttentionState &state = plan.state;
  state.products = Func("attention_products");
  state.products(scoreArgs(e)) = plan.acc(scoreAt(e));
  const RDom r(0, index(plan.keyBlocks()), "blocks");
  state.block = r.x;
  state.func = Func("attention_state");
  std::vector<Expr> initial(valueInState() + valueVectors(), number(0));
  initial[0] = least;
  const Coords at = {l, h, t, b};
  state.func(l, h, t, b) = Halide::Tuple(initial);

  const Halide::FuncRef old = state.func(at);
  const auto own = [&](const Expr &value) {
    return Halide::Internal::substitute(block.name(), r.x, value);
  };
  const Expr ownMaximum = own(reduced(plan.maximum)),
             maximum = Halide::max(Expr(old[0]), ownMaximum), oldScale = power(old[0] - maximum),
             scale = power(ownMaximum - maximum);
  std::vector<Expr> next = {maximum, old[1] * oldScale + own(reduced(plan.sum)) * scale};
  if (plan.keep.defined())
    next.push_back(Halide::select(own(lostWeights()), number(1), Expr(old[2])));
  for (int i = 0; i < valueVectors(); ++i)
    next.push_back(old[valueInState() + i] * oldScale +
                   own(state.products(scoreAt(i * valueLanes + l))) * scale);
  state.func(at) = Halide::Tuple(next);
}

/// The result at (e, h, t, b), of the state.
Expr Attention::joined() {
  const Halide::FuncRef last = plan.state.func(e % valueLanes, h, t, b);
  std::vector<Expr> vectors;
  for (int i = 0; i < valueVectors(); ++i)
    vectors.push_back(last[valueInState() + i]);
  const Expr value = Halide::mux(e / valueLanes, vectors), sum = last[1];
  if (!plan.keep.defined())
    return value / sum;
  return Halide::select(last[2] != 0, number(0), value / Halide::select(sum == 0, number(1), sum));
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
  plan.valueLanes = ofCpu.getValueLanes();
  plan.keysPerBlock = ofCpu.getKeysPerBlock();

  // Powers of two where nothing is added to the scores: log2(e) goes the way of the scale.
  const bool isScaled = type.bits() == 32 && !mask;
  const double factor = op.getScale().convertToDouble() * (isScaled ? log2OfE : 1.0);
  Attention parts(plan, type, dims, isScaled);
  const auto &h = parts.h, &t = parts.t, &b = parts.b, &d = parts.d;
  plan.query = named(op, "_query");
  plan.keyRows = named(op, "_key_rows");
  plan.keyColumns = named(op, "_key_columns");
  plan.keys = named(op, "_keys");
  plan.values = named(op, "_values");
  parts.defineOperands(
      wideAt(op.getQuery(), {d, h, t, b}) * parts.number(factor),
      [&](const Expr &key) { return wideAt(op.getKey(), {d, h, key, b}); },
      [&](const Expr &key) { return wideAt(op.getValue(), {parts.e, h, key, b}); });
  parts.defineScores();
  parts.defineStrip([&](const Expr &score, const Expr &key) {
    return mask ? Halide::strict_float(score + wideAt(mask, {key, t, h, b})) : score;
  });
  parts.defineMaximum();
  if (op.getGuarded())
    parts.defineGuard();
  parts.defineWeights();
  parts.defineSums();
  Func func = named(op);
  func(vars(4)) = Halide::cast(storage, parts.result());
  define(op.getResult(), func);
  costs[op.getResult()] = 0;
  addAnchor(op.getResult(), shape, plan, plan.elementBits);
  return success();
}
