//===-- OnnxEinsum.cpp: Einsum as transposes, reshapes and matrix products --------------------===//
//
// Every operand is brought to distinct labels (diagonals are taken, labels that nobody else needs
// are summed). Then operands are contracted from left to right, each pair by one product: labels of
// both that are needed later stay as leading dimensions, labels of both that are not are
// contracted.
//
//===--------------------------------------------------------------------------------------------===//
#include "frontend/onnx/OnnxNode.h"
#include "ir/VitOpsLayout.h"
#include "ir/VitOpsTensor.h"
#include "llvm/ADT/StringExtras.h"

namespace vitc::frontend {
namespace {

using mlir::Value;

/// A dimension's label: a letter, or, for the dimensions of the ellipsis, -1 (the last), -2, ...
using Labels = llvm::SmallVector<int>;

struct Operand {
  Value value;
  Labels labels;
};

class EinsumImporter {
public:
  explicit EinsumImporter(NodeImporter &node) : node(node) {}
  Values import();

private:
  bool parse();
  bool parseTerm(llvm::StringRef term, std::optional<int64_t> rank, Labels &labels);
  void inferOutput();
  bool checkSizes();
  bool isNeeded(int label, size_t firstOperand) const;
  int64_t sizeOf(const Operand &operand, int label) const;
  void takeDiagonals(Operand &operand);
  void sumUnneeded(Operand &operand, size_t firstOperand);
  Value arranged(const Operand &operand, llvm::ArrayRef<int> order);
  Value grouped(const Operand &operand, llvm::ArrayRef<Labels> groups, size_t leading);
  Operand contract(const Operand &lhs, const Operand &rhs, size_t firstOperand);
  Operand multiply(const Operand &lhs, const Operand &rhs, const Labels &labels);

