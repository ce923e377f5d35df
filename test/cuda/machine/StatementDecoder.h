//===-- StatementDecoder.h: one statement being decoded ----------------------------------------===//
#ifndef STANDIN_MACHINE_STATEMENTDECODER_H
#define STANDIN_MACHINE_STATEMENTDECODER_H

#include "machine/Decoder.h"
#include "machine/RegisterFile.h"

namespace standin {

/// An opcode's parts between dots; those that nobody takes are an error.
class Mnemonic {
public:
  explicit Mnemonic(const std::string &opcode);

  const std::string &base() const { return parts.front(); }
  /// Whether `part` was there; it is gone then.
  bool take(std::string_view part);
  /// The first part, after the base, that `parse` knows; it is gone then.
  template <typename Parse> auto takeAs(Parse parse) -> decltype(parse("")) {
    for (size_t i = 1; i < parts.size(); ++i)
      if (const auto value = parse(parts[i])) {
        parts.erase(parts.begin() + static_cast<std::ptrdiff_t>(i));
        return value;
      }
    return {};
  }
  /// The last part as a type; it is gone then.
  std::optional<Type> takeType();
  bool has(std::string_view part) const;
  /// What is left, with dots between.
  std::string text() const;
  bool onlyBase() const { return parts.size() == 1; }

private:
  std::vector<std::string> parts;
};

class StatementDecoder {
public:
  StatementDecoder(const Statement &statement, RegisterFile &file, const Kernel &kernel,
                   const Symbols &symbols, Program &program)
      : statement(statement), mnemonic(statement.opcode), kernel(kernel), file(file),
        symbols(symbols), program(program) {}

  /// Appends the statement's instructions to the program.
  void run();

  const Statement &statement;
  Mnemonic mnemonic;
  const Kernel &kernel;
  RegisterFile &file;

  const Operand &operand(size_t index) const;
  size_t operandCount() const { return statement.operands.size(); }
  /// Elements of a vector operand, or the operand alone.
  std::vector<Operand> elements(const Operand &operand) const;

  /// Where lanes of exactly this type's width are: what is wider is cut.
  Slot source(const Operand &operand, Type type);
  /// Where to write lanes of this type: wider registers are extended afterwards.
  Slot result(const Operand &operand, Type type);
  Slot predicate(const std::string &name);
  /// An address's base, and its offset.
  Slot address(const Operand &operand, int64_t &offset);
  std::optional<uint64_t> addressOf(const std::string &symbol) const;

  /// A new instruction under the statement's guard.
  Instruction &emit(Handler execute);
  /// One at which lanes wait for the others.
  Instruction &emitConvergent(Handler execute);
  /// One that computes lane by lane, by its name in the table; false where there is none.
  bool emitElementwise(const std::string &name, const std::vector<Slot> &sources, Slot result,
                       uint32_t floatMode = 0);

  [[noreturn]] void fail(const std::string &text) const;
  /// Every part of the opcode has to have been taken.
  void expectNoSuffix() const;

private:
  struct Extension {
    std::string name;
    Slot from, to;
  };
  Slot registerSource(const std::string &name, Type type);

  const Symbols &symbols;
  Program &program;
  std::vector<Extension> afterwards;
};

/// Decodes the statements of one family of opcodes.
using DecodeFamily = void (*)(StatementDecoder &);

void decodeElementwise(StatementDecoder &statement);
void decodeMove(StatementDecoder &statement);
void decodeCarry(StatementDecoder &statement);
void decodeLoad(StatementDecoder &statement);
void decodeStore(StatementDecoder &statement);
void decodeAtomic(StatementDecoder &statement);
void decodeConvertAddress(StatementDecoder &statement);
void decodeBranch(StatementDecoder &statement);
void decodeExit(StatementDecoder &statement);
void decodeBarrier(StatementDecoder &statement);
void decodeFence(StatementDecoder &statement);
void decodeHint(StatementDecoder &statement);
void decodeTrap(StatementDecoder &statement);
void decodeShuffle(StatementDecoder &statement);
void decodeVote(StatementDecoder &statement);
void decodeActiveMask(StatementDecoder &statement);
void decodeReduction(StatementDecoder &statement);
void decodeAsyncCopy(StatementDecoder &statement);
void decodeLoadMatrix(StatementDecoder &statement);
void decodeMatrixProduct(StatementDecoder &statement);

} // namespace standin

#endif // STANDIN_MACHINE_STATEMENTDECODER_H
