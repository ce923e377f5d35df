//===-- IndexLimit.cpp: how large a tensor of a kernel can be --------------------------------------===//
#include "codegen/IndexLimit.h"
#include "ir/VitOpsProgram.h"
#include "mlir/IR/Diagnostics.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/MathExtras.h"

using namespace mlir;

namespace vitc {

LogicalResult checkIndexable(Operation *op, ArrayRef<int64_t> shape) {
  int64_t count = 1;
  bool isHuge = false; // beyond 64 bits
  for (int64_t size : shape)
    isHuge |= llvm::MulOverflow(count, size, count);
  if (llvm::is_contained(shape, 0) || (!isHuge && count <= mostElements))
    return success();
  auto diagnostic = op->emitError("a tensor of ");
  llvm::interleave(shape, diagnostic, "x");
  if (!isHuge)
    diagnostic << " has " << count << " elements,";
  return diagnostic << " more than the " << mostElements
                    << " that a kernel can index: compile for a smaller --batch (a run takes any "
                       "number of batches) or a smaller input";
}

LogicalResult checkIndexable(ModuleOp program) {
  WalkResult walked = program.walk([](Operation *op) {
    if (!isa_and_nonnull<vit::KernelOp>(op->getParentOp()))
      return WalkResult::advance();
    for (Value value : llvm::concat<Value>(op->getOperands(), op->getResults()))
      if (failed(checkIndexable(op, tensorType(value).getShape())))
        return WalkResult::interrupt();
    return WalkResult::advance();
  });
  return failure(walked.wasInterrupted());
}

} // namespace vitc
