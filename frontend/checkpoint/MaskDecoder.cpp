//===-- MaskDecoder.cpp ---------------------------------------------------------------------------===//
#include "frontend/checkpoint/MaskDecoder.h"
#include "frontend/Suggestions.h"
#include "ir/Inference.h"
#include "ir/VitOpsElementwise.h"
#include "ir/VitOpsTensor.h"
#include "llvm/ADT/StringExtras.h"
#include <tuple>

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

  llvm::SmallVector<NamedValue> build(ValueRange embeddings, const GivenPrompts &given) {
    EncodedPrompts prompts = encodePrompts(graph, model, batch, given);
    embedded = graph.concat({ownTokens(), prompts.tokens}, 2);
    image = imageTokens(embeddings.back(), prompts.masks);
    larger = embeddings.drop_back();
    imagePlaces = prompts.places;
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
  bool isSam2() const { return model.version == MaskDecoder::Sam2; }

  //===-- Tokens

  /// Of the scores, and of each mask.
  Value ownTokens() {
    graph.enter("mask_decoder");
    llvm::SmallVector<Value> tables;
    auto add = [&](const std::string &name, int64_t count) {
      tables.push_back(graph.weight("mask_decoder." + name + ".weight", {count, model.size},
                                    WeightRole::Embedding));
    };
    if (isSam2())
      add("obj_score_token", 1);
    add("iou_token", 1);
    add("mask_tokens", model.masks + 1);
    Value all = graph.concat(tables, 0);
    all = graph.reshape(all, {1, 1, shapeOf(all)[0], model.size});
    return graph.create<vit::TileOp>(all, Ints{batch, model.objects, 1, 1});
  }

  /// An image [B, C, H, W] for each object of it: [B objects, C, H, W].
  Value forEachObject(Value image) {
    Ints shape(shapeOf(image));
    if (model.objects == 1)
      return image;
    image = graph.reshape(image, {batch, 1, shape[1], shape[2], shape[3]});
    image = graph.create<vit::TileOp>(image, Ints{1, model.objects, 1, 1, 1});
    return graph.reshape(image, {rows, shape[1], shape[2], shape[3]});
  }

  Value imageTokens(Value embeddings, Value masks) {
    graph.enter("mask_decoder");
    embeddings = forEachObject(graph.add(embeddings, masks));
    return graph.reshape(graph.tokensOf(embeddings), {rows, 1, model.grid().area(), model.size});
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
    return graph.linear(module + (isSam2() ? ".o_proj" : ".out_proj"), value, model.size, true);
  }

  Value mlp(const std::string &module, Value value) {
    if (isSam2())
      return perceptron(module, value, model.mlpSize, model.size, model.layers);
    value = graph.linear(module + ".lin1", value, model.mlpSize, true);
    return graph.linear(module + ".lin2", graph.activate(value, model.activation), model.size,
                        true);
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
    tokens = norm(".layer_norm3", graph.add(tokens, mlp(module + ".mlp", tokens)));
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

  /// Four times as large, in two steps; larger features of the image are added to each.
  Value enlarged() {
    const std::string module = "mask_decoder.";
    Value value = graph.reshape(image, {rows, model.grid().area(), model.size});
    value = graph.gridOf(value, model.grid());
    value = graph.upConvolution(module + "upscale_conv1", value, model.size / 4, 2);
    if (isSam2())
      value = graph.add(value, forEachObject(larger[1]));
    value = graph.normChannels(module + "upscale_layer_norm", value, imageEpsilon);
    value = graph.activate(value, Activation::Gelu);
    value = graph.upConvolution(module + "upscale_conv2", value, model.size / 8, 2);
    if (isSam2())
      value = graph.add(value, forEachObject(larger[0]));
    return graph.activate(value, Activation::Gelu);
  }

  /// Of all masks, the one that is to be taken alone first.
  Value masksOf(Value found) {
    Value pixels = enlarged();
    llvm::SmallVector<Value> filters;
    for (int64_t i = 0; i <= model.masks; ++i) {
      graph.enter("mask_decoder");
      std::string name = "mask_decoder.output_hypernetworks_mlps." + std::to_string(i);
      Value filter = perceptron(name, graph.take(found, 2, i), model.size, model.size / 8, 3);
      filters.push_back(graph.reshape(filter, {batch, model.objects, 1, model.size / 8}));
    }
    graph.enter("mask_decoder");
    Size size = model.maskGrid();
    pixels = graph.reshape(pixels, {batch, model.objects, model.size / 8, size.area()});
    Value masks = graph.create<vit::MatmulOp>(graph.concat(filters, 2), pixels);
    return graph.reshape(masks, {batch, model.objects, model.masks + 1, size.height, size.width});
  }

  llvm::SmallVector<NamedValue> outputs() {
    graph.enter("mask_decoder");
    const std::string module = "mask_decoder.";
    int64_t next = isSam2() ? 1 : 0;
    Value score = graph.take(tokens, 2, next);
    Value masks = masksOf(graph.slice(tokens, 2, next + 1, model.masks + 1));
    score = perceptron(module + "iou_prediction_head", score, model.scoreSize, model.masks + 1,
                       model.scoreLayers);
    Value isThere;
    if (isSam2()) {
      score = graph.activate(score, Activation::Sigmoid);
      graph.enter("mask_decoder");
      isThere =
          perceptron(module + "pred_obj_score_head", graph.take(tokens, 2, 0), model.size, 1, 3);
    }
    graph.enter("mask_decoder");
    if (model.isSingle)
      std::tie(masks, score) = single(masks, score);
    else
      std::tie(masks, score) = several(masks, score);
    llvm::SmallVector<NamedValue> all{{"iou_scores", score}, {"pred_masks", masks}};
    if (isThere)
      all.push_back({"object_score_logits", isThere});
    return all;
  }

  using Choice = std::pair<Value, Value>; // masks and their scores

  Choice several(Value masks, Value scores) {
    return {graph.slice(masks, 2, 1, model.masks), graph.slice(scores, 2, 1, model.masks)};
  }

  Choice first(Value masks, Value scores) {
    return {graph.slice(masks, 2, 0, 1), graph.slice(scores, 2, 0, 1)};
  }

  Choice single(Value masks, Value scores) {
    if (!model.stability)
      return first(masks, scores);
    Choice others = several(masks, scores);
    Value best = graph.create<vit::ArgMaxOp>(others.second, int64_t(2), false, false);
    Size size = model.maskGrid();
    Ints each{batch, model.objects, 1, 1, 1};
    Ints whole{batch, model.objects, 1, size.height, size.width};
    auto toPixels = [&](Value value) { return graph.broadcast(graph.reshape(value, each), whole); };
    Value bestMask = graph.create<vit::GatherElementsOp>(others.first, toPixels(best), int64_t(2));
    best = graph.reshape(best, {batch, model.objects, 1});
    Value bestScore = graph.create<vit::GatherElementsOp>(others.second, best, int64_t(2));
    Choice own = first(masks, scores);
    Value stable = isStable(graph.reshape(own.first, {batch, model.objects, 1, size.area()}));
    return {graph.create<vit::SelectOp>(toPixels(stable), own.first, bestMask),
            graph.create<vit::SelectOp>(stable, own.second, bestScore)};
  }

  /// Whether masks [.., pixels] hardly change where the bound of what belongs to them moves.
  Value isStable(Value pixels) {
    using Predicate = vit::ComparePredicate;
    MLIRContext *context = graph.getLocation()->getContext();
    auto area = [&](double bound) {
      Value above = graph.create<vit::CompareOp>(Predicate::gt, pixels, graph.scalar(bound));
      above = graph.create<vit::CastOp>(above, IntegerType::get(context, 64));
      Value count = graph.create<vit::ReduceSumOp>(above, Ints{3}, false);
      return graph.create<vit::CastOp>(count, Float32Type::get(context));
    };
    Value inner = area(model.stability->delta), outer = area(-model.stability->delta);
    Value isAny = graph.create<vit::CompareOp>(Predicate::gt, outer, graph.scalar(0));
    Value share = graph.create<vit::DivOp>(inner, outer);
    share = graph.create<vit::SelectOp>(isAny, share, graph.scalar(1));
    return graph.create<vit::CompareOp>(Predicate::ge, share,
                                        graph.scalar(model.stability->threshold));
  }

  GraphBuilder &graph;
  const MaskDecoder &model;
  int64_t batch, rows;
  Value embedded, tokens, image, imagePlaces;
  ValueRange larger;
};

} // namespace

