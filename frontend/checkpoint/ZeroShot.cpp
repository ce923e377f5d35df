//===-- ZeroShot.cpp: pictures compared with texts ------------------------------------------------===//
//
// Radford et al. 2021, "Learning transferable visual models from natural language supervision": a class is as likely as
// its text is like the picture. SigLIP (Zhai et al. 2023) asks of each text by itself whether it fits.
//
//===----------------------------------------------------------------------------------------------===//
#include "frontend/Preprocessing.h"
#include "frontend/checkpoint/Families.h"
#include "frontend/checkpoint/ModelBuilder.h"
#include "frontend/checkpoint/TextEmbeddings.h"
#include "ir/Inference.h"
#include "ir/VitOpsElementwise.h"
#include "ir/VitOpsTensor.h"

using namespace mlir;

namespace vitc::frontend {
namespace {

struct ZeroShot : TransformerNetwork {
  TextEmbeddings texts;
  bool isSigmoid = false;

  /// Cosines of image and texts, scaled, and what they say of each text.
  llvm::SmallVector<NamedValue> build(GraphBuilder &graph, Value pixels) const override {
    Value embedding = buildOutputs(graph, sized(), shapeOf(pixels)[0], pixels).front().value;
    graph.enter("logit_scale");
    Value squares = graph.create<vit::ReduceSumOp>(graph.mul(embedding, embedding), Ints{1}, true);
    embedding = graph.create<vit::DivOp>(embedding, graph.create<vit::SqrtOp>(squares));
    Value rows =
        graph.computes() ? graph.constant(*texts.rows) : graph.zeros(texts.rows->getType());
    Value logits = graph.create<vit::MatmulOp>(embedding, graph.transpose(rows, {1, 0}));
    Value scale = graph.weight("logit_scale", {}, WeightRole::Bias);
    logits = graph.mul(logits, graph.create<vit::ExpOp>(scale));
    if (!isSigmoid)
      return {{"logits", logits},
              {"probabilities", graph.create<vit::SoftmaxOp>(logits, int64_t(1))}};
    logits = graph.add(logits, graph.weight("logit_bias", {}, WeightRole::Bias));
    return {{"logits", logits}, {"probabilities", graph.create<vit::SigmoidOp>(logits)}};
  }
  // The transformer's own are checked with it.
  double largestTensor() const override { return double(texts.rows->getType().getDimSize(0)); }
  double largestWeight() const override { return double(texts.rows->getNumElements()); }
};

} // namespace

bool addTextEmbeddings(ModelDescription &description, const ImportOptions &options,
                       Location location) {
  auto fail = [&](const llvm::Twine &message) {
    emitError(location) << message;
    return false;
  };
  VisionTransformer &model = description.model;
  if (!description.comparison)
    return fail("--text-embeddings: '" + model.name +
                "' is not compared with texts: it takes a folder of a CLIPModel, SiglipModel or "
                "Siglip2Model");
  auto network = std::make_shared<ZeroShot>();
  network->isSigmoid = *description.comparison == Comparison::Sigmoid;
  ModelOutput::Kind kind = network->isSigmoid ? ModelOutput::Pooled : ModelOutput::Logits;
  llvm::erase_if(model.outputs, [&](const ModelOutput &output) { return output.kind != kind; });
  if (model.outputs.empty())
    return fail(
        "--text-embeddings: the model gives no embedding of an image ('vision_use_head' is false)");
  auto texts =
      readTextEmbeddings(options.textEmbeddings, model.classes ? model.classes : model.hiddenSize,
                         location.getContext());
  if (!texts)
    return fail(llvm::toString(texts.takeError()));
  if (texts->names.empty() && !options.hasLabels)
    return fail("--text-embeddings: '" + options.textEmbeddings +
                "' has no names: give them one a line, as --labels=FILE, or as 'labels' in the "
                "metadata of a "
                ".safetensors file");
  static_cast<ModelFacts &>(*network) = model;
  network->transformer = model;
  network->texts = std::move(*texts);
  description.labels = network->texts.names;
  description.network = network;
  return true;
}

} // namespace vitc::frontend
