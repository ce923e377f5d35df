//===-- ModelInterface.cpp: info tables, ELF note and C functions of an artifact --------------===//
//
// The structs are those of runtime/vitc_runtime.h and runtime/model.h, and their types are taken from there.
//
//===---------------------------------------------------------------------------------------------===//
#include "codegen/LLVMBuilder.h"
#include "codegen/Program.h"
#include "ir/VitSchedules.h"
#include "runtime/model.h"

using namespace mlir;

namespace vitc {
namespace {

static_assert(vit::WorkspaceAttr::alignment == VITC_WORKSPACE_ALIGN);

/// The types of a C struct's fields. A struct with a field more or less than is bound below does not compile.
class CStructs {
public:
  explicit CStructs(LLVMBuilder &llvm) : llvm(llvm) {}

  Type tensorInfo() {
    auto [a, b, c, d, e] = vitc_tensor_info();
    return structOf(a, b, c, d, e);
  }
  Type launchInfo() {
    auto [a, b, c, d] = vitc_launch_info();
    return structOf(a, b, c, d);
  }
  Type preprocessing() {
    auto [a, b, c, d, e, f, g, h, i] = vitc_preprocessing();
    return structOf(a, b, c, d, e, f, g, h, i);
  }
  Type cpuCode() {
    auto [a, b, c] = vitc_cpu_code();
    return structOf(a, b, c);
  }
  Type cudaCode() {
    auto [a, b, c, d, e] = vitc_cuda_code();
    return structOf(a, b, c, d, e);
  }
  Type selfTest() {
    auto [a, b, c, d] = vitc_self_test_data();
    return structOf(a, b, c, d);
  }
  Type model() {
    auto [a, b, c, d, e, f, g, h, i, j] = vitc_model();
    return structOf(a, b, c, d, e, f, g, h, i, j);
  }
  Type entries() {
    auto [a, b, c, d, e, f, g] = vitc_entries();
    return structOf(a, b, c, d, e, f, g);
  }
  Type modelInfo() {
    auto [a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, q, r, s, t, u, v, w, x, y, z, aa, ab] =
        vitc_model_info();
    return structOf(a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, q, r, s, t, u, v, w, x, y, z,
                    aa, ab);
  }

private:
  template <typename... Fields> Type structOf(const Fields &...) {
    SmallVector<Type> types;
    (append<Fields>(types), ...);
    return llvm.structOf(types);
  }
  /// An array is as many fields.
  template <typename Field> void append(SmallVectorImpl<Type> &types) {
    if constexpr (std::is_array_v<Field>)
      for (size_t i = 0; i < std::extent_v<Field>; ++i)
        append<std::remove_extent_t<Field>>(types);
    else if constexpr (std::is_pointer_v<Field>)
      types.push_back(llvm.ptr);
    else if constexpr (std::is_floating_point_v<Field>)
      types.push_back(llvm.f64);
    else
      types.push_back(sizeof(Field) == 8 ? llvm.i64 : llvm.i32);
  }

  LLVMBuilder &llvm;
};

class InterfaceBuilder {
public:
  InterfaceBuilder(LLVMBuilder &llvm, const ModelDescription &model)
      : llvm(llvm), model(model), voidType(LLVM::LLVMVoidType::get(llvm.builder.getContext())),
        structs(llvm) {}

  void run() {
    buildTables();
    buildInfos();
    buildEntries();
    buildCpuCodes();
    buildGpuCode();
    buildSelfTest();
    buildModel();
    buildFunctions();
    buildNote();
  }

private:
  void buildTensors(StringRef symbol, ArrayRef<TensorDescription> tensors) {
    SmallVector<std::pair<std::string, std::string>> symbols;
    for (const TensorDescription &tensor : tensors)
      symbols.emplace_back(llvm.string(tensor.name), llvm.integers(tensor.shape));
    const Type tensorInfo = structs.tensorInfo(), type = llvm.arrayOf(tensorInfo, tensors.size());
    llvm.global(symbol, type, [&] {
      SmallVector<Value> rows;
      for (auto [tensor, names] : llvm::zip_equal(tensors, symbols))
        rows.push_back(llvm.aggregate(
            tensorInfo, {llvm.address(names.first), llvm.constant(llvm.i32, tensor.dtype),
                         llvm.constant(llvm.i32, tensor.shape.size()), llvm.address(names.second),
                         llvm.constant(llvm.i64, tensor.bytes)}));
      return llvm.aggregate(type, rows);
    });
  }

