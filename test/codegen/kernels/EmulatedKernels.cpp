//===-- EmulatedKernels.cpp ---------------------------------------------------------------------===//
#include "EmulatedKernels.h"
#include "runtime/model.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/Support/FileSystem.h"
#include <csignal>
#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace vitc;
using namespace vitc::test;

bool EmulatedKernels::isForeign(const Target &target) {
  return target.architecture() != llvm::cantFail(Target::parse("host")).architecture();
}

#ifdef VITC_EMULATOR_AARCH64
/// One that has nothing that the target lacks.
static const char *cpuOf(const Target &target) {
  return target.cpuFeatures & VITC_CPU_ARM_DOTPROD ? "cortex-a76" : "cortex-a57";
}

bool EmulatedKernels::canEmulate(const Target &target) {
  return target.architecture() == "aarch64" && llvm::sys::fs::exists(VITC_EMULATOR_AARCH64);
}

std::shared_ptr<EmulatedKernels>
EmulatedKernels::start(const Target &target, const std::string &library, std::string &error) {
  std::shared_ptr<EmulatedKernels> kernels(new EmulatedKernels);
  int in[2], out[2];
  if (pipe2(in, O_CLOEXEC) || pipe2(out, O_CLOEXEC)) {
    error = "cannot make a pipe";
    return nullptr;
  }
  const char *arguments[] = {VITC_EMULATOR_AARCH64, "-L",
                             VITC_ROOT_AARCH64,     "-cpu",
                             cpuOf(target),         VITC_KERNEL_PROCESS_AARCH64,
                             library.c_str(),       nullptr};
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, in[0], STDIN_FILENO);
  posix_spawn_file_actions_adddup2(&actions, out[1], STDOUT_FILENO);
  const int failed = posix_spawn(&kernels->process, arguments[0], &actions, nullptr,
                                 const_cast<char **>(arguments), environ);
  posix_spawn_file_actions_destroy(&actions);
  close(in[0]);
  close(out[1]);
  kernels->requests = fdopen(in[1], "w");
  kernels->answers = fdopen(out[0], "r");
  if (!failed)
    return kernels;
  kernels->process = 0;
  error = std::string("cannot start ") + arguments[0];
  return nullptr;
}
#else
bool EmulatedKernels::canEmulate(const Target &) { return false; }

std::shared_ptr<EmulatedKernels> EmulatedKernels::start(const Target &target, const std::string &,
                                                        std::string &error) {
  error = "no emulator for " + target.name;
  return nullptr;
}
#endif

EmulatedKernels::~EmulatedKernels() {
  if (requests)
    fclose(requests);
  if (answers)
    fclose(answers);
  if (process)
    waitpid(process, nullptr, 0);
}

int EmulatedKernels::call(const std::string &symbol, llvm::ArrayRef<kernel_bytes> operands,
                          llvm::ArrayRef<kernel_bytes> results, uint64_t workspaceBytes,
                          uint64_t &scratchPeak) {
  constexpr int ended = 4;
  kernel_request request = {};
  request.symbol_bytes = uint32_t(symbol.size());
  request.num_operands = uint32_t(operands.size());
  request.num_results = uint32_t(results.size());
  request.workspace_bytes = workspaceBytes;
  if (operands.size() + results.size() > KERNEL_MOST_BUFFERS)
    return ended;
  for (size_t i = 0; i < operands.size(); ++i)
    request.bytes[i] = operands[i].bytes;
  for (size_t i = 0; i < results.size(); ++i)
    request.bytes[operands.size() + i] = results[i].bytes;
  const auto before = std::signal(SIGPIPE, SIG_IGN);
  fwrite(&request, sizeof request, 1, requests);
  fwrite(symbol.data(), 1, symbol.size(), requests);
  for (const kernel_bytes &operand : operands)
    fwrite(operand.data, 1, operand.bytes, requests);
  const bool sent = fflush(requests) == 0;
  std::signal(SIGPIPE, before);
  kernel_answer answer;
  if (!sent || fread(&answer, sizeof answer, 1, answers) != 1)
    return ended;
  scratchPeak = answer.scratch_peak;
  for (const kernel_bytes &result : results)
    if (answer.status == 0 && fread(result.data, 1, result.bytes, answers) != result.bytes)
      return ended;
  return answer.status;
}
