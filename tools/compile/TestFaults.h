// TestFaults.h: wrong results and crashes on purpose, for the tests of what finds and reports them.
#ifndef VITC_TOOLS_COMPILE_TESTFAULTS_H
#define VITC_TOOLS_COMPILE_TESTFAULTS_H

#include "ir/VitOps.h"
#include "mlir/Pass/Pass.h"
#include "mlir/Pass/PassManager.h"

namespace vitc {

/// What is seeded: wrong results of a pass behind the fuse stage, of the code of the kernels, or of that which
/// hands them their places in the arena; or an end of the compiler while it compiles a kernel with a GELU.
enum class TestFault { None, Pass, Kernel, Places, Crash, Overflow, Abort, Exception, Fatal };

/// A pass that makes ReLU of every GELU.
std::unique_ptr<mlir::Pass> createTestFaultPass();
/// Seeds the wrong results of kernels or of places in a program that is about to become code.
void seedTestFault(mlir::ModuleOp program, TestFault fault);
/// What ends the compiler as `fault` says when it is called for a kernel with a GELU; none for wrong results.
std::function<void(vit::KernelOp)> endingFault(TestFault fault);

} // namespace vitc

#endif // VITC_TOOLS_COMPILE_TESTFAULTS_H
