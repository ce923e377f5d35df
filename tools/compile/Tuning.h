// Tuning.h: what --tune measures by.
#ifndef VITC_TOOLS_COMPILE_TUNING_H
#define VITC_TOOLS_COMPILE_TUNING_H

#include "driver/Session.h"

namespace vitc {

/// Has `session` time the kernels of artifacts, by their profiles of some runs on generated inputs.
void connectTuning(Session &session);

} // namespace vitc

#endif // VITC_TOOLS_COMPILE_TUNING_H
