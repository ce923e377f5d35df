//===-- Syntax.h: a PTX module as it is written ------------------------------------------------===//
#ifndef STANDIN_PTX_SYNTAX_H
#define STANDIN_PTX_SYNTAX_H

#include "ptx/Lexer.h"
#include "ptx/Types.h"
#include <array>
#include <map>

namespace standin {

enum class OperandKind {
  Register,  // %r1, and special registers
  Immediate, // integers and floats by their bits
  Symbol,    // the address of a variable, or a label
  Address,   // [base + offset]: base is a register, a symbol or nothing
  Vector,    // {a, b, ...}
  Sink,      // _
};

struct Operand {
  OperandKind kind = OperandKind::Sink;
  std::string name;     // of a register or symbol; base of an address
  std::string second;   // the predicate of %r1|%p1
  bool negated = false; // !%p1
  TokenKind literal = TokenKind::Integer;
  uint64_t bits = 0;  // of an immediate
  int64_t offset = 0; // of an address, or of symbol + number
  std::vector<Operand> elements;
};

struct Statement {
  std::string opcode; // with all its suffixes
  std::string guard;  // the predicate register, or nothing
  bool guardNegated = false;
  std::vector<Operand> operands;
  int line = 0;
};

struct Variable {
  std::string name;
  Space space = Space::Global;
  size_t align = 1;
  size_t bytes = 0; // 0 of an array of unknown length: the dynamic shared memory
  std::vector<std::byte> initial;
};

struct Parameter {
  std::string name;
  size_t offset = 0;
  size_t bytes = 0;
  bool isPointer = false; // says .ptr
};

struct Kernel {
  std::string name;
  std::vector<Parameter> parameters;
  size_t parameterBytes = 0;
  std::array<unsigned, 3> maxThreads{};      // .maxntid, 0 where it says nothing
  std::array<unsigned, 3> requiredThreads{}; // .reqntid
  std::map<std::string, Type> registers;
  std::vector<Variable> variables;
  std::vector<Statement> statements;
  std::map<std::string, size_t> labels; // the statement that follows
};

/// A function of the device's: parameters and results are variables that its caller has.
struct DeviceFunction {
  Kernel body;
  std::vector<std::string> results, parameters;
};

struct ModuleText {
  int version = 0; // 70 for 7.0
  int target = 0;  // 80 for sm_80
  std::vector<Variable> variables;
  std::vector<Kernel> kernels; // with functions in the place of their calls
};

/// Throws PtxError.
ModuleText parseModule(std::string_view text);

} // namespace standin

#endif // STANDIN_PTX_SYNTAX_H
