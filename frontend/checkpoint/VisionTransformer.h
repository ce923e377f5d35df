//===-- VisionTransformer.h: all that makes one Vision Transformer differ from another ------------===//
#ifndef VITC_FRONTEND_CHECKPOINT_VISIONTRANSFORMER_H
#define VITC_FRONTEND_CHECKPOINT_VISIONTRANSFORMER_H

#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringRef.h"
#include <cstdint>
#include <optional>
#include <string>

namespace vitc::frontend {

struct Size {
  int64_t height = 0, width = 0;

  bool operator==(const Size &other) const {
    return height == other.height && width == other.width;
  }
  bool operator!=(const Size &other) const { return !(*this == other); }
  int64_t area() const { return height * width; }
};

enum class Activation {
  Gelu,
  GeluTanh,
  QuickGelu,
  Relu,
  Silu,
  Tanh,
  Sigmoid,
  Mish,
  HardSwish,
  Identity
};

/// What is added to the tokens so that they know their place.
enum class Positions {
  None,
  Learned,
  /// Sine and cosine of the token's number (Vaswani et al. 2017, section 3.5); the class token is
  /// number 0.
  Sinusoidal1D,
  /// Half of the channels for the column, half for the row, sines before cosines (He et al. 2021,
  /// "Masked autoencoders"); nothing for tokens that are no patch.
  Sinusoidal2D,
  /// Learned, for each row and each column, of which the sum is added (Dehghani et al. 2023, "Patch n' Pack").
  Factorized,
};

/// How a reference implementation takes position embeddings to another number of patches.
enum class PositionResampling {
  None,              // not at all: it takes images of one size
  Bicubic,           // transformers: torch's bicubic, half-pixel centers
  BicubicAntialias,  // timm, and DINOv2 with registers
  BilinearAntialias, // SigLIP 2
  Bilinear,          // DPT, timm's FlexiViT and RADIO
  BilinearCorners,   // the first RADIO: corners stay corners
};

enum class RelativeBias { None, PerLayer, Shared };

/// How the table of a relative bias is taken to another number of distances.
enum class RelativeResampling {
  Linear,      // transformers: torch's bilinear
  Progression, // timm: linear, between distances that grow as a geometric progression
};

/// A relative bias that two layers make of the logarithms of distances (Liu et al. 2022, "Swin Transformer
/// V2"), in place of a table.
struct LogDistances {
  int64_t hiddenSize = 128;
  /// Distances are shares of the grid, and the bias is limited; else as they are, without a limit.
  bool isNormalised = false;
};

/// Rotary positions (Su et al. 2021, "RoFormer"): pairs of a head's channels of queries and keys are turned
/// by angles that follow from the patch's row and column. Tokens that are no patch are not turned.
struct Rope {
  enum Kind {
    Axial,    // one half of the pairs by the row, the other by the column (EVA-02)
    Centered, // the same, by places from -1 to 1 (DINOv3)
    Mixed,    // all by both, with learned frequencies of every layer and head (Heo et al. 2024)
    InTurn,   // every third pair by the row, the next by the column (Qwen2-VL)
  } kind = Axial;
  double temperature = 10000;
  /// Added to rows and columns that are counted from 0.
  double offset = 0;
  /// The grid whose rows and columns are counted, whatever the image's.
  std::optional<Size> reference;
  /// Columns come before rows.
  bool columnsFirst = false;
  /// Pairs are channels i and i + D/2; else neighbours.
  bool rotatesHalves = false;
  /// Of `InTurn`: how many pairs follow the row and the column.
  int64_t rowPairs = 0, columnPairs = 0;
};

/// How branches join the tokens.
enum class BlockKind {
  PreNorm,  // x + f(norm(x)), f being attention, then the MLP
  PostNorm, // x + norm(f(x))
  Parallel, // attention and MLP side by side, of one normalisation and one projection (Dehghani et al. 2023)
};

/// Where the last normalisation stands.
enum class FinalNorm { None, Tokens, Pooled, Both };

enum class Pooling {
  None,         // all tokens
  ClassToken,   // the first token
  Mean,         // of the tokens that stand for patches, or of all with `poolsPrefix`
  Max,          // of the same tokens
  MeanAndMax,   // half the sum of both
  PrefixMean,   // of the tokens before the patches
  ClassAndMean, // the first token and the mean, one behind the other
  Attention,    // one learned query (Lee et al. 2019, "Set Transformer")
};

/// A convolutional network before the tokens: BiT, a ResNet with weight-standardised convolutions and
/// group normalisation (Kolesnikov et al. 2019).
struct Backbone {
  int64_t stemChannels = 64;
  llvm::SmallVector<int64_t> depths = {3, 4, 9}, channels = {256, 512, 1024};
  int64_t groups = 32;
  /// TensorFlow's "same" padding rather than a symmetric one.
  bool samePadding = true, samePoolPadding = true;
  /// Zeros around the stem's output, between convolution and pooling.
  int64_t stemBorder = 0;
  double convolutionEpsilon = 1e-8, normEpsilon = 1e-5;
  /// Stochastic depth (see DropoutRates) of the last block; it grows from 0 linearly.
  double pathRate = 0;

