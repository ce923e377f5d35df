//===-- DeclarationParser.h: variables and parameters -----------------------------------------===//
#ifndef STANDIN_PTX_DECLARATIONPARSER_H
#define STANDIN_PTX_DECLARATIONPARSER_H

#include "ptx/Syntax.h"
#include "ptx/TokenStream.h"

namespace standin {

/// Whether a variable in memory is declared next.
bool isVariable(const TokenStream &tokens);
/// Such as `.shared .align 16 .b8 name[4096];`, or with `= {1, 2}`.
Variable parseVariable(TokenStream &tokens);
/// Such as `.param .u64 .ptr .global .align 1 name`.
Variable parseParameter(TokenStream &tokens, bool &isPointer);
/// The type that is named next.
Type parseTypeName(TokenStream &tokens);

} // namespace standin

#endif // STANDIN_PTX_DECLARATIONPARSER_H
