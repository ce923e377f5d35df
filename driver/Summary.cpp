// Summary.cpp: the model, its stages, its kernels and its memory in figures.
#include "codegen/ModelDescription.h"
#include "driver/Inspect.h"
#include "ir/Cost.h"
#include "ir/Entries.h"
#include "ir/Printable.h"
#include "ir/VitOpsLayout.h"
#include "ir/VitOpsProgram.h"
#include "ir/VitSchedules.h"
#include "llvm/ADT/MapVector.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Format.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/Path.h"

using namespace mlir;

namespace vitc {
namespace {

using Row = std::vector<std::string>;

std::string number(double value, int digits) {
  std::string text;
  llvm::raw_string_ostream(text) << llvm::format("%.*f", digits, value);
  return text;
}

/// "86.6 M"
std::string count(double value) {
  if (value >= 1e9)
    return number(value * 1e-9, 2) + " G";
  if (value >= 1e6)
    return number(value * 1e-6, 1) + " M";
  return value >= 1e4 ? number(value * 1e-3, 1) + " k" : number(value, 0);
}

std::string bytes(double value) { return count(value) + (value >= 1e4 ? "B" : " B"); }

/// "12.3 GFLOP"; small models have small units.
std::string flops(double value) { return count(value) + (value >= 1e4 ? "FLOP" : " FLOP"); }

std::string percent(double part, double whole) {
  return whole > 0 ? number(100 * part / whole, 1) + " %" : "-";
}

std::string typeText(Type type) {
  auto tensor = cast<RankedTensorType>(type);
  std::string text;
  llvm::raw_string_ostream os(text);
  os << tensor.getElementType();
  llvm::interleave(tensor.getShape(), os << ' ', "x");
  return text;
}

std::string attributeText(Attribute attribute) {
  std::string text;
  llvm::raw_string_ostream os(text);
  attribute.print(os, /*elideType=*/true);
  return text;
}

func::FuncOp mainOf(ModuleOp module) { return module.lookupSymbol<func::FuncOp>("main"); }

double flopsOf(ModuleOp module) {
  double sum = 0;
  for (Operation &op : mainOf(module).getOps())
    sum += vitc::flopsOf(&op);
  return sum;
}

/// Elements and bytes of the constants of floating point: a weight that is read from one place twice (tied)
/// counts once. Small ones, which the IR holds itself, may have equal values and are still two.
std::pair<double, double> parametersOf(ModuleOp module) {
  llvm::DenseSet<Attribute> seen;
  double elements = 0, size = 0;
  module.walk<WalkOrder::PreOrder>([&](Operation *op) {
    if (isa<func::FuncOp>(op) && op != mainOf(module))
      return WalkResult::skip(); // another entry, with the same weights
    auto constant = dyn_cast<vit::ConstantOp>(op);
    if (!constant)
      return WalkResult::advance();
    RankedTensorType type = constant.getType();
    bool isInFile = !isa<DenseElementsAttr>(constant.getValue());
    if (!isa<FloatType>(type.getElementType()) || type.getRank() == 0 ||
        (isInFile && !seen.insert(constant.getValue()).second))
      return WalkResult::advance();
    elements += double(type.getNumElements());
    size += double(tensorBytes(type));
    return WalkResult::advance();
  });
  return {elements, size};
}

void addTensors(Table &table, StringRef what, TypeRange types,
                llvm::function_ref<StringAttr(unsigned)> name) {
  for (auto [index, type] : llvm::enumerate(types)) {
    StringAttr own = name(unsigned(index));
    std::string label = own ? printable(own.getValue()) : (what + Twine(index)).str();
    table.rows.push_back({what.str(), label + ": " + typeText(type)});
  }
}

/// The order in which people name the sizes of a Vision Transformer; others follow by their names.
constexpr StringLiteral knownEntries[] = {"name",        "family",     "layers",
                                          "hidden_size", "mlp_size",   "heads",
                                          "patch_size",  "image_size", "tokens"};

/// What is known of the architecture: the module's `vit.architecture`, entry by entry.
void addArchitecture(Table &table, DictionaryAttr architecture) {
  SmallVector<NamedAttribute> entries(architecture.getValue());
  llvm::sort(entries, [](NamedAttribute a, NamedAttribute b) {
    auto rank = [](NamedAttribute entry) {
      StringRef name = entry.getName().getValue();
      return std::pair(llvm::find(knownEntries, name) - std::begin(knownEntries), name);
    };
    return rank(a) < rank(b);
  });
  for (NamedAttribute entry : entries) {
    std::string key = entry.getName().str(), value;
    std::replace(key.begin(), key.end(), '_', ' ');
    if (auto text = dyn_cast<StringAttr>(entry.getValue()))
      value = printable(text.getValue());
    else
      value = attributeText(entry.getValue());
    table.rows.push_back({key, value});
  }
}

/// A row of table 1 of Dosovitskiy et al. 2021, with the parameters that it states, in millions.
struct PaperModel {
  StringLiteral name;
  int64_t layers, hiddenSize, mlpSize, heads, parameters;
};
constexpr PaperModel paperModels[] = {{"ViT-Base", 12, 768, 3072, 12, 86},
                                      {"ViT-Large", 24, 1024, 4096, 16, 307},
                                      {"ViT-Huge", 32, 1280, 5120, 16, 632}};

/// The paper's own count beside ours, for its models: it knows no patch size and no head.
void addPaper(Table &table, DictionaryAttr architecture) {
  auto family = architecture.getAs<StringAttr>("family");
  auto is = [&](StringRef key, int64_t expected) {
    auto value = architecture.getAs<IntegerAttr>(key);
    return value && value.getValue().trySExtValue() == expected;
  };
  for (const PaperModel &model : paperModels)
    if (family && family.getValue() == "vit" && is("layers", model.layers) &&
        is("hidden_size", model.hiddenSize) && is("mlp_size", model.mlpSize) &&
        is("heads", model.heads))
      table.rows.push_back({"paper", model.name.str() + ", " + std::to_string(model.parameters) +
                                         " M parameters (Dosovitskiy et al. 2021, table 1)"});
}

/// The model asks for what its ops cost once every idiom is one op, whatever its exporter wrote for it;
/// what has vanished behind that was not needed.
double askedFor(const Snapshots &snapshots) {
  for (const Snapshot &snapshot : snapshots)
    if (snapshot.stage == Stage::Simplified)
      return flopsOf(*snapshot.module);
  return flopsOf(*snapshots.front().module);
}

Table modelTable(const Snapshots &snapshots, StringRef input) {
  Table table{"Model", false, {}};
  ModuleOp first = *snapshots.front().module, last = *snapshots.back().module;
  func::FuncOp function = mainOf(first);
  table.rows.push_back({"model", llvm::sys::path::filename(input).str()});
  auto architecture = first->getAttrOfType<DictionaryAttr>("vit.architecture");
  if (architecture)
    addArchitecture(table, architecture);
  addTensors(table, "input", function.getArgumentTypes(),
             [&](unsigned i) { return function.getArgAttrOfType<StringAttr>(i, "vit.name"); });
  addTensors(table, "output", function.getResultTypes(),
             [&](unsigned i) { return function.getResultAttrOfType<StringAttr>(i, "vit.name"); });
  auto [parameters, size] = parametersOf(first);
  table.rows.push_back({"parameters", count(parameters) + " (" + bytes(size) + ")"});
  if (architecture)
    addPaper(table, architecture);
  double asked = askedFor(snapshots), computed = flopsOf(last);
  table.rows.push_back({"asks for", flops(asked)});
  bool isLess = asked - computed > 0.0005 * asked;
  std::string saved = isLess ? " (" + percent(asked - computed, asked) +
                                   " saved: what nobody reads is not computed)"
                             : "";
  table.rows.push_back({"computes", flops(computed) + saved});
  return table;
}

Table stageTable(const Snapshots &snapshots) {
  Table table{"Stages", true, {{"stage", "ops", "constants", "kernels", "launches", "work"}}};
  for (const Snapshot &snapshot : snapshots) {
    ModuleOp module = *snapshot.module;
    size_t ops = 0, constants = 0, launches = 0;
    auto countOps = [&](Block &block) {
      for (Operation &op : block.without_terminator()) {
        launches += isa<vit::LaunchOp>(op);
        (isa<vit::ConstantOp>(op) ? constants : ops) += 1;
      }
    };
    countOps(mainOf(module).front());
    auto kernels = llvm::range_size(module.getOps<vit::KernelOp>());
    bool hasKernels = kernels > 0;
    table.rows.push_back({stageName(snapshot.stage).str(), std::to_string(ops),
                          std::to_string(constants), hasKernels ? std::to_string(kernels) : "-",
                          hasKernels ? std::to_string(launches) : "-", flops(flopsOf(module))});
  }
  return table;
}

/// Where there are several; what the tables of the model and its stages say is said of the first.
Table entryTable(ModuleOp program) {
  Table table{"Entries", true, {{"entry", "batch", "inputs", "launches", "work", "an image"}}};
  for (func::FuncOp entry : entriesOf(program)) {
    const int64_t images = imagesOf(entry);
    size_t launches = 0;
    double work = 0;
    entry.walk([&](vit::LaunchOp launch) {
      ++launches;
      work += vitc::flopsOf(launch);
    });
    const std::string inputs =
        llvm::join(llvm::map_range(entry.getArgumentTypes(), typeText), ", ");
    table.rows.push_back({"@" + entry.getSymName().str(), std::to_string(images), inputs,
                          std::to_string(launches), flops(work), flops(work / double(images))});
  }
  return table;
}

/// Kernels by their share of the work.
Table kernelTable(ModuleOp program) {
  struct Use {
    size_t launches = 0;
    double flops = 0, weights = 0;
    std::string node;
  };
  llvm::MapVector<StringRef, Use> uses;
  double total = 0;
  program.walk([&](vit::LaunchOp launch) {
    Use &use = uses[launch.getKernel()];
    double work = vitc::flopsOf(launch);
    if (++use.launches == 1)
      use.node = printable(nodeName(launch.getLoc()));
    use.flops += work;
    total += work;
    for (Value operand : launch.getOperands())
      if (operand.getDefiningOp<vit::ConstantOp>())
        use.weights += double(tensorBytes(tensorType(operand)));
  });
  auto rows = uses.takeVector();
  llvm::sort(rows, [](auto &a, auto &b) {
    return std::tie(b.second.flops, a.first) < std::tie(a.second.flops, b.first);
  });
  auto bytesOrNone = [](double value) { return value > 0 ? bytes(value) : "-"; };
  Table table{
      "Kernels",
      true,
      {{"kernel", "launches", "work", "share", "weights", "workspace", "scratch", "first node"}}};
  for (auto &[name, use] : rows) {
    auto kernel = program.lookupSymbol<vit::KernelOp>(name);
    table.rows.push_back(
        {name.str(), std::to_string(use.launches), flops(use.flops), percent(use.flops, total),
         bytesOrNone(use.weights),
         bytesOrNone(double(kernel.getWorkspaceBytes(vit::WorkspaceScope::launch))),
         bytesOrNone(double(kernel.getWorkspaceBytes(vit::WorkspaceScope::thread))), use.node});
  }
  return table;
}

/// The loops of every kernel, one loop nest after the other, and what they store.
Table scheduleTable(ModuleOp program) {
  Table table{"Schedules", true, {{"kernel", "target", "loops"}}};
  for (auto kernel : program.getOps<vit::KernelOp>()) {
    ArrayAttr schedules = kernel.getSchedulesAttr();
    if (!schedules)
      continue;
    for (auto schedule : schedules.getAsRange<vit::ScheduleAttr>()) {
      std::string name = kernel.getSymName().str(), target = schedule.getTarget().str();
      SmallVector<Attribute> parts(schedule.getLoops().getValue());
      if (schedule.getWorkspaces())
        llvm::append_range(parts, schedule.getWorkspaces());
      for (Attribute part : parts) {
        table.rows.push_back({name, printable(target), attributeText(part)});
        name = target = "";
      }
    }
  }
  return table;
}

/// " (f16 171.1 MB, f32 2.1 MB)": what the weights are of, where that is more than one type.
std::string weightTypes(ModuleOp program) {
  llvm::DenseSet<int64_t> seen; // equal weights share a place
  llvm::MapVector<Type, double> sizes;
  mainOf(program).walk([&](vit::ConstantOp constant) {
    auto place = constant->getAttrOfType<vit::PlaceAttr>("vit.place");
    if (place && seen.insert(place.getPosition()).second)
      sizes[constant.getType().getElementType()] += double(tensorBytes(constant.getType()));
  });
  if (sizes.size() < 2)
    return "";
  auto types = sizes.takeVector();
  llvm::sort(types, [](auto &a, auto &b) { return a.second > b.second; });
  std::string text;
  llvm::raw_string_ostream os(text);
  llvm::interleaveComma(types, os, [&](auto &own) { os << own.first << ' ' << bytes(own.second); });
  return " (" + text + ")";
}

std::string numberOf(DictionaryAttr own, StringRef name, int digits) {
  auto value = own.getAs<FloatAttr>(name);
  return value ? number(value.getValueAsDouble(), digits) : "-";
}

/// What is multiplied as integers, and what it loses by itself; or as bf16.
Table precisionTable(ModuleOp program) {
  auto precision = program->getAttrOfType<DictionaryAttr>("vit.precision");
  auto type = precision ? precision.getAs<StringAttr>("type") : nullptr;
  Table table{type && type.getValue() == "bf16" ? "Products of bf16" : "Products of integers",
              true,
              {{"node", "weight", "precision", "loss", "work", "share"}}};
  auto products = precision ? precision.getAs<ArrayAttr>("products") : nullptr;
  if (!products) {
    table.rows.clear();
    return table;
  }
  const double total = flopsOf(program);
  for (auto own : products.getAsRange<DictionaryAttr>()) {
    const double work = own.getAs<FloatAttr>("flops").getValueAsDouble();
    table.rows.push_back({printable(own.getAs<StringAttr>("node").getValue()),
                          attributeText(own.get("depth")) + "x" + attributeText(own.get("columns")),
                          own.getAs<StringAttr>("type").str(), numberOf(own, "loss", 5),
                          flops(work), percent(work, total)});
  }
  return table;
}

/// What all products together lose: the largest difference of an output as a share of its largest value, and the cosine.
Table lossTable(ModuleOp program) {
  Table table{"Loss of the outputs", true, {{"on", "precision", "error", "cosine"}}};
  auto precision = program->getAttrOfType<DictionaryAttr>("vit.precision");
  auto inputs = precision ? precision.getAs<StringAttr>("inputs") : nullptr;
  if (inputs)
    table.rows.push_back({printable(inputs.getValue()), precision.getAs<StringAttr>("type").str(),
                          numberOf(precision, "error", 5), numberOf(precision, "cosine", 6)});
  else
    table.rows.clear();
  return table;
}

Table memoryTable(ModuleOp program) {
  ModelDescription model = describeModel(program, "model", Targets());
  std::optional<int64_t> bound =
      vit::ProgramOp::of(program).getMemory(vit::MemorySpace::arena).getLowerBound();
  Table table{"Memory", false, {}};
  std::string arena = bytes(double(model.arenaBytes));
  if (bound && *bound > 0)
    arena += " (lower bound " + bytes(double(*bound)) + ", " +
             percent(double(model.arenaBytes - *bound), double(*bound)) + " above)";
  table.rows.push_back({"arena", arena});
  int64_t workspace = 0;
  program.walk(
      [&](vit::LaunchOp launch) { workspace = std::max(workspace, launch.getWorkspaceBytes()); });
  table.rows.push_back({"workspaces", "up to " + bytes(double(workspace)) + " of the arena"});
  table.rows.push_back({"scratch", bytes(double(model.scratchBytes)) + " a thread"});
  table.rows.push_back({"weights", bytes(double(model.weightsBytes)) + weightTypes(program)});
  if (model.preparedBytes > 0)
    table.rows.push_back(
        {"prepared", bytes(double(model.preparedBytes)) + " on a GPU, once of the weights"});
  double interface = 0;
  for (const TensorDescription &tensor :
       llvm::concat<const TensorDescription>(ArrayRef<TensorDescription>(model.first().inputs),
                                             ArrayRef<TensorDescription>(model.first().outputs)))
    interface += double(tensor.bytes);
  table.rows.push_back({"inputs, outputs", bytes(interface)});
  return table;
}

/// Columns whose cells begin with digits are aligned to the right.
bool isNumeric(const Table &table, size_t column) {
  for (const Row &row : ArrayRef(table.rows).drop_front(table.hasHeading))
    if (column < row.size() && row[column] != "-" &&
        (row[column].empty() || !llvm::isDigit(row[column].front())))
      return false;
  return table.hasHeading && column > 0;
}

void printTable(llvm::raw_ostream &os, const Table &table) {
  std::vector<size_t> widths;
  for (const Row &row : table.rows)
    for (auto [column, cell] : llvm::enumerate(row)) {
      widths.resize(std::max(widths.size(), column + 1));
      widths[column] = std::max(widths[column], cell.size());
    }
  os << table.title << '\n';
  for (const Row &row : table.rows) {
    std::string line = " ";
    for (auto [column, cell] : llvm::enumerate(row)) {
      std::string space(widths[column] - cell.size(), ' ');
      line += " " + (isNumeric(table, column) ? space + cell : cell + space) + " ";
    }
    os << StringRef(line).rtrim() << '\n';
  }
}

} // namespace

std::vector<Table> summarize(const Snapshots &snapshots, StringRef input) {
  ModuleOp program = *snapshots.back().module;
  std::vector<Table> tables = {modelTable(snapshots, input), stageTable(snapshots),
                               kernelTable(program), scheduleTable(program), memoryTable(program)};
  if (entriesOf(program).size() > 1)
    tables.insert(tables.begin() + 2, entryTable(program));
  for (auto make : {precisionTable, lossTable})
    if (Table table = make(program); !table.rows.empty())
      tables.push_back(std::move(table));
  if (Table estimates = estimateTable(program); !estimates.rows.empty())
    tables.push_back(std::move(estimates));
  return tables;
}

void printTables(llvm::raw_ostream &os, ArrayRef<Table> tables) {
  llvm::interleave(tables, [&](const Table &table) { printTable(os, table); }, [&] { os << '\n'; });
}

/// Rows with a heading are objects, the others names with the rest of their cells.
void printTablesAsJson(llvm::raw_ostream &os, ArrayRef<Table> tables) {
  llvm::json::OStream json(os, /*IndentSize=*/2);
  auto key = [](StringRef text) { return llvm::json::fixUTF8(text); };
  json.object([&] {
    for (const Table &table : tables) {
      if (table.hasHeading) {
        json.attributeArray(key(table.title), [&] {
          for (const Row &row : ArrayRef(table.rows).drop_front())
            json.object([&] {
              for (auto [name, cell] : llvm::zip(table.rows.front(), row))
                json.attribute(key(name), key(cell));
            });
        });
        continue;
      }
      json.attributeArray(key(table.title), [&] {
        for (const Row &row : table.rows)
          json.array([&] {
            for (const std::string &cell : row)
              json.value(key(cell));
          });
      });
    }
  });
  os << '\n';
}

} // namespace vitc
