//===-- OnnxImageSize.cpp -------------------------------------------------------------------------===//
//
// Exports with names in place of sizes (batch, num_channels, height, width) are of one size all the same if
// the positions are a table: a convolution whose stride is its kernel cuts the image into patches, and there
// are as many as rows that are added to them, but for those of tokens that were put in front (class, registers).
//
// Left open: whatever has no such table, or one of other than a square of rows; stems of more than one convolution.
//
//===----------------------------------------------------------------------------------------------===//
#include "frontend/onnx/OnnxImageSize.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringSet.h"
#include <cmath>
#include <optional>

namespace vitc::frontend {
namespace {

using Nodes = llvm::SmallVector<const onnx::NodeProto *>;

/// A table of positions, in a row or as a grid.
struct Table {
  const onnx::TensorProto *tensor;
  int64_t columns, rows = 1;
};

/// Beyond any position embedding that is written as nodes.
constexpr size_t mostNodes = 128;
/// Beyond the rows of any table, and the size of any filter.
constexpr int64_t largest = 1 << 24;

class ImageSizeFinder {
public:
  explicit ImageSizeFinder(const onnx::GraphProto &graph) {
    for (const auto &tensor : graph.initializer())
      initializers[tensor.name()] = &tensor;
    for (const auto &node : graph.node()) {
      if (node.op_type() == "Constant" && node.output_size() == 1)
        for (const auto &attribute : node.attribute())
          if (attribute.has_t())
            initializers[node.output(0)] = &attribute.t();
      for (const auto &name : node.output())
        producers[name] = &node;
      for (const auto &name : node.input())
        readers[name].push_back(&node);
    }
  }

  ImpliedImage find(llvm::StringRef input, std::array<int64_t, 3> declared) const;

private:
  const onnx::TensorProto *initializer(llvm::StringRef name) const {
    return initializers.lookup(name);
  }
  const onnx::TensorProto *weightOf(const onnx::NodeProto &convolution) const;
  const onnx::NodeProto *convolutionOf(llvm::StringRef input) const;
  llvm::StringSet<> madeOf(llvm::StringRef value) const;
  std::optional<Table> tableBehind(llvm::StringRef value, const llvm::StringSet<> &ofImage,
                                   int64_t channels) const;
  std::optional<Table> positionsOf(const onnx::NodeProto &convolution, int64_t channels) const;

