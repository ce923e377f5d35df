//===-- Passes.h: every pass of vitc -------------------------------------------------------------===//
#ifndef VITC_PASSES_PASSES_H
#define VITC_PASSES_PASSES_H

#include "mlir/Pass/Pass.h"
#include <functional>

namespace vitc {
/// How many columns of a product's weight lie together; 0 to leave it as it is. Passes know no machine:
/// whoever does says so.
using PanelWidth = std::function<int64_t(mlir::Operation *product)>;

#define GEN_PASS_DECL
#include "passes/Passes.h.inc"
#define GEN_PASS_REGISTRATION
#include "passes/Passes.h.inc"

std::unique_ptr<mlir::Pass> createPackWeightsPass(PanelWidth width);
} // namespace vitc

#endif // VITC_PASSES_PASSES_H
