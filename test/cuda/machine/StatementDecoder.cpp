//===-- StatementDecoder.cpp: one statement being decoded --------------------------------------===//
#include "machine/StatementDecoder.h"

#include "machine/Elementwise.h"
#include <algorithm>

namespace standin {
namespace {

/// Families by the opcode's first part; all others are elementwise.
constexpr std::pair<std::string_view, DecodeFamily> families[] = {
    {"activemask", decodeActiveMask},
    {"addc", decodeCarry},
    {"atom", decodeAtomic},
    {"bar", decodeBarrier},
    {"barrier", decodeBarrier},
    {"bra", decodeBranch},
    {"cp", decodeAsyncCopy},
    {"cvta", decodeConvertAddress},
    {"exit", decodeExit},
    {"fence", decodeFence},
    {"ld", decodeLoad},
    {"ldmatrix", decodeLoadMatrix},
    {"madc", decodeCarry},
    {"membar", decodeFence},
    {"mma", decodeMatrixProduct},
    {"mov", decodeMove},
    {"nanosleep", decodeHint},
    {"prefetch", decodeHint},
    {"red", decodeAtomic},
    {"redux", decodeReduction},
    {"ret", decodeExit},
    {"shfl", decodeShuffle},
    {"st", decodeStore},
    {"subc", decodeCarry},
    {"trap", decodeTrap},
    {"vote", decodeVote},
};

DecodeFamily familyOf(const Mnemonic &mnemonic) {
  if (mnemonic.has("cc"))
    return decodeCarry;
  for (const auto &[name, decode] : families)
    if (name == mnemonic.base())
      return decode;
  return decodeElementwise;
}

/// The bits of a literal as `type` has them.
std::optional<uint64_t> literalBits(const Operand &operand, Type type) {
  switch (operand.literal) {
  case TokenKind::Float32:
    if (type.bits == 64)
      return bitCast<uint64_t>(
          static_cast<double>(bitCast<float>(static_cast<uint32_t>(operand.bits))));
    return type.bits == 32 ? std::optional(operand.bits) : std::nullopt;
  case TokenKind::Float64:
    if (type.bits == 32)
      return bitCast<uint32_t>(static_cast<float>(bitCast<double>(operand.bits)));
    return type.bits == 64 ? std::optional(operand.bits) : std::nullopt;
  default:
    return type.bits == 64 ? operand.bits : operand.bits & ((uint64_t{1} << type.bits) - 1);
  }
}

std::string conversion(Type to, Type from, bool isSigned) {
  const std::string kind = isSigned ? "s" : "u";
  return "cvt." + kind + std::to_string(to.bits) + "." + kind + std::to_string(from.bits);
}

} // namespace

Mnemonic::Mnemonic(const std::string &opcode) {
  for (size_t begin = 0; begin <= opcode.size();) {
    const size_t end = std::min(opcode.find('.', begin), opcode.size());
    parts.push_back(opcode.substr(begin, end - begin));
    begin = end + 1;
  }
}

bool Mnemonic::take(std::string_view part) {
  const auto found = std::find(parts.begin() + 1, parts.end(), part);
  if (found == parts.end())
    return false;
  parts.erase(found);
  return true;
}

bool Mnemonic::has(std::string_view part) const {
  return std::find(parts.begin() + 1, parts.end(), part) != parts.end();
}

std::optional<Type> Mnemonic::takeType() {
  const auto type = parts.size() > 1 ? parseType(parts.back()) : std::nullopt;
  if (type)
    parts.pop_back();
  return type;
}

std::string Mnemonic::text() const {
  std::string text;
  for (const std::string &part : parts)
    text += (text.empty() ? "" : ".") + part;
  return text;
}

void StatementDecoder::run() {
  familyOf(mnemonic)(*this);
  for (const Extension &extension : afterwards)
    emitElementwise(extension.name, {extension.from}, extension.to);
}

const Operand &StatementDecoder::operand(size_t index) const {
  if (index >= statement.operands.size())
    fail("an operand is missing");
  return statement.operands[index];
}

std::vector<Operand> StatementDecoder::elements(const Operand &operand) const {
  return operand.kind == OperandKind::Vector ? operand.elements : std::vector<Operand>{operand};
}

Slot StatementDecoder::source(const Operand &operand, Type type) {
  if (operand.negated)
    fail("'!' before an operand is not known");
  if (operand.kind == OperandKind::Register)
    return registerSource(operand.name, type);
  if (operand.kind == OperandKind::Immediate) {
    if (type.bits == 1)
      return file.constantPredicate(operand.bits != 0);
    if (const auto bits = literalBits(operand, type))
      return file.constant(*bits, type.bits);
    fail("a literal of another width");
  }
  if (operand.kind == OperandKind::Symbol)
    if (const auto address = addressOf(operand.name))
      return file.constant(*address + static_cast<uint64_t>(operand.offset), type.bits);
  fail("operand '" + operand.name + "' is not known here");
}

Slot StatementDecoder::registerSource(const std::string &name, Type type) {
  Slot slot = 0;
  Type has{'u', 32};
  if (const RegisterFile::Register *found = file.find(name)) {
    slot = found->slot;
    has = found->type;
  } else if (const auto special = file.special(name)) {
    slot = *special;
  } else {
    fail("register '" + name + "' is not declared");
  }
  if (has.bits == type.bits)
    return slot;
  if (has.bits == 1 || type.bits == 1)
    fail("register '" + name + "' has another width");
  const Slot cut = file.temporary(type.bits);
  emitElementwise(conversion(type, has, type.isSigned()), {slot}, cut);
  return cut;
}

Slot StatementDecoder::result(const Operand &operand, Type type) {
  if (operand.kind == OperandKind::Sink)
    return file.temporary(type.bits);
  const RegisterFile::Register *found =
      operand.kind == OperandKind::Register ? file.find(operand.name) : nullptr;
  if (!found)
    fail("result '" + operand.name + "' is no register");
  if (found->type.bits == type.bits)
    return found->slot;
  if (found->type.bits < type.bits || type.bits == 1)
    fail("register '" + operand.name + "' has another width");
  const Slot narrow = file.temporary(type.bits);
  afterwards.push_back({conversion(found->type, type, type.isSigned()), narrow, found->slot});
  return narrow;
}

Slot StatementDecoder::predicate(const std::string &name) {
  const RegisterFile::Register *found = file.find(name);
  if (!found || found->type.bits != 1)
    fail("'" + name + "' is no predicate");
  return found->slot;
}

Slot StatementDecoder::address(const Operand &operand, int64_t &offset) {
  if (operand.kind != OperandKind::Address)
    fail("an address expected");
  offset = operand.offset;
  Operand base = operand;
  base.offset = 0;
  base.kind = file.find(operand.name) ? OperandKind::Register : OperandKind::Symbol;
  if (operand.name.empty())
    return file.constant(0, 64);
  const RegisterFile::Register *found = file.find(operand.name);
  if (!found || found->type.bits == 64)
    return source(base, {'u', 64});
  const Slot wide = file.temporary(64);
  if (!emitElementwise("cvt.u64.u" + std::to_string(found->type.bits), {found->slot}, wide))
    fail("'" + operand.name + "' is no address");
  return wide;
}

std::optional<uint64_t> StatementDecoder::addressOf(const std::string &symbol) const {
  const auto found = symbols.find(symbol);
  return found == symbols.end() ? std::nullopt : std::optional(found->second);
}

Instruction &StatementDecoder::emit(Handler execute) {
  Instruction instruction;
  instruction.execute = execute;
  instruction.line = statement.line;
  instruction.index = static_cast<uint32_t>(program.code.size());
  instruction.guard =
      statement.guard.empty() ? file.constantPredicate(true) : predicate(statement.guard);
  instruction.guardNegated = statement.guardNegated;
  return program.code.emplace_back(instruction);
}

Instruction &StatementDecoder::emitConvergent(Handler execute) {
  Instruction &instruction = emit(execute);
  instruction.convergent = true;
  return instruction;
}

bool StatementDecoder::emitElementwise(const std::string &name, const std::vector<Slot> &sources,
                                       Slot result, uint32_t floatMode) {
  const Operation *operation = operations().find(name);
  if (!operation)
    return false;
  Instruction &instruction = emit(operation->execute);
  std::copy(sources.begin(), sources.end(), instruction.sources.begin());
  instruction.results[0] = result;
  instruction.floatMode = floatMode;
  return true;
}

void StatementDecoder::fail(const std::string &text) const {
  throw PtxError(statement.line, "'" + statement.opcode + "': " + text);
}

void StatementDecoder::expectNoSuffix() const {
  if (!mnemonic.onlyBase())
    fail("suffixes '" + mnemonic.text() + "' are not known");
}

} // namespace standin
