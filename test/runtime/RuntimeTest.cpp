// RuntimeTest.cpp: contexts, thread pool, scratch and profile, on a model
// written by hand.
#include "FakeModel.h"
#include "runtime/RuntimeObject.h"

#include <gtest/gtest.h>

#include <atomic>
#include <cstring>
#include <sched.h>
#include <string>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>
#include <vector>

extern "C" const vitc_model_info *cpu_info(void);
extern "C" const vitc_model_info *sets_info(void);
extern "C" const vitc_model_info *twins_info(void);
extern "C" int32_t vitc_cpu_count(void);

namespace {

struct Result {
  std::vector<float> logits;
  std::vector<int64_t> sums;
  bool operator==(const Result &other) const {
    return logits == other.logits && sums == other.sums;
  }
};

struct Context {
  explicit Context(const vitc_model_info *info, int32_t threads = 0, bool profile = false,
                   vitc_parallel_for parallelFor = nullptr, void *user = nullptr)
      : info(info) {
    vitc_options options = {};
    options.abi_version = VITC_ABI_VERSION;
    options.threads = threads;
    options.parallel_for = parallelFor;
    options.parallel_for_user = user;
    options.profile = profile;
    status = info->create(&options, &context);
  }
  Context(const Context &) = delete;
  ~Context() { info->destroy(context); }

  std::vector<vitc_profile_event> profile() const {
    const vitc_profile_event *events = nullptr;
    const int32_t count = info->profile(context, &events);
    return {events, events + count};
  }

  const vitc_model_info *info;
  vitc_context *context = nullptr;
  vitc_status status;
};

} // namespace

static std::vector<float> makeImages(int64_t passes) {
  std::vector<float> images(size_t(passes * FAKE_PIXELS));
  for (size_t i = 0; i < images.size(); ++i)
    images[i] = float(int(i * 2654435761u % 2001) - 1000) * 0.37f;
  return images;
}

static vitc_status run(Context &context, const std::vector<float> &images, Result &result) {
  const size_t passes = images.size() / FAKE_PIXELS;
  result.logits.assign(passes * FAKE_BATCH * FAKE_CLASSES, -1);
  result.sums.assign(passes * FAKE_BATCH, -1);
  const void *inputs[] = {images.data()};
  void *outputs[] = {result.logits.data(), result.sums.data()};
  return context.info->run(context.context, int64_t(passes) * FAKE_BATCH, inputs, outputs);
}

static Result expected(const std::vector<float> &images, float weight) {
  Result result;
  const size_t pixels = FAKE_PIXELS / FAKE_BATCH;
  for (size_t image = 0; image < images.size() / pixels; ++image) {
    double all = 0;
    for (size_t c = 0; c < FAKE_CLASSES; ++c) {
      float sum = 0;
      for (size_t i = c; i < pixels; i += FAKE_CLASSES)
        sum += images[image * pixels + i] * weight;
      result.logits.push_back(sum);
      all += double(sum);
    }
    result.sums.push_back(int64_t(all));
  }
  return result;
}

TEST(Run, is_equal_for_any_number_of_threads_and_passes) {
  for (int32_t threads : {1, 2, 3, 4, 7, 16}) {
    Context context(fake_info(), threads);
    ASSERT_EQ(context.status, VITC_OK);
    for (int64_t passes : {1, 2, 3, 5, 8, 33}) {
      const auto images = makeImages(passes);
      Result result;
      ASSERT_EQ(run(context, images, result), VITC_OK) << context.info->error(context.context);
      EXPECT_TRUE(result == expected(images, 2)) << threads << " threads, " << passes << " passes";
    }
  }
}

#if defined(__x86_64__)
TEST(Run, is_equal_whatever_the_caller_does_with_floats) {
  const auto images = makeImages(8);
  for (int32_t threads : {1, 4}) {
    Context context(fake_info(), threads);
    Result result;
    const unsigned before = __builtin_ia32_stmxcsr(), upward = before | 0x4000, flushed = 0x8040;
    for (unsigned control : {upward, before | flushed}) {
      __builtin_ia32_ldmxcsr(control);
      const vitc_status status = run(context, images, result);
      const unsigned behind = __builtin_ia32_stmxcsr();
      __builtin_ia32_ldmxcsr(before);
      ASSERT_EQ(status, VITC_OK);
      EXPECT_EQ(behind, control);
      EXPECT_TRUE(result == expected(images, 2)) << threads << " threads";
    }
  }
}
#endif

