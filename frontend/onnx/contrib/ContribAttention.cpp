//===-- ContribAttention.cpp: attention as ONNX Runtime fuses it -------------------------------===//
//
//   softmax(scale Q K^T + mask + attention_bias) V
//
// MultiHeadAttention has Q, K and V, Attention one input and the weights that make them of it,
// PackedAttention several sequences in one. A mask is no -infinity but `mask_filter_value`, which is added.
// Past states are of the generation of texts, and refused.
//
//===--------------------------------------------------------------------------------------------===//
#include "frontend/onnx/OnnxHeads.h"
#include "frontend/onnx/OnnxRotary.h"
#include "frontend/onnx/OnnxShared.h"
#include "frontend/onnx/contrib/Contrib.h"
#include "ir/VitOpsElementwise.h"
#include "ir/VitOpsTensor.h"
#include <cmath>

namespace vitc::frontend {
namespace {

using mlir::Value;
using Predicate = vit::ComparePredicate;

constexpr llvm::StringLiteral encoderRemedy = "vitc compiles one pass over the whole sequence: "
                                              "export the model without a cache (use_cache=False)";

struct Operands {
  Value q, k, v; // [B, heads, T, D]
  int64_t batch = 0, queries = 0, keys = 0;
};

/// The mask, by its shape: [B] how many keys of each sequence count, or [2B] their ends and begins, or
/// [B, S] or [B, T, S] of zeros where nothing is seen.
Value paddingBias(NodeImporter &node, Value mask, const Operands &on) {
  double filter = node.floatAttr("mask_filter_value", -10000.0);
  if (!mask || node.failed)
    return {};
  Ints shape(shapeOf(mask));
  int64_t batch = on.batch;
  mlir::Type i64 = node.builder.getI64Type();
  Value key = positions(node, on.keys, {1, 1, 1, on.keys}), allowed;
  auto limits = [&](int64_t begin) {
    return node.reshape(node.slice(node.cast(mask, i64), 0, begin, batch), {batch, 1, 1, 1});
  };
  if (shape == Ints{batch} || shape == Ints{2 * batch}) {
    allowed = node.create<vit::CompareOp>(Predicate::lt, key, limits(0));
    if (shape[0] == 2 * batch)
      allowed = node.create<vit::AndOp>(
          allowed, node.create<vit::CompareOp>(Predicate::ge, key, limits(batch)));
  } else if (shape == Ints{batch, on.keys} || shape == Ints{batch, on.queries, on.keys}) {
    Value seen = node.reshape(mask, {batch, 1, shape.size() == 2 ? 1 : on.queries, on.keys});
    Value zero = node.scalar(0, elementOf(mask));
    allowed = node.create<vit::CompareOp>(Predicate::gt, seen, zero);
  } else {
    node.fail(
        "its mask " + toText(shape) + " is none for " + llvm::Twine(batch) + " sequences of " +
        llvm::Twine(on.keys) +
        " keys: [B], [2B], [B, S] and [B, T, S] are compiled; give the attention a bias instead");
    return {};
  }
  return biasWhere(node, allowed, elementOf(on.q), filter);
}

/// Without `unidirectional` every query sees all keys, with it none behind itself.
Value causalBias(NodeImporter &node, const Operands &on) {
  if (!node.flagAttr("unidirectional", false) || node.failed)
    return {};
  Value query = positions(node, on.queries, {on.queries, 1});
  Value key = positions(node, on.keys, {1, on.keys});
  return biasWhere(node, node.create<vit::CompareOp>(Predicate::le, key, query), elementOf(on.q),
                   -std::numeric_limits<double>::infinity());
}

/// [B, T, heads E]
Value attend(NodeImporter &node, const Operands &on, Value bias) {
  if (node.failed)
    return {};
  double scale = node.floatAttr("scale", 0.0);
  if (scale == 0.0)
    scale = 1.0 / std::sqrt(static_cast<double>(std::max<int64_t>(1, shapeOf(on.q)[3])));
  Value scores = sumOf(node, {attentionScores(node, on.q, on.k, scale), bias});
  Value weights = node.create<vit::SoftmaxOp>(scores, int64_t(3));
  return mergeHeads(node, node.create<vit::MatmulOp>(weights, on.v));
}

void measure(NodeImporter &node, Operands &on) {
  if (node.failed)
    return;
  on.batch = shapeOf(on.q)[0];
  on.queries = shapeOf(on.q)[2];
  on.keys = shapeOf(on.k)[2];
}

//===-- Attention -----------------------------------------------------------------------------===//

/// Q, K and V of [B, T, channels of all three]; attribute qkv_hidden_sizes may say how many each has.
Operands splitProjection(NodeImporter &node, Value all) {
  int64_t heads = node.requiredIntAttr("num_heads");
  auto sizes = node.intsAttr("qkv_hidden_sizes");
  if (node.failed)
    return {};
  if (rankOf(all) != 3) {
    node.fail("Q, K and V have the shape " + toText(shapeOf(all)) +
              ", and not batch, tokens and channels; export the model again");
    return {};
  }
  int64_t columns = shapeOf(all).back();
  Ints parts = sizes && !sizes->empty() ? *sizes : Ints(3, columns / 3);
  bool fits = parts.size() == 3 && parts[0] + parts[1] + parts[2] == columns &&
              llvm::all_of(parts, [](int64_t part) { return part > 0; });
  if (!fits) {
    node.fail("Q, K and V of " + toText(parts) + " channels do not make up the " +
              llvm::Twine(columns) + " columns of its weights; export the model again");
    return {};
  }
  Operands on;
  int64_t begin = 0;
  Value *targets[] = {&on.q, &on.k, &on.v};
  for (auto [target, size] : llvm::zip(targets, parts)) {
    Value part = node.failed ? Value() : node.slice(all, 2, begin, size);
    *target = splitHeads(node, part, heads, "num_heads is");
    begin += size;
  }
  measure(node, on);
  return on;
}

/// Q, K and V of one product with the weights.
Operands project(NodeImporter &node, Value x) {
  Value weights = node.input(1), bias = node.optionalInput(2);
  if (node.failed)
    return {};
  if (rankOf(x) != 3 || rankOf(weights) != 2) {
    node.fail("its input " + toText(shapeOf(x)) + " or weights " + toText(shapeOf(weights)) +
              " is not [B, T, C] or a matrix; export the model again");
    return {};
  }
  return splitProjection(node, sumOf(node, {multiply(node, x, weights), bias}));
}

Value maskedAttention(NodeImporter &node, const Operands &on, Value mask, Value attentionBias) {
  return attend(node, on,
                sumOf(node, {paddingBias(node, mask, on), causalBias(node, on), attentionBias}));
}

Values attention(NodeImporter &node) {
  enum Inputs : uint8_t { Mask = 3, Past = 4, Bias = 5 };
  node.ignoreAttrs({"rotary_embedding_dim"});
  if (refuseCache(node, Past))
    return {};
  Operands on = project(node, node.input(0));
  return {maskedAttention(node, on, node.optionalInput(Mask), node.optionalInput(Bias))};
}

//===-- MultiHeadAttention --------------------------------------------------------------------===//

/// Part `index` of `x`, [B, T, heads, parts, D], as [B, T, heads D].
Value packedPart(NodeImporter &node, Value x, int64_t index) {
  if (node.failed)
    return {};
  auto shape = shapeOf(x);
  if (index >= shape[3]) {
    node.fail("its packed input " + toText(shape) + " has no part " + llvm::Twine(index) +
              "; export the model again");
    return {};
  }
  Value part = node.slice(x, 3, index, 1);
  return node.reshape(part, {shape[0], shape[1], shape[2] * shape[4]});
}

/// Q, K and V, each [B, T, heads D] or, of another sequence, [B, heads, T, D]; or packed by heads into
/// the first of them that is there.
bool unpack(NodeImporter &node, Value &q, Value &k, Value &v) {
  bool holdsKey = !k && q && rankOf(q) == 5, holdsValue = k && !v && rankOf(k) == 5;
  if (holdsKey) {
    Value all = q;
    q = packedPart(node, all, 0);
    k = packedPart(node, all, 1);
    v = packedPart(node, all, 2);
  } else if (holdsValue) {
    Value both = k;
    k = packedPart(node, both, 0);
    v = packedPart(node, both, 1);
  }
  if (!node.failed && (!k || !v))
    node.fail("key or value is missing; export the model again");
  return !node.failed;
}

Values multiHeadAttention(NodeImporter &node) {
  enum Inputs : uint8_t {
    Query,
    Key,
    ValueInput,
    Bias,
    Mask,
    AttentionBias,
    PastKey,
    PastValue,
    PastLength
  };
  int64_t heads = node.requiredIntAttr("num_heads");
  for (unsigned past : {PastKey, PastValue, PastLength})
    if (refuseInput(node, past, "past state", encoderRemedy))
      return {};
  Operands on;
  on.q = node.input(Query);
  on.k = node.optionalInput(Key);
  on.v = node.optionalInput(ValueInput);
  Value bias = node.optionalInput(Bias);
  if (node.failed || !unpack(node, on.q, on.k, on.v))
    return {};
  int64_t begin = 0;
  for (Value *part : {&on.q, &on.k, &on.v}) {
    if (node.failed || rankOf(*part) == 4)
      continue;
    int64_t size = shapeOf(*part).back();
    if (bias && rankOf(bias) == 1 && begin + size > shapeOf(bias)[0])
      return node.fail("its bias " + toText(shapeOf(bias)) +
                       " is shorter than Q, K and V; export the model again");
    if (bias)
      *part = node.add(*part, node.slice(bias, 0, begin, size));
    begin += size;
    *part = splitHeads(node, *part, heads, "num_heads is");
  }
  measure(node, on);
  Value sum = sumOf(node, {paddingBias(node, node.optionalInput(Mask), on), causalBias(node, on),
                           node.optionalInput(AttentionBias)});
  return {attend(node, on, sum), on.k, on.v};
}

//===-- PackedAttention -----------------------------------------------------------------------===//

/// Sequences one behind the other, [tokens, C]; each sees itself.
Values packedAttention(NodeImporter &node) {
  enum Inputs : uint8_t { TokenOffset = 3, Ends = 4, Bias = 5 };
  node.ignoreAttrs({"token_offset"});
  Ints ends = node.constantInts(Ends, "cumulative_sequence_length");
  if (refuseInput(node, Bias, "attention_bias", "export the model without packing its sequences"))
    return {};
  Value x = node.input(0);
  if (node.failed)
    return {};
  if (rankOf(x) != 2)
    return node.fail("its input " + toText(shapeOf(x)) +
                     " is not [tokens, C]; export the model again");
  int64_t tokens = shapeOf(x)[0];
  Operands on = project(node, node.reshape(x, {1, tokens, shapeOf(x)[1]}));
  Ints sequence;
  for (int64_t i = 0, number = 0; i < tokens; ++i) {
    while (number + 1 < static_cast<int64_t>(ends.size()) && i >= ends[number + 1])
      ++number;
    sequence.push_back(number);
  }
  Value numbers = node.constantInts(sequence);
  Value isSame = node.create<vit::CompareOp>(Predicate::eq, node.reshape(numbers, {tokens, 1}),
                                             node.reshape(numbers, {1, tokens}));
  Value bias =
      ends.size() <= 2 || node.failed
          ? Value()
          : biasWhere(node, isSame, elementOf(x), -std::numeric_limits<double>::infinity());
  Value result = attend(node, on, bias);
  return {node.failed ? Value() : node.reshape(result, {tokens, shapeOf(result)[2]})};
}

//===-- RotaryEmbedding -----------------------------------------------------------------------===//

/// position_ids are the first position of all sequences, or those of every token.
Values rotaryEmbedding(NodeImporter &node) {
  double scale = node.floatAttr("scale", 1.0);
  if (refuseFlag(node, "is_packed_batching", "export the model without packing its sequences"))
    return {};
  if (scale != 1.0)
    return node.fail("unsupported scale " + std::to_string(scale) +
                     "; multiply what it reads by that, and export the model again");
  Value x = node.input(0), ids = node.input(1), cosines = node.input(2), sines = node.input(3);
  if (node.failed)
    return {};
  if (product(shapeOf(ids)) == 1) {
    int64_t tokens = shapeOf(x)[rankOf(x) == 4 ? 2 : 1];
    mlir::Type i64 = node.builder.getI64Type();
    ids = node.add(node.reshape(node.cast(ids, i64), {1, 1}), positions(node, tokens, {1, tokens}));
  }
  return {rotaryOf(node, x, cosines, sines, ids)};
}

} // namespace

bool refuseCache(NodeImporter &node, unsigned past) {
  node.ignoreAttrs({"past_present_share_buffer"});
  return refuseInput(node, past, "past", encoderRemedy) ||
         refuseFlag(node, "do_rotary",
                    "export the model with rotary positions as operators of its own");
}

Value selfAttention(NodeImporter &node, Value projected, Value mask) {
  return maskedAttention(node, splitProjection(node, projected), mask, {});
}

bool refuseInput(NodeImporter &node, unsigned index, llvm::StringRef what, llvm::StringRef remedy) {
  if (node.failed || !node.hasInput(index))
    return node.failed;
  node.fail("its " + what + " (input '" + node.getProto().input(static_cast<int>(index)) +
            "') is not supported; " + remedy);
  return true;
}

bool refuseFlag(NodeImporter &node, llvm::StringRef name, llvm::StringRef remedy) {
  if (node.flagAttr(name, false))
    node.fail("unsupported " + name + " 1; " + remedy);
  return node.failed;
}

void addContribAttention(OpTable &table) {
  table.addForeign(contribDomain, "Attention", attention);
  table.addForeign(contribDomain, "MultiHeadAttention", multiHeadAttention);
  table.addForeign(contribDomain, "PackedAttention", packedAttention);
  table.addForeign(contribDomain, "RotaryEmbedding", rotaryEmbedding);
}

} // namespace vitc::frontend
