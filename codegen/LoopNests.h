//===-- LoopNests.h: what algorithms hand to schedules ----------------------------------------===//
//
// An algorithm defines Halide functions and says what they are: a loop nest (a function that is computed as a
// whole) together with the plan of its family. What is known of its shape and cost are facts; how its loops
// run is a choice, which the kernel's schedule has written down. Schedules read nothing else.
#ifndef VITC_CODEGEN_LOOPNESTS_H
#define VITC_CODEGEN_LOOPNESTS_H

#include "ir/VitPacking.h"
#include <Halide.h>
#include <optional>
#include <variant>

namespace vitc {

/// Sizes in Halide's order: dimension 0 is the tensor's last.
using Extents = std::vector<int64_t>;

/// Product of `extents`.
int64_t elements(const Extents &extents);

/// Every element by itself. `cost` is about how many vector instructions one element takes.
struct PointwisePlan {
  int64_t cost = 1;
};

/// A product as a block of a GPU's threads computes it (kernels/Sums.cpp): columns of b are numbered quad * lanes + lane,
/// k is quad * aLanes + lane for a. Both are copies that the block makes of a few steps of k, with zeros beyond the last
/// one; rows and columns beyond the last repeat it. Slices divide k: each is summed up by threads of its own.
struct BlockProduct {
  int lanes = 1, aLanes = 1;
  Halide::Func a;    // (lane, quad of k, m, batch.., slice)
  Halide::Func b;    // (lane, quad, k, the batch dimensions that it varies over.., slice)
  Halide::Func sums; // (lane, quad, m, batch.., slice)
  Halide::RVar k;    // of a slice
};

/// A product as a block of a GPU's threads computes it on tensor cores (kernels/TensorSums.cpp). Operands are copies in
/// words of 32 bits, of one or two steps of k, with edges as those of a BlockProduct. What asynchronous copies read and no
/// operand has lies in memory, as words of all rows and columns of whole tiles; functions of the same variables.
struct TensorProduct {
  int lanes = 1, aLanes = 1; // columns of b, and words of a, that a thread copies at once
  int stepsPerWord = 1;
  Halide::Func aStored;        // words that another loop nest stores for this one; or undefined
  Halide::Func aWords, bWords; // undefined: not stored
  Extents aExtents, bExtents;  // of these
  /// Where constants say all of them: an argument of the kernel that has them.
  std::optional<Halide::ImageParam> aPrepared, bPrepared;
  Halide::Func a;    // (word, m, batch..)
  Halide::Func b;    // (n, word, the batch dimensions that it varies over..)
  Halide::Func sums; // (lane of a warp, n / 8, m / 16, batch..), four elements each
  Halide::RVar k;    // eight words
};

/// A product of integers of 8 and 16 bits by instructions that sum several steps of k up (kernels/IntegerSums.cpp). Each
/// column has `parts` sums.
struct IntegerProduct {
  bool multipliesBytes = false; // a is unsigned, b is signed, both of 8 bits
  int aBits = 0;                // of an element of a, as it lies in memory; 0: of no such product
  bool pairsFit = false;        // two products of bytes, one behind the other, add up in 16 bits
  Halide::Func a;               // (k, m, batch..) in as many bits as are multiplied
  Halide::Func pairs;    // (pair, fours of k, n, m, batch..), i16: two products each; or undefined
  Halide::RVar pairStep; // of the two
  Halide::Func columns;  // (n, the batch dimensions that b varies over..): its sums; or undefined
  Halide::RVar columnStep; // of those that an instruction adds up
  int parts = 1;
  Halide::Func sums; // (part, n, m, batch..)
  Halide::RVar step; // of those that an instruction multiplies; all, if that is one
};

/// A product of bf16 that the runtime's sums can compute (kernels/BFloatSums.cpp).
struct BFloatProduct {
  bool isPossible = false; // a and b are bf16 in memory
  Halide::Func a;          // (k, m, batch..), bf16
};

/// acc(n, m, batch..) += a(k.., m, batch..) * b(n, k.., the batch dimensions that it varies over..).
struct ProductPlan {
  Halide::Func acc, a, b;
  /// Where not undefined: what `b` reads and is expensive to compute; a loop nest of its own if need be.
  Halide::Func patches;
  std::vector<Halide::RVar> k; // innermost first
  int64_t m = 1, n = 1, depth = 1;
  int64_t kLoops = 1; // that step through depth, inside each other
  Extents batch;
  std::vector<bool> bVaries; // one for each batch dimension
  bool aDense = true;        // a row of a is contiguous in an operand
  bool aFollows = false;     // a is a loop nest of the kernel that may store words for tensor cores
  bool bDense = false;       // a row of b, or of its panels, is contiguous in an operand
  bool bHalves = false;      // the operand's elements are of 16 bits and become floats
  /// Operands of the kernel that a, and b, are computed from alone; none where another loop nest stores some of it. Where
  /// all of them are constants, what is stored of them is prepared before the model runs.
  std::vector<int64_t> aOperands, bOperands;
  bool aIsConstant = false, bIsConstant = false;
  vit::PackingAttr packing;       // how an operand has b; null where it is not packed
  mlir::BlockArgument weight;     // the operand that b is and that loops may have packed, or null
  bool expensiveEpilogue = false; // functions of libm follow: not worth unrolling
  int operandBits = 32;           // of an element of a, and of b
  int elementBits = 32;           // of the accumulator
  BlockProduct block;             // on a GPU; acc adds up the slices then
  TensorProduct tensor;           // on its tensor cores, instead
  IntegerProduct integer;         // on a CPU; acc adds up the parts then
  BFloatProduct bfloats;          // on a CPU; acc is what the runtime computes then
};

/// One reduction inside a row: an initial value and one update over `r`, innermost first.
struct Reduction {
  Halide::Func func;
  std::vector<Halide::RVar> r;
  int64_t extent = 1;      // of r[0]
  bool associative = true; // may be split into lanes
};

/// Reductions and row temporaries that are computed for each row of the loop nest. The dimensions
/// in `rowDims` lie within a row.
struct RowsPlan {
  std::vector<Reduction> reductions; // producers first
  struct Temporary {
    Halide::Func func;
    int64_t bytes;
  };
  std::vector<Temporary> temporaries; // stored rows
  std::vector<int> rowDims;
  bool reducesInnermost = true;
  int64_t rowCost = 1; // about how many elements one row's work is worth
  int elementBits = 32;