  void buildLaunches(StringRef symbol) {
    SmallVector<std::pair<std::string, std::string>> symbols;
    llvm::StringMap<std::string> kernels; // many launches share a kernel
    std::vector<LaunchDescription> launches;
    for (const EntryDescription &entry : model.entries)
      llvm::append_range(launches, entry.launches);
    for (const LaunchDescription &launch : launches) {
      auto [kernel, isNew] = kernels.try_emplace(launch.kernel);
      if (isNew)
        kernel->second = llvm.string(launch.kernel);
      symbols.emplace_back(llvm.string(launch.node), kernel->second);
    }
    const Type launchInfo = structs.launchInfo();
    const Type type = llvm.arrayOf(launchInfo, launches.size());
    llvm.global(symbol, type, [&] {
      SmallVector<Value> rows;
      for (auto [launch, names] : llvm::zip_equal(launches, symbols))
        rows.push_back(
            llvm.aggregate(launchInfo, {llvm.address(names.first), llvm.address(names.second),
                                        llvm.constant(launch.flops), llvm.constant(launch.bytes)}));
      return llvm.aggregate(type, rows);
    });
  }

  /// vitc_preprocessing, if the entry has one.
  void buildPreprocessing(StringRef symbol, const EntryDescription &entry) {
    if (!entry.preprocessing)
      return;
    const vitc_preprocessing &p = *entry.preprocessing;
    const Type type = structs.preprocessing();
    llvm.global(symbol, type, [&] {
      SmallVector<Value> values;
      for (int64_t value :
           {int64_t(p.resize), int64_t(p.height), int64_t(p.width), int64_t(p.filter),
            int64_t(p.rounding), int64_t(p.fill[0]), int64_t(p.fill[1]), int64_t(p.fill[2])})
        values.push_back(llvm.constant(llvm.i32, value));
      for (double value : {p.scale, p.mean[0], p.mean[1], p.mean[2], p.std[0], p.std[1], p.std[2]})
        values.push_back(llvm.constant(value));
      return llvm.aggregate(type, values);
    });
  }

  void buildLabels(StringRef symbol) {
    if (model.labels.empty())
      return;
    SmallVector<std::string> symbols;
    for (const std::string &label : model.labels)
      symbols.push_back(llvm.string(label));
    buildPointers(symbol, symbols);
  }

  std::string functionName(StringRef suffix) { return model.name + "_" + suffix.str(); }

  /// Of one entry: the first's have the plain names.
  static std::string symbolOf(StringRef part, size_t entry) {
    return entry ? (part + "." + Twine(entry)).str() : part.str();
  }

  void buildTables() {
    for (auto [index, entry] : llvm::enumerate(model.entries)) {
      buildTensors(symbolOf(".inputs", index), entry.inputs);
      buildTensors(symbolOf(".outputs", index), entry.outputs);
      buildPreprocessing(symbolOf(".preprocessing", index), entry);
    }
    buildLaunches(".launches");
    buildLabels(".labels");
    nameSymbol = llvm.string(model.name);
    targetSymbol = llvm.string(model.targets.name());
    precisionSymbol = llvm.string(model.precision);
  }

  /// What a vitc_model_info tells: of the model as a whole, or of one of several entries.
  struct Info {
    std::string symbol;
    size_t entry = 0, firstLaunch = 0, numLaunches = 0;
    std::string run, runImages;
  };

  void buildInfo(const Info &info) {
    const EntryDescription &entry = model.entries[info.entry];
    const Type modelInfo = structs.modelInfo();
    llvm.global(info.symbol, modelInfo, [&] {
      auto i32 = [&](int64_t value) { return llvm.constant(llvm.i32, value); };
      auto i64 = [&](int64_t value) { return llvm.constant(llvm.i64, value); };
      auto addressIf = [&](bool exists, StringRef symbol) {
        return exists ? llvm.address(symbol) : llvm.null();
      };
      auto part = [&](StringRef name) { return symbolOf(name, info.entry); };
      const bool takesImages = entry.preprocessing.has_value();
      const int64_t launches = int64_t(info.firstLaunch * sizeof(vitc_launch_info));
      return llvm.aggregate(modelInfo,
                            {i32(VITC_ABI_VERSION),
                             llvm.address(nameSymbol),
                             llvm.address(targetSymbol),
                             i64(entry.batch),
                             i32(entry.inputs.size()),
                             i32(entry.outputs.size()),
                             llvm.address(part(".inputs")),
                             llvm.address(part(".outputs")),
                             i64(model.arenaBytes),
                             i64(model.scratchBytes),
                             i64(model.weightsBytes),
                             i32(info.numLaunches),
                             llvm.advance(llvm.address(".launches"), launches),
                             llvm.address(functionName("create")),
                             llvm.address(info.run),
                             llvm.address(functionName("destroy")),
                             llvm.address(functionName("error")),
                             llvm.address(functionName("profile")),
                             addressIf(takesImages, part(".preprocessing")),
                             addressIf(takesImages, info.runImages),
                             i32(model.labels.size()),
                             addressIf(!model.labels.empty(), ".labels"),
                             llvm.address(functionName("device")),
                             addressIf(model.targets.gpu.has_value(), functionName("run_device")),
                             addressIf(model.selfTest.has_value(), functionName("self_test")),
                             llvm.address(precisionSymbol),
                             llvm.constant(model.error.value_or(-1)),
                             llvm.constant(model.cosine.value_or(-2))});
    });
  }

