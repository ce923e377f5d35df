//===-- MaskDecoder.cpp ---------------------------------------------------------------------------===//
#include "frontend/checkpoint/MaskDecoder.h"
#include "frontend/Suggestions.h"
#include "ir/Inference.h"
#include "ir/VitOpsElementwise.h"
#include "ir/VitOpsTensor.h"
#include <cmath>

using namespace mlir;

namespace vitc::frontend {
namespace {

/// Of tokens to the image and back, in each layer.
constexpr int64_t reduction = 2;
constexpr double finalEpsilon = 1e-5, imageEpsilon = 1e-6;

/// Tokens are [B, objects, T, D], the image's [B objects, 1, S, D].
class MaskBuilder {
public:
  MaskBuilder(GraphBuilder &graph, const MaskDecoder &model, int64_t batch)
      : graph(graph), model(model), batch(batch), rows(batch * model.objects) {}

  llvm::SmallVector<NamedValue> build(Value embeddings, Value points, Value labels, Value boxes) {
    Value prompts;
    if (points)
      prompts = embedPoints(points, labels);
    if (boxes)
      prompts = prompts ? graph.concat({prompts, embedBoxes(boxes)}, 2) : embedBoxes(boxes);
    embedded = graph.concat({ownTokens(), prompts}, 2);
    image = imageTokens(embeddings);
    imagePlaces = placesOfImage();
    tokens = embedded;
    for (int64_t number = 0; number < model.layers; ++number)
      layer("mask_decoder.transformer.layers." + std::to_string(number), number == 0);
    const std::string last = "mask_decoder.transformer.";
    Value read = graph.add(tokens, embedded), key = graph.add(image, imagePlaces);
    read = attend(last + "final_attn_token_to_image", read, key, image, model.finalReduction);
    tokens = graph.norm(last + "layer_norm_final_attn", graph.add(tokens, read), finalEpsilon);
    return outputs();
  }

private:
  //===-- Prompts

  /// Sines and cosines of random mixtures of coordinates [.., 2], which are shares of the image.
  Value encode(Value shares) {
    Value mixture = graph.weight("shared_image_embedding.positional_embedding", {2, model.size / 2},
                                 WeightRole::Embedding);
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
    return encode(graph.create<vit::DivOp>(pixels, extent));
  }

  Value kind(const std::string &name) {
    return graph.weight("prompt_encoder." + name + ".weight", {1, model.size},
                        WeightRole::Embedding);
  }

  /// Labels: 1 is of the object, 0 is not, -1 is no point, as is one more where there is no box, and -10 is nothing.
  Value embedPoints(Value points, Value labels) {
    graph.enter("prompt_encoder");
    points = graph.add(points, graph.scalar(0.5));
    if (!model.hasBoxes) {
      // What is put beside the labels makes floats of them.
      auto f32 = Float32Type::get(graph.getLocation()->getContext());
      Tensor place(RankedTensorType::get({batch, model.objects, 1, 2}, f32));
      Tensor label(RankedTensorType::get({batch, model.objects, 1}, f32));
      for (int64_t i = 0; i < rows; ++i)
        label.setFloat(i, -1);
      points = graph.concat({points, graph.constant(place)}, 2);
      labels = graph.create<vit::CastOp>(labels, f32);
      labels = graph.concat({labels, graph.constant(label)}, 2);
    }
    points = encodePixels(points);
    Ints each(shapeOf(labels));
    each.push_back(1);
    Value column = graph.reshape(labels, each);
    auto is = [&](Value value, int64_t label) {
      Tensor tensor(RankedTensorType::get({}, tensorType(value).getElementType()));
      tensor.setFloat(0, double(label));
      return graph.create<vit::CompareOp>(vit::ComparePredicate::eq, value, graph.constant(tensor));
    };
    points = graph.create<vit::SelectOp>(is(column, -1), kind("not_a_point_embed"), points);
    Value isThere = graph.create<vit::NotOp>(is(column, -10));
    points = graph.create<vit::SelectOp>(isThere, points, graph.zeros(tensorType(points)));
    for (int64_t label : {0, 1}) {
      Value isLabel = graph.reshape(is(labels, label), each);
      Value own =
          graph.reshape(kind("point_embed." + std::to_string(label)), {1, 1, 1, model.size});
      Value added = graph.add(points, own);
      points = graph.create<vit::SelectOp>(isLabel, added, points);
    }
    return points;
  }

