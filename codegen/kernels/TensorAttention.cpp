//===-- TensorAttention.cpp: attention as warps compute it on a GPU's tensor cores -------------------===//
//
// The blocks of BlockAttention.cpp, with the instructions of TensorSums.cpp. A warp has 16 queries of a head, or a multiple,
// and all keys of a block of keys, so that scores never leave its registers: an instruction's sums lie in them as the next
// one's rows do (DeviceInstructions.h). Of halves, a word of weights is two keys that follow each other, as a thread has them;
// of tf32, the words of eight keys are taken in the order in which the threads of a row have these: 0, 2, 4, 6, 1, 3, 5, 7, and so
// are those of the values. Four threads have a row: maxima of a block go between them, sums stay with each to the end.
//
// Weights are 2^x of scores that have log2(e) by way of the queries, unless something is added to them. They are at most 1, so that
// no precision has too large ones; what they are summed up to has their values before they are rounded.
#include "codegen/DeviceInstructions.h"
#include "codegen/kernels/KernelBuilder.h"
#include "ir/VitOpsFused.h"
#include "ir/VitSchedules.h"
#include <cfloat>

using namespace mlir;
using namespace vitc;
using Halide::Expr;
using Halide::Func;
using Halide::FuncRef;
using Halide::RDom;
using Halide::Tuple;
using Halide::Var;
using vit::TensorPrecision;

static constexpr double log2OfE = 1.4426950408889634;

namespace {
struct Parts {
  Parts(AttentionPlan &plan, vit::TensorAttentionLoopsAttr loops, const std::vector<Var> &dims,
        bool isScaled);

  void defineOperands();
  void defineScores(llvm::function_ref<Expr(Expr score, Expr key, Expr t)> finish);
  void defineWeights();
  void defineProducts();
  void defineState();
  void defineFactors();
  /// The result at (e, h, t, b).
  Expr result() const;

  AttentionPlan &plan;
  TensorAttention &tensor;
  const AttentionShape &shape;
  const TensorPrecision precision;
  Var h, t, b, e, lane{"lane"}, column{"column"}, rows{"rows"}, word{"word"}, key{"key"},
      step{"step"}, keys{"block"};
  const bool isScaled; // scores have the factor log2(e)
  const int stepsPerWord, keysOfBlock;
  const int queryWords, valueTiles; // of whole tiles

private:
  /// Where the state has the sums and flaws of two rows, behind their maxima, and the results.
  static constexpr int firstSum = 2, firstFlaw = 4, firstResult = 6;

  std::vector<Var> ofBlock(std::vector<Var> first) const {
    first.insert(first.end(), {h, b, keys});
    return first;
  }
  Expr wordOf(const Expr &word, int64_t extent,
              llvm::function_ref<Expr(const Expr &step)> element) const;
  Expr keyOf(const Expr &own) const {
    return Halide::min(keys * keysOfBlock + own, index(shape.s - 1));
  }
  /// The key of element `i` of a thread's four, within a block of keys.
  Expr ownKey(const Expr &column, int i) const {
    return column * mma::columns + lane % mma::threads * 2 + i % 2;
  }
  /// `value` where there is such a key.
  Expr where(const Expr &column, int i, const Expr &value, const Expr &otherwise) const {
    if (shape.s % keysOfBlock == 0)
      return value;
    const Expr own = keys * keysOfBlock + ownKey(column, i);
    return Halide::select(own < index(shape.s), value, otherwise);
  }
  Expr rowOf(int i) const {
    return Halide::min(rows * mma::rows + lane / mma::threads + i / 2 * (mma::rows / 2),
                       index(shape.t - 1));
  }
  Expr power(const Expr &x) const {
    return exp2OfDevice(Halide::strict_float(isScaled ? x : x * float(log2OfE)));
  }
  FuncRef scoreOf(const Expr &column) const {
    return (tensor.scores.defined() ? tensor.scores : tensor.sums)(lane, column, rows, h, b, keys);
  }
  /// Of a thread's own keys of both its rows, one after the other.
  void reduce(TensorAttention::Reduction &reduction, const std::string &name, float first,
              llvm::function_ref<Expr(const Expr &before, const Expr &column, int i)> add);
  bool isGuarded() const { return tensor.flaws.func.defined(); }
};
} // namespace

