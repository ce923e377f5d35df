//===-- HiddenLayer.cpp: what stands between the two layers of an MLP ----------------------------===//
#include "passes/HiddenLayer.h"
#include "passes/Matching.h"
#include <set>
#include <tuple>

using namespace mlir;

namespace vitc {
namespace {

//===-- Which products are second layers ---------------------------------------------------------===//

/// A layer as it was imported, or in a fused op.
bool isLayer(Operation *op) {
  auto product = dyn_cast<vit::MatmulOp>(op);
  return isFusedRegion(op) || (product && layerInput(product));
}

/// What may stand between layers: anything that mixes neither channels nor tokens by weights.
bool mayStandBetween(Operation *op) {
  if (auto convolution = dyn_cast<vit::Conv2dOp>(op))
    return int64_t(convolution.getGroups()) == tensorType(convolution.getInput()).getDimSize(1);
  return isa<vit::VitDialect>(op->getDialect()) && op->getNumResults() == 1 && !isLayer(op) &&
         !isa<vit::ConstantOp, vit::MatmulOp, vit::SoftmaxOp, vit::AttentionOp,
              vit::ConvTranspose2dOp, vit::PatchEmbeddingOp>(op);
}

llvm::SetVector<Value> computedOperands(Operation *op) {
  llvm::SetVector<Value> computed;
  for (Value operand : op->getOperands())
    if (!operand.getDefiningOp<vit::ConstantOp>())
      computed.insert(operand);
  return computed;
}

/// The nearest layers that a value is computed from.
struct Sources {
  llvm::SetVector<Operation *> layers;
  bool areAlone = true; // nothing but layers and constants comes in

  explicit Sources(Value value) {
    llvm::SetVector<Value> open;
    open.insert(value);
    for (size_t i = 0; i < open.size(); ++i) {
      Operation *def = open[i].getDefiningOp();
      if (def && isLayer(def)) {
        layers.insert(def);
      } else if (def && mayStandBetween(def)) {
        llvm::SetVector<Value> operands = computedOperands(def);
        open.insert(operands.begin(), operands.end());
      } else {
        areAlone = false;
      }
    }
  }

  /// Both are parts of one hidden layer: of the same first layer, or of two that read one input.
  bool belongsWith(const Sources &other, bool isGate) const {
    if (isConstant() || other.isConstant() ||
        llvm::any_of(layers, [&](Operation *layer) { return other.layers.contains(layer); }))
      return true;
    if (!areAlone || !other.areAlone)
      return false;
    llvm::SetVector<Operation *> all(layers);
    all.insert(other.layers.begin(), other.layers.end());
    return isGate || llvm::all_equal(llvm::map_range(all, inputOf));
  }

private:
  bool isConstant() const { return layers.empty() && areAlone; }

  static Value inputOf(Operation *layer) {
    auto product = dyn_cast<vit::MatmulOp>(layer);
    return product ? layerInput(product) : layer->getOperand(0);
  }
};

/// What comes together in `op` is of one hidden layer.
bool staysInside(Operation *op) {
  llvm::SetVector<Value> operands = computedOperands(op);
  if (operands.size() < 2)
    return true;
  Sources first(operands[0]);
  return llvm::all_of(operands.getArrayRef().drop_front(), [&](Value operand) {
    return first.belongsWith(Sources(operand), isa<vit::MulOp>(op));
  });
}

/// An op before a product, and what stands between the two.
struct Place {
  Operation *op;
  bool hasActivation = false, hasNormalization = false;

  bool operator<(const Place &other) const {
    return std::tie(op, hasActivation, hasNormalization) <
           std::tie(other.op, other.hasActivation, other.hasNormalization);
  }

  /// What is computed for `op` is of the product's hidden layer. So is a sum with something else, unless
  /// it is normalised: then it is a residual stream.
  bool isInside() const {
    bool isSkipped = isa<vit::AddOp, vit::SubOp>(op) && !hasNormalization;
    return mayStandBetween(op) && (isSkipped || staysInside(op));
  }
};

/// `product` reads an activation of a layer that is not one of `seconds` itself.
bool isSecondLayer(vit::MatmulOp product, const llvm::SetVector<vit::MatmulOp> &seconds) {
  std::set<Place> seen;
  SmallVector<Place> open;
  auto visit = [&](Value value, bool hasActivation, bool hasNormalization) {
    Operation *def = value ? value.getDefiningOp() : nullptr;
    if (def && seen.insert({def, hasActivation, hasNormalization}).second)
      open.push_back({def, hasActivation, hasNormalization});
  };
  visit(layerInput(product), false, false);
  while (!open.empty()) {
    Place place = open.pop_back_val();
    auto first = dyn_cast<vit::MatmulOp>(place.op);
    bool isCounted = isa<vit::MlpOp>(place.op) || (first && seconds.contains(first));
    if (isLayer(place.op) && place.hasActivation && !isCounted)
      return true;
    if (!isLayer(place.op) && place.isInside())
      for (Value operand : computedOperands(place.op))
        visit(operand, place.hasActivation || isActivation(place.op),
              place.hasNormalization || isRowNormalization(place.op));
  }
  return false;
}

} // namespace

llvm::SetVector<vit::MatmulOp> secondLayersIn(Block &block) {
  llvm::SetVector<vit::MatmulOp> seconds;
  for (auto product : block.getOps<vit::MatmulOp>())
    if (isSecondLayer(product, seconds))
      seconds.insert(product);
  return seconds;
}

//===-- What one op can compute ------------------------------------------------------------------===//

HiddenLayer::HiddenLayer(vit::MatmulOp last) : second(last) {
  SmallVector<Value> open{last.getLhs()};
  while (!open.empty()) {
    Operation *def = open.pop_back_val().getDefiningOp();
    if (isa_and_nonnull<vit::ConstantOp>(def))
      continue;
    if (auto product = dyn_cast_or_null<vit::MatmulOp>(def)) {
      if (!llvm::is_contained(products, product))
        products.push_back(product);
    } else if (def && (isElementwise(def) || isRowNormalization(def))) {
      hasActivation |= isActivation(def);
      if (ops.insert(def))
        llvm::append_range(open, llvm::reverse(def->getOperands()));
    } else if (!hasObstacle) {
      hasObstacle = true;
      obstacle = def;
    }
  }
}

std::string HiddenLayer::reasonAgainst() const {
  vit::MatmulOp last = second;
  if (layerInput(last) == last.getRhs())
    return weightReason(last);
  if (obstacle)
    return described(obstacle) + " (" + obstacle->getName().getStringRef().str() +
           ") stands between the layers";
  if (hasObstacle)
    return "the hidden layer reads an input of the model, too";
  if (products.empty() || !hasActivation)
    return "no linear layer and activation stand before it";
  SmallVector<vit::MatmulOp> layers(products);
  layers.insert(layers.begin(), last);
  for (vit::MatmulOp layer : layers)
    if (!hasConstantWeight(layer))
      return weightReason(layer);
  if (products.size() > 2)
    return "more than two products make the hidden layer";
  vit::MatmulOp first = products.front();
  for (vit::MatmulOp product : products)
    if (product.getLhs() != first.getLhs())
      return described(product) + " and " + described(first) + " read different inputs";
  SmallVector<Operation *> inner(ops.begin(), ops.end());
  inner.append(products.begin(), products.end());
  SmallVector<Operation *> readers(inner);
  readers.push_back(last);
  for (Operation *op : inner)
    if (std::string reason = otherReader(op, readers); !reason.empty())
      return reason;
  return "";
}

} // namespace vitc