  /// A box is two points.
  Value embedBoxes(Value boxes) {
    graph.enter("prompt_encoder");
    boxes = graph.add(boxes, graph.scalar(0.5));
    boxes = encodePixels(graph.reshape(boxes, {batch, model.objects, 2, 2}));
    return graph.add(boxes, graph.concat({kind("point_embed.2"), kind("point_embed.3")}, 0));
  }

  //===-- Tokens

  Value ownTokens() {
    graph.enter("mask_decoder");
    auto table = [&](const char *name, int64_t count) {
      return graph.weight(name, {count, model.size}, WeightRole::Embedding);
    };
    Value all = graph.concat({table("mask_decoder.iou_token.weight", 1),
                              table("mask_decoder.mask_tokens.weight", model.masks + 1)},
                             0);
    all = graph.reshape(all, {1, 1, model.masks + 2, model.size});
    return graph.create<vit::TileOp>(all, Ints{batch, model.objects, 1, 1});
  }

  /// Without a mask to begin with, the same vector is added everywhere.
  Value imageTokens(Value embeddings) {
    graph.enter("mask_decoder");
    Size grid = model.grid();
    Value dense = graph.reshape(kind("no_mask_embed"), {1, model.size, 1, 1});
    embeddings = graph.add(embeddings, graph.broadcast(dense, {batch, model.size, 1, 1}));
    embeddings = graph.reshape(embeddings, {batch, 1, model.size, grid.height, grid.width});
    if (model.objects > 1)
      embeddings = graph.create<vit::TileOp>(embeddings, Ints{1, model.objects, 1, 1, 1});
    embeddings = graph.reshape(embeddings, {rows, model.size, grid.area()});
    return graph.reshape(graph.transpose(embeddings, {0, 2, 1}),
                         {rows, 1, grid.area(), model.size});
  }

  /// [1, 1, S, D], of all images and objects.
  Value placesOfImage() {
    Size grid = model.grid();
    Tensor shares(RankedTensorType::get({1, grid.height, grid.width, 2},
                                        Float32Type::get(graph.getLocation()->getContext())));
    for (int64_t i = 0; i < grid.area(); ++i) {
      shares.setFloat(2 * i, (double(i % grid.width) + 0.5) / double(grid.width));
      shares.setFloat(2 * i + 1, (double(i / grid.width) + 0.5) / double(grid.height));
    }
    Value places = encode(graph.constant(shares));
    return graph.evaluated(graph.reshape(places, {1, 1, grid.area(), model.size}));
  }

  //===-- The transformer, both ways

  Value attend(const std::string &module, Value read, Value keys, Value values, int64_t reduced) {
    int64_t inner = model.size / reduced;
    Ints shape(shapeOf(read));
    auto project = [&](const char *name, Value value) {
      value = graph.linear(module + name, value, inner, true);
      int64_t count = shapeOf(value)[2];
      return graph.splitHeads(graph.reshape(value, {rows, count, inner}), model.heads);
    };
    Value query = project(".q_proj", read), key = project(".k_proj", keys);
    Value value = project(".v_proj", values);
    graph.enter(module);
    value = graph.attend(query, key, value, Value());
    value = graph.reshape(value, {shape[0], shape[1], shape[2], inner});
    return graph.linear(module + ".out_proj", value, model.size, true);
  }

