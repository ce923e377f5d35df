//===-- BlockAttention.cpp: attention as a block of a GPU's threads computes it ---------------------===//
//
// A block has some queries t of a head, and goes through the keys in blocks of so many that their scores fit its
// registers (LoopNests.h, BlockAttention). Of each block of keys: scores, their maximum m, weights e^(score - m) in
// shared memory, the sum s of these, and p, their products with the values. The results of blocks are joined as in
// Milakov & Gimelshein, "Online normalizer calculation for softmax" (2018), with M = Halide::max(m_old, m):
//
//   s = s_old e^(m_old - M) + s_block e^(m_block - M), the same for o, and in the end o / s
//
// No T x S matrix is anywhere but in a block's registers and, a block of keys at a time, in shared memory.
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
using vit::GpuAttentionLoopsAttr;

namespace {
constexpr double log2OfE = 1.4426950408889634;

/// Variables: e (of a value), h, t, b as in the result; n is a key of a block, `block` that block, x a thread along
/// the keys or the elements of a value.
struct BlockAttentionParts {
  BlockAttentionParts(AttentionPlan &plan, GpuAttentionLoopsAttr loops, Halide::Type type,
                      const std::vector<Var> &dims, bool isScaled);

  Expr number(double value) const { return Halide::Internal::make_const(type, value); }
  void defineScores(llvm::function_ref<Expr(Expr score, Expr key, Expr t)> finish);
  void defineWeights();
  void defineProducts();
  void defineGuard();
  Expr joined();

  AttentionPlan &plan;
  BlockAttention &block;
  const AttentionShape &shape;
  Halide::Type type; // of everything in between
  Var h, t, b, e, n{"n"}, lane{"lane"}, quad{"quad"}, x{"x"}, keys{"block"};
  bool isScaled; // scores have the factor log2(e)
  const int threads, keysOfThread, keysOfBlock, valuesOfThread, keyStep, depth;

private:
  Expr isKey(const Expr &lane, const Expr &quad, const Expr &keys) const {
    return keys * keysOfBlock + quad * block.keyLanes + lane < index(shape.s);
  }
  Expr keyOf(const Expr &n) const {
    return Halide::min(keys * keysOfBlock + n, index(shape.s - 1));
  }
  /// What `threads` threads make of `element`s, each of its own keys, then each of all of these.
  BlockAttention::Reduction reduce(const std::string &name, const Expr &least,
                                   llvm::function_ref<Expr(Expr lane, Expr quad)> element,
                                   llvm::function_ref<Expr(Expr, Expr)> combine);
  Expr isLost(const Expr &keys) const;
  /// e^x; 2^x where scores have the factor log2(e).
  Expr power(const Expr &x) const {
    const Expr exponent = isScaled ? x : x * number(log2OfE);
    return libm("exp2", {Halide::strict_float(exponent)});
  }
};
} // namespace

BlockAttentionParts::BlockAttentionParts(AttentionPlan &plan, GpuAttentionLoopsAttr loops,
                                         Halide::Type type, const std::vector<Var> &dims,
                                         bool isScaled)
    : plan(plan), block(plan.block), shape(plan.shape), type(type), h(dims[1]), t(dims[2]),
      b(dims[3]), e(dims[0]), isScaled(isScaled),
      threads(static_cast<int>(loops.getColumnThreads())),
      keysOfThread(static_cast<int>(loops.getKeys())), keysOfBlock(keysOfThread * threads),
      valuesOfThread(static_cast<int>(loops.getValues())),
      keyStep(static_cast<int>(loops.getKeyStep())),
      depth(static_cast<int>(llvm::alignTo(shape.d, loops.getDepth()))) {
  block.blocks = static_cast<int>(llvm::divideCeil(shape.s, keysOfBlock));
  block.keyLanes = lanesOfThread(0, keysOfThread, type.bits());
  block.valueLanes = lanesOfThread(shape.e, valuesOfThread, type.bits());
  block.depthLanes = lanesOfThread(shape.d, loops.getDepth(), type.bits());
}

/// scores(n, t) = sum over d of query(d, t) * key(d, n), and what is added to them.
void BlockAttentionParts::defineScores(
    llvm::function_ref<Expr(Expr score, Expr key, Expr t)> finish) {
  const int lanes = block.depthLanes;
  const bool isPadded = depth != shape.d;
  const Expr at = isPadded ? Halide::min(quad, index(shape.d / lanes - 1)) : Expr(quad);
  const auto orZero = [&](const Expr &value) {
    return isPadded ? Halide::select(quad < index(shape.d / lanes), value, number(0)) : value;
  };
  block.query = Func("attention_query_tile");
  block.keys = Func("attention_key_tile");
  block.query(lane, quad, t, h, b) =
      orZero(plan.query(at * lanes + lane, h, Halide::min(t, index(shape.t - 1)), b));
  block.keys(lane, quad, n, h, b, keys) = orZero(plan.keyRows(at * lanes + lane, keyOf(n), h, b));
  const RDom d(0, depth, "d");
  block.d = d.x;
  block.sums = Func("attention_score_sums");
  block.sums(lane, quad, t, h, b, keys) = number(0);
  block.sums(lane, quad, t, h, b, keys) +=
      block.query(d.x % lanes, d.x / lanes, t, h, b) *
      block.keys(d.x % lanes, d.x / lanes, quad * block.keyLanes + lane, h, b, keys);
  block.scores = Func("attention_block_scores");
  block.scores(lane, quad, t, h, b, keys) =
      finish(block.sums(lane, quad, t, h, b, keys), keyOf(quad * block.keyLanes + lane),
             Halide::min(t, index(shape.t - 1)));
}

