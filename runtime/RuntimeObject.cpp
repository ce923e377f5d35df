#include "runtime/RuntimeObject.h"

extern "C" {
extern const char vitcRuntimeObjectBegin[], vitcRuntimeObjectEnd[];
extern const char vitcRuntimeHeaderBegin[], vitcRuntimeHeaderEnd[];
}

static std::string_view between(const char *begin, const char *end) {
  return {begin, static_cast<size_t>(end - begin)};
}

std::string_view vitc::runtimeObject() {
  return between(vitcRuntimeObjectBegin, vitcRuntimeObjectEnd);
}

std::string_view vitc::runtimeHeader() {
  return between(vitcRuntimeHeaderBegin, vitcRuntimeHeaderEnd);
}
