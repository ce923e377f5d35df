// Inspect.h: what people read of a compilation: the summary, the graph, the page.
#ifndef VITC_DRIVER_INSPECT_H
#define VITC_DRIVER_INSPECT_H

#include "mlir/IR/BuiltinOps.h"
#include "mlir/IR/OwningOpRef.h"
#include "mlir/Pass/PassManager.h"
#include "vitc/Compiler.h"

namespace vitc {

/// The module as it was behind one stage. Weights are attributes, so that a copy is small.
struct Snapshot {
  Stage stage;
  mlir::OwningOpRef<mlir::ModuleOp> module;
};
/// In the order of the stages; those that the input is past already are missing.
using Snapshots = std::vector<Snapshot>;

/// "imported", "simplified", ...
llvm::StringRef stageName(Stage stage);

/// Appends to `pm` what takes a copy of the module there.
void takeSnapshot(mlir::OpPassManager &pm, Stage stage, Snapshots &snapshots);

/// Rows of cells for reading; the first row may be a heading.
struct Table {
  std::string title;
  bool hasHeading = false;
  std::vector<std::vector<std::string>> rows;
};

/// What each kernel of `program` is expected to take of its GPU; no row where it has none.
Table estimateTable(mlir::ModuleOp program);
/// The model, its stages, its kernels and its memory, each a table. `input` names the model's file.
std::vector<Table> summarize(const Snapshots &snapshots, llvm::StringRef input);
void printTables(llvm::raw_ostream &os, llvm::ArrayRef<Table> tables);
/// The same for programs: an object with an array for each table, of objects where it has a heading, else of arrays of cells.
void printTablesAsJson(llvm::raw_ostream &os, llvm::ArrayRef<Table> tables);

/// @main of `module` as a graph in Graphviz's language.
void printGraph(llvm::raw_ostream &os, mlir::ModuleOp module);

/// A page of HTML that needs no other file: every stage, what became of each node, kernels and figures.
void printPage(llvm::raw_ostream &os, const Snapshots &snapshots, llvm::StringRef input);

} // namespace vitc

#endif // VITC_DRIVER_INSPECT_H