TEST(Run, repeats_many_times_without_losing_a_wakeup) {
  Context context(fake_info(), 4);
  const auto images = makeImages(1);
  const Result reference = expected(images, 2);
  for (int i = 0; i < 2000; ++i) {
    Result result;
    ASSERT_EQ(run(context, images, result), VITC_OK);
    ASSERT_TRUE(result == reference);
    if (i % 100 == 0) // long enough for the threads to park
      usleep(500);
  }
}

TEST(Run, takes_defaults_for_null_options) {
  vitc_context *context = nullptr;
  ASSERT_EQ(fake_info()->create(nullptr, &context), VITC_OK);
  EXPECT_STREQ(fake_info()->error(context), "");
  fake_info()->destroy(context);
}

static void onThreads(void *user, int32_t count, void (*task)(void *, int32_t), void *closure) {
  *static_cast<int *>(user) += 1;
  std::vector<std::thread> threads;
  for (int32_t i = 0; i < count; ++i)
    threads.emplace_back(task, closure, i);
  for (auto &thread : threads)
    thread.join();
}

static void backwards(void *user, int32_t count, void (*task)(void *, int32_t), void *closure) {
  *static_cast<int *>(user) += 1;
  while (count--)
    task(closure, count);
}

TEST(ParallelFor, of_the_caller_is_used) {
  for (vitc_parallel_for parallelFor : {onThreads, backwards}) {
    int calls = 0;
    Context context(fake_info(), 3, false, parallelFor, &calls);
    for (int64_t passes : {1, 4}) {
      const auto images = makeImages(passes);
      Result result;
      ASSERT_EQ(run(context, images, result), VITC_OK);
      EXPECT_TRUE(result == expected(images, 2));
    }
    // Two loops of the single pass, one over three passes, two of the pass that
    // is left over.
    EXPECT_EQ(calls, 2 + 1 + 2);
  }
}

TEST(Failure, of_a_task_names_node_and_kernel) {
  for (int32_t threads : {1, 4})
    for (int64_t passes : {1, 4, 9}) {
      Context context(fake_info(), threads);
      auto images = makeImages(passes);
      images[size_t(passes - 1) * FAKE_PIXELS] = FAKE_TASK_FAILS;
      Result result;
      EXPECT_EQ(run(context, images, result), VITC_INTERNAL_ERROR);
      EXPECT_STREQ(context.info->error(context.context),
                   "launch 0 (kernel 'scale', node '/blocks.0/\"Mul\"'): a "
                   "task of a parallel "
                   "loop failed");
    }
}

TEST(Failure, of_a_launch_names_node_and_kernel) {
  for (int32_t threads : {1, 3})
    for (int64_t passes : {1, 6}) {
      Context context(fake_info(), threads);
      auto images = makeImages(passes);
      images[0] = FAKE_LAUNCH_FAILS;
      Result result;
      EXPECT_EQ(run(context, images, result), VITC_INTERNAL_ERROR);
      EXPECT_STREQ(context.info->error(context.context),
                   "launch 1 (kernel 'sum', node '/head/ReduceSum'): the "
                   "kernel returned an error");
    }
}

TEST(Failure, by_lack_of_scratch_is_an_error_and_no_crash) {
  for (float mood : {FAKE_SCRATCH_RUNS_OUT, FAKE_TOO_MANY_BLOCKS})
    for (int32_t threads : {1, 4}) {
      Context context(fake_info(), threads);
      auto images = makeImages(1);
      images[0] = mood;
      Result result;
      EXPECT_EQ(run(context, images, result), VITC_INTERNAL_ERROR);
      const std::string text = context.info->error(context.context);
      EXPECT_NE(text.find("scratch memory"), std::string::npos) << text;
      EXPECT_EQ(text.find("launch 0"), 0u) << text;
    }
}

TEST(Failure, leaves_a_context_that_works) {
  Context context(fake_info(), 3);
  for (float mood : {FAKE_TASK_FAILS, FAKE_SCRATCH_RUNS_OUT, FAKE_LAUNCH_FAILS}) {
    auto images = makeImages(4);
    Result result;
    images[0] = mood;
    EXPECT_EQ(run(context, images, result), VITC_INTERNAL_ERROR);
    images = makeImages(4);
    EXPECT_EQ(run(context, images, result), VITC_OK);
    EXPECT_STREQ(context.info->error(context.context), "");
    EXPECT_TRUE(result == expected(images, 2));
  }
}

