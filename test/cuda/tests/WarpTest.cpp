//===-- WarpTest.cpp: instructions in which lanes or threads meet, and memory ------------------===//
#include "Cuda.h"

#include <functional>

namespace {

constexpr unsigned LANES = 32;

/// Runs `body` in a warp: it leaves its result in %r1. %r0 is the thread.
std::vector<uint32_t> run(const std::string &body, const std::string &variables = "",
                          unsigned threads = LANES) {
  const Session session;
  const Buffer out(threads * sizeof(uint32_t));
  const Program program(
      kernelText(1,
                 "mov.u32 %r0, %tid.x;\nmul.wide.u32 %d39, %r0, 4;\nadd.u64 %a1, %a0, %d39;\n" +
                     body + "\nst.global.u32 [%a1], %r1;",
                 variables));
  EXPECT_CUDA(CUDA_SUCCESS, program.run({1, threads}, {out.address}));
  return out.read<uint32_t>();
}

std::vector<uint32_t> lanes(const std::function<uint32_t(uint32_t)> &of, unsigned threads = LANES) {
  std::vector<uint32_t> values;
  for (uint32_t lane = 0; lane < threads; ++lane)
    values.push_back(of(lane));
  return values;
}

TEST(Warp, shuffle_from_a_lane_before) {
  EXPECT_EQ(run("shfl.sync.up.b32 %r1, %r0, 1, 0, -1;"),
            lanes([](uint32_t i) { return i ? i - 1 : 0; }));
}

TEST(Warp, shuffle_from_a_lane_behind_says_what_is_outside) {
  EXPECT_EQ(run("shfl.sync.down.b32 %r1|%p1, %r0, 8, 31, -1;\n@!%p1 mov.b32 %r1, 99;"),
            lanes([](uint32_t i) { return i < 24 ? i + 8 : 99; }));
}

TEST(Warp, shuffle_across_a_butterfly) {
  EXPECT_EQ(run("shfl.sync.bfly.b32 %r1, %r0, 16, 31, -1;"),
            lanes([](uint32_t i) { return i ^ 16; }));
}

TEST(Warp, shuffle_by_index_within_segments_of_eight) {
  EXPECT_EQ(run("shfl.sync.idx.b32 %r1, %r0, 3, 0x181f, -1;"),
            lanes([](uint32_t i) { return (i & 24) + 3; }));
}

TEST(Warp, votes) {
  const std::string condition = "setp.lt.u32 %p1, %r0, 5;\n";
  EXPECT_EQ(run(condition + "vote.sync.ballot.b32 %r1, %p1, -1;"),
            lanes([](uint32_t) { return 31; }));
  EXPECT_EQ(run(condition + "vote.sync.any.pred %p2, %p1, -1;\nselp.b32 %r1, 1, 0, %p2;"),
            lanes([](uint32_t) { return 1; }));
  EXPECT_EQ(run(condition + "vote.sync.all.pred %p2, %p1, -1;\nselp.b32 %r1, 1, 0, %p2;"),
            lanes([](uint32_t) { return 0; }));
}

TEST(Warp, reductions) {
  EXPECT_EQ(run("redux.sync.add.u32 %r1, %r0, -1;"), lanes([](uint32_t) { return 496; }));
  EXPECT_EQ(run("redux.sync.max.s32 %r1, %r0, -1;"), lanes([](uint32_t) { return 31; }));
}

TEST(Warp, lanes_that_went_different_ways_meet_again) {
  // The longer way is written behind the end, as LLVM does: the shuffle has to wait for it.
  EXPECT_EQ(run("setp.lt.u32 %p1, %r0, 7;\n@%p1 bra FAR;\nmov.b32 %r2, 100;\nbra.uni JOIN;\n"
                "FAR:\nmov.b32 %r2, 200;\nbra.uni JOIN;\n"
                "JOIN:\nshfl.sync.idx.b32 %r1, %r2, 0, 31, -1;"),
            lanes([](uint32_t) { return 200; }));
}

// What LLVM leaves as functions: each call has registers, labels and local memory of its own.
TEST(Warp, functions_that_some_lanes_call) {
  const std::string functions =
      ".func declared(.param .b32 p);\n"
      ".func (.param .b32 result) twice(.param .b32 p) {\n.reg .b32 %r<4>;\n"
      "ld.param.u32 %r1, [p];\nadd.u32 %r1, %r1, %r1;\nst.param.b32 [result], %r1;\nret;\n}\n"
      ".func (.param .b32 result) collatz(.param .b32 p) {\n.local .align 4 .b8 depot[4];\n"
      ".reg .pred %p<4>;\n.reg .b32 %r<4>;\n.reg .b64 %d<4>;\n"
      "ld.param.u32 %r1, [p];\nmov.u64 %d1, depot;\nst.local.u32 [%d1], %r1;\n"
      "and.b32 %r2, %r1, 1;\nsetp.ne.u32 %p1, %r2, 0;\n@%p1 bra ODD;\n"
      "shr.u32 %r1, %r1, 1;\nst.param.b32 [result], %r1;\nret;\n"
      "ODD:\n{\n.param .b32 a;\nst.param.b32 [a], %r1;\n.param .b32 b;\n"
      "call.uni (b), twice, (a);\nld.param.b32 %r1, [b];\n}\nld.local.u32 %r2, [%d1];\n"
      "add.u32 %r1, %r1, %r2;\nadd.u32 %r1, %r1, 1;\nst.param.b32 [result], %r1;\nret;\n}\n";
  const std::string call = "{\n.param .b32 a;\nst.param.b32 [a], %r1;\n.param .b32 b;\n"
                           "st.param.b32 [b], %r1;\n@%p1 call (b), collatz, (a);\n"
                           "ld.param.b32 %r1, [b];\n}\n";
  auto collatz = [](uint32_t i) { return i % 2 ? 3 * i + 1 : i / 2; };
  EXPECT_EQ(run("mov.u32 %r1, %r0;\nsetp.gt.u32 %p1, %r0, 9;\n" + call + call, functions),
            lanes([&](uint32_t i) { return i > 9 ? collatz(collatz(i)) : i; }));
}

TEST(Warp, loops_that_end_at_different_times) {
  EXPECT_EQ(run("mov.b32 %r1, 0;\nmov.b32 %r2, 0;\nLOOP:\nadd.u32 %r1, %r1, %r2;\n"
                "add.u32 %r2, %r2, 1;\nsetp.le.u32 %p1, %r2, %r0;\n@%p1 bra LOOP;"),
            lanes([](uint32_t i) { return i * (i + 1) / 2; }));
}

TEST(Memory, shared_memory_turns_round_behind_a_barrier) {
  constexpr unsigned threads = 96;
  EXPECT_EQ(run("mov.u32 %r2, buffer;\nmad.lo.u32 %r3, %r0, 4, %r2;\nst.shared.u32 [%r3], %r0;\n"
                "bar.sync 0;\nsub.u32 %r4, 95, %r0;\nmad.lo.u32 %r3, %r4, 4, %r2;\n"
                "ld.shared.u32 %r1, [%r3];",
                ".shared .align 4 .b8 buffer[384];", threads),
            lanes([](uint32_t i) { return 95 - i; }, threads));
}

TEST(Memory, local_memory_belongs_to_each_thread) {
  EXPECT_EQ(run(".local .align 8 .b8 depot[16];\nmov.u64 %d1, depot;\ncvta.local.u64 %d2, %d1;\n"
                "st.local.u32 [%d1+4], %r0;\nld.u32 %r1, [%d2+4];"),
            lanes([](uint32_t i) { return i; }));
}

TEST(Memory, generic_addresses_of_shared_memory) {
  EXPECT_EQ(run("mov.u64 %d1, buffer;\ncvta.shared.u64 %d2, %d1;\nadd.u64 %d2, %d2, %d39;\n"
                "st.u32 [%d2], %r0;\ncvta.to.shared.u64 %d3, %d2;\nld.shared.u32 %r1, [%d3];",
                ".shared .align 4 .b8 buffer[128];"),
            lanes([](uint32_t i) { return i; }));
}

TEST(Memory, vectors_and_narrow_elements) {
  EXPECT_EQ(run(".local .align 16 .b8 depot[16];\nmov.u64 %d1, depot;\nadd.u32 %r2, %r0, 1;\n"
                "st.local.v4.u32 [%d1], {%r0, %r2, %r0, -2};\n"
                "ld.local.v2.u32 {%r3, %r4}, [%d1+8];\nld.local.s8 %r5, [%d1+12];\n"
                "add.u32 %r1, %r3, %r5;\nld.local.u16 %h1, [%d1+4];\ncvt.u32.u16 %r6, %h1;\n"
                "add.u32 %r1, %r1, %r6;"),
            lanes([](uint32_t i) { return 2 * i - 1; }));
}

TEST(Memory, constants_of_the_module) {
  EXPECT_EQ(run("mov.u64 %d1, table;\nand.b32 %r2, %r0, 3;\nmul.wide.u32 %d2, %r2, 4;\n"
                "add.u64 %d1, %d1, %d2;\nld.const.u32 %r1, [%d1];",
                ".const .align 4 .u32 table[4] = {7, 8, 9, 10};"),
            lanes([](uint32_t i) { return 7 + (i & 3); }));
}

TEST(Memory, words_are_packed_and_unpacked) {
  EXPECT_EQ(run("mov.b64 %d1, {%r0, 5};\nmov.b64 {%r2, %r3}, %d1;\nmov.b32 {%h1, _}, %r2;\n"
                "mov.b32 %r1, {%h1, %h1};\nadd.u32 %r1, %r1, %r3;"),
            lanes([](uint32_t i) { return (i << 16 | i) + 5; }));
}

TEST(Memory, atomics_of_all_threads) {
  const Session session;
  const Buffer sum(std::vector<uint32_t>{0, 100, 0});
  const Program program(kernelText(
      1, "mov.u32 %r1, %tid.x;\nred.global.add.u32 [%a0], %r1;\n"
         "atom.global.min.s32 %r2, [%a0+4], %r1;\natom.global.cas.b32 %r3, [%a0+8], 0, 7;"));
  ASSERT_CUDA(program.run({2, 64}, {sum.address}));
  EXPECT_EQ(sum.read<uint32_t>(), (std::vector<uint32_t>{2 * 64 * 63 / 2, 0, 7}));
}

TEST(Memory, asynchronous_copies_land_when_they_are_waited_for) {
  const Session session;
  const Buffer in(lanes([](uint32_t i) { return i + 1; })), out(LANES * sizeof(uint32_t));
  const Program program(
      kernelText(2,
                 "mov.u32 %r1, %tid.x;\nmul.wide.u32 %d1, %r1, 4;\nadd.u64 %a2, %a0, %d1;\n"
                 "mov.u64 %d2, buffer;\nadd.u64 %d3, %d2, %d1;\nsetp.lt.u32 %p1, %r1, 16;\n"
                 "selp.b32 %r2, 4, 0, %p1;\ncp.async.ca.shared.global [%d3], [%a2], 4, %r2;\n"
                 "cp.async.commit_group;\ncp.async.wait_group 0;\nbar.sync 0;\n"
                 "xor.b64 %d1, %d1, 4;\nadd.u64 %d3, %d2, %d1;\nadd.u64 %a3, %a1, %d1;\n"
                 "ld.shared.u32 %r3, [%d3];\nst.global.u32 [%a3], %r3;",
                 ".shared .align 16 .b8 buffer[128];"));
  ASSERT_CUDA(program.run({}, {in.address, out.address}));
  EXPECT_EQ(out.read<uint32_t>(), lanes([](uint32_t i) { return i < 16 ? i + 1 : 0; }));
}

} // namespace
