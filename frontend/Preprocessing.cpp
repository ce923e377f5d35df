//===-- Preprocessing.cpp: preprocessor_config.json and processor_config.json of transformers ---===//
//
// What the files mean is what the code means that reads them: the image processors of transformers
// (models/*/image_processing_*.py).
//
//===---------------------------------------------------------------------------------------------===//
#include "frontend/Preprocessing.h"
#include "frontend/PreprocessingReader.h"
#include "frontend/Suggestions.h"
#include "ir/VitPreprocessing.h"

using namespace mlir;
using namespace vitc::vit;

namespace vitc {

using namespace frontend;

namespace {

constexpr Channels half = {0.5, 0.5, 0.5};
constexpr Channels imageNetMean = {0.485, 0.456, 0.406};
constexpr Channels imageNetStd = {0.229, 0.224, 0.225};
constexpr Channels clipMean = {0.48145466, 0.4578275, 0.40821073};
constexpr Channels clipStd = {0.26862954, 0.26130258, 0.27577711};

/// A class of image processors, with what it does where a file does not say it.
struct Processor {
  StringLiteral name; // without ImageProcessor or FeatureExtractor
  ImageFilter filter;
  Channels mean, std;
  ImageResize resize;
  int64_t size;
  bool isSquare; // what a size of one number means: exact, or the shortest edge
  int64_t crop;  // 0: no centre crop
  bool normalises = true;
};
constexpr Processor processors[] = {
    {"ViT", ImageFilter::bilinear, half, half, ImageResize::exact, 224, true, 0},
    {"DeiT", ImageFilter::bicubic, half, half, ImageResize::exact, 256, true, 224},
    {"Beit", ImageFilter::bicubic, half, half, ImageResize::exact, 224, true, 0},
    {"Bit", ImageFilter::bicubic, clipMean, clipStd, ImageResize::shortest, 224, false, 224},
    {"ViTHybrid", ImageFilter::bicubic, clipMean, clipStd, ImageResize::shortest, 224, false, 224},
    {"CLIP", ImageFilter::bicubic, clipMean, clipStd, ImageResize::shortest, 224, false, 224},
    {"Siglip", ImageFilter::bicubic, half, half, ImageResize::exact, 224, false, 0},
    {"ConvNext", ImageFilter::bicubic, half, half, ImageResize::shortest, 384, false, 0},
    {"RTDetr", ImageFilter::bilinear, imageNetMean, imageNetStd, ImageResize::exact, 640, true, 0,
     false},
};

/// The processors that AutoImageProcessor takes for a model whose file names none.
constexpr std::pair<StringLiteral, StringLiteral> processorOfModel[] = {
    {"vit", "ViT"},
    {"vit_mae", "ViT"},
    {"vit_msn", "ViT"},
    {"deit", "DeiT"},
    {"beit", "Beit"},
    {"dinov2", "Bit"},
    {"bit", "Bit"},
    {"dinov2_with_registers", "Bit"},
    {"clip", "CLIP"},
    {"clip_vision_model", "CLIP"},
    {"siglip", "Siglip"},
    {"siglip_vision_model", "Siglip"},
    {"vit_hybrid", "ViTHybrid"},
    {"vit-hybrid", "ViTHybrid"},
    {"convnext", "ConvNext"},
    {"d_fine", "RTDetr"},
    {"rt_detr", "RTDetr"},
    {"rt_detr_v2", "RTDetr"},
};

const Processor *findProcessor(StringRef name) {
  for (const Processor &processor : processors)
    if (processor.name.equals_insensitive(name)) // ConvNeXTFeatureExtractor
      return &processor;
  return nullptr;
}

/// "ViTImageProcessorFast" is a ViT.
StringRef processorName(StringRef type) {
  for (StringRef suffix : {"Fast", "Pil"})
    type.consume_back(suffix);
  if (!type.consume_back("ImageProcessor"))
    type.consume_back("FeatureExtractor");
  return type;
}

/// Whether `object` is one that has `keys` and nothing else; null is nothing.
bool hasMembers(const Json &object, ArrayRef<StringRef> keys) {
  if (!object.is_object())
    return false;
  size_t members = 0;
  for (const auto &[key, value] : object.items())
    members += !value.is_null();
  return members == keys.size() && llvm::all_of(keys, [&](StringRef key) {
           const Json *value = findMember(object, key);
           return value && !value->is_null();
         });
}

/// Reads a preprocessor_config.json, or what a processor_config.json has inside.
class ProcessorReader {
public:
  ProcessorReader(StringRef path, const JsonDocument &document, const Json &object,
                  StringRef pointer, StringRef modelType)
      : config(path, document, object, pointer), modelType(modelType) {}