Parts::Parts(AttentionPlan &plan, vit::TensorAttentionLoopsAttr loops, const std::vector<Var> &dims,
             bool isScaled)
    : plan(plan), tensor(plan.tensor), shape(plan.shape), precision(loops.getPrecision()),
      h(dims[1]), t(dims[2]), b(dims[3]), e(dims[0]), isScaled(isScaled),
      stepsPerWord(vitc::stepsPerWord(precision)), keysOfBlock(static_cast<int>(loops.getKeys())),
      queryWords(
          static_cast<int>(llvm::alignTo(llvm::divideCeil(shape.d, stepsPerWord), mma::words))),
      valueTiles(static_cast<int>(llvm::divideCeil(shape.e, mma::columns))) {
  tensor.blocks = static_cast<int>(llvm::divideCeil(shape.s, keysOfBlock));
  tensor.keyLanes =
      shape.d % stepsPerWord == 0 ? lanesOfThread(shape.d / stepsPerWord, mma::words, 32) : 1;
  tensor.valueLanes = lanesOfThread(shape.e, mma::columns, 32);
}

/// A word of elements that lie `keyLanes` apart, so that what a thread copies at once lies together; zero beyond `extent`.
/// Nothing that is converted is zero for all threads: Halide would have the host do that, once for all.
Expr Parts::wordOf(const Expr &word, int64_t extent,
                   llvm::function_ref<Expr(const Expr &step)> element) const {
  const int apart = tensor.keyLanes;
  const bool isWhole = extent % (apart * stepsPerWord) == 0;
  const auto stepOf = [&](int half) -> Expr {
    return stepsPerWord == 1 ? word : word / apart * (2 * apart) + word % apart + half * apart;
  };
  const bool isPadded = queryWords * stepsPerWord != extent;
  // A vector of elements at a time, each of which is there or none.
  const auto at = [&](int half) {
    const Expr vector = word / apart * stepsPerWord + half;
    return element(isPadded ? Halide::min(vector, index(extent / apart - 1)) * apart + word % apart
                            : stepOf(half));
  };
  const auto orZero = [&](const Expr &value, int half) {
    return Halide::select(stepOf(half) < index(extent), value,
                          Halide::Internal::make_zero(value.type()));
  };
  Expr value = at(0);
  if (stepsPerWord == 2)
    value = packHalves(precision, value, isWhole ? at(1) : orZero(at(1), 1));
  else if (precision == TensorPrecision::tf32)
    value = roundToTf32(value);
  return isPadded ? orZero(value, 0) : value;
}

void Parts::defineOperands() {
  const auto queryAt = [&](const Expr &own, int row) {
    return wordOf(own, shape.d, [&](const Expr &d) { return plan.query(d, h, rowOf(row), b); });
  };
  const Expr own = step * mma::words + lane % mma::threads;
  tensor.query = Func("attention_query_words");
  tensor.query(lane, step, rows, h, b) =
      Tuple(queryAt(own, 0), queryAt(own, 2), queryAt(own + 4, 0), queryAt(own + 4, 2));
  tensor.keys = Func("attention_key_words");
  tensor.keys(ofBlock({word, key})) =
      wordOf(word, shape.d, [&](const Expr &d) { return plan.keyRows(d, keyOf(key), h, b); });

  const int lanes = tensor.valueLanes;
  const Expr quad = e / lanes;
  const Expr element =
      (shape.e % mma::columns == 0 ? quad : Halide::min(quad, index(shape.e / lanes - 1))) * lanes +
      e % lanes;
  const auto valueAt = [&](const Expr &n) { return plan.values(element, keyOf(n), h, b); };
  tensor.values = Func("attention_value_words");
  Expr value;
  if (stepsPerWord == 2)
    value = packHalves(precision, valueAt(word * 2), valueAt(word * 2 + 1));
  else
    value = valueAt(word / mma::words * mma::words + word % mma::threads * 2 +
                    word % mma::words / mma::threads);
  if (precision == TensorPrecision::tf32)
    value = roundToTf32(value);
  tensor.values(ofBlock({e, word})) = value;
}

