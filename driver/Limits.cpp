//===-- Limits.cpp: what a program may need at most, or who is to blame -----------------------------===//
#include "driver/Limits.h"
#include "ir/Entries.h"
#include "ir/Lifetimes.h"
#include "ir/Tensor.h"
#include "ir/VitOpsLayout.h"
#include "llvm/ADT/MapVector.h"
#include "llvm/Support/FileSystem.h"
#include <functional>
#include <map>

using namespace mlir;

namespace vitc {
namespace {

constexpr size_t mostNotes = 3;

/// The largest of `all`, by `size`, the first of equal ones first.
template <typename T, typename Size>
std::vector<T> largestOf(const std::vector<T> &all, Size size) {
  std::multimap<int64_t, T, std::greater<>> sorted; // equal ones stay in their order
  for (const T &one : all)
    sorted.emplace(size(one), one);
  std::vector<T> largest;
  for (auto &[bytes, one] : sorted)
    if (largest.size() < mostNotes)
      largest.push_back(one);
  return largest;
}

int64_t bytesOf(const Lifetime &lifetime) { return lifetime.bytes; }

/// What lies in the arena at the position where most does.
std::vector<Lifetime> fullestMoment(func::FuncOp entry) {
  std::vector<Lifetime> all;
  for (const Lifetime &lifetime : lifetimesOf(entry))
    if (!lifetime.isReturned)
      all.push_back(lifetime);
  std::vector<Lifetime> fullest;
  int64_t most = -1;
  for (const Lifetime &at : all) {
    std::vector<Lifetime> here;
    int64_t sum = 0;
    for (const Lifetime &other : all)
      if (other.begin <= at.begin && at.begin <= other.end) {
        here.push_back(other);
        sum += other.bytes;
      }
    if (sum > most)
      most = sum, fullest = std::move(here);
  }
  return fullest;
}

LogicalResult checkArena(ModuleOp program, int64_t limit) {
  const int64_t arena = vit::ProgramOp::of(program).getMemory(vit::MemorySpace::arena).getBytes();
  if (arena <= limit)
    return success();
  auto sum = [](const std::vector<Lifetime> &moment) {
    int64_t bytes = 0;
    for (const Lifetime &lifetime : moment)
      bytes += lifetime.bytes;
    return bytes;
  };
  std::vector<Lifetime> moment; // of the entry that needs most
  for (func::FuncOp entry : entriesOf(program))
    if (std::vector<Lifetime> own = fullestMoment(entry); moment.empty() || sum(own) > sum(moment))
      moment = std::move(own);
  Operation *launch = program;
  for (const Lifetime &lifetime : moment) // the last one begins there
    launch = lifetime.launch;
  InFlightDiagnostic error = launch->emitError("activations of a pass take ")
                             << arena << " bytes, and --assert-arena=" << limit
                             << " allows less; most are needed while this is computed";
  for (const Lifetime &lifetime : largestOf(moment, bytesOf))
    error.attachNote(lifetime.launch->getLoc())
        << lifetime.bytes << " bytes of these are "
        << (lifetime.value ? "its result" : "its workspace");
  return error;
}

LogicalResult checkLaunches(func::FuncOp function, int64_t limit) {
  llvm::MapVector<StringRef, std::pair<vit::LaunchOp, int64_t>> kernels; // with its first launch
  int64_t launches = 0;
  function.walk([&](vit::LaunchOp launch) {
    ++launches;
    ++kernels.try_emplace(launch.getKernel(), launch, 0).first->second.second;
  });
  if (launches <= limit)
    return success();
  InFlightDiagnostic error = emitError(UnknownLoc::get(function.getContext()))
                             << "a pass is " << launches
                             << " launches, and --assert-launches=" << limit
                             << " allows less; --explain-fusion says what is not fused, and why";
  auto numberOf = [](const auto &entry) { return entry.second.second; };
  const auto all = kernels.takeVector();
  using Entry = std::pair<StringRef, std::pair<vit::LaunchOp, int64_t>>;
  for (auto &[kernel, use] : largestOf(std::vector<Entry>(all.begin(), all.end()), numberOf)) {
    vit::LaunchOp first = use.first;
    error.attachNote(first->getLoc())
        << "kernel '" << kernel << "' is launched " << use.second << " times, first here";
  }
  return error;
}

} // namespace

LogicalResult checkProgramLimits(ModuleOp program, const CompileOptions &options) {
  const bool fits =
      !options.maxArenaBytes || succeeded(checkArena(program, *options.maxArenaBytes));
  return success(fits && llvm::all_of(entriesOf(program), [&](func::FuncOp entry) {
                   return !options.maxLaunches ||
                          succeeded(checkLaunches(entry, *options.maxLaunches));
                 }));
}

LogicalResult checkArtifactLimit(ModuleOp program, StringRef path, const CompileOptions &options) {
  if (!options.maxArtifactBytes)
    return success();
  uint64_t size;
  if (std::error_code error = llvm::sys::fs::file_size(path, size))
    return emitError(UnknownLoc::get(program.getContext()))
           << "--assert-artifact-size: cannot tell the size of '" << path
           << "': " << error.message();
  if (size <= uint64_t(*options.maxArtifactBytes))
    return success();
  InFlightDiagnostic error =
      emitError(UnknownLoc::get(program.getContext()))
      << "the artifact has " << size << " bytes, "
      << vit::ProgramOp::of(program).getMemory(vit::MemorySpace::weights).getBytes()
      << " of them weights, and --assert-artifact-size=" << *options.maxArtifactBytes
      << " allows less";
  std::vector<vit::ConstantOp> weights;
  llvm::DenseSet<Attribute> known; // entries share them
  for (func::FuncOp entry : entriesOf(program))
    entry.walk([&](vit::ConstantOp constant) {
      if (known.insert(constant->getAttr("vit.place")).second)
        weights.push_back(constant);
    });
  auto bytes = [](vit::ConstantOp weight) { return tensorBytes(weight.getType()); };
  for (vit::ConstantOp weight : largestOf(weights, bytes))
    error.attachNote(weight.getLoc()) << "a weight of " << bytes(weight) << " bytes";
  return error;
}

} // namespace vitc