llvm::SmallVector<NamedValue> MaskDecoder::buildFrom(GraphBuilder &graph, ValueRange inputs) const {
  int64_t batch = shapeOf(inputs[0])[0];
  size_t next = imageInputs(batch).size();
  ValueRange images = inputs.take_front(next);
  auto take = [&](bool isGiven) { return isGiven ? inputs[next++] : Value(); };
  GivenPrompts given;
  given.points = take(points > 0);
  given.labels = take(points > 0);
  given.boxes = take(hasBoxes);
  given.masks = take(hasMasks);
  return MaskBuilder(graph, *this, batch).build(images, given);
}

llvm::SmallVector<ModelInput> MaskDecoder::imageInputs(int64_t batch) const {
  if (version == Sam)
    return {{"image_embeddings", {batch, size, grid().height, grid().width}}};
  llvm::SmallVector<ModelInput> all;
  for (int64_t factor : {4, 2, 1}) {
    int64_t channels = factor > 1 ? size / (2 * factor) : size;
    all.push_back({"image_embeddings_" + std::to_string(all.size()),
                   {batch, channels, factor * grid().height, factor * grid().width}});
  }
  return all;
}

llvm::SmallVector<ModelInput> MaskDecoder::inputs(int64_t batch) const {
  llvm::SmallVector<ModelInput> all = imageInputs(batch);
  if (points) {
    all.push_back({"input_points", {batch, objects, points, 2}});
    all.push_back({"input_labels", {batch, objects, points}, /*isInteger=*/true});
  }
  if (hasBoxes)
    all.push_back({"input_boxes", {batch, objects, 4}});
  if (hasMasks)
    all.push_back({"input_masks", {batch, 1, maskGrid().height, maskGrid().width}});
  return all;
}

