//===-- BodyParser.h: what is between a kernel's braces ----------------------------------------===//
#ifndef STANDIN_PTX_BODYPARSER_H
#define STANDIN_PTX_BODYPARSER_H

#include "ptx/Syntax.h"
#include "ptx/TokenStream.h"

namespace standin {

/// Reads registers, variables, labels and instructions into `kernel`, with both braces.
void parseBody(TokenStream &tokens, Kernel &kernel);

} // namespace standin

#endif // STANDIN_PTX_BODYPARSER_H
