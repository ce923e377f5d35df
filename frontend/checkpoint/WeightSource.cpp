//===-- WeightSource.cpp: names by rules ----------------------------------------------------------===//
#include "frontend/checkpoint/WeightSource.h"
#include "llvm/ADT/StringExtras.h"

namespace vitc::frontend {
namespace {

using Steps = llvm::SmallVector<llvm::StringRef, 8>;

Steps stepsOf(llvm::StringRef name) {
  Steps steps;
  name.split(steps, '.');
  return steps;
}

bool isNumber(llvm::StringRef step) { return llvm::all_of(step, llvm::isDigit); }

/// Whether `name` begins as `pattern`, whose `#` are numbers; these go to `numbers`.
bool beginsAs(const Steps &name, const Steps &pattern, Steps &numbers) {
  if (pattern.size() > name.size())
    return false;
  for (auto [step, wanted] : llvm::zip(name, pattern)) {
    if (wanted == "#" && isNumber(step))
      numbers.push_back(step);
    else if (wanted != step)
      return false;
  }
  return true;
}

} // namespace

StoredName storedName(llvm::StringRef name, NameTable table) {
  Steps steps = stepsOf(name), bestNumbers;
  const NameRule *best = nullptr;
  size_t bestLength = 0;
  for (const NameRule &rule : table) {
    Steps numbers, pattern = stepsOf(rule.name);
    if (pattern.size() >= bestLength && beginsAs(steps, pattern, numbers)) {
      best = &rule;
      bestLength = pattern.size();
      bestNumbers = numbers;
    }
  }
  if (!best)
    return {name.str()};
  Steps result = stepsOf(best->stored);
  size_t next = 0;
  for (llvm::StringRef &step : result)
    if (step == "#")
      step = bestNumbers[next++];
  result.append(steps.begin() + bestLength, steps.end());
  return {llvm::join(result, "."), best->first, best->count, best->parts};
}

} // namespace vitc::frontend
