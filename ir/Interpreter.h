//===-- Interpreter.h: the reference semantics of the dialect ------------------------------------===//
#ifndef VITC_IR_INTERPRETER_H
#define VITC_IR_INTERPRETER_H

#include "ir/Tensor.h"
#include <functional>

namespace vitc {

/// Evaluates one op of the dialect on its operands' values, naively: the definition, not the speed.
/// Fails with a diagnostic at the op when a constant's file cannot be read or an index lies outside.
mlir::FailureOr<llvm::SmallVector<Tensor>> evaluate(mlir::Operation *op,
                                                    llvm::ArrayRef<Tensor> operands);

/// Evaluates a constant that is computed from others.
llvm::Expected<Tensor> evaluate(vit::ComputedAttr value);

/// Whether the last op of a computed constant is right by its verifier, as passes build them; a text may
/// say anything.
llvm::Error checkOp(vit::ComputedAttr value);

/// Called behind every op with its operands, and its results, which it may replace.
using EvaluationObserver = std::function<void(mlir::Operation *, llvm::ArrayRef<Tensor> operands,
                                              llvm::MutableArrayRef<Tensor> results)>;
/// The values of computed constants, kept from one evaluation to the next.
using KnownConstants = llvm::DenseMap<mlir::Attribute, Tensor>;

/// Evaluates a function of model ops or launches on `inputs`; a launch runs its kernel's region.
/// Values are dropped behind their last use, but for what `known` keeps.
mlir::FailureOr<llvm::SmallVector<Tensor>> evaluate(mlir::func::FuncOp function,
                                                    llvm::ArrayRef<Tensor> inputs,
                                                    const EvaluationObserver &observer = nullptr,
                                                    KnownConstants *known = nullptr);

} // namespace vitc

#endif // VITC_IR_INTERPRETER_H
