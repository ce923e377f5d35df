//===-- KernelFindingsTest.cpp: faults of kernels are found, and only those -------------------===//
// Each fault stands beside the same kernel without it.
#include "Findings.h"

#include <ostream>

namespace {

constexpr unsigned THREADS = 64;
/// A kernel that takes longer has no end.
const Environment QUICK = {{"INSTRUCTIONS", "10000"}};
constexpr size_t BYTES = THREADS * sizeof(uint32_t);

struct Fault {
  const char *name;
  const char *found; // a regular expression
  std::string faulty;
  std::string mended;
};
std::ostream &operator<<(std::ostream &out, const Fault &fault) { return out << fault.name; }

/// Runs `body` with %r0 the thread, %d39 its offset, %a0 an operand, %a1 a result, both a word for each thread,
/// and 512 bytes of shared memory at 0.
void run(const std::string &body) {
  const Session session;
  const Buffer in(std::vector<uint32_t>(THREADS, 3)), out(BYTES);
  const Program program(
      kernelText(2, "mov.u32 %r0, %tid.x;\nmul.wide.u32 %d39, %r0, 4;\nadd.u64 %a2, %a0, %d39;\n"
                    "add.u64 %a3, %a1, %d39;\n" +
                        body));
  program.run({1, THREADS, 512}, {in.address, out.address});
}

class KernelFindings : public testing::TestWithParam<Fault> {};

TEST_P(KernelFindings, faulty) {
  EXPECT_FOUND(GetParam().found, [] { run(GetParam().faulty); }, QUICK);
}

TEST_P(KernelFindings, mended) {
  EXPECT_NOTHING_FOUND([] { run(GetParam().mended); }, QUICK);
}

std::string exchange(const char *barrier) {
  return std::string("st.shared.u32 [%d39], %r0;\n") + barrier +
         "sub.u32 %r1, 63, %r0;\nmul.wide.u32 %d1, %r1, 4;\nld.shared.u32 %r2, [%d1];\n";
}

/// Writes, reads another's, and writes again: the second barrier is the one that is easily forgotten.
std::string exchangeTwice(const char *second) {
  return exchange("bar.sync 0;\n") + second +
         "add.u32 %r2, %r2, 100;\nst.shared.u32 [%d39], %r2;\n";
}

std::string sumOfAll(const char *store) {
  return "mov.b64 %d1, 0;\nsetp.ne.u32 %p1, %r0, 0;\n@!%p1 st.shared.u32 [%d1], 0;\nbar.sync 0;\n" +
         std::string(store);
}

std::string asynchronous(const char *wait) {
  return "cp.async.ca.shared.global [%d39], [%a2], 4;\ncp.async.commit_group;\n" +
         std::string(wait) + "ld.shared.u32 %r1, [%d39];\n";
}

const Fault faults[] = {
    {"barrier_removed",
     "race: kernel k, PTX line [0-9]+: block \\(0, 0, 0\\), thread .* reads 4 bytes", exchange(""),
     exchange("bar.sync 0;\n")},
    {"barrier_before_rewriting_removed", "race: .* writes 4 bytes .* that thread .* read",
     exchangeTwice(""), exchangeTwice("bar.sync 0;\n")},
    {"two_writers", "race: .* writes 4 bytes .* that thread .* wrote",
     sumOfAll("st.shared.u32 [%d1], %r0;"), sumOfAll("st.shared.u32 [%d1], 7;")},
    {"sum_without_atomics", "race: ",
     sumOfAll("ld.shared.u32 %r1, [%d1];\nadd.u32 %r1, %r1, 1;\nst.shared.u32 [%d1], %r1;"),
     sumOfAll("red.shared.add.u32 [%d1], 1;")},
    {"other_lane_without_warp_barrier",
     "race: ", "st.shared.u32 [%d39], %r0;\nxor.b64 %d1, %d39, 4;\nld.shared.u32 %r1, [%d1];",
     "st.shared.u32 [%d39], %r0;\nxor.b64 %d1, %d39, 4;\nbar.warp.sync -1;\nld.shared.u32 %r1, "
     "[%d1];"},
    {"divergent_barrier", "launch: .*divergent barrier: of warp 0, 32 threads have to come, 8 come",
     "setp.lt.u32 %p1, %r0, 8;\n@!%p1 bra END;\nbar.sync 0;\nbra.uni DONE;\nEND:\nbar.sync "
     "0;\nDONE:",
     "setp.lt.u32 %p1, %r0, 8;\n@!%p1 bra END;\nEND:\nbar.sync 0;"},
    {"barrier_that_one_warp_skips",
     "timeout: .*barriers that never open: warp 0 at barrier 1, warp 1 at barrier 2",
     "setp.lt.u32 %p1, %r0, 32;\nselp.b32 %r1, 1, 2, %p1;\nbar.sync %r1;", "bar.sync 1;"},
    {"shuffle_that_half_a_warp_skips", "launch: .*is named by the mask and is not there",
     "setp.lt.u32 %p1, %r0, 8;\n@!%p1 bra END;\nshfl.sync.bfly.b32 %r1, %r0, 1, 31, "
     "-1;\nEND:\nbar.sync 0;",
     "setp.lt.u32 %p1, %r0, 8;\n@!%p1 bra END;\nshfl.sync.bfly.b32 %r1, %r0, 1, 31, "
     "255;\nEND:\nbar.sync 0;"},
    {"trap", "launch: .*trap in block \\(0, 0, 0\\), thread \\(5, 0, 0\\)",
     "setp.eq.u32 %p1, %r0, 5;\n@%p1 trap;", "setp.eq.u32 %p1, %r0, 77;\n@%p1 trap;"},
    {"loop_without_end", "timeout: kernel k: more than", "AGAIN:\nbra.uni AGAIN;",
     "bra.uni NEXT;\nNEXT:"},
    {"read_behind_the_end",
     "out-of-bounds: .*thread \\(63, 0, 0\\) reads 4 bytes at 0x[0-9a-f]+: out of bounds: 0 bytes "
     "behind the end of allocation 1 \\(256 bytes\\)",
     "ld.global.u32 %r1, [%a2+4];", "ld.global.u32 %r1, [%a2];"},
    {"write_before_the_beginning",
     "out-of-bounds: .*thread \\(0, 0, 0\\) writes 4 bytes .*4 bytes before allocation 2",
     "st.global.u32 [%a3+-4], %r0;", "st.global.u32 [%a3], %r0;"},
    {"host_pointer", "out-of-bounds: .*no device memory: a host pointer\\?",
     "mov.u64 %d1, 0x10000;\nld.global.u32 %r1, [%d1];", ""},
    {"null_pointer", "out-of-bounds: .*a null pointer", "ld.global.u32 %r1, [16];", ""},
    {"shared_memory_too_small", "out-of-bounds: .*at 0x200: out of bounds: the block has 512 bytes",
     "st.shared.u32 [%d39+260], %r0;", "st.shared.u32 [%d39+256], %r0;"},
    {"local_memory_too_small", "out-of-bounds: .*the thread has 16 bytes",
     ".local .align 4 .b8 depot[16];\nmov.u64 %d1, depot;\nst.local.u32 [%d1+16], %r0;",
     ".local .align 4 .b8 depot[16];\nmov.u64 %d1, depot;\nst.local.u32 [%d1+12], %r0;"},
    {"misaligned_vector", "misaligned: .*reads 16 bytes at 0x[0-9a-f]+4: misaligned",
     "ld.global.v4.u32 {%r1, %r2, %r3, %r4}, [%a0+4];",
     "ld.global.v4.u32 {%r1, %r2, %r3, %r4}, [%a0+16];"},
    {"misaligned_shared_vector", "misaligned: .*writes 8 bytes at 0x4",
     "st.shared.v2.u32 [%d39+4], {%r0, %r0};",
     "mul.wide.u32 %d1, %r0, 8;\nst.shared.v2.u32 [%d1], {%r0, %r0};"},
    {"uninitialised_global",
     "uninitialised: .*reads 4 bytes .*of global memory that nobody wrote: [0-9]+ bytes into "
     "allocation 2",
     "ld.global.u32 %r1, [%a3];", "st.global.u32 [%a3], %r0;\nld.global.u32 %r1, [%a3];"},
    {"uninitialised_shared", "uninitialised: .*of shared memory that nobody wrote",
     "ld.shared.u32 %r1, [%d39];", "st.shared.u32 [%d39], %r0;\nld.shared.u32 %r1, [%d39];"},
    {"uninitialised_local", "uninitialised: .*of local memory that nobody wrote",
     ".local .align 4 .b8 depot[16];\nmov.u64 %d1, depot;\nld.local.u32 %r1, [%d1];",
     ".local .align 4 .b8 depot[16];\nmov.u64 %d1, depot;\nst.local.u32 [%d1], 0;\nld.local.u32 "
     "%r1, [%d1];"},
    {"half_of_a_word_uninitialised", "uninitialised: ",
     "cvt.u16.u32 %h1, %r0;\nst.shared.u16 [%d39], %h1;\nld.shared.u32 %r1, [%d39];",
     "cvt.u16.u32 %h1, %r0;\nst.shared.u16 [%d39], %h1;\nst.shared.u16 [%d39+2], "
     "%h1;\nld.shared.u32 %r1, [%d39];"},
    {"asynchronous_copy_not_waited_for", "race: .*that an asynchronous copy is still filling",
     asynchronous(""), asynchronous("cp.async.wait_group 0;\n")},
    {"asynchronous_copy_of_the_wrong_group", "race: .*that an asynchronous copy is still filling",
     asynchronous("cp.async.wait_group 1;\n"), asynchronous("cp.async.wait_all;\n")},
    {"asynchronous_copy_behind_the_end",
     "out-of-bounds: ", "cp.async.cg.shared.global [%d39], [%a0+256], 16;",
     "cp.async.ca.shared.global [%d39], [%a2], 4;"},
};

INSTANTIATE_TEST_SUITE_P(, KernelFindings, testing::ValuesIn(faults),
                         [](const auto &info) { return info.param.name; });

TEST(Barriers, one_warp_does_not_wait_for_one_that_has_ended) {
  EXPECT_NOTHING_FOUND([] { run("setp.ge.u32 %p1, %r0, 32;\n@%p1 ret;\nbar.sync 0;"); });
}

TEST(Barriers, a_named_barrier_orders_those_that_come_to_it) {
  EXPECT_NOTHING_FOUND([] { run(exchange("bar.sync 3, 64;\n")); });
}

} // namespace
