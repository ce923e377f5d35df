//===-- DeviceInstructions.cpp --------------------------------------------------------------------===//
#include "codegen/DeviceInstructions.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringRef.h"
#include <map>
#include <optional>
#include <vector>

using namespace vitc;
using namespace Halide::Internal;
using Halide::Expr;
using llvm::StringRef;
using vit::TensorPrecision;

/// What the names of the functions begin with.
static constexpr char prefix[] = "vitc_ptx_";

namespace {
enum class Kind {
  conversion,   // one result
  product,      // four results, of functions whose names end in their numbers
  splitProduct, // the same of operands that are taken apart
  quad,         // of two operands: all that four threads have of one become one
  copy,  // to the address that is its first operand, from that of the load that is its second
  group, // of copies: the operand is not written
  wait,  // for groups: the operand is their number
};

struct Instruction {
  StringRef name;
  StringRef mnemonic;
  Kind kind = Kind::conversion;

  bool isProduct() const { return kind == Kind::product || kind == Kind::splitProduct; }
};
} // namespace

static constexpr char toTf32[] = "cvt.rna.tf32.f32";
static constexpr char productOfTf32[] = "mma.sync.aligned.m16n8k8.row.col.f32.tf32.tf32.f32";
static constexpr Instruction instructions[] = {
    {"tf32", toTf32},
    {"f16x2", "cvt.rn.f16x2.f32"},
    {"bf16x2", "cvt.rn.bf16x2.f32"},
    {"mma_tf32x3_", productOfTf32, Kind::splitProduct},
    {"mma_tf32_", productOfTf32, Kind::product},
    {"mma_f16_", "mma.sync.aligned.m16n8k16.row.col.f32.f16.f16.f32", Kind::product},
    {"mma_bf16_", "mma.sync.aligned.m16n8k16.row.col.f32.bf16.bf16.f32", Kind::product},
    {"exp2", "ex2.approx.ftz.f32"},
    {"maximum_of_quad", "max.f32", Kind::quad},
    {"sum_of_quad", "add.rn.f32", Kind::quad},
    {"copy", "cp.async.cg.shared.global", Kind::copy},
    {"commit", "cp.async.commit_group", Kind::group},
    {"wait", "cp.async.wait_group", Kind::wait},
};

//===-- In Halide's IR ------------------------------------------------------------------------===//

static Expr call(Halide::Type type, const std::string &name, const std::vector<Expr> &operands) {
  return Call::make(type, prefix + name, operands, Call::PureExtern);
}

Expr vitc::roundToTf32(const Expr &value) { return call(Halide::Float(32), "tf32", {value}); }

Expr vitc::packHalves(TensorPrecision precision, const Expr &low, const Expr &high) {
  return call(Halide::UInt(32), precision == TensorPrecision::f16 ? "f16x2" : "bf16x2",
              {high, low}); // in the instruction's order
}

Expr vitc::exp2OfDevice(const Expr &x) { return call(Halide::Float(32), "exp2", {x}); }

Expr vitc::maximumOfQuad(const Expr &value) {
  return call(Halide::Float(32), "maximum_of_quad", {value});
}

Expr vitc::sumOfQuad(const Expr &value) { return call(Halide::Float(32), "sum_of_quad", {value}); }

std::array<Expr, 4> vitc::multiplyAdd(TensorPrecision precision, const std::array<Expr, 4> &c,
                                      const std::array<Expr, 4> &a, const std::array<Expr, 2> &b) {
  const std::string name = "mma_" + stringifyTensorPrecision(precision).str() + "_";
  std::vector<Expr> operands(c.begin(), c.end());
  operands.insert(operands.end(), a.begin(), a.end());
  operands.insert(operands.end(), b.begin(), b.end());
  std::array<Expr, 4> sums = {call(Halide::Float(32), name + "0", operands)};
  for (size_t i = 1; i < sums.size(); ++i)
    sums[i] = call(Halide::Float(32), name + std::to_string(i), {c[0], c[i]});
  return sums;
}

static constexpr char asyncName[] = "vitc_async_copy";

Expr vitc::copyAsync(const Expr &value, int stages) {
  return Call::make(value.type(), asyncName, {value, stages}, Call::PureExtern);
}

/// The number of stages is a vector where the value is one.
std::optional<AsyncCopy> vitc::asyncCopy(const Expr &value) {
  const auto *call = value.as<Call>();
  if (!call || call->name != asyncName)
    return std::nullopt;
  const auto *vector = call->args[1].as<Broadcast>();
  const Expr stages = vector ? vector->value : call->args[1];
  return AsyncCopy{call->args[0], static_cast<int>(*as_const_int(stages))};
}

