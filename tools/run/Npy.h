// Npy.h: NumPy's array files.
#ifndef VITC_TOOLS_RUN_NPY_H
#define VITC_TOOLS_RUN_NPY_H

#include "File.h"
#include "Tensor.h"

namespace vitc::run {

/// Reads a file of versions 1 to 3. NumPy has no bf16: where the model `wants`
/// it, two-byte void or unsigned elements are taken for it. Throws Error.
Tensor readNpy(const std::string &path, vitc_dtype wants);

/// Writes a version 1 file, to be committed by the caller. bf16 becomes
/// two-byte void.
NewFile writeNpy(const std::string &path, vitc_dtype dtype, const Shape &shape, const void *data);

} // namespace vitc::run

#endif // VITC_TOOLS_RUN_NPY_H
