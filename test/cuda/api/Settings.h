//===-- Settings.h: what environment variables say ---------------------------------------------===//
// Faults are injected for tests of what the caller does then. README.md has the list.
#ifndef STANDIN_API_SETTINGS_H
#define STANDIN_API_SETTINGS_H

#include <cstdint>
#include <string>

namespace standin {

struct Settings {
  Settings();

  int devices;
  int capability; // 80 for sm_80
  int driverVersion;
  uint64_t memory;           // of a device
  uint64_t instructionLimit; // of a launch
  uint64_t failInit;         // the result of cuInit
  uint64_t failAllocation;   // the nth fails; 0: none
  uint64_t failAllocationAbove;
  uint64_t failLaunch; // the nth fails
  uint64_t failModule; // the nth is refused
  int exitStatus;      // of a process in which something was found; 0: its own
  std::string report;  // file
};

} // namespace standin

#endif // STANDIN_API_SETTINGS_H
