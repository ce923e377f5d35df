//===-- ExplainFusion.cpp ------------------------------------------------------------------------===//
//
// Accounts for every pattern that vit-count-patterns noted (vit.census): the ops that name its node now
// are in a fused op, or carry the reason that a pass left there (setReason), or are gone. What the module
// has besides, fused or not, is told as well: all of it where there is no census.
//
//===---------------------------------------------------------------------------------------------===//
#include "ir/VitOpsFused.h"
#include "ir/VitOpsTensor.h"
#include "passes/Attentions.h"
#include "passes/BlockNames.h"
#include "passes/Matching.h"
#include "passes/Passes.h"
#include "passes/Patterns.h"
#include <map>

using namespace mlir;

namespace vitc {
#define GEN_PASS_DEF_EXPLAINFUSIONPASS
#include "passes/Passes.h.inc"

namespace {

/// The nodes that a location names, or the places in a file.
void collectPlaces(Location location, llvm::SetVector<Attribute> &places) {
  auto fused = dyn_cast<FusedLoc>(location);
  if (!fused)
    places.insert(location);
  else
    for (Location part : fused.getLocations())
      collectPlaces(part, places);
}

/// What is said of one pattern.
struct Finding {
  FusionPattern pattern;
  Location location;
  Operation *op = nullptr; // of the function; null if nothing is computed for the pattern any more
  bool isFused = false;
  std::string why;
};

/// `op` of a census entry, or what passes make of it.
bool isFormOf(Operation *op, StringRef counted) {
  if (auto product = dyn_cast<vit::MatmulOp>(op))
    return counted == vit::MatmulOp::getOperationName() && layerInput(product);
  if (isa<vit::Conv2dOp, vit::PatchEmbeddingOp>(op))
    return counted == vit::Conv2dOp::getOperationName();
  return isa<vit::SoftmaxOp, vit::AttentionOp>(op) &&
         (counted == vit::SoftmaxOp::getOperationName() ||
          counted == vit::AttentionOp::getOperationName());
}

/// The ops of a function that patterns are known by, also those in fused ops.
class Survey {
public:
  explicit Survey(ModuleOp module) {
    for (auto function : module.getOps<func::FuncOp>())
      function.walk<WalkOrder::PreOrder>([&](Operation *op) {
        positions.try_emplace(op, positions.size());
        if (!isa<vit::MatmulOp, vit::Conv2dOp, vit::PatchEmbeddingOp, vit::SoftmaxOp,
                 vit::AttentionOp>(op))
          return;
        llvm::SetVector<Attribute> places;
        collectPlaces(op->getLoc(), places);
        for (Attribute place : places)
          byPlace[place].insert(op);
      });
  }

  /// The ops that came from one of the nodes of `location`.
  llvm::SetVector<Operation *> opsOf(Location location, StringRef counted) const {
    llvm::SetVector<Attribute> places;
    collectPlaces(location, places);
    llvm::SetVector<Operation *> ops;
    for (Attribute place : places)
      if (auto found = byPlace.find(place); found != byPlace.end())
        for (Operation *op : found->second)
          if (isFormOf(op, counted))
            ops.insert(op);
    return ops;
  }