  /// The vitc_model_info of the model; of several entries one each, too.
  void buildInfos() {
    SmallVector<std::string> symbols;
    size_t launches = 0;
    for (auto [index, entry] : llvm::enumerate(model.entries)) {
      symbols.push_back(model.hasSeveralEntries() ? ".info_of." + std::to_string(index) : ".info");
      if (model.hasSeveralEntries())
        buildInfo({symbols.back(), index, launches, entry.launches.size(),
                   ".run." + std::to_string(index), ".run_images." + std::to_string(index)});
      launches += entry.launches.size();
    }
    buildInfo({".info", 0, 0, launches, functionName("run"), functionName("run_images")});
    buildPointers(".entries", symbols);
    const Type type = llvm.arrayOf(llvm.i32, model.entries.size());
    llvm.global(".sizes", type, [&] {
      return llvm.aggregate(type,
                            llvm::map_to_vector(model.entries, [&](const EntryDescription &entry) {
                              return llvm.constant(llvm.i32, entry.size);
                            }));
    });
  }

  /// vitc_entries, for a model that has several.
  void buildEntries() {
    if (!model.hasSeveralEntries())
      return;
    const Type type = structs.entries();
    llvm.global(".all_entries", type, [&] {
      auto functionIf = [&](bool exists, StringRef suffix) {
        return exists ? llvm.address(functionName(suffix)) : llvm.null();
      };
      const bool takesImages = model.first().preprocessing.has_value();
      return llvm.aggregate(type,
                            {llvm.constant(llvm.i32, int64_t(model.entries.size())),
                             llvm.constant(llvm.i32, model.numSizes()), llvm.address(".entries"),
                             llvm.address(".sizes"), functionIf(true, "run_sized"),
                             functionIf(takesImages, "run_images_sized"),
                             functionIf(takesImages, "choose_size")});
    });
  }

  /// An array of addresses.
  void buildPointers(StringRef symbol, ArrayRef<std::string> targets) {
    const Type type = llvm.arrayOf(llvm.ptr, targets.size());
    llvm.global(symbol, type, [&] {
      return llvm.aggregate(type, llvm::map_to_vector(targets, [&](const std::string &target) {
                              return llvm.address(target);
                            }));
    });
  }

  std::string programsOf(const Target &target) { return ".programs" + target.suffix; }

  /// vitc_cpu_code of each.
  void buildCpuCodes() {
    ArrayRef<Target> cpus = model.targets.cpus;
    auto names =
        llvm::map_to_vector(cpus, [&](const Target &cpu) { return llvm.string(cpu.name); });
    for (const Target &cpu : cpus)
      buildPointers(programsOf(cpu),
                    llvm::map_to_vector(model.entries, [&](const EntryDescription &entry) {
                      return programSymbol(entry.function, cpu);
                    }));
    const Type code = structs.cpuCode();
    Type type = llvm.arrayOf(code, cpus.size());
    llvm.global(".cpus", type, [&] {
      SmallVector<Value> rows;
      for (auto [cpu, name] : llvm::zip_equal(cpus, names))
        rows.push_back(llvm.aggregate(code, {llvm.address(name), llvm.address(programsOf(cpu)),
                                             llvm.constant(llvm.i64, int64_t(cpu.cpuFeatures))}));
      return llvm.aggregate(type, rows);
    });
  }

