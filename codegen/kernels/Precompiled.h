// Precompiled.h: the heavy headers of everything that talks to Halide.
#ifndef VITC_CODEGEN_KERNELS_PRECOMPILED_H
#define VITC_CODEGEN_KERNELS_PRECOMPILED_H

#include "ir/VitOps.h"
#include "llvm/ADT/TypeSwitch.h"
#include <Halide.h>

#endif // VITC_CODEGEN_KERNELS_PRECOMPILED_H
