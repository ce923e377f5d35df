//===-- Instructions.cpp: one instruction, and what it gives -----------------------------------===//
#include "Instructions.h"

namespace {

std::string registerOf(const Instruction &instruction, size_t index) {
  return std::string("%") + instruction.kinds[index] + std::to_string(index + 1);
}

/// Operand `index` of a row lies at 8 * index of the row's 64 bytes.
std::string loadOperand(const Instruction &instruction, size_t index) {
  const std::string to = registerOf(instruction, index);
  const std::string from = "ld.global.u64 %d30, [%a2+" + std::to_string(8 * index) + "];\n";
  switch (instruction.kinds[index]) {
  case 'p':
    return from + "setp.ne.b64 " + to + ", %d30, 0;\n";
  case 'h':
    return from + "cvt.u16.u64 " + to + ", %d30;\n";
  case 'r':
    return from + "cvt.u32.u64 " + to + ", %d30;\n";
  default:
    return from + "mov.b64 " + to + ", %d30;\n";
  }
}

std::string storeResult(const Instruction &instruction) {
  const std::string from = registerOf(instruction, 0), store = "st.global.u64 [%a3], %d30;\n";
  switch (instruction.kinds[0]) {
  case 'p':
    return "selp.b64 %d30, 1, 0, " + from + ";\n" + store;
  case 'h':
    return "cvt.u64.u16 %d30, " + from + ";\n" + store;
  case 'r':
    return "cvt.u64.u32 %d30, " + from + ";\n" + store;
  default:
    return "mov.b64 %d30, " + from + ";\n" + store;
  }
}

std::string bodyOf(const Instruction &instruction) {
  std::string body =
      "mov.u32 %r31, %tid.x;\nmul.wide.u32 %d31, %r31, 64;\nadd.u64 %a2, %a0, %d31;\n"
      "mul.wide.u32 %d31, %r31, 8;\nadd.u64 %a3, %a1, %d31;\n";
  for (size_t i = 1; instruction.kinds[i]; ++i)
    body += loadOperand(instruction, i);
  for (const char *at = instruction.text; *at; ++at)
    if (*at == '$')
      body += registerOf(instruction, static_cast<size_t>(*++at - '0'));
    else
      body += *at;
  return body + ";\n" + storeResult(instruction);
}

/// The context is there from the first test to the last: a card takes a while to make one.
class KeepsContext : public testing::Environment {
public:
  void SetUp() override {
    CUcontext context = nullptr;
    ASSERT_CUDA(cuda().cuInit(0));
    ASSERT_CUDA(cuda().cuDevicePrimaryCtxRetain(&context, 0));
  }
  void TearDown() override { cuda().cuDevicePrimaryCtxRelease_v2(0); }
};
const testing::Environment *const keepsContext =
    testing::AddGlobalTestEnvironment(new KeepsContext);

} // namespace

void check(const Instruction &instruction) {
  constexpr size_t width = 8;
  const Session session;
  std::vector<uint64_t> operands(instruction.rows.size() * width);
  for (size_t row = 0; row < instruction.rows.size(); ++row)
    for (size_t i = 0; i < instruction.rows[row].operands.size(); ++i)
      operands[row * width + i + 1] = instruction.rows[row].operands[i];
  const Buffer in(operands), out(instruction.rows.size() * sizeof(uint64_t));
  const Program program(kernelText(2, bodyOf(instruction)));
  ASSERT_CUDA(
      program.run({1, static_cast<unsigned>(instruction.rows.size())}, {in.address, out.address}));
  const auto results = out.read<uint64_t>();
  for (size_t row = 0; row < results.size(); ++row)
    EXPECT_EQ(results[row], instruction.rows[row].result)
        << instruction.text << ", row " << row << std::hex << ": 0x" << results[row] << " where 0x"
        << instruction.rows[row].result << " is due";
}
