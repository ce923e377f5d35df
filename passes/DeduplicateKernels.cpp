//===-- DeduplicateKernels.cpp -------------------------------------------------------------------===//
//
// Keeps the first of several kernels whose bodies are equal and launches it in the place of the others.
// Equality is that of the printed bodies: a kernel is isolated, its values are numbered in order, and
// neither names nor locations are printed, so equal text means equal structure, types and attributes.
//
//===---------------------------------------------------------------------------------------------===//
#include "ir/VitOpsProgram.h"
#include "mlir/IR/AsmState.h"
#include "passes/Passes.h"

using namespace mlir;

namespace vitc {
#define GEN_PASS_DEF_DEDUPLICATEKERNELSPASS
#include "passes/Passes.h.inc"

namespace {

/// The kernel's operand types and body as text, without its name.
std::string bodyText(vit::KernelOp kernel) {
  std::string text;
  llvm::raw_string_ostream os(text);
  llvm::interleaveComma(kernel.getBlock().getArgumentTypes(), os);
  AsmState state(kernel, OpPrintingFlags().useLocalScope());
  for (Operation &op : kernel.getBlock())
    op.print(os << '\n', state);
  return text;
}

struct DeduplicateKernelsPass : impl::DeduplicateKernelsPassBase<DeduplicateKernelsPass> {
  void runOnOperation() override {
    llvm::StringMap<vit::KernelOp> kept;
    llvm::DenseMap<StringAttr, FlatSymbolRefAttr> replacement;
    for (auto kernel : llvm::make_early_inc_range(getOperation().getOps<vit::KernelOp>())) {
      auto [entry, isNew] = kept.try_emplace(bodyText(kernel), kernel);
      if (isNew)
        continue;
      replacement[kernel.getSymNameAttr()] = FlatSymbolRefAttr::get(entry->second.getSymNameAttr());
      kernel.erase();
      ++numRemoved;
    }
    renumber(replacement);
    getOperation().walk([&](vit::LaunchOp launch) {
      if (auto kernel = replacement.lookup(launch.getKernelAttr().getAttr()))
        launch.setKernelAttr(kernel);
    });
  }

private:
  using Replacement = llvm::DenseMap<StringAttr, FlatSymbolRefAttr>;

  /// Kernels that would have one name are told apart by numbers, given when there were many more of
  /// them: "matmul_4x4_7" becomes "matmul_4x4_1" if it is the second that is left.
  void renumber(Replacement &replacement) {
    llvm::StringMap<int> taken;
    for (auto kernel : getOperation().getOps<vit::KernelOp>())
      taken[kernel.getSymName()] = 0;
    Replacement renamed;
    for (auto kernel : getOperation().getOps<vit::KernelOp>()) {
      auto [base, number] = kernel.getSymName().rsplit('_');
      auto first = taken.find(base);
      unsigned ignored;
      if (number.getAsInteger(10, ignored) || first == taken.end())
        continue;
      std::string name = (base + "_" + Twine(++first->second)).str();
      if (name == kernel.getSymName() || taken.contains(name))
        continue;
      renamed[kernel.getSymNameAttr()] = FlatSymbolRefAttr::get(&getContext(), name);
      kernel.setSymName(name);
    }
    for (auto &[from, to] : replacement)
      if (auto again = renamed.lookup(to.getAttr()))
        to = again;
    replacement.insert(renamed.begin(), renamed.end());
  }
};

} // namespace
} // namespace vitc
