//===-- device_instructions_test.cpp: instructions that are written into PTX ----------------------===//
#include "codegen/DeviceInstructions.h"
#include "gtest/gtest.h"

using namespace vitc;

/// A call as LLVM writes it. The names of its parameters do not matter.
static std::string call(const std::string &name, const std::vector<std::string> &operands,
                        const std::string &result) {
  std::string text = "\t{ // callseq 0, 0\n";
  for (const std::string &operand : operands)
    text += "\t.param .b32 \tp;\n\tst.param.b32 \t[p], " + operand + ";\n";
  return text + "\t.param .b32 \tretval0;\n\tcall.uni (retval0), vitc_ptx_" + name +
         ", (p);\n\tld.param.b32 \t" + result + ", [retval0];\n\t} // callseq 0\n";
}

static std::string function(const std::string &body) {
  return ".extern .func  (.param .b32 func_retval0) vitc_ptx_tf32\n(\n\t.param .b32 p\n)\n;\n"
         ".visible .entry k(\n)\n{\n\t.reg .b32 \t%r<30>;\n\n" +
         body + "\tret;\n}\n";
}

static const std::vector<std::string> operands = {"%r1", "%r2", "%r3", "%r4", "%r5",
                                                  "%r6", "%r7", "%r8", "%r9", "%r10"};

/// The four calls of a product that adds to %r1 to %r4 and puts the sums there.
static std::string product(const std::string &name) {
  return call(name + "0", operands, "%r1") + call(name + "1", {"%r1", "%r2"}, "%r2") +
         call(name + "2", {"%r1", "%r3"}, "%r3") + call(name + "3", {"%r1", "%r4"}, "%r4");
}

static std::string errorOf(const std::string &body) {
  try {
    writeDeviceInstructions(function(body));
  } catch (const Halide::InternalError &error) {
    return error.what();
  }
  return "";
}

TEST(DeviceInstructions, ConversionTakesThePlaceOfACall) {
  const std::string text = writeDeviceInstructions(
      function(call("tf32", {"%r1"}, "%r2") + call("f16x2", {"%r1", "0f3F800000"}, "%r3")));
  EXPECT_EQ(text, ".visible .entry k(\n)\n{\n\t.reg .b32 \t%vitc<1>;\n\t.reg .b32 \t%r<30>;\n\n"
                  "\tcvt.rna.tf32.f32 \t%r2, %r1;\n"
                  "\tmov.b32 \t%vitc0, 0f3F800000;\n"
                  "\tcvt.rn.f16x2.f32 \t%r3, %r1, %vitc0;\n\tret;\n}\n");
}

TEST(DeviceInstructions, FourResultsAreOneInstruction) {
  EXPECT_NE(writeDeviceInstructions(function(product("mma_f16_")))
                .find("\n\tmma.sync.aligned.m16n8k16.row.col.f32.f16.f16.f32 \t{%r1, %r2, %r3, "
                      "%r4}, {%r5, %r6, %r7, %r8}, {%r9, %r10}, {%r1, %r2, %r3, %r4};\n\tret;"),
            std::string::npos);
}

TEST(DeviceInstructions, FourThreadsMakeOneOfWhatTheyHave) {
  const std::string text =
      writeDeviceInstructions(function(call("maximum_of_quad", {"%r1"}, "%r2")));
  EXPECT_NE(text.find("\tshfl.sync.bfly.b32 \t%vitc0, %r1, 1, 31, -1;\n"
                      "\tmax.f32 \t%vitc1, %r1, %vitc0;\n"
                      "\tshfl.sync.bfly.b32 \t%vitc2, %vitc1, 2, 31, -1;\n"
                      "\tmax.f32 \t%vitc3, %vitc1, %vitc2;\n\tmov.b32 \t%r2, %vitc3;\n"),
            std::string::npos)
      << text;
  EXPECT_NE(writeDeviceInstructions(
                function(call("sum_of_quad", {"%r1"}, "%r2") + call("exp2", {"%r2"}, "%r3")))
                .find("\tadd.rn.f32 \t%vitc3, %vitc1, %vitc2;\n\tmov.b32 \t%r2, %vitc3;\n"
                      "\tex2.approx.ftz.f32 \t%r3, %r2;\n"),
            std::string::npos);
}

