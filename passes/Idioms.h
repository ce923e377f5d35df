//===-- Idioms.h: the parts of vit-raise-idioms that have files of their own ----------------------===//
#ifndef VITC_PASSES_IDIOMS_H
#define VITC_PASSES_IDIOMS_H

#include "mlir/IR/PatternMatch.h"

namespace vitc {

/// Group normalisation.
void populateGroupNormPatterns(mlir::RewritePatternSet &patterns);

} // namespace vitc

#endif // VITC_PASSES_IDIOMS_H
