//===-- Network.h: models that are no VisionTransformer -------------------------------------------===//
#ifndef VITC_FRONTEND_CHECKPOINT_NETWORK_H
#define VITC_FRONTEND_CHECKPOINT_NETWORK_H

#include "frontend/checkpoint/GraphBuilder.h"
#include "mlir/IR/BuiltinOps.h"
#include "mlir/IR/OwningOpRef.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/StringMap.h"

namespace vitc::frontend {

/// A result of a model, by its name.
struct NamedValue {
  std::string name;
  mlir::Value value;
};

/// What a model takes: floats, or integers of 64 bits.
struct ModelInput {
  std::string name;
  llvm::SmallVector<int64_t> shape;
  bool isInteger = false;
};
/// The image of a model that takes one.
ModelInput imageInput(const ModelFacts &facts, int64_t batch);

/// Shapes by the names of inputs.
using InputShapes = llvm::StringMap<llvm::SmallVector<int64_t>>;

/// A model that builds itself. Its numbers come from a configuration; `image` may be another one than that says.
class Network : public ModelFacts {
public:
  virtual ~Network() = default;

  /// The configuration says no size of images: where pictures are prepared for one, that counts.
  bool hasOpenSize = false;

  /// What is wrong with the numbers for `batch` images, and the remedy; "" if it can be built.
  std::string findFault(int64_t batch) const;

  /// What it takes, in order.
  virtual llvm::SmallVector<ModelInput> inputs(int64_t batch) const = 0;
  /// Builds what it computes of its inputs.
  virtual llvm::SmallVector<NamedValue> buildFrom(GraphBuilder &graph,
                                                  mlir::ValueRange inputs) const = 0;
  /// Takes inputs of `shapes`; what is wrong with them, and the remedy, or "".
  virtual std::string applyShapes(const InputShapes &shapes, int64_t batch) = 0;
  /// Whether it takes an image, which a picture can become.
  virtual bool takesImage() const { return false; }

  /// The Vision Transformer that it begins with, for the image; nothing if it is none.
  virtual std::optional<VisionTransformer> encoder() const { return std::nullopt; }

protected:
  /// What is wrong with the numbers of this kind of model for `batch` images, which are within bounds.
  virtual std::string findOwnFault(int64_t batch) const = 0;
  /// How many elements the largest tensor has at most that is computed of one image, and the largest weight;
  /// asked if there is no fault of its own.
  virtual double largestTensor() const = 0;
  virtual double largestWeight() const = 0;
};

/// A model of one image: pyramids, convolutional networks, and Vision Transformers with something behind them.
class ImageNetwork : public Network {
public:
  /// Builds what it computes of `image` [batch, channels, height, width].
  virtual llvm::SmallVector<NamedValue> build(GraphBuilder &graph, mlir::Value image) const = 0;

  llvm::SmallVector<ModelInput> inputs(int64_t batch) const override {
    return {imageInput(*this, batch)};
  }
  llvm::SmallVector<NamedValue> buildFrom(GraphBuilder &graph,
                                          mlir::ValueRange inputs) const override {
    return build(graph, inputs.front());
  }
  std::string applyShapes(const InputShapes &shapes, int64_t batch) override;
  bool takesImage() const override { return true; }
};

/// A model that is a Vision Transformer with something behind it, which shares the image.
class TransformerNetwork : public ImageNetwork {
public:
  VisionTransformer transformer;

  /// For the image.
  VisionTransformer sized() const;
  std::optional<VisionTransformer> encoder() const override { return sized(); }

protected:
  std::string findOwnFault(int64_t batch) const override;
};

/// What is wrong with shapes for a model of one image; "" if there are none.
std::string refuseShapes(const InputShapes &shapes);

/// Makes the module of a model: `@main`, which takes `inputs` and returns what `build` does. `known` are
/// numbers that people know it by. Null if a constant could not be computed or stored, which has been reported.
mlir::OwningOpRef<mlir::ModuleOp> buildModule(
    const ModelFacts &facts, llvm::ArrayRef<ModelInput> inputs, int64_t batch,
    WeightSource &weights, mlir::Location file, Sidecar *sidecar,
    llvm::function_ref<llvm::SmallVector<NamedValue>(GraphBuilder &, mlir::ValueRange)> build,
    mlir::DictionaryAttr known = {});

} // namespace vitc::frontend

#endif // VITC_FRONTEND_CHECKPOINT_NETWORK_H