  void layer(const std::string &module, bool isFirst) {
    auto norm = [&](const char *name, Value value) {
      return graph.norm(module + name, value, model.epsilon);
    };
    const std::string own = module + ".self_attn";
    if (isFirst) {
      tokens = attend(own, tokens, tokens, tokens, 1);
    } else {
      Value read = graph.add(tokens, embedded);
      tokens = graph.add(tokens, attend(own, read, read, tokens, 1));
    }
    tokens = norm(".layer_norm1", tokens);
    Value read = graph.add(tokens, embedded), key = graph.add(image, imagePlaces);
    read = attend(module + ".cross_attn_token_to_image", read, key, image, reduction);
    tokens = norm(".layer_norm2", graph.add(tokens, read));
    Value hidden = graph.linear(module + ".mlp.lin1", tokens, model.mlpSize, true);
    hidden = graph.activate(hidden, model.activation);
    hidden = graph.linear(module + ".mlp.lin2", hidden, model.size, true);
    tokens = norm(".layer_norm3", graph.add(tokens, hidden));
    read = graph.add(tokens, embedded);
    key = graph.add(image, imagePlaces);
    key = attend(module + ".cross_attn_image_to_token", key, read, tokens, reduction);
    image = norm(".layer_norm4", graph.add(image, key));
  }

  //===-- What comes out

  Value perceptron(const std::string &module, Value value, int64_t hidden, int64_t outputs,
                   int64_t layers) {
    auto next = [&](const std::string &name) {
      value = graph.activate(graph.linear(module + name, value, hidden, true), Activation::Relu);
    };
    next(".proj_in");
    for (int64_t i = 0; i + 2 < layers; ++i)
      next(".layers." + std::to_string(i));
    return graph.linear(module + ".proj_out", value, outputs, true);
  }

  Value enlarged() {
    const std::string module = "mask_decoder.";
    Size grid = model.grid();
    Value value = graph.transpose(graph.reshape(image, {rows, grid.area(), model.size}), {0, 2, 1});
    value = graph.reshape(value, {rows, model.size, grid.height, grid.width});
    value = graph.upConvolution(module + "upscale_conv1", value, model.size / 4, 2);
    value = graph.normChannels(module + "upscale_layer_norm", value, imageEpsilon);
    value = graph.activate(value, Activation::Gelu);
    value = graph.upConvolution(module + "upscale_conv2", value, model.size / 8, 2);
    return graph.activate(value, Activation::Gelu);
  }

  llvm::SmallVector<NamedValue> outputs() {
    const std::string module = "mask_decoder.";
    Value score = graph.take(tokens, 2, 0);
    Value found = graph.slice(tokens, 2, 1, model.masks + 1), pixels = enlarged();
    llvm::SmallVector<Value> filters;
    for (int64_t i = 0; i <= model.masks; ++i) {
      graph.enter("mask_decoder");
      std::string name = module + "output_hypernetworks_mlps." + std::to_string(i);
      Value filter = perceptron(name, graph.take(found, 2, i), model.size, model.size / 8, 3);
      filters.push_back(graph.reshape(filter, {batch, model.objects, 1, model.size / 8}));
    }
    graph.enter("mask_decoder");
    int64_t height = 4 * model.grid().height, width = 4 * model.grid().width;
    pixels = graph.reshape(pixels, {batch, model.objects, model.size / 8, height * width});
    Value masks = graph.create<vit::MatmulOp>(graph.concat(filters, 2), pixels);
    masks = graph.reshape(masks, {batch, model.objects, model.masks + 1, height, width});
    score = perceptron(module + "iou_prediction_head", score, model.scoreSize, model.masks + 1,
                       model.scoreLayers);
    // The first mask is for those who want one alone.
    masks = graph.slice(masks, 2, 1, model.masks);
    return {{"iou_scores", graph.slice(score, 2, 1, model.masks)}, {"pred_masks", masks}};
  }

