//===-- Sums.cpp: sums of products over k, as the loops want them -----------------------------------===//
//
// On a CPU, one function with an update over k; of narrow integers, IntegerSums.cpp's; of bf16, BFloatSums.cpp's. On a GPU, what the threads of a block
// share: copies of a and b, and sums for slices of k (LoopNests.h, BlockProduct). k is one loop there, whatever it runs over, so
// that it divides into steps; copies are what deals with edges.
#include "codegen/kernels/BlockOperands.h"
#include "ir/VitSchedules.h"
#include <set>

using namespace mlir;
using namespace vitc;
using Halide::Expr;
using Halide::Func;
using Halide::RDom;
using Halide::Var;
using vit::GpuProductLoopsAttr;

int vitc::lanesOfThread(int64_t extent, int64_t share, int bits) {
  int lanes = 128 / std::max(bits, 32);
  while (extent % lanes != 0 || share % lanes != 0)
    lanes /= 2;
  return lanes;
}

Coords BlockOperands::positionsOf(Expr quad, const Expr &lane, int lanes) const {
  if (isPadded)
    quad = min(quad, index(plan.depth / lanes - 1));
  Coords result;
  for (size_t i = 0; i < depths.size(); ++i) {
    const Expr extent = index(i == 0 ? depths[i] / lanes : depths[i]);
    const Expr own = i + 1 == depths.size() ? quad : quad % extent;
    result.push_back(i == 0 ? own * lanes + lane : own);
    quad = quad / extent;
  }
  return result;
}

std::vector<Var> BlockOperands::batchOf(bool ofB) const {
  std::vector<Var> result;
  for (size_t i = 0; i < batch.size(); ++i)
    if (!ofB || plan.bVaries[i])
      result.push_back(batch[i]);
  return result;
}

Expr BlockOperands::orZero(const Expr &value, const Expr &k) const {
  return isPadded ? select(k < index(plan.depth), value, Halide::Internal::make_zero(value.type()))
                  : value;
}

Expr BlockOperands::a(const Expr &quad, const Expr &lane, int lanes, const Expr &m) const {
  Coords at = positionsOf(quad, lane, lanes);
  at.push_back(min(m, index(plan.m - 1)));
  llvm::append_range(at, batchOf(false));
  return plan.a(at);
}

Expr BlockOperands::b(const Expr &quad, const Expr &lane, int lanes, const Expr &k) const {
  Coords at = {min(quad, index(plan.n / lanes - 1)) * lanes + lane};
  llvm::append_range(at, positionsOf(k, 0, 1));
  llvm::append_range(at, batchOf(true));
  return plan.b(at);
}

namespace {
/// The functions of a BlockProduct.
struct BlockSums {
  BlockSums(ProductPlan &plan, GpuProductLoopsAttr loops, const Extents &depths,
            std::vector<Var> outer)
      : plan(plan), n(outer[0]), m(outer[1]),
        operands{plan, depths, {outer.begin() + 2, outer.end()}, false},
        slices(static_cast<int>(loops.getSlices())) {
    const int64_t step = loops.getDepth() * slices;
    sliceDepth = static_cast<int>(llvm::divideCeil(plan.depth, step) * loops.getDepth());
    operands.isPadded = int64_t(sliceDepth) * slices != plan.depth;
    plan.block.lanes = lanesOfThread(plan.n, loops.getColumns(), plan.elementBits);
    plan.block.aLanes =
        plan.aDense ? lanesOfThread(depths[0], loops.getDepth(), plan.elementBits) : 1;
  }

  void define(const std::string &name);

private:
  void defineA();
  void defineB();
  std::vector<Var> with(std::vector<Var> first, bool ofB = false) const;

  ProductPlan &plan;
  Var n, m;
  BlockOperands operands;
  Var lane{"lane"}, quad{"quad"}, k{"k"}, slice{"slice"};
  int slices, sliceDepth;
};
} // namespace

std::vector<Var> BlockSums::with(std::vector<Var> first, bool ofB) const {
  llvm::append_range(first, operands.batchOf(ofB));
  first.push_back(slice);
  return first;
}

void BlockSums::defineA() {
  const int lanes = plan.block.aLanes;
  const Expr whole = slice * (sliceDepth / lanes) + quad;
  plan.block.a(with({lane, quad, m})) =
      operands.orZero(operands.a(whole, lane, lanes, m), whole * lanes);
}

void BlockSums::defineB() {
  const Expr whole = slice * sliceDepth + k;
  plan.block.b(with({lane, quad, k}, true)) =
      operands.orZero(operands.b(quad, lane, plan.block.lanes, whole), whole);
}