/// The sums of what tensor cores multiply, and what is added to them.
void Parts::defineScores(llvm::function_ref<Expr(Expr score, Expr key, Expr t)> finish) {
  const RDom r(0, queryWords / mma::words, "d");
  tensor.d = r.x;
  const Expr zero(0.0f), own = r.x * mma::words + lane % mma::threads,
                         ownColumn = column * mma::columns + lane / mma::threads;
  tensor.sums = Func("attention_score_sums");
  const std::vector<Var> position = ofBlock({lane, column, rows});
  tensor.sums(position) = Tuple(zero, zero, zero, zero);
  const FuncRef before = tensor.sums(position), query = tensor.query(lane, r.x, rows, h, b);
  const auto sums = multiplyAdd(precision, {before[0], before[1], before[2], before[3]},
                                {query[0], query[1], query[2], query[3]},
                                {tensor.keys(own, ownColumn, h, b, keys),
                                 tensor.keys(own + mma::threads, ownColumn, h, b, keys)});
  tensor.sums(position) = Tuple(sums[0], sums[1], sums[2], sums[3]);
  if (!finish)
    return;
  std::vector<Expr> scores;
  for (int i = 0; i < 4; ++i)
    scores.push_back(finish(before[i], keyOf(ownKey(column, i)), rowOf(i)));
  tensor.scores = Func("attention_scores");
  tensor.scores(position) = Tuple(scores);
}

void Parts::reduce(TensorAttention::Reduction &reduction, const std::string &name, float first,
                   llvm::function_ref<Expr(const Expr &before, const Expr &column, int i)> add) {
  const RDom r(0, keysOfBlock / mma::columns, "column");
  reduction.column = r.x;
  reduction.func = Func(name);
  const std::vector<Var> position = ofBlock({lane, rows});
  reduction.func(position) = Tuple(Expr(first), Expr(first));
  const FuncRef before = reduction.func(position);
  std::vector<Expr> next;
  for (int row = 0; row < 2; ++row)
    next.push_back(add(add(before[row], r.x, 2 * row), r.x, 2 * row + 1));
  reduction.func(position) = Tuple(next);
}

/// As BlockAttention.cpp has them: of a row of -inf the sum is 0, of one with NaN or +inf it is NaN.
void Parts::defineWeights() {
  reduce(tensor.maxima, "attention_maxima", -FLT_MAX,
         [&](const Expr &before, const Expr &at, int i) {
           return Halide::max(before, where(at, i, scoreOf(at)[i], Expr(-FLT_MAX)));
         });
  const FuncRef own = tensor.maxima.func(lane, rows, h, b, keys);
  tensor.maximum = Func("attention_maximum");
  tensor.maximum(ofBlock({lane, rows})) = Tuple(maximumOfQuad(own[0]), maximumOfQuad(own[1]));
  tensor.weights = Func("attention_weights");
  std::vector<Expr> weights;
  for (int i = 0; i < 4; ++i)
    weights.push_back(
        where(column, i, power(scoreOf(column)[i] - tensor.maximum(lane, rows, h, b, keys)[i / 2]),
              0.0f));
  tensor.weights(ofBlock({lane, column, rows})) = Tuple(weights);
  reduce(tensor.totals, "attention_totals", 0, [&](const Expr &before, const Expr &at, int i) {
    return before + tensor.weights(lane, at, rows, h, b, keys)[i];
  });
  if (!plan.isGuarded)
    return;
  // 1 where a row loses its weights: NaN or +inf, told from bits, as arithmetic here may assume that there are none.
  constexpr int infinity = 0x7f800000;
  reduce(tensor.flaws, "attention_flaws", 0, [&](const Expr &before, const Expr &at, int i) {
    const Expr bits = Halide::reinterpret<int32_t>(scoreOf(at)[i]);
    const Expr isFlaw = bits == infinity || (bits & std::numeric_limits<int>::max()) > infinity;
    return Halide::max(before, where(at, i, Halide::select(isFlaw, 1.0f, 0.0f), 0.0f));
  });
}

