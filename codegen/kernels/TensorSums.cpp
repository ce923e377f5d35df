//===-- TensorSums.cpp: sums of products over k, on a GPU's tensor cores --------------------------===//
//
// A warp computes a 16 x 8 tile of the sums at a time, of which each thread has four (DeviceInstructions.h). What it
// multiplies is read from copies that the block makes in shared memory, in words of 32 bits: an f32, or two halves that
// follow each other in k.
//
// tf32x3 multiplies two parts of an f32, of 11 bits each. What it leaves out, small * small, is a 2^-22th of the whole, as
// much as rounding to f32 loses. An infinity times anything is NaN there: big is infinite, and small NaN. tf32 and halves
// are rounded once, while they are copied, or before that, where copies are asynchronous: those make nothing of what they
// copy. f16 has nothing above 65504: what is larger becomes infinite; bf16 reaches as
// far as f32. Sums are f32 always, and so is everything around products.
#include "codegen/DeviceInstructions.h"
#include "codegen/kernels/BlockOperands.h"
#include <algorithm>
#include <functional>

using namespace vitc;
using Halide::Expr;
using Halide::Func;
using Halide::RDom;
using Halide::Tuple;
using Halide::Var;
using vit::TensorPrecision;

/// What an instruction copies.
static constexpr int wordsOfCopy = 4;

namespace {
struct TensorSums {
  TensorSums(ProductPlan &plan, vit::TensorProductLoopsAttr loops, const Extents &depths,
             const std::vector<Var> &outer);

  void define(const std::string &name);

private:
  void defineSums();
  void defineResult();
  int stepsApart() const { return tensor.aStored.defined() ? 1 : tensor.aLanes; }
  Expr stepOf(const Expr &word, int half) const;
  Expr wordOf(const Expr &word, const std::function<Expr(int half)> &element) const;
  Expr wordOfA() const;
  Expr wordOfB() const;
  bool areStored(bool isDense, int ownLanes) const;
  Expr readWords(Func words, const Extents &extents, bool ofB);
  void defineCopy(Func copy, bool ofB, const std::string &name);
  std::vector<Var> with(std::vector<Var> first, bool ofB) const;
  Coords at(Coords first, bool ofB) const;

  ProductPlan &plan;
  TensorProduct &tensor;
  TensorPrecision precision;
  const int64_t stages, height, width; // of a block's tile
  Var n, m;
  BlockOperands operands;
  Var lane{"lane"}, column{"column"}, word{"word"}, columns{"columns"}, rows{"rows"};
  int words = 0; // of k
  /// Elements of an operand that lie together, where whole words are made of them; 1: none do.
  int aTogether = 1, bTogether = 1;
};
} // namespace

TensorSums::TensorSums(ProductPlan &plan, vit::TensorProductLoopsAttr loops, const Extents &depths,
                       const std::vector<Var> &outer)
    : plan(plan), tensor(plan.tensor), precision(loops.getPrecision()), stages(loops.getStages()),
      height(loops.getRows() * loops.getRowWarps()),
      width(loops.getColumns() * loops.getColumnWarps()), n(outer[0]), m(outer[1]),
      operands{plan, depths, {outer.begin() + 2, outer.end()}, false} {
  tensor.stepsPerWord = stepsPerWord(precision);
  const int64_t padded = llvm::alignTo(plan.depth, loops.getDepth());
  words = static_cast<int>(padded / tensor.stepsPerWord);
  operands.isPadded = padded != plan.depth;
  bTogether = lanesOfThread(plan.n, mma::columns, 32);
  if (plan.aDense && depths[0] % tensor.stepsPerWord == 0)
    aTogether = lanesOfThread(depths[0] / tensor.stepsPerWord, mma::words, 32);
  tensor.lanes = stages > 1 ? wordsOfCopy : bTogether;
  tensor.aLanes = stages > 1 ? wordsOfCopy : aTogether;
}

std::vector<Var> TensorSums::with(std::vector<Var> first, bool ofB) const {
  llvm::append_range(first, operands.batchOf(ofB));
  return first;
}

Coords TensorSums::at(Coords first, bool ofB) const {
  llvm::append_range(first, operands.batchOf(ofB));
  return first;
}

/// The step of k of the lower or the upper half of a word. Those of one word are as far apart as a thread copies words at
/// once, so that the elements of these lie together; where a is stored as words, they follow each other.
Expr TensorSums::stepOf(const Expr &word, int half) const {
  const int apart = stepsApart();
  return tensor.stepsPerWord == 1 ? word : word / apart * (2 * apart) + word % apart + half * apart;
}

/// Of the elements of its steps of k. Nothing that is converted is zero for all threads: Halide would have the host do
/// that, once for all.
Expr TensorSums::wordOf(const Expr &word, const std::function<Expr(int half)> &element) const {
  Expr value = element(0);
  if (tensor.stepsPerWord == 2) {
    const bool areWhole = plan.depth % (2 * stepsApart()) == 0; // of each word both or none
    const Expr high = element(1);
    value = packHalves(precision, value, areWhole ? high : operands.orZero(high, stepOf(word, 1)));
  } else if (precision == TensorPrecision::tf32)
    value = roundToTf32(value);
  return operands.orZero(value, stepOf(word, 0));
}

