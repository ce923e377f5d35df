//===-- StreamsTest.cpp: streams, events, graphs -----------------------------------------------===//
#include "Findings.h"

#include <atomic>
#include <thread>

namespace {

/// Adds one to the word that its argument points to.
const std::string ADD_ONE =
    kernelText(1, "ld.global.u32 %r1, [%a0];\nadd.u32 %r1, %r1, 1;\nst.global.u32 [%a0], %r1;");

void launch(const Program &program, CUstream stream, CUdeviceptr argument) {
  void *values[] = {&argument};
  EXPECT_CUDA(CUDA_SUCCESS, cuda().cuLaunchKernel(program.function, 1, 1, 1, 1, 1, 1, 0, stream,
                                                  values, nullptr));
}

/// What tests of streams need: two streams that wait for nobody, an event, a word on the device and one on the host.
struct Setting {
  Setting() {
    EXPECT_CUDA(CUDA_SUCCESS, cuda().cuStreamCreate(&stream, CU_STREAM_NON_BLOCKING));
    EXPECT_CUDA(CUDA_SUCCESS, cuda().cuStreamCreate(&other, CU_STREAM_NON_BLOCKING));
    EXPECT_CUDA(CUDA_SUCCESS, cuda().cuEventCreate(&event, 0));
    void *pinned = nullptr;
    EXPECT_CUDA(CUDA_SUCCESS, cuda().cuMemHostAlloc(&pinned, sizeof(int), 0));
    host = static_cast<int *>(pinned);
    *host = 0;
  }
  ~Setting() {
    EXPECT_CUDA(CUDA_SUCCESS, cuda().cuEventDestroy_v2(event));
    EXPECT_CUDA(CUDA_SUCCESS, cuda().cuStreamDestroy_v2(stream));
    EXPECT_CUDA(CUDA_SUCCESS, cuda().cuStreamDestroy_v2(other));
    EXPECT_CUDA(CUDA_SUCCESS, cuda().cuMemFreeHost(host));
  }
  void addOne(CUstream into) const { launch(program, into, word.address); }
  void download(CUstream into) const {
    EXPECT_CUDA(CUDA_SUCCESS, cuda().cuMemcpyDtoHAsync_v2(host, word.address, sizeof(int), into));
  }