BlockAttention::Reduction
BlockAttentionParts::reduce(const std::string &name, const Expr &least,
                            llvm::function_ref<Expr(Expr lane, Expr quad)> element,
                            llvm::function_ref<Expr(Expr, Expr)> combine) {
  BlockAttention::Reduction result;
  const RDom own(0, keysOfThread, "own_key"), all(0, threads, "of_thread");
  result.key = own.x;
  result.thread = all.x;
  const Expr ownLane = own.x % block.keyLanes, ownQuad = own.x / block.keyLanes * threads + x;
  result.ofThread = Func(name + "_of_thread");
  result.ofThread(x, t, h, b, keys) = least;
  result.ofThread(x, t, h, b, keys) =
      combine(result.ofThread(x, t, h, b, keys), element(ownLane, ownQuad));
  result.ofBlock = Func(name + "_of_block");
  result.ofBlock(x, t, h, b, keys) = least;
  result.ofBlock(x, t, h, b, keys) =
      combine(result.ofBlock(x, t, h, b, keys), result.ofThread(all.x, t, h, b, keys));
  return result;
}

/// The maximum is a number, so that -inf minus it is -inf: a row of nothing else has the sum 0, and its results are
/// 0 / 0. NaN and +inf - inf make the sum NaN, whatever the maximum is.
void BlockAttentionParts::defineWeights() {
  const Expr least = number(type.bits() == 64 ? -DBL_MAX : -double(FLT_MAX));
  block.maximum = reduce(
      "attention_maximum", least,
      [&](const Expr &lane, const Expr &quad) {
        return Halide::select(isKey(lane, quad, keys), block.scores(lane, quad, t, h, b, keys),
                              least);
      },
      [](const Expr &x, const Expr &y) { return Halide::max(x, y); });
  block.weights = Func("attention_block_weights");
  block.weights(lane, quad, t, h, b, keys) =
      Halide::select(isKey(lane, quad, keys),
                     power(block.scores(lane, quad, t, h, b, keys) -
                           block.maximum.ofBlock(quad % threads, t, h, b, keys)),
                     number(0));
  block.sum = reduce(
      "attention_sum", number(0),
      [&](const Expr &lane, const Expr &quad) { return block.weights(lane, quad, t, h, b, keys); },
      [](const Expr &x, const Expr &y) { return x + y; });
}

/// Rows with NaN or +inf keep no weight. Told from bits: arithmetic here may assume that there are none.
void BlockAttentionParts::defineGuard() {
  const Halide::Type bits = Halide::Int(type.bits());
  block.magnitude = reduce(
      "attention_magnitude", Halide::cast(bits, 0),
      [&](const Expr &lane, const Expr &quad) {
        const Expr score = Halide::reinterpret(bits, block.scores(lane, quad, t, h, b, keys));
        return Halide::select(isKey(lane, quad, keys), score & bits.max(), Halide::cast(bits, 0));
      },
      [](const Expr &x, const Expr &y) { return Halide::max(x, y); });
}

/// Whether the scores of `keys` make a row lose its weights.
Expr BlockAttentionParts::isLost(const Expr &keys) const {
  const Halide::Type bits = Halide::Int(type.bits());
  const Expr infinity = Halide::reinterpret(bits, number(std::numeric_limits<double>::infinity()));
  return block.magnitude.ofBlock(x, t, h, b, keys) > infinity ||
         Halide::reinterpret(bits, block.maximum.ofBlock(x, t, h, b, keys)) == infinity;
}

void BlockAttentionParts::defineProducts() {
  const int lanes = block.valueLanes,
            extent = static_cast<int>(llvm::alignTo(keysOfBlock, keyStep));
  block.sharedWeights = Func("attention_shared_weights");
  block.sharedWeights(t, n, h, b, keys) =
      block.weights(n % block.keyLanes, n / block.keyLanes, t, h, b, keys);
  block.values = Func("attention_value_tile");
  block.values(lane, quad, n, h, b, keys) =
      plan.values(Halide::min(quad, index(shape.e / lanes - 1)) * lanes + lane, keyOf(n), h, b);
  const RDom r(0, extent, "value_key");
  block.n = r.x;
  Expr weight = block.sharedWeights(t, r.x, h, b, keys);
  if (extent != keysOfBlock)
    weight = Halide::select(r.x < keysOfBlock,
                            block.sharedWeights(t, Halide::min(r.x, keysOfBlock - 1), h, b, keys),
                            number(0));
  block.products = Func("attention_products");
  block.products(lane, quad, t, h, b, keys) = number(0);
  block.products(lane, quad, t, h, b, keys) += weight * block.values(lane, quad, r.x, h, b, keys);
}

