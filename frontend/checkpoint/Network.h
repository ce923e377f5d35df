//===-- Network.h: models that are no VisionTransformer -------------------------------------------===//
#ifndef VITC_FRONTEND_CHECKPOINT_NETWORK_H
#define VITC_FRONTEND_CHECKPOINT_NETWORK_H

#include "frontend/checkpoint/GraphBuilder.h"
#include "mlir/IR/BuiltinOps.h"
#include "mlir/IR/OwningOpRef.h"
#include "llvm/ADT/STLFunctionalExtras.h"

namespace vitc::frontend {

/// A result of a model, by its name.
struct NamedValue {
  std::string name;
  mlir::Value value;
};

/// A model that builds itself: pyramids, convolutional networks, and Vision Transformers with something
/// behind them. Its numbers come from a configuration; `image` may be another one than that says.
class Network : public ModelFacts {
public:
  virtual ~Network() = default;

  /// The configuration says no size of images: where pictures are prepared for one, that counts.
  bool hasOpenSize = false;

  /// What is wrong with the numbers for `batch` images, and the remedy; "" if it can be built.
  std::string findFault(int64_t batch) const;

  /// Builds what it computes of `image` [batch, channels, height, width].
  virtual llvm::SmallVector<NamedValue> build(GraphBuilder &graph, mlir::Value image) const = 0;

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

/// A model that is a Vision Transformer with something behind it, which shares the image.
class TransformerNetwork : public Network {
public:
  VisionTransformer transformer;

  /// For the image.
  VisionTransformer sized() const;
  std::optional<VisionTransformer> encoder() const override { return sized(); }

protected:
  std::string findOwnFault(int64_t batch) const override;
};

/// Makes the module of a model that takes one image: `@main`, which returns what `build` does. `known` are
/// numbers that people know it by. Null if a constant could not be computed or stored, which has been reported.
mlir::OwningOpRef<mlir::ModuleOp>
buildModule(const ModelFacts &facts, int64_t batch, WeightSource &weights, mlir::Location file,
            Sidecar *sidecar,
            llvm::function_ref<llvm::SmallVector<NamedValue>(GraphBuilder &, mlir::Value)> build,
            mlir::DictionaryAttr known = {});

} // namespace vitc::frontend

#endif // VITC_FRONTEND_CHECKPOINT_NETWORK_H
