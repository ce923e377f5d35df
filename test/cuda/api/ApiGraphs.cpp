//===-- ApiGraphs.cpp: captures and graphs -----------------------------------------------------===//
#include "api/Streams.h"

using namespace standin;

namespace {

void begin(Driver &driver, Stream &stream, CUstreamCaptureMode mode) {
  require(mode >= CU_STREAM_CAPTURE_MODE_GLOBAL && mode <= CU_STREAM_CAPTURE_MODE_RELAXED,
          "a mode that does not exist");
  require(&stream != driver.current().legacy.get(), "the legacy stream cannot be captured",
          CUDA_ERROR_STREAM_CAPTURE_UNSUPPORTED);
  require(!stream.capture, "the stream is capturing already", CUDA_ERROR_ILLEGAL_STATE);
  stream.capture = std::make_shared<Capture>();
  stream.capture->graph = std::make_unique<Graph>(stream.context);
  stream.capture->mode = mode;
  stream.capture->origin = &stream;
}

CUgraph end(Driver &driver, Stream &stream) {
  require(stream.capture != nullptr, "the stream is not capturing", CUDA_ERROR_ILLEGAL_STATE);
  const std::shared_ptr<Capture> capture = stream.capture;
  require(capture->origin == &stream, "the capture began in another stream",
          CUDA_ERROR_STREAM_CAPTURE_UNMATCHED);
  driver.handles.forEach([&](const char *, Object &object) {
    if (auto *other = dynamic_cast<Stream *>(&object); other && other->capture == capture)
      other->capture.reset();
  });
  if (capture->invalid)
    throw Outcome{CUDA_ERROR_STREAM_CAPTURE_INVALIDATED};
  require(capture->unjoined.empty(), "streams of the capture are not waited for at its end",
          CUDA_ERROR_STREAM_CAPTURE_UNJOINED);
  return driver.handles.add<CUgraph>(std::move(capture->graph));
}

CUgraphExec instantiate(Driver &driver, CUgraph graph) {
  auto executable = std::make_unique<GraphExec>(&driver.current());
  executable->nodes = driver.get<Graph>(graph).nodes;
  return driver.handles.add<CUgraphExec>(std::move(executable));
}

} // namespace

CUDA_API cuStreamBeginCapture_v2(CUstream stream, CUstreamCaptureMode mode) {
  return call("cuStreamBeginCapture", Needs::Context,
              [&](Driver &driver) { begin(driver, driver.stream(stream), mode); });
}

CUDA_API cuStreamEndCapture(CUstream stream, CUgraph *graph) {
  return call("cuStreamEndCapture", Needs::Context, [&](Driver &driver) {
    require(graph, "the graph's place is null");
    *graph = nullptr;
    *graph = end(driver, driver.stream(stream));
  });
}

CUDA_API cuStreamIsCapturing(CUstream handle, int *status) {
  return call("cuStreamIsCapturing", Needs::Context, [&](Driver &driver) {
    require(status, "the status's place is null");
    const Stream &stream = driver.stream(handle);
    constexpr int none = 0, active = 1, invalidated = 2;
    *status = !stream.capture ? none : stream.capture->invalid ? invalidated : active;
  });
}

CUDA_API cuGraphInstantiateWithFlags(CUgraphExec *executable, CUgraph graph, unsigned long long) {
  return call("cuGraphInstantiateWithFlags", Needs::Context, [&](Driver &driver) {
    require(executable, "the executable graph's place is null");
    *executable = instantiate(driver, graph);
  });
}

/// The one before: it told of nodes that it refused.
CUDA_API cuGraphInstantiate_v2(CUgraphExec *executable, CUgraph graph, CUgraphNode *, char *,
                               size_t) {
  return call("cuGraphInstantiate", Needs::Context, [&](Driver &driver) {
    require(executable, "the executable graph's place is null");
    *executable = instantiate(driver, graph);
  });
}

CUDA_API cuGraphGetNodes(CUgraph graph, CUgraphNode *nodes, size_t *count) {
  return call("cuGraphGetNodes", Needs::Context, [&](Driver &driver) {
    require(!nodes && count, "only the number of nodes is known here", CUDA_ERROR_NOT_SUPPORTED);
    *count = driver.get<Graph>(graph).nodes.size();
  });
}

CUDA_API cuGraphLaunch(CUgraphExec handle, CUstream stream) {
  return call("cuGraphLaunch", Needs::Context, [&](Driver &driver) {
    const auto &executable = driver.get<GraphExec>(handle);
    Stream &into = driver.stream(stream);
    for (const StreamTask &node : executable.nodes)
      enqueue(into, node);
    ++driver.report.graphLaunches;
  });
}

CUDA_API cuGraphUpload(CUgraphExec handle, CUstream stream) {
  return call("cuGraphUpload", Needs::Context, [&](Driver &driver) {
    driver.get<GraphExec>(handle);
    driver.stream(stream);
  });
}

CUDA_API cuGraphExecDestroy(CUgraphExec executable) {
  return call("cuGraphExecDestroy", Needs::Release, [&](Driver &driver) {
    driver.get<GraphExec>(executable);
    driver.handles.remove<GraphExec>(executable);
  });
}

CUDA_API cuGraphDestroy(CUgraph graph) {
  return call("cuGraphDestroy", Needs::Release, [&](Driver &driver) {
    driver.get<Graph>(graph);
    driver.handles.remove<Graph>(graph);
  });
}