/// The result at (e, h, t, b). With several blocks of keys, by way of what a thread has of them so far: the maximum, the
/// sum, whether rows have lost their weights, and its elements of the result.
Expr BlockAttentionParts::joined() {
  const bool isGuarded = block.magnitude.ofBlock.defined();
  const Expr ownLane = e % block.valueLanes, ownQuad = e / block.valueLanes,
             ownX = ownQuad % threads;
  const auto divided = [&](const Expr &value, const Expr &sum) {
    return value / (isGuarded ? Halide::select(sum == 0, number(1), sum) : sum);
  };
  if (block.blocks == 1) {
    Expr result =
        divided(block.products(ownLane, ownQuad, t, h, b, 0), block.sum.ofBlock(ownX, t, h, b, 0));
    if (!isGuarded)
      return result;
    block.lost = Func("attention_lost");
    block.lost(x, t, h, b) = Halide::cast<int32_t>(isLost(0));
    return Halide::select(block.lost(ownX, t, h, b) != 0, number(0), result);
  }
  const RDom r(0, block.blocks, "key_block");
  block.block = r.x;
  block.state = Func("attention_state");
  std::vector<Expr> initial = {number(type.bits() == 64 ? -DBL_MAX : -double(FLT_MAX)), number(0),
                               number(0)};
  initial.resize(initial.size() + valuesOfThread, number(0));
  block.state(x, t, h, b) = Halide::Tuple(initial);
  const Halide::FuncRef old = block.state(x, t, h, b);
  const Expr own = block.maximum.ofBlock(x, t, h, b, r.x);
  const Expr maximum = Halide::max(Expr(old[0]), own);
  const Expr oldScale = power(old[0] - maximum), scale = power(own - maximum);
  std::vector<Expr> next = {maximum, old[1] * oldScale + block.sum.ofBlock(x, t, h, b, r.x) * scale,
                            isGuarded ? Halide::select(isLost(r.x), number(1), Expr(old[2]))
                                      : number(0)};
  for (int i = 0; i < valuesOfThread; ++i) {
    const int lane = i % block.valueLanes, vector = i / block.valueLanes;
    next.push_back(old[3 + i] * oldScale +
                   block.products(lane, vector * threads + x, t, h, b, r.x) * scale);
  }
  block.state(x, t, h, b) = Halide::Tuple(next);
  const Halide::FuncRef last = block.state(ownX, t, h, b);
  std::vector<Expr> values;
  for (int i = 0; i < valuesOfThread; ++i)
    values.push_back(last[3 + i]);
  const Expr element = ownQuad / threads * block.valueLanes + ownLane;
  const Expr result = divided(Halide::mux(element, values), last[1]);
  return isGuarded ? Halide::select(last[2] != 0, number(0), result) : result;
}

LogicalResult KernelBuilder::buildBlockAttention(vit::AttentionOp op, AttentionPlan &plan,
                                                 GpuAttentionLoopsAttr loops) {
  const Halide::Type storage = halideType(tensorType(op.getResult()).getElementType());
  const Halide::Type type = wideType(storage);
  const Value mask = op.getMask();
  BlockAttentionParts parts(plan, loops, type, dims, /*isScaled=*/!mask);
  const auto &h = parts.h, &t = parts.t, &b = parts.b, &n = parts.n;
  const Var d("d");
  plan.query = named(op, "_query");
  plan.keyRows = named(op, "_key_rows");
  plan.values = named(op, "_values");
  // Weights are powers of two: log2(e) goes the way of the scale, unless something is added in between that it could
  // make infinite.
  const double scale = op.getScale().convertToDouble();
  plan.query(d, h, t, b) =
      wideAt(op.getQuery(), {d, h, t, b}) * parts.number(mask ? scale : scale * log2OfE);
  plan.keyRows(d, n, h, b) = wideAt(op.getKey(), {d, h, n, b});
  plan.values(parts.e, n, h, b) = wideAt(op.getValue(), {parts.e, h, n, b});
  parts.defineScores([&](const Expr &score, const Expr &key, const Expr &query) {
    return mask ? Halide::strict_float(score + wideAt(mask, {key, query, h, b})) : score;
  });
  parts.defineWeights();
  if (op.getGuarded())
    parts.defineGuard();
  parts.defineProducts();
  const Expr result = parts.joined();
  Func func = named(op);
  func(vars(4)) = Halide::cast(storage, result);
  define(op.getResult(), func);
  costs[op.getResult()] = 0;
  addAnchor(op.getResult(), shapeOf(op.getResult()), plan, plan.elementBits);
  return success();
}
