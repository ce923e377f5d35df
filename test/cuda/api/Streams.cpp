//===-- Streams.cpp: work in streams, done as late as possible ---------------------------------===//
#include "api/Streams.h"

#include <thread>

namespace standin {
namespace {

thread_local bool runsHostFunction = false;

void forEachStream(Context &context, const std::function<void(Stream &)> &visit) {
  if (context.legacy)
    visit(*context.legacy);
  Driver::instance().handles.forEach([&](const char *, Object &object) {
    if (auto *stream = dynamic_cast<Stream *>(&object); stream && object.context == &context)
      visit(*stream);
  });
}

/// Blocking streams and the legacy one wait for each other.
void orderWithLegacy(Stream &stream) {
  Context &context = *stream.context;
  if (&stream != context.legacy.get()) {
    if (stream.blocking())
      drain(*context.legacy);
    return;
  }
  forEachStream(context, [&](Stream &other) {
    if (&other == &stream || !other.blocking())
      return;
    if (other.capture)
      throw Refusal(CUDA_ERROR_STREAM_CAPTURE_IMPLICIT, "argument",
                    "the legacy stream is used while a blocking stream is capturing");
    drain(other);
  });
}

/// The thread that comes to host functions.
class Worker {
public:
  static Worker &instance() {
    static auto *worker = new Worker();
    return *worker;
  }

  /// With the driver's lock held.
  void wake(Driver &driver) {
    wanted = true;
    if (!thread.joinable())
      thread = std::thread([this] { run(); });
    driver.idle.notify_all();
  }

  void stop() {
    if (!thread.joinable())
      return;
    Driver &driver = Driver::instance();
    {
      const std::lock_guard<std::recursive_mutex> lock(driver.mutex);
      stopped = true;
    }
    driver.idle.notify_all();
    thread.join();
  }

private:
  void run() {
    Driver &driver = Driver::instance();
    std::unique_lock<std::recursive_mutex> lock(driver.mutex);
    for (;;) {
      driver.idle.wait(lock, [&] { return wanted || stopped; });
      if (stopped)
        return;
      wanted = false;
      for (int device = 0; device < driver.settings.devices; ++device)
        drainQuietly(driver.contextOf(device));
    }
  }

  /// What fails is told by the next call of the program.
  static void drainQuietly(Context &context) {
    try {
      if (context.retained)
        drainAll(context);
    } catch (const Outcome &) {
      return;
    } catch (const Refusal &refusal) {
      Driver::instance().report.found(refusal.kind, refusal.what());
    }
  }

  std::thread thread;
  bool wanted = false;
  bool stopped = false;
};

} // namespace

void enqueue(Stream &stream, StreamTask operation) {
  if (stream.capture) {
    if (stream.capture->origin != &stream)
      stream.capture->unjoined.insert(&stream);
    stream.capture->graph->nodes.push_back(std::move(operation));
    return;
  }
  orderWithLegacy(stream);
  stream.queue.push_back(std::move(operation));
}

void step(Driver &driver, Stream &stream) {
  driver.idle.wait(driver.mutex, [&] { return !stream.busy; });
  if (stream.queue.empty())
    return;
  const StreamTask operation = std::move(stream.queue.front());
  stream.queue.pop_front();
  try {
    operation();
  } catch (const KernelFault &fault) {
    fail(driver, *stream.context, fault);
    forEachStream(*stream.context, [](Stream &each) { each.queue.clear(); });
    throw Outcome{stream.context->sticky};
  }
}

void drain(Stream &stream) {
  while (!stream.queue.empty() || stream.busy)
    step(Driver::instance(), stream);
}

void drainAll(Context &context) { forEachStream(context, drain); }

void reach(Driver &driver, const Mark &mark) {
  while (!mark.reached)
    step(driver, *mark.stream);
}

/// Whether this thread may not do what a capture could not repeat.
static bool forbids(const Capture &capture) {
  return capture.mode == CU_STREAM_CAPTURE_MODE_GLOBAL ||
         (capture.mode == CU_STREAM_CAPTURE_MODE_THREAD_LOCAL &&
          capture.thread == std::this_thread::get_id());
}

void expectNoCapture(Driver &driver, const char *what) {
  forEachStream(driver.current(), [&](Stream &stream) {
    if (!stream.capture || !forbids(*stream.capture))
      return;
    stream.capture->invalid = true;
    throw Refusal(CUDA_ERROR_STREAM_CAPTURE_UNSUPPORTED, "argument",
                  std::string(what) + " while stream " + std::to_string(stream.number) +
                      " is capturing");
  });
}

void expectNotCapturing(const Stream &stream, const char *what) {
  if (!stream.capture)
    return;
  stream.capture->invalid = true;
  throw Refusal(CUDA_ERROR_STREAM_CAPTURE_UNSUPPORTED, "argument",
                std::string(what) + " a stream that is capturing");
}

void enqueueHostFunction(Driver &driver, Stream &stream, CUhostFn function, void *data) {
  Stream *runsIn = &stream;
  enqueue(stream, [&driver, runsIn, function, data] {
    runsIn->busy = runsHostFunction = true;
    driver.mutex.unlock();
    function(data);
    driver.mutex.lock();
    runsIn->busy = runsHostFunction = false;
    driver.idle.notify_all();
  });
  if (!stream.capture)
    Worker::instance().wake(driver);
}

bool inHostFunction() { return runsHostFunction; }

void stopWorker() { Worker::instance().stop(); }

} // namespace standin