void Parts::defineProducts() {
  const auto weightsOf = [&](const Expr &tile) {
    return tensor.weights(lane, tile, rows, h, b, keys);
  };
  std::vector<Expr> words;
  if (stepsPerWord == 2) {
    for (int tile = 0; tile < 2; ++tile)
      for (int row = 0; row < 2; ++row) {
        const FuncRef own = weightsOf(step * 2 + tile);
        words.push_back(packHalves(precision, own[2 * row], own[2 * row + 1]));
      }
  } else {
    for (int i : {0, 2, 1, 3}) {
      const Expr own = weightsOf(step)[i];
      words.push_back(precision == TensorPrecision::tf32 ? roundToTf32(own) : own);
    }
  }
  tensor.weightWords = Func("attention_weight_words");
  tensor.weightWords(ofBlock({lane, step, rows})) = Tuple(words);

  const RDom r(0, keysOfBlock / stepsPerWord / mma::words, "value_key");
  tensor.n = r.x;
  const Expr zero(0.0f), own = r.x * mma::words + lane % mma::threads,
                         element = column * mma::columns + lane / mma::threads;
  tensor.products = Func("attention_products");
  const std::vector<Var> position = ofBlock({lane, column, rows});
  tensor.products(position) = Tuple(zero, zero, zero, zero);
  const FuncRef before = tensor.products(position),
                weights = tensor.weightWords(lane, r.x, rows, h, b, keys);
  const auto sums = multiplyAdd(precision, {before[0], before[1], before[2], before[3]},
                                {weights[0], weights[1], weights[2], weights[3]},
                                {tensor.values(element, own, h, b, keys),
                                 tensor.values(element, own + mma::threads, h, b, keys)});
  tensor.products(position) = Tuple(sums[0], sums[1], sums[2], sums[3]);
}

/// Of several blocks of keys: maxima, sums and flaws of two rows, then the results.
void Parts::defineState() {
  const RDom r(0, tensor.blocks, "key_block");
  tensor.block = r.x;
  tensor.state = Func("attention_state");
  std::vector<Expr> initial(firstResult + valueTiles * 4, Expr(0.0f));
  initial[0] = initial[1] = Expr(-FLT_MAX);
  tensor.state(lane, rows, h, b) = Tuple(initial);
  const FuncRef old = tensor.state(lane, rows, h, b), own = tensor.maximum(lane, rows, h, b, r.x),
                total = tensor.totals.func(lane, rows, h, b, r.x);
  std::vector<Expr> oldScale, scale, next;
  for (int row = 0; row < 2; ++row) {
    const Expr maximum = Halide::max(Expr(old[row]), own[row]);
    oldScale.push_back(power(old[row] - maximum));
    scale.push_back(power(own[row] - maximum));
    next.push_back(maximum);
  }
  for (int row = 0; row < 2; ++row)
    next.push_back(old[firstSum + row] * oldScale[row] + total[row] * scale[row]);
  for (int row = 0; row < 2; ++row)
    next.push_back(isGuarded() ? Halide::max(Expr(old[firstFlaw + row]),
                                             tensor.flaws.func(lane, rows, h, b, r.x)[row])
                               : Expr(0.0f));
  for (int i = 0; i < valueTiles * 4; ++i)
    next.push_back(old[firstResult + i] * oldScale[i % 4 / 2] +
                   tensor.products(lane, i / 4, rows, h, b, r.x)[i % 4] * scale[i % 4 / 2]);
  tensor.state(lane, rows, h, b) = Tuple(next);
}