  NodeImporter &node;
  std::string equation;
  llvm::SmallVector<Operand> operands;
  Labels output;
  int64_t ellipsisRank = 0;
};

bool contains(llvm::ArrayRef<int> labels, int label) { return llvm::is_contained(labels, label); }

/// `rank` is that of the operand, or nothing for the output.
bool EinsumImporter::parseTerm(llvm::StringRef term, std::optional<int64_t> rank, Labels &labels) {
  auto letters =
      static_cast<int64_t>(llvm::count_if(term, [](char c) { return llvm::isAlpha(c); }));
  bool hasEllipsis = term.contains("...");
  int64_t hidden = rank ? *rank - letters : ellipsisRank;
  if (static_cast<int64_t>(term.size()) != letters + (hasEllipsis ? 3 : 0) || hidden < 0 ||
      (rank && !hasEllipsis && hidden != 0)) {
    node.fail("term '" + term + "' of equation '" + equation + "' does not fit" +
              (rank ? " an operand of " + std::to_string(*rank) + " dimensions" : std::string()) +
              "; export the model again");
    return false;
  }
  for (; !term.empty(); term = term.drop_front(term.starts_with(".") ? 3 : 1)) {
    if (term.front() != '.')
      labels.push_back(term.front());
    else
      for (int64_t i = hidden; i > 0; --i)
        labels.push_back(static_cast<int>(-i));
  }
  if (rank && hasEllipsis)
    ellipsisRank = std::max(ellipsisRank, hidden);
  return true;
}

/// Without an arrow: the ellipsis, then the letters that come once, in alphabetical order.
void EinsumImporter::inferOutput() {
  for (int64_t i = ellipsisRank; i > 0; --i)
    output.push_back(static_cast<int>(-i));
  for (int letter = 'A'; letter <= 'z'; ++letter) {
    int64_t count = 0;
    for (const Operand &operand : operands)
      count += llvm::count(operand.labels, letter);
    if (count == 1)
      output.push_back(letter);
  }
}

bool EinsumImporter::parse() {
  equation = node.stringAttr("equation", "");
  llvm::erase(equation, ' ');
  auto [left, right] = llvm::StringRef(equation).split("->");
  llvm::SmallVector<llvm::StringRef> terms;
  left.split(terms, ',');
  if (terms.size() != node.getNumInputs()) {
    node.fail("equation '" + equation + "' has " + llvm::Twine(terms.size()) + " terms for " +
              llvm::Twine(node.getNumInputs()) + " operands; export the model again");
    return false;
  }
  for (auto [i, term] : llvm::enumerate(terms)) {
    Operand operand{node.input(i), {}};
    if (node.failed || !parseTerm(term, rankOf(operand.value), operand.labels))
      return false;
    operands.push_back(operand);
  }
  if (!llvm::StringRef(equation).contains("->"))
    inferOutput();
  else if (!parseTerm(right, std::nullopt, output))
    return false;
  return checkSizes();
}

/// Every label has one size (or 1, which broadcasts), and the output has labels of the operands
/// only.
bool EinsumImporter::checkSizes() {
  llvm::DenseMap<int, int64_t> sizes;
  for (const Operand &operand : operands) {
    for (auto [label, size] : llvm::zip(operand.labels, shapeOf(operand.value))) {
      int64_t &known = sizes.try_emplace(label, 1).first->second;
      if (known != size && known != 1 && size != 1) {
        node.fail("a dimension of equation '" + equation + "' has the sizes " + llvm::Twine(known) +
                  " and " + llvm::Twine(size) + "; export the model again");
        return false;
      }
      known = known == 1 ? size : known;
    }
  }
  for (auto [i, label] : llvm::enumerate(output)) {
    if (sizes.contains(label) && !contains(llvm::ArrayRef<int>(output).drop_front(i + 1), label))
      continue;
    node.fail("the output of equation '" + equation +
              "' has a label twice, or one that no operand has; export the model again");
    return false;
  }
  return true;
}

bool EinsumImporter::isNeeded(int label, size_t firstOperand) const {
  return contains(output, label) ||
         llvm::any_of(llvm::drop_begin(operands, firstOperand),
                      [&](const Operand &operand) { return contains(operand.labels, label); });
}

int64_t EinsumImporter::sizeOf(const Operand &operand, int label) const {
  const int *position = llvm::find(operand.labels, label);
  return position == operand.labels.end()
             ? 1
             : shapeOf(operand.value)[position - operand.labels.begin()];
}

/// The positions of two equal labels, if there are any.
std::optional<std::pair<size_t, size_t>> findRepeat(llvm::ArrayRef<int> labels) {
  for (size_t i = 0; i < labels.size(); ++i)
    for (size_t j = i + 1; j < labels.size(); ++j)
      if (labels[i] == labels[j])
        return std::make_pair(i, j);
  return std::nullopt;
}

/// Two dimensions n of one label: moved to the end, flattened to n n, every (n + 1)th of which is
/// kept.
void EinsumImporter::takeDiagonals(Operand &operand) {
  while (auto repeat = findRepeat(operand.labels)) {
    auto [first, second] = *repeat;
    int64_t size = shapeOf(operand.value)[first];
    if (shapeOf(operand.value)[second] != size)
      node.fail("a label comes twice in a term of equation '" + equation +
                "' for dimensions of different sizes; export the model again");
    Ints permutation, shape;
    Labels labels;
    for (size_t d = 0; d < operand.labels.size(); ++d) {
      if (d == first || d == second)
        continue;
      permutation.push_back(static_cast<int64_t>(d));
      shape.push_back(shapeOf(operand.value)[d]);
      labels.push_back(operand.labels[d]);
    }
    permutation.append({static_cast<int64_t>(first), static_cast<int64_t>(second)});
    shape.push_back(size * size);
    labels.push_back(operand.labels[first]);
    Value flat = node.reshape(node.transpose(operand.value, permutation), shape);
    Ints starts(shape.size(), 0), steps(shape.size(), 1);
    shape.back() = size;
    steps.back() = size + 1;
    operand = {node.create<vit::SliceOp>(flat, starts, shape, steps), labels};
    if (node.failed)
      return;
  }
}

void EinsumImporter::sumUnneeded(Operand &operand, size_t firstOperand) {
  Ints axes;
  Labels kept;
  for (auto [i, label] : llvm::enumerate(operand.labels)) {
    if (isNeeded(label, firstOperand))
      kept.push_back(label);
    else
      axes.push_back(static_cast<int64_t>(i));
  }
  if (axes.empty())
    return;
  operand.value = node.create<vit::ReduceSumOp>(operand.value, axes, /*keep_dims=*/false);
  operand.labels = kept;
}

/// `operand` with its dimensions in `order`, and one of size 1 for a label that it has not.
Value EinsumImporter::arranged(const Operand &operand, llvm::ArrayRef<int> order) {
  Ints permutation, shape;
  for (int label : order) {
    shape.push_back(sizeOf(operand, label));
    if (const int *position = llvm::find(operand.labels, label); position != operand.labels.end())
      permutation.push_back(position - operand.labels.begin());
  }
  return node.reshape(node.transpose(operand.value, permutation), shape);
}

/// `operand` arranged as its `leading` first groups' labels one by one, each other group as one
/// dimension.
Value EinsumImporter::grouped(const Operand &operand, llvm::ArrayRef<Labels> groups,
                              size_t leading) {
  Labels order;
  Ints shape;
  for (auto [i, group] : llvm::enumerate(groups)) {
    int64_t size = 1;
    for (int label : group) {
      order.push_back(label);
      if (i < leading)
        shape.push_back(sizeOf(operand, label));
      else
        size *= sizeOf(operand, label);
    }
    if (i >= leading)
      shape.push_back(size);
  }
  return node.reshape(arranged(operand, order), shape);
}

/// A product without a contraction: elementwise, with dimensions of size 1.
Operand EinsumImporter::multiply(const Operand &lhs, const Operand &rhs, const Labels &labels) {
  return {node.mul(arranged(lhs, labels), arranged(rhs, labels)), labels};
}

Operand EinsumImporter::contract(const Operand &lhs, const Operand &rhs, size_t firstOperand) {
  Labels batch, contracted, left, right, result;
  for (int label : lhs.labels) {
    bool isShared = contains(rhs.labels, label);
    (!isShared ? left : isNeeded(label, firstOperand) ? batch : contracted).push_back(label);
  }
  for (int label : rhs.labels)
    if (!contains(lhs.labels, label))
      right.push_back(label);
  for (const Labels *group : {&batch, &left, &right})
    result.append(*group);
  if (contracted.empty())
    return multiply(lhs, rhs, result);
  Operand a = lhs, b = rhs;
  for (Operand *operand : {&a, &b}) { // a contracted dimension of size 1 broadcasts
    Ints shape(shapeOf(operand->value));
    for (auto [i, label] : llvm::enumerate(operand->labels))
      if (contains(contracted, label))
        shape[i] = std::max(sizeOf(lhs, label), sizeOf(rhs, label));
    operand->value = node.broadcast(operand->value, shape);
    if (node.failed)
      return {};
  }
  Value product = node.create<vit::MatmulOp>(grouped(a, {batch, left, contracted}, 1),
                                             grouped(b, {batch, contracted, right}, 1));
  Ints shape;
  for (int label : result)
    shape.push_back(std::max(sizeOf(lhs, label), sizeOf(rhs, label)));
  return {node.reshape(product, shape), result};
}

Values EinsumImporter::import() {
  if (!parse())
    return {};
  for (Operand &operand : operands) {
    takeDiagonals(operand);
    if (node.failed)
      return {};
  }
  Operand result = operands.front();
  for (size_t i = 1; i < operands.size(); ++i) {
    // Labels that neither the output nor a later operand has are summed first.
    sumUnneeded(result, i);
    Operand next = operands[i];
    Labels kept = output;
    output.append(result.labels); // what the left side has is needed of the right one
    sumUnneeded(next, i + 1);
    output = kept;
    if (node.failed)
      return {};
    result = contract(result, next, i + 1);
    if (node.failed)
      return {};
  }
  sumUnneeded(result, operands.size());
  if (node.failed)
    return {};
  return {arranged(result, output)};
}

Values einsum(NodeImporter &node) { return EinsumImporter(node).import(); }

} // namespace

void addEinsumOps(OpTable &table) { table.add("Einsum", 12, einsum); }

} // namespace vitc::frontend