void BlockSums::define(const std::string &name) {
  BlockProduct &block = plan.block;
  block.a = Func(name + "_a_tile");
  block.b = Func(name + "_b_tile");
  block.sums = Func(name + "_sums");
  defineA();
  defineB();
  const RDom r(0, sliceDepth, "k");
  block.k = r.x;
  Coords a = {r.x % block.aLanes, r.x / block.aLanes, m}, b = {lane, quad, r.x};
  llvm::append_range(a, operands.batchOf(false));
  llvm::append_range(b, operands.batchOf(true));
  a.push_back(slice);
  b.push_back(slice);
  const std::vector<Var> position = with({lane, quad, m});
  block.sums(position) = Halide::Internal::make_zero(plan.a.types()[0]);
  block.sums(position) += block.a(a) * block.b(b);

  Coords ofSlice = {n % block.lanes, n / block.lanes, m};
  llvm::append_range(ofSlice, operands.batchOf(false));
  ofSlice.push_back(0);
  Expr sum;
  for (int i = 0; i < slices; ++i) {
    ofSlice.back() = i;
    sum = sum.defined() ? sum + block.sums(ofSlice) : block.sums(ofSlice);
  }
  std::vector<Var> all = {n, m};
  llvm::append_range(all, operands.batch);
  plan.acc(all) = sum;
}

/// Whether words are copied as they lie in memory, and are not f32 themselves.
static bool copiesWords(vit::TensorProductLoopsAttr loops, const ProductPlan &plan) {
  return loops.getStages() > 1 && plan.depth % loops.getDepth() == 0 &&
         loops.getPrecision() != vit::TensorPrecision::tf32x3;
}

/// By the names of its operands.
static void findOperands(const Halide::Internal::Function &function,
                         const std::vector<Halide::ImageParam> &params, std::set<int64_t> &found) {
  class Finder : public Halide::Internal::IRVisitor {
  public:
    Finder(const std::vector<Halide::ImageParam> &params, std::set<int64_t> &found)
        : params(params), found(found) {}

  private:
    using IRVisitor::visit;
    void visit(const Halide::Internal::Call *op) override {
      for (size_t i = 0; i < params.size(); ++i)
        if (op->call_type == Halide::Internal::Call::Image && op->name == params[i].name())
          found.insert(static_cast<int64_t>(i));
      IRVisitor::visit(op);
    }

    const std::vector<Halide::ImageParam> &params;
    std::set<int64_t> &found;
  } finder(params, found);
  function.accept(&finder);
}

std::vector<int64_t> KernelBuilder::operandsOf(const Func &func) {
  std::set<int64_t> found;
  for (const auto &own : Halide::Internal::build_environment({func.function()})) {
    if (llvm::any_of(roots, [&](const LoopNest &root) { return root.func.name() == own.first; }))
      return {};
    findOperands(own.second, params, found);
  }
  return {found.begin(), found.end()};
}

LogicalResult KernelBuilder::defineSums(Operation *op, ProductPlan &plan, const Extents &shape,
                                        const Extents &depths) {
  plan.aOperands = operandsOf(plan.a);
  plan.bOperands = operandsOf(plan.b);
  plan.aIsConstant = source.areConstant(plan.aOperands);
  plan.bIsConstant = source.areConstant(plan.bOperands);
  plan.kLoops = static_cast<int64_t>(depths.size());
  const Attribute loops = loopsOf<Attribute>(shape, plan, plan.elementBits);
  if (!loops)
    return failure();
  const std::vector<Var> position = vars(shape.size());
  plan.acc = named(op, "_acc");
  if (auto ofGpu = dyn_cast<GpuProductLoopsAttr>(loops); ofGpu && plan.depth > 0) {
    BlockSums(plan, ofGpu, depths, position).define(op->getName().stripDialect().str());
    return success();
  }
  if (auto ofTensorCores = dyn_cast<vit::TensorProductLoopsAttr>(loops)) {
    if (plan.aFollows && copiesWords(ofTensorCores, plan))
      plan.tensor.aStored =
          storeAsWords(cast<vit::MatmulOp>(op).getLhs(), ofTensorCores.getPrecision());
    defineTensorSums(plan, ofTensorCores, depths, position, op->getName().stripDialect().str());
    if (plan.tensor.aPrepared)
      prepared.push_back({plan.tensor.aWords, *plan.tensor.aPrepared});
    if (plan.tensor.bPrepared)
      prepared.push_back({plan.tensor.bWords, *plan.tensor.bPrepared});
    return success();
  }
  if (auto ofIntegers = dyn_cast<vit::IntegerProductLoopsAttr>(loops)) {
    defineIntegerSums(plan, ofIntegers, position, op->getName().stripDialect().str());
    return success();
  }
  if (auto ofBFloats = dyn_cast<vit::BFloatProductLoopsAttr>(loops)) {
    defineBFloatSums(plan, ofBFloats, position, op->getName().stripDialect().str());
    return success();
  }
  Halide::Region ranges;
  for (int64_t depth : depths)
    ranges.emplace_back(0, index(depth));
  const RDom k(ranges, "k");
  Coords a, b = {position[0]};
  for (size_t i = 0; i < depths.size(); ++i) {
    plan.k.push_back(k[static_cast<int>(i)]);
    a.push_back(plan.k.back());
    b.push_back(plan.k.back());
  }
  a.push_back(position[1]);
  for (size_t i = 0; i < plan.batch.size(); ++i) {
    a.push_back(position[2 + i]);
    if (plan.bVaries[i])
      b.push_back(position[2 + i]);
  }
  plan.acc(position) = Halide::cast(plan.a.types()[0], Expr(0));
  plan.acc(position) += plan.a(a) * plan.b(b);
  return success();
}
