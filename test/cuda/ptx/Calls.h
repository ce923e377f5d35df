//===-- Calls.h: functions in the place of their calls -----------------------------------------===//
#ifndef STANDIN_PTX_CALLS_H
#define STANDIN_PTX_CALLS_H

#include "ptx/Syntax.h"

namespace standin {

/// Puts the statements of `functions` where `kernel` calls them, with names of their own: LLVM's functions call none that
/// stands behind them, and no function itself. Their parameters and results are local variables of the caller's.
void expandCalls(Kernel &kernel, const std::map<std::string, DeviceFunction> &functions);

} // namespace standin

#endif // STANDIN_PTX_CALLS_H