  /// vitc_cuda_code, if there is a GPU.
  void buildGpuCode() {
    if (!model.targets.gpu)
      return;
    declareConstant("vitc_cuda_functions");
    const Type type = structs.cudaCode();
    llvm.global(".cuda", type, [&] {
      return llvm.aggregate(
          type, {llvm.address(programSymbol(model.first().function, *model.targets.gpu)),
                 model.preparedBytes ? llvm.address(prepareSymbol) : llvm.null(),
                 llvm.address("vitc_cuda_functions"),
                 llvm.constant(llvm.i64, int64_t(deviceBytes(model))),
                 llvm.constant(llvm.i32, model.targets.gpu->capability())});
    });
  }

  /// vitc_self_test_data, if it was asked for. The digests are filled in when the file is there.
  void buildSelfTest() {
    if (!model.selfTest)
      return;
    buildBytes(digestsSymbol, digestsSection, std::string(sizeof(vitc_digests), '\0'),
               /*isConstant=*/false);
    const std::vector<double> &expected = model.selfTest->expected;
    buildBytes(".expected", ".rodata",
               StringRef(reinterpret_cast<const char *>(expected.data()),
                         expected.size() * sizeof(double)),
               /*isConstant=*/true);
    const Type type = structs.selfTest();
    llvm.global(".self_test", type, [&] {
      return llvm.aggregate(type, {llvm.address(digestsSymbol), llvm.address(".expected"),
                                   llvm.constant(llvm.i32, model.selfTest->count),
                                   llvm.constant(model.selfTest->tolerance)});
    });
  }

  /// Data of 8-byte elements.
  void buildBytes(StringRef symbol, StringRef section, StringRef bytes, bool isConstant) {
    auto global = LLVM::GlobalOp::create(
        llvm.builder, llvm.loc, llvm.arrayOf(llvm.i8, bytes.size()), isConstant,
        LLVM::Linkage::External, symbol, llvm.builder.getStringAttr(bytes), /*alignment=*/8);
    global.setSection(section);
    global.setVisibility_(LLVM::Visibility::Hidden);
  }

  void buildModel() {
    if (model.weightsBytes)
      declareConstant(weightsSymbol);
    const Type type = structs.model();
    std::string foreign = llvm.string("the context belongs to another model: it was not made by " +
                                      functionName("create"));
    llvm.global(".model", type, [&] {
      return llvm.aggregate(type, {llvm.address(".info"), llvm.address(".cpus"),
                                   llvm.constant(llvm.i32, int64_t(model.targets.cpus.size())),
                                   model.weightsBytes ? llvm.address(weightsSymbol) : llvm.null(),
                                   llvm.address(foreign),
                                   model.targets.gpu ? llvm.address(".cuda") : llvm.null(),
                                   model.selfTest ? llvm.address(".self_test") : llvm.null(),
                                   llvm.address(".entries"), llvm.address(".sizes"),
                                   llvm.constant(llvm.i32, int64_t(model.entries.size()))});
    });
  }

  /// Of another object, by its address alone.
  void declareConstant(StringRef symbol) {
    auto constant = LLVM::GlobalOp::create(llvm.builder, llvm.loc, llvm.i8, /*isConstant=*/true,
                                           LLVM::Linkage::External, symbol, Attribute());
    constant.setVisibility_(LLVM::Visibility::Hidden);
  }

  /// NAME_x hands its arguments on to the runtime's vitc_x, behind the model.
  void forward(StringRef suffix, Type result, ArrayRef<Type> arguments, StringRef runtime = "") {
    SmallVector<Type> withModel = {llvm.ptr};
    llvm::append_range(withModel, arguments);
    const std::string name = runtime.empty() ? "vitc_" + suffix.str() : runtime.str();
    LLVM::LLVMFuncOp &target = runtimeFunctions[name];
    if (!target)
      target = llvm.declare(name, result, withModel);
    llvm.define(functionName(suffix), result, arguments, /*isExported=*/true, [&](Block &entry) {
      SmallVector<Value> values = {llvm.address(".model")};
      llvm::append_range(values, entry.getArguments());
      return llvm.call(target, values);
    });
  }

  void buildFunctions() {
    forward("create", llvm.i32, {llvm.ptr, llvm.ptr});
    buildRun();
    forward("destroy", voidType, {llvm.ptr});
    forward("error", llvm.ptr, {llvm.ptr});
    forward("profile", llvm.i32, {llvm.ptr, llvm.ptr});
    forward("device", llvm.ptr, {llvm.ptr}, "vitc_device_of");
    if (model.targets.gpu)
      forward("run_device", llvm.i32, {llvm.ptr, llvm.i64, llvm.ptr, llvm.ptr, llvm.ptr});
    if (model.selfTest)
      forward("self_test", llvm.i32, {llvm.ptr});
    llvm.define(functionName("info"), llvm.ptr, {}, /*isExported=*/true,
                [&](Block &) { return llvm.address(".info"); });
    if (model.hasSeveralEntries())
      buildFunctionsOfEntries();
  }

