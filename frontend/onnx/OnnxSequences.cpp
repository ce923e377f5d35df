//===-- OnnxSequences.cpp: sequences and optional values, which are known at compile time ------===//
//
// A sequence is the list of its tensors while the model is imported, and nothing afterwards. Exporters write
// chunks and unbound dimensions so.
//
//===--------------------------------------------------------------------------------------------===//
#include "frontend/onnx/OnnxNode.h"

namespace vitc::frontend {
namespace {

using mlir::Value;

Values sequenceConstruct(NodeImporter &node) {
  Values tensors = node.inputs();
  return {node.sequence(tensors)};
}

Values sequenceEmpty(NodeImporter &node) {
  node.ignoreAttrs({"dtype"});
  return {node.sequence({})};
}

/// The position that input `index` names among `count`, from the end if it is negative; `count` without
/// that input.
int64_t positionAt(NodeImporter &node, unsigned index, int64_t count, int64_t otherwise) {
  auto given = node.optionalConstantInts(index, "position");
  if (node.failed || !given)
    return otherwise;
  int64_t position = given->size() == 1 ? given->front() : count + 1;
  if (position >= -count && position <= count)
    return position < 0 ? position + count : position;
  node.fail("its position " + toText(*given) + " is none in a sequence of " + llvm::Twine(count) +
            " tensors; export the model again");
  return 0;
}

Values sequenceAt(NodeImporter &node) {
  Values tensors = node.sequenceInput(0);
  auto count = static_cast<int64_t>(tensors.size());
  int64_t position = positionAt(node, 1, count, count);
  if (node.failed || position == count)
    return node.fail("its position is none in a sequence of " + llvm::Twine(count) +
                     " tensors; export the model again");
  return {tensors[position]};
}

Values sequenceInsert(NodeImporter &node) {
  Values tensors = node.sequenceInput(0);
  Value tensor = node.input(1);
  auto count = static_cast<int64_t>(tensors.size());
  int64_t position = positionAt(node, 2, count, count);
  if (node.failed)
    return {};
  tensors.insert(tensors.begin() + position, tensor);
  return {node.sequence(tensors)};
}

Values sequenceErase(NodeImporter &node) {
  Values tensors = node.sequenceInput(0);
  auto count = static_cast<int64_t>(tensors.size());
  int64_t position = positionAt(node, 1, count, count - 1);
  if (node.failed || position < 0 || position >= count)
    return node.fail("its position is none in a sequence of " + llvm::Twine(count) +
                     " tensors; export the model again");
  tensors.erase(tensors.begin() + position);
  return {node.sequence(tensors)};
}

Values sequenceLength(NodeImporter &node) {
  Values tensors = node.sequenceInput(0);
  return {node.reshape(node.constantInts(static_cast<int64_t>(tensors.size())), {})};
}

/// With `new_axis` each tensor gets a dimension of its own first.
Values concatFromSequence(NodeImporter &node) {
  int64_t axis = node.requiredIntAttr("axis");
  bool isNew = node.flagAttr("new_axis", false);
  Values tensors = node.sequenceInput(0);
  if (node.failed || tensors.empty())
    return node.fail("its sequence is empty; export the model again");
  axis = node.normalizeAxis(axis, rankOf(tensors.front()) + isNew);
  if (isNew)
    for (Value &tensor : tensors)
      tensor = node.failed || rankOf(tensor) < axis ? Value() : node.unsqueeze(tensor, axis);
  if (!llvm::all_of(tensors, [](Value tensor) { return bool(tensor); }))
    return node.fail("the tensors of its sequence have not equally many dimensions; export the "
                     "model again");
  return {node.concat(tensors, axis)};
}

/// The parts' sizes: `split` is one size for all but the last, or one for each; without it all are 1, and
/// lose the dimension unless `keepdims`.
Values splitToSequence(NodeImporter &node) {
  int64_t axis = node.intAttr("axis", 0);
  bool keepDims = node.flagAttr("keepdims", true);
  Value x = node.input(0);
  auto split = node.optionalConstantInts(1, "split");
  if (node.failed)
    return {};
  axis = node.normalizeAxis(axis, rankOf(x));
  if (node.failed)
    return {};
  int64_t total = shapeOf(x)[axis], begin = 0;
  Ints sizes = split.value_or(Ints{1});
  bool isUniform = !split || rankOf(node.input(1)) == 0;
  if (isUniform && sizes.front() > 0) {
    int64_t size = sizes.front();
    if (!node.canRepeat(llvm::divideCeil(total, size)))
      return {};
    sizes.assign(total / size, size);
    if (total % size)
      sizes.push_back(total % size);
  }
  Values parts;
  for (int64_t size : sizes) {
    if (size < (isUniform ? 1 : 0) || size > total - begin)
      return node.fail("parts of sizes " + toText(sizes) + " do not make up axis " +
                       llvm::Twine(axis) + " of the input " + toText(shapeOf(x)) +
                       "; export the model again");
    Value part = node.slice(x, axis, begin, size);
    begin += size;
    Ints shape(node.failed ? llvm::ArrayRef<int64_t>() : shapeOf(part));
    if (!split && !keepDims && !node.failed)
      shape.erase(shape.begin() + axis);
    parts.push_back(node.reshape(part, shape));
  }
  if (begin != total)
    return node.fail("parts of sizes " + toText(sizes) + " do not make up axis " +
                     llvm::Twine(axis) + " of the input " + toText(shapeOf(x)) +
                     "; export the model again");
  return {node.sequence(parts)};
}

//===-- Optional values -----------------------------------------------------------------------===//

/// What is there, is there: whether it is, is known now.
Values optional(NodeImporter &node) {
  node.ignoreAttrs({"type"});
  return {node.anyInput(0)};
}

Values optionalHasElement(NodeImporter &node) {
  return {node.scalar(node.hasInput(0), node.builder.getI1Type())};
}

Values optionalGetElement(NodeImporter &node) {
  if (!node.hasInput(0))
    return node.fail("there is no value in it; export the model again");
  return {node.anyInput(0)};
}

} // namespace

void addSequenceOps(OpTable &table) {
  table.add("ConcatFromSequence", 11, concatFromSequence);
  table.add("Optional", 15, optional);
  table.add("OptionalGetElement", 15, optionalGetElement);
  table.add("OptionalHasElement", 15, optionalHasElement);
  table.add("SequenceAt", 11, sequenceAt);
  table.add("SequenceConstruct", 11, sequenceConstruct);
  table.add("SequenceEmpty", 11, sequenceEmpty);
  table.add("SequenceErase", 11, sequenceErase);
  table.add("SequenceInsert", 11, sequenceInsert);
  table.add("SequenceLength", 11, sequenceLength);
  table.add("SplitToSequence", 11, splitToSequence);
}

} // namespace vitc::frontend
