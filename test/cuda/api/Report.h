//===-- Report.h: what was found, and what was done --------------------------------------------===//
#ifndef STANDIN_API_REPORT_H
#define STANDIN_API_REPORT_H

#include "machine/Findings.h"
#include "machine/Statistics.h"
#include <map>
#include <string>

namespace standin {

struct CopyCount {
  uint64_t count = 0;
  uint64_t bytes = 0;
};

/// Findings have a kind: argument, lifetime, leak, out-of-bounds, misaligned, launch, timeout, race,
/// uninitialised, module.
class Report {
public:
  /// A line on standard error, and one more of its kind.
  void found(const std::string &kind, const std::string &text);
  /// One more of what is said already.
  void again(const std::string &kind) { ++findings[kind]; }
  uint64_t total() const;
  void write(const std::string &file) const;

  KernelStatistics &kernel(const std::string &name) { return kernels[name]; }

  CopyCount toDevice, toHost, onDevice, fills;
  uint64_t modulesLoaded = 0;
  uint64_t allocations = 0;
  uint64_t bytesAllocated = 0; // at most at a time
  uint64_t graphLaunches = 0;
  uint64_t synchronisations = 0;

private:
  std::map<std::string, uint64_t> findings;
  std::map<std::string, KernelStatistics> kernels;
};

/// Findings of kernels go to the report.
class ReportedFindings : public Findings {
public:
  explicit ReportedFindings(Report &report) : report(report) {}
  void say(const char *kind, const std::string &text) override { report.found(kind, text); }
  void count(const char *kind) override { report.again(kind); }

private:
  Report &report;
};

} // namespace standin

#endif // STANDIN_API_REPORT_H
