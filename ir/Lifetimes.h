//===-- Lifetimes.h: when the tensors of a program are needed -------------------------------------===//
#ifndef VITC_IR_LIFETIMES_H
#define VITC_IR_LIFETIMES_H

#include "ir/VitOpsProgram.h"

namespace vitc {

/// What lies in memory while a program runs: a launch result lives from the launch that makes it to the last op that
/// reads it or a view of it, a workspace while its launch runs. Positions of ops in the function, both ends included.
struct Lifetime {
  vit::LaunchOp launch;
  mlir::OpResult value; // null: the launch's workspace
  int64_t bytes;
  int64_t begin, end;
  bool isReturned = false;

  bool meets(const Lifetime &other) const { return begin <= other.end && other.begin <= end; }
  /// Null where no place is written yet.
  vit::PlaceAttr getPlace();
};

/// Of every launch result and every workspace of `function`, a body of one block, in order.
llvm::SmallVector<Lifetime> lifetimesOf(mlir::func::FuncOp function);

/// The value in whose memory `value`, a view of it or itself, lies.
mlir::Value viewedValue(mlir::Value value);

} // namespace vitc

#endif // VITC_IR_LIFETIMES_H
