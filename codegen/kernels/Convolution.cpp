//===-- Convolution.cpp: convolutions as matrix products, and depthwise ones directly ---------===//
//
// A convolution with several output channels per group is the product of the filter, [O/G][K] with
// K = C/G KH KW, and the patches, [K][H' W']: the filter lies in memory just so, and the schedule
// of products stages the patches panel by panel, which is where padding is dealt with. Its result
// has the two spatial dimensions as one. A transposed convolution is such a product for each phase
// (output position modulo stride): every phase sees its own ceil(KH/s) x ceil(KW/s) taps.
#include "codegen/kernels/KernelBuilder.h"
#include "ir/VitOpsTensor.h"

using namespace mlir;
using namespace vitc;
using Halide::Expr;
using Halide::Func;

namespace {
/// What the two directions (0: x, Halide's first) of a window have in common.
struct Window {
  template <typename Op>
  Window(Op op, const Extents &filter)
      : size{filter[0], filter[1]}, stride{op.getStrides()[1], op.getStrides()[0]},
        dilation{op.getDilations()[1], op.getDilations()[0]},
        before{op.getPadding()[1], op.getPadding()[0]} {}
  int64_t size[2], stride[2], dilation[2], before[2];
};
} // namespace

Expr KernelBuilder::paddedAt(Value image, Expr x, Expr y, const Coords &outer, Expr outside) {
  const Extents &shape = extents(image);
  const Expr lastX = index(shape[0] - 1), lastY = index(shape[1] - 1);
  Coords position = {Halide::clamp(x, 0, lastX), Halide::clamp(y, 0, lastY)};
  position.insert(position.end(), outer.begin(), outer.end());
  const Expr inside = x >= 0 && x <= lastX && y >= 0 && y <= lastY;
  return Halide::select(inside, widen(at(image, position)), outside);
}

LogicalResult KernelBuilder::buildConv(vit::Conv2dOp op) {
  const Extents image = extents(op.getInput()), filter = extents(op.getFilter());
  auto irShape = tensorType(op.getResult()).getShape();
  const int64_t groups = op.getGroups(), outs = irShape[1] / groups, ins = filter[2];
  if (outs == 1 && groups > 1)
    return buildDepthwise(op);
  const int64_t width = irShape[3], height = irShape[2];
  const Window w(op, filter);
  materialise(op.getInput());
  materialise(op.getFilter());
  const Halide::Type storage = halideType(tensorType(op.getResult()).getElementType());
  ProductPlan plan;
  plan.n = width * height;
  plan.m = outs;
  plan.depth = ins * w.size[0] * w.size[1];
  plan.batch = {groups, irShape[0]};
  plan.bVaries = {true, true};
  plan.operandBits = plan.elementBits = wideType(storage).bits();

  // d0: position, d1: k or output channel, d2: group, d3: image.
  const Expr p = dims[0], kk = dims[1], g = dims[2], b = dims[3];
  const Expr i = kk % index(w.size[0]), j = kk / index(w.size[0]) % index(w.size[1]);
  const Expr c = kk / index(w.size[0] * w.size[1]);
  const Expr x =
      p % index(width) * index(w.stride[0]) + i * index(w.dilation[0]) - index(w.before[0]);
  const Expr y =
      p / index(width) * index(w.stride[1]) + j * index(w.dilation[1]) - index(w.before[1]);
  const Coords channel = {g * index(ins) + c, b};
  const bool padded = llvm::any_of(op.getPadding(), [](int64_t v) { return v != 0; });
  const bool pointwise = plan.depth == ins && !padded && w.stride[0] == 1 && w.stride[1] == 1;
  Func patches = named(op, "_patches");
  if (pointwise) // x + y * width is p again
    patches(vars(4)) =
        widen(at(op.getInput(), {p % index(width), p / index(width), channel[0], b}));
  else if (!padded)
    patches(vars(4)) = widen(at(op.getInput(), {x, y, channel[0], b}));
  else
    patches(vars(4)) =
        paddedAt(op.getInput(), x, y, channel, Halide::cast(wideType(storage), Expr(0)));
  plan.b = named(op, "_b");
  plan.b(vars(4)) = patches(coords(4));
  plan.bDense = pointwise && storage.bits() >= 32;
  if (!pointwise)
    plan.patches = patches;
  plan.a = named(op, "_a"); // a(k, output channel, group, image)
  const Expr k0 = dims[0];
  plan.a(vars(4)) =
      widen(at(op.getFilter(), {k0 % index(w.size[0]), k0 / index(w.size[0]) % index(w.size[1]),
                                k0 / index(w.size[0] * w.size[1]), g * index(outs) + dims[1]}));

  // Where the epilogue has positions as one dimension and there is one group, the product's tile is
  // the epilogue's; otherwise the product is computed as a whole, and read by position.
  const bool collapsed = shapeOf(op.getResult()).size() == 3;
  auto biased = [&](Expr sum, Expr channel) {
    if (op.getBias())
      sum = sum + widen(at(op.getBias(), {channel}));
    return Halide::cast(storage, sum);
  };
  if (collapsed && groups == 1) {
    Func a3 = named(op, "_a"), b3 = named(op, "_b");
    a3(vars(3)) = plan.a(dims[0], dims[1], 0, dims[2]);
    b3(vars(3)) = plan.b(dims[0], dims[1], 0, dims[2]);
    plan.a = a3, plan.b = b3;
    plan.batch = {irShape[0]};
    plan.bVaries = {true};
    const Extents extent = {plan.n, outs, irShape[0]};
    if (failed(defineSums(op, plan, extent, {plan.depth})))
      return failure();
    define(op.getResult(), biased(plan.acc(p, dims[1], dims[2]), dims[1]));
    addAnchor(op.getResult(), extent, plan, plan.elementBits);
  } else {
    const Extents extent = {plan.n, outs, groups, irShape[0]};
    if (failed(defineSums(op, plan, extent, {plan.depth})))
      return failure();
    Func product = named(op, "_product");
    product(vars(4)) = biased(plan.acc(p, dims[1], g, b), g * index(outs) + dims[1]);
    addRoot(product, extent, plan, plan.elementBits);
    const size_t rank = shapeOf(op.getResult()).size();
    const Expr position = rank == 3 ? Expr(dims[0]) : dims[0] + dims[1] * index(width);
    const Expr out = dims[rank - 2];
    define(op.getResult(), product(position, out % index(outs), out / index(outs), dims[rank - 1]));
  }
  costs[op.getResult()] = 0;
  return success();
}

