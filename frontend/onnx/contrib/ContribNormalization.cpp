//===-- ContribNormalization.cpp: sums that are normalised, as ONNX Runtime fuses them ---------===//
#include "frontend/onnx/contrib/Contrib.h"
#include "ir/VitOpsElementwise.h"
#include "ir/VitOpsLayout.h"
#include "ir/VitOpsTensor.h"

namespace vitc::frontend {
namespace {

using mlir::Value;

/// Mean and deviation, of which ONNX Runtime's own kernels fill none.
void noStatistics(Values &results, Value sum) { results.append({Value(), Value(), sum}); }

/// input + bias + skip, where whoever made `input` left out its bias.
Value skipSum(NodeImporter &node, Value input, Value skip, Value bias) {
  if (bias)
    input = node.add(input, bias);
  Value sum = node.add(input, skip);
  if (sum && shapeOf(sum) != shapeOf(input)) {
    node.fail("skip " + toText(shapeOf(skip)) + " does not broadcast to the input " +
              toText(shapeOf(input)) + "; export the model again");
    return {};
  }
  return sum;
}

/// Results: LayerNormalization(input + bias + skip), nothing, nothing, and the sum.
Values skipLayerNorm(NodeImporter &node) {
  double epsilon = node.floatAttr("epsilon", 1e-12f);
  Value input = node.input(0), skip = node.input(1), scale = node.input(2);
  Value shift = node.optionalInput(3), bias = node.optionalInput(4);
  Value sum = skipSum(node, input, skip, bias);
  if (node.failed)
    return {};
  Values results{
      node.create<vit::LayerNormOp>(sum, scale, shift, rankOf(sum) - 1, llvm::APFloat(epsilon))};
  noStatistics(results, sum);
  return results;
}

Values skipRmsNorm(NodeImporter &node) {
  double epsilon = node.floatAttr("epsilon", 1e-5f);
  Value input = node.input(0), skip = node.input(1), scale = node.input(2);
  Value sum = skipSum(node, input, skip, node.optionalInput(3));
  if (node.failed)
    return {};
  Values results{node.create<vit::RmsNormOp>(sum, scale, rankOf(sum) - 1, llvm::APFloat(epsilon))};
  noStatistics(results, sum);
  return results;
}

//===-- Group normalisation, channels last ----------------------------------------------------===//

/// [B, ..., C] in groups of channels; parameters of any float type.
Value groupNormOf(NodeImporter &node, Value x) {
  double epsilon = node.floatAttr("epsilon", 1e-5f);
  int64_t groups = node.requiredIntAttr("groups"), activation = node.requiredIntAttr("activation");
  bool isLast = node.flagAttr("channels_last", true);
  Value scale = node.input(1), bias = node.input(2);
  if (node.failed)
    return {};
  int64_t rank = rankOf(x);
  if (rank < 2 || groups < 1 || activation < 0 || activation > 1) {
    node.fail("its input " + toText(shapeOf(x)) + ", groups " + llvm::Twine(groups) +
              " or activation " + llvm::Twine(activation) +
              " does not fit; it wants [B, ..., C], at least one group, and 0 or 1 (SiLU)");
    return {};
  }
  Ints forth{0, rank - 1}, back{0};
  forth.append(llvm::to_vector(llvm::seq<int64_t>(1, rank - 1)));
  back.append(llvm::to_vector(llvm::seq<int64_t>(2, rank)));
  back.push_back(1);
  mlir::Type element = elementOf(x);
  Value result = node.create<vit::GroupNormOp>(isLast ? node.transpose(x, forth) : x,
                                               node.cast(scale, element), node.cast(bias, element),
                                               groups, llvm::APFloat(epsilon));
  if (activation == 1)
    result = node.create<vit::SiluOp>(result);
  return result && isLast ? node.transpose(result, back) : result;
}

Values groupNorm(NodeImporter &node) { return {groupNormOf(node, node.input(0))}; }

/// Of the sum of X, skip and bias, which is the second result.
Values skipGroupNorm(NodeImporter &node) {
  Value x = node.input(0), skip = node.input(3), bias = node.optionalInput(4);
  if (node.failed)
    return {};
  // [B, C] or [B, 1, 1, C] is the same for all pixels.
  if (rankOf(skip) == 2 && rankOf(x) == 4)
    skip = node.reshape(skip, {shapeOf(skip)[0], 1, 1, shapeOf(skip)[1]});
  Value sum = skipSum(node, x, skip, bias);
  return {groupNormOf(node, sum), sum};
}

//===-- The embeddings of a text --------------------------------------------------------------===//

/// One row of `table` for each of `indices` [B, T].
Value embeddingOf(NodeImporter &node, Value table, Value indices) {
  return node.create<vit::GatherOp>(table, indices, int64_t(0));
}

/// Words, positions (0, 1, ... unless they are given) and segments, normalised; the second result is how
/// many tokens of each text the mask leaves, the third the sum.
Values embedLayerNorm(NodeImporter &node) {
  enum Inputs : uint8_t {
    Ids,
    Segments,
    Words,
    Positions,
    SegmentTable,
    Scale,
    Shift,
    Mask,
    Places
  };
  double epsilon = node.floatAttr("epsilon", 1e-12f);
  node.ignoreAttrs({"mask_index_type"}); // of its shape inference
  Value ids = node.input(Ids), words = node.input(Words), table = node.input(Positions);
  Value segments = node.optionalInput(Segments), kinds = node.optionalInput(SegmentTable);
  Value scale = node.input(Scale), shift = node.input(Shift), places = node.optionalInput(Places);
  if (node.failed)
    return {};
  if (rankOf(ids) != 2 || rankOf(table) != 2 || !segments != !kinds)
    return node.fail("its input_ids " + toText(shapeOf(ids)) + " or position_embedding " +
                     toText(shapeOf(table)) +
                     " is no matrix, or segments and their table are not both there; export the "
                     "model again");
  int64_t batch = shapeOf(ids)[0], tokens = shapeOf(ids)[1];
  if (!places && shapeOf(table)[0] < tokens)
    return node.fail("its position_embedding " + toText(shapeOf(table)) + " is shorter than " +
                     llvm::Twine(tokens) + " tokens; export the model again");
  Value position = places ? embeddingOf(node, table, places) : node.slice(table, 0, 0, tokens);
  Value sum = node.add(embeddingOf(node, words, ids), position);
  if (segments)
    sum = node.add(sum, embeddingOf(node, kinds, segments));
  Value result =
      node.create<vit::LayerNormOp>(sum, scale, shift, int64_t(2), llvm::APFloat(epsilon));
  auto i32 = mlir::RankedTensorType::get({batch}, node.builder.getI32Type());
  Value count = node.filled(0, i32);
  if (Value mask = node.optionalInput(Mask))
    count = node.create<vit::ReduceSumOp>(node.cast(mask, i32.getElementType()), Ints{1},
                                          /*keep_dims=*/false);
  return {result, count, sum};
}

} // namespace

void addContribNormalization(OpTable &table) {
  table.addForeign(contribDomain, "EmbedLayerNormalization", embedLayerNorm);
  table.addForeign(contribDomain, "GroupNorm", groupNorm);
  table.addForeign(contribDomain, "SkipGroupNorm", skipGroupNorm);
  table.addForeign(contribDomain, "SkipLayerNormalization", skipLayerNorm);
  table.addForeign(contribDomain, "SkipSimplifiedLayerNormalization", skipRmsNorm);
}

} // namespace vitc::frontend
