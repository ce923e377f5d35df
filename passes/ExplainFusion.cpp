//===-- ExplainFusion.cpp ------------------------------------------------------------------------===//
//
// Every pass that fuses leaves its reasons at what it did not fuse (setReason). Here they are read out
// in the order of the model.
//
//===---------------------------------------------------------------------------------------------===//
#include "passes/Matching.h"
#include "passes/Passes.h"
#include "llvm/ADT/StringSet.h"

using namespace mlir;

namespace vitc {
#define GEN_PASS_DEF_EXPLAINFUSIONPASS
#include "passes/Passes.h.inc"

namespace {

/// A pattern's name in options, and in sentences.
struct Pattern {
  StringLiteral option, name;
};
constexpr Pattern patchEmbedding{"patch_embedding", "patch embedding"};
constexpr Pattern qkv{"qkv", "qkv projection"};
constexpr Pattern attention{"attention", "attention"};
constexpr Pattern mlp{"mlp", "MLP"};
constexpr const Pattern *patterns[] = {&patchEmbedding, &qkv, &attention, &mlp};

/// The fused projections that `value` is made of; the scores of an attention that was not fused are made
/// by products, too.
void findProjections(Value value, bool isScores, llvm::SetVector<Operation *> &found) {
  llvm::SetVector<Value> open;
  open.insert(value);
  for (size_t i = 0; i < open.size(); ++i) {
    Operation *def = open[i].getDefiningOp();
    if (!def)
      continue;
    bool isMixed = isScores && isa<vit::MatmulOp, vit::LinearOp>(def);
    if (isa<vit::QkvProjectionOp>(def))
      found.insert(def);
    else if (leadsToAttention(def) || isMixed)
      open.insert(def->operand_begin(), def->operand_end());
  }
}

struct ExplainFusionPass : impl::ExplainFusionPassBase<ExplainFusionPass> {
  using ExplainFusionPassBase::ExplainFusionPassBase;

  LogicalResult initialize(MLIRContext *context) override {
    for (const std::string &name : require)
      if (llvm::none_of(patterns, [&](const Pattern *p) { return p->option == name; }))
        return emitError(UnknownLoc::get(context))
               << "require: there is no pattern '" << name
               << "'; known are patch_embedding, qkv, attention and mlp";
    return success();
  }

  void runOnOperation() override {
    block = 0;
    hasFailed = false;
    seen.clear();
    for (auto function : getOperation().getOps<func::FuncOp>())
      for (Operation &op : function.getOps())
        visit(&op);
    for (const std::string &name : require)
      if (!seen.contains(name)) {
        getOperation().emitError() << "--require-fused=" << name << ": the model has none";
        hasFailed = true;
      }
    if (hasFailed)
      signalPassFailure();
  }

private:
  void visit(Operation *op) {
    std::optional<StringRef> reason = getReason(op);
    if (isa<vit::PatchEmbeddingOp>(op) || (isa<vit::Conv2dOp>(op) && reason)) {
      report(op, patchEmbedding, isa<vit::PatchEmbeddingOp>(op));
    } else if (isa<vit::AttentionOp>(op) || (isa<vit::SoftmaxOp>(op) && reason)) {
      ++block;
      visitProjections(op);
      report(op, attention, isa<vit::AttentionOp>(op));
    } else if (isa<vit::MlpOp>(op) || (isa<vit::MatmulOp>(op) && reason)) {
      report(op, mlp, isa<vit::MlpOp>(op));
    }
  }

  void visitProjections(Operation *op) {
    llvm::SetVector<Operation *> projections;
    for (Value operand : op->getOperands().take_front(3)) // or the scores
      findProjections(operand, isa<vit::SoftmaxOp>(op), projections);
    for (Operation *projection : projections)
      report(projection, qkv, true);
    if (projections.empty())
      report(op, qkv, false, "no product with constant weights makes queries, keys and values");
  }

  void report(Operation *op, const Pattern &pattern, bool isFused, StringRef why = "") {
    seen.insert(pattern.option);
    if (std::optional<StringRef> reason = getReason(op); reason && why.empty())
      why = *reason;
    bool isRequired = llvm::is_contained(require, pattern.option);
    bool isError = !isFused && isRequired;
    hasFailed |= isError;
    if (!explain && !isError)
      return;
    InFlightDiagnostic diagnostic = isError ? op->emitError() : op->emitRemark();
    if (block > 0)
      diagnostic << "block " << block << ": ";
    diagnostic << pattern.name << (isFused ? " is fused" : " is not fused");
    if (!why.empty())
      diagnostic << (isFused ? ", without its normalisation: " : ": ") << why;
  }

  int64_t block = 0;
  bool hasFailed = false;
  llvm::StringSet<> seen;
};

} // namespace
} // namespace vitc
