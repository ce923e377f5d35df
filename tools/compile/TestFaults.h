// TestFaults.h: wrong results and crashes on purpose, for the tests of what finds and reports them.
#ifndef VITC_TOOLS_COMPILE_TESTFAULTS_H
#define VITC_TOOLS_COMPILE_TESTFAULTS_H

#include "driver/Session.h"

namespace vitc {

/// What is seeded: wrong results of a pass behind the fuse stage, of the code of the kernels, or of that which
/// hands them their places in the arena; or an end of the compiler while it compiles a kernel with a GELU.
enum class TestFault { None, Pass, Kernel, Places, Crash, Overflow, Abort, Exception, Fatal };

/// Makes compilations of `session` have it.
void seedTestFault(Session &session, TestFault fault);

} // namespace vitc

#endif // VITC_TOOLS_COMPILE_TESTFAULTS_H
