//===-- ConfigReader.cpp --------------------------------------------------------------------------===//
#include "frontend/checkpoint/ConfigReader.h"
#include "frontend/Suggestions.h"
#include "mlir/IR/Location.h"

using namespace mlir;

namespace vitc::frontend {
namespace {

struct NamedActivation {
  llvm::StringLiteral name;
  Activation activation;
};
constexpr NamedActivation activations[] = {
    {"gelu", Activation::Gelu},
    {"gelu_python", Activation::Gelu},
    {"gelu_new", Activation::GeluTanh},
    {"gelu_fast", Activation::GeluTanh},
    {"gelu_tanh", Activation::GeluTanh},
    {"gelu_python_tanh", Activation::GeluTanh},
    {"gelu_pytorch_tanh", Activation::GeluTanh},
    {"quick_gelu", Activation::QuickGelu},
    {"relu", Activation::Relu},
    {"silu", Activation::Silu},
    {"swish", Activation::Silu},
    {"tanh", Activation::Tanh},
    {"sigmoid", Activation::Sigmoid},
    {"mish", Activation::Mish},
    {"linear", Activation::Identity},
};

bool isInteger(const Json &value) {
  return value.is_number_integer() &&
         (!value.is_number_unsigned() ||
          value.get<uint64_t>() <= uint64_t(std::numeric_limits<int64_t>::max()));
}

/// NaN or an infinity, which is warned of where the file is read.
bool isNoJson(const Json &value) {
  return value.is_number_float() && !std::isfinite(value.get<double>());
}

constexpr size_t mostStages = 64;

/// All of `values` as integers, or nothing.
std::optional<llvm::SmallVector<int64_t>> integersOf(const Json &values) {
  llvm::SmallVector<int64_t> result;
  if (!values.is_array())
    return std::nullopt;
  for (const Json &value : values) {
    if (!isInteger(value))
      return std::nullopt;
    result.push_back(value.get<int64_t>());
  }
  return result;
}

} // namespace

std::optional<Activation> findActivation(llvm::StringRef name) {
  for (const NamedActivation &known : activations)
    if (known.name == name)
      return known.activation;
  return std::nullopt;
}

std::vector<std::string> activationNames() {
  std::vector<std::string> names;
  for (const NamedActivation &known : activations)
    names.push_back(known.name.str());
  return names;
}

Location ConfigReader::locationOf(llvm::StringRef key) const {
  std::string place = key.empty() ? pointer : joinPointer(pointer, key);
  return FileLineColLoc::get(context, path, document.lineOf(place), 1);
}

void ConfigReader::fail(llvm::StringRef key, const llvm::Twine &message) {
  if (!failed)
    emitError(locationOf(key)) << (key.empty() ? "" : "'" + key.str() + "': ") << message;
  for (ConfigReader *reader = this; reader; reader = reader->outer)
    reader->failed = true;
}

const Json *ConfigReader::find(llvm::StringRef key) {
  read.insert(key);
  const Json *value = failed ? nullptr : findMember(object, key);
  return value && !value->is_null() ? value : nullptr;
}

int64_t ConfigReader::integer(llvm::StringRef key, int64_t otherwise) {
  const Json *value = find(key);
  if (!value)
    return otherwise;
  if (isInteger(*value))
    return value->get<int64_t>();
  fail(key, "expected an integer, not " + describeValue(*value));
  return otherwise;
}

int64_t ConfigReader::count(llvm::StringRef key, int64_t otherwise, int64_t least, int64_t most) {
  int64_t value = integer(key, otherwise);
  if (value >= least && value <= most)
    return value;
  fail(key, "it is " + std::to_string(value) + ", and has to be from " + std::to_string(least) +
                " to " + std::to_string(most));
  return otherwise;
}

double ConfigReader::number(llvm::StringRef key, double otherwise) {
  const Json *value = find(key);
  if (!value)
    return otherwise;
  if (value->is_number() && std::isfinite(value->get<double>()))
    return value->get<double>();
  fail(key, "expected a number, not " + describeValue(*value));
  return otherwise;
}

double ConfigReader::epsilon(llvm::StringRef key, double otherwise) {
  double value = number(key, otherwise);
  // As the dialect keeps it.
  if (value >= 0 && std::isfinite(float(value)))
    return value;
  fail(key, "the epsilon of a normalisation is a small positive number, not " + find(key)->dump());
  return otherwise;
}

double ConfigReader::dropoutRate(llvm::StringRef key, double otherwise) {
  double rate = number(key, otherwise);
  // As the dialect keeps it.
  if (float(rate) >= 0 && float(rate) < 1)
    return rate;
  fail(key, "the rate of a dropout is at least 0 and below 1, not " + find(key)->dump());
  return otherwise;
}

bool ConfigReader::flag(llvm::StringRef key, bool otherwise) {
  const Json *value = find(key);
  if (!value)
    return otherwise;
  if (value->is_boolean())
    return value->get<bool>();
  fail(key, "expected true or false, not " + describeValue(*value));
  return otherwise;
}

llvm::SmallVector<bool> ConfigReader::flags(llvm::StringRef key, llvm::ArrayRef<bool> otherwise,
                                            size_t stages) {
  const Json *value = find(key);
  llvm::SmallVector<bool> result;
  if (!value)
    result.assign(otherwise.begin(), otherwise.end());
  else if (value->is_array())
    for (const Json &entry : *value)
      if (entry.is_boolean())
        result.push_back(entry.get<bool>());
  if ((value && (!value->is_array() || result.size() != value->size())) || result.size() != stages)
    fail(key, "expected true or false for each of " + std::to_string(stages) + " stages");
  return result;
}

std::string ConfigReader::text(llvm::StringRef key, llvm::StringRef otherwise) {
  const Json *value = find(key);
  if (!value)
    return otherwise.str();
  if (value->is_string())
    return value->get<std::string>();
  fail(key, "expected a string, not " + describeValue(*value));
  return otherwise.str();
}

Size ConfigReader::size(llvm::StringRef key, Size otherwise) {
  const Json *value = find(key);
  if (!value)
    return otherwise;
  if (isInteger(*value))
    return {value->get<int64_t>(), value->get<int64_t>()};
  auto both = integersOf(*value);
  if (both && both->size() == 2)
    return {both->front(), both->back()};
  fail(key, "expected an integer, or [height, width], not " + describeValue(*value));
  return otherwise;
}

Size ConfigReader::extent(llvm::StringRef key, Size otherwise) {
  Size value = size(key, otherwise);
  auto fits = [](int64_t side) { return side >= 1 && side <= largestCount; };
  if (fits(value.height) && fits(value.width))
    return value;
  fail(key,
       "it is " + toText(value) + "; both have to be from 1 to " + std::to_string(largestCount));
  return otherwise;
}

llvm::SmallVector<Size> ConfigReader::sizes(llvm::StringRef key, llvm::ArrayRef<Size> otherwise) {
  const Json *value = find(key);
  if (!value)
    return llvm::SmallVector<Size>(otherwise);
  llvm::SmallVector<Size> all;
  for (const Json &each : value->is_array() ? *value : Json()) {
    auto both = integersOf(each);
    if (both && both->size() == 2)
      all.push_back({both->front(), both->back()});
  }
  if (!value->is_array() || all.size() != value->size())
    fail(key, "expected a list of [height, width], not " + describeValue(*value));
  return all;
}

llvm::SmallVector<int64_t> ConfigReader::integers(llvm::StringRef key,
                                                  llvm::ArrayRef<int64_t> otherwise) {
  const Json *value = find(key);
  auto numbers = value ? integersOf(*value) : std::nullopt;
  if (value && !numbers)
    fail(key, "expected a list of integers, not " + describeValue(*value));
  return numbers.value_or(llvm::SmallVector<int64_t>(otherwise));
}

llvm::SmallVector<int64_t> ConfigReader::counts(llvm::StringRef key,
                                                llvm::ArrayRef<int64_t> otherwise,
                                                std::optional<size_t> stages) {
  auto numbers = integers(key, otherwise);
  if (stages ? numbers.size() != *stages : numbers.empty() || numbers.size() > mostStages)
    fail(key, "expected " +
                  (stages ? std::to_string(*stages) : "1 to " + std::to_string(mostStages)) +
                  " numbers, one for each stage; there are " + std::to_string(numbers.size()));
  for (int64_t number : numbers)
    if (number < 1 || number > largestCount)
      fail(key, "each has to be from 1 to " + std::to_string(largestCount) + ", which " +
                    std::to_string(number) + " is not");
  return failed ? llvm::SmallVector<int64_t>(stages.value_or(otherwise.size()), 1) : numbers;
}

llvm::SmallVector<double> ConfigReader::numbers(llvm::StringRef key,
                                                llvm::ArrayRef<double> otherwise) {
  const Json *value = find(key);
  if (!value)
    return llvm::SmallVector<double>(otherwise);
  llvm::SmallVector<double> result;
  if (value->is_array())
    for (const Json &entry : *value)
      if (entry.is_number() && std::isfinite(entry.get<double>()))
        result.push_back(entry.get<double>());
  if (!value->is_array() || result.size() != value->size())
    fail(key, "expected a list of numbers, not " + describeValue(*value));
  return result;
}

llvm::SmallVector<std::string> ConfigReader::texts(llvm::StringRef key) {
  const Json *value = find(key);
  llvm::SmallVector<std::string> result;
  if (!value)
    return result;
  bool isList = value->is_array();
  if (isList)
    for (const Json &entry : *value)
      if (entry.is_string())
        result.push_back(entry.get<std::string>());
  if (!isList || result.size() != value->size())
    fail(key, "expected a list of strings, not " + describeValue(*value));
  return result;
}

Activation ConfigReader::activation(llvm::StringRef key, llvm::StringRef otherwise) {
  std::string name = text(key, otherwise);
  if (auto known = findActivation(name))
    return *known;
  std::vector<std::string> names = activationNames();
  fail(key, "'" + name + "' is no activation that vitc compiles" + listKnown(name, names));
  return Activation::Gelu;
}

std::optional<ConfigReader> ConfigReader::inner(llvm::StringRef key) {
  const Json *value = find(key);
  if (!value)
    return std::nullopt;
  if (value->is_object())
    return at(key, *value);
  fail(key, "expected an object, not " + describeValue(*value));
  return std::nullopt;
}

ConfigReader ConfigReader::at(llvm::StringRef key, const Json &value) {
  ConfigReader reader(document, value, joinPointer(pointer, key), path, context);
  reader.outer = this;
  return reader;
}

void ConfigReader::mergeInto(Json &target) const {
  for (const auto &[key, value] : object.get_ref<const Json::object_t &>())
    target[key] = value;
}

void ConfigReader::ignore(std::initializer_list<llvm::StringLiteral> keys) {
  for (llvm::StringRef key : keys)
    read.insert(key);
}

void ConfigReader::ignoreAll(std::initializer_list<llvm::StringLiteral> prefixes) {
  for (const auto &member : object.items())
    if (llvm::any_of(prefixes, [&](llvm::StringRef prefix) {
          return llvm::StringRef(member.key()).starts_with(prefix);
        }))
      read.insert(member.key());
}

void ConfigReader::warnOfUnread() {
  if (failed || !object.is_object())
    return;
  for (const auto &[key, value] : object.get_ref<const Json::object_t &>())
    if (!read.contains(key) && !value.is_null() && !isNoJson(value))
      emitWarning(locationOf(key)) << "'" << key << "' is no key that vitc knows for this kind of "
                                   << "model; it has no influence on what is compiled";
}

bool ConfigReader::checkAllRead() {
  std::vector<std::string> known;
  for (const auto &entry : read)
    known.push_back(entry.first().str());
  llvm::sort(known);
  for (const auto &[key, value] : object.get_ref<const Json::object_t &>())
    if (!read.contains(key))
      fail(key, "there is no such number of a model" + listKnown(key, known));
  return !failed;
}

} // namespace vitc::frontend