  /// Blocks of all stages.
  double blocks() const;
};

/// How likely a value is dropped in training, by where the reference implementation does it; 0: it does
/// not.
struct DropoutRates {
  double embedding = 0;  // tokens with their positions
  double attention = 0;  // weights of an attention, behind the softmax
  double projection = 0; // what an attention adds to the tokens
  double hidden = 0;     // what is between the MLP's layers
  double mlp = 0;        // what an MLP adds to the tokens
  double head = 0;       // what the head reads
  /// Of a whole branch of one sample: stochastic depth (Huang et al. 2016).
  double path = 0;
  /// `path` is that of the last block, and grows from 0 linearly; else it is every block's.
  bool pathGrows = true;
};

/// The rate of block `index` of `count`: it grows from 0 linearly, and is `last` in the last one.
double growingRate(double last, double index, double count);

/// What a model returns.
struct ModelOutput {
  enum Kind {
    Tokens,            // as the blocks leave them, behind `FinalNorm::Tokens`
    Pooled,            // the pooled tokens
    Logits,            // of the head
    ClassLogits,       // of the head on the class token alone
    DistillationLogits // of the second head, on the distillation token
  };
  std::string name;
  Kind kind;
};

/// What every model has that takes images.
struct ModelFacts {
  std::string name, family;
  std::string inputName = "pixel_values";
  int64_t channels = 3;
  Size image{224, 224};
};

/// The numbers and choices that define a model. Names of fields follow the papers; every combination
/// that `findFault` lets pass can be built.
struct VisionTransformer : ModelFacts {
  llvm::SmallVector<ModelOutput> outputs;

  //===-- Image and tokens
  Size patch{16, 16};
  /// The grid that the position embedding was made for; another one than the image's is resampled.
  std::optional<Size> trainedGrid;
  PositionResampling resampling = PositionResampling::Bicubic;
  std::optional<Backbone> backbone;
  bool patchBias = true, patchNorm = false;
  /// Zeros around the image, each way, which its patches read.
  int64_t patchPadding = 0;
  /// The patch embedding is stored as a product, for rows of pixels whose channels lie together.
  bool patchRows = false;
  bool classToken = true, distillationToken = false;
  int64_t registerTokens = 0;
  Positions positions = Positions::Learned;
  /// Of the tokens before the patches the first so many have positions.
  int64_t positionedPrefix = 1;
  /// There is no class token, but a position for one, which every patch gets beside its own.
  bool sharesClassPosition = false;
  /// The table of positions is stored by rows and columns.
  bool positionsInGrid = false;
  /// Positions are resampled for a square, of which those of the image are a corner.
  bool squarePositions = false;
  /// Tokens behind the patches, with positions (Fang et al. 2021, "You Only Look at One Sequence").
  int64_t detectionTokens = 0;
  /// Between two blocks positions are added again, each time those of a table of their own.
  bool positionsBetween = false;

