// Dependencies.h: what an output was made of, for the tools that build it anew.
#ifndef VITC_TOOLS_COMPILE_DEPENDENCIES_H
#define VITC_TOOLS_COMPILE_DEPENDENCIES_H

#include "vitc/Compiler.h"
#include "llvm/Support/Error.h"

namespace vitc {

/// Writes the rule "OUTPUT HEADER: INPUT..." as make and ninja read it.
llvm::Error writeDependencies(const std::string &path, const CompileResult &result);

} // namespace vitc

#endif // VITC_TOOLS_COMPILE_DEPENDENCIES_H
