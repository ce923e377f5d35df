//===-- Families.h: the kernels of a Vision Transformer, as model ops ---------------------------===//
#ifndef VITC_BENCH_KERNELS_FAMILIES_H
#define VITC_BENCH_KERNELS_FAMILIES_H

#include <cstdint>
#include <string>
#include <vector>

namespace vitc::bench {

/// A module whose @main is one part of a model, with weights that name a file which is never read.
struct Part {
  std::string name; // family/model/batch
  std::string text;
};

/// Every family for ViT-Ti, S, B and L with patches of 16 x 16 at 224 x 224, for one and eight images.
std::vector<Part> visionTransformerParts();

} // namespace vitc::bench

#endif // VITC_BENCH_KERNELS_FAMILIES_H
