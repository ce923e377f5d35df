//===-- HiddenLayer.cpp: what stands between the two layers of an MLP ----------------------------===//
#include "passes/HiddenLayer.h"
#include "ir/VitOpsElementwise.h"
#include "ir/VitOpsFused.h"
#include "ir/VitOpsLayout.h"
#include "ir/VitOpsTensor.h"
#include "passes/Grouping.h"
#include "passes/Matching.h"
#include <array>
#include <bitset>
#include <map>

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
         anchorKind(op) != vit::AnchorKind::contraction &&
         !isa<vit::ConstantOp, vit::SoftmaxOp>(op);
}

llvm::SetVector<Value> computedOperands(Operation *op) {
  llvm::SetVector<Value> computed;
  for (Value operand : op->getOperands())
    if (!operand.getDefiningOp<vit::ConstantOp>())
      computed.insert(operand);
  return computed;
}

/// The nearest layers that each value of a block is computed from, as far as it matters: what they all read,
/// not which they are, so that a long residual stream costs as much as its ops.
class Sources {
public:
  explicit Sources(Block &block) {
    for (Operation &op : block)
      found[&op] = sourcesOf(&op);
  }

  /// What comes together in `op` is of one hidden layer.
  bool staysInside(Operation *op) const {
    llvm::SetVector<Value> operands = computedOperands(op);
    return operands.size() < 2 ||
           llvm::all_of(
               operands.getArrayRef().drop_front(),
               [&](Value operand) {
                 return areTogether(operands[0], operand, isa<vit::MulOp>(op));
               });
  }

private:
  struct Layers {
    bool areAlone = true; // nothing but layers and constants comes in
    bool isEmpty = true;
    Value input; // of all of them; null if they read several

    bool isConstant() const { return isEmpty && areAlone; }

    Layers &operator+=(const Layers &other) {
      if (!other.isEmpty)
        input = isEmpty || input == other.input ? other.input : Value();
      areAlone &= other.areAlone;
      isEmpty &= other.isEmpty;
      return *this;
    }
  };

  Layers at(Value value) const {
    Layers ofInput;
    ofInput.areAlone = false;
    Operation *def = value.getDefiningOp();
    return def ? found.lookup(def) : ofInput;
  }

  Layers sourcesOf(Operation *op) const {
    if (isLayer(op)) {
      auto product = dyn_cast<vit::MatmulOp>(op);
      return {/*areAlone=*/true, /*isEmpty=*/false,
              product ? layerInput(product) : op->getOperand(0)};
    }
    Layers layers;
    layers.areAlone = mayStandBetween(op);
    if (layers.areAlone)
      for (Value operand : computedOperands(op))
        layers += at(operand);
    return layers;
  }

  /// Both are parts of one hidden layer: of the same first layer, or of two that read one input.
  bool areTogether(Value a, Value b, bool isGate) const {
    Layers both = at(a), other = at(b);
    if (both.isConstant() || other.isConstant() || shareLayer(a, b))
      return true;
    both += other;
    return both.areAlone && (isGate || both.input);
  }

  /// Backwards through the block, as long as there are ops that lead to `a`, and such that lead to `b`.
  bool shareLayer(Value a, Value b) const {
    auto later = [](Operation *x, Operation *y) { return y->isBeforeInBlock(x); };
    std::map<Operation *, std::array<bool, 2>, decltype(later)> open(later);
    std::array<unsigned, 2> numOpen{};
    auto visit = [&](Value value, std::array<bool, 2> leadsTo) {
      Operation *def = value.getDefiningOp();
      for (int i : {0, 1})
        if (def && leadsTo[i] && !std::exchange(open[def][i], true))
          ++numOpen[i];
    };
    visit(a, {true, false});
    visit(b, {false, true});
    while (numOpen[0] && numOpen[1]) {
      auto [op, leadsTo] = *open.begin();
      open.erase(open.begin());
      bool isShared = leadsTo[0] && leadsTo[1];
      if (isShared && !found.lookup(op).isEmpty)
        return true;
      for (int i : {0, 1})
        numOpen[i] -= leadsTo[i];
      if (!isShared && !isLayer(op) && mayStandBetween(op))
        for (Value operand : computedOperands(op))
          visit(operand, leadsTo);
    }
    return false;
  }

  llvm::DenseMap<Operation *, Layers> found;
};

/// What stands between an op and the product that it is looked at from.
enum Between : unsigned { Activation = 1, Normalization = 2 };

/// For each op of a block, seen from behind: whether it is, or is computed from, a layer that an activation
/// makes something of.
class ActivatedLayers {
public:
  explicit ActivatedLayers(Block &block) : sources(block) {}

  /// `op` is the next of the block. A layer that is `counted` is the second of an MLP already.
  void add(Operation *op, bool isCounted) {
    States states;
    for (unsigned between = 0; between < states.size(); ++between)
      states[between] = isLayer(op) ? !isCounted && (between & Activation) : passesOn(op, between);
    if (states.any())
      known[op] = states;
  }

  bool leadTo(Value value, unsigned between = 0) const {
    Operation *def = value ? value.getDefiningOp() : nullptr;
    return def && known.lookup(def)[between];
  }

private:
  using States = std::bitset<4>;

  bool passesOn(Operation *op, unsigned between) const {
    unsigned behind = between | (isActivation(op) ? Activation : 0) |
                      (isRowNormalization(op) ? Normalization : 0);
    return llvm::any_of(op->getOperands(), [&](Value v) { return leadTo(v, behind); }) &&
           isInside(op, between);
  }

  /// What is computed for `op` is of the product's hidden layer. So is a sum with something else, unless
  /// it is normalised: then it is a residual stream.
  bool isInside(Operation *op, unsigned between) const {
    bool isSkipped = isa<vit::AddOp, vit::SubOp>(op) && !(between & Normalization);
    return mayStandBetween(op) && (isSkipped || sources.staysInside(op));
  }

  Sources sources;
  llvm::DenseMap<Operation *, States> known;
};

} // namespace

llvm::SetVector<vit::MatmulOp> secondLayersIn(Block &block) {
  llvm::SetVector<vit::MatmulOp> seconds;
  ActivatedLayers layers(block);
  for (Operation &op : block) {
    auto product = dyn_cast<vit::MatmulOp>(op);
    bool isSecond = product && layers.leadTo(layerInput(product));
    if (isSecond)
      seconds.insert(product);
    layers.add(&op, isSecond || isa<vit::MlpOp>(op));
  }
  return seconds;
}

//===-- What one op can compute ------------------------------------------------------------------===//

/// A gated hidden layer has two.
constexpr unsigned maxProducts = 2;

bool HiddenLayer::isTooLarge() const {
  return products.size() > maxProducts || ops.size() > maxKernelOps;
}

HiddenLayer::HiddenLayer(vit::MatmulOp last) : second(last) {
  SmallVector<Value> open{last.getLhs()};
  while (!open.empty() && !hasObstacle && !isTooLarge()) {
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
    } else {
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
  if (products.size() > maxProducts)
    return "more than two products make the hidden layer";
  if (ops.size() > maxKernelOps)
    return "more than " + std::to_string(maxKernelOps) + " ops stand between the layers";
  if (products.empty() || !hasActivation)
    return "no linear layer and activation stand before it";
  SmallVector<vit::MatmulOp> layers(products);
  layers.insert(layers.begin(), last);
  for (vit::MatmulOp layer : layers)
    if (!hasConstantWeight(layer))
      return weightReason(layer);
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