  const Session session;
  const Program program{ADD_ONE};
  const Buffer word{std::vector<int>{5}};
  CUstream stream = nullptr, other = nullptr;
  CUevent event = nullptr;
  int *host = nullptr;
};

TEST(Streams, work_is_done_when_it_is_waited_for) {
  EXPECT_NOTHING_FOUND([] {
    const Setting setting;
    setting.addOne(setting.stream);
    setting.download(setting.stream);
    EXPECT_EQ(*setting.host, 0);
    EXPECT_CUDA(CUDA_SUCCESS, cuda().cuStreamSynchronize(setting.stream));
    EXPECT_EQ(*setting.host, 6);
  });
}

TEST(Streams, queries_come_to_an_end) {
  EXPECT_NOTHING_FOUND([] {
    const Setting setting;
    setting.addOne(setting.stream);
    setting.download(setting.stream);
    EXPECT_CUDA(CUDA_ERROR_NOT_READY, cuda().cuStreamQuery(setting.stream));
    while (cuda().cuStreamQuery(setting.stream) == CUDA_ERROR_NOT_READY)
      ;
    EXPECT_EQ(*setting.host, 6);
  });
}

TEST(Streams, an_event_orders_two_of_them) {
  EXPECT_NOTHING_FOUND([] {
    const Setting setting;
    setting.addOne(setting.stream);
    EXPECT_CUDA(CUDA_SUCCESS, cuda().cuEventRecord(setting.event, setting.stream));
    EXPECT_CUDA(CUDA_SUCCESS, cuda().cuStreamWaitEvent(setting.other, setting.event, 0));
    setting.download(setting.other);
    EXPECT_CUDA(CUDA_SUCCESS, cuda().cuStreamSynchronize(setting.other));
    EXPECT_EQ(*setting.host, 6);
  });
}

TEST(Streams, without_the_event_the_old_value_shows) {
  EXPECT_NOTHING_FOUND([] {
    const Setting setting;
    setting.addOne(setting.stream);
    setting.download(setting.other);
    EXPECT_CUDA(CUDA_SUCCESS, cuda().cuStreamSynchronize(setting.other));
    EXPECT_EQ(*setting.host, 5);
  });
}

TEST(Streams, events_tell_times) {
  EXPECT_NOTHING_FOUND([] {
    const Setting setting;
    CUevent end = nullptr;
    EXPECT_CUDA(CUDA_SUCCESS, cuda().cuEventCreate(&end, 0));
    EXPECT_CUDA(CUDA_SUCCESS, cuda().cuEventRecord(setting.event, setting.stream));
    setting.addOne(setting.stream);
    EXPECT_CUDA(CUDA_SUCCESS, cuda().cuEventRecord(end, setting.stream));
    float milliseconds = -1;
    EXPECT_CUDA(CUDA_ERROR_NOT_READY, cuda().cuEventElapsedTime(&milliseconds, setting.event, end));
    EXPECT_CUDA(CUDA_SUCCESS, cuda().cuEventSynchronize(end));
    EXPECT_CUDA(CUDA_SUCCESS, cuda().cuEventElapsedTime(&milliseconds, setting.event, end));
    EXPECT_GE(milliseconds, 0);
    EXPECT_CUDA(CUDA_SUCCESS, cuda().cuEventDestroy_v2(end));
  });
}

TEST(Streams, a_host_function_runs_though_nobody_waits) {
  EXPECT_NOTHING_FOUND([] {
    const Setting setting;
    std::atomic<int> seen{0};
    struct Data {
      const int *host;
      std::atomic<int> *seen;
    } data{setting.host, &seen};
    setting.addOne(setting.stream);
    setting.download(setting.stream);
    EXPECT_CUDA(CUDA_SUCCESS, cuda().cuLaunchHostFunc(
                                  setting.stream,
                                  [](void *given) {
                                    const auto *data = static_cast<Data *>(given);
                                    *data->seen = *data->host;
                                  },
                                  &data));
    while (!seen)
      std::this_thread::yield();
    EXPECT_EQ(seen, 6);
  });
}

TEST(Streams, a_host_function_may_not_call_the_driver) {
  EXPECT_FOUND("argument: cuStreamSynchronize: called from a host function of a stream", [] {
    const Setting setting;
    EXPECT_CUDA(CUDA_SUCCESS,
                cuda().cuLaunchHostFunc(
                    setting.stream, [](void *) { cuda().cuStreamSynchronize(nullptr); }, nullptr));
    EXPECT_CUDA(CUDA_SUCCESS, cuda().cuStreamSynchronize(setting.stream));
  });
}

//===-- Graphs --------------------------------------------------------------------------------===//

CUgraphExec captured(const Setting &setting) {
  CUgraph graph = nullptr;
  CUgraphExec executable = nullptr;
  EXPECT_CUDA(CUDA_SUCCESS,
              cuda().cuStreamBeginCapture_v2(setting.stream, CU_STREAM_CAPTURE_MODE_THREAD_LOCAL));
  setting.addOne(setting.stream);
  setting.addOne(setting.stream);
  EXPECT_CUDA(CUDA_SUCCESS, cuda().cuStreamEndCapture(setting.stream, &graph));
  EXPECT_CUDA(CUDA_SUCCESS, cuda().cuGraphInstantiateWithFlags(&executable, graph, 0));
  EXPECT_CUDA(CUDA_SUCCESS, cuda().cuGraphDestroy(graph));
  return executable;
}

TEST(Graphs, capture_does_nothing_and_launches_do_it) {
  EXPECT_NOTHING_FOUND([] {
    const Setting setting;
    const CUgraphExec executable = captured(setting);
    EXPECT_EQ(setting.word.read<int>(), std::vector<int>{5});
    EXPECT_CUDA(CUDA_SUCCESS, cuda().cuGraphLaunch(executable, setting.stream));
    EXPECT_CUDA(CUDA_SUCCESS, cuda().cuGraphLaunch(executable, setting.stream));
    EXPECT_CUDA(CUDA_SUCCESS, cuda().cuStreamSynchronize(setting.stream));
    EXPECT_EQ(setting.word.read<int>(), std::vector<int>{9});
    EXPECT_CUDA(CUDA_SUCCESS, cuda().cuGraphExecDestroy(executable));
  });
}

TEST(Graphs, a_second_stream_joins_and_is_waited_for) {
  const auto capture = [](bool joins, CUresult expected) {
    const Setting setting;
    CUgraph graph = nullptr;
    EXPECT_CUDA(CUDA_SUCCESS,
                cuda().cuStreamBeginCapture_v2(setting.stream, CU_STREAM_CAPTURE_MODE_GLOBAL));
    EXPECT_CUDA(CUDA_SUCCESS, cuda().cuEventRecord(setting.event, setting.stream));
    EXPECT_CUDA(CUDA_SUCCESS, cuda().cuStreamWaitEvent(setting.other, setting.event, 0));
    setting.addOne(setting.other);
    if (joins) {
      EXPECT_CUDA(CUDA_SUCCESS, cuda().cuEventRecord(setting.event, setting.other));
      EXPECT_CUDA(CUDA_SUCCESS, cuda().cuStreamWaitEvent(setting.stream, setting.event, 0));
    }
    EXPECT_CUDA(expected, cuda().cuStreamEndCapture(setting.stream, &graph));
    if (graph)
      EXPECT_CUDA(CUDA_SUCCESS, cuda().cuGraphDestroy(graph));
  };
  EXPECT_NOTHING_FOUND([&] { capture(true, CUDA_SUCCESS); });
  EXPECT_FOUND("streams of the capture are not waited for",
               [&] { capture(false, CUDA_ERROR_STREAM_CAPTURE_UNJOINED); });
}

TEST(Graphs, while_a_thread_captures_for_itself_others_may_allocate) {
  EXPECT_NOTHING_FOUND([] {
    const Setting setting;
    CUgraph graph = nullptr;
    EXPECT_CUDA(CUDA_SUCCESS, cuda().cuStreamBeginCapture_v2(setting.stream,
                                                             CU_STREAM_CAPTURE_MODE_THREAD_LOCAL));
    std::thread([] {
      CUcontext context = nullptr;
      CUdeviceptr memory = 0;
      EXPECT_CUDA(CUDA_SUCCESS, cuda().cuDevicePrimaryCtxRetain(&context, 0));
      EXPECT_CUDA(CUDA_SUCCESS, cuda().cuCtxPushCurrent_v2(context));
      EXPECT_CUDA(CUDA_SUCCESS, cuda().cuMemAlloc_v2(&memory, 16));
      EXPECT_CUDA(CUDA_SUCCESS, cuda().cuMemFree_v2(memory));
      EXPECT_CUDA(CUDA_SUCCESS, cuda().cuCtxPopCurrent_v2(&context));
      EXPECT_CUDA(CUDA_SUCCESS, cuda().cuDevicePrimaryCtxRelease_v2(0));
    }).join();
    EXPECT_CUDA(CUDA_SUCCESS, cuda().cuStreamEndCapture(setting.stream, &graph));
    EXPECT_CUDA(CUDA_SUCCESS, cuda().cuGraphDestroy(graph));
  });
}

TEST(Graphs, a_capture_may_not_wait_or_allocate) {
  const auto capture = [](const std::function<void(const Setting &)> &forbidden) {
    const Setting setting;
    CUgraph graph = nullptr;
    cuda().cuStreamBeginCapture_v2(setting.stream, CU_STREAM_CAPTURE_MODE_GLOBAL);
    forbidden(setting);
    EXPECT_CUDA(CUDA_ERROR_STREAM_CAPTURE_INVALIDATED,
                cuda().cuStreamEndCapture(setting.stream, &graph));
  };
  EXPECT_FOUND("argument: cuStreamSynchronize: waiting for a stream that is capturing", [&] {
    capture([](const Setting &setting) {
      EXPECT_CUDA(CUDA_ERROR_STREAM_CAPTURE_UNSUPPORTED,
                  cuda().cuStreamSynchronize(setting.stream));
    });
  });
  EXPECT_FOUND("argument: cuMemAlloc: memory is allocated while stream 1 is capturing", [&] {
    capture([](const Setting &) {
      CUdeviceptr memory = 0;
      EXPECT_CUDA(CUDA_ERROR_STREAM_CAPTURE_UNSUPPORTED, cuda().cuMemAlloc_v2(&memory, 4));
    });
  });
}

TEST(Graphs, a_launch_after_the_end_of_graph_or_module_is_found) {
  EXPECT_FOUND("lifetime: cuGraphLaunch: executable graph 1 is used after its end", [] {
    const Setting setting;
    const CUgraphExec executable = captured(setting);
    cuda().cuGraphExecDestroy(executable);
    EXPECT_CUDA(CUDA_ERROR_INVALID_HANDLE, cuda().cuGraphLaunch(executable, setting.stream));
  });
  EXPECT_FOUND("lifetime: cuStreamSynchronize: function 2 is used after its end", [] {
    const Setting setting;
    CUmodule module = nullptr;
    CUfunction function = nullptr;
    cuda().cuModuleLoadDataEx(&module, ADD_ONE.c_str(), 0, nullptr, nullptr);
    cuda().cuModuleGetFunction(&function, module, "k");
    CUdeviceptr argument = setting.word.address;
    void *values[] = {&argument};
    cuda().cuLaunchKernel(function, 1, 1, 1, 1, 1, 1, 0, setting.stream, values, nullptr);
    cuda().cuModuleUnload(module);
    EXPECT_CUDA(CUDA_ERROR_INVALID_HANDLE, cuda().cuStreamSynchronize(setting.stream));
  });
}

TEST(Graphs, leaked_graph) {
  EXPECT_FOUND("leak: executable graph 1 is not released", [] {
    const Setting setting;
    captured(setting);
  });
}

} // namespace
