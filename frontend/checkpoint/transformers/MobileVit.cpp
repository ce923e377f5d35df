//===-- MobileVit.cpp: mobilevit ------------------------------------------------------------------===//
#include "frontend/checkpoint/MobileVit.h"
#include "frontend/checkpoint/transformers/Family.h"

namespace vitc::frontend {
namespace {

constexpr NameRule names[] = {{"classifier", "^classifier"},
                              {"segmentation_head", "^segmentation_head"}};
/// How many steps a batch normalisation was trained.
constexpr llvm::StringLiteral ignored[] = {"*num_batches_tracked"};

//===-- Configurations ------------------------------------------------------------------------===//

void readStages(ConfigReader &config, MobileVit &network) {
  auto channels = config.counts("neck_hidden_sizes", {16, 32, 64, 96, 128, 160, 640}, 7);
  auto sizes = config.counts("hidden_sizes", {144, 192, 240}, 3);
  int64_t stride = config.integer("output_stride", 32);
  if (stride != 8 && stride != 16 && stride != 32)
    config.fail("output_stride", "expected 8, 16 or 32");
  if (config.failed)
    return;
  network.stem = channels[0];
  network.features = channels[6];
  network.stages = {{channels[1], 1, 1, 0, 0},
                    {channels[2], 2, 3, 0, 0},
                    {channels[3], 2, 0, 2, sizes[0]},
                    {channels[4], 2, 0, 4, sizes[1]},
                    {channels[5], 2, 0, 3, sizes[2]}};
  network.stages[3].dilation = stride == 8 ? 2 : 1;
  network.stages[4].dilation = stride == 8 ? 4 : stride == 16 ? 2 : 1;
}

std::shared_ptr<MobileVit> read(ConfigReader &config) {
  auto network = std::make_shared<MobileVit>();
  network->channels = config.count("num_channels", 3);
  network->image = config.extent("image_size", {256, 256});
  network->heads = config.count("num_attention_heads", 4);
  network->patch = config.count("patch_size", 2);
  network->kernel = config.count("conv_kernel_size", 3);
  if (network->kernel % 2 == 0)
    config.fail("conv_kernel_size", "filters have to have a pixel in the middle: an odd number");
  readStages(config, *network);
  network->expansion = config.number("expand_ratio", 4);
  network->mlpRatio = config.number("mlp_ratio", 2);
  for (const auto &[key, ratio] :
       {std::pair("expand_ratio", network->expansion), {"mlp_ratio", network->mlpRatio}})
    if (!(ratio >= 0.125) || ratio > 1024)
      config.fail(key, "expected from 0.125 to 1024");
  network->activation = config.activation("hidden_act", "silu");
  network->epsilon = config.epsilon("layer_norm_eps", 1e-5);
  network->hasBias = config.flag("qkv_bias", true);
  DropoutRates &rates = network->dropout;
  rates.projection = rates.mlp = config.dropoutRate("hidden_dropout_prob", 0.1);
  rates.attention = config.dropoutRate("attention_probs_dropout_prob");
  config.ignore({"aspp_dropout_prob", "aspp_out_channels", "atrous_rates",
                 "classifier_dropout_prob", "semantic_loss_ignore_index"});
  ignoreCommonKeys(config);
  return network;
}

std::shared_ptr<MobileVit> readClassifier(ConfigReader &config) {
  auto network = read(config);
  network->head = MobileVit::Head::Classifier;
  network->headDropout = config.dropoutRate("classifier_dropout_prob", 0.1);
  return network;
}

std::shared_ptr<MobileVit> readSegmenter(ConfigReader &config) {
  auto network = read(config);
  network->head = MobileVit::Head::Segmenter;
  network->headDropout = config.dropoutRate("aspp_dropout_prob", 0.1);
  network->decoderSize = config.count("aspp_out_channels", 256);
  network->rates = config.counts("atrous_rates", {6, 12, 18}, 3);
  return network;
}

constexpr ModelClass classes[] = {
    {"MobileViTForSemanticSegmentation", finishLabels<readSegmenter>,
     "segmentation_head.classifier.convolution.weight"},
    {"MobileViTForImageClassification", finishLabels<readClassifier>, "classifier.weight"},
    {"MobileViTModel", finishNetwork<read>}};

} // namespace

llvm::ArrayRef<Family> mobileVitFamilies() {
  static const Family families[] = {
      {"mobilevit", nullptr, {}, names, "mobilevit.", ignored, classes}};
  return families;
}

} // namespace vitc::frontend
