//===-- KernelBuilder.cpp: values, roots, arguments and outputs -------------------------------===//
#include "codegen/kernels/KernelBuilder.h"
#include "ir/VitOpsElementwise.h"
#include "ir/VitOpsFused.h"
#include "ir/VitOpsLayout.h"
#include "ir/VitOpsProgram.h"
#include "ir/VitOpsTensor.h"
#include "ir/VitPacking.h"
#include "llvm/ADT/TypeSwitch.h"

using namespace mlir;
using namespace vitc;
using Halide::Expr;
using Halide::Func;
using Halide::Var;

Halide::Type vitc::halideType(mlir::Type type) {
  if (type.isF16())
    return Halide::Float(16);
  if (type.isBF16())
    return Halide::BFloat(16);
  const int bits = static_cast<int>(type.getIntOrFloatBitWidth());
  if (isa<FloatType>(type))
    return Halide::Float(bits);
  if (type.isInteger(1))
    return Halide::Bool();
  return type.isUnsignedInteger() ? Halide::UInt(bits) : Halide::Int(bits);
}

Halide::Type vitc::wideType(Halide::Type type) {
  const bool half = type.bits() == 16 && (type.is_float() || type.is_bfloat());
  return half ? Halide::Float(32) : type;
}

Expr vitc::widen(Expr value) {
  const Halide::Type wide = wideType(value.type());
  return wide == value.type() ? value : Halide::cast(wide, value);
}

int64_t vitc::elements(const Extents &extents) {
  int64_t product = 1;
  for (int64_t extent : extents)
    product *= extent;
  return product;
}

Expr vitc::index(int64_t value) { return Expr(static_cast<int32_t>(value)); }

/// Ops whose speed needs the freedom that strict floating point forbids, and which tolerate no NaN.
static bool isFastMath(Operation *op) {
  return anchorKind(op) == vit::AnchorKind::contraction ||
         anchorKind(op) == vit::AnchorKind::normalization;
}

KernelBuilder::KernelBuilder(vit::KernelOp kernel, LoopSource &source)
    : kernel(kernel), source(source), epilogueEnds(vitc::epilogueEnds(kernel)) {
  strict = true;
  for (Operation &op : kernel.getBlock())
    strict &= !isFastMath(&op);
  for (Operation &op : kernel.getBlock())
    strict |= isa<vit::IsNanOp, vit::CompareOp>(op);
}

//===-- Values --------------------------------------------------------------------------------===//

std::vector<Var> KernelBuilder::vars(size_t rank) const {
  return std::vector<Var>(dims.begin(), dims.begin() + rank);
}

Coords KernelBuilder::coords(size_t rank) const {
  return Coords(dims.begin(), dims.begin() + rank);
}

Func KernelBuilder::named(Operation *op, StringRef suffix) const {
  // Halide takes a call of its own `abs` for one of a function of this name.
  return Func((op->getName().stripDialect() + (suffix.empty() ? "_value" : suffix)).str());
}

/// There is one: ops are built in order, every builder defines all results of its op or fails, and the verifier
/// of kernels lets nothing in from outside.
ValueStage &KernelBuilder::stage(Value value) {
  auto it = stages.find(value);
  assert(it != stages.end() && "an op is built behind its operands");
  return it->second;
}

Extents KernelBuilder::shapeOf(Value value) const {
  if (auto it = merged.find(value); it != merged.end())
    return it->second;
  ArrayRef<int64_t> shape = tensorType(value).getShape();
  return Extents(shape.rbegin(), shape.rend());
}

Expr KernelBuilder::at(Value value, const Coords &coords) { return stage(value).func(coords); }

Expr KernelBuilder::broadcastAt(Value value, const Coords &coords) {
  const Extents &shape = extents(value);
  Coords own;
  for (size_t i = 0; i < shape.size(); ++i)
    own.push_back(shape[i] == 1 || i >= coords.size() ? Expr(0) : coords[i]);
  return at(value, own);
}

Expr KernelBuilder::wideAt(Value value, const Coords &coords) {
  return widen(broadcastAt(value, coords));
}

void KernelBuilder::define(Value result, Func func, Access access) {
  stages[result] = {func, shapeOf(result), access};
}

void KernelBuilder::define(Value result, Expr value, Access access) {
  Func func = named(result.getDefiningOp());
  func(vars(shapeOf(result).size())) = value;
  define(result, func, access);
}

LoopNest &KernelBuilder::addRoot(Func func, Extents extents, Plan plan, int elementBits) {
  std::vector<Var> loops = vars(extents.size());
  roots.push_back({func, loops, std::move(extents), std::move(plan), false, elementBits});
  return roots.back();
}

void KernelBuilder::materialise(Value value) {
  ValueStage &own = stage(value);
  if (own.access != Access::Computed || costs[value] == 0)
    return;
  addRoot(own.func, own.extents, PointwisePlan{costs[value]}, own.func.types()[0].bits());
  costs[value] = 0;
}

int64_t KernelBuilder::costOf(Value value) {
  auto it = costs.find(value);
  return it == costs.end() ? 0 : it->second;
}

//===-- Arguments and outputs -----------------------------------------------------------------===//

void KernelBuilder::defineArguments() {
  for (BlockArgument argument : kernel.getBlock().getArguments()) {
    const Extents shape = shapeOf(argument);
    const Halide::Type type = halideType(tensorType(argument).getElementType());
    const std::string name = "operand" + std::to_string(argument.getArgNumber());
    Halide::ImageParam param(type.is_bool() ? Halide::UInt(8) : type,
                             static_cast<int>(std::max<size_t>(1, shape.size())), name);
    promiseDense(param, shape.empty() ? Extents{1} : shape);
    params.push_back(param);
    arguments.push_back(param);
    Func func(name + "_value");
    const Expr value = param(shape.empty() ? Coords{0} : coords(shape.size()));
    func(vars(shape.size())) = type.is_bool() ? value != Halide::cast<uint8_t>(0) : value;
    define(argument, func, type.is_bool() ? Access::Computed : Access::Dense);
  }
}

