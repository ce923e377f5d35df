//===-- IntegerTest.cpp: instructions of integers ----------------------------------------------===//
#include "Instructions.h"

namespace {

class Integers : public testing::TestWithParam<Instruction> {};
TEST_P(Integers, give_what_PTX_says) { check(GetParam()); }

const Instruction arithmetic[] = {
    {"add.s32 $0, $1, $2", "rrr", {{{1, 2}, 3}, {{0x7fffffff, 1}, 0x80000000}}},
    {"add.u64 $0, $1, $2", "ddd", {{{~0ull, 2}, 1}}},
    {"add.s16 $0, $1, $2", "hhh", {{{0xffff, 2}, 1}}},
    {"add.sat.s32 $0, $1, $2", "rrr", {{{0x7fffffff, 1}, 0x7fffffff}, {{minus(5), 2}, minus(3)}}},
    {"sub.s32 $0, $1, $2", "rrr", {{{1, 2}, minus(1)}}},
    {"mul.lo.s32 $0, $1, $2", "rrr", {{{minus(3), 5}, minus(15)}, {{0x10000, 0x10000}, 0}}},
    {"mul.hi.s32 $0, $1, $2", "rrr", {{{minus(1), 5}, minus(1)}, {{0x40000000, 8}, 2}}},
    {"mul.hi.u32 $0, $1, $2", "rrr", {{{0xffffffff, 5}, 4}}},
    {"mul.hi.u64 $0, $1, $2", "ddd", {{{~0ull, 5}, 4}}},
    {"mul.wide.s32 $0, $1, $2", "drr", {{{minus(3), 5}, uint64_t(-15)}}},
    {"mul.wide.u32 $0, $1, $2", "drr", {{{0xffffffff, 4}, 0x3fffffffc}}},
    {"mul.wide.u16 $0, $1, $2", "rhh", {{{0xffff, 0xffff}, 0xfffe0001}}},
    {"mad.lo.s32 $0, $1, $2, $3", "rrrr", {{{3, 5, minus(1)}, 14}}},
    {"mad.hi.u32 $0, $1, $2, $3", "rrrr", {{{0xffffffff, 5, 7}, 11}}},
    {"mad.wide.s32 $0, $1, $2, $3", "drrd", {{{minus(3), 5, 20}, 5}}},
    {"div.s32 $0, $1, $2",
     "rrr",
     {{{7, 2}, 3}, {{minus(7), 2}, minus(3)}, {{0x80000000, minus(1)}, 0x80000000}}},
    {"div.u32 $0, $1, $2", "rrr", {{{minus(7), 2}, 0x7ffffffc}}},
    {"div.s64 $0, $1, $2", "ddd", {{{uint64_t(-7), 2}, uint64_t(-3)}}},
    {"rem.s32 $0, $1, $2", "rrr", {{{7, minus(2)}, 1}, {{minus(7), 2}, minus(1)}}},
    {"rem.u32 $0, $1, $2", "rrr", {{{17, 5}, 2}}},
    {"min.s32 $0, $1, $2", "rrr", {{{minus(1), 1}, minus(1)}}},
    {"min.u32 $0, $1, $2", "rrr", {{{minus(1), 1}, 1}}},
    {"max.s32 $0, $1, $2", "rrr", {{{minus(1), 1}, 1}}},
    {"max.u64 $0, $1, $2", "ddd", {{{uint64_t(-1), 1}, uint64_t(-1)}}},
    {"neg.s32 $0, $1", "rr", {{{5}, minus(5)}}},
    {"abs.s32 $0, $1", "rr", {{{minus(5)}, 5}, {{5}, 5}}},
    {"sad.u32 $0, $1, $2, $3", "rrrr", {{{3, 5, 10}, 12}, {{5, 3, 10}, 12}}},
    {"dp4a.s32.s32 $0, $1, $2, $3", "rrrr", {{{0xff020304, 0x01010101, 10}, 18}}},
};

const Instruction logic[] = {
    {"and.b32 $0, $1, $2", "rrr", {{{0xf0f0, 0xff00}, 0xf000}}},
    {"or.b64 $0, $1, $2", "ddd", {{{0xf0f0, 0xff00}, 0xfff0}}},
    {"xor.b16 $0, $1, $2", "hhh", {{{0xf0f0, 0xff00}, 0x0ff0}}},
    {"not.b32 $0, $1", "rr", {{{0xf0f0}, 0xffff0f0f}}},
    {"and.pred $0, $1, $2", "ppp", {{{1, 1}, 1}, {{1, 0}, 0}}},
    {"xor.pred $0, $1, $2", "ppp", {{{1, 1}, 0}, {{1, 0}, 1}}},
    {"not.pred $0, $1", "pp", {{{1}, 0}, {{0}, 1}}},
    {"cnot.b32 $0, $1", "rr", {{{0}, 1}, {{7}, 0}}},
    {"shl.b32 $0, $1, $2", "rrr", {{{3, 4}, 48}, {{3, 32}, 0}, {{1, 31}, 0x80000000}}},
    {"shr.u32 $0, $1, $2", "rrr", {{{0x80000000, 4}, 0x08000000}, {{0x80000000, 40}, 0}}},
    {"shr.s32 $0, $1, $2", "rrr", {{{0x80000000, 4}, 0xf8000000}, {{0x80000000, 40}, 0xffffffff}}},
    {"shl.b64 $0, $1, $2", "ddr", {{{3, 60}, 0x3000000000000000}}},
    {"shr.s16 $0, $1, $2", "hhr", {{{0x8000, 4}, 0xf800}}},
    {"shf.l.wrap.b32 $0, $1, $2, $3", "rrrr", {{{0x12345678, 0x9abcdef0, 8}, 0xbcdef012}}},
    {"shf.r.wrap.b32 $0, $1, $2, $3", "rrrr", {{{0x12345678, 0x9abcdef0, 8}, 0xf0123456}}},
    {"shf.l.clamp.b32 $0, $1, $2, $3", "rrrr", {{{0x12345678, 0x9abcdef0, 40}, 0x12345678}}},
    {"prmt.b32 $0, $1, $2, 0x7610", "rrr", {{{0x33221100, 0x77665544}, 0x77661100}}},
    {"prmt.b32 $0, $1, $2, $3", "rrrr", {{{0x338011ff, 0x77665544, 0x0a98}, 0xffff00ff}}},
    {"lop3.b32 $0, $1, $2, $3, 0x80", "rrrr", {{{0xf0f0, 0xff00, 0xffff}, 0xf000}}},
    {"lop3.b32 $0, $1, $2, $3, 0x96", "rrrr", {{{0xf0f0, 0xff00, 0xffff}, 0xf00f}}},
    {"popc.b32 $0, $1", "rr", {{{0xf0f1}, 9}}},
    {"popc.b64 $0, $1", "rd", {{{~0ull}, 64}}},
    {"clz.b32 $0, $1", "rr", {{{0}, 32}, {{1}, 31}, {{0x80000000}, 0}}},
    {"clz.b64 $0, $1", "rd", {{{1}, 63}}},
    {"brev.b32 $0, $1", "rr", {{{1}, 0x80000000}, {{0x12345678}, 0x1e6a2c48}}},
    {"bfind.u32 $0, $1", "rr", {{{0}, 0xffffffff}, {{0x1000}, 12}}},
    {"bfind.s32 $0, $1", "rr", {{{minus(1)}, 0xffffffff}, {{minus(5)}, 2}}},
    {"bfe.u32 $0, $1, $2, $3", "rrrr", {{{0x12345678, 8, 8}, 0x56}, {{0x92345678, 28, 8}, 9}}},
    {"bfe.s32 $0, $1, $2, $3",
     "rrrr",
     {{{0x12349678, 8, 8}, 0xffffff96}, {{0x92345678, 28, 8}, 0xfffffff9}, {{5, 0, 0}, 0}}},
    {"bfi.b32 $0, $1, $2, $3, $4", "rrrrr", {{{0xab, 0x12345678, 8, 8}, 0x1234ab78}}},
    {"selp.b32 $0, $1, $2, $3", "rrrp", {{{1, 2, 1}, 1}, {{1, 2, 0}, 2}}},
};

const Instruction comparisons[] = {
    {"setp.eq.s32 $0, $1, $2", "prr", {{{1, 1}, 1}, {{1, 2}, 0}}},
    {"setp.ne.b64 $0, $1, $2", "pdd", {{{1, 1}, 0}, {{1, 2}, 1}}},
    {"setp.lt.s32 $0, $1, $2", "prr", {{{minus(1), 1}, 1}, {{1, 1}, 0}}},
    {"setp.lt.u32 $0, $1, $2", "prr", {{{minus(1), 1}, 0}, {{0, 1}, 1}}},
    {"setp.le.s16 $0, $1, $2", "phh", {{{0xffff, 0}, 1}, {{1, 1}, 1}}},
    {"setp.gt.u64 $0, $1, $2", "pdd", {{{~0ull, 1}, 1}}},
    {"setp.ge.s32 $0, $1, $2", "prr", {{{minus(1), 1}, 0}, {{1, 1}, 1}}},
    {"setp.hi.u32 $0, $1, $2", "prr", {{{minus(1), 1}, 1}}},
};

/// Sums of several words: the carry goes from one instruction to the next.
const Instruction carries[] = {
    {"add.cc.u32 %r20, $1, $2;\naddc.u32 $0, $3, $4",
     "rrrrr",
     {{{0xffffffff, 1, 5, 6}, 12}, {{0xfffffffe, 1, 5, 6}, 11}}},
    {"sub.cc.u32 %r20, $1, $2;\nsubc.u32 $0, $3, $4",
     "rrrrr",
     {{{0, 1, 5, 3}, 1}, {{1, 1, 5, 3}, 2}}},
    {"add.cc.u32 %r20, $1, $2;\naddc.cc.u32 %r20, $3, 0;\naddc.u32 $0, 0, 0",
     "rrrr",
     {{{0xffffffff, 1, 0xffffffff}, 1}, {{0xffffffff, 1, 0}, 0}}},
    {"mad.lo.cc.u32 %r20, $1, $2, $3;\nmadc.hi.u32 $0, $1, $2, 0",
     "rrrr",
     {{{0xffffffff, 0xffffffff, 0xffffffff}, 0xffffffff}, {{0x10000, 0x10000, 5}, 1}}},
};

INSTANTIATE_TEST_SUITE_P(arithmetic, Integers, testing::ValuesIn(arithmetic));
INSTANTIATE_TEST_SUITE_P(logic, Integers, testing::ValuesIn(logic));
INSTANTIATE_TEST_SUITE_P(comparisons, Integers, testing::ValuesIn(comparisons));
INSTANTIATE_TEST_SUITE_P(carries, Integers, testing::ValuesIn(carries));

} // namespace