  llvm::StringMap<const onnx::TensorProto *> initializers;
  llvm::StringMap<const onnx::NodeProto *> producers;
  llvm::StringMap<Nodes> readers;
};

/// The stored filter, in whatever precision.
const onnx::TensorProto *ImageSizeFinder::weightOf(const onnx::NodeProto &convolution) const {
  std::string name = convolution.input_size() > 1 ? convolution.input(1) : "";
  for (size_t step = 0; step < mostNodes && !initializer(name); ++step) {
    const onnx::NodeProto *node = producers.lookup(name);
    bool isSame = node && node->input_size() > 0 &&
                  llvm::is_contained({"Cast", "Identity", "DequantizeLinear"}, node->op_type());
    if (!isSame)
      return nullptr;
    name = node->input(0);
  }
  const onnx::TensorProto *weight = initializer(name);
  return weight && weight->dims_size() == 4 ? weight : nullptr;
}

/// The only convolution that reads the image, behind nothing but arithmetic.
const onnx::NodeProto *ImageSizeFinder::convolutionOf(llvm::StringRef input) const {
  std::string name = input.str();
  for (size_t step = 0; step < mostNodes; ++step) {
    Nodes next;
    for (const onnx::NodeProto *node : readers.lookup(name))
      if (node->op_type() != "Shape" && node->op_type() != "Size")
        next.push_back(node);
    if (next.size() != 1)
      return nullptr;
    const onnx::NodeProto &node = *next.front();
    if (node.op_type() == "Conv")
      return node.input(0) == name && node.output_size() > 0 ? &node : nullptr;
    bool isArithmetic = node.output_size() > 0 &&
                        llvm::is_contained({"Add", "Cast", "CastLike", "Clip", "DequantizeLinear",
                                            "Div", "Identity", "Mul", "QuantizeLinear", "Sub"},
                                           node.op_type());
    if (!isArithmetic)
      return nullptr;
    name = node.output(0);
  }
  return nullptr;
}

/// All values that are computed of `value`, and not of its shape alone.
llvm::StringSet<> ImageSizeFinder::madeOf(llvm::StringRef value) const {
  llvm::StringSet<> result;
  llvm::SmallVector<std::string> open{value.str()};
  while (!open.empty()) {
    std::string name = open.pop_back_val();
    if (!result.insert(name).second)
      continue;
    for (const onnx::NodeProto *node : readers.lookup(name))
      if (node->op_type() != "Shape")
        open.append(node->output().begin(), node->output().end());
  }
  return result;
}

/// The rows of `channels` that `value` is made of, which may be several tables one behind the other; nothing if
/// the image has a part in it.
std::optional<Table> ImageSizeFinder::tableBehind(llvm::StringRef value,
                                                  const llvm::StringSet<> &ofImage,
                                                  int64_t channels) const {
  std::optional<Table> found;
  llvm::StringSet<> seen;
  llvm::SmallVector<std::string> open{value.str()};
  while (!open.empty() && seen.size() < mostNodes) {
    std::string name = open.pop_back_val();
    if (!seen.insert(name).second)
      continue;
    if (ofImage.contains(name))
      return std::nullopt;
    const onnx::TensorProto *tensor = initializer(name);
    int rank = tensor ? tensor->dims_size() : 0;
    if (rank > 0 && tensor->dims(rank - 1) == channels) {
      Table part{tensor, rank > 1 ? tensor->dims(rank - 2) : 1,
                 rank > 3 ? tensor->dims(rank - 3) : 1};
      if (part.columns < 1 || part.rows < 1 || part.columns > largest || part.rows > largest ||
          (found && part.rows + found->rows > 2))
        return std::nullopt;
      int64_t before = found ? found->columns : 0;
      if (!found || part.columns > before)
        found = part;
      found->columns = before + part.columns;
    }
    // What is computed of sizes alone has no part in it.
    const onnx::NodeProto *node = producers.lookup(name);
    if (node && node->op_type() != "Shape")
      open.append(node->input().begin(), node->input().end());
  }
  return found;
}

/// The table that the first sum behind the convolution adds to the patches, without the rows of the tokens that
/// were put in front of them by then.
std::optional<Table> ImageSizeFinder::positionsOf(const onnx::NodeProto &convolution,
                                                  int64_t channels) const {
  llvm::StringSet<> ofImage = madeOf(convolution.output(0));
  llvm::StringMap<int64_t> front{{convolution.output(0), 0}};
  llvm::SmallVector<std::string> open{convolution.output(0)};
  for (size_t next = 0; next < open.size() && next < mostNodes; ++next) {
    for (const onnx::NodeProto *node : readers.lookup(open[next])) {
      if (node->op_type() == "Shape")
        continue;
      int64_t rows = front[open[next]];
      for (const std::string &other : node->input()) {
        auto table = tableBehind(other, ofImage, channels);
        if (table && node->op_type() == "Concat")
          rows += table->columns;
        if (table && node->op_type() == "Add" && table->columns > 1) {
          table->columns -= table->rows == 1 ? rows : 0;
          return table;
        }
      }
      for (const std::string &output : node->output())
        if (front.try_emplace(output, rows).second)
          open.push_back(output);
    }
  }
  return std::nullopt;
}

/// An attribute of two positive numbers; zeros if there is none.
std::array<int64_t, 2> pairOf(const onnx::NodeProto &node, llvm::StringRef name) {
  for (const auto &attribute : node.attribute())
    if (attribute.name() == name && attribute.ints_size() == 2)
      return {attribute.ints(0), attribute.ints(1)};
  return {0, 0};
}

int64_t groupsOf(const onnx::NodeProto &node) {
  for (const auto &attribute : node.attribute())
    if (attribute.name() == "group")
      return attribute.i();
  return 1;
}

bool isPadded(const onnx::NodeProto &node) {
  return llvm::any_of(node.attribute(), [](const onnx::AttributeProto &attribute) {
    return (attribute.name() == "pads" &&
            llvm::any_of(attribute.ints(), [](int64_t pad) { return pad != 0; })) ||
           (attribute.name() == "auto_pad" && attribute.s() != "NOTSET" &&
            attribute.s() != "VALID");
  });
}

ImpliedImage ImageSizeFinder::find(llvm::StringRef input, std::array<int64_t, 3> declared) const {
  ImpliedImage image;
  const onnx::NodeProto *convolution = convolutionOf(input);
  const onnx::TensorProto *weight = convolution ? weightOf(*convolution) : nullptr;
  if (!weight ||
      llvm::any_of(weight->dims(), [](int64_t size) { return size < 1 || size > largest; }))
    return image;
  int64_t groups = groupsOf(*convolution);
  if (groups < 1 || groups > largest)
    return image;
  image.sizes[0] = weight->dims(1) * groups;
  std::array<int64_t, 2> patch{weight->dims(2), weight->dims(3)};
  if (pairOf(*convolution, "strides") != patch || isPadded(*convolution))
    return image;
  std::optional<Table> table = positionsOf(*convolution, weight->dims(0));
  if (!table || table->columns < 1)
    return image;
  int64_t height = table->rows, width = table->columns;
  if (height == 1) {
    // A square, unless one side is known.
    int64_t patches = width, rows = declared[1] / patch[0], columns = declared[2] / patch[1];
    auto side = int64_t(std::lround(std::sqrt(double(patches))));
    height = rows ? rows : columns ? patches / columns : side;
    width = columns ? columns : rows ? patches / rows : side;
    if (height * width != patches)
      return image;
  }
  image.sizes[1] = height * patch[0];
  image.sizes[2] = width * patch[1];
  image.reason = "'" + weight->name() + "' embeds patches of " + std::to_string(patch[0]) + "x" +
                 std::to_string(patch[1]) + ", and '" + table->tensor->name() +
                 "' has positions for " + std::to_string(height) + "x" + std::to_string(width) +
                 " of them";
  return image;
}

} // namespace

ImpliedImage findImpliedImage(const onnx::GraphProto &graph, llvm::StringRef input,
                              std::array<int64_t, 3> declared) {
  return ImageSizeFinder(graph).find(input, declared);
}

} // namespace vitc::frontend