//===-- Shapes and bounds ---------------------------------------------------------------------===//

/// As --input-shape has it: "1x3x224x224".
static std::string sizesText(llvm::ArrayRef<int64_t> shape) {
  return llvm::join(llvm::map_range(shape, [](int64_t size) { return std::to_string(size); }), "x");
}

std::string MaskDecoder::applyShapes(const InputShapes &shapes, int64_t batch) {
  constexpr int64_t most = 1 << 16;
  auto fault = [](llvm::StringRef name, const llvm::Twine &text) {
    return ("--input-shape=" + name + ": " + text).str();
  };
  std::vector<std::string> known{"input_points", "input_labels", "input_boxes", "input_masks"};
  for (const ModelInput &input : imageInputs(batch))
    known.push_back(input.name);
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
  hasMasks = find("input_masks") != nullptr;
  objects = given ? (*given)[1] : boxes ? (*boxes)[1] : 1;
  points = given ? (*given)[2] : boxes ? 0 : 1;
  if (objects > most || points > most)
    return fault(given ? "input_points" : "input_boxes",
                 "more than " + std::to_string(most) + " objects or points are too many");
  for (const ModelInput &input : inputs(batch))
    if (const auto *shape = find(input.name); shape && *shape != input.shape)
      return fault(input.name, "it does not fit the other inputs and the model, which takes " +
                                   sizesText(input.shape));
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
  if (maskChannels % 4 != 0)
    return "the " + std::to_string(maskChannels) +
           " channels of masks (mask_input_channels) have to be a multiple of 4";
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
  double tokens = double(masks + 3 + points + 3), rows = double(objects);
  double given = pixels * double(maskChannels);
  return std::max(
      given, rows * std::max({pixels * double(size) * 4, 16 * pixels * double(masks + 1),
                              tokens * each, tokens * std::max(tokens, pixels) * double(heads)}));
}

double MaskDecoder::largestWeight() const {
  auto each = double(std::max({size, mlpSize, scoreSize, masks + 2, maskChannels}));
  return each * each;
}

} // namespace vitc::frontend
