#include "Report.h"
#include "Error.h"
#include "ir/Printable.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <numeric>

using namespace vitc::run;

static void printTensors(const char *title, const vitc_tensor_info *tensors, int32_t count) {
  for (int32_t i = 0; i < count; ++i)
    std::printf("%-10s %s: %s %s\n", i ? "" : title, vitc::printable(tensors[i].name).c_str(),
                toString(tensors[i].dtype), toString(shapeOf(tensors[i])).c_str());
}

static void printPreprocessing(const vitc_model_info &info) {
  if (!info.preprocessing) {
    std::printf("%-10s %s\n", "pictures", "the model does not say how they are prepared");
    return;
  }
  const vitc_preprocessing &p = *info.preprocessing;
  static const char *const resizes[] = {"not resized", "exact", "shortest edge", "cover",
                                        "fit inside"};
  const int64_t *window = info.inputs[0].shape + 2;
  std::printf("%-10s resize: %s", "pictures",
              p.resize <= VITC_RESIZE_FIT ? resizes[p.resize] : "?");
  if (p.resize == VITC_RESIZE_SHORTEST)
    std::printf(" %d, %s", p.height, filterName(p.filter));
  else if (p.resize != VITC_RESIZE_NONE)
    std::printf(" %dx%d, %s", p.height, p.width, filterName(p.filter));
  std::printf("; cut to %lldx%lld\n", static_cast<long long>(window[0]),
              static_cast<long long>(window[1]));
  std::printf("%-10s scale %.6g, mean %g,%g,%g, std %g,%g,%g\n", "", p.scale, p.mean[0], p.mean[1],
              p.mean[2], p.std[0], p.std[1], p.std[2]);
}

static void printLabels(const vitc_model_info &info) {
  if (info.num_labels)
    std::printf("%-10s %d: %s, ...\n", "labels", info.num_labels, info.labels[0]);
  else
    std::printf("%-10s none\n", "labels");
}

static double mebibytes(uint64_t bytes) { return double(bytes) / (1 << 20); }

// Which of its code for several CPUs a model takes here, and why.
static void printChoice(const vitc_model_info &info, const Options &options) {
  vitc_options settings = contextOptions(options);
  settings.threads = 1;
  settings.profile = 0;
  settings.device = options.device == VITC_DEVICE_AUTO ? VITC_DEVICE_CPU : options.device;
  vitc_context *context = nullptr;
  const vitc_status status = info.create(&settings, &context);
  if (status == VITC_INVALID_ARGUMENT)
    fail(info.error(nullptr));
  const std::string choice = status == VITC_OK ? info.device(context) : info.error(nullptr);
  if (choice != "cpu")
    std::printf("%-10s %s\n", "takes", choice.c_str());
  info.destroy(context);
}

static void printWork(const vitc_model_info &info) {
  double flops = 0;
  for (int32_t i = 0; i < info.num_launches; ++i)
    flops += info.launches[i].flops;
  std::printf("%-10s %d\n", "launches", info.num_launches);
  std::printf("%-10s %.3f GFLOP a pass\n", "work", flops * 1e-9);
}

// One of several.
static void printEntry(const vitc_model_info &info) {
  std::printf("%-10s batch %lld\n", "entry", static_cast<long long>(info.batch));
  printTensors("inputs", info.inputs, info.num_inputs);
  printTensors("outputs", info.outputs, info.num_outputs);
  printPreprocessing(info);
  printWork(info);
}

// What products are computed of, and what that loses.
static void printPrecision(const vitc_model_info &info) {
  std::printf("%-10s %s", "precision", info.precision);
  if (info.measured_error >= 0)
    std::printf(" (outputs off by up to %.3g of their largest value, cosine %.6f)",
                info.measured_error, info.measured_cosine);
  std::printf("\n");
}

void vitc::run::printInfo(const Model &model, const Options &options) {
  const vitc_model_info &info = *model.info;
  std::printf("%-10s %s\n", "name", info.name);
  std::printf("%-10s %s\n", "target", info.target);
  printChoice(info, options);
  std::printf("%-10s %s\n", "needs",
              model.artifact.cpuFeatures ? cpuNames(model.artifact.cpuFeatures).c_str()
                                         : "baseline");
  if (model.several) {
    for (const vitc_model_info *entry : model.entries())
      printEntry(*entry);
  } else {
    std::printf("%-10s %lld\n", "batch", static_cast<long long>(info.batch));
    printTensors("inputs", info.inputs, info.num_inputs);
    printTensors("outputs", info.outputs, info.num_outputs);
    printPreprocessing(info);
  }
  printLabels(info);
  printPrecision(info);
  std::printf("%-10s %.1f MiB\n", "weights", mebibytes(info.weights_bytes));
  std::printf("%-10s %.1f MiB a thread\n", "arena", mebibytes(info.arena_bytes));
  std::printf("%-10s %.1f MiB a thread\n", "scratch", mebibytes(info.scratch_bytes));
  std::printf("%-10s %s\n", "self-test", info.self_test ? "yes" : "none");
  std::printf("%-10s %s\n", "signature",
              !model.isSigned      ? "none"
              : !options.verifyKey ? "not checked (--verify-key)"
                                   : "matches the key");
  if (!model.several)
    printWork(info);
}

