//===-- Instructions.h: one instruction, and what it gives -------------------------------------===//
#ifndef STANDIN_TESTS_INSTRUCTIONS_H
#define STANDIN_TESTS_INSTRUCTIONS_H

#include "Cuda.h"

#include <cstring>
#include <ostream>

struct Row {
  std::vector<uint64_t> operands;
  uint64_t result;
};

/// `text` with $0 for the result and $1, $2, ... for operands. A letter of `kinds` for each of them says its
/// registers: p(redicate), h(alf, 16 bits), r (32) or d(ouble, 64).
struct Instruction {
  const char *text;
  const char *kinds;
  std::vector<Row> rows; // at most 32
};
inline std::ostream &operator<<(std::ostream &out, const Instruction &instruction) {
  return out << instruction.text;
}

/// Runs all rows, one in each lane.
void check(const Instruction &instruction);

inline uint64_t bits(float x) {
  uint32_t word;
  std::memcpy(&word, &x, sizeof word);
  return word;
}
inline uint64_t bits(double x) {
  uint64_t word;
  std::memcpy(&word, &x, sizeof word);
  return word;
}
constexpr uint64_t minus(uint32_t x) { return uint32_t{0} - x; }
constexpr uint64_t NOT_A_NUMBER = 0x7fffffff, INFINITE = 0x7f800000, NEGATIVE = 0x80000000;

#endif // STANDIN_TESTS_INSTRUCTIONS_H
