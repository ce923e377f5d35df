//===-- OnnxAttention.cpp: Attention (opset 23), spelled out ----------------------------------===//
//
//   softmax(softcap(scale Q K^T) + bias) V, bias from attn_mask, is_causal, nonpad_kv_seqlen and the
//   window of keys that a query sees
//
// Q, K, V are [B, T, heads D] or [B, heads, T, D]; K and V may have fewer heads, each of which then
// serves several of Q's (GQA). A row of the bias that is -inf everywhere gives zeros.
//
//===--------------------------------------------------------------------------------------------===//
#include "frontend/onnx/OnnxHeads.h"
#include "ir/VitOpsElementwise.h"
#include "ir/VitOpsLayout.h"
#include "ir/VitOpsTensor.h"
#include <cmath>

namespace vitc::frontend {
namespace {

using mlir::Value;
using Predicate = vit::ComparePredicate;

constexpr double infinity = std::numeric_limits<double>::infinity();

enum Inputs : uint8_t { Query, Key, ValueInput, Mask, PastKey, PastValue, ValidKeys };

class AttentionImporter {
public:
  explicit AttentionImporter(NodeImporter &node) : node(node) {}
  Values import();

private:
  bool readOperands();
  Value repeatHeads(Value x, int64_t heads);
  Value maskBias();
  Value queryPositions();
  Value windowBias();
  Value validBias();
  Value masked(Value allowed);
  Value zeroMaskedRows(Value weights, Value bias);
  Value scores();

