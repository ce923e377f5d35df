//===-- Cuda.cpp: GPUs of NVIDIA --------------------------------------------------------------===//
#include "codegen/targets/Cuda.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

using namespace vitc;
using llvm::StringRef;

namespace {
/// An architecture, and the multiprocessors of a common card that has it.
struct Card {
  StringRef name;
  int64_t multiprocessors;
};
constexpr Card cards[] = {{"sm_70", 80}, {"sm_75", 40},  {"sm_80", 108},
                          {"sm_86", 84}, {"sm_89", 142}, {"sm_90", 132}};

/// Host code for any x86-64; device code for the newest architecture that Halide knows and the card has:
/// CUDA's driver compiles PTX for newer ones.
std::string halideForCuda(StringRef architecture) {
  int own = 0, newest = 70;
  architecture.drop_front(3).getAsInteger(10, own);
  for (int known : {75, 80, 86})
    newest = own >= known ? known : newest;
  return "x86-64-linux-cuda-cuda_capability_" + std::to_string(newest);
}
} // namespace

Target targets::cudaTarget(StringRef architecture) {
  Target target;
  target.kind = vit::TargetKind::cuda;
  target.name = (cudaPrefix + architecture).str();
  target.triple = "x86_64-unknown-linux-gnu";
  target.halide = halideForCuda(architecture);
  target.features = {architecture.str()};
  target.suffix = ("_" + architecture).str();
  target.vectorBits = 128;
  target.vectorRegisters = 0;
  target.threadRegisters = 255;
  target.blockThreads = 1024;
  target.blockBytes = 48 << 10;
  target.warp = 32;
  return target;
}

llvm::Expected<Target> targets::parseCuda(StringRef text) {
  const StringRef architecture = text.split('+').first, precision = text.split('+').second;
  const auto *known =
      llvm::find_if(cards, [&](const Card &own) { return own.name == architecture; });
  if (known == std::end(cards)) {
    llvm::SmallVector<std::string> names;
    for (const Card &own : cards)
      names.push_back((cudaPrefix + own.name).str());
    return llvm::createStringError("unknown target '" + cudaPrefix + text + "': known are " +
                                   llvm::join(names, ", "));
  }
  Target target = cudaTarget(architecture);
  target.multiprocessors = known->multiprocessors;
  if (text != architecture && !target.setPrecision(precision))
    return llvm::createStringError("unknown target '" + cudaPrefix + text +
                                   "': behind the name of a GPU stands nothing, or, from "
                                   "sm_80 on, +tf32, +f16 or +bf16, the precision of products");
  return target;
}

int Target::capability() const {
  int value = 0;
  StringRef(features.front()).substr(strlen("sm_")).getAsInteger(10, value);
  return value;
}

bool Target::setPrecision(StringRef type) {
  const auto own = vit::symbolizeTensorPrecision(type);
  if (!own || own == vit::TensorPrecision::tf32x3 || capability() < vit::firstTensorCores)
    return false;
  precision = own;
  features.push_back(type.str());
  name += "+" + type.str();
  return true;
}
