//===-- Report.cpp: what was found, and what was done ------------------------------------------===//
#include "api/Report.h"

#include <cstdio>
#include <fstream>
#include <vector>

namespace standin {
namespace {

using Fields = std::vector<std::pair<const char *, uint64_t>>;

void writeFields(std::ostream &out, const Fields &fields) {
  const char *separator = "{";
  for (const auto &[name, value] : fields) {
    out << separator << '"' << name << "\": " << value;
    separator = ", ";
  }
  out << '}';
}

Fields fieldsOf(const KernelStatistics &kernel) {
  return {{"launches", kernel.launches},
          {"blocks", kernel.blocks},
          {"warp_instructions", kernel.warpInstructions},
          {"thread_instructions", kernel.threadInstructions},
          {"bytes_read", kernel.bytesRead},
          {"bytes_written", kernel.bytesWritten},
          {"global_requests", kernel.globalRequests},
          {"sectors", kernel.sectors},
          {"ideal_sectors", kernel.idealSectors},
          {"uncoalesced_requests", kernel.uncoalesced},
          {"shared_requests", kernel.sharedRequests},
          {"bank_conflicts", kernel.bankConflicts},
          {"barriers", kernel.barriers},
          {"matrix_products", kernel.matrixProducts}};
}

void writeCopies(std::ostream &out, const char *name, const CopyCount &copies) {
  out << "  \"" << name << "\": ";
  writeFields(out, {{"count", copies.count}, {"bytes", copies.bytes}});
  out << ",\n";
}

} // namespace

void Report::found(const std::string &kind, const std::string &text) {
  ++findings[kind];
  std::fprintf(stderr, "libcuda stand-in: %s: %s\n", kind.c_str(), text.c_str());
}

uint64_t Report::total() const {
  uint64_t sum = 0;
  for (const auto &[kind, count] : findings)
    sum += count;
  return sum;
}

void Report::write(const std::string &file) const {
  std::ofstream out(file);
  out << "{\n";
  writeCopies(out, "host_to_device", toDevice);
  writeCopies(out, "device_to_host", toHost);
  writeCopies(out, "device_to_device", onDevice);
  writeCopies(out, "fills", fills);
  out << "  \"modules_loaded\": " << modulesLoaded << ",\n"
      << "  \"allocations\": " << allocations << ",\n"
      << "  \"bytes_allocated\": " << bytesAllocated << ",\n"
      << "  \"graph_launches\": " << graphLaunches << ",\n"
      << "  \"synchronisations\": " << synchronisations << ",\n"
      << "  \"findings\": ";
  Fields counts;
  for (const auto &[kind, count] : findings)
    counts.emplace_back(kind.c_str(), count);
  if (counts.empty())
    out << "{}";
  else
    writeFields(out, counts);
  out << ",\n  \"kernels\": {";
  const char *separator = "\n";
  for (const auto &[name, kernel] : kernels) {
    out << separator << "    \"" << name << "\": ";
    writeFields(out, fieldsOf(kernel));
    separator = ",\n";
  }
  out << "\n  }\n}\n";
  if (!out.flush())
    std::fprintf(stderr, "libcuda stand-in: cannot write %s\n", file.c_str());
}

} // namespace standin
