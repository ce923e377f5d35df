//===-- OnnxWindow.cpp: windows of convolutions and pooling, in one to three dimensions -------===//
#include "frontend/onnx/OnnxWindow.h"
#include "ir/VitOpsLayout.h"

namespace vitc::frontend {

using mlir::Value;

Window Window::dimensions(unsigned first, unsigned count) const {
  auto part = [&](llvm::ArrayRef<int64_t> list) { return Ints(list.slice(first, count)); };
  Ints padding = part(pads);
  padding.append(part(llvm::ArrayRef(pads).drop_front(rank())));
  return {part(kernel), part(strides), part(dilations), padding, autoPad};
}

Window Window::withUnit(unsigned index) const {
  Window result = *this;
  for (Ints *list : {&result.kernel, &result.strides, &result.dilations})
    list->insert(list->begin() + index, 1);
  result.pads.insert(result.pads.begin() + rank() + index, 0);
  result.pads.insert(result.pads.begin() + index, 0);
  return result;
}

bool checkSpatialRank(NodeImporter &node, Value x) {
  if (!x || node.failed)
    return false;
  if (rankOf(x) >= 3 && rankOf(x) <= 5)
    return true;
  node.fail("its input " + toText(shapeOf(x)) + " has " + llvm::Twine(rankOf(x) - 2) +
            " spatial dimensions; vitc compiles windows of one to three: rewrite this part of the "
            "model");
  return false;
}

bool checkCount(NodeImporter &node, llvm::StringRef name, llvm::ArrayRef<int64_t> numbers,
                unsigned count, int64_t least) {
  if (numbers.size() == count &&
      llvm::all_of(numbers, [&](int64_t n) { return n >= least && n <= largestCount; }))
    return true;
  node.fail("attribute '" + name + "' is " + toText(numbers) + ", where " + llvm::Twine(count) +
            " numbers of at least " + llvm::Twine(least) + " are meant; export the model again");
  return false;
}

bool readWindow(NodeImporter &node, Window &window, std::optional<Ints> kernel, unsigned rank) {
  auto given = node.intsAttr("kernel_shape");
  auto strides = node.intsAttr("strides"), dilations = node.intsAttr("dilations");
  auto pads = node.intsAttr("pads");
  window.autoPad = static_cast<AutoPad>(
      node.choiceAttr("auto_pad", {"NOTSET", "VALID", "SAME_UPPER", "SAME_LOWER"}));
  if (kernel && given && *given != *kernel) {
    node.fail("attribute 'kernel_shape' is " + toText(*given) + ", but the filter is " +
              toText(*kernel) + "; export the model again");
    return false;
  }
  window.kernel = kernel ? *kernel : given.value_or(Ints());
  window.strides = strides.value_or(Ints(rank, 1));
  window.dilations = dilations.value_or(Ints(rank, 1));
  window.pads = pads && window.autoPad == NotSet ? *pads : Ints(size_t(2) * rank, 0);
  return !node.failed && checkCount(node, "kernel_shape", window.kernel, rank, 1) &&
         checkCount(node, "strides", window.strides, rank, 1) &&
         checkCount(node, "dilations", window.dilations, rank, 1) &&
         checkCount(node, "pads", window.pads, 2 * rank, 0);
}

void distributePadding(Window &window, unsigned i, int64_t total, bool isOddAtEnd) {
  int64_t half = total / 2;
  window.pads[i] = isOddAtEnd ? half : total - half;
  window.pads[i + window.rank()] = total - window.pads[i];
}

void resolveAutoPad(Window &window, llvm::ArrayRef<int64_t> sizes) {
  if (window.autoPad != SameUpper && window.autoPad != SameLower)
    return;
  for (unsigned i = 0; i < window.rank(); ++i) {
    int64_t results = llvm::divideCeil(sizes[i], window.strides[i]);
    int64_t total = (results - 1) * window.strides[i] + window.extent(i) - sizes[i];
    distributePadding(window, i, std::max<int64_t>(total, 0), window.autoPad == SameUpper);
  }
}

Value padAxis(NodeImporter &node, Value x, int64_t axis, int64_t low, int64_t high, double value) {
  if (node.failed || (low == 0 && high == 0))
    return x;
  Ints before(rankOf(x), 0), behind(rankOf(x), 0);
  before[axis] = low;
  behind[axis] = high;
  return node.create<vit::PadOp>(x, before, behind, vit::PadMode::constant, llvm::APFloat(value));
}

Value channelsFirst(NodeImporter &node, Value x) {
  if (!x || rankOf(x) < 3) {
    node.fail("its input is not [B, H, W, C]; export the model again");
    return {};
  }
  Ints order = llvm::to_vector(llvm::seq<int64_t>(0, rankOf(x)));
  std::rotate(order.begin() + 1, order.end() - 1, order.end());
  return node.transpose(x, order);
}

Value channelsLast(NodeImporter &node, Value x) {
  if (!x)
    return {};
  Ints order = llvm::to_vector(llvm::seq<int64_t>(0, rankOf(x)));
  std::rotate(order.begin() + 1, order.begin() + 2, order.end());
  return node.transpose(x, order);
}

Value spreadAxis(NodeImporter &node, Value x, int64_t axis, int64_t stride, int64_t offset,
                 int64_t size) {
  if (node.failed)
    return {};
  Ints shape(shapeOf(x));
  shape[axis] *= stride;
  Value apart =
      node.reshape(padAxis(node, node.unsqueeze(x, axis + 1), axis + 1, 0, stride - 1), shape);
  return padAxis(node, apart, axis, offset, size - offset - shape[axis]);
}

} // namespace vitc::frontend
