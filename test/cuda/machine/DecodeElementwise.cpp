//===-- DecodeElementwise.cpp: instructions of the table, moves, sums of several words ---------===//
#include "machine/Elementwise.h"
#include "machine/StatementDecoder.h"

namespace standin {
namespace {

/// All exceptions masked, rounding to nearest.
constexpr uint32_t DEFAULT_MODE = 0x1f80;
constexpr uint32_t FLUSH = 0x8040; // results and operands

constexpr std::pair<std::string_view, uint32_t> roundings[] = {
    {"rn", 0}, {"rz", 0x6000}, {"rm", 0x2000}, {"rp", 0x4000}};

/// The operation, and the mode that the suffixes ask for; null where there is none.
const Operation *lookUp(Mnemonic mnemonic, uint32_t &mode) {
  mode = DEFAULT_MODE | (mnemonic.has("ftz") ? FLUSH : 0);
  if (const Operation *exact = operations().find(mnemonic.text()))
    return exact;
  mnemonic.take("ftz");
  if (const Operation *exact = operations().find(mnemonic.text()))
    return exact;
  for (const auto &[name, bits] : roundings)
    if (mnemonic.take(name)) {
      mode |= bits;
      break;
    }
  return operations().find(mnemonic.text());
}

Type typeOfBits(int bits, char kind) { return {kind, bits}; }

template <typename Whole, typename Element>
void pack(Warp &warp, const Instruction &at, Mask mask) {
  constexpr unsigned count = sizeof(Whole) / sizeof(Element);
  Whole result[WARP];
  for (unsigned i = 0; i < count; ++i)
    for (unsigned lane = 0; lane < WARP; ++lane)
      std::memcpy(reinterpret_cast<Element *>(result + lane) + i,
                  warp.lanes<Element>(at.sources[i]) + lane, sizeof(Element));
  storeLanes<Whole, 1>(warp.lanes<Whole>(at.results[0]), result, mask);
}

template <typename Whole, typename Element>
void unpack(Warp &warp, const Instruction &at, Mask mask) {
  constexpr unsigned count = sizeof(Whole) / sizeof(Element);
  Whole whole[WARP];
  std::memcpy(whole, warp.lanes<Whole>(at.sources[0]), sizeof whole);
  for (unsigned i = 0; i < count; ++i) {
    Element part[WARP];
    for (unsigned lane = 0; lane < WARP; ++lane)
      std::memcpy(part + lane, reinterpret_cast<Element *>(whole + lane) + i, sizeof(Element));
    storeLanes<Element, 1>(warp.lanes<Element>(at.results[i]), part, mask);
  }
}

struct Packing {
  int bits;
  size_t count;
  Handler pack, unpack;
};
constexpr Packing packings[] = {
    {16, 2, pack<uint16_t, uint8_t>, unpack<uint16_t, uint8_t>},
    {32, 2, pack<uint32_t, uint16_t>, unpack<uint32_t, uint16_t>},
    {32, 4, pack<uint32_t, uint8_t>, unpack<uint32_t, uint8_t>},
    {64, 2, pack<uint64_t, uint32_t>, unpack<uint64_t, uint32_t>},
    {64, 4, pack<uint64_t, uint16_t>, unpack<uint64_t, uint16_t>},
};

const Packing &packingOf(StatementDecoder &statement, Type type, size_t count) {
  for (const Packing &packing : packings)
    if (packing.bits == type.bits && packing.count == count)
      return packing;
  statement.fail("a vector of " + std::to_string(count) + " is not known here");
}

} // namespace

const OperationTable &operations() {
  static const OperationTable table = [] {
    OperationTable table;
    addIntegerOperations(table);
    addBitOperations(table);
    addCarryOperations(table);
    addFloatOperations(table);
    addApproximations(table);
    addComparisons(table);
    addConversions(table);
    return table;
  }();
  return table;
}

void decodeElementwise(StatementDecoder &statement) {
  uint32_t mode = 0;
  const Operation *operation = lookUp(statement.mnemonic, mode);
  if (!operation)
    statement.fail("this instruction is not known");
  if (!operation->floating && statement.mnemonic.has("ftz"))
    statement.fail("nothing can be flushed");
  const size_t count = operation->sourceBits.size();
  if (statement.operandCount() != count + 1)
    statement.fail(std::to_string(count + 1) + " operands expected");
  if (!statement.operand(0).second.empty())
    statement.fail("a second predicate is not known");
  std::vector<Slot> sources;
  for (size_t i = 0; i < count; ++i)
    sources.push_back(
        statement.source(statement.operand(i + 1), typeOfBits(operation->sourceBits[i], 'u')));
  Instruction &instruction = statement.emit(operation->execute);
  std::copy(sources.begin(), sources.end(), instruction.sources.begin());
  instruction.floatMode = operation->floating ? mode : 0;
  instruction.results[0] = statement.result(statement.operand(0), operation->result);
}

void decodeMove(StatementDecoder &statement) {
  const Operand &to = statement.operand(0), &from = statement.operand(1);
  if (to.kind != OperandKind::Vector && from.kind != OperandKind::Vector)
    return decodeElementwise(statement);
  const auto type = statement.mnemonic.takeType();
  if (!type)
    statement.fail("a type expected");
  statement.expectNoSuffix();
  const bool packs = from.kind == OperandKind::Vector;
  const std::vector<Operand> parts = statement.elements(packs ? from : to);
  const Packing &packing = packingOf(statement, *type, parts.size());
  const Type element{'b', type->bits / static_cast<int>(parts.size())};
  std::array<Slot, 4> slots{};
  for (size_t i = 0; i < parts.size(); ++i)
    slots[i] = packs ? statement.source(parts[i], element) : statement.result(parts[i], element);
  const Slot whole = packs ? statement.result(to, *type) : statement.source(from, *type);
  Instruction &instruction = statement.emit(packs ? packing.pack : packing.unpack);
  instruction.sources[0] = instruction.results[0] = whole;
  if (packs)
    std::copy(slots.begin(), slots.end(), instruction.sources.begin());
  else
    instruction.results = slots;
}

/// `add.cc` is `addc.cc` with no carry; the carry is computed first, since the result may be an operand.
void decodeCarry(StatementDecoder &statement) {
  const bool writes = statement.mnemonic.take("cc");
  std::string name = statement.mnemonic.text();
  const std::string base = statement.mnemonic.base();
  const bool reads = base.back() == 'c';
  if (!reads)
    name.insert(base.size(), "c");
  const Operation *operation = operations().find(name);
  if (!operation)
    statement.fail("this instruction is not known");
  std::vector<Slot> sources;
  for (size_t i = 0; i + 1 < operation->sourceBits.size(); ++i)
    sources.push_back(statement.source(statement.operand(i + 1), operation->result));
  const Slot carry = statement.file.carry();
  sources.push_back(reads ? carry : statement.file.constantPredicate(false));
  const Slot next = statement.file.temporary(1);
  if (writes)
    statement.emitElementwise("carry." + name, sources, next);
  statement.emitElementwise(name, sources,
                            statement.result(statement.operand(0), operation->result));
  if (writes)
    statement.emitElementwise("mov.pred", {next}, carry);
}

} // namespace standin