  NodeImporter &node;
  Value q, k, v;
  bool isFlat = false;
  int64_t queries = 0, keys = 0, past = 0;
};

bool AttentionImporter::readOperands() {
  int64_t qHeads = node.intAttr("q_num_heads", 0), kvHeads = node.intAttr("kv_num_heads", 0);
  q = node.input(Query);
  k = node.input(Key);
  v = node.input(ValueInput);
  if (node.failed)
    return false;
  isFlat = rankOf(q) == 3;
  if ((rankOf(q) != 3 && rankOf(q) != 4) || rankOf(k) != rankOf(q) || rankOf(v) != rankOf(q)) {
    node.fail("Q " + toText(shapeOf(q)) + ", K " + toText(shapeOf(k)) + " and V " +
              toText(shapeOf(v)) +
              " should all have three or all four dimensions; export the model "
              "again");
    return false;
  }
  if (isFlat) {
    llvm::StringLiteral heads = "q_num_heads and kv_num_heads are";
    q = splitHeads(node, q, qHeads, heads);
    k = splitHeads(node, k, kvHeads, heads);
    v = splitHeads(node, v, kvHeads, heads);
  }
  Value pastKey = node.optionalInput(PastKey), pastValue = node.optionalInput(PastValue);
  if (!node.failed && !pastKey != !pastValue)
    node.fail("one of past_key and past_value is missing; export the model again");
  if (node.failed)
    return false;
  if (pastKey) {
    past = rankOf(pastKey) == 4 ? shapeOf(pastKey)[2] : 0;
    k = node.concat({pastKey, k}, 2);
    v = node.concat({pastValue, v}, 2);
  }
  if (node.failed)
    return false;
  queries = shapeOf(q)[2];
  keys = shapeOf(k)[2];
  return true;
}

/// Each head of K or V serves as many consecutive heads of Q.
Value AttentionImporter::repeatHeads(Value x, int64_t heads) {
  if (node.failed || shapeOf(x)[1] == heads)
    return x;
  auto shape = shapeOf(x);
  int64_t own = shape[1];
  if (own < 1 || heads % own != 0) {
    node.fail("the " + llvm::Twine(own) + " heads of K and V do not divide the " +
              llvm::Twine(heads) + " of Q; export the model again");
    return {};
  }
  Ints spread{shape[0], own, heads / own, shape[2], shape[3]};
  Ints merged{shape[0], heads, shape[2], shape[3]};
  return node.reshape(node.broadcast(node.unsqueeze(x, 2), spread), merged);
}

/// 0 where `allowed`, -inf elsewhere.
Value AttentionImporter::masked(Value allowed) {
  return node.failed ? Value() : biasWhere(node, allowed, elementOf(q), -infinity);
}

/// The mask as something to add; keys beyond its end are masked.
Value AttentionImporter::maskBias() {
  Value mask = node.optionalInput(Mask);
  if (!mask)
    return {};
  bool isBoolean = elementOf(mask).isInteger(1);
  int64_t rank = rankOf(mask), missing = rank ? keys - shapeOf(mask)[rank - 1] : 0;
  if (rank && missing > 0 && shapeOf(mask)[rank - 1] != 1) {
    Ints low(rank, 0), high(rank, 0);
    high.back() = missing;
    mask = node.create<vit::PadOp>(mask, low, high, vit::PadMode::constant,
                                   llvm::APFloat(isBoolean ? 0.0 : -infinity));
  }
  return isBoolean ? masked(mask) : mask;
}

/// Query i is at position i + offset among the keys; the offset is how many keys came before the queries.
Value AttentionImporter::queryPositions() {
  mlir::Type i64 = node.builder.getI64Type();
  Value offset = node.scalar(static_cast<double>(past), i64);
  if (Value valid = past ? Value() : node.optionalInput(ValidKeys)) {
    Value count = node.reshape(node.cast(valid, i64), {product(shapeOf(valid)), 1, 1, 1});
    offset = node.sub(count, node.scalar(static_cast<double>(queries), i64));
  }
  return node.add(positions(node, queries, {queries, 1}), offset);
}

/// A query at position p sees the keys from p - left to p + right; with is_causal none behind p.
Value AttentionImporter::windowBias() {
  bool isCausal = node.flagAttr("is_causal", false);
  int64_t left = -1, right = -1;
  if (node.getOpset() >= 25) {
    left = node.intAttr("left_window_size", -1);
    right = node.intAttr("right_window_size", -1);
  }
  if (isCausal)
    right = 0;
  if (node.failed || (left < 0 && right < 0))
    return {};
  mlir::Type i64 = node.builder.getI64Type();
  Value query = queryPositions(), key = positions(node, keys, {1, keys}), bias;
  auto limit = [&](Predicate predicate, int64_t distance) {
    Value bound = node.add(query, node.scalar(static_cast<double>(distance), i64));
    Value term = masked(node.create<vit::CompareOp>(predicate, key, bound));
    bias = bias ? node.add(bias, term) : term;
  };
  if (right >= 0)
    limit(Predicate::le, right);
  if (left >= 0)
    limit(Predicate::ge, -left);
  return bias;
}

/// Keys behind the valid ones of each image are masked.
Value AttentionImporter::validBias() {
  Value valid = node.optionalInput(ValidKeys);
  if (!valid)
    return {};
  Value count = node.cast(valid, node.builder.getI64Type());
  count = node.reshape(count, {product(shapeOf(valid)), 1, 1, 1});
  Value key = positions(node, keys, {1, 1, 1, keys});
  return masked(node.create<vit::CompareOp>(Predicate::lt, key, count));
}

/// Softmax of a row of -inf is NaN; ONNX wants 0. A constant bias shows whether there are such
/// rows.
Value AttentionImporter::zeroMaskedRows(Value weights, Value bias) {
  if (node.failed || rankOf(bias) == 0)
    return weights;
  int64_t last = rankOf(bias) - 1;
  Value largest = node.create<vit::ReduceMaxOp>(bias, Ints{last}, /*keep_dims=*/true);
  Value isMasked =
      node.create<vit::CompareOp>(Predicate::eq, largest, node.scalar(-infinity, elementOf(bias)));
  if (std::optional<Tensor> known = node.constantValue(isMasked)) {
    auto indices = llvm::seq<int64_t>(0, known->getNumElements());
    if (llvm::none_of(indices, [&](int64_t i) { return known->getInt(i) != 0; }))
      return weights;
  }
  if (node.failed)
    return {};
  return node.create<vit::SelectOp>(isMasked, node.scalar(0, elementOf(weights)), weights);
}

/// scale Q K^T
Value AttentionImporter::scores() {
  if (node.failed)
    return {};
  auto headSize = static_cast<double>(std::max<int64_t>(1, shapeOf(q)[3]));
  double scale = node.floatAttr("scale", 1.0 / std::sqrt(headSize));
  return attentionScores(node, q, repeatHeads(k, shapeOf(q)[1]), scale);
}

Values AttentionImporter::import() {
  double softcap = node.floatAttr("softcap", 0.0);
  int64_t exposed = node.intAttr("qk_matmul_output_mode", 0);
  int64_t precision = node.intAttr("softmax_precision", 0);
  if (!readOperands())
    return {};
  Value stages[4]; // what qk_matmul_output may be, by its mode
  Value score = stages[0] = scores();
  if (softcap > 0 && !node.failed) {
    Value cap = node.scalar(softcap, elementOf(q));
    score = node.mul(node.create<vit::TanhOp>(node.create<vit::DivOp>(score, cap)), cap);
  }
  stages[1] = score;
  Value bias = sumOf(node, {maskBias(), windowBias(), validBias()});
  if (bias)
    score = node.add(score, bias);
  stages[2] = score;
  if (node.failed)
    return {};
  mlir::Type element = elementOf(q), softmaxElement = element;
  if (precision)
    softmaxElement = node.elementType(precision);
  Value weights = node.create<vit::SoftmaxOp>(node.cast(score, softmaxElement), 3);
  weights = node.cast(weights, element);
  if (bias)
    weights = zeroMaskedRows(weights, bias);
  stages[3] = weights;
  Value result =
      node.failed ? Value() : node.create<vit::MatmulOp>(weights, repeatHeads(v, shapeOf(q)[1]));
  if (node.failed)
    return {};
  if (isFlat)
    result = mergeHeads(node, result);
  if (exposed < 0 || exposed > 3)
    return node.fail("qk_matmul_output_mode is " + llvm::Twine(exposed) +
                     ", where 0 to 3 are meant; export the model again");
  return {result, k, v, stages[exposed]};
}

Values attention(NodeImporter &node) { return AttentionImporter(node).import(); }

} // namespace

void addAttentionOps(OpTable &table) { table.add("Attention", 23, attention); }

} // namespace vitc::frontend