static Stmt perform(const std::string &name, const std::vector<Expr> &operands) {
  return Evaluate::make(Call::make(Halide::Int(32), prefix + name, operands, Call::Extern));
}

/// Halide has no addresses: the load is an operand, whose address is used in its place.
Stmt vitc::startCopy(const Expr &to, const Expr &from) { return perform("copy", {to, from}); }

Stmt vitc::commitCopies() { return perform("commit", {0}); }

Stmt vitc::waitForCopies(int groups) { return perform("wait", {groups}); }

std::string vitc::convergentCalls() {
  std::string text;
  const auto add = [&](const llvm::Twine &name) {
    text += ((text.empty() ? "" : " ") + llvm::Twine("-force-attribute=") + prefix + name +
             ":convergent")
                .str();
  };
  for (const Instruction &own : instructions)
    if (own.isProduct())
      for (int part = 0; part < 4; ++part)
        add(own.name + llvm::Twine(part));
    else if (own.kind == Kind::quad)
      add(own.name);
  return text;
}

bool vitc::isDeviceInstruction(const Call &call) {
  return StringRef(call.name).starts_with(prefix);
}

//===-- In PTX --------------------------------------------------------------------------------===//

[[noreturn]] static void fail(const llvm::Twine &what, StringRef line) {
  throw Halide::InternalError((what + ": " + line.trim()).str());
}

namespace {
/// A call as LLVM writes it, from "{ // callseq" to "} // callseq":
///   .param .b32 param0;  st.param.b32 [param0], %r1;  ...  .param .b32 retval0;
///   call.uni (retval0), NAME, (param0, ...);  ld.param.b32 %r2, [retval0];
struct PtxCall {
  const Instruction *instruction = nullptr; // null: of another function
  size_t part = 0;                          // which of the results
  std::vector<std::string> operands;
  std::string result; // empty where nothing reads it
};

class Writer {
public:
  explicit Writer(StringRef ptx) { ptx.split(lines, '\n'); }
  std::string run();

private:
  using Registers = std::vector<std::string>;

  PtxCall readCall(size_t &end) const;
  void addResult(const PtxCall &call);
  void writeOne(const PtxCall &call);
  void writeQuad(const PtxCall &call);
  void writeProduct();
  void write(StringRef mnemonic, const std::vector<Registers> &operands);
  std::pair<std::string, std::string> partsOf(const std::string &operand);
  std::string inRegister(const std::string &operand);
  std::string addressOf(const std::string &operand);
  std::string newRegister() { return "%vitc" + std::to_string(registers++); }
  void forget(const std::string &name);
  void readLine(StringRef line);
  void skipDeclaration();

  llvm::SmallVector<StringRef> lines;
  size_t at = 0;
  std::string text;
  size_t declarations = 0,
         registers = 0; // of a function: where they belong, and how many of our own
  /// An instruction of which not all results have been read.
  std::optional<PtxCall> open;
  Registers results;
  /// Addresses, in brackets, of loads of single values from memory, by the register of the value; as long as that of the
  /// address and we are in one block. What nothing else reads the assembler leaves out.
  std::map<std::string, std::string> loads;
  /// By operand, as long as its register and we are in one block.
  std::map<std::string, std::pair<std::string, std::string>> parts;
};
} // namespace

/// What stands between `open` and `close` in `line`, which has both.
static StringRef between(StringRef line, StringRef open, StringRef close) {
  return line.split(open).second.split(close).first.trim();
}

/// The instruction of a function's name, and which of its results; null for other functions.
static std::pair<const Instruction *, size_t> instructionOf(StringRef name) {
  if (!name.consume_front(prefix))
    return {nullptr, 0};
  for (const Instruction &own : instructions) {
    size_t part = 0;
    StringRef rest = name;
    if (own.isProduct() ? rest.consume_front(own.name) && !rest.getAsInteger(10, part)
                        : name == own.name)
      return {&own, part};
  }
  fail("no instruction has this name", name);
}

/// The call that begins at the line `at`; `end` is the line behind it.
PtxCall Writer::readCall(size_t &end) const {
  PtxCall call;
  for (end = at + 1; end < lines.size() && !lines[end].trim().starts_with("} // callseq"); ++end) {
    const StringRef line = lines[end].trim();
    if (line.starts_with("st.param"))
      call.operands.push_back(between(line, "],", ";").str());
    else if (line.starts_with("ld.param"))
      call.result = line.split(',').first.split('\t').second.trim().str();
    else if (line.starts_with("call"))
      std::tie(call.instruction, call.part) = instructionOf(between(line, "),", ","));
  }
  ++end;
  return call;
}

