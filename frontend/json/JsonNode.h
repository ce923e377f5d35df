//===-- JsonNode.h: one node of a JSON graph ------------------------------------------------------===//
#ifndef VITC_FRONTEND_JSON_JSONNODE_H
#define VITC_FRONTEND_JSON_JSONNODE_H

#include "frontend/json/JsonOps.h"
#include "frontend/json/JsonReader.h"

namespace vitc::frontend {

/// The name of a value, and where it stands.
struct NamedPlace {
  std::string name, pointer;
};

struct GraphNode {
  const JsonOp *op = nullptr;
  std::string pointer, name;
  /// As the op has them; those of an optional operand may be none.
  std::vector<llvm::SmallVector<NamedPlace, 1>> operands;
  mlir::NamedAttrList attributes;
  std::vector<NamedPlace> outputs;
};

/// Reads a node by its op's definition. What its operands' names stand for is not looked at.
class NodeReader {
public:
  explicit NodeReader(const JsonReader &reader) : reader(reader) {}

  /// The node at `pointer`, or nothing, with a fault reported.
  std::optional<GraphNode> read(const Json &value, llvm::StringRef pointer);

private:
  bool readOp(const Json &op);
  bool readOperands(const Json &value, llvm::StringRef pointer);
  bool readOperandList(const Json &value, llvm::StringRef pointer);
  bool readUses(const Json &value, llvm::StringRef pointer, size_t operand);
  bool readAttributes(const Json &value, llvm::StringRef pointer);
  bool readAttribute(llvm::StringRef name, const Json &value, llvm::StringRef pointer);
  mlir::Attribute attribute(const JsonAttribute &attribute, const Json &value,
                            llvm::StringRef pointer);
  bool readName(const Json *name);
  bool readOutputs(const Json *outputs);

  const JsonReader &reader;
  GraphNode node;
};

} // namespace vitc::frontend

#endif // VITC_FRONTEND_JSON_JSONNODE_H
