//===-- spare_barriers_test.cpp: which barriers of a block's threads are kept -------------------------===//
#include "codegen/BlockLoops.h"
#include "codegen/SpareBarriers.h"
#include "gtest/gtest.h"

using namespace vitc;
using namespace Halide::Internal;
using Halide::Expr;
using Halide::MemoryType;

static const Halide::Type type = Halide::Int(32);
static const Expr thread = Variable::make(type, "k.thread_id_x"), step = Variable::make(type, "k");

static Stmt barrier() {
  return Evaluate::make(Call::make(type, Call::gpu_thread_barrier, {Expr(0)}, Call::Intrinsic));
}

static Stmt store(const std::string &name, const Expr &at, const Expr &value) {
  return Store::make(name, value, at, Halide::Parameter(), const_true(), ModulusRemainder());
}

static Expr load(const std::string &name, const Expr &at) {
  return Load::make(type, name, at, Halide::Buffer<>(), Halide::Parameter(), const_true(),
                    ModulusRemainder());
}

static Stmt loop(const std::string &name, ForType kind, const Stmt &body) {
  return For::make(name, 0, 32, kind, Halide::Partition::Auto,
                   is_gpu(kind) ? Halide::DeviceAPI::CUDA : Halide::DeviceAPI::None, body);
}

/// The barriers that are left of those in `body`, a thread's part of a kernel that has "shared" and, for each thread, "own";
/// "in" and "out" are the caller's.
static int barriersLeft(const Stmt &body) {
  const Stmt inner = Allocate::make("own", type, MemoryType::Register, {4}, const_true(), body);
  const Stmt block = Allocate::make("shared", type, MemoryType::GPUShared, {64}, const_true(),
                                    loop("k.thread_id_x", ForType::GPUThread, inner));
  const Stmt kernel = SpareBarriers().mutate(loop("k.block_id_x", ForType::GPUBlock, block));
  class Counter : public IRVisitor {
  public:
    int count = 0;

  private:
    using IRVisitor::visit;
    void visit(const Evaluate *op) override {
      count += isBarrier(op);
      IRVisitor::visit(op);
    }
  } counter;
  kernel.accept(&counter);
  return counter.count;
}

/// What another thread has written.
static Expr ofNeighbour() { return load("shared", 31 - thread); }

TEST(SpareBarriers, BetweenThreadsOwnValuesTheyGo) {
  EXPECT_EQ(barriersLeft(Block::make({store("own", 0, load("in", thread)), barrier(),
                                      store("own", 1, load("own", 0)), barrier(),
                                      store("out", thread, load("own", 1))})),
            0);
}

TEST(SpareBarriers, OneOfTwoGoes) {
  EXPECT_EQ(barriersLeft(Block::make({store("shared", thread, load("in", thread)), barrier(),
                                      barrier(), store("out", thread, ofNeighbour())})),
            1);
}

TEST(SpareBarriers, WhatIsWrittenIsWaitedFor) {
  EXPECT_EQ(barriersLeft(Block::make({store("shared", thread, load("in", thread)), barrier(),
                                      store("out", thread, ofNeighbour())})),
            1);
}

TEST(SpareBarriers, WhatIsReadIsWaitedForBeforeItIsWritten) {
  EXPECT_EQ(barriersLeft(Block::make({store("shared", thread, load("in", thread)), barrier(),
                                      store("own", 0, ofNeighbour()), barrier(),
                                      store("shared", thread, load("own", 0))})),
            2);
}

TEST(SpareBarriers, AStepOfALoopFollowsTheOneBefore) {
  // The barrier at the end is between what a step reads and what the next one writes.
  EXPECT_EQ(barriersLeft(loop("k", ForType::Serial,
                              Block::make({store("shared", thread, load("in", step)), barrier(),
                                           store("own", 0, ofNeighbour()), barrier()}))),
            2);
  // The one at the beginning is, too.
  EXPECT_EQ(barriersLeft(loop("k", ForType::Serial,
                              Block::make({barrier(), store("shared", thread, load("in", step)),
                                           barrier(), store("own", 0, ofNeighbour())}))),
            2);
}

TEST(SpareBarriers, BehindALoopWhatItDoesIsWaitedFor) {
  const Stmt writes = loop("k", ForType::Serial, store("shared", thread + step, load("in", step)));
  EXPECT_EQ(barriersLeft(Block::make({writes, barrier(), store("out", thread, ofNeighbour())})), 1);
}

TEST(SpareBarriers, ABranchMayHaveBeenTaken) {
  const Stmt writes = store("shared", thread, load("in", thread)), nothing = Evaluate::make(0);
  for (const Stmt &branch :
       {IfThenElse::make(thread < 3, writes), IfThenElse::make(thread < 3, writes, nothing),
        IfThenElse::make(thread < 3, nothing, writes)})
    EXPECT_EQ(barriersLeft(Block::make({branch, barrier(), store("out", thread, ofNeighbour())})),
              1);
  // A barrier in one branch is none for the other.
  EXPECT_EQ(barriersLeft(Block::make({writes, IfThenElse::make(load("in", 0) < 3, barrier()),
                                      barrier(), store("out", thread, ofNeighbour())})),
            2);
}

TEST(SpareBarriers, ACopyOnItsWayIsWaitedFor) {
  const Stmt wait = Evaluate::make(Call::make(type, "vitc_ptx_wait", {Expr(0)}, Call::Extern));
  EXPECT_EQ(barriersLeft(Block::make({wait, barrier(), store("out", thread, ofNeighbour())})), 1);
}

TEST(SpareBarriers, SharedMemoryIsWrittenWithoutAStore) {
  // By asynchronous copies, as of the step before: what is read of it is waited for.
  EXPECT_EQ(barriersLeft(loop("k", ForType::Serial,
                              Block::make({barrier(), store("own", 0, ofNeighbour()), barrier(),
                                           store("out", thread, load("own", 0))}))),
            2);
}
