//===-- CheckpointWeights.cpp ---------------------------------------------------------------------===//
#include "frontend/checkpoint/CheckpointWeights.h"
#include "frontend/Suggestions.h"
#include "frontend/weights/Safetensors.h"
#include "ir/ElementTypes.h"
#include "ir/VitOpsLayout.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/GlobPattern.h"

using namespace mlir;

namespace vitc::frontend {
namespace {

std::string shapeText(llvm::ArrayRef<int64_t> shape) {
  return "[" +
         llvm::join(llvm::map_range(shape, [](int64_t n) { return std::to_string(n); }), ", ") +
         "]";
}

/// A class token is [1, 1, D] here and [D] there, a number [1] or [].
llvm::ArrayRef<int64_t> withoutLeadingOnes(llvm::ArrayRef<int64_t> shape) {
  while (!shape.empty() && shape.front() == 1)
    shape = shape.drop_front();
  return shape;
}

/// Types whose values f32 holds exactly, and double precision.
bool isWeightType(Type type) {
  return type.isF32() || type.isF16() || type.isBF16() || type.isF64();
}

} // namespace

StoredName storedName(llvm::StringRef name, const WeightNames &names) {
  StoredName stored = storedName(name, NameTable(names.rules));
  if (llvm::StringRef(stored.name).starts_with("^"))
    stored.name.erase(0, 1);
  else
    stored.name = names.prefix + stored.name;
  return stored;
}

std::string removeWrapper(StoredTensors &tensors, const WeightNames &names) {
  std::string wrapper;
  while (!tensors.empty()) {
    llvm::StringRef first = tensors.begin()->first;
    std::string component = first.take_front(first.find('.') + 1).str(); // "" where there is no dot
    bool isCommon = !component.empty() && llvm::all_of(tensors, [&](const auto &entry) {
      return llvm::StringRef(entry.first).starts_with(component);
    });
    bool isOwn = llvm::StringRef(names.prefix).starts_with(component) ||
                 llvm::any_of(names.rules, [&](const NameRule &rule) {
                   return llvm::StringRef(rule.stored).starts_with(component);
                 });
    if (!isCommon || isOwn)
      break;
    StoredTensors renamed;
    for (auto &[name, tensor] : tensors)
      renamed[name.substr(component.size())] = std::move(tensor);
    tensors = std::move(renamed);
    wrapper += component;
  }
  return wrapper;
}

CheckpointWeights::CheckpointWeights(StoredTensors tensors, WeightNames names, Location location)
    : tensors(std::move(tensors)), names(std::move(names)), prefix(this->names.prefix),
      location(location) {
  // Buffers that old versions saved keep their prefix, where later ones leave it away.
  bool hasPrefix = llvm::any_of(this->tensors, [&](const auto &entry) {
    return llvm::StringRef(entry.first).starts_with(prefix) &&
           !isAny(this->names.ignored, entry.first);
  });
  if (!hasPrefix)
    this->names.prefix.clear();
}

std::string CheckpointWeights::nameOf(llvm::StringRef name) const {
  return storedName(name, names).name;
}

/// The part of a tensor that `name` stands for, in `shape`; nothing, once noted, if there is none.
std::optional<StoredTensor> CheckpointWeights::find(llvm::StringRef name,
                                                    llvm::ArrayRef<int64_t> shape) {
  StoredName stored = storedName(name, names);
  llvm::SmallVector<int64_t> whole(shape);
  if (!whole.empty())
    whole.front() = whole.front() / stored.count * stored.parts;
  auto found = tensors.find(stored.name);
  // Some versions of the library leave the prefix away from a part of the names.
  if (llvm::StringRef plain = stored.name;
      found == tensors.end() && plain.consume_front(names.prefix))
    if (found = tensors.find(plain.str()); found != tensors.end())
      stored.name = plain.str();
  for (const auto &[own, other] : names.twins)
    if (found == tensors.end() && stored.name == own)
      if (found = tensors.find(other); found != tensors.end())
        stored.name = other;
  bool isFirst = used.insert(stored.name).second;
  if (found == tensors.end()) {
    if (isFirst)
      missing.push_back("'" + stored.name + "', " + shapeText(whole));
    return std::nullopt;
  }
  StoredTensor tensor = found->second;
  Type element = tensor.type.getElementType();
  bool fits = withoutLeadingOnes(tensor.type.getShape()) == withoutLeadingOnes(whole);
  if (!fits || !isWeightType(element)) {
    if (isFirst)
      misfits.push_back("'" + stored.name + "' is " + elementTypeOf(element).upperName.str() + " " +
                        shapeText(tensor.type.getShape()) +
                        (fits ? ", where F32, F16, BF16 or F64 are meant"
                              : ", but the model has " + shapeText(whole) + " there"));
    return std::nullopt;
  }
  uint64_t partBytes = uint64_t(tensorBytes(tensor.type) / stored.parts);
  tensor.type = RankedTensorType::get(shape, element);
  tensor.offset += uint64_t(stored.first) * partBytes;
  return tensor;
}

Value CheckpointWeights::get(OpBuilder &builder, llvm::StringRef name,
                             llvm::ArrayRef<int64_t> shape, WeightRole) {
  Type f32 = builder.getF32Type();
  // The name that diagnostics and dumps show is the weight's own.
  Location place = NameLoc::get(builder.getStringAttr(nameOf(name)), location);
  if (auto tensor = find(name, shape)) {
    llvm::Expected<Value> value = createWeight(builder, place, *tensor, f32);
    if (value)
      return *value;
    misfits.push_back(llvm::toString(value.takeError()));
  }
  auto type = RankedTensorType::get(shape, f32);
  return vit::ConstantOp::create(builder, place, type,
                                 DenseElementsAttr::get(type, builder.getF32FloatAttr(0)));
}

bool CheckpointWeights::isAny(llvm::ArrayRef<std::string> patterns, llvm::StringRef tensor) const {
  tensor.consume_front(prefix);
  return llvm::any_of(patterns, [&](const std::string &pattern) {
    return llvm::cantFail(llvm::GlobPattern::create(pattern)).match(tensor);
  });
}

void CheckpointWeights::warnOf(llvm::ArrayRef<std::string> leftovers) const {
  if (!leftovers.empty())
    emitWarning(location) << "weights that the model does not have are left out: "
                          << listNames(leftovers.vec())
                          << "; if it should have them, correct the configuration";
}

LogicalResult CheckpointWeights::check(llvm::ArrayRef<std::string> hints) const {
  std::vector<std::string> surplus, leftovers;
  for (const auto &[name, tensor] : tensors) {
    if (used.count(name) || isAny(names.ignored, name))
      continue;
    surplus.push_back("'" + name + "', " + shapeText(tensor.type.getShape()));
    if (isAny(names.leftovers, name))
      leftovers.push_back(name);
  }
  if (isComplete() && surplus.size() == leftovers.size()) {
    warnOf(leftovers);
    return success();
  }
  auto count = [](size_t number, llvm::StringRef what) {
    return std::to_string(number) + " " + what.str();
  };
  InFlightDiagnostic error = emitError(location);
  error << "the weights are not those of the model that the configuration describes ("
        << count(missing.size(), "missing, ") << count(misfits.size(), "that do not fit, ")
        << count(surplus.size(), "too many")
        << "); correct the configuration, or fetch the model's own weights";
  for (const std::string &name : missing)
    error.attachNote(location) << "missing: " << name;
  for (const std::string &text : misfits)
    error.attachNote(location) << "does not fit: " << text;
  for (const std::string &name : surplus)
    error.attachNote(location) << "not part of the model: " << name;
  for (const std::string &hint : hints)
    error.attachNote(location) << hint;
  return error;
}

} // namespace vitc::frontend
