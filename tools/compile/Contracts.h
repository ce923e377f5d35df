// Contracts.h: what an artifact has to show on this machine before it is written.
#ifndef VITC_TOOLS_COMPILE_CONTRACTS_H
#define VITC_TOOLS_COMPILE_CONTRACTS_H

#include "driver/Session.h"
#include "vitc/Compiler.h"
#include <optional>

namespace vitc {

/// Has `session` run artifacts before they get their names, as far as this CPU can: their self-test has to pass, and an
/// image must not take longer than `maxLatency` milliseconds.
void connectContracts(Session &session, const CompileOptions &options,
                      std::optional<double> maxLatency);

} // namespace vitc

#endif // VITC_TOOLS_COMPILE_CONTRACTS_H
