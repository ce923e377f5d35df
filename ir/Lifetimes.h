//===-- Lifetimes.h: when the tensors of a program are needed -------------------------------------===//
#ifndef VITC_IR_LIFETIMES_H
#define VITC_IR_LIFETIMES_H

#include "ir/VitDialect.h"

namespace vitc {

/// A launch result lives from the launch that makes it to the last op that reads it or a view of it:
/// positions of ops in the function, both ends included.
struct Lifetime {
  mlir::OpResult value;
  int64_t begin, end;
  bool isReturned = false;

  bool meets(const Lifetime &other) const { return begin <= other.end && other.begin <= end; }
};

/// Of every launch result of `function`, a body of one block, in order.
llvm::SmallVector<Lifetime> lifetimesOf(mlir::func::FuncOp function);

/// The value in whose memory `value`, a view of it or itself, lies.
mlir::Value viewedValue(mlir::Value value);

} // namespace vitc

#endif // VITC_IR_LIFETIMES_H
