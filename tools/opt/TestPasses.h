// TestPasses.h: passes that only tests use.
#ifndef VITC_TOOLS_OPT_TESTPASSES_H
#define VITC_TOOLS_OPT_TESTPASSES_H

namespace vitc {
void registerTestPasses();
} // namespace vitc

#endif // VITC_TOOLS_OPT_TESTPASSES_H
