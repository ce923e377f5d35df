// CommandLine.h: command lines with options of ours and MLIR's alone.
#ifndef VITC_TOOLS_OPTIONS_COMMANDLINE_H
#define VITC_TOOLS_OPTIONS_COMMANDLINE_H

#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/Support/CommandLine.h"
#include <vector>

namespace vitc {

/// A text that is one of a few, which `cl::values` names and --help lists, for people and for shells that complete it.
/// Whoever reads the option says what is wrong with others.
class NamesParser : public llvm::cl::parser<std::string> {
public:
  using parser::parser;
  void addLiteralOption(llvm::StringRef name, int /*value*/, llvm::StringRef text) {
    names.emplace_back(name, text);
  }
  // NOLINTNEXTLINE(bugprone-derived-method-shadowing-base-method): it is how cl::opt asks a parser
  void printOptionInfo(const llvm::cl::Option &option, size_t width) const;

private:
  std::vector<std::pair<llvm::StringRef, llvm::StringRef>> names;
};

/// LLVM's libraries register hundreds of options before main, of which a tool knows nothing: removes all but those
/// of `ours`, --help and --version. What is registered afterwards stays.
void removeForeignOptions(llvm::cl::OptionCategory &ours);

/// Ends the process with status 1 if the command line has options that are not registered, and says which ones
/// were probably meant. `advice` says what else can be done about an option, by its name; "": nothing.
void refuseUnknownOptions(int argc, const char *const *argv, llvm::StringRef tool,
                          llvm::function_ref<std::string(llvm::StringRef)> advice = nullptr);

/// Some of MLIR's options do nothing, or end the process, unless others are given as well: gives these.
void completeMLIROptions(llvm::StringRef tool);

} // namespace vitc

#endif // VITC_TOOLS_OPTIONS_COMMANDLINE_H