  /// In the order of the model; behind everything for null.
  size_t positionOf(Operation *op) const { return op ? positions.lookup(op) : positions.size(); }

private:
  llvm::DenseMap<Operation *, size_t> positions;
  llvm::DenseMap<Attribute, llvm::SetVector<Operation *>> byPlace;
};

/// The op of the function that holds `op`, or is it.
Operation *holderOf(Operation *op) {
  Operation *parent = op->getParentOp();
  return isFusedRegion(parent) ? parent : op;
}

vit::MatmulOp lastProductIn(Operation *fused) {
  vit::MatmulOp last;
  for (auto product : fused->getRegion(0).front().getOps<vit::MatmulOp>())
    last = product;
  return last;
}

/// The op that `pattern` is known by is where that pattern's fused op has it.
bool isFused(FusionPattern pattern, Operation *op) {
  Operation *holder = holderOf(op);
  switch (pattern) {
  case FusionPattern::PatchEmbedding:
    return isa<vit::PatchEmbeddingOp>(op);
  case FusionPattern::Qkv:
    return isa<vit::QkvProjectionOp>(holder);
  case FusionPattern::Attention:
    return isa<vit::AttentionOp>(op);
  case FusionPattern::Mlp:
    return isa<vit::MlpOp>(holder) && lastProductIn(holder) == op;
  }
  llvm_unreachable("a pattern");
}

/// `before` and "multiplies integers", if products or convolutions of `op` do: those of a model that is quantised
/// already. Says of how many where it is not all.
std::string integersIn(Operation *op, StringRef before) {
  int64_t products = 0, ofIntegers = 0;
  op->walk([&](Operation *inner) {
    if (!isa<vit::MatmulOp, vit::Conv2dOp, vit::PatchEmbeddingOp>(inner))
      return;
    ++products;
    ofIntegers += getElementTypeOrSelf(inner->getResult(0)).isInteger();
  });
  if (ofIntegers == 0)
    return "";
  std::string text = (before + "multiplies integers").str();
  if (ofIntegers < products)
    text +=
        " in " + std::to_string(ofIntegers) + " of its " + std::to_string(products) + " products";
  return text;
}

/// Why the pattern at `op` is not fused.
std::string reasonAt(FusionPattern pattern, Operation *op) {
  Operation *holder = holderOf(op);
  if (pattern == FusionPattern::Qkv && !isa<vit::MatmulOp>(op))
    return "no product with constant weights makes queries, keys and values";
  if (std::optional<StringRef> reason = getReason(op))
    return reason->str();
  if (isa<vit::MlpOp, vit::QkvProjectionOp>(holder))
    return described(op) + " is part of a " + holder->getName().getStringRef().str();
  return (namesOf(pattern).pass + " left it as it is").str();
}

/// The findings of a module, each told once.
class Report {
public:
  explicit Report(ModuleOp module) : module(module), survey(module) {}

  LogicalResult addCensus() {
    Attribute attribute = module->getAttr(censusName);
    if (!attribute)
      return success();
    auto entries = dyn_cast<ArrayAttr>(attribute);
    for (Attribute entry : entries ? entries.getValue() : ArrayRef<Attribute>())
      if (!addEntry(dyn_cast<ArrayAttr>(entry)))
        entries = nullptr;
    return entries ? success()
                   : module.emitError() << censusName << " is not what vit-count-patterns writes";
  }

  /// What is there without being counted.
  void addRest() {
    for (const Occurrence &occurrence : findPatterns(module))
      add(occurrence.pattern, occurrence.op, occurrence.op->getLoc());
    for (auto function : module.getOps<func::FuncOp>())
      function.walk([&](Operation *op) {
        Operation *holder = holderOf(op);
        if (isa<vit::PatchEmbeddingOp>(op) || (isa<vit::Conv2dOp>(op) && getReason(op)))
          add(FusionPattern::PatchEmbedding, op, op->getLoc());
        if (!isa<vit::MatmulOp>(op))
          return;
        if (isa<vit::QkvProjectionOp>(holder))
          add(FusionPattern::Qkv, op, op->getLoc());
        else if (isFused(FusionPattern::Mlp, op) || (isa<vit::LinearOp>(holder) && getReason(op)))
          add(FusionPattern::Mlp, op, op->getLoc());
      });
  }

  /// In the order of the model, what is gone last.
  std::vector<Finding> take() {
    std::vector<Finding> sorted;
    for (auto &[place, finding] : findings)
      sorted.push_back(std::move(finding));
    return sorted;
  }

private:
  bool addEntry(ArrayAttr entry) {
    if (!entry || entry.size() != 3)
      return false;
    auto option = dyn_cast<StringAttr>(entry[0]), op = dyn_cast<StringAttr>(entry[1]);
    auto location = dyn_cast<LocationAttr>(entry[2]);
    const PatternNames *names = option ? patternNamed(option) : nullptr;
    if (!names || !op || !location)
      return false;
    llvm::SetVector<Operation *> ops = survey.opsOf(location, op);
    for (Operation *op : ops)
      add(names->pattern, op, location);
    if (ops.empty())
      note({names->pattern, location, nullptr, false,
            "it is constant, equal to another, or read by nobody"});
    return true;
  }

