//===-- Settings.cpp: what environment variables say -------------------------------------------===//
#include "api/Settings.h"

#include <cstdlib>

namespace standin {
namespace {

std::string text(const char *name) {
  const char *value = std::getenv((std::string("VITC_STANDIN_") + name).c_str());
  return value ? value : "";
}

uint64_t number(const char *name, uint64_t otherwise) {
  const std::string value = text(name);
  return value.empty() ? otherwise : std::strtoull(value.c_str(), nullptr, 0);
}

} // namespace

Settings::Settings()
    : devices(static_cast<int>(number("DEVICES", 1))),
      capability(static_cast<int>(number("CAPABILITY", 80))),
      driverVersion(static_cast<int>(number("DRIVER_VERSION", 12080))),
      memory(number("MEMORY", uint64_t{8} << 30)),
      instructionLimit(number("INSTRUCTIONS", uint64_t{1} << 36)), failInit(number("FAIL_INIT", 0)),
      failAllocation(number("FAIL_ALLOCATION", 0)),
      failAllocationAbove(number("FAIL_ALLOCATION_ABOVE", ~uint64_t{0})),
      failLaunch(number("FAIL_LAUNCH", 0)), failModule(number("FAIL_MODULE", 0)),
      exitStatus(static_cast<int>(number("EXIT", 0))), report(text("REPORT")) {}

} // namespace standin