/// By the sums and flaws of all keys, of all threads that have a row.
void Parts::defineFactors() {
  std::vector<Expr> totals, flaws;
  for (int row = 0; row < 2; ++row) {
    const FuncRef state = tensor.blocks == 1 ? tensor.totals.func(lane, rows, h, b, 0)
                                             : tensor.state(lane, rows, h, b);
    totals.push_back(state[tensor.blocks == 1 ? row : firstSum + row]);
    if (isGuarded())
      flaws.push_back(tensor.blocks == 1 ? tensor.flaws.func(lane, rows, h, b, 0)[row]
                                         : state[firstFlaw + row]);
  }
  std::vector<Expr> factors;
  for (int row = 0; row < 2; ++row) {
    const Expr sum = sumOfQuad(totals[row]);
    factors.push_back(
        Halide::strict_float(1.0f / (isGuarded() ? Halide::select(sum == 0.0f, 1.0f, sum) : sum)));
  }
  if (isGuarded())
    for (int row = 0; row < 2; ++row)
      factors.push_back(maximumOfQuad(flaws[row]));
  tensor.factors = Func("attention_factors");
  tensor.factors(lane, rows, h, b) = Tuple(factors);
}

Expr Parts::result() const {
  constexpr int half = mma::rows / 2;
  const Expr pair = e / 2, ownLane = t % half * mma::threads + pair % mma::threads,
             ownRows = t / mma::rows, ownColumn = pair / mma::threads;
  const Expr isUpper = t / half % 2 == 0, isLeft = e % 2 == 0;
  const auto choose = [&](llvm::function_ref<Expr(int)> own) {
    return Halide::select(isUpper, Halide::select(isLeft, own(0), own(1)),
                          Halide::select(isLeft, own(2), own(3)));
  };
  const FuncRef factors = tensor.factors(ownLane, ownRows, h, b);
  Expr value;
  if (tensor.blocks == 1) {
    const FuncRef products = tensor.products(ownLane, ownColumn, ownRows, h, b, 0);
    value = choose([&](int i) { return products[i]; });
  } else {
    const FuncRef state = tensor.state(ownLane, ownRows, h, b);
    value = choose([&](int i) {
      std::vector<Expr> columns;
      for (int own = 0; own < valueTiles; ++own)
        columns.push_back(state[firstResult + own * 4 + i]);
      return valueTiles == 1 ? columns[0] : Halide::mux(ownColumn, columns);
    });
  }
  Expr scaled = value * Halide::select(isUpper, factors[0], factors[1]);
  if (!isGuarded())
    return scaled;
  return Halide::select(Halide::select(isUpper, factors[2], factors[3]) > 0.5f, 0.0f, scaled);
}

LogicalResult KernelBuilder::buildTensorAttention(vit::AttentionOp op, AttentionPlan &plan,
                                                  vit::TensorAttentionLoopsAttr loops) {
  const Halide::Type storage = halideType(tensorType(op.getResult()).getElementType());
  const Value mask = op.getMask();
  Parts parts(plan, loops, dims, /*isScaled=*/!mask);
  const auto &h = parts.h, &t = parts.t, &b = parts.b;
  const Var d("d"), n("n");
  plan.query = named(op, "_query");
  plan.keyRows = named(op, "_key_rows");
  plan.values = named(op, "_values");
  const double scale = op.getScale().convertToDouble();
  plan.query(d, h, t, b) =
      wideAt(op.getQuery(), {d, h, t, b}) * float(mask ? scale : scale * log2OfE);
  plan.keyRows(d, n, h, b) = wideAt(op.getKey(), {d, h, n, b});
  plan.values(parts.e, n, h, b) = wideAt(op.getValue(), {parts.e, h, n, b});
  parts.defineOperands();
  const auto addMask = [&](const Expr &score, const Expr &key, const Expr &query) {
    return Halide::strict_float(score + wideAt(mask, {key, query, h, b}));
  };
  parts.defineScores(mask ? llvm::function_ref<Expr(Expr, Expr, Expr)>(addMask) : nullptr);
  parts.defineWeights();
  parts.defineProducts();
  if (plan.tensor.blocks > 1)
    parts.defineState();
  parts.defineFactors();
  Func func = named(op);
  func(vars(4)) = Halide::cast(storage, parts.result());
  define(op.getResult(), func);
  costs[op.getResult()] = 0;
  addAnchor(op.getResult(), shapeOf(op.getResult()), plan, plan.elementBits);
  return success();
}
