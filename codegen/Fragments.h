//===-- Fragments.h: what a thread multiplies, in registers ahead of the products ------------------===//
#ifndef VITC_CODEGEN_FRAGMENTS_H
#define VITC_CODEGEN_FRAGMENTS_H

#include <Halide.h>
#include <set>
#include <string>

namespace vitc {

/// `body` is a thread's part of a step: products of what it reads of the allocations `shared`. A share of it are products that
/// add to different sums; what they multiply has its name from the fragments of `mma.sync`.
///
/// Reads each place once, and all places of a share before the products of the share before it: so loads are on their way while
/// tensor cores are busy. Places are given as distances from a few bases, which instructions have room for. `meanwhile`, which
/// writes none of that, goes behind the first share. A body that is not straight-line code stays as it is, behind
/// `meanwhile`.
Halide::Internal::Stmt readAhead(const Halide::Internal::Stmt &body,
                                 const std::set<std::string> &shared,
                                 const Halide::Internal::Stmt &meanwhile);

} // namespace vitc

#endif // VITC_CODEGEN_FRAGMENTS_H