TEST(Arguments, are_checked) {
  Context context(fake_info(), 2);
  const vitc_model_info *info = context.info;
  const auto images = makeImages(1);
  const void *inputs[] = {images.data()}, *noInputs[] = {nullptr};
  float logits[FAKE_BATCH * FAKE_CLASSES];
  int64_t sums[FAKE_BATCH];
  void *outputs[] = {logits, sums}, *noOutputs[] = {logits, nullptr};
  const auto error = [&] { return std::string(info->error(context.context)); };
  EXPECT_EQ(info->run(nullptr, 2, inputs, outputs), VITC_INVALID_ARGUMENT);
  EXPECT_EQ(info->run(context.context, 3, inputs, outputs), VITC_INVALID_ARGUMENT);
  EXPECT_EQ(error(), "3 images are no multiple of the batch of 2 that the "
                     "model was compiled for");
  EXPECT_EQ(info->run(context.context, -2, inputs, outputs), VITC_INVALID_ARGUMENT);
  EXPECT_EQ(info->run(context.context, 2, nullptr, outputs), VITC_INVALID_ARGUMENT);
  EXPECT_EQ(error(), "the inputs or outputs are null");
  EXPECT_EQ(info->run(context.context, 2, noInputs, outputs), VITC_INVALID_ARGUMENT);
  EXPECT_EQ(error(), "null pointer for input image");
  EXPECT_EQ(info->run(context.context, 2, inputs, noOutputs), VITC_INVALID_ARGUMENT);
  EXPECT_EQ(error(), "null pointer for output head/sum:0");
  EXPECT_EQ(info->run(context.context, 0, inputs, outputs), VITC_OK);
  EXPECT_EQ(info->run(context.context, 2, inputs, outputs), VITC_OK);
}

TEST(Context, of_another_model_is_refused_and_left_alone) {
  for (int32_t threads : {1, 2}) {
    Context ours(fake_info(), threads, true), theirs(other_info(), threads, true);
    const auto images = makeImages(1);
    Result before, result;
    ASSERT_EQ(run(theirs, images, before), VITC_OK);
    const void *inputs[] = {images.data()};
    void *outputs[] = {before.logits.data(), before.sums.data()};
    EXPECT_EQ(ours.info->run(theirs.context, 2, inputs, outputs), VITC_INVALID_ARGUMENT);
    EXPECT_STREQ(ours.info->error(theirs.context), "not of fake");
    const vitc_profile_event one = {}, *events = &one;
    EXPECT_EQ(ours.info->profile(theirs.context, &events), 0);
    EXPECT_EQ(events, nullptr);
    ours.info->destroy(theirs.context);
    EXPECT_STREQ(ours.info->error(nullptr), "not of fake");
    EXPECT_EQ(theirs.profile().size(), size_t(FAKE_LAUNCHES));
    EXPECT_STREQ(theirs.info->error(theirs.context), "");
    ASSERT_EQ(run(theirs, images, result), VITC_OK);
    EXPECT_TRUE(result == before);
  }
}

TEST(Context, of_another_model_may_run_meanwhile) {
  Context theirs(other_info(), 2);
  std::atomic<bool> isDone = false;
  std::thread other([&] {
    for (int i = 0; i < 200; ++i) {
      Result result;
      const auto images = makeImages(1);
      EXPECT_EQ(run(theirs, images, result), VITC_OK);
      EXPECT_TRUE(result == expected(images, 3));
    }
    isDone = true;
  });
  const void *inputs[] = {nullptr};
  void *outputs[] = {nullptr, nullptr};
  while (!isDone) {
    EXPECT_EQ(fake_info()->run(theirs.context, 2, inputs, outputs), VITC_INVALID_ARGUMENT);
    EXPECT_STREQ(fake_info()->error(theirs.context), "not of fake");
  }
  other.join();
}

TEST(Context, that_is_null_is_refused) {
  const vitc_profile_event *events = nullptr;
  EXPECT_EQ(fake_info()->run(nullptr, 2, nullptr, nullptr), VITC_INVALID_ARGUMENT);
  EXPECT_EQ(fake_info()->profile(nullptr, &events), 0);
  EXPECT_EQ(fake_info()->profile(nullptr, nullptr), 0);
  EXPECT_NE(fake_info()->error(nullptr), nullptr);
  fake_info()->destroy(nullptr);
}