static const std::string loadOfCopy = "\tld.global.nc.b32 \t%r2, [%rd1+16];\n";

TEST(DeviceInstructions, CopiesTakeTheAddressOfALoad) {
  const std::string text =
      writeDeviceInstructions(function(loadOfCopy + call("copy", {"%r1", "%r2"}, "%r3") +
                                       call("commit", {"0"}, "%r4") + call("wait", {"1"}, "%r5")));
  EXPECT_NE(text.find("\tcp.async.cg.shared.global \t[%r1], [%rd1+16], 16;\n"
                      "\tcp.async.commit_group \t;\n\tcp.async.wait_group \t1;\n"),
            std::string::npos)
      << text;
}

TEST(DeviceInstructions, CopiesOfWhatIsNoLoadAreInternalErrors) {
  const std::string copy = call("copy", {"%r1", "%r2"}, "%r3"),
                    error = "a copy of what is no load of its block";
  EXPECT_NE(errorOf(copy).find(error), std::string::npos);
  EXPECT_NE(errorOf(loadOfCopy + "\tadd.s64 \t%rd1, %rd1, 4;\n" + copy).find(error),
            std::string::npos)
      << "the address has changed";
  EXPECT_NE(errorOf(loadOfCopy + "\tadd.s32 \t%r2, %r2, 4;\n" + copy).find(error),
            std::string::npos)
      << "the value has changed";
  EXPECT_NE(errorOf(loadOfCopy + "$L__BB0_1:\n" + copy).find(error), std::string::npos)
      << "another block";
}

static size_t count(const std::string &text, const std::string &what);

TEST(DeviceInstructions, PartsLastAsLongAsTheirRegister) {
  const std::string twice = product("mma_tf32x3_") + product("mma_tf32x3_");
  const std::string loaded = product("mma_tf32x3_") +
                             "\tld.shared.v4.b32 \t{%r5, %r6, %r20, %r21}, [%rd1];\n" +
                             product("mma_tf32x3_");
  const std::string rounding = "add.s32";
  const size_t once = count(writeDeviceInstructions(function(product("mma_tf32x3_"))), rounding);
  EXPECT_EQ(count(writeDeviceInstructions(function(twice)), rounding), once);
  EXPECT_EQ(count(writeDeviceInstructions(function(loaded)), rounding), once + 2);
}

static size_t count(const std::string &text, const std::string &what) {
  size_t result = 0;
  for (size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + 1))
    ++result;
  return result;
}

TEST(DeviceInstructions, OperandsAreTakenApartOnceWhileTheyAreTheSame) {
  const std::string own = product("mma_tf32x3_");
  const std::string text = writeDeviceInstructions(function(own + own));
  EXPECT_EQ(count(text, "mma.sync"), 6u);
  EXPECT_EQ(count(text, "sub.rn.f32"), 6u);
  const std::string loaded = "\tld.shared.b32 \t%r5, [%rd1];\n";
  EXPECT_EQ(count(writeDeviceInstructions(function(own + loaded + own)), "sub.rn.f32"), 7u);
  EXPECT_EQ(count(writeDeviceInstructions(function(own + "$L__BB0_1:\n" + own)), "sub.rn.f32"),
            12u);
}

TEST(DeviceInstructions, CallsOfNoneAreFaults) {
  EXPECT_NE(errorOf(call("mma_f16_0", operands, "%r1") + "\tadd.s32 \t%r2, %r2, 1;\n")
                .find("stands between the results of an instruction"),
            std::string::npos);
  EXPECT_NE(
      errorOf(call("mma_f16_1", {"%r1", "%r2"}, "%r2")).find("does not follow the one before"),
      std::string::npos);
  EXPECT_NE(errorOf(call("mma_f16_0", operands, "%r1") + call("mma_f16_1", {"%r11", "%r2"}, "%r2"))
                .find("have other operands"),
            std::string::npos);
  EXPECT_NE(errorOf(call("wgmma", operands, "%r1")).find("no instruction has this name"),
            std::string::npos);
}
