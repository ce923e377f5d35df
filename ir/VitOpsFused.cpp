//===-- VitOpsFused.cpp: shapes of fused ops, and the model ops that they stand for --------------===//
#include "ir/VitOpsFused.h"
#include "ir/Inference.h"
#include "ir/VitOpsElementwise.h"
#include "ir/VitOpsLayout.h"
#include "ir/VitOpsProgram.h"
#include "ir/VitOpsTensor.h"
#include "mlir/IR/IRMapping.h"
#include "llvm/ADT/SmallVectorExtras.h"

using namespace mlir;
using namespace vitc;
using namespace vitc::vit;

#define GET_OP_CLASSES
#include "ir/VitOpsFused.cpp.inc"

void VitDialect::addFusedOps() {
  addOperations<
#define GET_OP_LIST
#include "ir/VitOpsFused.cpp.inc"
      >();
}

#include "ir/VitInterfaces.cpp.inc"

//===-- Attention --------------------------------------------------------------------------------===//

static LogicalResult inferAttention(AttentionOp::Adaptor op, Inference &inference) {
  ArrayRef<int64_t> query = shapeOf(op.getQuery()), key = shapeOf(op.getKey()),
                    value = shapeOf(op.getValue());
  if (query.size() != 4 || key.size() != 4 || value.size() != 4)
    return inference.error("query, key and value have ranks ", query.size(), ", ", key.size(),
                           " and ", value.size(), ", not 4");
  if (failed(
          inference.checkOneElementType({op.getQuery(), op.getKey(), op.getValue(), op.getMask()})))
    return failure();
  bool isOneBatch =
      query[0] == key[0] && key[0] == value[0] && query[2] == key[2] && key[2] == value[2];
  if (!isOneBatch || query[3] != key[3] || key[1] != value[1])
    return inference.error("query [", query, "], key [", key, "] and value [", value,
                           "] are not [B, T, H, D], [B, S, H, D] and [B, S, H, E]");
  if (op.getMask()) {
    SmallVector<int64_t> scores{query[0], query[2], query[1], key[1]};
    auto shape = broadcastShapes({scores, shapeOf(op.getMask())});
    if (failed(shape) || *shape != scores)
      return inference.error("the mask [", shapeOf(op.getMask()), "] does not broadcast to [",
                             scores, "]");
  }
  SmallVector<int64_t> shape{query[0], query[1], query[2], value[3]};
  return inference.add(shape, elementOf(op.getQuery()));
}

VITC_INFER(AttentionOp, inferAttention)

SmallVector<Value> AttentionOp::decompose(OpBuilder &builder) {
  Location loc = getLoc();
  auto type = cast<RankedTensorType>(getType());
  auto permuted = [&](Value value, ArrayRef<int64_t> permutation) -> Value {
    return TransposeOp::create(builder, loc, value, permutation);
  };
  Value query = permuted(getQuery(), {0, 2, 1, 3}), key = permuted(getKey(), {0, 2, 3, 1}),
        value = permuted(getValue(), {0, 2, 1, 3});
  Value scores = MatmulOp::create(builder, loc, query, key);
  auto element = cast<FloatType>(type.getElementType());
  auto number = [&](const APFloat &value) -> Value {
    auto scalar = DenseElementsAttr::get(RankedTensorType::get({}, element), value);
    return ConstantOp::create(builder, loc, cast<TypedAttr>(Attribute(scalar)));
  };
  Value scale = number(
      cast<FloatAttr>(builder.getFloatAttr(element, getScale().convertToDouble())).getValue());
  scores = MulOp::create(builder, loc, scores, scale);
  if (getMask())
    scores = AddOp::create(builder, loc, scores, getMask());
  Value weights = SoftmaxOp::create(builder, loc, scores, 3);
  if (getGuarded()) {
    Value zero = number(APFloat::getZero(element.getFloatSemantics()));
    Value isNan = IsNanOp::create(builder, loc, weights);
    weights = SelectOp::create(builder, loc, isNan, zero, weights);
  }
  Value result = MatmulOp::create(builder, loc, weights, value);
  return {permuted(result, {0, 2, 1, 3})};
}