  void buildFunctionsOfEntries() {
    llvm.define(functionName("entries"), llvm.ptr, {}, /*isExported=*/true,
                [&](Block &) { return llvm.address(".all_entries"); });
    forward("run_sized", llvm.i32, {llvm.ptr, llvm.i32, llvm.i64, llvm.ptr, llvm.ptr});
    if (model.first().preprocessing) {
      forward("run_images_sized", llvm.i32, {llvm.ptr, llvm.i32, llvm.i64, llvm.ptr, llvm.ptr});
      forward("choose_size", llvm.i32, {llvm.i64, llvm.ptr, llvm.i32});
    }
    for (auto [index, entry] : llvm::enumerate(model.entries)) {
      defineOfEntry(".run." + std::to_string(index), "vitc_run_entry", /*position=*/1, index);
      if (entry.preprocessing)
        defineOfEntry(".run_images." + std::to_string(index), "vitc_run_images_entry",
                      /*position=*/1, index);
    }
  }

  /// NAME_run and NAME_run_images: of several entries those of the first size.
  void buildRun() {
    const bool takesImages = model.first().preprocessing.has_value();
    if (model.hasSeveralEntries()) {
      defineOfEntry(functionName("run"), "vitc_run_sized", /*position=*/2, 0);
      if (takesImages)
        defineOfEntry(functionName("run_images"), "vitc_run_images_sized", /*position=*/2, 0);
      return;
    }
    forward("run", llvm.i32, {llvm.ptr, llvm.i64, llvm.ptr, llvm.ptr});
    if (takesImages)
      forward("run_images", llvm.i32, {llvm.ptr, llvm.i64, llvm.ptr, llvm.ptr});
  }

  /// `symbol`, which has NAME_run's arguments, calls the runtime's `runtime` behind the model, and with `number` at
  /// `position` of the arguments.
  void defineOfEntry(StringRef symbol, StringRef runtime, size_t position, size_t number) {
    const SmallVector<Type> own{llvm.ptr, llvm.i64, llvm.ptr, llvm.ptr};
    SmallVector<Type> all{llvm.ptr};
    llvm::append_range(all, own);
    all.insert(all.begin() + position, llvm.i32);
    LLVM::LLVMFuncOp &target = runtimeFunctions[runtime];
    if (!target)
      target = llvm.declare(runtime, llvm.i32, all);
    const bool isExported = !symbol.starts_with(".");
    llvm.define(symbol, llvm.i32, own, isExported, [&](Block &block) {
      SmallVector<Value> values{llvm.address(".model")};
      llvm::append_range(values, block.getArguments());
      values.insert(values.begin() + position, llvm.constant(llvm.i32, int64_t(number)));
      return llvm.call(target, values);
    });
  }

  /// ELF note: name size, descriptor size, type, "vitc\0" padded to 8, vitc_note, the model's name.
  void buildNote() {
    std::string descriptor;
    vitc_note note = {VITC_ABI_VERSION, 0, model.targets.cpus.front().cpuFeatures};
    descriptor.assign(reinterpret_cast<const char *>(&note), sizeof note);
    descriptor.append(model.name).push_back('\0');
    uint32_t header[3] = {5, uint32_t(descriptor.size()), VITC_NOTE_TYPE};
    std::string bytes(reinterpret_cast<const char *>(header), sizeof header);
    bytes.append(StringRef("vitc\0\0\0\0", 8)).append(descriptor);
    bytes.resize(llvm::alignTo(bytes.size(), 4));
    auto global =
        LLVM::GlobalOp::create(llvm.builder, llvm.loc, llvm.arrayOf(llvm.i8, bytes.size()),
                               /*isConstant=*/true, LLVM::Linkage::External, "vitc_elf_note",
                               llvm.builder.getStringAttr(bytes), /*alignment=*/4);
    global.setSection(".note.vitc");
    global.setVisibility_(LLVM::Visibility::Hidden);
  }

  LLVMBuilder &llvm;
  const ModelDescription &model;
  Type voidType;
  CStructs structs;
  std::string nameSymbol, targetSymbol, precisionSymbol;
  llvm::StringMap<LLVM::LLVMFuncOp> runtimeFunctions; // that are declared, by name
};

} // namespace

void buildModelInterface(LLVMBuilder &llvm, const ModelDescription &model) {
  InterfaceBuilder(llvm, model).run();
}

} // namespace vitc
