#include "runtime/RuntimeObject.h"

extern "C" {
extern const char vitcRuntimeX86Begin[], vitcRuntimeX86End[];
extern const char vitcRuntimeArmBegin[], vitcRuntimeArmEnd[];
extern const char vitcRuntimeHeaderBegin[], vitcRuntimeHeaderEnd[];
}

static std::string_view between(const char *begin, const char *end) {
  return {begin, static_cast<size_t>(end - begin)};
}

std::string_view vitc::runtimeObject(std::string_view architecture) {
  if (architecture == "x86-64")
    return between(vitcRuntimeX86Begin, vitcRuntimeX86End);
  if (architecture == "aarch64")
    return between(vitcRuntimeArmBegin, vitcRuntimeArmEnd);
  return {};
}

std::string_view vitc::runtimeHeader() {
  return between(vitcRuntimeHeaderBegin, vitcRuntimeHeaderEnd);
}
