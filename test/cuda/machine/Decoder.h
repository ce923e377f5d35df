//===-- Decoder.h: a kernel's statements as instructions of the machine -----------------------===//
#ifndef STANDIN_MACHINE_DECODER_H
#define STANDIN_MACHINE_DECODER_H

#include "machine/Instruction.h"
#include "ptx/Syntax.h"

namespace standin {

/// Addresses of the module's variables in device memory.
using Symbols = std::map<std::string, uint64_t>;

/// Throws PtxError at the line of an instruction that it does not know. `shared` are the module's variables there.
Program decode(const Kernel &kernel, const std::vector<Variable> &shared, const Symbols &symbols);

} // namespace standin

#endif // STANDIN_MACHINE_DECODER_H
