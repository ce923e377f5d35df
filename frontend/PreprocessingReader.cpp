//===-- PreprocessingReader.cpp -------------------------------------------------------------------===//
#include "frontend/PreprocessingReader.h"
#include "frontend/Suggestions.h"
#include "ir/VitPreprocessing.h"

namespace vitc {

using namespace frontend;
using llvm::StringRef, llvm::Twine;

char UnreadPreprocessing::ID = 0;

llvm::Error PreprocessingReader::takeError() {
  return isUnread ? llvm::make_error<UnreadPreprocessing>(fault) : llvm::createStringError(fault);
}

void PreprocessingReader::fail(StringRef key, const Twine &message) {
  if (hasFailed())
    return;
  std::string at = key.empty() ? pointer : joinPointer(pointer, key);
  fault = ("'" + path + "': line " + Twine(document.lineOf(at)) + ": " +
           (key.empty() ? "" : "'" + key + "' ") + message)
              .str();
}

void PreprocessingReader::failUnread(StringRef key, const Twine &message) {
  isUnread |= !hasFailed();
  fail(key, message);
}

const Json *PreprocessingReader::find(StringRef key) {
  known.insert(key);
  const Json *value = findMember(object, key);
  return value && !value->is_null() ? value : nullptr;
}

bool PreprocessingReader::boolean(StringRef key, std::optional<bool> fallback) {
  const Json *value = need(key, fallback.has_value());
  if (value && !value->is_boolean())
    fail(key, "is true or false, not " + describeValue(*value));
  return value && value->is_boolean() ? value->get<bool>() : fallback.value_or(false);
}

static bool isFinite(const Json &value) {
  return value.is_number() && std::isfinite(value.get<double>());
}

double PreprocessingReader::number(StringRef key, std::optional<double> fallback) {
  const Json *value = need(key, fallback.has_value());
  if (value && !isFinite(*value))
    fail(key, "is a number, not " + describeValue(*value));
  return value && isFinite(*value) ? value->get<double>() : fallback.value_or(0);
}

std::string PreprocessingReader::string(StringRef key) {
  const Json *value = find(key);
  if (value && !value->is_string())
    fail(key, "is a string, not " + describeValue(*value));
  return value && value->is_string() ? value->get<std::string>() : "";
}

Channels PreprocessingReader::channels(StringRef key, std::optional<Channels> fallback) {
  const Json *value = need(key, fallback.has_value());
  Channels result = fallback.value_or(Channels{});
  if (!value)
    return result;
  bool isList = value->is_array() && (value->size() == 3 || value->size() == 1);
  for (size_t i = 0; i < 3; ++i) {
    const Json &channel = isList ? (*value)[value->size() == 3 ? i : 0] : *value;
    if (!isFinite(channel))
      return fail(key, "is three numbers, one for each channel, not " + describeValue(*value)),
             result;
    result[i] = channel.get<double>();
  }
  return result;
}

int64_t PreprocessingReader::edge(StringRef key, const Json &value) {
  if (value.is_number_integer() && value >= 1 && value <= vit::PreprocessingAttr::longestEdge)
    return value.get<int64_t>();
  fail(key, "has edges from 1 to " + Twine(vit::PreprocessingAttr::longestEdge) + " pixels, not " +
                describeValue(value));
  return 1;
}

void PreprocessingReader::refuseOthers(const Twine &what) {
  for (const auto &[key, value] : object.items())
    if (!known.contains(key) && !value.is_null()) {
      std::vector<std::string> names;
      for (const auto &name : known)
        names.push_back(name.getKey().str());
      llvm::sort(names);
      return failUnread(key, "is no key of " + what + " that vitc knows" + listKnown(key, names));
    }
}

void PreprocessingReader::ignore(std::initializer_list<StringRef> keys) {
  for (StringRef key : keys)
    known.insert(key);
}

const Json *PreprocessingReader::need(StringRef key, bool hasFallback) {
  const Json *value = find(key);
  if (!value && !hasFallback)
    fail("", "'" + key + "' is missing, and no 'image_processor_type' says its default");
  return value;
}

} // namespace vitc
