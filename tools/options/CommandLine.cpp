// CommandLine.cpp: command lines with options of ours and MLIR's alone.
#include "CommandLine.h"
#include "ir/Printable.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/Support/WithColor.h"
#include "llvm/Support/raw_ostream.h"
#include <algorithm>

using namespace vitc;
namespace cl = llvm::cl;
using llvm::StringRef;

/// As LLVM prints the values of an enumeration.
void vitc::NamesParser::printOptionInfo(const cl::Option &option, size_t width) const {
  constexpr size_t indent = 8; // "    =", and " - " of an option's own line
  parser::printOptionInfo(option, width);
  for (auto [name, text] : names) {
    llvm::outs() << "    =" << name;
    if (!text.empty())
      llvm::outs().indent(unsigned(width - std::min(width, indent + name.size())))
          << " -   " << text;
    llvm::outs() << '\n';
  }
}

void vitc::removeForeignOptions(cl::OptionCategory &ours) {
  llvm::SmallVector<cl::Option *> foreign;
  for (auto &[name, option] : cl::getRegisteredOptions()) {
    if (name == "help")
      option->setDescription("Show this text");
    else if (name != "version" && !llvm::is_contained(option->Categories, &ours))
      foreign.push_back(option);
  }
  for (cl::Option *option : foreign)
    option->removeArgument();
}

static cl::Option *find(StringRef name) { return cl::getRegisteredOptions().lookup(name); }

/// Names the option that `name` is the beginning of, or differs from by a typing error.
static std::string nearestOption(StringRef name) {
  unsigned least = std::min<unsigned>(name.size() / 2, 3) + 1;
  StringRef nearest;
  for (auto &[known, option] : cl::getRegisteredOptions()) {
    if (option->getOptionHiddenFlag() != cl::NotHidden || known.size() < 2)
      continue;
    bool isBeginning = name.size() > 2 && known.starts_with(name);
    unsigned distance = isBeginning ? 0 : name.edit_distance(known, true, least);
    if (distance < least || (distance == least && !nearest.empty() && known < nearest)) {
      least = distance;
      nearest = known;
    }
  }
  return nearest.empty() ? "--help lists the options" : "did you mean --" + nearest.str() + "?";
}

/// Whether LLVM would take `argument`, and whether what stands behind it belongs to it.
static bool isKnown(StringRef argument, bool &takesNext) {
  auto [name, value] = argument.ltrim('-').split('=');
  bool hasValue = argument.contains('=');
  cl::Option *option = find(name);
  // These two are registered only while LLVM parses.
  takesNext =
      !hasValue && (name == "o" || (option && option->getValueExpectedFlag() == cl::ValueRequired));
  return option || name == "h" || name == "o";
}

void vitc::refuseUnknownOptions(int argc, const char *const *argv, StringRef tool,
                                llvm::function_ref<std::string(StringRef)> advice) {
  bool isRefused = false;
  for (int i = 1; i < argc && StringRef(argv[i]) != "--"; ++i) {
    StringRef argument = argv[i];
    bool takesNext = false;
    if (!argument.starts_with("-") || argument == "-")
      continue;
    if (isKnown(argument, takesNext)) {
      i += takesNext;
      continue;
    }
    StringRef name = argument.ltrim('-').split('=').first;
    std::string text = advice ? advice(name) : "";
    llvm::WithColor::error(llvm::errs(), tool)
        << "unknown option '" << printable(argument.str())
        << "': " << (text.empty() ? nearestOption(name) : text) << '\n';
    isRefused = true;
  }
  if (isRefused)
    exit(1);
}

static bool isGiven(StringRef name) {
  cl::Option *option = find(name);
  return option && option->getNumOccurrences();
}

static void give(StringRef name) {
  cl::Option *option = find(name);
  if (option && !option->getNumOccurrences())
    option->addOccurrence(/*pos=*/0, name, /*Value=*/"");
}

void vitc::completeMLIROptions(StringRef tool) {
  constexpr StringRef which[] = {"mlir-print-ir-after", "mlir-print-ir-after-all",
                                 "mlir-print-ir-after-failure", "mlir-print-ir-before",
                                 "mlir-print-ir-before-all"};
  constexpr StringRef how[] = {"mlir-print-ir-after-change", "mlir-print-ir-module-scope",
                               "mlir-print-ir-tree-dir"};
  if (llvm::any_of(how, isGiven) && llvm::none_of(which, isGiven))
    give("mlir-print-ir-after-all");
  if (isGiven("mlir-timing-display") || isGiven("mlir-output-format"))
    give("mlir-timing");
  if (isGiven("mlir-pass-statistics-display"))
    give("mlir-pass-statistics");
  if (!VITC_LLVM_STATISTICS && isGiven("mlir-pass-statistics"))
    llvm::WithColor::warning(llvm::errs(), tool)
        << "--mlir-pass-statistics: this LLVM was built without statistics\n";
  if (isGiven("mlir-print-ir-module-scope") || isGiven("mlir-pass-pipeline-local-reproducer"))
    give("mlir-disable-threading");
}