  bool isRowDim(size_t dim) const { return llvm::is_contained(rowDims, static_cast<int>(dim)); }
};

/// A reduction over a window of an image, func(x, y, channel, batch): one channel of the input may
/// be padded and stored.
struct WindowPlan {
  Halide::Func acc;
  Halide::RDom window;
  Halide::Func padded;   // undefined: none
  Extents paddedExtents; // of a task: columns, rows, channels
  int64_t cost = 1;      // of an element
};

/// Parts one after the other: update `i` of the function writes part `i`.
struct ConcatPlan {
  struct Part {
    Halide::RVar r;
    int64_t extent;
  };
  int axis = 0; // Halide's
  std::vector<Part> parts;
};

/// Query [B, T, H, D], key [B, S, H, D], value [B, S, H, E].
struct AttentionShape {
  int64_t b = 1, h = 1, t = 1, s = 1, d = 1, e = 1;
};

/// Attention as a block of a GPU's threads computes it (kernels/BlockAttention.cpp): keys of a block of keys, elements of a
/// value and those of a query are numbered quad * lanes + lane; x is a thread along the keys or a value.
struct BlockAttention {
  /// What a thread makes of its own keys, and each thread then of all threads' for a query.
  struct Reduction {
    Halide::Func ofThread, ofBlock; // (x, t, h, b, block)
    Halide::RVar key, thread;
  };
  int blocks = 1; // of keys
  int keyLanes = 1, valueLanes = 1, depthLanes = 1;
  Halide::Func query; // (lane, quad, t, h, b), a copy
  Halide::Func keys;  // (lane, quad, key, h, b, block), a copy
  Halide::Func sums,
      scores;           // (lane, quad, t, h, b, block); scores are computed where they are read
  Halide::Func weights; // the same
  Halide::Func sharedWeights; // (t, key, h, b, block)
  Halide::Func values;        // (lane, quad, key, h, b, block), a copy
  Halide::Func products;      // (lane, quad, t, h, b, block)
  Halide::RVar d, n;          // of sums and of products
  Reduction maximum, sum;
  Reduction magnitude; // where rows are guarded; else undefined
  Halide::Func lost;   // (x, t, h, b), where rows are guarded and there is one block of keys
  Halide::Func state;  // (x, t, h, b), where there are several
  Halide::RVar block;
};

/// Attention as the warps of a block compute it on a GPU's tensor cores (kernels/TensorAttention.cpp). Lanes are threads of a
/// warp; words are of 32 bits, of one or two elements that are summed over. Functions over 16 queries, `rows`, have what a
/// thread has of them: two queries, or two of each eight columns of these.
struct TensorAttention {
  /// What a thread makes of its own keys in a block of keys.
  struct Reduction {
    Halide::Func func;   // (lane, rows, h, b, block), two elements
    Halide::RVar column; // eight keys
  };
  int blocks = 1;                   // of keys
  int keyLanes = 1, valueLanes = 1; // words of keys and values that a thread copies at once
  Halide::Func query;               // (lane, eight words, rows, h, b), four words
  Halide::Func keys;                // (word, key, h, b, block), a copy
  Halide::Func sums;                // (lane, key / 8, rows, h, b, block), four elements
  Halide::Func scores;              // the same, where something is added to sums; else undefined
  Reduction maxima, totals, flaws;  // flaws where rows are guarded; else undefined
  Halide::Func maximum;             // (lane, rows, h, b, block), of all threads' for a query
  Halide::Func weights;             // as sums
  Halide::Func weightWords;         // (lane, eight words of keys, rows, h, b, block), four words
  Halide::Func values;              // (e, word of keys, h, b, block), a copy
  Halide::Func products;            // (lane, e / 8, rows, h, b, block), four elements
  Halide::RVar d, n;                // eight words, of sums and of products
  Halide::Func state;               // (lane, rows, h, b), where there are several blocks of keys
  Halide::RVar block;
  Halide::Func
      factors; // (lane, rows, h, b): what results are multiplied by, and whether they are lost
};

/// What a query has of the blocks of keys so far, where attention goes through them (kernels/Attention.cpp).
struct AttentionState {
  Halide::Func products; // (e, h, t, b, block): acc, stored
  /// (lane of a value's vectors, h, t, b): the maximum of the scores, the sum of the weights, each in all lanes, where rows are
  /// guarded whether they have lost their weights, and the vectors of the result.
  Halide::Func func;
  Halide::RVar block;
  bool isUsed() const { return func.defined(); }
};

/// out(e, h, t, b) = acc(e, h, t, b) * scale(h, t, b), by way of a strip of scores for a few t. Where keys are in blocks, all
/// functions from keyRows to acc have a last variable more, the block, and n is a key of it.
struct AttentionPlan {
  /// Of a row of scores or weights: lanes(l, h, t, b) over `vector`, then one half combined with the
  /// other, functions of the same variables, until one element is left.
  struct RowReduction {
    Halide::Func lanes;
    Halide::RVar vector;
    std::vector<Halide::Func> halves;
    Halide::Func last() const { return halves.empty() ? lanes : halves.back(); }
  };
  /// Some of the keys: acc(n, h, t, b) sums over `d`, and an update of the strip copies it over `n`.
  struct Part {
    int64_t keys = 0;
    Halide::RVar n, d;
    Halide::Func acc;
  };
  AttentionShape shape;
  bool valuesDense = false; // a row of `values` is contiguous in an operand
  bool isMasked = false;    // or rows are guarded
  bool isGuarded = false;   // of these the latter
  int operandBits = 32;     // of an element of query, key and value, where they are read
  int elementBits = 32;     // of everything in between
  // What the schedule says of the keys: the algorithm divides them into blocks and parts by it.
  int64_t lanes = 1, scoreVectors = 1, valueLanes = 1;
  int64_t keysPerBlock = 0;               // 0: all at once
  Halide::Func query;                     // (d, h, t, b), scaled
  Halide::Func keyRows, keyColumns, keys; // (d, n, h, b), (n, d, h, b), (n, d, h, b)
  Halide::Func values;                    // (e, n, h, b)
  std::vector<Part> parts;
  Halide::Func strip, weights; // (n, h, t, b)
  RowReduction maximum, sum;
  RowReduction magnitude; // where rows are guarded: the largest, as bits; else undefined
  Halide::Func keep;      // (h, t, b), where rows are guarded: the bits of weights that count
  Halide::Func scale;     // (h, t, b); undefined where keys are in blocks
  Halide::RVar s;
  Halide::Func acc;
  AttentionState state;   // where keys are in blocks
  BlockAttention block;   // on a GPU, instead of all functions but query, keyRows and values
  TensorAttention tensor; // the same on its tensor cores

