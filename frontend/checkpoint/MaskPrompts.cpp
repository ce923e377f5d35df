//===-- MaskPrompts.cpp: points, boxes and masks as vectors ---------------------------------------===//
#include "frontend/checkpoint/MaskDecoder.h"
#include "ir/Inference.h"
#include "ir/VitOpsElementwise.h"
#include "ir/VitOpsTensor.h"

using namespace mlir;

namespace vitc::frontend {
namespace {

class PromptEncoder {
public:
  PromptEncoder(GraphBuilder &graph, const MaskDecoder &model, int64_t batch)
      : graph(graph), model(model), batch(batch) {}

  EncodedPrompts encode(const GivenPrompts &given) {
    Value tokens;
    if (given.points)
      tokens = embedPoints(given.points, given.labels);
    if (given.boxes) {
      Value corners = embedBoxes(given.boxes);
      tokens = tokens ? graph.concat({tokens, corners}, 2) : corners;
    }
    Value masks = given.masks ? embedMasks(given.masks) : withoutMask();
    return {tokens, masks, placesOfImage()};
  }

private:
  bool isSam2() const { return model.version == MaskDecoder::Sam2; }

  //===-- Places

  /// Sines and cosines of random mixtures of coordinates [.., 2], which are shares of the image; `module` holds what is mixed.
  Value encodeShares(Value shares, const std::string &module) {
    Value mixture =
        graph.weight(module + ".positional_embedding", {2, model.size / 2}, WeightRole::Embedding);
    constexpr double pi = 3.14159265358979323846;
    Value places = graph.create<vit::SubOp>(graph.mul(shares, graph.scalar(2)), graph.scalar(1));
    places = graph.create<vit::MatmulOp>(places, mixture);
    places = graph.mul(places, graph.scalar(2 * pi));
    Value sine = graph.create<vit::SinOp>(places), cosine = graph.create<vit::CosOp>(places);
    return graph.concat({sine, cosine}, tensorType(places).getRank() - 1);
  }

  /// Places in the image [.., 2], in pixels, encoded.
  Value encodePixels(Value pixels) {
    Value extent = graph.vector({double(model.trained.width), double(model.trained.height)});
    return encodeShares(graph.create<vit::DivOp>(pixels, extent),
                        isSam2() ? "prompt_encoder.shared_embedding" : "shared_image_embedding");
  }

  /// [1, 1, S, D], of all images and objects.
  Value placesOfImage() {
    Size grid = model.grid();
    Tensor shares(RankedTensorType::get({1, grid.height, grid.width, 2}, f32()));
    for (int64_t i = 0; i < grid.area(); ++i) {
      shares.setFloat(2 * i, (double(i % grid.width) + 0.5) / double(grid.width));
      shares.setFloat(2 * i + 1, (double(i / grid.width) + 0.5) / double(grid.height));
    }
    graph.enter("mask_decoder");
    Value places = encodeShares(graph.constant(shares), "shared_image_embedding");
    return graph.evaluated(graph.reshape(places, {1, 1, grid.area(), model.size}));
  }

  //===-- Points and boxes

  Type f32() { return Float32Type::get(graph.getLocation()->getContext()); }

  /// The vector of what is called `name`, [1, D].
  Value kind(const std::string &name) {
    return graph.weight("prompt_encoder." + name + ".weight", {1, model.size},
                        WeightRole::Embedding);
  }
  /// Those of labels 0 and 1, and of the corners of boxes: [4, D].
  Value kinds() {
    return graph.weight("prompt_encoder.point_embed.weight", {4, model.size},
                        WeightRole::Embedding);
  }

  /// `label` as a number of the type of `labels`.
  Value labelLike(Value labels, int64_t label) {
    Tensor tensor(RankedTensorType::get({}, tensorType(labels).getElementType()));
    tensor.setFloat(0, double(label));
    return graph.constant(tensor);
  }
  Value is(Value labels, int64_t label) {
    return graph.create<vit::CompareOp>(vit::ComparePredicate::eq, labels,
                                        labelLike(labels, label));
  }
  /// [B, O, P] as [B, O, P, 1].
  Value column(Value value) {
    Ints each(shapeOf(value));
    each.push_back(1);
    return graph.reshape(value, each);
  }