// Softmax over one row, in the order of the logits.
static void printTop(const vitc_model_info &info, const float *logits, int64_t classes, int64_t k) {
  std::vector<int64_t> order(static_cast<size_t>(classes));
  std::iota(order.begin(), order.end(), 0);
  k = std::min(k, classes);
  std::partial_sort(order.begin(), order.begin() + k, order.end(), [&](int64_t a, int64_t b) {
    return logits[a] != logits[b] ? logits[a] > logits[b] : a < b;
  });
  double sum = 0;
  for (int64_t i = 0; i < classes; ++i)
    sum += std::exp(double(logits[i]) - double(logits[order[0]]));
  const bool isNamed = info.num_labels == classes;
  std::printf("%8s %12s %12s%s\n", "class", "logit", "softmax", isNamed ? "  label" : "");
  for (int64_t i = 0; i < k; ++i) {
    const float logit = logits[order[size_t(i)]];
    std::printf("%8lld %12.5f %12.5f%s%s\n", static_cast<long long>(order[size_t(i)]),
                double(logit), std::exp(double(logit) - double(logits[order[0]])) / sum,
                isNamed ? "  " : "", isNamed ? info.labels[order[size_t(i)]] : "");
  }
}

static bool isClasses(const vitc_model_info &info, const vitc_tensor_info &output) {
  return output.dtype == VITC_F32 && output.rank == 2 && output.shape[0] == info.batch &&
         output.shape[1] > 0;
}

static void printRange(const vitc_tensor_info &output, const Shape &shape, const float *values) {
  std::printf("%s: %s %s", vitc::printable(output.name).c_str(), toString(output.dtype),
              toString(shape).c_str());
  const uint64_t count = numElements(shape);
  if (output.dtype == VITC_F32 && count) {
    const auto range = std::minmax_element(values, values + count);
    const double mean = std::accumulate(values, values + count, 0.0) / double(count);
    std::printf(", least %g, mean %g, greatest %g", double(*range.first), mean,
                double(*range.second));
  }
  std::printf("\n");
}

void vitc::run::printImages(const Session &session, const Options &options) {
  const vitc_model_info &info = session.info();
  int32_t classes = -1;
  for (int32_t i = 0; i < info.num_outputs; ++i) {
    if (classes < 0 && isClasses(info, info.outputs[i]))
      classes = i;
    else
      printRange(info.outputs[i], session.outputShape(i),
                 static_cast<const float *>(session.output(i)));
  }
  if (classes < 0 && options.topK)
    fail("--top-k wants an output of f32 ", info.batch, "xCLASSES, and the model has none");
  for (size_t image = 0; classes >= 0 && image < options.images.size(); ++image) {
    const int64_t count = info.outputs[classes].shape[1];
    std::printf("%s: %s\n", options.images[image].c_str(),
                vitc::printable(info.outputs[classes].name).c_str());
    printTop(info, static_cast<const float *>(session.output(classes)) + int64_t(image) * count,
             count, options.topK.value_or(5));
  }
}

// `part` from 0 to 1 of a sorted list, between neighbours where it falls
// between.
static double quantile(const std::vector<double> &sorted, double part) {
  const double at = part * double(sorted.size() - 1);
  const auto low = size_t(at);
  const size_t high = std::min(low + 1, sorted.size() - 1);
  return sorted[low] + (sorted[high] - sorted[low]) * (at - double(low));
}

void vitc::run::benchmark(const Model &model, Session &session, const Options &options) {
  // Pages of weights and arena come in with the first runs.
  const int64_t warmUp = std::min<int64_t>(3, options.benchmark);
  for (int64_t i = 0; i < warmUp; ++i)
    session.run();
  std::vector<double> times;
  for (int64_t i = 0; i < options.benchmark; ++i) {
    const double begin = now();
    session.run();
    times.push_back((now() - begin) / double(session.images()));
  }
  std::sort(times.begin(), times.end());
  const double median = quantile(times, 0.5);
  std::printf("device     %s\n", session.device());
  std::printf("load       %.3f ms\ncreate     %.3f ms\n", model.loadSeconds * 1e3,
              session.createSeconds * 1e3);
  std::printf("runs       %lld of %lld images, after %lld to warm up\n",
              static_cast<long long>(options.benchmark), static_cast<long long>(session.images()),
              static_cast<long long>(warmUp));
  std::printf("median     %.3f ms per image\n", median * 1e3);
  std::printf("quartiles  %.3f to %.3f ms per image\n", quantile(times, 0.25) * 1e3,
              quantile(times, 0.75) * 1e3);
  std::printf("minimum    %.3f ms per image\n", times[0] * 1e3);
  std::printf("throughput %.2f images/s\n", 1 / median);
}