//===-- Rotary embedding -------------------------------------------------------------------------===//

static LogicalResult inferRotary(RotaryOp::Adaptor op, Inference &inference) {
  ArrayRef<int64_t> input = shapeOf(op.getInput()), cos = shapeOf(op.getCos()),
                    sin = shapeOf(op.getSin());
  if (input.size() != 4 || cos != sin || cos != ArrayRef({input[1], input[3]}))
    return inference.error("input [", input, "], cos [", cos, "] and sin [", sin,
                           "] are not [B, T, H, D], [T, D] and [T, D]");
  if (failed(inference.checkOneElementType({op.getInput(), op.getCos(), op.getSin()})))
    return failure();
  if (input[3] % 2 != 0)
    return inference.error(input[3], " channels are no pairs");
  return inference.add(input, elementOf(op.getInput()));
}

VITC_INFER(RotaryOp, inferRotary)

SmallVector<Value> RotaryOp::decompose(OpBuilder &builder) {
  Location loc = getLoc();
  ArrayRef<int64_t> shape = getType().getShape();
  const int64_t tokens = shape[1], depth = shape[3];
  // Channels begin, begin + step, ...: half of them.
  auto half = [&](int64_t begin, int64_t step) -> Value {
    SmallVector<int64_t> starts{0, 0, 0, begin}, sizes(shape), steps{1, 1, 1, step};
    sizes[3] = depth / 2;
    return SliceOp::create(builder, loc, getInput(), starts, sizes, steps);
  };
  Value first = getInterleaved() ? half(0, 2) : half(0, 1),
        second = getInterleaved() ? half(1, 2) : half(depth / 2, 1);
  second = NegOp::create(builder, loc, second);
  Value rotated;
  if (getInterleaved()) {
    SmallVector<int64_t> single{shape[0], tokens, shape[2], depth / 2, 1};
    Value pairs = ConcatOp::create(builder, loc,
                                   ValueRange{ReshapeOp::create(builder, loc, second, single),
                                              ReshapeOp::create(builder, loc, first, single)},
                                   4);
    rotated = ReshapeOp::create(builder, loc, pairs, shape);
  } else {
    rotated = ConcatOp::create(builder, loc, ValueRange{second, first}, 3);
  }
  auto perToken = [&](Value table) -> Value {
    return ReshapeOp::create(builder, loc, table, ArrayRef<int64_t>{tokens, 1, depth});
  };
  Value straight = MulOp::create(builder, loc, getInput(), perToken(getCos()));
  Value turned = MulOp::create(builder, loc, rotated, perToken(getSin()));
  return {AddOp::create(builder, loc, straight, turned)};
}

//===-- Patch embedding --------------------------------------------------------------------------===//

static LogicalResult inferPatchEmbedding(PatchEmbeddingOp::Adaptor op, Inference &inference) {
  ArrayRef<int64_t> image = shapeOf(op.getImage()), weight = shapeOf(op.getWeight());
  if (image.size() != 4 || weight.size() != 4 || image[1] != weight[1])
    return inference.error("image [", image, "] and weight [", weight,
                           "] are not [B, C, H, W] and [D, C, P, Q]");
  const bool isNarrow = isNarrowerWeight(elementOf(op.getImage()), elementOf(op.getWeight()));
  if (failed(inference.checkNumbers("strides", op.getStrides(), 2, 1)) ||
      failed(inference.checkOneElementType(
          {op.getImage(), isNarrow ? Value() : op.getWeight(), op.getBias(), op.getPrefix()})))
    return failure();
  if (weight[2] < 1 || weight[3] < 1 || weight[2] > image[2] || weight[3] > image[3])
    return inference.error("a patch of ", weight[2], " x ", weight[3],
                           " does not fit into an image of ", image[2], " x ", image[3]);
  const int64_t patches = ((image[2] - weight[2]) / op.getStrides()[0] + 1) *
                          ((image[3] - weight[3]) / op.getStrides()[1] + 1);
  const int64_t width = weight[0];
  if (op.getBias()) {
    ArrayRef<int64_t> bias = shapeOf(op.getBias());
    if (bias != ArrayRef({width}) && bias != ArrayRef({patches, width}))
      return inference.error("the bias [", bias, "] is neither [", width, "] nor [", patches, ", ",
                             width, "]");
  }
  int64_t rows = 0;
  if (op.getPrefix()) {
    ArrayRef<int64_t> prefix = shapeOf(op.getPrefix());
    if (prefix.size() != 3 || prefix[0] != 1 || prefix[2] != width)
      return inference.error("the prefix [", prefix, "] is not [1, R, ", width, "]");
    rows = prefix[1];
  }
  return inference.add(ArrayRef<Wide>{image[0], Wide(rows) + patches, width},
                       elementOf(op.getImage()));
}

