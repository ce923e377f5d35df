//===-- ComputedConstants.cpp: the values of many constants, with nothing evaluated twice -----------===//
#include "ir/ComputedConstants.h"
#include "ir/InterpreterOps.h"

using namespace mlir;

namespace vitc {

void ComputedConstants::expect(Attribute value) {
  auto computed = dyn_cast<vit::ComputedAttr>(value);
  if (!computed || nodes[value].readers++ > 0)
    return; // one evaluation reads its operands, however often it is read
  for (Attribute operand : computed.getOperands())
    expect(operand);
}

llvm::Expected<Tensor> ComputedConstants::evaluate(Attribute value) {
  auto node = nodes.find(value);
  if (node == nodes.end()) // not computed, or not expected
    return Tensor::fromAttribute(value);
  if (!node->second.value) {
    auto computed = cast<vit::ComputedAttr>(value);
    SmallVector<Tensor> operands;
    for (Attribute operand : computed.getOperands()) {
      llvm::Expected<Tensor> tensor = evaluate(operand);
      if (!tensor)
        return tensor.takeError();
      operands.push_back(std::move(*tensor));
    }
    llvm::Expected<Tensor> result = vitc::evaluate(computed, operands);
    if (!result)
      return result.takeError();
    node->second.value = std::move(*result);
  }
  Tensor result = *node->second.value;
  if (--node->second.readers == 0)
    nodes.erase(node);
  return result;
}

} // namespace vitc
