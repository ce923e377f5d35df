//===-- Elementwise.h: a function of numbers as an instruction ---------------------------------===//
// A function's signature says all that the decoder has to know: the widths of result and operands.
#ifndef STANDIN_MACHINE_ELEMENTWISE_H
#define STANDIN_MACHINE_ELEMENTWISE_H

#include "machine/Numbers.h"
#include "machine/Warp.h"
#include <string>
#include <tuple>
#include <type_traits>
#include <unordered_map>
#include <utility>

namespace standin {

struct Operation {
  Handler execute = nullptr;
  Type result;
  std::vector<int> sourceBits;
  bool floating = false; // whether rounding and flushing to zero mean anything
};

template <typename T> constexpr Type laneType() {
  if (std::is_same_v<T, bool>)
    return {'p', 1};
  const char kind = !std::is_integral_v<T> ? 'f' : std::is_signed_v<T> ? 's' : 'u';
  return {kind, static_cast<int>(8 * sizeof(T))};
}

/// `from` into the lanes of `mask`; several elements of a lane lie side by side.
template <typename T, unsigned Packed> void storeLanes(T *to, const T *from, Mask mask) {
  if (mask == ALL_LANES) {
    std::memcpy(to, from, sizeof(T) * WARP * Packed);
    return;
  }
  for (unsigned i = 0; i < WARP * Packed; ++i)
    to[i] = mask >> (i / Packed) & 1 ? from[i] : to[i];
}

template <typename T> auto laneReader(Warp &warp, Slot slot) {
  if constexpr (std::is_same_v<T, bool>)
    return [mask = warp.predicate(slot)](unsigned lane) { return (mask >> lane & 1) != 0; };
  else
    return [values = warp.lanes<T>(slot)](unsigned lane) { return values[lane]; };
}

template <auto Function, unsigned Packed> struct Elementwise {
  template <typename R, typename... A, size_t... I>
  static void apply(Warp &warp, const Instruction &at, Mask mask, R (*)(A...),
                    std::index_sequence<I...>) {
    const auto values = std::make_tuple(laneReader<A>(warp, at.sources[I])...);
    if constexpr (std::is_same_v<R, bool>) {
      Mask result = 0;
      for (unsigned i = 0; i < WARP; ++i)
        result |= Mask{Function(std::get<I>(values)(i)...)} << i;
      Mask &to = warp.predicate(at.results[0]);
      to = (to & ~mask) | (result & mask);
    } else {
      alignas(64) R result[WARP * Packed];
      for (unsigned i = 0; i < WARP * Packed; ++i)
        result[i] = Function(std::get<I>(values)(i)...);
      storeLanes<R, Packed>(warp.lanes<R>(at.results[0]), result, mask);
    }
  }

  template <typename R, typename... A>
  static void call(Warp &warp, const Instruction &at, Mask mask, R (*function)(A...)) {
    apply(warp, at, mask, function, std::index_sequence_for<A...>());
  }

  static void execute(Warp &warp, const Instruction &at, Mask mask) {
    call(warp, at, mask, Function);
  }

  template <typename R, typename... A> static Operation describe(R (*)(A...)) {
    constexpr bool floating = !std::is_integral_v<R> ||
                              (... || !std::is_integral_v<A>); // NOLINT(misc-redundant-expression)
    const auto bits = [](Type type) { return type.kind == 'p' ? 1 : type.bits * int(Packed); };
    Type result = laneType<R>();
    result.bits = bits(result);
    return {execute, result, {bits(laneType<A>())...}, floating};
  }
};

/// The instructions that are a function of numbers, by their names without modes of rounding and flushing.
class OperationTable {
public:
  template <auto Function, unsigned Packed = 1> void add(const std::string &name) {
    operations[name] = Elementwise<Function, Packed>::describe(Function);
  }
  void alias(const std::string &name, const std::string &known) {
    operations[name] = operations.at(known);
  }
  /// Null where there is none.
  const Operation *find(const std::string &name) const {
    const auto found = operations.find(name);
    return found == operations.end() ? nullptr : &found->second;
  }

private:
  std::unordered_map<std::string, Operation> operations;
};

void addIntegerOperations(OperationTable &table);
void addBitOperations(OperationTable &table);
void addCarryOperations(OperationTable &table);
void addFloatOperations(OperationTable &table);
void addApproximations(OperationTable &table);
void addComparisons(OperationTable &table);
void addConversions(OperationTable &table);

/// All of them.
const OperationTable &operations();

} // namespace standin

#endif // STANDIN_MACHINE_ELEMENTWISE_H