VITC_INFER(PatchEmbeddingOp, inferPatchEmbedding)

SmallVector<Value> PatchEmbeddingOp::decompose(OpBuilder &builder) {
  Location loc = getLoc();
  const SmallVector<int64_t> noPadding(4, 0), noDilation(2, 1);
  Value filter = getWeight();
  if (elementOf(filter) != elementOf(getImage()))
    filter = CastOp::create(builder, loc, filter, elementOf(getImage()));
  Value conv = Conv2dOp::create(builder, loc, getImage(), filter, /*bias=*/nullptr, getStrides(),
                                noPadding, noDilation);
  ArrayRef<int64_t> shape = shapeOf(conv);
  const int64_t batch = shape[0], width = shape[1], patches = shape[2] * shape[3];
  Value rows = ReshapeOp::create(builder, loc, conv, ArrayRef({batch, width, patches}));
  Value tokens = TransposeOp::create(builder, loc, rows, ArrayRef<int64_t>{0, 2, 1});
  if (getBias())
    tokens = AddOp::create(builder, loc, tokens, getBias());
  if (!getPrefix())
    return {tokens};
  Value prefix = getPrefix();
  if (batch != 1)
    prefix =
        BroadcastOp::create(builder, loc, prefix, ArrayRef({batch, shapeOf(prefix)[1], width}));
  return {ConcatOp::create(builder, loc, ValueRange{prefix, tokens}, 1)};
}

//===-- Fused regions ----------------------------------------------------------------------------===//

/// `(%x = %0 : tensor<..>, ...) -> (tensor<..>) attributes {..} { ... }`
static ParseResult parseRegionOp(OpAsmParser &parser, OperationState &result) {
  SmallVector<OpAsmParser::Argument> arguments;
  SmallVector<OpAsmParser::UnresolvedOperand> operands;
  auto parseOperand = [&] {
    return failure(parser.parseArgument(arguments.emplace_back()) || parser.parseEqual() ||
                   parser.parseOperand(operands.emplace_back()) ||
                   parser.parseColonType(arguments.back().type));
  };
  SMLoc loc = parser.getCurrentLocation();
  if (parser.parseCommaSeparatedList(OpAsmParser::Delimiter::Paren, parseOperand) ||
      parser.parseArrowTypeList(result.types) ||
      parser.parseOptionalAttrDictWithKeyword(result.attributes))
    return failure();
  SmallVector<Type> types;
  for (const OpAsmParser::Argument &argument : arguments)
    types.push_back(argument.type);
  return failure(parser.resolveOperands(operands, types, loc, result.operands) ||
                 parser.parseRegion(*result.addRegion(), arguments));
}

static void printRegionOp(Operation *op, OpAsmPrinter &printer) {
  Region &body = op->getRegion(0);
  printer << '(';
  llvm::interleaveComma(llvm::zip_equal(body.getArguments(), op->getOperands()), printer,
                        [&](auto pair) {
                          auto [argument, operand] = pair;
                          printer << argument << " = " << operand << " : " << operand.getType();
                        });
  printer << ')';
  printer.printArrowTypeList(op->getResultTypes());
  printer.printOptionalAttrDictWithKeyword(op->getAttrs());
  printer << ' ';
  printer.printRegion(body, /*printEntryBlockArgs=*/false);
}

