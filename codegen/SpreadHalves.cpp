//===-- SpreadHalves.cpp -------------------------------------------------------------------------===//
#include "codegen/SpreadHalves.h"

using namespace Halide::Internal;
using Halide::Expr;

Expr vitc::SpreadHalves::visit(const Broadcast *broadcast) {
  const Cast *cast = broadcast->value.as<Cast>();
  const bool isHalf =
      cast && cast->type == Halide::Float(32) && cast->value.type() == Halide::Float(16);
  if (!convertsHalf || !isHalf || !cast->value.as<Load>())
    return IRMutator::visit(broadcast);
  return Cast::make(broadcast->type, Broadcast::make(mutate(cast->value), broadcast->lanes));
}
