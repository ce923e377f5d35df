//===-- BodyParser.cpp: what is between a kernel's braces --------------------------------------===//
#include "ptx/BodyParser.h"

#include "ptx/DeclarationParser.h"

#include <cstring>

namespace standin {
namespace {

class BodyParser {
public:
  BodyParser(TokenStream &tokens, Kernel &kernel, const std::set<std::string> &passed)
      : tokens(tokens), kernel(kernel), passed(passed) {}

  /// A block has names of its own; those of an inner one become unique by a suffix.
  void block() {
    tokens.expect("{");
    scopes.emplace_back();
    while (!tokens.accept("}"))
      item();
    scopes.pop_back();
  }

private:
  void item() {
    if (tokens.atEnd())
      tokens.fail("kernel '" + kernel.name + "' has no end");
    if (tokens.peek().is("{"))
      return block();
    if (tokens.accept(".reg"))
      return registers();
    if (tokens.peek().is(".loc") || tokens.peek().is(".pragma"))
      return tokens.skipLine();
    if (isVariable(tokens)) {
      Variable &variable = kernel.variables.emplace_back(parseVariable(tokens));
      variable.name = declare(variable.name);
      if (variable.space == Space::Param) {
        variable.space = Space::Local;
        passed.insert(variable.name);
      }
      return;
    }
    if (tokens.peek(1).is(":")) {
      kernel.labels[tokens.word("a label")] = kernel.statements.size();
      tokens.expect(":");
      return;
    }
    statement();
  }

  /// `.reg .b32 %r<171>;` declares %r0 to %r170.
  void registers() {
    const Type type = parseTypeName(tokens);
    do {
      const std::string name = tokens.word("a register");
      if (!tokens.accept("<")) {
        kernel.registers[declare(name)] = type;
        continue;
      }
      const int64_t count = tokens.integer();
      tokens.expect(">");
      for (int64_t i = 0; i < count; ++i)
        kernel.registers[declare(name + std::to_string(i))] = type;
    } while (tokens.accept(","));
    tokens.expect(";");
  }

  std::string declare(const std::string &name) {
    std::string unique = name;
    if (scopes.size() > 1)
      unique += "@" + std::to_string(++inner);
    scopes.back()[name] = unique;
    return unique;
  }

  std::string resolve(const std::string &name) const {
    for (auto scope = scopes.rbegin(); scope != scopes.rend(); ++scope)
      if (const auto found = scope->find(name); found != scope->end())
        return found->second;
    return name;
  }

  void statement() {
    Statement statement;
    statement.line = tokens.line();
    if (tokens.accept("@")) {
      statement.guardNegated = tokens.accept("!");
      statement.guard = resolve(tokens.word("a predicate"));
    }
    statement.opcode = tokens.word("an instruction");
    if (!tokens.accept(";")) {
      do
        statement.operands.push_back(operand());
      while (tokens.accept(","));
      tokens.expect(";");
    }
    for (const Operand &operand : statement.operands)
      if (const size_t at = statement.opcode.find(".param"); operand.kind == OperandKind::Address &&
                                                             passed.count(operand.name) &&
                                                             at != std::string::npos)
        statement.opcode.replace(at, std::strlen(".param"), ".local");
    kernel.statements.push_back(std::move(statement));
  }

  Operand operand() {
    if (tokens.accept("{"))
      return list("}");
    if (tokens.accept("(")) // of a call
      return list(")");
    if (tokens.accept("["))
      return address();
    Operand operand;
    if (tokens.accept("_"))
      return operand;
    operand.negated = tokens.accept("!");
    if (tokens.peek().kind != TokenKind::Word)
      return immediate();
    operand.name = resolve(tokens.word("an operand"));
    operand.kind = operand.name[0] == '%' ? OperandKind::Register : OperandKind::Symbol;
    if (kernel.registers.count(operand.name))
      operand.kind = OperandKind::Register;
    if (tokens.accept("|"))
      operand.second = resolve(tokens.word("a predicate"));
    if (tokens.accept("+"))
      operand.offset = tokens.integer();
    return operand;
  }

  Operand list(const char *end) {
    Operand operand;
    operand.kind = OperandKind::Vector;
    if (tokens.accept(end))
      return operand;
    do
      operand.elements.push_back(this->operand());
    while (tokens.accept(","));
    tokens.expect(end);
    return operand;
  }

  Operand address() {
    Operand operand;
    operand.kind = OperandKind::Address;
    if (tokens.peek().kind == TokenKind::Word)
      operand.name = resolve(tokens.word("an address"));
    else
      operand.offset = tokens.integer();
    if (tokens.accept("+"))
      operand.offset += tokens.integer();
    else if (tokens.peek().is("-"))
      operand.offset += tokens.integer();
    tokens.expect("]");
    return operand;
  }

  Operand immediate() {
    Operand operand;
    operand.kind = OperandKind::Immediate;
    const bool negative = tokens.accept("-");
    const Token &token = tokens.next();
    if (token.kind == TokenKind::Punctuation || token.kind == TokenKind::End ||
        token.kind == TokenKind::String)
      throw PtxError(token.line, "'" + std::string(token.text) + "' is no operand");
    operand.literal = token.kind;
    operand.bits = token.bits;
    if (negative && token.kind == TokenKind::Integer)
      operand.bits = 0 - token.bits;
    else if (negative)
      operand.bits ^= uint64_t{1} << (token.kind == TokenKind::Float32 ? 31 : 63);
    return operand;
  }

  TokenStream &tokens;
  Kernel &kernel;
  std::set<std::string> passed; // to functions, and from them
  std::vector<std::map<std::string, std::string>> scopes;
  int inner = 0;
};

} // namespace

void parseBody(TokenStream &tokens, Kernel &kernel, const std::set<std::string> &passed) {
  BodyParser(tokens, kernel, passed).block();
}

} // namespace standin
