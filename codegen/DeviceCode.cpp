//===-- DeviceCode.cpp ----------------------------------------------------------------------------===//
#include "codegen/DeviceCode.h"
#include "ir/VitSchedules.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/MathExtras.h"
#include <algorithm>

using namespace vitc;
using namespace Halide::Internal;
using Halide::Expr;
using llvm::StringRef;

namespace {
class Reader : public IRVisitor {
public:
  DeviceCode result;
  bool isKnown = true;

private:
  using IRVisitor::visit;

  int64_t number(Expr value) {
    value = simplify(value);
    const std::optional<int64_t> known = as_const_int(value);
    const std::optional<uint64_t> unsignedKnown = as_const_uint(value);
    isKnown &= known || unsignedKnown;
    return known ? *known : unsignedKnown ? static_cast<int64_t>(*unsignedKnown) : 0;
  }

  /// halide_cuda_run(state, entry, grid, block, shared bytes, sizes, arguments, ...)
  void readLaunch(const Call &call) {
    GpuLaunch launch;
    const auto *entry = call.args[1].as<StringImm>();
    isKnown &= entry != nullptr;
    launch.entry = entry ? entry->value : "";
    for (size_t i = 0; i < 3; ++i) {
      launch.grid[i] = number(call.args[2 + i]);
      launch.block[i] = number(call.args[5 + i]);
    }
    launch.sharedBytes = number(call.args[8]);
    result.launches.push_back(launch);
  }

  void visit(const Call *call) override {
    const StringRef name(call->name);
    if (name.starts_with("halide_") && name.ends_with("_run"))
      readLaunch(*call);
    IRVisitor::visit(call);
  }

  /// The source is a constant that is passed to halide_cuda_initialize_kernels.
  void visit(const Variable *variable) override {
    if (!variable->image.defined() || !StringRef(variable->name).contains("gpu_source_kernels"))
      return;
    const Halide::Buffer<> &image = variable->image;
    result.source.assign(static_cast<const char *>(image.data()), image.size_in_bytes());
  }

  void visit(const Allocate *op) override {
    const int64_t bytes = op->constant_allocation_size() * op->type.bytes();
    const bool onDevice = is_const_zero(op->condition);
    isKnown &= onDevice && bytes > 0;
    result.workspaceBytes +=
        llvm::alignTo(uint64_t(std::max<int64_t>(bytes, 0)), vit::WorkspaceAttr::alignment);
    IRVisitor::visit(op);
  }

  void visit(const For *) override { isKnown = false; }
  void visit(const Store *) override { isKnown = false; }
  /// Of the state of the module of GPU kernels alone.
  void visit(const Load *load) override { isKnown &= load->type.is_handle(); }
};
} // namespace

std::optional<DeviceCode> vitc::deviceCode(const Halide::Module &module) {
  Reader reader;
  for (const LoweredFunc &function : module.functions())
    function.body.accept(&reader);
  while (!reader.result.source.empty() && reader.result.source.back() == '\0')
    reader.result.source.pop_back();
  return reader.isKnown ? std::optional(reader.result) : std::nullopt;
}