TEST(Create, without_code_for_a_gpu_runs_on_the_cpu) {
  Context context(fake_info());
  ASSERT_EQ(context.status, VITC_OK);
  EXPECT_STREQ(fake_info()->device(context.context), "cpu");
  EXPECT_STREQ(fake_info()->device(nullptr), "no context");
  EXPECT_EQ(fake_info()->run_device, nullptr);
}

TEST(Create, refuses_a_gpu_without_code_for_it) {
  vitc_options options = {};
  options.abi_version = VITC_ABI_VERSION;
  options.device = VITC_DEVICE_CUDA;
  vitc_context *context = nullptr;
  EXPECT_EQ(fake_info()->create(&options, &context), VITC_NO_DEVICE);
  EXPECT_EQ(context, nullptr);
  EXPECT_NE(std::string(fake_info()->error(nullptr)).find("--target"), std::string::npos);
  options.device = static_cast<vitc_device>(17);
  EXPECT_EQ(fake_info()->create(&options, &context), VITC_INVALID_ARGUMENT);
}

TEST(Create, refuses_another_version) {
  vitc_options options = {};
  options.abi_version = VITC_ABI_VERSION + 1;
  vitc_context *context = reinterpret_cast<vitc_context *>(&options);
  EXPECT_EQ(fake_info()->create(&options, &context), VITC_ABI_MISMATCH);
  EXPECT_EQ(context, nullptr);
  EXPECT_NE(std::string(fake_info()->error(nullptr)).find("abi_version"), std::string::npos);
}

TEST(Create, refuses_silly_thread_counts) {
  for (int32_t threads : {-1, 1025}) {
    Context context(fake_info(), threads);
    EXPECT_EQ(context.status, VITC_INVALID_ARGUMENT);
    EXPECT_STREQ(fake_info()->error(nullptr), "vitc_options.threads is not between 0 and 1024");
  }
  EXPECT_EQ(fake_info()->create(nullptr, nullptr), VITC_INVALID_ARGUMENT);
}

TEST(Create, refuses_a_cpu_without_the_instructions) {
  Context context(cpu_info());
  EXPECT_EQ(context.status, VITC_UNSUPPORTED_CPU);
  EXPECT_EQ(context.context, nullptr);
  EXPECT_NE(std::string(cpu_info()->error(nullptr)).find("newer instructions"), std::string::npos);
}

/// What NAME_device says of a context of a model for several CPUs, or why there is none.
static std::string choiceOf(const vitc_model_info *info, const char *option,
                            const char *environment) {
  if (environment)
    setenv("VITC_TARGET", environment, /*overwrite=*/1);
  vitc_options options = {};
  options.abi_version = VITC_ABI_VERSION;
  options.threads = 1;
  options.target = option;
  vitc_context *context = nullptr;
  const vitc_status status = info->create(&options, &context);
  unsetenv("VITC_TARGET");
  const std::string text = status == VITC_OK ? info->device(context) : info->error(nullptr);
  info->destroy(context);
  return text;
}

TEST(Targets, the_last_that_the_cpu_runs_unless_somebody_asks) {
  EXPECT_EQ(choiceOf(sets_info(), nullptr, nullptr),
            "cpu x86-64 (future wants newer instructions, which this CPU lacks)");
  EXPECT_EQ(choiceOf(sets_info(), nullptr, ""),
            "cpu x86-64 (future wants newer instructions, which this CPU lacks)");
  EXPECT_EQ(choiceOf(twins_info(), nullptr, nullptr),
            "cpu twin (the newest that the model has code for)");
  EXPECT_EQ(choiceOf(twins_info(), nullptr, "x86-64"), "cpu x86-64 (VITC_TARGET asks for it)");
  EXPECT_EQ(choiceOf(fake_info(), nullptr, "none"), "cpu"); // it has one
  EXPECT_EQ(choiceOf(twins_info(), "twin", "x86-64"), "cpu twin (vitc_options.target asks for it)");
}

TEST(Targets, what_cannot_be_had_is_said) {
  EXPECT_EQ(choiceOf(sets_info(), "future", nullptr),
            "the code for 'future', that vitc_options.target asks for, needs a CPU with newer "
            "instructions, which this one lacks");
  EXPECT_EQ(choiceOf(sets_info(), nullptr, "none"),
            "the model has no code for the target 'none' that VITC_TARGET asks for: it has x86-64, "
            "future");
  EXPECT_EQ(choiceOf(fake_info(), "none", nullptr),
            "the model has no code for the target 'none' that vitc_options.target asks for: it has "
            "x86-64");
}

