//===-- Calls.cpp: functions in the place of their calls ---------------------------------------===//
#include "ptx/Calls.h"

#include <utility>

namespace standin {
namespace {

bool isCall(const Statement &statement) {
  return statement.opcode == "call" || statement.opcode == "call.uni";
}

/// A call's operands: `(result), name, (parameters)`, of which the lists may be missing.
struct Call {
  const DeviceFunction *function = nullptr;
  std::vector<std::string> results, parameters;
};

std::vector<std::string> namesOf(const Operand &list) {
  std::vector<std::string> names;
  for (const Operand &element : list.elements)
    names.push_back(element.name);
  return names;
}

Call callOf(const Statement &statement, const std::map<std::string, DeviceFunction> &functions) {
  Call call;
  bool isNamed = false;
  for (const Operand &operand : statement.operands) {
    if (operand.kind == OperandKind::Vector) {
      (isNamed ? call.parameters : call.results) = namesOf(operand);
      continue;
    }
    const auto found = functions.find(operand.name);
    if (found == functions.end())
      throw PtxError(statement.line, "no function '" + operand.name + "' stands before this");
    call.function = &found->second;
    isNamed = true;
  }
  if (!call.function || call.results.size() != call.function->results.size() ||
      call.parameters.size() != call.function->parameters.size())
    throw PtxError(statement.line, "a call with other results or parameters than the function's");
  return call;
}

/// A function's names in a kernel.
class Names {
public:
  Names(const Call &call, std::string suffix) : suffix(std::move(suffix)) {
    const DeviceFunction &function = *call.function;
    for (size_t i = 0; i < call.results.size(); ++i)
      own[function.results[i]] = call.results[i];
    for (size_t i = 0; i < call.parameters.size(); ++i)
      own[function.parameters[i]] = call.parameters[i];
    for (const auto &[name, type] : function.body.registers)
      own[name] = name + this->suffix;
    for (const Variable &variable : function.body.variables)
      own[variable.name] = variable.name + this->suffix;
    for (const auto &[name, at] : function.body.labels)
      own[name] = name + this->suffix;
  }

  std::string operator()(const std::string &name) const {
    const auto found = own.find(name);
    return found == own.end() ? name : found->second;
  }
  Operand operator()(Operand operand) const {
    operand.name = (*this)(operand.name);
    operand.second = (*this)(operand.second);
    for (Operand &element : operand.elements)
      element = (*this)(std::move(element));
    return operand;
  }
  std::string end() const { return "end" + suffix; }

private:
  std::string suffix;
  std::map<std::string, std::string> own;
};

Statement branch(const Statement &from, const std::string &label) {
  Statement result = from;
  result.opcode = "bra";
  Operand target;
  target.kind = OperandKind::Symbol;
  target.name = label;
  result.operands = {target};
  return result;
}

/// Appends the function's statements, labels, registers and variables to `kernel`.
void append(Kernel &kernel, const Statement &call, const DeviceFunction &function,
            const Names &names) {
  if (!call.guard.empty()) {
    kernel.statements.push_back(branch(call, names.end()));
    kernel.statements.back().guardNegated = !call.guardNegated;
  }
  const size_t begin = kernel.statements.size();
  for (const auto &[name, at] : function.body.labels)
    kernel.labels[names(name)] = begin + at;
  for (const auto &[name, type] : function.body.registers)
    kernel.registers[names(name)] = type;
  for (Variable variable : function.body.variables) {
    variable.name = names(variable.name);
    kernel.variables.push_back(std::move(variable));
  }
  for (Statement statement : function.body.statements) {
    statement.guard = names(statement.guard);
    for (Operand &operand : statement.operands)
      operand = names(std::move(operand));
    if (statement.opcode == "ret" || statement.opcode == "ret.uni")
      statement = branch(statement, names.end());
    kernel.statements.push_back(std::move(statement));
  }
  kernel.labels[names.end()] = kernel.statements.size();
}

} // namespace

void expandCalls(Kernel &kernel, const std::map<std::string, DeviceFunction> &functions) {
  const std::vector<Statement> statements = std::exchange(kernel.statements, {});
  const std::map<std::string, size_t> labels = std::exchange(kernel.labels, {});
  std::vector<size_t> places; // where statements are now
  for (const Statement &statement : statements) {
    places.push_back(kernel.statements.size());
    if (!isCall(statement)) {
      kernel.statements.push_back(statement);
      continue;
    }
    const Call call = callOf(statement, functions);
    append(kernel, statement, *call.function, Names(call, "@call" + std::to_string(places.size())));
  }
  places.push_back(kernel.statements.size());
  for (const auto &[name, at] : labels)
    kernel.labels[name] = places[at];
}

} // namespace standin
