//===-- Parser.cpp: PTX text as a module -------------------------------------------------------===//
// The directives that LLVM's NVPTX backend writes around kernels; what is inside of a kernel is BodyParser's.
#include "ptx/BodyParser.h"
#include "ptx/Calls.h"
#include "ptx/DeclarationParser.h"

namespace standin {
namespace {

class Parser {
public:
  explicit Parser(std::string_view text) : tokens(text) {}

  ModuleText run() {
    tokens.expect(".version");
    module.version = version();
    while (!tokens.atEnd())
      directive();
    if (!module.target)
      tokens.fail("the module has no .target");
    return std::move(module);
  }

private:
  int version() {
    const std::string text(tokens.next().text);
    const size_t dot = text.find('.');
    if (dot == std::string::npos)
      tokens.fail("'" + text + "' is no version");
    const auto number = [&](size_t at) {
      return static_cast<int>(std::strtol(text.c_str() + at, nullptr, 10));
    };
    return number(0) * 10 + number(dot + 1);
  }

  void directive() {
    if (tokens.accept(".target"))
      return target();
    if (tokens.accept(".address_size")) {
      if (tokens.integer() != 64)
        tokens.fail("only 64-bit addresses are known");
      return;
    }
    if (tokens.peek().is(".file") || tokens.peek().is(".loc"))
      return tokens.skipLine();
    if (tokens.accept(".section"))
      return section();
    while (tokens.accept(".visible") || tokens.accept(".weak") || tokens.accept(".extern"))
      ;
    if (tokens.accept(".entry"))
      return entry();
    if (tokens.accept(".func"))
      return function();
    if (isVariable(tokens))
      return module.variables.push_back(parseVariable(tokens));
    tokens.fail("directive '" + std::string(tokens.peek().text) + "' is not known");
  }

  void target() {
    const std::string name = tokens.word("a target");
    if (name.rfind("sm_", 0) != 0)
      tokens.fail("target '" + name + "' is not known");
    module.target = static_cast<int>(std::strtol(name.c_str() + 3, nullptr, 10));
    while (tokens.accept(","))
      tokens.next();
  }

  /// Debug information, up to its closing brace.
  void section() {
    while (!tokens.atEnd() && !tokens.accept("}"))
      tokens.next();
  }

  void entry() {
    Kernel kernel;
    kernel.name = tokens.word("the name of a kernel");
    if (tokens.accept("("))
      parameters(kernel);
    while (!tokens.peek().is("{"))
      bound(kernel);
    parseBody(tokens, kernel);
    expandCalls(kernel, functions);
    module.kernels.push_back(std::move(kernel));
  }

  /// `.func (.param .b64 result) name(.param .b64 parameter) { ... }`, or with a semicolon before there is one.
  void function() {
    DeviceFunction function;
    if (tokens.accept("("))
      function.results = passed();
    function.body.name = tokens.word("the name of a function");
    if (tokens.accept("("))
      function.parameters = passed();
    while (tokens.peek().kind == TokenKind::Word) // .noinline, .noreturn
      tokens.next();
    if (tokens.accept(";"))
      return;
    std::set<std::string> names(function.results.begin(), function.results.end());
    names.insert(function.parameters.begin(), function.parameters.end());
    parseBody(tokens, function.body, names);
    expandCalls(function.body, functions);
    functions[function.body.name] = std::move(function);
  }

  std::vector<std::string> passed() {
    std::vector<std::string> names;
    while (!tokens.accept(")")) {
      bool isPointer = false;
      names.push_back(parseParameter(tokens, isPointer).name);
      tokens.accept(",");
    }
    return names;
  }

  void parameters(Kernel &kernel) {
    while (!tokens.accept(")")) {
      bool isPointer = false;
      const Variable declared = parseParameter(tokens, isPointer);
      const size_t offset = (kernel.parameterBytes + declared.align - 1) & ~(declared.align - 1);
      kernel.parameters.push_back({declared.name, offset, declared.bytes, isPointer});
      kernel.parameterBytes = offset + declared.bytes;
      tokens.accept(",");
    }
  }

  void bound(Kernel &kernel) {
    const std::string name = tokens.word("a bound of the kernel or its body");
    std::array<unsigned, 3> extents{1, 1, 1};
    for (size_t dim = 0; dim == 0 || (dim < 3 && tokens.accept(",")); ++dim)
      extents[dim] = static_cast<unsigned>(tokens.integer());
    if (name == ".maxntid")
      kernel.maxThreads = extents;
    else if (name == ".reqntid")
      kernel.requiredThreads = extents;
    else if (name != ".minnctapersm" && name != ".maxnreg")
      tokens.fail("directive '" + name + "' is not known");
  }

  TokenStream tokens;
  ModuleText module;
  std::map<std::string, DeviceFunction> functions;
};

} // namespace

ModuleText parseModule(std::string_view text) { return Parser(text).run(); }

} // namespace standin