  /// Of a block, or all.
  int64_t keysAtOnce() const { return keysPerBlock ? keysPerBlock : shape.s; }
  int64_t keyVectors() const { return llvm::divideCeil(keysAtOnce(), lanes); }
  int64_t keyBlocks() const { return keysPerBlock ? llvm::divideCeil(shape.s, keysPerBlock) : 1; }
  /// Keys with those that fill the last vector.
  int64_t storedKeys() const { return keyVectors() * lanes; }
  /// The keys in whole panels.
  int64_t panelKeys() const { return keyVectors() / scoreVectors * scoreVectors * lanes; }
};

/// Updates in the order of their definition: the pure stage alone is divided into tasks.
struct UpdatesPlan {};

using Plan = std::variant<PointwisePlan, ProductPlan, RowsPlan, AttentionPlan, WindowPlan,
                          ConcatPlan, UpdatesPlan>;

struct LoopNest {
  Halide::Func func;
  std::vector<Halide::Var> vars;
  Extents extents;
  Plan plan;
  bool isOutput = false;
  int elementBits = 32;
  /// Whether dimension 0 is in words of two halves, as tensor cores multiply them.
  bool storesPairs = false;
};

/// Where the loops of a kernel come from. Algorithms ask for those that they depend on, as soon as the facts
/// are known; schedules for all of them.
class LoopSource {
public:
  virtual ~LoopSource() = default;
  /// The loops of the kernel's loop nest at `position`, producers first; null after a diagnostic.
  virtual mlir::Attribute loopsOf(size_t position, const LoopNest &nest) = 0;
  /// Whether a product by one weight has the rows of all images as one dimension, so that tiles have fewer edges.
  virtual bool mergesRows() const = 0;
  /// Whether launches pass constants for all of these operands of the kernel, so that a GPU may have what is computed of them
  /// alone prepared.
  virtual bool areConstant(llvm::ArrayRef<int64_t>) { return false; }
  /// Whether loops may have `weight`, an operand of the kernel, packed.
  virtual bool mayPack(mlir::BlockArgument) const { return false; }
};

} // namespace vitc

#endif // VITC_CODEGEN_LOOPNESTS_H
