//===-- Yolos.cpp: yolos -----------------------------------------------------------------------===//
#include "frontend/checkpoint/ModelBuilder.h"
#include "frontend/checkpoint/transformers/Family.h"
#include "ir/Inference.h"

using namespace mlir;

namespace vitc::frontend {
namespace {

constexpr NameRule names[] = {
    {"det_token", "embeddings.detection_tokens"},
    {"mid_pos_embed", "encoder.mid_position_embeddings"},
    {"class_head", "^class_labels_classifier"},
    {"box_head", "^bbox_predictor"},
};

/// Reads what each of the tokens behind the patches has found: its class, and where it is.
struct YolosDetector : TransformerNetwork {
  int64_t labels = 0;

  llvm::SmallVector<NamedValue> build(GraphBuilder &graph, Value pixels) const override {
    VisionTransformer model = sized();
    Value tokens = buildOutputs(graph, model, shapeOf(pixels)[0], pixels).front().value;
    int64_t found = model.detectionTokens;
    tokens = graph.slice(tokens, 1, model.tokens() - found, found);
    // One class more, for nothing.
    Value logits = head(graph, "class_head", tokens, labels + 1);
    Value boxes = head(graph, "box_head", tokens, 4);
    return {{"logits", logits}, {"pred_boxes", graph.activate(boxes, Activation::Sigmoid)}};
  }
  double largestTensor() const override {
    return double(transformer.detectionTokens) * double(labels + 1);
  }
  double largestWeight() const override {
    return double(transformer.hiddenSize) * double(std::max(labels + 1, transformer.hiddenSize));
  }

private:
  Value head(GraphBuilder &graph, const std::string &module, Value value, int64_t outputs) const {
    for (const char *layer : {".layers.0", ".layers.1"})
      value = graph.activate(graph.linear(module + layer, value, transformer.hiddenSize, true),
                             Activation::Relu);
    return graph.linear(module + ".layers.2", value, outputs, true);
  }
};

void read(ConfigReader &config, VisionTransformer &model) {
  readVit(config, model);
  model.image = config.size("image_size", {512, 864});
  model.detectionTokens = config.count("num_detection_tokens", 100);
  model.positionsBetween = config.flag("use_mid_position_embeddings", true);
  config.ignore({"auxiliary_loss", "class_cost", "bbox_cost", "giou_cost", "bbox_loss_coefficient",
                 "giou_loss_coefficient", "eos_coefficient"});
}

void finishDetector(ConfigReader &config, ModelDescription &description, int64_t labels) {
  auto network = std::make_shared<YolosDetector>();
  network->transformer = description.model;
  network->transformer.classes = 0;
  network->transformer.outputs = {tokensOutput};
  requireLabels(config, labels);
  network->labels = labels;
  finishTransformer(description, network);
}

constexpr ModelClass classes[] = {
    {"YolosForObjectDetection", finishDetector, "class_labels_classifier.layers.0.weight"},
    {"YolosModel", finishVitModel}};

} // namespace

llvm::ArrayRef<Family> yolosFamilies() {
  static const Family families[] = {{"yolos", read, vitNames(), names, "vit.", {}, classes}};
  return families;
}

} // namespace vitc::frontend
