//===-- VerifyNumerics.h: every pass against the Interpreter -------------------------------------===//
#ifndef VITC_PASSES_VERIFYNUMERICS_H
#define VITC_PASSES_VERIFYNUMERICS_H

#include "mlir/Pass/PassManager.h"
#include <memory>

namespace vitc {

/// Makes `pm` evaluate @main before and behind every pass on modules, on the same random input. The
/// first pass that changes a result by more than 1e-4 of its largest value is an error at the first op
/// whose value differs. Returns a flag that is set then.
std::shared_ptr<bool> verifyNumerics(mlir::PassManager &pm);

} // namespace vitc

#endif // VITC_PASSES_VERIFYNUMERICS_H