std::string Writer::inRegister(const std::string &operand) {
  if (StringRef(operand).starts_with("%"))
    return operand;
  const std::string own = newRegister();
  write("mov.b32", {{own}, {operand}});
  return own;
}

/// The address that a load of this block reads `operand` from.
std::string Writer::addressOf(const std::string &operand) {
  auto own = loads.find(operand);
  if (own == loads.end())
    fail("a copy of what is no load of its block", operand);
  return own->second;
}

/// MNEMONIC operands; groups of several in braces.
void Writer::write(StringRef mnemonic, const std::vector<Registers> &operands) {
  text += ("\t" + mnemonic + " \t").str();
  for (const auto &[i, group] : llvm::enumerate(operands)) {
    const std::string list = llvm::join(group, ", ");
    text += (i == 0 ? "" : ", ") + (group.size() == 1 ? list : "{" + list + "}");
    if (i == 0) // the results: what they were before is gone
      for (const std::string &result : group)
        forget(result);
  }
  text += ";\n";
}

/// By halves: with the neighbour, then with that of the other two.
void Writer::writeQuad(const PtxCall &call) {
  std::string value = inRegister(call.operands[0]);
  for (const char *distance : {"1", "2"}) {
    const std::string other = newRegister(), both = newRegister();
    write("shfl.sync.bfly.b32", {{other}, {value}, {distance}, {"31"}, {"-1"}});
    write(call.instruction->mnemonic, {{both}, {value}, {other}});
    value = both;
  }
  write("mov.b32", {{call.result.empty() ? newRegister() : call.result}, {value}});
}

/// An instruction that is one call.
void Writer::writeOne(const PtxCall &call) {
  if (call.instruction->kind == Kind::quad)
    return writeQuad(call);
  std::vector<Registers> operands;
  switch (call.instruction->kind) {
  case Kind::copy:
    operands = {{"[" + call.operands[0] + "]"}, {addressOf(call.operands[1])}, {"16"}};
    break;
  case Kind::group:
    break;
  case Kind::wait:
    operands = {{call.operands[0]}};
    break;
  default:
    operands = {{call.result.empty() ? newRegister() : call.result}};
    for (const std::string &operand : call.operands)
      operands.push_back({inRegister(operand)});
  }
  write(call.instruction->mnemonic, operands);
}

/// The big and the small part of an operand. Rounded by hand: `cvt.rna.tf32` is twice as many instructions, as it keeps NaN
/// and infinity, which small makes NaN of in any case.
std::pair<std::string, std::string> Writer::partsOf(const std::string &operand) {
  if (auto known = parts.find(operand); known != parts.end())
    return known->second;
  constexpr char half[] = "0x1000", mask[] = "0xffffe000"; // of the 13 bits that a tf32 has not
  const std::string rounded = newRegister(), big = newRegister(), rest = newRegister(),
                    small = newRegister();
  write("add.s32", {{rounded}, {operand}, {half}});
  write("and.b32", {{big}, {rounded}, {mask}});
  write("sub.rn.f32", {{rest}, {operand}, {big}});
  write("and.b32", {{small}, {rest}, {mask}});
  return parts[operand] = {big, small};
}

/// The open instruction, all of whose results are known.
void Writer::writeProduct() {
  Registers operands;
  for (const std::string &operand : open->operands)
    operands.push_back(inRegister(operand));
  const Registers c(operands.begin(), operands.begin() + 4);
  Registers a(operands.begin() + 4, operands.begin() + 8), b(operands.begin() + 8, operands.end());
  const StringRef mnemonic = open->instruction->mnemonic;
  if (open->instruction->kind == Kind::product) {
    write(mnemonic, {results, a, b, c});
    return;
  }
  Registers smallA, smallB;
  for (auto [group, small] : {std::pair(&a, &smallA), std::pair(&b, &smallB)})
    for (std::string &operand : *group) {
      std::tie(operand, small->emplace_back()) = partsOf(operand);
    }
  Registers first, second;
  for (Registers *own : {&first, &second})
    for (size_t i = 0; i < results.size(); ++i)
      own->push_back(newRegister());
  write(mnemonic, {first, smallA, b, c});
  write(mnemonic, {second, a, smallB, first});
  write(mnemonic, {results, a, b, second});
}

/// One more result of a product. All but the first are named by that, and by the sum that they add to.
void Writer::addResult(const PtxCall &call) {
  const std::string name = (call.instruction->name + llvm::Twine(call.part)).str();
  if (call.part != results.size())
    fail("a result of an instruction that does not follow the one before", name);
  if (!open)
    open = call;
  else if (open->instruction != call.instruction || call.operands[0] != results[0] ||
           call.operands[1] != open->operands[call.part])
    fail("results of one instruction have other operands", name);
  results.push_back(call.result.empty() ? newRegister() : call.result);
  if (results.size() < 4)
    return;
  writeProduct();
  open.reset();
  results.clear();
}