  llvm::Expected<Preprocessing> read() {
    chooseProcessor();
    if (!config.hasFailed())
      readSizes();
    readFilter();
    readValues();
    refuseRest();
    if (config.hasFailed())
      return config.takeError();
    return result;
  }

private:
  template <typename T> std::optional<T> fallback(T Processor::*member) const {
    return processor ? std::optional<T>(processor->*member) : std::nullopt;
  }
  std::optional<bool> fallback(bool value) const {
    return processor ? std::optional(value) : std::nullopt;
  }

  void chooseProcessor() {
    std::string type = config.string("image_processor_type");
    StringRef key = "image_processor_type";
    if (type.empty())
      type = config.string(key = "feature_extractor_type");
    if (type.empty()) {
      for (auto [model, name] : processorOfModel)
        if (model == modelType)
          processor = findProcessor(name);
      return;
    }
    processor = findProcessor(processorName(type));
    std::vector<std::string> names;
    for (const Processor &known : processors)
      names.push_back((known.name + "ImageProcessor").str());
    if (!processor)
      config.failUnread(key,
                        "is '" + type + "', which vitc does not know" + listKnown(type, names));
  }

  bool isConvNext() const { return processor && processor->name == "ConvNext"; }

  void readSizes() {
    bool resizes = config.boolean("do_resize", fallback(true));
    bool isSquare = config.boolean("default_to_square", processor ? processor->isSquare : true);
    readSize(resizes, isSquare);
    bool crops = config.boolean("do_center_crop", processor ? processor->crop != 0 : false);
    const Json *crop = config.find("crop_size");
    if (isConvNext())
      applyConvNext(config.number("crop_pct", 224.0 / 256), resizes);
    else if (crops)
      readCrop(crop);
    else if (result.resize == ImageResize::exact)
      result.cropHeight = result.height, result.cropWidth = result.width;
    else
      config.failUnread(
          "", resizes ? "'size' leaves one edge to the picture, but the model takes one size: "
                        "give 'size' {height, width}, or set 'do_center_crop'"
                      : "with neither 'do_resize' nor 'do_center_crop' only pictures of the "
                        "model's own size would do; set one of them");
  }

  void setSize(ImageResize resize, int64_t height, int64_t width) {
    result.resize = resize, result.height = height, result.width = width;
  }

  void readSize(bool resizes, bool isSquare) {
    const Json *size = config.find("size");
    if (!resizes)
      return;
    if (!size && processor)
      return setSize(processor->resize, processor->size, processor->size);
    if (!size)
      return config.fail("", "'size' is missing, and no 'image_processor_type' says its default");
    if (size->is_number()) {
      int64_t edge = config.edge("size", *size);
      return setSize(isSquare ? ImageResize::exact : ImageResize::shortest, edge, edge);
    }
    if (size->is_array() && size->size() == 2)
      return setSize(ImageResize::exact, config.edge("size", (*size)[0]),
                     config.edge("size", (*size)[1]));
    auto has = [&](std::initializer_list<StringRef> keys) { return hasMembers(*size, keys); };
    auto member = [&](StringRef key) { return config.edge("size", *findMember(*size, key)); };
    if (has({"height", "width"}))
      return setSize(ImageResize::exact, member("height"), member("width"));
    if (has({"shortest_edge"}))
      return setSize(ImageResize::shortest, member("shortest_edge"), member("shortest_edge"));
    if (has({"max_height", "max_width"}))
      return setSize(ImageResize::fit, member("max_height"), member("max_width"));
    config.failUnread("size",
                      "is a number, {height, width}, {shortest_edge} or {max_height, max_width}, "
                      "not " +
                          describeValue(*size));
  }

  void readCrop(const Json *crop) {
    if (!crop && processor && processor->crop)
      result.cropHeight = result.cropWidth = processor->crop;
    else if (!crop)
      config.fail("", "'do_center_crop' is set, but 'crop_size' is missing");
    else if (crop->is_number())
      result.cropHeight = result.cropWidth = config.edge("crop_size", *crop);
    else if (crop->is_array() && crop->size() == 2)
      result.cropHeight = config.edge("crop_size", (*crop)[0]),
      result.cropWidth = config.edge("crop_size", (*crop)[1]);
    else if (hasMembers(*crop, {"height", "width"}))
      result.cropHeight = config.edge("crop_size", *findMember(*crop, "height")),
      result.cropWidth = config.edge("crop_size", *findMember(*crop, "width"));
    else
      config.fail("crop_size", "is a number or {height, width}, not " + describeValue(*crop));
  }

  /// Below 384 pixels the shortest edge and a cut, from there on both edges (ConvNextImageProcessor).
  void applyConvNext(double cropShare, bool resizes) {
    int64_t edge = result.height;
    if (!resizes || result.resize != ImageResize::shortest)
      return config.fail("size", "is {shortest_edge} for ConvNextImageProcessor");
    if (!(cropShare > 0.01 && cropShare <= 1))
      return config.fail("crop_pct", "is a share from 0.01 to 1, not " + std::to_string(cropShare));
    result.cropHeight = result.cropWidth = edge;
    if (edge < 384)
      setSize(ImageResize::shortest, int64_t(double(edge) / cropShare),
              int64_t(double(edge) / cropShare));
    else
      setSize(ImageResize::exact, edge, edge);
  }

