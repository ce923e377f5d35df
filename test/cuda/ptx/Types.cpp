//===-- Types.cpp: types and state spaces of PTX ----------------------------------------------===//
#include "ptx/Types.h"

#include <utility>

namespace standin {
namespace {

constexpr std::pair<std::string_view, Type> types[] = {
    {"pred", {'p', 1}},  {"b8", {'b', 8}},     {"b16", {'b', 16}},    {"b32", {'b', 32}},
    {"b64", {'b', 64}},  {"u8", {'u', 8}},     {"u16", {'u', 16}},    {"u32", {'u', 32}},
    {"u64", {'u', 64}},  {"s8", {'s', 8}},     {"s16", {'s', 16}},    {"s32", {'s', 32}},
    {"s64", {'s', 64}},  {"f16", {'f', 16}},   {"f32", {'f', 32}},    {"f64", {'f', 64}},
    {"bf16", {'g', 16}}, {"f16x2", {'f', 32}}, {"bf16x2", {'g', 32}},
};

constexpr std::pair<std::string_view, Space> spaces[] = {
    {"global", Space::Global}, {"shared", Space::Shared}, {"shared::cta", Space::Shared},
    {"local", Space::Local},   {"param", Space::Param},   {"const", Space::Const},
};

template <typename Value, size_t N>
std::optional<Value> lookUp(const std::pair<std::string_view, Value> (&table)[N],
                            std::string_view name) {
  for (const auto &[known, value] : table)
    if (known == name)
      return value;
  return std::nullopt;
}

} // namespace

std::optional<Type> parseType(std::string_view suffix) { return lookUp(types, suffix); }

std::optional<Space> parseSpace(std::string_view suffix) { return lookUp(spaces, suffix); }

const char *nameOf(Space space) {
  constexpr const char *names[] = {"generic", "global", "shared", "local", "param", "const"};
  return names[static_cast<int>(space)];
}

} // namespace standin
