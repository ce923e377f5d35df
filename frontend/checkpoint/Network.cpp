//===-- Network.cpp -------------------------------------------------------------------------------===//
#include "frontend/checkpoint/ModelBuilder.h"

using namespace mlir;

namespace vitc::frontend {
namespace {

/// Beyond any image, and any memory.
constexpr int64_t largestSide = 1 << 16;
constexpr double mostElements = 0x1p48;

} // namespace

std::string Network::findFault(int64_t batch) const {
  if (image.height < 1 || image.width < 1 || image.height > largestSide ||
      image.width > largestSide)
    return "the image is " + toText(image) + "; height and width have to be from 1 to " +
           std::to_string(largestSide);
  std::string fault = findOwnFault(batch);
  if (!fault.empty())
    return fault;
  auto text = [](double count) { return std::to_string(int64_t(std::min(count, 0x1p62))); };
  double pixels = double(image.area()) * double(channels);
  double tensor = double(batch) * std::max(pixels, largestTensor()), weight = largestWeight();
  if (tensor > mostElements)
    return "images of " + toText(image) + " make tensors of " + text(tensor) +
           " elements, too large for any memory; make the images smaller";
  if (weight > mostElements)
    return "a weight of " + text(weight) +
           " elements is too large for any memory; make the patches or the layers smaller";
  return "";
}

VisionTransformer TransformerNetwork::sized() const {
  VisionTransformer result = transformer;
  result.image = image;
  return result;
}

std::string TransformerNetwork::findOwnFault(int64_t batch) const {
  return frontend::findFault(sized(), batch);
}

ModelInput imageInput(const ModelFacts &facts, int64_t batch) {
  return {facts.inputName, {batch, facts.channels, facts.image.height, facts.image.width}};
}

std::string refuseShapes(const InputShapes &shapes) {
  for (const auto &entry : shapes)
    return ("--input-shape=" + entry.first() +
            ": this kind of model has one input, and --image-size is its size")
        .str();
  return "";
}

std::string ImageNetwork::applyShapes(const InputShapes &shapes, int64_t) {
  return refuseShapes(shapes);
}

OwningOpRef<ModuleOp>
buildModule(const ModelFacts &facts, llvm::ArrayRef<ModelInput> inputs, int64_t batch,
            WeightSource &weights, Location file, Sidecar *sidecar,
            llvm::function_ref<llvm::SmallVector<NamedValue>(GraphBuilder &, ValueRange)> build,
            DictionaryAttr known) {
  OpBuilder builder(file.getContext());
  OwningOpRef<ModuleOp> module = ModuleOp::create(file);
  builder.setInsertionPointToEnd(module->getBody());
  llvm::SmallVector<Type> types;
  for (const ModelInput &input : inputs)
    types.push_back(RankedTensorType::get(input.shape, input.isInteger ? Type(builder.getI64Type())
                                                                       : builder.getF32Type()));
  auto function = func::FuncOp::create(builder, file, "main", builder.getFunctionType(types, {}));
  Block *block = builder.createBlock(&function.getBody());
  for (auto [i, input] : llvm::enumerate(inputs)) {
    StringAttr name = builder.getStringAttr(input.name);
    block->addArgument(types[i], NameLoc::get(name, file));
    function.setArgAttr(unsigned(i), "vit.name", name);
  }

  GraphBuilder graph(builder, weights, file, sidecar);
  llvm::SmallVector<NamedValue> outputs = build(graph, block->getArguments());
  if (graph.hasFailed())
    return nullptr;
  llvm::SmallVector<Value> results;
  for (const NamedValue &output : outputs)
    results.push_back(output.value);
  func::ReturnOp::create(builder, file, results);
  function.setFunctionType(builder.getFunctionType(types, ValueRange(results).getTypes()));
  for (auto [i, output] : llvm::enumerate(outputs))
    function.setResultAttr(i, "vit.name", builder.getStringAttr(output.name));
  for (Operation &op : llvm::make_early_inc_range(llvm::reverse(*block)))
    if (op.use_empty() && !op.hasTrait<OpTrait::IsTerminator>())
      op.erase();

  NamedAttrList entries(known);
  entries.set("name", builder.getStringAttr(facts.name));
  entries.set("family", builder.getStringAttr(facts.family));
  entries.set("image_size", builder.getStringAttr(toText(facts.image)));
  (*module)->setAttr("vit.batch", builder.getI64IntegerAttr(batch));
  (*module)->setAttr("vit.architecture", entries.getDictionary(file.getContext()));
  return module;
}

OwningOpRef<ModuleOp> buildModel(const Network &network, int64_t batch, WeightSource &weights,
                                 Location file, Sidecar *sidecar) {
  assert(network.findFault(batch).empty() && "checked by the caller");
  auto build = [&](GraphBuilder &graph, ValueRange inputs) {
    return network.buildFrom(graph, inputs);
  };
  return buildModule(network, network.inputs(batch), batch, weights, file, sidecar, build);
}

} // namespace vitc::frontend
