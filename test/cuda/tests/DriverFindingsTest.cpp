//===-- DriverFindingsTest.cpp: wrong calls of the driver are found, and fail ------------------===//
#include "Findings.h"

#include <fstream>
#include <sstream>
#include <sys/wait.h>
#include <unistd.h>

namespace {

const std::string NOTHING = kernelText(0, "");
/// Adds one to the word that its argument points to.
const std::string ADD_ONE =
    kernelText(1, "ld.global.u32 %r1, [%a0];\nadd.u32 %r1, %r1, 1;\nst.global.u32 [%a0], %r1;");

//===-- Lifetimes -----------------------------------------------------------------------------===//

TEST(DriverFindings, all_released) {
  EXPECT_NOTHING_FOUND([] {
    const Session session;
    const Buffer buffer(std::vector<int>{1});
    const Program program(NOTHING);
    CUstream stream = nullptr;
    CUevent event = nullptr;
    cuda().cuStreamCreate(&stream, CU_STREAM_NON_BLOCKING);
    cuda().cuEventCreate(&event, 0);
    cuda().cuEventRecord(event, stream);
    EXPECT_CUDA(CUDA_SUCCESS, cuda().cuEventDestroy_v2(event));
    EXPECT_CUDA(CUDA_SUCCESS, cuda().cuStreamDestroy_v2(stream));
  });
}

TEST(DriverFindings, leaked_memory) {
  EXPECT_FOUND("leak: allocation 1 \\(64 bytes\\) is not freed", [] {
    const Session session;
    CUdeviceptr memory = 0;
    cuda().cuMemAlloc_v2(&memory, 64);
  });
}

TEST(DriverFindings, leaked_host_memory) {
  EXPECT_FOUND("leak: 64 bytes of host memory are not freed", [] {
    const Session session;
    void *memory = nullptr;
    cuda().cuMemHostAlloc(&memory, 64, 0);
  });
}

TEST(DriverFindings, leaked_stream) {
  EXPECT_FOUND("leak: stream 1 is not released", [] {
    const Session session;
    CUstream stream = nullptr;
    cuda().cuStreamCreate(&stream, 0);
  });
}

TEST(DriverFindings, leaked_module) {
  EXPECT_FOUND("leak: module 1 is not released", [] {
    const Session session;
    CUmodule module = nullptr;
    cuda().cuModuleLoadDataEx(&module, NOTHING.c_str(), 0, nullptr, nullptr);
  });
}

TEST(DriverFindings, leaked_context) {
  EXPECT_FOUND("leak: the context of device 0 is not released", [] {
    CUcontext context = nullptr;
    cuda().cuInit(0);
    cuda().cuDevicePrimaryCtxRetain(&context, 0);
  });
}

TEST(DriverFindings, memory_freed_twice) {
  EXPECT_FOUND("lifetime: cuMemFree: allocation 1 is freed twice", [] {
    const Session session;
    CUdeviceptr memory = 0;
    cuda().cuMemAlloc_v2(&memory, 64);
    EXPECT_CUDA(CUDA_SUCCESS, cuda().cuMemFree_v2(memory));
    EXPECT_CUDA(CUDA_ERROR_INVALID_VALUE, cuda().cuMemFree_v2(memory));
  });
}

TEST(DriverFindings, memory_used_after_it_is_freed) {
  EXPECT_FOUND("out-of-bounds: .*0 bytes into the freed allocation 1", [] {
    const Session session;
    const Program program(ADD_ONE);
    CUdeviceptr memory = 0;
    cuda().cuMemAlloc_v2(&memory, 4);
    cuda().cuMemFree_v2(memory);
    EXPECT_CUDA(CUDA_ERROR_ILLEGAL_ADDRESS, program.run({1, 1}, {memory}));
  });
}

TEST(DriverFindings, stream_used_after_its_end) {
  EXPECT_FOUND("lifetime: cuStreamSynchronize: stream 1 is used after its end", [] {
    const Session session;
    CUstream stream = nullptr;
    cuda().cuStreamCreate(&stream, 0);
    cuda().cuStreamDestroy_v2(stream);
    EXPECT_CUDA(CUDA_ERROR_INVALID_HANDLE, cuda().cuStreamSynchronize(stream));
  });
}

TEST(DriverFindings, event_where_a_stream_is_due) {
  EXPECT_FOUND("argument: cuStreamSynchronize: a stream is due, not event 1", [] {
    const Session session;
    CUevent event = nullptr;
    cuda().cuEventCreate(&event, 0);
    EXPECT_CUDA(CUDA_ERROR_INVALID_HANDLE,
                cuda().cuStreamSynchronize(reinterpret_cast<CUstream>(event)));
    cuda().cuEventDestroy_v2(event);
  });
}

TEST(DriverFindings, used_in_a_forked_process) {
  EXPECT_FOUND("lifetime: cuMemAlloc: called in a process forked", [] {
    const Session session;
    if (const pid_t child = fork()) {
      waitpid(child, nullptr, 0);
      CUdeviceptr leaked = 0;
      cuda().cuMemAlloc_v2(&leaked, 4);
      return;
    }
    CUdeviceptr memory = 0;
    EXPECT_CUDA(CUDA_ERROR_NOT_INITIALIZED, cuda().cuMemAlloc_v2(&memory, 4));
    _exit(0);
  });
}

//===-- Arguments -----------------------------------------------------------------------------===//

TEST(DriverFindings, host_pointer_where_a_device_pointer_is_due) {
  EXPECT_FOUND("out-of-bounds: cuMemcpyHtoD: 4 bytes at no device memory: a host pointer\\?", [] {
    const Session session;
    int host = 0, other = 0;
    EXPECT_CUDA(CUDA_ERROR_INVALID_VALUE,
                cuda().cuMemcpyHtoD_v2(reinterpret_cast<CUdeviceptr>(&other), &host, 4));
  });
}

TEST(DriverFindings, device_pointer_where_a_host_pointer_is_due) {
  EXPECT_FOUND("argument: cuMemcpyDtoH: a device pointer where a host pointer is due", [] {
    const Session session;
    const Buffer buffer(std::vector<int>{1});
    EXPECT_CUDA(CUDA_ERROR_INVALID_VALUE,
                cuda().cuMemcpyDtoH_v2(asPointer(buffer.address), buffer.address, 4));
  });
}

TEST(DriverFindings, host_pointer_for_a_kernel) {
  const std::string text = [] {
    std::string text = kernelText(1, "");
    return text.insert(text.find(" p0"), " .ptr .global .align 4");
  }();
  EXPECT_FOUND("argument: cuLaunchKernel: kernel k: argument 0 is no device memory", [&] {
    const Session session;
    const int host = 0;
    Program(text).run({}, {reinterpret_cast<CUdeviceptr>(&host)});
  });
}

TEST(DriverFindings, copy_behind_the_end) {
  EXPECT_FOUND(
      "out-of-bounds: cuMemcpyHtoD: 8 bytes at 0 bytes into allocation 1 \\(4 bytes\\)", [] {
        const Session session;
        const Buffer buffer(std::vector<int>{1});
        const int host[] = {1, 2};
        EXPECT_CUDA(CUDA_ERROR_INVALID_VALUE, cuda().cuMemcpyHtoD_v2(buffer.address, host, 8));
      });
}

TEST(DriverFindings, copy_of_what_nobody_wrote) {
  EXPECT_FOUND("uninitialised: a copy to the host of 8 bytes, of which nobody wrote 8", [] {
    const Session session;
    Buffer(8).read<int>();
  });
}

TEST(DriverFindings, call_without_a_context) {
  EXPECT_FOUND("argument: cuMemAlloc: no context is current", [] {
    cuda().cuInit(0);
    CUdeviceptr memory = 0;
    EXPECT_CUDA(CUDA_ERROR_INVALID_CONTEXT, cuda().cuMemAlloc_v2(&memory, 4));
  });
}

TEST(DriverFindings, blocks_that_are_too_large) {
  EXPECT_FOUND("argument: cuLaunchKernel: kernel k: a block of 1025 x 1 x 1", [] {
    const Session session;
    EXPECT_CUDA(CUDA_ERROR_INVALID_VALUE, Program(NOTHING).run({1, 1025}, {}));
  });
  EXPECT_FOUND("kernel k: 50000 bytes of dynamic shared memory where 49152 are the most", [] {
    const Session session;
    EXPECT_CUDA(CUDA_ERROR_INVALID_VALUE, Program(NOTHING).run({1, 32, 50000}, {}));
  });
  EXPECT_NOTHING_FOUND([] {
    constexpr int maxDynamicShared = 8;
    const Session session;
    const Program program(NOTHING);
    EXPECT_CUDA(CUDA_SUCCESS,
                cuda().cuFuncSetAttribute(program.function, maxDynamicShared, 100000));
    EXPECT_CUDA(CUDA_SUCCESS, program.run({1, 1024, 100000}, {}));
  });
}

TEST(DriverFindings, launch_bounds_of_the_kernel) {
  const std::string bounded = [] {
    std::string text = NOTHING;
    return text.insert(text.find("{\n"), ".maxntid 64, 1, 1\n");
  }();
  EXPECT_FOUND("a block of 96 threads where .maxntid allows 64", [&] {
    const Session session;
    EXPECT_CUDA(CUDA_ERROR_INVALID_VALUE, Program(bounded).run({1, 96}, {}));
  });
  EXPECT_NOTHING_FOUND([&] {
    const Session session;
    EXPECT_CUDA(CUDA_SUCCESS, Program(bounded).run({1, 64}, {}));
  });
}

TEST(DriverFindings, instruction_that_is_not_known) {
  EXPECT_FOUND("module: cuModuleLoadDataEx: line [0-9]+: 'frobnicate.u32': .*not known", [] {
    const Session session;
    char log[256] = "";
    CUjitOption names[] = {CU_JIT_ERROR_LOG_BUFFER, CU_JIT_ERROR_LOG_BUFFER_SIZE_BYTES};
    void *values[] = {log, asPointer(sizeof log)};
    CUmodule module = nullptr;
    const std::string text = kernelText(0, "frobnicate.u32 %r1, %r2;");
    EXPECT_CUDA(CUDA_ERROR_INVALID_PTX,
                cuda().cuModuleLoadDataEx(&module, text.c_str(), 2, names, values));
    EXPECT_NE(std::string(log).find("frobnicate"), std::string::npos) << log;
  });
}

TEST(DriverFindings, kernel_that_does_not_exist) {
  EXPECT_FOUND("argument: cuModuleGetFunction: the module has no kernel other", [] {
    const Session session;
    const Program program(NOTHING);
    CUfunction function = nullptr;
    EXPECT_CUDA(CUDA_ERROR_NOT_FOUND,
                cuda().cuModuleGetFunction(&function, program.module, "other"));
  });
}

//===-- Failed contexts -----------------------------------------------------------------------===//

TEST(DriverFindings, a_fault_fails_the_context_until_it_is_made_anew) {
  EXPECT_FOUND("out-of-bounds: ", [] {
    {
      const Session session;
      const Program program(ADD_ONE);
      EXPECT_CUDA(CUDA_ERROR_ILLEGAL_ADDRESS, program.run({1, 1}, {0}));
      CUdeviceptr memory = 0;
      EXPECT_CUDA(CUDA_ERROR_ILLEGAL_ADDRESS, cuda().cuMemAlloc_v2(&memory, 4));
    }
    const Session session;
    EXPECT_CUDA(CUDA_SUCCESS, Program(NOTHING).run({}, {}));
  });
}

//===-- Faults that are asked for -------------------------------------------------------------===//

TEST(Injection, no_device) {
  EXPECT_NOTHING_FOUND([] { EXPECT_CUDA(CUDA_ERROR_NO_DEVICE, cuda().cuInit(0)); },
                       {{"DEVICES", "0"}});
}

TEST(Injection, old_driver) {
  EXPECT_NOTHING_FOUND(
      [] {
        int version = 0;
        cuda().cuDriverGetVersion(&version);
        EXPECT_EQ(version, 10020);
      },
      {{"DRIVER_VERSION", "10020"}});
}

TEST(Injection, memory_is_short) {
  const auto second = [](CUresult expected, size_t bytes) {
    const Session session;
    const Buffer first(4);
    CUdeviceptr memory = 0;
    EXPECT_CUDA(expected, cuda().cuMemAlloc_v2(&memory, bytes));
    cuda().cuMemFree_v2(memory);
  };
  EXPECT_NOTHING_FOUND([&] { second(CUDA_ERROR_OUT_OF_MEMORY, 4); }, {{"FAIL_ALLOCATION", "2"}});
  EXPECT_NOTHING_FOUND([&] { second(CUDA_ERROR_OUT_OF_MEMORY, 101); },
                       {{"FAIL_ALLOCATION_ABOVE", "100"}});
  EXPECT_NOTHING_FOUND([&] { second(CUDA_ERROR_OUT_OF_MEMORY, 100); }, {{"MEMORY", "100"}});
  EXPECT_NOTHING_FOUND([&] { second(CUDA_SUCCESS, 100); });
}

TEST(Injection, launch_that_fails) {
  EXPECT_FOUND("launch: kernel k: fails as it was asked for",
               [] {
                 const Session session;
                 const Program program(NOTHING);
                 EXPECT_CUDA(CUDA_SUCCESS, program.run({}, {}));
                 EXPECT_CUDA(CUDA_ERROR_LAUNCH_FAILED, program.run({}, {}));
               },
               {{"FAIL_LAUNCH", "2"}});
}

TEST(Injection, module_that_is_refused) {
  EXPECT_NOTHING_FOUND(
      [] {
        const Session session;
        CUmodule module = nullptr;
        EXPECT_CUDA(CUDA_ERROR_INVALID_PTX,
                    cuda().cuModuleLoadDataEx(&module, NOTHING.c_str(), 0, nullptr, nullptr));
      },
      {{"FAIL_MODULE", "1"}});
}

TEST(Injection, older_device_than_the_module) {
  EXPECT_FOUND("module: .*the target sm_80 is newer than the device, sm_70",
               [] {
                 const Session session;
                 CUmodule module = nullptr;
                 EXPECT_CUDA(
                     CUDA_ERROR_INVALID_PTX,
                     cuda().cuModuleLoadDataEx(&module, NOTHING.c_str(), 0, nullptr, nullptr));
               },
               {{"CAPABILITY", "70"}});
}

/// The report of a process that runs `scenario`.
std::string reportOf(const std::function<void()> &scenario) {
  const std::string file = testing::TempDir() + "standin-report.json";
  EXPECT_NOTHING_FOUND(scenario, {{"REPORT", file}});
  std::stringstream text;
  text << std::ifstream(file).rdbuf();
  return text.str();
}

void expectParts(const std::string &text, const std::vector<std::string> &parts) {
  for (const std::string &part : parts)
    EXPECT_NE(text.find(part), std::string::npos) << part << '\n' << text;
}

TEST(Report, tells_what_was_done) {
  expectParts(reportOf([] {
                const Session session;
                const Buffer buffer(std::vector<int>{1});
                EXPECT_CUDA(CUDA_SUCCESS, Program(ADD_ONE).run({1, 1}, {buffer.address}));
                EXPECT_EQ(buffer.read<int>(), std::vector<int>{2});
              }),
              {"\"host_to_device\": {\"count\": 1, \"bytes\": 4}", "\"modules_loaded\": 1",
               "\"device_to_host\": {\"count\": 1, \"bytes\": 4}",
               "\"k\": {\"launches\": 1, \"blocks\": 1", "\"bytes_read\": 4, \"bytes_written\": 4",
               "\"findings\": {}"});
}

/// What a warp's stores at `stride` bytes count, of `type`, in global memory and in shared.
std::string storesOf(unsigned stride, const std::string &type, const std::string &value) {
  return reportOf([&] {
    const Session session;
    const Buffer buffer(size_t{32} * stride + 16);
    const std::string body = "mov.u32 %r1, %tid.x;\nmul.wide.u32 %d1, %r1, " +
                             std::to_string(stride) + ";\nadd.u64 %d2, %a0, %d1;\nst.global." +
                             type + " [%d2], " + value + ";\nst.shared." + type + " [%d1], " +
                             value + ";";
    EXPECT_CUDA(CUDA_SUCCESS,
                Program(kernelText(1, body)).run({1, 32, 32 * stride + 16}, {buffer.address}));
  });
}

TEST(Report, counts_sectors_and_bank_conflicts) {
  expectParts(storesOf(4, "u32", "%r1"), {"\"sectors\": 4, \"ideal_sectors\": 4",
                                          "\"uncoalesced_requests\": 0", "\"bank_conflicts\": 0"});
  expectParts(storesOf(128, "u32", "%r1"),
              {"\"sectors\": 32, \"ideal_sectors\": 4", "\"uncoalesced_requests\": 1",
               "\"bank_conflicts\": 31"});
  expectParts(storesOf(132, "u32", "%r1"), {"\"bank_conflicts\": 0"});
  expectParts(storesOf(8, "u32", "%r1"), {"\"sectors\": 8", "\"bank_conflicts\": 1"});
  expectParts(storesOf(16, "v4.u32", "{%r1, %r1, %r1, %r1}"),
              {"\"sectors\": 16, \"ideal_sectors\": 16", "\"bank_conflicts\": 0"});
}

} // namespace
