//===-- MatrixProduct.h: what tensor cores compute ---------------------------------------------===//
// D = A B + C with A of 16 x k, B of k x 8, distributed over the lanes of a warp as the PTX manual says in
// "Matrix Fragments for mma": lane 4g + t holds rows g and g + 8, and of k what begins at t.
#ifndef STANDIN_MACHINE_MATRIXPRODUCT_H
#define STANDIN_MACHINE_MATRIXPRODUCT_H

#include "machine/Instruction.h"
#include <string>
#include <string_view>

namespace standin {

struct Fragments { // registers, each with a word of every lane
  const uint32_t *a[4];
  const uint32_t *b[2];
  const uint32_t *c[4];
};

struct MatrixShape {
  std::string_view name; // the opcode
  unsigned k;
  unsigned perRegister; // elements in 32 bits
  unsigned chunk;       // products that are added at once
  void (*multiply)(const MatrixShape &, const Fragments &, uint32_t (&)[4][WARP]);

  unsigned registersA() const { return 16 * k / WARP / perRegister; }
  unsigned registersB() const { return 8 * k / WARP / perRegister; }
};

extern const MatrixShape matrixShapes[];
/// The index of the opcode's shape, -1 where there is none.
int findMatrixShape(const std::string &opcode);

} // namespace standin

#endif // STANDIN_MACHINE_MATRIXPRODUCT_H
