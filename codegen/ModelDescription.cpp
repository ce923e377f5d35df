//===-- ModelDescription.cpp: what an artifact says about itself ------------------------------===//
#include "codegen/ModelDescription.h"
#include "ir/Cost.h"
#include "ir/ElementTypes.h"
#include "ir/Entries.h"
#include "ir/VitOpsProgram.h"
#include "ir/VitPreprocessing.h"
#include "ir/VitSchedules.h"
#include "runtime/RuntimeObject.h"
#include "runtime/model.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Object/ObjectFile.h"

using namespace mlir;

namespace vitc {
namespace {

vitc_dtype dtypeOf(Type type) {
  return vitc_dtype(VITC_F32 + (&elementTypeOf(type) - elementTypes().begin()));
}

/// What follows NAME_ in the functions of the C interface.
constexpr StringRef allFunctions[] = {"create",           "run",        "destroy", "error",
                                      "profile",          "info",       "device",  "run_images",
                                      "run_device",       "self_test",  "entries", "run_sized",
                                      "run_images_sized", "choose_size"};

/// Those of models with several entries.
constexpr StringRef functionsOfEntries[] = {"entries", "run_sized", "run_images_sized",
                                            "choose_size"};

/// What the runtime's objects define, and what they take from libc.
const llvm::StringSet<> &runtimeSymbols() {
  static const llvm::StringSet<> names = [] {
    llvm::StringSet<> result;
    for (std::string_view architecture : {"x86-64", "aarch64"}) {
      const std::string_view bytes = runtimeObject(architecture);
      if (bytes.empty())
        continue;
      auto object = llvm::cantFail(llvm::object::ObjectFile::createELFObjectFile(
          llvm::MemoryBufferRef(StringRef(bytes.data(), bytes.size()), "the runtime")));
      for (const llvm::object::SymbolRef &symbol : object->symbols())
        if (llvm::cantFail(symbol.getFlags()) & llvm::object::SymbolRef::SF_Global)
          result.insert(llvm::cantFail(symbol.getName()));
    }
    return result;
  }();
  return names;
}

std::string dtypeName(vitc_dtype dtype) {
  return ("VITC_" + elementTypes()[dtype - VITC_F32].upperName).str();
}

TensorDescription describeTensor(Type type, DictionaryAttr attributes, StringRef fallback) {
  auto tensor = cast<RankedTensorType>(type);
  auto name = attributes ? attributes.getAs<StringAttr>("vit.name") : StringAttr();
  return {name ? name.str() : fallback.str(), dtypeOf(tensor.getElementType()),
          SmallVector<int64_t>(tensor.getShape()), tensorBytes(tensor)};
}

LaunchDescription describeLaunch(vit::LaunchOp launch) {
  double bytes = 0;
  for (Type type : llvm::concat<const Type>(launch.getOperandTypes(), launch.getResultTypes()))
    bytes += double(tensorBytes(cast<RankedTensorType>(type)));
  return {nodeName(launch.getLoc()).str(), launch.getKernel().str(), flopsOf(launch), bytes};
}

vitc_preprocessing describe(vit::PreprocessingAttr attribute) {
  vitc_preprocessing result = {};
  result.resize = vitc_resize(attribute.getResize());
  result.height = int32_t(attribute.getHeight());
  result.width = int32_t(attribute.getWidth());
  result.filter = vitc_filter(attribute.getFilter());
  result.rounding = vitc_rounding(attribute.getRounding());
  result.scale = attribute.getScale().getValueAsDouble();
  for (size_t c = 0; c < 3; ++c) {
    result.fill[c] = int32_t(attribute.getFill()[c]);
    result.mean[c] = attribute.channel(attribute.getMean(), c);
    result.std[c] = attribute.channel(attribute.getStd(), c);
  }
  return result;
}

/// `text` as C and C++ write it: '?' is escaped too, as two of them would begin a trigraph.
void writeLiteral(llvm::raw_ostream &os, StringRef text) {
  auto writePart = [&](StringRef part) { os.write_escaped(part); };
  SmallVector<StringRef> parts;
  text.split(parts, '?');
  os << '"';
  llvm::interleave(parts, writePart, [&] { os << "\\?"; });
  os << '"';
}

/// `#define NAME_INPUT_0_SHAPE...`, of one pass.
void writeShapeMacros(llvm::raw_ostream &os, StringRef prefix, const TensorDescription &tensor) {
  os << "#define " << prefix << "_SHAPE {";
  if (tensor.shape.empty())
    os << "0"; // C has no empty initialiser; a scalar's shape is not read
  llvm::interleaveComma(tensor.shape, os);
  os << "}\n#define " << prefix << "_BYTES " << tensor.bytes << "u /* of one pass */\n";
}

/// `#define NAME_INPUT_0_...` for one tensor.
void writeTensorMacros(llvm::raw_ostream &os, StringRef prefix, const TensorDescription &tensor) {
  os << "#define " << prefix << "_NAME ";
  writeLiteral(os, tensor.name);
  os << "\n";
  os << "#define " << prefix << "_DTYPE " << dtypeName(tensor.dtype) << "\n";
  os << "#define " << prefix << "_RANK " << tensor.shape.size() << "\n";
  writeShapeMacros(os, prefix, tensor);
}

void writeFunctionsOfEntries(llvm::raw_ostream &os, const ModelDescription &model) {
  const std::string &name = model.name;
  os << "const vitc_entries *" << name << "_entries(void);\n"
     << "vitc_status " << name << "_run_sized(" << name
     << "_context *context, int32_t size, int64_t images,\n"
     << "    const void *const *inputs, void *const *outputs);\n";
  if (!model.first().preprocessing)
    return;
  os << "vitc_status " << name << "_run_images_sized(" << name
     << "_context *context, int32_t size, int64_t count,\n"
     << "    const vitc_image *images, void *const *outputs);\n"
     << "int32_t " << name
     << "_choose_size(int64_t count, const vitc_image *images, vitc_size_choice choice);\n";
}

void writeFunctions(llvm::raw_ostream &os, const ModelDescription &model) {
  const std::string &name = model.name;
  os << "\n/* The model's contexts. Where VITC_TYPED_CONTEXTS is defined they are a type of their "
        "own,\n"
        " * so that compilers refuse those of other models. */\n"
        "#ifdef VITC_TYPED_CONTEXTS\n"
     << "typedef struct " << name << "_context " << name << "_context;\n"
     << "#else\n"
     << "typedef vitc_context " << name << "_context;\n"
     << "#endif\n";
  os << "\n/* As the functions of vitc_model_info describe. */\n"
     << "vitc_status " << name << "_create(const vitc_options *options, " << name
     << "_context **context);\n"
     << "vitc_status " << name << "_run(" << name
     << "_context *context, int64_t images, const void *const *inputs,\n"
     << "    void *const *outputs);\n"
     << "void " << name << "_destroy(" << name << "_context *context);\n"
     << "const char *" << name << "_error(const " << name << "_context *context);\n"
     << "int32_t " << name << "_profile(const " << name
     << "_context *context, const vitc_profile_event **events);\n"
     << "const vitc_model_info *" << name << "_info(void);\n"
     << "const char *" << name << "_device(const " << name << "_context *context);\n";
  if (model.first().preprocessing)
    os << "vitc_status " << name << "_run_images(" << name
       << "_context *context, int64_t count, const vitc_image *images,\n"
       << "    void *const *outputs);\n";
  if (model.targets.gpu)
    os << "vitc_status " << name << "_run_device(" << name
       << "_context *context, int64_t images, const void *const *inputs,\n"
       << "    void *const *outputs, void *stream);\n";
  if (model.selfTest)
    os << "vitc_status " << name << "_self_test(" << name << "_context *context);\n";
  if (model.hasSeveralEntries())
    writeFunctionsOfEntries(os, model);
}

/// `#define NAME_ENTRY_1_...`, for models that have several.
void writeEntryMacros(llvm::raw_ostream &os, StringRef upper, const ModelDescription &model) {
  os << "\n/* Entries: what a pass of each takes and returns. Those of one size differ in batch "
        "alone. */\n"
     << "#define " << upper << "_NUM_ENTRIES " << model.entries.size() << "\n"
     << "#define " << upper << "_NUM_SIZES " << model.numSizes() << "\n";
  for (auto [index, entry] : llvm::enumerate(model.entries)) {
    const std::string prefix = (upper + "_ENTRY_" + Twine(index)).str();
    os << "#define " << prefix << "_BATCH " << entry.batch << "\n"
       << "#define " << prefix << "_SIZE " << entry.size << "\n";
    for (auto [number, tensor] : llvm::enumerate(entry.inputs))
      writeShapeMacros(os, prefix + "_INPUT_" + std::to_string(number), tensor);
    for (auto [number, tensor] : llvm::enumerate(entry.outputs))
      writeShapeMacros(os, prefix + "_OUTPUT_" + std::to_string(number), tensor);
  }
}

/// Entries of one size take and return the same for each image.
bool isOfSameSize(const EntryDescription &a, const EntryDescription &b) {
  auto areTheSame = [&](ArrayRef<TensorDescription> own, ArrayRef<TensorDescription> other) {
    return llvm::all_of(llvm::zip_equal(own, other), [&](auto pair) {
      auto &[x, y] = pair;
      return x.shape.size() == y.shape.size() && x.bytes * b.batch == y.bytes * a.batch &&
             ArrayRef(x.shape).drop_front(!x.shape.empty()) ==
                 ArrayRef(y.shape).drop_front(!y.shape.empty());
    });
  };
  return areTheSame(a.inputs, b.inputs) && areTheSame(a.outputs, b.outputs);
}

EntryDescription entryOf(func::FuncOp function) {
  EntryDescription entry;
  entry.function = function.getSymName().str();
  entry.batch = imagesOf(function);
  entry.inputs = describeInputs(function);
  entry.outputs = describeOutputs(function);
  entry.preprocessing = describePreprocessing(function);
  function.walk([&](vit::LaunchOp launch) { entry.launches.push_back(describeLaunch(launch)); });
  return entry;
}

/// Numbers the sizes in the order in which entries have them.
void numberSizes(MutableArrayRef<EntryDescription> entries) {
  int64_t sizes = 0;
  for (size_t i = 0; i < entries.size(); ++i) {
    auto *same = llvm::find_if(entries.take_front(i), [&](const EntryDescription &other) {
      return isOfSameSize(entries[i], other);
    });
    entries[i].size = same == entries.begin() + i ? sizes++ : same->size;
  }
}

} // namespace

std::optional<vitc_preprocessing> describePreprocessing(func::FuncOp function) {
  if (function.getNumArguments())
    if (auto attribute = function.getArgAttrOfType<vit::PreprocessingAttr>(0, "vit.preprocessing"))
      return describe(attribute);
  return std::nullopt;
}

bool isRuntimeSymbol(StringRef symbol) { return runtimeSymbols().contains(symbol); }

std::string faultOfName(StringRef name) {
  auto fits = [](char c) { return llvm::isAlnum(c) || c == '_'; };
  if (name.empty() || llvm::isDigit(name.front()) || !llvm::all_of(name, fits))
    return "is no C identifier (letters, digits and '_', no digit first)";
  if ((name.lower() + "_").rfind("vitc_", 0) == 0)
    return "begins like the runtime's own names";
  for (StringRef function : allFunctions)
    if (std::string symbol = (name + "_" + function).str(); isRuntimeSymbol(symbol))
      return "makes a function " + symbol + ", which the runtime has or calls";
  return "";
}

std::string toIdentifier(StringRef text) {
  const std::string identifier = symbolText(text);
  return faultOfName(identifier).empty() ? identifier : "m" + identifier;
}

std::vector<TensorDescription> describeInputs(func::FuncOp function) {
  std::vector<TensorDescription> inputs;
  for (auto [index, type] : llvm::enumerate(function.getArgumentTypes()))
    inputs.push_back(
        describeTensor(type, function.getArgAttrDict(index), "input" + std::to_string(index)));
  return inputs;
}

std::vector<TensorDescription> describeOutputs(func::FuncOp function) {
  std::vector<TensorDescription> outputs;
  for (auto [index, type] : llvm::enumerate(function.getResultTypes()))
    outputs.push_back(
        describeTensor(type, function.getResultAttrDict(index), "output" + std::to_string(index)));
  return outputs;
}

/// The VITC_CPU_* bits of AMX that kernels' loops for `target` make use of: where matrices of bytes are multiplied, or of bf16.
static uint64_t tilesOf(ModuleOp program, const Target &target) {
  uint64_t bits = 0;
  for (auto kernel : program.getOps<vit::KernelOp>()) {
    const vit::ScheduleAttr schedule = kernel.getScheduleFor(target.name);
    if (!schedule)
      continue;
    for (Attribute loops : schedule.getLoops()) {
      auto ofBytes = dyn_cast<vit::IntegerProductLoopsAttr>(loops);
      if (ofBytes && ofBytes.getMatrixTiles())
        bits |= VITC_CPU_AMX_INT8;
      if (isa<vit::BFloatProductLoopsAttr>(loops))
        bits |= VITC_CPU_AMX_BF16;
    }
  }
  return bits;
}

ModelDescription describeModel(ModuleOp program, StringRef name, const Targets &targets) {
  ModelDescription model;
  model.name = name.str();
  model.targets = targets;
  // What the kernel may refuse is not asked for in vain.
  for (Target &cpu : model.targets.cpus)
    cpu.cpuFeatures &= tilesOf(program, cpu) | ~uint64_t(VITC_CPU_AMX_INT8 | VITC_CPU_AMX_BF16);
  auto plan = vit::ProgramOp::of(program);
  model.arenaBytes = plan.getMemory(vit::MemorySpace::arena).getBytes();
  model.weightsBytes = plan.getMemory(vit::MemorySpace::weights).getBytes();
  if (vit::MemoryOp scratch = plan.getMemory(vit::MemorySpace::scratch))
    model.scratchBytes = scratch.getBytes();
  if (vit::MemoryOp prepared = plan.getMemory(vit::MemorySpace::prepared))
    model.preparedBytes = prepared.getBytes();
  for (func::FuncOp function : entriesOf(program))
    model.entries.push_back(entryOf(function));
  numberSizes(model.entries);
  if (auto labels = program->getAttrOfType<ArrayAttr>("vit.labels"))
    for (auto label : labels.getAsRange<StringAttr>())
      model.labels.push_back(label.str());
  if (auto precision = program->getAttrOfType<DictionaryAttr>("vit.precision")) {
    auto number = [&](StringRef name) -> std::optional<double> {
      auto value = precision.getAs<FloatAttr>(name);
      return value ? std::optional(value.getValueAsDouble()) : std::nullopt;
    };
    model.precision = precision.getAs<StringAttr>("type").str();
    model.error = number("error");
    model.cosine = number("cosine");
  } else if (targets.gpu && targets.gpu->precision) {
    model.precision = stringifyTensorPrecision(*targets.gpu->precision).str() + " on a GPU";
  }
  return model;
}

int64_t ModelDescription::numSizes() const {
  int64_t most = 0;
  for (const EntryDescription &entry : entries)
    most = std::max(most, entry.size + 1);
  return most;
}

std::vector<StringRef> ModelDescription::functions() const {
  std::vector<StringRef> names = ArrayRef<StringRef>(allFunctions).vec();
  const bool takesImages = first().preprocessing.has_value();
  llvm::erase_if(names, [&](StringRef name) {
    return (name == "run_images" && !takesImages) || (name == "run_device" && !targets.gpu) ||
           (name == "self_test" && !selfTest) ||
           (!hasSeveralEntries() && llvm::is_contained(functionsOfEntries, name)) ||
           (!takesImages && llvm::is_contained({"run_images_sized", "choose_size"}, name));
  });
  return names;
}

std::string modelHeader(const ModelDescription &model) {
  std::string text(runtimeHeader());
  llvm::raw_string_ostream os(text);
  std::string upper = StringRef(model.name).upper(), guard = "VITC_MODEL_" + upper + "_H";
  os << "\n/* The model '" << model.name << "', compiled for " << model.targets.name() << ". */\n"
     << "#ifndef " << guard << "\n#define " << guard
     << "\n\n#ifdef __cplusplus\nextern \"C\" {\n#endif\n\n";
  const EntryDescription &first = model.first();
  os << "#define " << upper << "_BATCH " << first.batch << "\n";
  os << "#define " << upper << "_NUM_INPUTS " << first.inputs.size() << "\n";
  os << "#define " << upper << "_NUM_OUTPUTS " << first.outputs.size() << "\n";
  os << "#define " << upper << "_ARENA_BYTES " << model.arenaBytes << "u /* of one pass */\n";
  os << "#define " << upper << "_WEIGHTS_BYTES " << model.weightsBytes << "u\n";
  os << "#define " << upper << "_TAKES_IMAGES " << (first.preprocessing ? 1 : 0)
     << " /* whether there is " << model.name << "_run_images */\n";
  os << "#define " << upper << "_RUNS_ON_GPU " << (model.targets.gpu ? 1 : 0)
     << " /* whether there is " << model.name << "_run_device */\n";
  os << "#define " << upper << "_TESTS_ITSELF " << (model.selfTest ? 1 : 0)
     << " /* whether there is " << model.name << "_self_test */\n";
  os << "#define " << upper << "_NUM_LABELS " << model.labels.size() << "\n";
  for (auto [index, tensor] : llvm::enumerate(first.inputs))
    writeTensorMacros(os, upper + "_INPUT_" + std::to_string(index), tensor);
  for (auto [index, tensor] : llvm::enumerate(first.outputs))
    writeTensorMacros(os, upper + "_OUTPUT_" + std::to_string(index), tensor);
  if (model.hasSeveralEntries())
    writeEntryMacros(os, upper, model);
  writeFunctions(os, model);
  os << "\n#ifdef __cplusplus\n}\n#endif\n#endif /* " << guard << " */\n";
  return text;
}

} // namespace vitc