Expr TensorSums::wordOfA() const {
  if (tensor.aStored.defined())
    return tensor.aStored(at({word, min(m, index(plan.m - 1))}, false));
  const int steps = tensor.stepsPerWord, lanes = aTogether;
  const Expr quad = word / lanes, lane = word % lanes;
  if (lanes > 1 && lanes == tensor.aLanes)
    return wordOf(quad * lanes, [&](int half) {
      return operands.a(quad, lane + half * lanes, lanes * steps, m);
    });
  return wordOf(word, [&](int half) { return operands.a(stepOf(word, half), 0, 1, m); });
}

Expr TensorSums::wordOfB() const {
  const Expr quad = column / bTogether, lane = column % bTogether;
  return wordOf(word,
                [&](int half) { return operands.b(quad, lane, bTogether, stepOf(word, half)); });
}

/// Whether what is copied asynchronously is stored before: what an operand has as it is multiplied is not.
bool TensorSums::areStored(bool isDense, int together) const {
  return precision != TensorPrecision::tf32x3 || !isDense || together < wordsOfCopy ||
         operands.isPadded;
}

/// Words in memory that are stored before the product, or before the model runs.
Expr TensorSums::readWords(Func words, const Extents &extents, bool ofB) {
  const std::vector<Var> args = words.args();
  const Coords position(args.begin(), args.end());
  if (!(ofB ? plan.bIsConstant : plan.aIsConstant))
    return words(position);
  std::string name = words.name() + "_prepared";
  std::replace(name.begin(), name.end(), '$', '_');
  const Halide::ImageParam stored(words.types()[0], words.dimensions(), name);
  promiseDense(stored, extents);
  promiseDense(words.output_buffer(), extents);
  (ofB ? tensor.bPrepared : tensor.aPrepared) = stored;
  return stored(position);
}

/// What a block copies of words in memory, or of an operand where there are none.
void TensorSums::defineCopy(Func copy, bool ofB, const std::string &name) {
  Func &words = ofB ? tensor.bWords : tensor.aWords;
  Extents &extents = ofB ? tensor.bExtents : tensor.aExtents;
  const std::vector<Var> position = with({ofB ? column : word, ofB ? word : m}, ofB);
  Expr value = ofB ? wordOfB() : wordOfA();
  const bool isDense = ofB ? plan.bDense || plan.packing : plan.aDense;
  const bool isThere = !ofB && tensor.aStored.defined();
  if (stages > 1 && !isThere && areStored(isDense, ofB ? bTogether : aTogether)) {
    words = Func(name + (ofB ? "_b_words" : "_a_words"));
    words(position) = value;
    for (size_t i = 0; i < plan.batch.size(); ++i)
      if (!ofB || plan.bVaries[i])
        extents.push_back(plan.batch[i]);
    value = readWords(words, extents, ofB);
  }
  copy(position) = stages > 1 ? copyAsync(value, static_cast<int>(stages)) : value;
}

void TensorSums::defineSums() {
  const RDom r(0, words / mma::words, "k");
  tensor.k = r.x;
  const Expr group = lane / mma::threads, own = r.x * mma::words + lane % mma::threads;
  constexpr int lower = mma::rows / 2, behind = mma::words / 2;
  auto ofA = [&](int row, int step) {
    return tensor.a(at({own + step, rows * mma::rows + group + row}, false));
  };
  auto ofB = [&](int step) {
    return tensor.b(at({columns * mma::columns + group, own + step}, true));
  };
  const std::vector<Var> position = with({lane, columns, rows}, false);
  const Expr zero(0.0f);
  tensor.sums(position) = Tuple(zero, zero, zero, zero);
  const Halide::FuncRef before = tensor.sums(position);
  const auto sums = multiplyAdd(precision, {before[0], before[1], before[2], before[3]},
                                {ofA(0, 0), ofA(lower, 0), ofA(0, behind), ofA(lower, behind)},
                                {ofB(0), ofB(behind)});
  tensor.sums(position) = Tuple(sums[0], sums[1], sums[2], sums[3]);
}

void TensorSums::defineResult() {
  constexpr int half = mma::rows / 2;
  const Expr pair = n / 2, ownLane = m % half * mma::threads + pair % mma::threads;
  const Halide::FuncRef own = tensor.sums(at({ownLane, pair / mma::threads, m / mma::rows}, false));
  const Expr isLeft = n % 2 == 0;
  plan.acc(with({n, m}, false)) =
      select(m / half % 2 == 0, select(isLeft, own[0], own[1]), select(isLeft, own[2], own[3]));
}

void TensorSums::define(const std::string &name) {
  tensor.a = Func(name + "_a_tile");
  tensor.b = Func(name + "_b_tile");
  tensor.sums = Func(name + "_sums");
  tensor.aExtents = {words, int64_t(llvm::alignTo(plan.m, height))};
  tensor.bExtents = {int64_t(llvm::alignTo(plan.n, width)), words};
  defineCopy(tensor.a, false, name);
  defineCopy(tensor.b, true, name);
  defineSums();
  defineResult();
}

void vitc::defineTensorSums(ProductPlan &plan, vit::TensorProductLoopsAttr loops,
                            const Extents &depths, const std::vector<Var> &outer,
                            const std::string &name) {
  TensorSums(plan, loops, depths, outer).define(name);
}