  void readFilter() {
    const Json *resample = config.find("resample");
    if (!resample && processor)
      result.filter = processor->filter;
    if (!resample && !processor && result.resize != ImageResize::none)
      config.fail("", "'resample' is missing, and no 'image_processor_type' says its default");
    if (!resample)
      return;
    std::optional<ImageFilter> filter;
    if (resample->is_number_integer() && *resample >= 0 && *resample <= 5)
      filter = symbolizeImageFilter(resample->get<uint32_t>());
    else if (resample->is_string())
      filter = symbolizeImageFilter(StringRef(resample->get<std::string>()).lower());
    if (filter)
      result.filter = *filter;
    else
      config.fail("resample", "is a filter of Pillow: 0 (nearest), 1 (lanczos), 2 (bilinear), 3 "
                              "(bicubic), 4 (box) or 5 (hamming), not " +
                                  describeValue(*resample));
  }

  void readValues() {
    bool rescales = config.boolean("do_rescale", true);
    double factor = config.number("rescale_factor", 1.0 / 255);
    bool shifts = config.boolean("rescale_offset", false);
    bool normalises = config.boolean("do_normalize", fallback(&Processor::normalises));
    auto mean = config.channels("image_mean", normalises ? fallback(&Processor::mean) : Channels{});
    auto std = config.channels("image_std", normalises ? fallback(&Processor::std) : half);
    result.scale = rescales ? factor : 1;
    for (size_t i = 0; i < 3; ++i) {
      result.mean[i] = (normalises ? mean[i] : 0) + (rescales && shifts ? 1 : 0);
      result.std[i] = normalises ? std[i] : 1;
    }
    if (llvm::is_contained(result.std, 0.0))
      config.fail("image_std", "has a zero");
  }

  void refuseRest() {
    if (config.boolean("do_pad", false))
      config.failUnread("do_pad",
                        "is set: padding behind the normalisation is not supported; a crop_size "
                        "larger than the picture pads it with black");
    std::string format = config.string("data_format");
    if (!format.empty() && format != "channels_first")
      config.failUnread("data_format", "is channels_first, not " + format);
    // What the entry takes is RGB already, and the rest is about segmentation maps and Python.
    config.boolean("do_convert_rgb", true);
    config.ignore({"pad_size", "do_reduce_labels", "reduce_labels", "processor_class",
                   "return_tensors", "input_data_format", "device", "disable_grouping",
                   "transformers_version", "_valid_processor_keys", "_processor_class",
                   "name_or_path", "_name_or_path", "image_processor_type",
                   "do_convert_annotations", "format", "feature_extractor_type"});
    config.refuseOthers("an image processor");
  }

  PreprocessingReader config;
  StringRef modelType;
  const Processor *processor = nullptr;
  Preprocessing result;
};

llvm::Error unsuitable(StringRef path, const Twine &why) {
  return llvm::make_error<UnreadPreprocessing>(("'" + path + "': " + why).str());
}

} // namespace

llvm::Expected<Preprocessing> readPreprocessing(StringRef path, StringRef modelType,
                                                MLIRContext *context) {
  auto document = JsonDocument::read(path, context, JsonNumbers::Python);
  if (!document)
    return document.takeError();
  const Json &root = document->getRoot();
  if (!root.is_object())
    return unsuitable(path,
                      "is no JSON object: name a preprocessor_config.json of transformers or a "
                      "config.json of timm");
  if (const Json *inner = findMember(root, "image_processor"); inner && inner->is_object())
    return ProcessorReader(path, *document, *inner, "/image_processor", modelType).read();
  if (const Json *timm = findMember(root, "pretrained_cfg"); timm && timm->is_object())
    return readTimmPreprocessing(path, *document, *timm, "/pretrained_cfg");
  if (findMember(root, "architecture"))
    return readTimmPreprocessing(path, *document, root, "");
  if (findMember(root, "model_type"))
    return unsuitable(path, "describes a model, not how its pictures are prepared: name the "
                            "preprocessor_config.json instead");
  if (findMember(root, "preprocess_cfg"))
    return unsuitable(path, "is of open_clip, which vitc does not read: write what its "
                            "'preprocess_cfg' says as a preprocessor_config.json of transformers");
  if (path.ends_with("processor_config.json") && !path.ends_with("preprocessor_config.json") &&
      !findMember(root, "image_processor_type"))
    return unsuitable(path, "has no object 'image_processor', so that it does not say how pictures "
                            "are prepared: name the preprocessor_config.json beside it instead");
  return ProcessorReader(path, *document, root, "", modelType).read();
}

} // namespace vitc
