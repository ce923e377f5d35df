//===-- LoadStore.cpp: ld, st, cvta ------------------------------------------------------------===//
#include "machine/Access.h"
#include "machine/StatementDecoder.h"

#include <cstring>

namespace standin {
namespace {

constexpr unsigned MAX_ELEMENTS = 4; // of a vector

template <typename T> void load(Warp &warp, const Instruction &at, Mask mask) {
  Access access(warp, at, mask, AccessKind::Read);
  access.prepare(at.space);
  for (unsigned i = 0; i < at.count; ++i) {
    T *to = warp.lanes<T>(at.results[i]);
    for (Mask rest = mask; rest; rest &= rest - 1) {
      const auto lane = static_cast<unsigned>(__builtin_ctz(rest));
      std::memcpy(to + lane, access.data[lane] + i * sizeof(T), sizeof(T));
    }
  }
}

template <typename T> void store(Warp &warp, const Instruction &at, Mask mask) {
  alignas(16) T values[WARP * MAX_ELEMENTS]; // of a lane side by side
  for (unsigned i = 0; i < at.count; ++i) {
    const T *from = warp.lanes<T>(at.sources[i + 1]);
    for (unsigned lane = 0; lane < WARP; ++lane)
      values[lane * at.count + i] = from[lane];
  }
  Access access(warp, at, mask, AccessKind::Write);
  access.values = reinterpret_cast<const std::byte *>(values);
  access.prepare(at.space);
  for (Mask rest = mask; rest; rest &= rest - 1) {
    const auto lane = static_cast<unsigned>(__builtin_ctz(rest));
    std::memcpy(access.data[lane], values + lane * at.count, at.count * sizeof(T));
  }
}

/// All lanes read the same: a parameter's place is known when the kernel is decoded.
template <typename T> void loadParameter(Warp &warp, const Instruction &at, Mask mask) {
  for (unsigned i = 0; i < at.count; ++i) {
    T value;
    std::memcpy(&value, warp.block.launch.parameters.data() + at.immediate + i * sizeof(T),
                sizeof(T));
    T *to = warp.lanes<T>(at.results[i]);
    for (Mask rest = mask; rest; rest &= rest - 1)
      to[__builtin_ctz(rest)] = value;
  }
}

struct Handlers {
  int bytes;
  Handler load, store, loadParameter;
};
constexpr Handlers handlers[] = {
    {1, load<uint8_t>, store<uint8_t>, loadParameter<uint8_t>},
    {2, load<uint16_t>, store<uint16_t>, loadParameter<uint16_t>},
    {4, load<uint32_t>, store<uint32_t>, loadParameter<uint32_t>},
    {8, load<uint64_t>, store<uint64_t>, loadParameter<uint64_t>},
};

const Handlers &handlersOf(const StatementDecoder &statement, Type type) {
  for (const Handlers &each : handlers)
    if (each.bytes == type.bytes() && type.bits >= 8)
      return each;
  statement.fail("no access has this width");
}

/// Suffixes that say how caches and other threads see it: one machine after the other sees all.
constexpr std::string_view hints[] = {"weak",
                                      "volatile",
                                      "relaxed",
                                      "acquire",
                                      "release",
                                      "cta",
                                      "cluster",
                                      "gpu",
                                      "sys",
                                      "nc",
                                      "ca",
                                      "cg",
                                      "cs",
                                      "lu",
                                      "cv",
                                      "wb",
                                      "wt",
                                      "L1::evict_normal",
                                      "L1::evict_unchanged",
                                      "L1::evict_first",
                                      "L1::evict_last",
                                      "L1::no_allocate",
                                      "L2::64B",
                                      "L2::128B",
                                      "L2::256B",
                                      "mmio"};

struct Shape {
  Space space;
  Type type;
  size_t count;
};

Shape shapeOf(StatementDecoder &statement) {
  for (const std::string_view hint : hints)
    statement.mnemonic.take(hint);
  const auto space = statement.mnemonic.takeAs(parseSpace).value_or(Space::Generic);
  const size_t count = statement.mnemonic.take("v2") ? 2 : statement.mnemonic.take("v4") ? 4 : 1;
  const auto type = statement.mnemonic.takeType();
  if (!type)
    statement.fail("a type expected");
  statement.expectNoSuffix();
  return {space, *type, count};
}

void setShape(Instruction &instruction, const Shape &shape, int64_t offset) {
  instruction.space = shape.space;
  instruction.count = static_cast<uint8_t>(shape.count);
  instruction.bytes = static_cast<uint8_t>(shape.type.bytes());
  instruction.immediate = offset;
}

int64_t parameterOffset(const StatementDecoder &statement, const Operand &operand,
                        const Shape &shape) {
  for (const Parameter &parameter : statement.kernel.parameters)
    if (parameter.name == operand.name) {
      const auto bytes = static_cast<size_t>(shape.type.bytes()) * shape.count;
      if (operand.offset < 0 || static_cast<size_t>(operand.offset) + bytes > parameter.bytes)
        statement.fail("outside of the parameter");
      return static_cast<int64_t>(parameter.offset) + operand.offset;
    }
  statement.fail("'" + operand.name + "' is no parameter");
}

std::vector<Operand> elementsOf(const StatementDecoder &statement, const Operand &operand,
                                size_t count) {
  std::vector<Operand> elements = statement.elements(operand);
  if (elements.size() != count)
    statement.fail("a vector of " + std::to_string(count) + " expected");
  return elements;
}

template <uint64_t Window, bool Add> void moveWindow(Warp &warp, const Instruction &at, Mask mask) {
  const auto *from = warp.lanes<uint64_t>(at.sources[0]);
  auto *to = warp.lanes<uint64_t>(at.results[0]);
  for (Mask rest = mask; rest; rest &= rest - 1) {
    const auto lane = static_cast<unsigned>(__builtin_ctz(rest));
    to[lane] = Add ? from[lane] | Window : from[lane] & ~Window;
  }
}

} // namespace

void decodeLoad(StatementDecoder &statement) {
  const Shape shape = shapeOf(statement);
  const Handlers &kind = handlersOf(statement, shape.type);
  const Operand &from = statement.operand(1);
  int64_t offset = 0;
  Slot base = 0;
  if (shape.space == Space::Param)
    offset = parameterOffset(statement, from, shape);
  else
    base = statement.address(from, offset);
  Instruction &instruction =
      statement.emit(shape.space == Space::Param ? kind.loadParameter : kind.load);
  setShape(instruction, shape, offset);
  instruction.sources[0] = base;
  const auto elements = elementsOf(statement, statement.operand(0), shape.count);
  for (size_t i = 0; i < elements.size(); ++i)
    instruction.results[i] = statement.result(elements[i], shape.type);
}

void decodeStore(StatementDecoder &statement) {
  const Shape shape = shapeOf(statement);
  if (shape.space == Space::Param || shape.space == Space::Const)
    statement.fail("nobody writes there");
  int64_t offset = 0;
  std::vector<Slot> sources{statement.address(statement.operand(0), offset)};
  for (const Operand &element : elementsOf(statement, statement.operand(1), shape.count))
    sources.push_back(statement.source(element, shape.type));
  Instruction &instruction = statement.emit(handlersOf(statement, shape.type).store);
  setShape(instruction, shape, offset);
  std::copy(sources.begin(), sources.end(), instruction.sources.begin());
}

void decodeConvertAddress(StatementDecoder &statement) {
  const bool toSpace = statement.mnemonic.take("to");
  const auto space = statement.mnemonic.takeAs(parseSpace);
  if (!space || !statement.mnemonic.take("u64"))
    statement.fail("a space and u64 expected");
  statement.expectNoSuffix();
  const Type type{'u', 64};
  const Slot from = statement.source(statement.operand(1), type);
  const Slot to = statement.result(statement.operand(0), type);
  if (*space != Space::Shared && *space != Space::Local) {
    statement.emitElementwise("mov.b64", {from}, to);
    return;
  }
  const bool shared = *space == Space::Shared;
  Instruction &instruction = statement.emit(
      toSpace ? (shared ? moveWindow<SHARED_WINDOW, false> : moveWindow<LOCAL_WINDOW, false>)
              : (shared ? moveWindow<SHARED_WINDOW, true> : moveWindow<LOCAL_WINDOW, true>));
  instruction.sources[0] = from;
  instruction.results[0] = to;
}

} // namespace standin