  //===-- Blocks
  int64_t layers = 12, hiddenSize = 768, heads = 12, mlpSize = 3072;
  bool queryBias = true, keyBias = true, valueBias = true, projectionBias = true, mlpBias = true;
  BlockKind blockKind = BlockKind::PreNorm;
  /// Attentions side by side, and MLPs (Touvron et al. 2022, "Three things everyone should know").
  int64_t branches = 1;
  /// Of `BlockKind::Parallel`: attention and MLP share the projection of their results, too.
  bool sharedOutput = false;
  bool queryKeyNorm = false;
  /// Heads of keys and values, by layer; none: as many as of queries.
  llvm::SmallVector<int64_t> keyValueHeads;
  /// Two softmaxes, one subtracted from the other (Ye et al. 2024, "Differential Transformer").
  bool differential = false;
  /// Its factor has two numbers of its own in place of four vectors.
  bool dualLambda = false;
  /// Scores of all heads are mixed, as are their shares (Shazeer et al. 2020, "Talking-Heads Attention").
  bool talkingHeads = false;
  /// Between attention and its projection: normalisation, and a sigmoid of the tokens as a factor.
  bool attentionNorm = false, attentionGate = false;
  /// Between the layers of the MLP.
  bool mlpNorm = false;
  bool layerScale = false, mlpLayerScale = true; // the second counts if the first is true
  /// fc1 makes a gate and a value: `fc2(act(gate) * value)`.
  bool gatedMlp = false;
  Activation activation = Activation::Gelu;
  RelativeBias relativeBias = RelativeBias::None;
  RelativeResampling relativeResampling = RelativeResampling::Linear;
  std::optional<LogDistances> logDistances;
  std::optional<Rope> rope;
  bool normBeforeBlocks = false;
  /// RMSNorm in place of every LayerNorm.
  bool rmsNorm = false;
  double epsilon = 1e-6;
  DropoutRates dropout;

  //===-- Head
  FinalNorm finalNorm = FinalNorm::Tokens;
  Pooling pooling = Pooling::ClassToken;
  bool poolsPrefix = false;
  /// Of `Pooling::Attention`, whose MLP has no gate; those of the blocks if nothing is said.
  std::optional<int64_t> poolMlpSize, poolHeads;
  /// It is attention and a projection alone: the query is what is learned, and no MLP follows.
  bool poolsPlainly = false;
  /// Size of a layer between the pooled tokens and the head (ImageNet-21k: "pre-logits"); 0: none.
  int64_t representationSize = 0;
  Activation representationActivation = Activation::Tanh;
  /// Outputs of the head; 0: no head.
  int64_t classes = 1000;
  bool headBias = true;
  /// The distillation token has a head of its own, and the logits are the mean of both.
  bool distillationHead = false;

  int64_t prefixTokens() const { return classToken + distillationToken + registerTokens; }
  /// Pixels of the image that a token stands for, each way.
  Size stride() const;
  Size grid() const;
  /// The grid that the position embedding is made for.
  Size positionGrid() const { return trainedGrid.value_or(grid()); }
  int64_t tokens() const { return prefixTokens() + grid().area() + detectionTokens; }
  int64_t headSize() const { return hiddenSize / heads; }
  int64_t keyValueHeadsOf(int64_t layer) const {
    return keyValueHeads.empty() ? heads : keyValueHeads[size_t(layer)];
  }
};

/// What is wrong with the numbers of `model`, and the remedy; "" if it can be built for `batch`
/// images.
std::string findFault(const VisionTransformer &model, int64_t batch);

/// The first number of `model` that is beyond all bounds, as `findFault` says it; "" if there is none. Then
/// sizes can be computed with.
std::string findFaultyNumber(const VisionTransformer &model);

/// What is wrong with constants of `bytes` that are computed, which `what` ("positions") of `tokens` take, and that it
/// takes `remedy`; "" if they are not too large.
std::string findFaultyConstant(llvm::StringRef what, int64_t tokens, double bytes,
                               llvm::StringRef remedy = "a smaller image");

/// `size` times `factor` as a size; negative where it is none, or no number.
int64_t scaledSize(int64_t size, double factor);

/// "224x224"
std::string toText(Size size);

/// `channels` scaled to a multiple of 8, never by more than a tenth down, as ResNets do.
int64_t divisibleChannels(double channels);

} // namespace vitc::frontend

#endif // VITC_FRONTEND_CHECKPOINT_VISIONTRANSFORMER_H
