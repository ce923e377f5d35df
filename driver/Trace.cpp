// Trace.cpp: which ops of a stage stand for which ops of the model, by the locations that passes keep.
#include "driver/Trace.h"
#include "ir/VitOpsLayout.h"
#include "ir/VitOpsProgram.h"
#include "mlir/Pass/PassManager.h"
#include "passes/Passes.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringSet.h"

using namespace mlir;

namespace vitc {
namespace {

/// Every node that `location` names, not the first alone.
void collectNames(Location location, llvm::StringSet<> &names) {
  if (auto fused = dyn_cast<FusedLoc>(location)) {
    for (Location part : fused.getLocations())
      collectNames(part, names);
    return;
  }
  if (StringRef name = nodeName(location); !name.empty())
    names.insert(name);
}

/// Nodes of `op` and of what it holds.
llvm::StringSet<> namesOf(Operation *op) {
  llvm::StringSet<> names;
  op->walk([&](Operation *inner) {
    if (!isa<vit::ConstantOp, vit::YieldOp>(inner))
      collectNames(inner->getLoc(), names);
  });
  return names;
}

/// The nodes of every launch of a program made of `fused`. Equal kernels are merged later, and with them
/// the locations of all but one: so the kernels are made once more.
std::vector<llvm::StringSet<>> namesOfLaunches(ModuleOp fused) {
  std::vector<llvm::StringSet<>> names;
  OwningOpRef<ModuleOp> module = fused.clone();
  PassManager pm(fused.getContext());
  pm.addPass(createOutlineKernelsPass());
  if (failed(pm.run(*module)))
    return names;
  module->lookupSymbol<func::FuncOp>("main").walk([&](vit::LaunchOp launch) {
    auto kernel =
        SymbolTable::lookupNearestSymbolFrom<vit::KernelOp>(launch, launch.getKernelAttr());
    names.push_back(namesOf(kernel));
    collectNames(launch.getLoc(), names.back());
  });
  return names;
}

std::vector<TracedOp> opsOf(ModuleOp module) {
  std::vector<TracedOp> ops;
  for (Operation &op : module.lookupSymbol<func::FuncOp>("main").front().without_terminator())
    if (!isa<vit::ConstantOp>(op))
      ops.push_back({&op, {}});
  return ops;
}

/// Traces the ops of one stage.
class Tracer {
public:
  Tracer(ArrayRef<TracedOp> model, TracedStage &stage) : model(model), stage(stage) {
    for (auto [position, op] : llvm::enumerate(model))
      positions[op.op] = position;
  }

  void run(ArrayRef<llvm::StringSet<>> launches) {
    size_t launch = 0;
    for (auto [index, traced] : llvm::enumerate(stage.ops)) {
      bool isKnown = isa<vit::LaunchOp>(traced.op) && launch < launches.size();
      for (auto &name : isKnown ? launches[launch++] : namesOf(traced.op))
        holders[name.getKey()].push_back(index);
    }
    // Backwards: readers before what they read.
    std::vector<llvm::SmallSetVector<size_t, 4>> holdersOf(model.size());
    for (size_t position = model.size(); position-- > 0;) {
      auto &own = holdersOf[position];
      Operation *op = model[position].op;
      if (auto found = holders.find(nodeName(op->getLoc())); found != holders.end())
        own.insert(found->second.begin(), found->second.end());
      else
        for (Operation *user : op->getUsers())
          if (auto reader = positions.find(user); reader != positions.end())
            own.insert(holdersOf[reader->second].begin(), holdersOf[reader->second].end());
      for (size_t index : own)
        stage.ops[index].sources.push_back(position);
    }
    for (TracedOp &op : stage.ops)
      std::reverse(op.sources.begin(), op.sources.end());
  }

private:
  ArrayRef<TracedOp> model;
  TracedStage &stage;
  llvm::DenseMap<Operation *, size_t> positions;
  llvm::StringMap<SmallVector<size_t>> holders; // ops of the stage by node
};

} // namespace

std::vector<TracedStage> traceStages(const Snapshots &snapshots) {
  std::vector<TracedStage> stages;
  std::vector<llvm::StringSet<>> launches;
  for (const Snapshot &snapshot : snapshots) {
    stages.push_back({snapshot.stage, *snapshot.module, opsOf(*snapshot.module)});
    if (snapshot.stage == Stage::Fused)
      launches = namesOfLaunches(*snapshot.module);
    if (stages.size() > 1) {
      Tracer(stages.front().ops, stages.back()).run(launches);
      continue;
    }
    for (auto [position, op] : llvm::enumerate(stages.front().ops))
      op.sources = {position};
  }
  return stages;
}

StringRef blockOf(StringRef node) {
  size_t begin = 0;
  while (begin < node.size()) {
    size_t end = std::min(node.find_first_of("/.", begin), node.size());
    StringRef part = node.slice(begin, end);
    if (!part.empty() && llvm::all_of(part, llvm::isDigit) && end < node.size())
      return node.take_front(end);
    begin = end + 1;
  }
  return "";
}

std::string resultText(Operation *op) {
  std::string text;
  llvm::raw_string_ostream os(text);
  llvm::interleaveComma(op->getResultTypes(), os, [&](Type type) {
    auto tensor = cast<RankedTensorType>(type);
    llvm::interleave(tensor.getShape(), os, "x");
    os << (tensor.getRank() ? " " : "") << tensor.getElementType();
  });
  return text;
}

} // namespace vitc
