//===-- ConvBackbones.h: convolutional networks whose stages others read --------------------------===//
#ifndef VITC_FRONTEND_CHECKPOINT_CONVBACKBONES_H
#define VITC_FRONTEND_CHECKPOINT_CONVBACKBONES_H

#include "frontend/checkpoint/GraphBuilder.h"

namespace vitc::frontend {

/// A network of stages, some of which are read. Modules are called as transformers does.
struct ConvBackbone {
  virtual ~ConvBackbone() = default;

  /// The stages that are read, in ascending order; 1 is the first.
  llvm::SmallVector<int64_t> read;

  /// Features [B, C, H, W] of the stages that are read.
  llvm::SmallVector<mlir::Value> build(GraphBuilder &graph, const std::string &module,
                                       mlir::Value image) const;
  /// What is wrong with the numbers; "" if it can be built.
  virtual std::string findFault() const = 0;
  /// Pixels of the image that one of stage `number` stands for, each way.
  virtual int64_t strideOf(int64_t number) const = 0;
  /// The most channels of anything.
  virtual int64_t widest() const = 0;

protected:
  virtual mlir::Value stem(GraphBuilder &graph, const std::string &module,
                           mlir::Value image) const = 0;
  virtual mlir::Value stage(GraphBuilder &graph, const std::string &module, int64_t number,
                            mlir::Value image) const = 0;
};

/// A ResNet with three convolutions as its stem, that averages before its shortcuts (He et al. 2018, "Bag of Tricks").
struct ResNetD : ConvBackbone {
  int64_t stemChannels = 64;
  llvm::SmallVector<int64_t> depths = {3, 4, 6, 3}, channels = {256, 512, 1024, 2048};
  /// Blocks of three convolutions; else of two.
  bool hasBottlenecks = true;
  bool firstStageReduces = false, firstConvolutionReduces = false;
  Activation activation = Activation::Relu;

  std::string findFault() const override;
  int64_t strideOf(int64_t number) const override;
  int64_t widest() const override;

protected:
  mlir::Value stem(GraphBuilder &graph, const std::string &module,
                   mlir::Value image) const override;
  mlir::Value stage(GraphBuilder &graph, const std::string &module, int64_t number,
                    mlir::Value image) const override;

private:
  int64_t stepOf(int64_t number) const { return number > 1 || firstStageReduces ? 2 : 1; }
  mlir::Value bottleneck(GraphBuilder &graph, const std::string &module, mlir::Value image,
                         int64_t outputs, int64_t step) const;
  mlir::Value basic(GraphBuilder &graph, const std::string &module, mlir::Value image,
                    int64_t outputs, int64_t step, bool isFirst) const;
};

/// PaddlePaddle's HGNetV2: blocks that join what each of their convolutions makes.
struct HgNet : ConvBackbone {
  struct Stage {
    int64_t inputs, inner, outputs, blocks, layers, kernel;
    bool reduces, isLight; // light: a convolution of pixels, and one of channels
  };
  llvm::SmallVector<int64_t> stemChannels = {32, 48};
  llvm::SmallVector<Stage> stages;
  Activation activation = Activation::Relu; // of the stem
  /// A number to multiply with and one to add, behind activations.
  bool hasScales = false;

  std::string findFault() const override;
  int64_t strideOf(int64_t number) const override;
  int64_t widest() const override;

protected:
  mlir::Value stem(GraphBuilder &graph, const std::string &module,
                   mlir::Value image) const override;
  mlir::Value stage(GraphBuilder &graph, const std::string &module, int64_t number,
                    mlir::Value image) const override;

private:
  mlir::Value layer(GraphBuilder &graph, const std::string &module, mlir::Value image,
                    const Filter &filter, std::optional<Activation> act) const;
  mlir::Value block(GraphBuilder &graph, const std::string &module, const Stage &stage,
                    mlir::Value image) const;
};

} // namespace vitc::frontend

#endif // VITC_FRONTEND_CHECKPOINT_CONVBACKBONES_H
