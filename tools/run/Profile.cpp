// Profile.cpp: where the time of one run goes.
#include "Error.h"
#include "File.h"
#include "Report.h"
#include "ir/Printable.h"

#include <algorithm>
#include <cstdio>
#include <map>
#include <set>

using namespace vitc::run;

static std::string quote(const char *text) {
  std::string quoted = "\"";
  for (char c : vitc::printable(text)) {
    if (c == '"' || c == '\\')
      quoted += '\\';
    quoted += c;
  }
  return quoted + "\"";
}

static double rate(double amount, double ns) { return ns > 0 ? amount / ns : 0; }

static void writeTrace(const vitc_model_info &info, const std::string &path,
                       const std::vector<vitc_profile_event> &events) {
  std::string text = "{\"displayTimeUnit\": \"ms\", \"traceEvents\": [\n";
  text += "{\"name\": \"process_name\", \"ph\": \"M\", \"pid\": 1, \"args\": "
          "{\"name\": " +
          quote(info.name) + "}}";
  std::set<int32_t> workers;
  for (const vitc_profile_event &event : events)
    workers.insert(event.worker);
  for (int32_t worker : workers)
    text += ",\n{\"name\": \"thread_name\", \"ph\": \"M\", \"pid\": 1, \"tid\": " +
            std::to_string(worker) + ", \"args\": {\"name\": \"worker " + std::to_string(worker) +
            "\"}}";
  for (const vitc_profile_event &event : events) {
    const vitc_launch_info &launch = info.launches[event.launch];
    const double ns = double(event.end_ns - event.begin_ns);
    char numbers[256];
    std::snprintf(numbers, sizeof numbers,
                  "\"ts\": %.3f, \"dur\": %.3f, \"args\": {\"GFLOP/s\": %.2f, "
                  "\"GB/s\": %.2f, ",
                  double(event.begin_ns) * 1e-3, ns * 1e-3, rate(launch.flops, ns),
                  rate(launch.bytes, ns));
    text += ",\n{\"name\": " + quote(launch.node) + ", \"cat\": " + quote(launch.kernel) +
            ", \"ph\": \"X\", \"pid\": 1, \"tid\": " + std::to_string(event.worker) + ", " +
            numbers + "\"kernel\": " + quote(launch.kernel) + "}}";
  }
  text += "\n]}\n";
  NewFile file(path);
  file.write(text.data(), text.size());
  file.commit();
}

namespace {
struct Row {
  std::string kernel;
  int64_t launches = 0;
  double ns = 0, flops = 0, bytes = 0;
};
} // namespace

static std::vector<Row> sumByKernel(const vitc_model_info &info,
                                    const std::vector<vitc_profile_event> &events) {
  std::map<std::string, Row> rows;
  for (const vitc_profile_event &event : events) {
    const vitc_launch_info &launch = info.launches[event.launch];
    Row &row = rows[launch.kernel];
    row.kernel = launch.kernel;
    ++row.launches;
    row.ns += double(event.end_ns - event.begin_ns);
    row.flops += launch.flops;
    row.bytes += launch.bytes;
  }
  std::vector<Row> sorted;
  for (auto &row : rows)
    sorted.push_back(std::move(row.second));
  std::sort(sorted.begin(), sorted.end(), [](const Row &a, const Row &b) {
    return a.ns != b.ns ? a.ns > b.ns : a.kernel < b.kernel;
  });
  return sorted;
}

static void printTable(const std::vector<Row> &rows) {
  size_t width = 6;
  double total = 0;
  for (const Row &row : rows) {
    width = std::max(width, row.kernel.size());
    total += row.ns;
  }
  const auto print = [&](const Row &row) {
    std::printf("%-*s %8lld %10.3f %6.1f%% %9.2f %9.2f\n", int(width), row.kernel.c_str(),
                static_cast<long long>(row.launches), row.ns * 1e-6,
                total > 0 ? 100 * row.ns / total : 0, rate(row.flops, row.ns),
                rate(row.bytes, row.ns));
  };
  Row all{"total", 0, 0, 0, 0};
  std::printf("%-*s %8s %10s %7s %9s %9s\n", int(width), "kernel", "launches", "ms", "share",
              "GFLOP/s", "GB/s");
  for (const Row &row : rows) {
    print(row);
    all.launches += row.launches;
    all.ns += row.ns;
    all.flops += row.flops;
    all.bytes += row.bytes;
  }
  print(all);
}

void vitc::run::profile(const Model &model, Session &session, const Options &options) {
  for (int i = 0; i < 3; ++i) // the last one counts
    session.run();
  const auto events = session.profile();
  for (const vitc_profile_event &event : events)
    if (event.launch < 0 || event.launch >= model.info->num_launches)
      fail(model.path, ": damaged profile");
  writeTrace(*model.info, options.profile, events);
  printTable(sumByKernel(*model.info, events));
}