  void add(FusionPattern pattern, Operation *op, Location location) {
    Operation *holder = holderOf(op);
    if (pattern == FusionPattern::Qkv && !isa<vit::MatmulOp>(op) && !projectionsOf(op).empty())
      return; // they are told by themselves
    bool fused = isFused(pattern, op);
    if (!told.insert({holder, unsigned(pattern) * 2 + fused}).second)
      return;
    std::string why = fused ? getReason(holder).value_or("").str() : reasonAt(pattern, op);
    bool isNamedByWhole = fused && pattern == FusionPattern::Attention;
    note({pattern, isNamedByWhole ? holder->getLoc() : location, holder, fused, std::move(why)});
  }

  void note(Finding finding) {
    const size_t position = survey.positionOf(finding.op);
    findings.emplace(std::pair(position, finding.pattern), std::move(finding));
  }

  ModuleOp module;
  Survey survey;
  std::multimap<std::pair<size_t, FusionPattern>, Finding> findings; // by their places
  llvm::DenseSet<std::pair<Operation *, unsigned>> told;
};

/// Tells in which block findings are: by the model's names or, if these tell nothing, by the attentions
/// before them.
class BlockCounter {
public:
  explicit BlockCounter(ArrayRef<Finding> findings)
      : names(nodesOf(findings, FusionPattern::Attention), nodesOf(findings, FusionPattern::Mlp)) {}

  /// To be called in the order of the model.
  std::string blockOf(const Finding &finding) {
    if (!names.empty())
      return names.of(nodeName(finding.location));
    switch (finding.pattern) {
    case FusionPattern::Attention:
      return "block " + std::to_string(attentions++);
    case FusionPattern::Qkv:
      return "block " + std::to_string(attentions);
    default:
      return attentions > 0 ? "block " + std::to_string(attentions - 1) : "";
    }
  }

private:
  static SmallVector<StringRef> nodesOf(ArrayRef<Finding> findings, FusionPattern pattern) {
    SmallVector<StringRef> nodes;
    for (const Finding &finding : findings)
      if (finding.pattern == pattern)
        nodes.push_back(nodeName(finding.location));
    return nodes;
  }

  BlockNames names;
  size_t attentions = 0;
};

struct ExplainFusionPass : impl::ExplainFusionPassBase<ExplainFusionPass> {
  using ExplainFusionPassBase::ExplainFusionPassBase;

  LogicalResult initialize(MLIRContext *context) override {
    for (const std::string &name : require)
      if (!patternNamed(name))
        return emitError(UnknownLoc::get(context))
               << "require: there is no pattern '" << name
               << "'; known are patch_embedding, qkv, attention and mlp";
    return success();
  }

  void runOnOperation() override {
    Report report(getOperation());
    if (failed(report.addCensus()))
      return signalPassFailure();
    report.addRest();
    getOperation()->removeAttr(censusName);
    std::vector<Finding> findings = report.take();
    BlockCounter blocks(findings);
    bool hasFailed = false;
    for (const Finding &finding : findings)
      hasFailed |= failed(tell(finding, blocks.blockOf(finding)));
    for (const std::string &name : require)
      if (llvm::none_of(findings, [&](auto &f) { return namesOf(f.pattern).option == name; })) {
        getOperation().emitError() << "--require-fused=" << name << ": the model has none";
        hasFailed = true;
      }
    if (hasFailed)
      signalPassFailure();
  }

private:
  /// Fails if `finding` is required to be fused, and is not.
  LogicalResult tell(const Finding &finding, const std::string &block) {
    const PatternNames &names = namesOf(finding.pattern);
    bool isError = finding.op && !finding.isFused && llvm::is_contained(require, names.option);
    if (!explain && !isError)
      return success();
    InFlightDiagnostic diagnostic =
        isError ? emitError(finding.location) : emitRemark(finding.location);
    if (!block.empty())
      diagnostic << block << ": ";
    diagnostic << names.name;
    if (!finding.op)
      diagnostic << " is not computed: " << finding.why;
    else if (!finding.isFused)
      diagnostic << " is not fused: " << finding.why << integersIn(finding.op, "; it ");
    else if (!finding.why.empty())
      diagnostic << " is fused, without its normalisation: " << finding.why
                 << integersIn(finding.op, "; it ");
    else
      diagnostic << " is fused" << integersIn(finding.op, ", and ");
    return failure(isError);
  }
};

} // namespace
} // namespace vitc