  /// Where there is no box, there is one more point, which is none.
  void addNoPoint(Value &points, Value &labels) {
    if (isSam2()) {
      auto pad = [&](Value value, double with) {
        Ints low(shapeOf(value).size(), 0), high = low;
        high[2] = 1;
        return graph.create<vit::PadOp>(value, low, high, vit::PadMode::constant,
                                        llvm::APFloat(with));
      };
      points = pad(points, 0);
      labels = pad(labels, -1);
      return;
    }
    // What is put beside the labels makes floats of them.
    Tensor place(RankedTensorType::get({batch, model.objects, 1, 2}, f32()));
    Tensor label(RankedTensorType::get({batch, model.objects, 1}, f32()));
    for (int64_t i = 0; i < batch * model.objects; ++i)
      label.setFloat(i, -1);
    points = graph.concat({points, graph.constant(place)}, 2);
    labels = graph.create<vit::CastOp>(labels, f32());
    labels = graph.concat({labels, graph.constant(label)}, 2);
  }

  /// Labels: 1 is of the object, 0 is not, -1 is no point, as is one more where there is no box, and -10 is nothing.
  Value embedPoints(Value points, Value labels) {
    graph.enter("prompt_encoder");
    points = graph.add(points, graph.scalar(0.5));
    if (!model.hasBoxes)
      addNoPoint(points, labels);
    points = encodePixels(points);
    Value each = column(labels);
    points = graph.create<vit::SelectOp>(is(each, -1), kind("not_a_point_embed"), points);
    Value isThere = graph.create<vit::NotOp>(is(each, -10));
    points = graph.create<vit::SelectOp>(isThere, points, graph.zeros(tensorType(points)));
    return isSam2() ? addKindByNumber(points, labels) : addKinds(points, labels);
  }

  Value addKinds(Value points, Value labels) {
    for (int64_t label : {0, 1}) {
      Value isLabel = column(is(labels, label));
      Value own =
          graph.reshape(kind("point_embed." + std::to_string(label)), {1, 1, 1, model.size});
      Value added = graph.add(points, own);
      points = graph.create<vit::SelectOp>(isLabel, added, points);
    }
    return points;
  }

  /// The label is the number of a row; below 0 none is added.
  Value addKindByNumber(Value points, Value labels) {
    Value zero = labelLike(labels, 0), table = kinds();
    Value number = graph.create<vit::MaxOp>(labels, zero);
    Value own = graph.create<vit::GatherOp>(table, number, int64_t(0));
    Value isKind = graph.create<vit::CompareOp>(vit::ComparePredicate::ge, labels, zero);
    Value counts = graph.create<vit::CastOp>(column(isKind), f32());
    return graph.add(points, graph.mul(own, counts));
  }

  /// A box is two points, in SAM 2 and one that is none.
  Value embedBoxes(Value boxes) {
    graph.enter("prompt_encoder");
    boxes = graph.add(boxes, graph.scalar(0.5));
    boxes = encodePixels(graph.reshape(boxes, {batch, model.objects, 2, 2}));
    if (!isSam2())
      return graph.add(boxes, graph.concat({kind("point_embed.2"), kind("point_embed.3")}, 0));
    boxes = graph.add(boxes, graph.slice(kinds(), 0, 2, 2));
    Value none = graph.reshape(kind("not_a_point_embed"), {1, 1, 1, model.size});
    return graph.concat({boxes, graph.broadcast(none, {batch, model.objects, 1, model.size})}, 2);
  }

  //===-- Masks

  /// A mask [B, 1, 4 H, 4 W] of each image, for all objects.
  Value embedMasks(Value masks) {
    const std::string module = "prompt_encoder.mask_embed.";
    auto halve = [&](const char *number, int64_t channels) {
      masks = graph.convolution(module + "conv" + number, masks, {channels, {2, 2}, {2, 2}});
      masks = graph.normChannels(module + "layer_norm" + number, masks, model.maskEpsilon);
      masks = graph.activate(masks, model.maskActivation);
    };
    halve("1", model.maskChannels / 4);
    halve("2", model.maskChannels);
    return graph.convolution(module + "conv3", masks, {model.size});
  }

  Value withoutMask() {
    graph.enter("mask_decoder");
    Value none = graph.reshape(kind("no_mask_embed"), {1, model.size, 1, 1});
    return graph.broadcast(none, {batch, model.size, 1, 1});
  }

  GraphBuilder &graph;
  const MaskDecoder &model;
  int64_t batch;
};

} // namespace

EncodedPrompts encodePrompts(GraphBuilder &graph, const MaskDecoder &model, int64_t batch,
                             const GivenPrompts &given) {
  return PromptEncoder(graph, model, batch).encode(given);
}

} // namespace vitc::frontend