LogicalResult KernelBuilder::buildDepthwise(vit::Conv2dOp op) {
  const Extents filter = extents(op.getFilter());
  auto irShape = tensorType(op.getResult()).getShape();
  const Window w(op, filter);
  const Halide::Type storage = halideType(tensorType(op.getResult()).getElementType());
  materialise(op.getInput());
  // Positions are one dimension where the epilogue has them so; the sum is read through `product`.
  const Expr o = dims[2], b = dims[3];
  const Halide::RDom r(0, index(w.size[0]), 0, index(w.size[1]), 0, index(filter[2]), "r");
  const Expr x = dims[0] * index(w.stride[0]) + r[0] * index(w.dilation[0]) - index(w.before[0]);
  const Expr y = dims[1] * index(w.stride[1]) + r[1] * index(w.dilation[1]) - index(w.before[1]);
  const Expr channel = o * index(filter[2]) + r[2];
  const bool padded = llvm::any_of(op.getPadding(), [](int64_t v) { return v != 0; });
  Func padding = named(op, "_padded"), acc = named(op, "_acc"), product = named(op, "_product");
  padding(vars(4)) = padded ? paddedAt(op.getInput(), dims[0], dims[1], {dims[2], dims[3]},
                                       Halide::cast(wideType(storage), Expr(0)))
                            : widen(at(op.getInput(), coords(4)));
  acc(vars(4)) = Halide::cast(wideType(storage), Expr(0));
  acc(vars(4)) += padding(x, y, channel, b) * widen(at(op.getFilter(), {r[0], r[1], r[2], o}));
  Expr sum = acc(coords(4));
  if (op.getBias())
    sum = sum + widen(at(op.getBias(), {o}));
  product(vars(4)) = Halide::cast(storage, sum);

  WindowPlan plan;
  plan.acc = acc;
  plan.window = r;
  plan.cost = 2 * w.size[0] * w.size[1] * filter[2];
  if (padded) {
    plan.padded = padding;
    auto span = [&](int d) { return irShape[3 - d] * w.stride[d] + w.size[d] * w.dilation[d]; };
    plan.paddedExtents = {span(0), span(1), filter[2]};
  }
  const Extents shape(irShape.rbegin(), irShape.rend());
  const size_t rank = shapeOf(op.getResult()).size();
  if (rank == 4) {
    define(op.getResult(), product);
    addAnchor(op.getResult(), shape, plan, wideType(storage).bits());
  } else {
    addRoot(product, shape, plan, wideType(storage).bits());
    const Expr p = dims[0];
    define(op.getResult(), product(p % index(irShape[3]), p / index(irShape[3]), dims[1], dims[2]));
  }
  costs[op.getResult()] = 0;
  return success();
}