TEST(Profile, has_every_launch_in_order) {
  Context context(fake_info(), 2, true);
  Result result;
  for (int repeat = 0; repeat < 2; ++repeat) {
    ASSERT_EQ(run(context, makeImages(1), result), VITC_OK);
    const auto events = context.profile();
    ASSERT_EQ(events.size(), size_t(FAKE_LAUNCHES));
    for (size_t i = 0; i < events.size(); ++i) {
      EXPECT_EQ(events[i].launch, int32_t(i));
      EXPECT_EQ(events[i].worker, 0);
      EXPECT_LE(events[i].begin_ns, events[i].end_ns);
      EXPECT_GE(events[i].begin_ns, i ? events[i - 1].end_ns : 0);
    }
  }
}

TEST(Profile, has_the_passes_of_all_workers) {
  Context context(fake_info(), 3, true);
  Result result;
  ASSERT_EQ(run(context, makeImages(7), result), VITC_OK);
  EXPECT_EQ(context.profile().size(), size_t(7 * FAKE_LAUNCHES));
  // Beyond a number of passes a worker stops noting them.
  ASSERT_EQ(run(context, makeImages(90), result), VITC_OK);
  EXPECT_LE(context.profile().size(), size_t(3 * 8 * FAKE_LAUNCHES));
  EXPECT_GE(context.profile().size(), size_t(8 * FAKE_LAUNCHES));
}

TEST(Profile, is_empty_unless_asked_for) {
  Context context(fake_info(), 2);
  Result result;
  ASSERT_EQ(run(context, makeImages(1), result), VITC_OK);
  EXPECT_TRUE(context.profile().empty());
}

TEST(Process, holds_two_models_and_eight_threads) {
  std::vector<std::thread> users;
  for (int i = 0; i < 8; ++i)
    users.emplace_back([i] {
      Context context(i % 2 ? other_info() : fake_info(), 1 + i % 3);
      for (int64_t passes : {1, 5, 2, 3, 1, 1}) {
        const auto images = makeImages(passes);
        Result result;
        ASSERT_EQ(run(context, images, result), VITC_OK);
        EXPECT_TRUE(result == expected(images, i % 2 ? 3 : 2));
      }
    });
  for (auto &user : users)
    user.join();
}

TEST(Process, may_fork_with_a_context) {
  Context context(fake_info(), 4);
  const auto images = makeImages(5);
  Result result;
  ASSERT_EQ(run(context, images, result), VITC_OK);
  const pid_t child = fork();
  if (child == 0) { // without the threads
    const bool good = run(context, images, result) == VITC_OK && result == expected(images, 2);
    context.info->destroy(context.context);
    _exit(good ? 0 : 1);
  }
  int status = -1;
  ASSERT_EQ(waitpid(child, &status, 0), child);
  EXPECT_EQ(status, 0);
  EXPECT_EQ(run(context, images, result), VITC_OK);
}

TEST(CpuCount, follows_the_affinity) {
  cpu_set_t before, one;
  ASSERT_EQ(sched_getaffinity(0, sizeof before, &before), 0);
  CPU_ZERO(&one);
  for (int cpu = 0; CPU_COUNT(&one) == 0; ++cpu)
    if (CPU_ISSET(cpu, &before))
      CPU_SET(cpu, &one);
  EXPECT_GE(vitc_cpu_count(), 1);
  EXPECT_LE(vitc_cpu_count(), CPU_COUNT(&before));
  ASSERT_EQ(sched_setaffinity(0, sizeof one, &one), 0);
  EXPECT_EQ(vitc_cpu_count(), 1);
  EXPECT_EQ(sched_setaffinity(0, sizeof before, &before), 0);
}

TEST(RuntimeObject, is_small_and_carries_the_header) {
#if defined(__aarch64__)
  const std::string_view own = "aarch64";
#else
  const std::string_view own = "x86-64";
#endif
  for (const std::string_view architecture : {"x86-64", "aarch64"}) {
    const std::string_view object = vitc::runtimeObject(architecture);
    if (object.empty() && architecture != own)
      continue; // built without that architecture's headers
    EXPECT_EQ(object.substr(0, 4), "\x7f"
                                   "ELF");
    EXPECT_LT(object.size(), 124u * 1024);
  }
  EXPECT_EQ(vitc::runtimeHeader().substr(0, 2), "/*");
  EXPECT_NE(vitc::runtimeHeader().find("#endif /* VITC_RUNTIME_H */"), std::string_view::npos);
}
