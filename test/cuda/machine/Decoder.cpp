//===-- Decoder.cpp: a kernel's statements as instructions of the machine ---------------------===//
#include "machine/Decoder.h"

#include "machine/StatementDecoder.h"

namespace standin {
namespace {

size_t alignedTo(size_t offset, size_t align) { return (offset + align - 1) & ~(align - 1); }

/// Gives variables of one space their addresses; those without a length lie behind all others.
size_t layOut(const std::vector<Variable> &variables, Space space, size_t bytes, Symbols &symbols) {
  for (const Variable &variable : variables) {
    if (variable.space != space || variable.bytes == 0)
      continue;
    bytes = alignedTo(bytes, variable.align);
    symbols[variable.name] = bytes;
    bytes += variable.bytes;
  }
  return bytes;
}

size_t layOutShared(const Kernel &kernel, const std::vector<Variable> &module, Symbols &symbols) {
  size_t bytes = layOut(module, Space::Shared, 0, symbols);
  bytes = layOut(kernel.variables, Space::Shared, bytes, symbols);
  for (const auto *variables : {&module, &kernel.variables})
    for (const Variable &variable : *variables)
      if (variable.space == Space::Shared && variable.bytes == 0)
        symbols[variable.name] = bytes = alignedTo(bytes, variable.align);
  return bytes;
}

/// Branches name statements up to here.
void resolveBranches(Program &program, const std::vector<uint32_t> &starts) {
  for (Instruction &instruction : program.code)
    if (instruction.flow == Flow::Branch)
      instruction.target = starts[instruction.target];
}

} // namespace

Program decode(const Kernel &kernel, const std::vector<Variable> &shared, const Symbols &module) {
  Program program;
  program.name = kernel.name;
  Symbols symbols = module;
  program.sharedBytes = layOutShared(kernel, shared, symbols);
  program.localBytes = layOut(kernel.variables, Space::Local, 0, symbols);
  RegisterFile file(kernel);
  std::vector<uint32_t> starts;
  for (const Statement &statement : kernel.statements) {
    starts.push_back(static_cast<uint32_t>(program.code.size()));
    StatementDecoder(statement, file, kernel, symbols, program).run();
  }
  // The end of the body is a return.
  starts.push_back(static_cast<uint32_t>(program.code.size()));
  Statement end;
  end.opcode = "ret";
  end.line = kernel.statements.empty() ? 0 : kernel.statements.back().line;
  StatementDecoder(end, file, kernel, symbols, program).run();
  resolveBranches(program, starts);
  file.finish(program);
  program.registersUsed = kernel.registers.size();
  return program;
}

} // namespace standin