LogicalResult KernelBuilder::buildConvTranspose(vit::ConvTranspose2dOp op) {
  const Extents image = extents(op.getInput()), filter = extents(op.getFilter());
  auto irShape = tensorType(op.getResult()).getShape();
  const int64_t groups = op.getGroups(), outs = filter[2], ins = image[2] / groups;
  const Window w(op, filter);
  const Halide::Type storage = halideType(tensorType(op.getResult()).getElementType());
  materialise(op.getInput());
  // Output x sees input u through tap i where x + before = u s + i d. Taps are divided by phase
  // where that is exact (d = 1); with dilation all of them are tried.
  int64_t phases[2], taps[2], steps[2];
  for (int d = 0; d < 2; ++d) {
    const bool divide = w.dilation[d] == 1;
    phases[d] = divide ? w.stride[d] : 1;
    taps[d] = divide ? llvm::divideCeil(w.size[d], w.stride[d]) : w.size[d];
    steps[d] = llvm::divideCeil(irShape[3 - d] + w.before[d], phases[d]);
  }
  ProductPlan plan;
  plan.n = steps[0] * steps[1];
  plan.m = outs;
  plan.depth = taps[0] * taps[1] * ins;
  plan.batch = {phases[0] * phases[1], groups, irShape[0]};
  plan.bVaries = {true, true, true};
  plan.operandBits = plan.elementBits = wideType(storage).bits();

  const Expr zero = Halide::cast(wideType(storage), Expr(0));
  const Expr phase = dims[2], g = dims[3], b = dims[4];
  const Expr phaseAt[2] = {phase % index(phases[0]), phase / index(phases[0])};
  auto tapOf = [&](Expr kk, int d) {
    const Expr t = d == 0 ? kk % index(taps[0]) : kk / index(taps[0]) % index(taps[1]);
    return phases[d] == 1 ? t : phaseAt[d] + t * index(phases[d]);
  };
  auto channelOf = [&](Expr kk) { return g * index(ins) + kk / index(taps[0] * taps[1]); };
  // Patches: the input at ((step * phases + phase) - tap * dilation) / stride, if that is exact.
  Expr source[2], exact = Halide::Internal::const_true();
  for (int d = 0; d < 2; ++d) {
    const Expr step = d == 0 ? dims[0] % index(steps[0]) : dims[0] / index(steps[0]);
    const Expr t = d == 0 ? dims[1] % index(taps[0]) : dims[1] / index(taps[0]) % index(taps[1]);
    if (w.dilation[d] == 1) {
      source[d] = step - t;
    } else {
      const Expr from = step - t * index(w.dilation[d]);
      exact = exact && from % index(w.stride[d]) == 0;
      source[d] = from / index(w.stride[d]);
    }
  }
  Func patches = named(op, "_patches");
  patches(vars(5)) = Halide::select(
      exact, paddedAt(op.getInput(), source[0], source[1], {channelOf(dims[1]), b}, zero), zero);
  plan.patches = patches;
  plan.b = named(op, "_b");
  plan.b(vars(5)) = patches(coords(5));
  plan.a = named(op, "_a");
  const Expr i = tapOf(dims[0], 0), j = tapOf(dims[0], 1);
  const Expr weight = widen(
      at(op.getFilter(), {Halide::min(i, index(w.size[0] - 1)),
                          Halide::min(j, index(w.size[1] - 1)), dims[1], channelOf(dims[0])}));
  plan.a(vars(5)) = Halide::select(i < index(w.size[0]) && j < index(w.size[1]), weight, zero);
  plan.aDense = false;
  const Extents extent = {plan.n, outs, plan.batch[0], groups, irShape[0]};
  if (failed(defineSums(op, plan, extent, {plan.depth})))
    return failure();
  Func product = named(op, "_product");
  product(vars(5)) = plan.acc(coords(5));
  addRoot(product, extent, plan, plan.elementBits);

  // Interleave the phases.
  const size_t rank = shapeOf(op.getResult()).size();
  const Expr x = rank == 3 ? dims[0] % index(irShape[3]) : Expr(dims[0]);
  const Expr y = rank == 3 ? dims[0] / index(irShape[3]) : Expr(dims[1]);
  const Expr sx = x + index(w.before[0]), sy = y + index(w.before[1]), o = dims[rank - 2];
  const Expr position = sx / index(phases[0]) + sy / index(phases[1]) * index(steps[0]);
  const Expr own = sx % index(phases[0]) + sy % index(phases[1]) * index(phases[0]);
  Expr value = product(position, o % index(outs), own, o / index(outs), dims[rank - 1]);
  if (op.getBias())
    value = value + widen(at(op.getBias(), {o}));
  define(op.getResult(), Halide::cast(storage, value));
  costs[op.getResult()] = 2;
  return success();
}
