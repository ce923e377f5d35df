//===-- ReversedLoads.cpp ------------------------------------------------------------------------===//
#include "codegen/ReversedLoads.h"

using namespace Halide::Internal;
using Halide::Expr;

Expr vitc::ReversedLoads::visit(const Load *load) {
  const Ramp *ramp = load->index.as<Ramp>();
  const std::optional<int64_t> stride = ramp ? as_const_int(ramp->stride) : std::nullopt;
  if (!stride || *stride >= 0 || !as_const_int(ramp->base))
    return IRMutator::visit(load);
  const std::string name = unique_name("last");
  const Expr index = Ramp::make(Variable::make(ramp->base.type(), name), ramp->stride, ramp->lanes);
  return Let::make(name, ramp->base,
                   Load::make(load->type, load->name, index, load->image, load->param,
                              mutate(load->predicate), load->alignment));
}
