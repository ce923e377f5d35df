//===-- BlockTiles.h: a tile of a matrix that a block of threads computes ---------------------------===//
#ifndef VITC_CODEGEN_SCHEDULES_GPU_BLOCKTILES_H
#define VITC_CODEGEN_SCHEDULES_GPU_BLOCKTILES_H

#include "codegen/Target.h"
#include "codegen/schedules/Schedules.h"

namespace vitc::scheduling::gpu {

/// Of a multiprocessor, on all architectures.
constexpr int64_t registerFile = 65536, mostWarps = 48;
/// Of a thread: with more, fewer blocks run at a time than pay.
constexpr int64_t usualRegisters = 128;
/// Bytes of shared memory of a multiprocessor, which its blocks divide.
int64_t sharedMemory(const Target &target);
/// What a block has of it where its kernel asks for more than the usual 48 KB.
int64_t mostSharedMemory(const Target &target);
/// Blocks of `sharedBytes` of it that a multiprocessor has at a time.
int64_t blocksIn(int64_t sharedBytes, const Target &target);
/// What a multiprocessor reads in a cycle of the cache that all share, while all do.
double cacheBytesPerCycle(const Target &target);
/// Cycles that one of the four tensor cores of a multiprocessor takes for an instruction.
double tensorCycles(const Target &target);
/// Multiply-adds of a multiprocessor in a cycle by the data sheet, of tf32; twice as many of halves.
double tensorPeak(const Target &target);
/// Cycles that a block begins and ends with, if it writes so many elements.
double endCycles(int64_t elements);
/// Cycles of the multiprocessor that has most to do, where blocks compute tiles of `height` x `width` elements, `resident`
/// of them at a time, and `cycles` says how long a number of these takes.
double cyclesOf(const ProductPlan &plan, int64_t height, int64_t width, int64_t resident,
                const Target &target, llvm::function_ref<double(int64_t)> cycles);

/// `rowThreads` x `columnThreads` threads, each with `rows` x `columns` elements in registers. A thread's rows follow
/// each other; its columns are vectors of `lanes`, a vector of every other thread between two of them, so that threads
/// of a warp read what lies together in shared memory: 8 along the columns and 4 along the rows.
struct BlockTile {
  int rows = 1, columns = 1, rowThreads = 1, columnThreads = 1, lanes = 1;

  int height() const { return rows * rowThreads; }
  int width() const { return columns * columnThreads; }
  int quads() const { return width() / lanes; }
  int threads() const { return rowThreads * columnThreads; }
};

/// `loops`, innermost first, as one.
Halide::Var fuse(Halide::Stage stage, const std::vector<Halide::VarOrRVar> &loops);
/// Divides `quad`, `row` and (where not empty) `slice` of `stage` between the threads of a block, all of which are one
/// loop. Vectors are `lane`; a thread's vectors and rows are unrolled, with `inner` around them; `outer` are loops of
/// the block.
void shareTile(Halide::Stage stage, const BlockTile &tile, Halide::Var lane, Halide::Var quad,
               Halide::Var row, const std::vector<Halide::Var> &slice,
               const std::vector<Halide::RVar> &inner, const std::vector<Halide::VarOrRVar> &outer);
/// The same for what each thread has of its rows: `column` numbers the threads along the columns. The first of `inner` is
/// within the rows, which are unrolled, the others around them.
void shareRows(Halide::Stage stage, const BlockTile &tile, Halide::Var column, Halide::Var row,
               const std::vector<Halide::RVar> &inner, const std::vector<Halide::VarOrRVar> &outer);
/// Divides `loops`, innermost first, between `threads` threads, with vectors of `lane` where `isVector`, and one
/// element of these after another in neighbouring threads otherwise.
void shareCopy(Halide::Func copy, Halide::Var lane, bool isVector, std::vector<Halide::Var> loops,
               int threads);
/// Loads from shared memory for `elements` that follow each other in a thread's tile: of four where they divide into such.
int64_t loadsFor(int64_t elements);
/// What lies behind a row of `extent` elements in shared memory, so that columns of what is copied by rows do not lie
/// in one bank: the row is a multiple of this.
int paddedRow(int extent);

} // namespace vitc::scheduling::gpu

#endif // VITC_CODEGEN_SCHEDULES_GPU_BLOCKTILES_H