static SmallVector<Value> decomposeRegion(Operation *op, OpBuilder &builder) {
  IRMapping mapping;
  Block &body = op->getRegion(0).front();
  mapping.map(body.getArguments(), op->getOperands());
  for (Operation &inner : body.without_terminator())
    builder.clone(inner, mapping);
  return llvm::map_to_vector(body.getTerminator()->getOperands(),
                             [&](Value value) { return mapping.lookup(value); });
}

/// What a row is normalised or quantised by.
static bool isOfRows(Operation *op) { return isa<LayerNormOp, RmsNormOp, ReduceMaxOp>(op); }

/// What every region must fulfil: types at its borders, and nothing but products, normalisations and maxima of
/// rows, elementwise and layout ops.
static LogicalResult verifyRegion(Operation *op) {
  Block &body = op->getRegion(0).front();
  if (body.getArgumentTypes() != op->getOperandTypes())
    return op->emitOpError("has operands of types ")
           << op->getOperandTypes() << " but a region that takes " << body.getArgumentTypes();
  auto yield = dyn_cast<YieldOp>(body.back());
  if (!yield || yield.getOperandTypes() != op->getResultTypes())
    return op->emitOpError("does not yield its results of types ") << op->getResultTypes();
  for (Operation &inner : body.without_terminator())
    if (!isElementwise(&inner) && !isLayout(&inner) && !isOfRows(&inner) &&
        !isa<MatmulOp, ConstantOp>(inner)) {
      InFlightDiagnostic error =
          op->emitOpError("holds products, normalisations, elementwise and layout ops, not ")
          << inner.getName();
      error.attachNote(inner.getLoc()) << "the op that cannot be in it";
      return error;
    }
  return success();
}

/// For each product of the region, the number of products one behind the other up to it, itself
/// included.
static SmallVector<int> productDepths(Operation *op) {
  llvm::DenseMap<Value, int> depths;
  SmallVector<int> products;
  for (Operation &inner : op->getRegion(0).front().without_terminator()) {
    int depth = isa<MatmulOp>(inner) ? 1 : 0, before = 0;
    for (Value operand : inner.getOperands())
      before = std::max(before, depths.lookup(operand));
    depth += before;
    if (isa<MatmulOp>(inner))
      products.push_back(depth);
    for (Value result : inner.getResults())
      depths[result] = depth;
  }
  return products;
}

static LogicalResult verifyProducts(LinearOp op) {
  size_t products = productDepths(op).size();
  return products == 1 ? success()
                       : op.emitOpError("holds ") << products << " matrix products, not one";
}

static LogicalResult verifyProducts(QkvProjectionOp op) {
  SmallVector<int> depths = productDepths(op);
  if (depths.empty())
    return op.emitOpError("holds no matrix product");
  return llvm::all_equal(depths) ? success()
                                 : op.emitOpError("has a product that reads another's result");
}

static LogicalResult verifyProducts(MlpOp op) {
  SmallVector<int> depths = productDepths(op);
  const size_t hidden = llvm::count(depths, 1);
  if (hidden < 1 || hidden > 2 || llvm::count(depths, 2) != 1 || depths.size() != hidden + 1)
    return op.emitOpError("is not one matrix product that reads the results of one or two others");
  return success();
}

#define VITC_REGION_OP(OP)                                                                         \
  ParseResult OP::parse(OpAsmParser &parser, OperationState &result) {                             \
    return parseRegionOp(parser, result);                                                          \
  }                                                                                                \
  void OP::print(OpAsmPrinter &printer) { printRegionOp(*this, printer); }                         \
  SmallVector<Value> OP::decompose(OpBuilder &builder) { return decomposeRegion(*this, builder); } \
  LogicalResult OP::verifyRegions() {                                                              \
    return failed(verifyRegion(*this)) ? failure() : verifyProducts(*this);                        \
  }

VITC_REGION_OP(LinearOp)
VITC_REGION_OP(QkvProjectionOp)
VITC_REGION_OP(MlpOp)
#undef VITC_REGION_OP