  GraphBuilder &graph;
  const MaskDecoder &model;
  int64_t batch, rows;
  Value embedded, tokens, image, imagePlaces;
};

} // namespace

llvm::SmallVector<NamedValue> MaskDecoder::buildFrom(GraphBuilder &graph, ValueRange inputs) const {
  int64_t batch = shapeOf(inputs[0])[0];
  size_t next = 1;
  Value pointInput = points ? inputs[next++] : Value();
  Value labelInput = points ? inputs[next++] : Value();
  Value boxInput = hasBoxes ? inputs[next] : Value();
  return MaskBuilder(graph, *this, batch).build(inputs[0], pointInput, labelInput, boxInput);
}

llvm::SmallVector<ModelInput> MaskDecoder::inputs(int64_t batch) const {
  llvm::SmallVector<ModelInput> all{
      {"image_embeddings", {batch, size, grid().height, grid().width}}};
  if (points) {
    all.push_back({"input_points", {batch, objects, points, 2}});
    all.push_back({"input_labels", {batch, objects, points}, /*isInteger=*/true});
  }
  if (hasBoxes)
    all.push_back({"input_boxes", {batch, objects, 4}});
  return all;
}

//===-- Shapes and bounds ---------------------------------------------------------------------===//

std::string MaskDecoder::applyShapes(const InputShapes &shapes, int64_t batch) {
  constexpr int64_t most = 1 << 16;
  auto fault = [](llvm::StringRef name, const llvm::Twine &text) {
    return ("--input-shape=" + name + ": " + text).str();
  };
  std::vector<std::string> known{"input_points", "input_labels", "input_boxes", "image_embeddings"};
  for (const auto &entry : shapes)
    if (!llvm::is_contained(known, entry.first().str()))
      return fault(entry.first(),
                   "the mask decoder takes no such input" + listKnown(entry.first(), known));
  auto find = [&](llvm::StringRef name) -> const llvm::SmallVector<int64_t> * {
    auto found = shapes.find(name);
    return found == shapes.end() ? nullptr : &found->second;
  };
  auto given = find("input_points"), boxes = find("input_boxes");
  if (given && (given->size() != 4 || (*given)[3] != 2 || (*given)[0] != batch))
    return fault("input_points", "it is " + std::to_string(batch) +
                                     "xOxPx2, of O objects in each image and P points of each");
  if (boxes && (boxes->size() != 3 || (*boxes)[2] != 4 || (*boxes)[0] != batch))
    return fault("input_boxes",
                 "it is " + std::to_string(batch) + "xOx4, of O objects in each image");
  if (given && boxes && (*given)[1] != (*boxes)[1])
    return fault("input_boxes",
                 "there are as many boxes as objects with points, " + std::to_string((*given)[1]));
  hasBoxes = boxes != nullptr;
  objects = given ? (*given)[1] : boxes ? (*boxes)[1] : 1;
  points = given ? (*given)[2] : boxes ? 0 : 1;
  if (objects > most || points > most)
    return fault(given ? "input_points" : "input_boxes",
                 "more than " + std::to_string(most) + " objects or points are too many");
  for (const ModelInput &input : inputs(batch))
    if (const auto *shape = find(input.name); shape && *shape != input.shape)
      return fault(input.name, "it does not fit the other inputs and the model; leave it away");
  return points || !find("input_labels") ? "" : fault("input_labels", "there are no points");
}

std::string MaskDecoder::findOwnFault(int64_t batch) const {
  if (image != trained)
    return "the reference implementation has masks of images of " + toText(trained) +
           " alone; leave the image's size as the configuration has it";
  if (grid().height < 1 || grid().width < 1)
    return "an image of " + toText(image) + " has no whole patch of " + toText(patch);
  if (size % 8 != 0 || size / reduction % heads != 0 || size % finalReduction != 0 ||
      size / finalReduction % heads != 0)
    return "the " + std::to_string(size) +
           " channels of the mask decoder, and those of its attentions, which are fewer, have to "
           "be multiples of 8 and of the " +
           std::to_string(heads) + " heads";
  std::string fault =
      findFaultyConstant("positions", grid().area(), 4 * double(grid().area()) * double(size),
                         "a model of smaller images");
  // A place and a label.
  double rows = double(batch) * double(objects);
  return !fault.empty() || !points || hasBoxes
             ? fault
             : findFaultyConstant("points in place of boxes", int64_t(std::min(rows, 0x1p62)),
                                  12 * rows, "fewer objects or images");
}

double MaskDecoder::largestTensor() const {
  auto pixels = double(grid().area()), each = double(std::max({size, mlpSize, scoreSize}));
  double tokens = double(masks + 2 + points + 2), rows = double(objects);
  return rows * std::max({pixels * double(size) * 4, 16 * pixels * double(masks + 1), tokens * each,
                          tokens * std::max(tokens, pixels) * double(heads)});
}

double MaskDecoder::largestWeight() const {
  auto each = double(std::max({size, mlpSize, scoreSize, masks + 2}));
  return each * each;
}

} // namespace vitc::frontend
