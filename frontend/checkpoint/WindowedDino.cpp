//===-- WindowedDino.cpp: the backbone of RF-DETR -------------------------------------------------===//
#include "frontend/checkpoint/ModelBuilder.h"
#include "frontend/checkpoint/RfDetr.h"
#include "ir/Inference.h"
#include "ir/VitOpsTensor.h"

using namespace mlir;

namespace vitc::frontend {
namespace {

/// Tokens are [B windows, T, D], the first of each window a class token.
class BackboneBuilder {
public:
  BackboneBuilder(GraphBuilder &graph, const WindowedDino &model, const std::string &module,
                  Value pixels)
      : graph(graph), model(model), prefix(module + "."), batch(shapeOf(pixels)[0]),
        grid{shapeOf(pixels)[2] / model.patch.height, shapeOf(pixels)[3] / model.patch.width} {}

  llvm::SmallVector<Value> build(Value pixels) {
    Value tokens = embed(pixels);
    llvm::SmallVector<Value> features;
    for (int64_t number = 0; number < model.read.back(); ++number) {
      tokens = layer(prefix + "encoder.layer." + std::to_string(number), tokens,
                     llvm::is_contained(model.wholeLayers, number));
      if (llvm::is_contained(model.read, number + 1))
        features.push_back(tokens);
    }
    for (Value &feature : features)
      feature = featureOf(feature);
    return features;
  }

private:
  int64_t squared() const { return model.windows * model.windows; }
  /// [B, rows of windows, columns of windows, rows, columns, D], or each dimension of rows before that of columns.
  Ints windowed(bool rowsFirst) const {
    int64_t rows = grid.height / model.windows, columns = grid.width / model.windows;
    return rowsFirst ? Ints{batch, model.windows, rows, model.windows, columns, model.size}
                     : Ints{batch, model.windows, model.windows, rows, columns, model.size};
  }

  Value embed(Value pixels) {
    const std::string module = prefix + "embeddings";
    Value tokens = graph.tokensOf(graph.convolution(module + ".patch_embeddings.projection", pixels,
                                                    {model.size, model.patch, model.patch}));
    graph.enter(module);
    Value first = graph.weight(module + ".cls_token", {1, 1, model.size}, WeightRole::Embedding);
    tokens = graph.concat({graph.broadcast(first, {batch, 1, model.size}), tokens}, 1);
    PositionTable table{model.size, 1, model.trained, PositionResampling::BicubicAntialias};
    tokens =
        graph.add(tokens, buildPositionTable(graph, module + ".position_embeddings", table, grid));
    if (model.windows == 1)
      return tokens;
    first = graph.create<vit::TileOp>(graph.slice(tokens, 1, 0, 1), Ints{squared(), 1, 1});
    tokens = graph.reshape(graph.slice(tokens, 1, 1, grid.area()), windowed(true));
    tokens = graph.reshape(graph.transpose(tokens, {0, 1, 3, 2, 4, 5}),
                           {batch * squared(), grid.area() / squared(), model.size});
    return graph.concat({first, tokens}, 1);
  }

  Value featureOf(Value tokens) {
    if (model.normsFeatures)
      tokens = graph.norm(prefix + "layernorm", tokens, model.epsilon);
    graph.enter(prefix + "layernorm");
    tokens = graph.slice(tokens, 1, 1, shapeOf(tokens)[1] - 1);
    if (model.windows > 1)
      tokens = graph.transpose(graph.reshape(tokens, windowed(false)), {0, 1, 3, 2, 4, 5});
    return graph.channelsFirst(graph.reshape(tokens, {batch, grid.height, grid.width, model.size}));
  }

  Value attend(const std::string &module, Value tokens) {
    auto project = [&](const char *name) {
      return graph.splitHeads(graph.linear(module + name, tokens, model.size, model.hasBias),
                              model.heads);
    };
    Value query = project(".q_proj"), key = project(".k_proj"), value = project(".v_proj");
    graph.enter(module);
    Value found = graph.attend(query, key, value, Value());
    return graph.linear(module + ".o_proj", found, model.size, true);
  }

  Value mlp(const std::string &module, Value tokens) {
    if (!model.isGated) {
      Value hidden = graph.linear(module + ".fc1", tokens, model.mlpSize, true);
      return graph.linear(module + ".fc2", graph.activate(hidden, model.activation), model.size,
                          true);
    }
    Value gate = graph.linear(module + ".gate_proj", tokens, model.mlpSize, true);
    Value hidden = graph.linear(module + ".up_proj", tokens, model.mlpSize, true);
    hidden = graph.mul(graph.activate(gate, Activation::Silu), hidden);
    return graph.linear(module + ".down_proj", hidden, model.size, true);
  }

  Value scaled(const std::string &module, Value branch) {
    return graph.mul(branch,
                     graph.weight(module + ".lambda1", {model.size}, WeightRole::LayerScale));
  }

  Value layer(const std::string &module, Value tokens, bool isWhole) {
    Ints shape(shapeOf(tokens)), whole{batch, shape[0] / batch * shape[1], model.size};
    Value branch = isWhole ? graph.reshape(tokens, whole) : tokens;
    branch = graph.norm(module + ".norm1", branch, model.epsilon);
    branch = graph.reshape(attend(module + ".attention", branch), shape);
    graph.enter(module);
    tokens = graph.add(scaled(module + ".layer_scale1", branch), tokens);
    branch = mlp(module + ".mlp", graph.norm(module + ".norm2", tokens, model.epsilon));
    graph.enter(module);
    return graph.add(scaled(module + ".layer_scale2", branch), tokens);
  }

  GraphBuilder &graph;
  const WindowedDino &model;
  std::string prefix;
  int64_t batch;
  Size grid;
};

} // namespace

llvm::SmallVector<Value> WindowedDino::build(GraphBuilder &graph, const std::string &module,
                                             Value pixels) const {
  return BackboneBuilder(graph, *this, module, pixels).build(pixels);
}

} // namespace vitc::frontend