/// A register has another value.
void Writer::forget(const std::string &name) {
  parts.erase(name);
  loads.erase(name);
  for (auto own = loads.begin(); own != loads.end();)
    own =
        between(own->second, "[", "]").split('+').first == name ? loads.erase(own) : std::next(own);
}

/// What a line of another kind says of registers.
void Writer::readLine(StringRef line) {
  const StringRef own = line.trim();
  if (own.starts_with(".reg"))
    declarations = text.size();
  if (own.starts_with("$") || own.starts_with("//") || own.starts_with(".visible"))
    parts.clear(), loads.clear();       // another block
  llvm::SmallVector<StringRef> written; // an operand, or a group of them in braces
  llvm::SplitString(own.split(own.contains('{') ? '}' : ',').first, written, " \t,{");
  for (StringRef name : written)
    forget(name.str());
  if (own.starts_with("ld.global") && written.size() == 2)
    loads[written[1].str()] = ("[" + between(own, "[", "]") + "]").str();
  if (own == "}" && registers > 0) {
    text.insert(declarations, "\t.reg .b32 \t%vitc<" + std::to_string(registers) + ">;\n");
    registers = 0;
  }
}

/// ".extern .func (...) NAME (...);", over several lines.
void Writer::skipDeclaration() {
  while (at < lines.size() && lines[at].trim() != ";")
    ++at;
  ++at;
}

std::string Writer::run() {
  while (at < lines.size()) {
    const StringRef line = lines[at];
    if (line.trim().starts_with("{ // callseq")) {
      size_t end = at;
      const PtxCall call = readCall(end);
      if (call.instruction) {
        call.instruction->isProduct() ? addResult(call) : writeOne(call);
        at = end;
        continue;
      }
    } else if (line.starts_with(".extern .func") && line.contains(prefix)) {
      skipDeclaration();
      continue;
    }
    if (open)
      fail("stands between the results of an instruction", line);
    readLine(line);
    text += line;
    if (++at < lines.size())
      text += '\n';
  }
  return std::move(text);
}

std::string vitc::writeDeviceInstructions(const std::string &ptx) { return Writer(ptx).run(); }

//===-- In a module ---------------------------------------------------------------------------===//

static bool isSource(const std::string &name) {
  return StringRef(name).contains("gpu_source_kernels");
}

static Halide::Buffer<> rewritten(const Halide::Buffer<> &source) {
  const std::string ptx = writeDeviceInstructions(
      std::string(static_cast<const char *>(source.data()), source.size_in_bytes()));
  Halide::Buffer<uint8_t> result(static_cast<int>(ptx.size()), source.name());
  llvm::copy(ptx, result.data());
  return result;
}

namespace {
/// Has functions read the source of their kernels from `source`.
class Sources : public IRMutator {
public:
  Halide::Buffer<> source;

private:
  using IRMutator::visit;
  Expr visit(const Variable *op) override {
    return op->image.defined() && isSource(op->name) ? Variable::make(op->type, op->name, source)
                                                     : IRMutator::visit(op);
  }
  /// halide_cuda_initialize_kernels(state, source, bytes)
  Expr visit(const Call *op) override {
    if (!StringRef(op->name).ends_with("_initialize_kernels"))
      return IRMutator::visit(op);
    std::vector<Expr> arguments;
    for (const Expr &argument : op->args)
      arguments.push_back(mutate(argument));
    arguments.back() = make_const(arguments.back().type(), int64_t(source.size_in_bytes()));
    return Call::make(op->type, op->name, arguments, op->call_type);
  }
};
} // namespace

Halide::Module vitc::withDeviceInstructions(const Halide::Module &module) {
  const auto isOwn = [](const Halide::Buffer<> &buffer) {
    const StringRef source(static_cast<const char *>(buffer.data()), buffer.size_in_bytes());
    return isSource(buffer.name()) && source.contains(prefix);
  };
  if (llvm::none_of(module.buffers(), isOwn))
    return module;
  Sources sources;
  Halide::Module result(module.name(), module.target(), module.get_metadata_name_map());
  result.set_any_strict_float(module.any_strict_float());
  for (const Halide::Buffer<> &buffer : module.buffers()) {
    if (isOwn(buffer))
      sources.source = rewritten(buffer);
    result.append(isOwn(buffer) ? sources.source : buffer);
  }
  for (LoweredFunc function : module.functions()) {
    function.body = sources.mutate(function.body);
    result.append(function);
  }
  return result;
}