void KernelBuilder::defineOutput(OpOperand &yielded) {
  const Value value = yielded.get();
  ValueStage &own = stage(value);
  const bool isBool = own.func.types()[0].is_bool(), isScalar = own.extents.empty();
  auto root = llvm::find_if(roots, [&](LoopNest &r) { return r.func.name() == own.func.name(); });
  const bool isFree = root != roots.end() && !root->isOutput && !isScalar;
  // Halide wants a dimension: a scalar is written as a vector of one element.
  const Extents extents = isScalar ? Extents{1} : own.extents;
  Func func = own.func;
  if (!isFree || isBool) {
    func = Func("result" + std::to_string(yielded.getOperandNumber()));
    const Expr element = own.func(coords(own.extents.size()));
    func(vars(extents.size())) = isBool ? Halide::cast<uint8_t>(element) : element;
  }
  if (isFree && (!isBool || value.hasOneUse())) {
    root->func = func;
    root->isOutput = true;
  } else {
    const int bits = func.types()[0].bits();
    addRoot(func, extents, PointwisePlan{1 + costOf(value)}, bits).isOutput = true;
  }
  promiseDense(func.output_buffer(), extents);
  outputs.push_back(func);
}

//===-- The kernel ----------------------------------------------------------------------------===//

/// Of all values of `kernel`.
static int64_t highestRank(vit::KernelOp kernel) {
  int64_t rank = 0;
  for (Value argument : kernel.getBlock().getArguments())
    rank = std::max(rank, tensorType(argument).getRank());
  for (Operation &op : kernel.getBlock())
    for (Value result : op.getResults())
      rank = std::max(rank, tensorType(result).getRank());
  return rank;
}

LogicalResult KernelBuilder::build() {
  constexpr int64_t inBetween = 16; // what algorithms have more than their operands and results
  for (int64_t i = 0; i < highestRank(kernel) + inBetween; ++i)
    dims.emplace_back("d" + std::to_string(i));
  Operation *anchor = kernel.getAnchor();
  if (isa_and_nonnull<vit::Conv2dOp, vit::ConvTranspose2dOp>(anchor))
    collapseEpilogue(anchor);
  else
    collapseDims();
  defineArguments();
  for (Operation &op : kernel.getBlock().without_terminator()) {
    int64_t cost = cast<vit::ModelOp>(op).getInstructions();
    for (Value operand : op.getOperands())
      cost += costOf(operand);
    for (Value result : op.getResults())
      costs[result] = cost;
    if (failed(buildOp(&op)))
      return failure();
    for (Value result : op.getResults())
      closeEpilogue(result);
  }
  for (OpOperand &yielded : kernel.getBlock().getTerminator()->getOpOperands())
    defineOutput(yielded);
  return success();
}

LogicalResult KernelBuilder::buildOp(Operation *op) {
  if (llvm::all_of(op->getResults(), [](Value v) { return tensorType(v).getNumElements() == 0; })) {
    for (Value result : op->getResults())
      define(result, Halide::cast(halideType(tensorType(result).getElementType()), Expr(0)));
    return success();
  }
  if (isElementwise(op))
    return buildElementwise(op);
  return llvm::TypeSwitch<Operation *, LogicalResult>(op)
      .Case([&](vit::ConstantOp o) { return buildConstant(o); })
      .Case([&](vit::ConcatOp o) { return buildConcat(o); })
      .Case([&](vit::ScatterNdOp o) { return buildScatterNd(o); })
      .Case([&](vit::MatmulOp o) { return buildMatmul(o); })
      .Case([&](vit::AttentionOp o) { return buildAttention(o); })
      .Case([&](vit::RotaryOp o) { return buildRotary(o); })
      .Case([&](vit::PatchEmbeddingOp o) { return buildPatchEmbedding(o); })
      .Case([&](vit::Conv2dOp o) { return buildConv(o); })
      .Case([&](vit::ConvTranspose2dOp o) { return buildConvTranspose(o); })
      .Case([&](vit::MaxPool2dOp o) { return buildMaxPool(o); })
      .Case([&](vit::AvgPool2dOp o) { return buildAvgPool(o); })
      .Case([&](vit::ResizeOp o) { return buildResize(o); })
      .Case([&](vit::SoftmaxOp o) { return buildSoftmax(o); })
      .Case([&](vit::LayerNormOp o) { return buildLayerNorm(o); })
      .Case([&](vit::RmsNormOp o) { return buildRmsNorm(o); })
      .Case([&](vit::GroupNormOp o) { return buildGroupNorm(o); })
      .Case([&](vit::BatchNormOp o) { return buildBatchNorm(o); })
      .Case<vit::ReduceSumOp, vit::ReduceMeanOp, vit::ReduceMaxOp, vit::ReduceMinOp,
            vit::ReduceProdOp>([&](Operation *o) { return buildReduce(o); })
      .Case<vit::ArgMaxOp, vit::ArgMinOp>([&](Operation *o) { return buildArg(o); })
      .Case<vit::PackOp, vit::UnpackOp>([](auto) { return success(); }) // products read them
      .Case([&](vit::TopKOp o) { return buildTopK(o); })
      .Case([&](vit::CumsumOp o) { return buildCumsum(o); })
      .Default([&](Operation *o) { return buildLayout(o); });
}
