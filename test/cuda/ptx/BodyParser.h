//===-- BodyParser.h: what is between a kernel's braces ----------------------------------------===//
#ifndef STANDIN_PTX_BODYPARSER_H
#define STANDIN_PTX_BODYPARSER_H

#include "ptx/Syntax.h"
#include "ptx/TokenStream.h"
#include <set>

namespace standin {

/// Reads registers, variables, labels and instructions into `kernel`, with both braces. Of parameters only a kernel's own stay in
/// that space: those of calls, and of functions (`passed`), are local.
void parseBody(TokenStream &tokens, Kernel &kernel, const std::set<std::string> &passed = {});

} // namespace standin

#endif // STANDIN_PTX_BODYPARSER_H
