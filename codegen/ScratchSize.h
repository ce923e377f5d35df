//===-- ScratchSize.h: how much memory a kernel's temporaries need ------------------------------===//
#ifndef VITC_CODEGEN_SCRATCHSIZE_H
#define VITC_CODEGEN_SCRATCHSIZE_H

#include <Halide.h>
#include <optional>

namespace vitc {

/// The most bytes that `kernel` and the tasks of its parallel loops, run one behind the other by one
/// worker, have taken from halide_malloc at any moment, where blocks are a stack: one that is freed below
/// others goes with them (runtime/Scratch.c). Nothing if some size is not known.
std::optional<uint64_t> scratchSize(const Halide::Module &module, const std::string &kernel);

} // namespace vitc

#endif // VITC_CODEGEN_SCRATCHSIZE_H
