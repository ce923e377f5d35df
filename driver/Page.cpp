// Page.cpp: one page of HTML that holds the model at every stage.
//
// The page is a template (page.html) with the data as JSON in it. It looks nothing up elsewhere.
#include "driver/PageTemplate.h"
#include "driver/Trace.h"
#include "driver/UTF8.h"
#include "ir/Cost.h"
#include "ir/VitOpsProgram.h"
#include "mlir/IR/AsmState.h"
#include "passes/Passes.h"
#include "passes/Patterns.h"
#include "llvm/Support/Path.h"

using namespace mlir;
namespace json = llvm::json;

namespace vitc {
namespace {

json::Array tablesOf(const Snapshots &snapshots, StringRef input) {
  json::Array tables;
  for (const Table &table : summarize(snapshots, input)) {
    json::Array rows;
    for (const std::vector<std::string> &row : table.rows) {
      json::Array cells;
      for (const std::string &cell : row)
        cells.push_back(toUTF8(cell));
      rows.push_back(std::move(cells));
    }
    tables.push_back(json::Object{
        {"title", table.title}, {"heading", table.hasHeading}, {"rows", std::move(rows)}});
  }
  return tables;
}

/// Without long literals.
OpPrintingFlags printingFlags() { return OpPrintingFlags().elideLargeElementsAttrs(16); }

std::string printed(Operation *op, AsmState &state) {
  std::string result;
  llvm::raw_string_ostream os(result);
  op->print(os, state);
  return toUTF8(result);
}

/// n: node, o: op, t: types, f: work, x: text, s: ops of the model, i: ops that it reads, k: kernel
json::Object describe(const TracedOp &traced, const llvm::DenseMap<Operation *, size_t> &positions,
                      AsmState &state) {
  Operation *op = traced.op;
  json::Array sources, operands;
  for (size_t source : traced.sources)
    sources.push_back(int64_t(source));
  llvm::SmallSetVector<size_t, 4> read;
  for (Value operand : op->getOperands())
    if (auto found = positions.find(operand.getDefiningOp()); found != positions.end())
      read.insert(found->second);
  for (size_t operand : read)
    operands.push_back(int64_t(operand));
  json::Object entry{{"n", toUTF8(nodeName(op->getLoc()))},
                     {"o", op->getName().stripDialect().str()},
                     {"t", resultText(op)},
                     {"f", vitc::flopsOf(op)},
                     {"x", printed(op, state)},
                     {"s", std::move(sources)},
                     {"i", std::move(operands)}};
  if (auto launch = dyn_cast<vit::LaunchOp>(op))
    entry["k"] = launch.getKernel().str();
  return entry;
}

json::Object describe(TracedStage &stage) {
  llvm::DenseMap<Operation *, size_t> positions;
  for (auto [position, op] : llvm::enumerate(stage.ops))
    positions[op.op] = position;
  AsmState state(stage.module, printingFlags());
  json::Array ops;
  for (const TracedOp &op : stage.ops)
    ops.push_back(describe(op, positions, state));
  return json::Object{{"name", stageName(stage.stage)}, {"ops", std::move(ops)}};
}

json::Array kernelsOf(ModuleOp program) {
  json::Array kernels;
  AsmState state(program, printingFlags());
  for (auto kernel : program.getOps<vit::KernelOp>())
    kernels.push_back(
        json::Object{{"name", kernel.getSymName().str()}, {"x", printed(kernel, state)}});
  return kernels;
}

/// What --explain-fusion says of `fused`, which was made of `simplified` (null if the input was fused before).
json::Array fusionOf(ModuleOp simplified, ModuleOp fused) {
  json::Array lines;
  OwningOpRef<ModuleOp> module = fused.clone();
  if (simplified) {
    OwningOpRef<ModuleOp> counted = simplified.clone();
    PassManager counting(fused.getContext());
    counting.addPass(createCountPatternsPass());
    if (succeeded(counting.run(*counted)))
      module->getOperation()->setAttr(censusName, (*counted)->getAttr(censusName));
  }
  ScopedDiagnosticHandler handler(fused.getContext(), [&](mlir::Diagnostic &diagnostic) {
    std::string message = diagnostic.str();
    lines.push_back(json::Object{{"x", toUTF8(message)},
                                 {"n", toUTF8(nodeName(diagnostic.getLocation()))},
                                 {"fused", !StringRef(message).contains(" is not fused")}});
    return success();
  });
  PassManager pm(fused.getContext());
  pm.addPass(createExplainFusionPass());
  (void)pm.run(*module);
  return lines;
}

} // namespace

void printPage(llvm::raw_ostream &os, const Snapshots &snapshots, StringRef input) {
  json::Array stages, fusion;
  ModuleOp simplified;
  std::vector<TracedStage> traced = traceStages(snapshots);
  for (TracedStage &stage : traced) {
    bool isLast = &stage == &traced.back();
    if (stage.stage == Stage::Kernels && !isLast)
      continue; // the program is the same, with places
    stages.push_back(describe(stage));
    if (stage.stage == Stage::Simplified)
      simplified = stage.module;
    if (stage.stage == Stage::Fused)
      fusion = fusionOf(simplified, stage.module);
  }
  json::Object data{{"model", toUTF8(llvm::sys::path::filename(input))},
                    {"tables", tablesOf(snapshots, input)},
                    {"fusion", std::move(fusion)},
                    {"stages", std::move(stages)},
                    {"kernels", kernelsOf(traced.back().module)}};
  std::string script;
  llvm::raw_string_ostream(script) << json::Value(std::move(data));
  // Nothing in a name may end the script that the data stand in.
  for (size_t at = 0; (at = script.find("</", at)) != std::string::npos; at += 3)
    script.replace(at, 2, "<\\/");
  auto [head, tail] = StringRef(pageTemplate()).split("/*DATA*/");
  os << head << script << tail;
}

} // namespace vitc
