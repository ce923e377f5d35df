//===-- OnnxLayout.cpp: ops that give elements another shape or order -------------------------===//
#include "frontend/onnx/OnnxNode.h"
#include "ir/VitOpsLayout.h"

namespace vitc::frontend {
namespace {

using mlir::Value;

/// 0 copies the input's dimension (unless `allowzero`), -1 is what is left.
Values reshape(NodeImporter &node) {
  bool allowZero = node.flagAttr("allowzero", false);
  Value x = node.input(0);
  Ints shape = node.constantInts(1, "shape");
  if (node.failed)
    return {};
  auto reject = [&](const llvm::Twine &why) {
    return node.fail("the shape " + toText(shape) + " does not fit the input " +
                     toText(shapeOf(x)) + why +
                     "; if the batch size is written into the model, compile it at that "
                     "--batch or export it with a dynamic batch dimension");
  };
  int64_t rest = -1, known = 1;
  Ints result = shape;
  for (auto [i, size] : llvm::enumerate(result)) {
    if (size == 0 && !allowZero) {
      if (static_cast<int64_t>(i) >= rankOf(x))
        return reject(": dimension " + llvm::Twine(i) + " copies one that the input has not");
      size = shapeOf(x)[i];
    }
    if (size < -1 || (size == -1 && rest >= 0))
      return reject(size < -1 ? ": a dimension is negative" : ": -1 comes twice");
    if (size == -1)
      rest = static_cast<int64_t>(i);
    else if (llvm::MulOverflow(known, size, known))
      return reject(": it is too large");
  }
  int64_t elements = product(shapeOf(x));
  if (rest >= 0) {
    if (known == 0 || elements % known != 0)
      return reject("");
    result[rest] = elements / known;
  } else if (known != elements) {
    return reject("");
  }
  return {node.reshape(x, result)};
}

Values flatten(NodeImporter &node) {
  int64_t axis = node.intAttr("axis", 1);
  Value x = node.input(0);
  if (!x)
    return {};
  axis = axis == rankOf(x) ? axis : node.normalizeAxis(axis, rankOf(x));
  auto shape = shapeOf(x);
  return {node.reshape(x, {product(shape.take_front(axis)), product(shape.drop_front(axis))})};
}

Values squeeze(NodeImporter &node) {
  Value x = node.input(0);
  auto axes = node.intsAttrOrInput("axes", 13, 1);
  if (node.failed)
    return {};
  Ints removed = node.normalizeAxes(axes.value_or(Ints()), rankOf(x)), shape;
  for (auto [i, size] : llvm::enumerate(shapeOf(x))) {
    bool isNamed = llvm::is_contained(removed, static_cast<int64_t>(i));
    if (isNamed && size != 1)
      return node.fail("axis " + llvm::Twine(i) + " of the input " + toText(shapeOf(x)) +
                       " is not of size 1; export the model again");
    if (!isNamed && (axes || size != 1))
      shape.push_back(size);
  }
  return {node.reshape(x, shape)};
}

Values unsqueeze(NodeImporter &node) {
  Value x = node.input(0);
  auto axes = node.intsAttrOrInput("axes", 13, 1);
  if (node.failed)
    return {};
  if (!axes)
    return node.fail("its axes are missing; export the model again");
  int64_t rank = rankOf(x) + static_cast<int64_t>(axes->size());
  Ints added = node.normalizeAxes(*axes, rank), shape(rank, -1);
  for (int64_t axis : added)
    shape[axis] = 1;
  const int64_t *source = shapeOf(x).begin();
  for (int64_t &size : shape)
    if (size == -1 && !node.failed)
      size = *source++;
  return {node.reshape(x, shape)};
}

Values transpose(NodeImporter &node) {
  auto permutation = node.intsAttr("perm");
  Value x = node.input(0);
  if (!x)
    return {};
  if (!permutation)
    permutation = llvm::to_vector(llvm::reverse(llvm::seq<int64_t>(0, rankOf(x))));
  return {node.create<vit::TransposeOp>(x, *permutation)};
}

Values concat(NodeImporter &node) {
  int64_t axis = node.requiredIntAttr("axis");
  Values values = node.inputs();
  if (node.failed || values.empty())
    return node.fail("it has no inputs; export the model again");
  axis = node.normalizeAxis(axis, rankOf(values.front()));
  return {node.concat(values, axis)};
}

/// The sizes of the parts: as given, or equal, or (with num_outputs) equal but for a smaller last one.
Ints splitSizes(NodeImporter &node, int64_t total) {
  int64_t parts = node.getNumOutputs(), asked = node.intAttr("num_outputs", parts);
  auto given = node.intsAttrOrInput("split", 13, 1);
  if (node.failed || given)
    return given.value_or(Ints());
  if (asked != parts)
    node.fail("num_outputs is " + llvm::Twine(asked) + ", but there are " + llvm::Twine(parts) +
              " outputs; export the model again");
  int64_t size = node.getOpset() < 18 ? total / parts : llvm::divideCeil(total, parts);
  if (node.failed || (node.getOpset() < 18 && size * parts != total))
    return {};
  Ints sizes(parts, size);
  sizes.back() = total - size * (parts - 1);
  return sizes;
}

Values split(NodeImporter &node) {
  int64_t axis = node.intAttr("axis", 0);
  Value x = node.input(0);
  if (!x)
    return {};
  axis = node.normalizeAxis(axis, rankOf(x));
  int64_t total = node.failed ? 0 : shapeOf(x)[axis], begin = 0;
  Ints sizes = splitSizes(node, total);
  if (node.failed)
    return {};
  int64_t left = total;
  bool fits = sizes.size() >= node.getNumOutputs();
  for (int64_t size : sizes) {
    fits &= size >= 0 && size <= left;
    left -= fits ? size : 0;
  }
  if (!fits || left != 0)
    return node.fail("parts of sizes " + toText(sizes) + " for " +
                     llvm::Twine(node.getNumOutputs()) + " outputs do not make up axis " +
                     llvm::Twine(axis) + " of the input " + toText(shapeOf(x)) +
                     "; export the model again");
  Values parts;
  for (int64_t size : sizes) {
    parts.push_back(node.slice(x, axis, begin, size));
    begin += size;
  }
  return parts;
}

/// One dimension of a Slice: ONNX clamps start and end as Python does.
void sliceDimension(int64_t extent, int64_t step, int64_t &start, int64_t end, int64_t &size) {
  auto clamp = [&](int64_t value, int64_t low, int64_t high) {
    value = value < 0 ? value + extent : value;
    return std::max(low, std::min(value, high));
  };
  if (step > 0) {
    start = clamp(start, 0, extent);
    end = clamp(end, 0, extent);
    size = end > start ? 1 + (end - start - 1) / step : 0;
  } else {
    start = clamp(start, -1, extent - 1);
    // The end lies one before the first element if it stays negative.
    end = end < 0 ? std::max<int64_t>(-1, end + extent) : std::min(end, extent - 1);
    size = start > end ? 1 + (start - end - 1) / -step : 0;
  }
  if (size == 0)
    start = 0;
}

/// Before opset 10 the bounds are attributes.
Ints sliceBounds(NodeImporter &node, llvm::StringRef name, unsigned index) {
  if (node.getOpset() >= 10)
    return node.constantInts(index, name);
  auto bounds = node.intsAttr(name);
  if (!bounds)
    node.fail("attribute '" + name + "' is missing; export the model again");
  return bounds.value_or(Ints());
}

Values slice(NodeImporter &node) {
  Value x = node.input(0);
  Ints starts = sliceBounds(node, "starts", 1), ends = sliceBounds(node, "ends", 2);
  auto axes = node.intsAttrOrInput("axes", 10, 3), steps = node.optionalConstantInts(4, "steps");
  if (node.failed)
    return {};
  if (!axes)
    axes = llvm::to_vector(llvm::seq<int64_t>(0, starts.size()));
  if (!steps)
    steps = Ints(starts.size(), 1);
  if (ends.size() != starts.size() || axes->size() != starts.size() ||
      steps->size() != starts.size())
    return node.fail("starts " + toText(starts) + ", ends " + toText(ends) + ", axes " +
                     toText(*axes) + " and steps " + toText(*steps) +
                     " are not equally many; export the model again");
  Ints normal = node.normalizeAxes(*axes, rankOf(x));
  Ints begin(rankOf(x), 0), sizes(shapeOf(x)), strides(rankOf(x), 1);
  if (node.failed)
    return {};
  for (auto [i, axis] : llvm::enumerate(normal)) {
    // INT64_MIN as an end means "to the very first"; adding the extent must not wrap.
    int64_t limit = std::numeric_limits<int64_t>::max() / 2;
    int64_t start = std::clamp(starts[i], -limit, limit), end = std::clamp(ends[i], -limit, limit);
    int64_t step = std::clamp((*steps)[i], -limit, limit);
    if (step == 0)
      return node.fail("a step is 0; export the model again");
    sliceDimension(shapeOf(x)[axis], step, start, end, sizes[axis]);
    begin[axis] = start;
    strides[axis] = sizes[axis] > 1 ? step : 1;
  }
  if (Ints(shapeOf(x)) == sizes && llvm::all_of(strides, [](int64_t s) { return s == 1; }))
    return {x};
  return {node.create<vit::SliceOp>(x, begin, sizes, strides)};
}

Values expand(NodeImporter &node) {
  Value x = node.input(0);
  Ints shape = node.constantInts(1, "shape");
  if (node.failed)
    return {};
  auto result = broadcastShapes({shapeOf(x), shape});
  if (llvm::succeeded(result) && llvm::all_of(shape, [](int64_t size) { return size >= 0; }))
    return {node.broadcast(x, *result)};
  return node.fail("the input " + toText(shapeOf(x)) + " does not broadcast to the shape " +
                   toText(shape) +
                   "; if the batch size is written into the model, compile it at "
                   "that --batch or export it with a dynamic batch dimension");
}

Values tile(NodeImporter &node) {
  Value x = node.input(0);
  Ints repeats = node.constantInts(1, "repeats");
  if (!llvm::all_of(repeats, [](int64_t n) { return n >= 0 && n <= largestCount; }))
    return node.fail("its repeats are " + toText(repeats) + "; export the model again");
  if (llvm::all_of(repeats, [](int64_t n) { return n == 1; }))
    return {x};
  return {node.create<vit::TileOp>(x, repeats)};
}

/// The pads of the dimensions that the node names, spread over all dimensions.
bool padAmounts(NodeImporter &node, int64_t rank, Ints &low, Ints &high) {
  Ints pads = node.intsAttrOrInput("pads", 11, 1).value_or(Ints());
  auto axes = node.optionalConstantInts(3, "axes");
  if (node.failed)
    return false;
  Ints normal =
      axes ? node.normalizeAxes(*axes, rank) : Ints(llvm::to_vector(llvm::seq<int64_t>(0, rank)));
  auto isLarge = [](int64_t pad) { return pad < -largestCount || pad > largestCount; };
  if (pads.size() != 2 * normal.size() || llvm::any_of(pads, isLarge)) {
    node.fail("there are " + llvm::Twine(pads.size()) + " pads " + toText(pads) + " for " +
              llvm::Twine(normal.size()) +
              " dimensions, where two for each are meant; export the "
              "model again");
    return false;
  }
  for (auto [i, axis] : llvm::enumerate(normal)) {
    low[axis] = pads[i];
    high[axis] = pads[i + normal.size()];
  }
  return !node.failed;
}

/// Whether doubles, as which vit.pad has its value, hold this one of `element`.
bool fitsDouble(int64_t value, mlir::Type element) {
  return element.isUnsignedInteger() ? llvm::isUInt<53>(uint64_t(value)) : llvm::isInt<54>(value);
}

/// By a value of 64 bits that no double is: what is padded is the difference from it, by 0.
Value padByWhole(NodeImporter &node, Value x, Value value, const Ints &low, const Ints &high) {
  const mlir::Type element = elementOf(x),
                   bits = node.builder.getIntegerType(64, /*isSigned=*/false);
  Value around = node.cast(node.reshape(value, {}), bits);
  Value difference = node.create<vit::SubOp>(node.cast(x, bits), around);
  Value padded =
      node.create<vit::PadOp>(difference, low, high, vit::PadMode::constant, llvm::APFloat(0.0));
  return node.cast(node.create<vit::AddOp>(padded, around), element);
}

Values pad(NodeImporter &node) {
  unsigned mode = node.choiceAttr("mode", {"constant", "reflect", "edge", "wrap"});
  Value x = node.input(0);
  if (!x)
    return {};
  Ints low(rankOf(x), 0), high(rankOf(x), 0);
  if (!padAmounts(node, rankOf(x), low, high))
    return {};
  double value = node.getOpset() < 11 ? node.floatAttr("value", 0) : 0.0;
  if (node.hasInput(2)) {
    auto values = node.constantFloats(2, "constant value");
    value = values.empty() ? 0.0 : values.front();
  }
  auto isZero = [](int64_t amount) { return amount == 0; };
  if (node.failed || (llvm::all_of(low, isZero) && llvm::all_of(high, isZero)))
    return {x};
  if (mode == 0 && node.hasInput(2) && elementOf(x).isInteger(64))
    if (auto whole = node.constantInts(2, "constant value");
        !whole.empty() && !fitsDouble(whole[0], elementOf(x)))
      return {padByWhole(node, x, node.input(2), low, high)};
  return {
      node.create<vit::PadOp>(x, low, high, static_cast<vit::PadMode>(mode), llvm::APFloat(value))};
}

/// Cuts or pads around the middle; the odd element is cut, or stands, at the end.
Values centerCropPad(NodeImporter &node) {
  auto axes = node.intsAttr("axes");
  Value x = node.input(0);
  Ints sizes = node.constantInts(1, "shape");
  if (node.failed)
    return {};
  Ints normal = axes ? node.normalizeAxes(*axes, rankOf(x))
                     : Ints(llvm::to_vector(llvm::seq<int64_t>(0, rankOf(x))));
  if (node.failed || sizes.size() != normal.size())
    return node.fail("its shape " + toText(sizes) + " is not one size for each of " +
                     llvm::Twine(normal.size()) + " dimensions; export the model again");
  Ints low(rankOf(x), 0), high(rankOf(x), 0);
  for (auto [axis, size] : llvm::zip(normal, sizes)) {
    if (size < 0 || size > largestCount)
      return node.fail("its shape is " + toText(sizes) + "; export the model again");
    int64_t more = size - shapeOf(x)[axis];
    low[axis] = more < 0 ? -(-more / 2) : more / 2;
    high[axis] = more - low[axis];
  }
  return {node.create<vit::PadOp>(x, low, high, vit::PadMode::constant, llvm::APFloat(0.0))};
}

Values trilu(NodeImporter &node) {
  bool isUpper = node.flagAttr("upper", true);
  Value x = node.input(0);
  Ints diagonal = node.optionalConstantInts(1, "diagonal").value_or(Ints{0});
  if (diagonal.size() != 1)
    return node.fail("its diagonal is no single number; export the model again");
  return {node.create<vit::TriluOp>(x, isUpper, diagonal[0])};
}

/// Blocks of channels become blocks of pixels; DCR and CRD say where the channel's number is split.
Values depthToSpace(NodeImporter &node) {
  bool isCrd = node.choiceAttr("mode", {"DCR", "CRD"}) == 1;
  int64_t block = node.requiredIntAttr("blocksize");
  Value x = node.input(0);
  if (!x)
    return {};
  auto shape = shapeOf(x);
  if (shape.size() != 4 || block <= 0 || block > shape[1] || shape[1] % (block * block) != 0)
    return node.fail("blocksize " + llvm::Twine(block) + " does not fit the input " +
                     toText(shape) + "; it wants [B, C, H, W] with C a multiple of its square");
  int64_t b = shape[0], c = shape[1] / (block * block), h = shape[2], w = shape[3];
  Value split = isCrd ? node.reshape(x, {b, c, block, block, h, w})
                      : node.reshape(x, {b, block, block, c, h, w});
  Value moved =
      isCrd ? node.transpose(split, {0, 1, 4, 2, 5, 3}) : node.transpose(split, {0, 3, 4, 1, 5, 2});
  return {node.reshape(moved, {b, c, h * block, w * block})};
}

Values spaceToDepth(NodeImporter &node) {
  bool isCrd = node.getOpset() >= 28 && node.choiceAttr("mode", {"DCR", "CRD"}) == 1;
  int64_t block = node.requiredIntAttr("blocksize");
  Value x = node.input(0);
  if (!x)
    return {};
  auto shape = shapeOf(x);
  if (shape.size() != 4 || block <= 0 || shape[2] % block != 0 || shape[3] % block != 0)
    return node.fail("blocksize " + llvm::Twine(block) + " does not fit the input " +
                     toText(shape) + "; it wants [B, C, H, W] with H and W multiples of it");
  int64_t b = shape[0], c = shape[1], h = shape[2] / block, w = shape[3] / block;
  Value split = node.reshape(x, {b, c, h, block, w, block});
  Value moved =
      isCrd ? node.transpose(split, {0, 1, 3, 5, 2, 4}) : node.transpose(split, {0, 3, 5, 1, 2, 4});
  return {node.reshape(moved, {b, c * block * block, h, w})};
}

} // namespace

void addLayoutOps(OpTable &table) {
  table.add("CenterCropPad", 18, centerCropPad);
  table.add("Concat", 4, concat);
  table.add("DepthToSpace", 1, depthToSpace);
  table.add("Expand", 8, expand);
  table.add("Flatten", 1, flatten);
  table.add("Pad", 2, pad);
  table.add("Reshape", 5, reshape);
  table.add("Slice", 1, slice);
  table.add("SpaceToDepth", 1, spaceToDepth);
  table.add("Split", 2, split);
  table.add("Squeeze", 1, squeeze);
  table.add("Tile", 6, tile);
  table.add("Transpose", 1, transpose);
  table.add("Trilu", 14, trilu);
  table.add("Unsqueeze", 1, unsqueeze);
}

} // namespace vitc::frontend
