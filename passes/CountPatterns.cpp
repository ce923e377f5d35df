//===-- CountPatterns.cpp ------------------------------------------------------------------------===//
//
// Notes at the module (vit.census) what fusion should find, so that vit-explain-fusion can account for
// all of it. An entry is a pattern, and kind and location of the op that it is known by: passes replace
// ops, but every op keeps the nodes that it came from.
//
//===---------------------------------------------------------------------------------------------===//
#include "passes/Passes.h"
#include "passes/Patterns.h"

using namespace mlir;

namespace vitc {
#define GEN_PASS_DEF_COUNTPATTERNSPASS
#include "passes/Passes.h.inc"

namespace {

struct CountPatternsPass : impl::CountPatternsPassBase<CountPatternsPass> {
  void runOnOperation() override {
    Builder builder(&getContext());
    SmallVector<Attribute> entries;
    for (const Occurrence &occurrence : findPatterns(getOperation())) {
      if (isa<UnknownLoc>(occurrence.op->getLoc()))
        continue; // cannot be followed
      Attribute pattern = builder.getStringAttr(namesOf(occurrence.pattern).option);
      Attribute op = builder.getStringAttr(occurrence.op->getName().getStringRef());
      Attribute place = LocationAttr(occurrence.op->getLoc());
      entries.push_back(builder.getArrayAttr({pattern, op, place}));
    }
    getOperation()->setAttr(censusName, builder.getArrayAttr(entries));
    numCounted += entries.size();
  }
};

} // namespace
} // namespace vitc
