// Graph.cpp: a stage as a graph for Graphviz: `dot -Tsvg`.
//
// Blocks of the model are clusters. Weights are left out: they would hide everything else.
#include "driver/Trace.h"
#include "ir/Cost.h"
#include "ir/Printable.h"
#include "ir/VitOpsLayout.h"
#include "ir/VitOpsProgram.h"
#include "llvm/ADT/MapVector.h"

using namespace mlir;

namespace vitc {
namespace {

std::string escaped(StringRef text) {
  std::string result;
  for (char c : printable(text)) {
    if (c == '"' || c == '\\')
      result += '\\';
    result += c;
  }
  return result;
}

/// Products, normalisations, movements and the rest are told apart at a glance.
StringRef colorOf(Operation *op) {
  if (vitc::flopsOf(op) > 0 && !isElementwise(op))
    return anchorKind(op) == vit::AnchorKind::normalization ? "#fde8c8" : "#cfe3f7";
  return isLayout(op) ? "#eeeeee" : "#d9f0d6";
}

class GraphWriter {
public:
  GraphWriter(llvm::raw_ostream &os, func::FuncOp function) : os(os), function(function) {}

  void write() {
    os << "digraph model {\n"
          "  rankdir=TB; ranksep=0.3; nodesep=0.2;\n"
          "  graph [fontname=\"Helvetica\", fontsize=11, style=rounded, color=\"#999999\"];\n"
          "  node [shape=box, style=\"filled,rounded\", fontname=\"Helvetica\", fontsize=10, "
          "color=\"#777777\"];\n"
          "  edge [fontname=\"Helvetica\", fontsize=8, color=\"#555555\", arrowsize=0.6];\n";
    for (BlockArgument argument : function.getArguments())
      writeArgument(argument);
    writeClusters();
    for (Operation &op : function.front())
      writeEdges(&op);
    os << "}\n";
  }

private:
  void writeArgument(BlockArgument argument) {
    auto name = function.getArgAttrOfType<StringAttr>(argument.getArgNumber(), "vit.name");
    os << "  in" << argument.getArgNumber() << " [shape=ellipse, fillcolor=\"#ffffff\", label=\""
       << (name ? escaped(name.getValue()) : "input") << "\"];\n";
  }

  void writeClusters() {
    llvm::MapVector<StringRef, SmallVector<Operation *>> blocks;
    for (Operation &op : function.front().without_terminator())
      if (!isa<vit::ConstantOp>(op)) {
        ids[&op] = ids.size();
        blocks[blockOf(nodeName(op.getLoc()))].push_back(&op);
      }
    for (auto [index, entry] : llvm::enumerate(blocks)) {
      auto &[block, ops] = entry;
      if (!block.empty())
        os << "  subgraph cluster_" << index << " {\n    label=\"" << escaped(block) << "\";\n";
      for (Operation *op : ops)
        writeNode(op);
      if (!block.empty())
        os << "  }\n";
    }
    for (unsigned result = 0; result < function.getNumResults(); ++result) {
      auto name = function.getResultAttrOfType<StringAttr>(result, "vit.name");
      os << "  out" << result << " [shape=ellipse, fillcolor=\"#ffffff\", label=\""
         << (name ? escaped(name.getValue()) : "output") << "\"];\n";
    }
  }

  void writeNode(Operation *op) {
    std::string title = op->getName().stripDialect().str();
    if (auto launch = dyn_cast<vit::LaunchOp>(op))
      title = "@" + launch.getKernel().str();
    os << "    n" << ids[op] << " [fillcolor=\"" << colorOf(op) << "\", label=\"" << escaped(title)
       << "\\n"
       << resultText(op);
    if (StringRef node = nodeName(op->getLoc()); !node.empty())
      os << "\\n" << escaped(node.drop_front(blockOf(node).size()));
    os << "\", tooltip=\"" << escaped(nodeName(op->getLoc())) << "\"];\n";
  }

  void writeEdges(Operation *op) {
    if (isa<vit::ConstantOp>(op))
      return;
    for (OpOperand &operand : op->getOpOperands()) {
      std::string to = op->hasTrait<OpTrait::IsTerminator>()
                           ? "out" + std::to_string(operand.getOperandNumber())
                           : "n" + std::to_string(ids[op]);
      if (auto argument = dyn_cast<BlockArgument>(operand.get()))
        os << "  in" << argument.getArgNumber() << " -> " << to << ";\n";
      else if (Operation *def = operand.get().getDefiningOp(); ids.count(def))
        os << "  n" << ids[def] << " -> " << to << ";\n";
    }
  }

  llvm::raw_ostream &os;
  func::FuncOp function;
  llvm::DenseMap<Operation *, size_t> ids;
};

} // namespace

void printGraph(llvm::raw_ostream &os, ModuleOp module) {
  GraphWriter(os, module.lookupSymbol<func::FuncOp>("main")).write();
}

} // namespace vitc
