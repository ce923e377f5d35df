//===-- ApiStreams.cpp: streams and events -----------------------------------------------------===//
#include "api/Streams.h"

#include <chrono>

using namespace standin;

namespace {

int64_t now() {
  return std::chrono::duration_cast<std::chrono::nanoseconds>(
             std::chrono::steady_clock::now().time_since_epoch())
      .count();
}

void record(Event &event, Stream &stream) {
  if (stream.capture) {
    event.capture = stream.capture;
    event.captured = &stream;
    event.mark.reset();
    return;
  }
  event.capture.reset();
  event.mark = std::make_shared<Mark>();
  event.mark->stream = &stream;
  enqueue(stream, [mark = event.mark] {
    mark->reached = true;
    mark->nanoseconds = now();
  });
}

/// A stream that waits for captured work is captured as well; the first one that waits joins the other again.
void waitForCaptured(Stream &stream, const Event &event, const std::shared_ptr<Capture> &capture) {
  require(!stream.capture || stream.capture == capture, "two captures would become one",
          CUDA_ERROR_STREAM_CAPTURE_ISOLATION);
  stream.capture = capture;
  if (capture->origin != &stream)
    capture->unjoined.insert(&stream);
  if (event.captured != &stream)
    capture->unjoined.erase(event.captured);
}

void wait(Driver &driver, Stream &stream, const Event &event) {
  if (const auto capture = event.capture.lock())
    return waitForCaptured(stream, event, capture);
  if (!event.mark) // never recorded: nothing to wait for
    return;
  require(!stream.capture, "a capturing stream waits for work outside of the capture",
          CUDA_ERROR_STREAM_CAPTURE_ISOLATION);
  enqueue(stream, [&driver, mark = event.mark] { reach(driver, *mark); });
}

void expectOutside(const Event &event) {
  require(event.capture.expired(), "the event was recorded in a capture",
          CUDA_ERROR_STREAM_CAPTURE_UNSUPPORTED);
}

float elapsed(const Event &begin, const Event &end) {
  for (const Event *event : {&begin, &end}) {
    require(!(event->flags & CU_EVENT_DISABLE_TIMING), "an event without timing",
            CUDA_ERROR_INVALID_HANDLE);
    require(event->mark != nullptr, "an event that was not recorded", CUDA_ERROR_INVALID_HANDLE);
    if (!event->mark->reached)
      throw Outcome{CUDA_ERROR_NOT_READY};
  }
  return static_cast<float>(end.mark->nanoseconds - begin.mark->nanoseconds) / 1e6f;
}

} // namespace

CUDA_API cuStreamCreate(CUstream *stream, unsigned flags) {
  return call("cuStreamCreate", Needs::Context, [&](Driver &driver) {
    require(stream, "the stream's place is null");
    require(flags <= CU_STREAM_NON_BLOCKING, "flags that do not exist");
    *stream = driver.handles.add<CUstream>(std::make_unique<Stream>(&driver.current(), flags));
  });
}

CUDA_API cuStreamCreateWithPriority(CUstream *stream, unsigned flags, int) {
  return cuStreamCreate(stream, flags);
}

/// Work in a stream is done before its end.
CUDA_API cuStreamDestroy_v2(CUstream handle) {
  return call("cuStreamDestroy", Needs::Release, [&](Driver &driver) {
    auto &stream = driver.get<Stream>(handle);
    expectNotCapturing(stream, "the destruction of");
    drain(stream);
    driver.handles.remove<Stream>(handle);
  });
}

CUDA_API cuStreamSynchronize(CUstream handle) {
  return call("cuStreamSynchronize", Needs::Context, [&](Driver &driver) {
    Stream &stream = driver.stream(handle);
    expectNotCapturing(stream, "waiting for");
    ++driver.report.synchronisations;
    drain(stream);
  });
}

/// Who asks often enough sees the end.
CUDA_API cuStreamQuery(CUstream handle) {
  return call("cuStreamQuery", Needs::Context, [&](Driver &driver) {
    Stream &stream = driver.stream(handle);
    expectNotCapturing(stream, "a query of");
    if (stream.queue.empty())
      return;
    step(driver, stream);
    throw Outcome{CUDA_ERROR_NOT_READY};
  });
}

CUDA_API cuCtxSynchronize() {
  return call("cuCtxSynchronize", Needs::Context, [&](Driver &driver) {
    expectNoCapture(driver, "all work is waited for");
    ++driver.report.synchronisations;
    drainAll(driver.current());
  });
}

CUDA_API cuStreamWaitEvent(CUstream stream, CUevent event, unsigned) {
  return call("cuStreamWaitEvent", Needs::Context, [&](Driver &driver) {
    wait(driver, driver.stream(stream), driver.get<Event>(event));
  });
}

//===-- Events --------------------------------------------------------------------------------===//

CUDA_API cuEventCreate(CUevent *event, unsigned flags) {
  return call("cuEventCreate", Needs::Context, [&](Driver &driver) {
    require(event, "the event's place is null");
    *event = driver.handles.add<CUevent>(std::make_unique<Event>(&driver.current(), flags));
  });
}

CUDA_API cuEventDestroy_v2(CUevent event) {
  return call("cuEventDestroy", Needs::Release, [&](Driver &driver) {
    driver.get<Event>(event);
    driver.handles.remove<Event>(event);
  });
}

CUDA_API cuEventRecord(CUevent event, CUstream stream) {
  return call("cuEventRecord", Needs::Context,
              [&](Driver &driver) { record(driver.get<Event>(event), driver.stream(stream)); });
}

CUDA_API cuEventSynchronize(CUevent handle) {
  return call("cuEventSynchronize", Needs::Context, [&](Driver &driver) {
    const auto &event = driver.get<Event>(handle);
    expectOutside(event);
    ++driver.report.synchronisations;
    if (event.mark)
      reach(driver, *event.mark);
  });
}

CUDA_API cuEventQuery(CUevent handle) {
  return call("cuEventQuery", Needs::Context, [&](Driver &driver) {
    const auto &event = driver.get<Event>(handle);
    expectOutside(event);
    if (!event.mark || event.mark->reached)
      return;
    step(driver, *event.mark->stream);
    throw Outcome{CUDA_ERROR_NOT_READY};
  });
}

CUDA_API cuEventElapsedTime(float *milliseconds, CUevent begin, CUevent end) {
  return call("cuEventElapsedTime", Needs::Context, [&](Driver &driver) {
    require(milliseconds, "the time's place is null");
    *milliseconds = elapsed(driver.get<Event>(begin), driver.get<Event>(end));
  });
}
