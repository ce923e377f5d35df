// TestFaults.h: wrong results on purpose, for the tests of what finds them.
#ifndef VITC_TOOLS_COMPILE_TESTFAULTS_H
#define VITC_TOOLS_COMPILE_TESTFAULTS_H

#include "mlir/Pass/Pass.h"
#include "mlir/Pass/PassManager.h"

namespace vitc {

/// Where a fault is seeded: a pass behind the fuse stage, or the code of the kernels.
enum class TestFault { None, Pass, Kernel };

/// A pass that makes ReLU of every GELU.
std::unique_ptr<mlir::Pass> createTestFaultPass();
/// The same on `module` at once.
void seedTestFault(mlir::ModuleOp module);

} // namespace vitc

#endif // VITC_TOOLS_COMPILE_TESTFAULTS_H
