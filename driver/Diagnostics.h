//===-- Diagnostics.h: diagnostics that name the model's own nodes, as values ----------------------===//
#ifndef VITC_DRIVER_DIAGNOSTICS_H
#define VITC_DRIVER_DIAGNOSTICS_H

#include "mlir/IR/MLIRContext.h"
#include "vitc/Compiler.h"

namespace vitc {

/// Hands the diagnostics of `context` on, one at a time, for as long as it lives.
class DiagnosticListener {
public:
  DiagnosticListener(mlir::MLIRContext &context, std::function<void(Diagnostic)> listener);
  ~DiagnosticListener();
  DiagnosticListener(const DiagnosticListener &) = delete;
  DiagnosticListener &operator=(const DiagnosticListener &) = delete;

private:
  mlir::MLIRContext &context;
  uint64_t handler;
};

} // namespace vitc

#endif // VITC_DRIVER_DIAGNOSTICS_H
