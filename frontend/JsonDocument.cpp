//===-- JsonDocument.cpp: nlohmann's parser, with duplicate members refused and lines kept ------===//
#include "frontend/JsonDocument.h"
#include "ir/Files.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/MemoryBuffer.h"

namespace vitc::frontend {
namespace {

constexpr size_t deepestNesting = 64;
/// Of values in messages.
constexpr size_t longestShown = 60, mostElementsShown = 4;

/// Reads characters and says how far it has come, whoever holds a copy of it.
class TextIterator {
public:
  using iterator_category = std::input_iterator_tag;
  using value_type = char;
  using difference_type = std::ptrdiff_t;
  using pointer = const char *;
  using reference = const char &;

  TextIterator(const char *at, const char *&reached) : at(at), reached(&reached) {}
  reference operator*() const { return *at; }
  TextIterator &operator++() {
    *reached = ++at;
    return *this;
  }
  bool operator==(const TextIterator &other) const { return at == other.at; }
  bool operator!=(const TextIterator &other) const { return at != other.at; }

private:
  const char *at;
  const char **reached;
};

//===-- Numbers that Python writes ------------------------------------------------------------===//

struct PythonNumber {
  llvm::StringLiteral text, replacement; // of one length, so that places in the text stay
  double value;
};
const PythonNumber pythonNumbers[] = {
    {"-Infinity", "-0.000000", -std::numeric_limits<double>::infinity()},
    {"Infinity", "0.000000", std::numeric_limits<double>::infinity()},
    {"NaN", "0.0", std::numeric_limits<double>::quiet_NaN()},
};

/// A number that JSON does not have, by where it ends.
struct PlacedNumber {
  size_t end;
  double value;
};

/// Replaces them in `text` by numbers that JSON has.
std::vector<PlacedNumber> replacePythonNumbers(std::string &text) {
  std::vector<PlacedNumber> placed;
  bool isString = false;
  for (size_t at = 0; at < text.size(); ++at) {
    if (text[at] == '"')
      isString = !isString;
    else if (isString)
      at += text[at] == '\\';
    else
      for (const PythonNumber &number : pythonNumbers)
        if (llvm::StringRef(text).substr(at).starts_with(number.text)) {
          text.replace(at, number.text.size(), number.replacement.str());
          at += number.text.size() - 1;
          placed.push_back({at + 1, number.value});
          break;
        }
  }
  return placed;
}

//===-- Parsing -------------------------------------------------------------------------------===//

/// What nlohmann's parser calls: builds the document, and stops at what no document should hold.
class DocumentBuilder {
public:
  DocumentBuilder(const char *begin, llvm::ArrayRef<PlacedNumber> pythonNumbers, Json &root,
                  llvm::StringMap<unsigned> &lines)
      : root(root), lines(lines), begin(begin), reached(begin), counted(begin),
        pythonNumbers(pythonNumbers) {}

  bool null() { return add(nullptr); }
  bool boolean(bool value) { return add(value); }
  bool number_integer(int64_t value) { return add(value); }
  bool number_unsigned(uint64_t value) { return add(value); }
  bool number_float(double value, const std::string &);
  bool string(std::string &value) { return add(std::move(value)); }
  bool binary(Json::binary_t &) { return false; } // of other formats

  bool start_object(size_t) { return open(Json::object()); }
  bool end_object() { return close(); }
  bool start_array(size_t) { return open(Json::array()); }
  bool end_array() { return close(); }
  bool key(std::string &name);
  bool parse_error(size_t, const std::string &, const nlohmann::detail::exception &exception);

  TextIterator iteratorAt(const char *at) { return TextIterator(at, reached); }
  /// What is wrong, and where.
  std::string error;
  unsigned errorLine = 0, errorColumn = 0;

private:
  struct Level {
    Json *container; // stays in place while it is open: only the innermost one grows
    size_t pointerLength;
    llvm::StringSet<> names;
  };

  Json *place(Json value);
  bool add(Json value) {
    place(std::move(value));
    return true;
  }
  bool open(Json container);
  bool close();
  unsigned line();
  bool fail(const llvm::Twine &message);

  Json &root;
  llvm::StringMap<unsigned> &lines;
  llvm::SmallVector<Level, 0> levels;
  std::string pointer; // of the value that comes next, or came last
  const char *begin;
  const char *reached;
  const char *counted;
  unsigned linesCounted = 1;
  llvm::ArrayRef<PlacedNumber> pythonNumbers; // those to come
};

/// The line that the parser has come to.
unsigned DocumentBuilder::line() {
  linesCounted += static_cast<unsigned>(std::count(counted, reached, '\n'));
  counted = reached;
  return linesCounted;
}

bool DocumentBuilder::fail(const llvm::Twine &message) {
  error = message.str();
  errorLine = line();
  llvm::StringRef read(begin, size_t(reached - begin));
  errorColumn = unsigned(read.size() - (read.rfind('\n') + 1));
  return false;
}

bool DocumentBuilder::number_float(double value, const std::string &) {
  // The parser has come to the number's end, or one character further.
  size_t at = size_t(reached - begin);
  if (!pythonNumbers.empty() && at - pythonNumbers.front().end <= 1) {
    value = pythonNumbers.front().value;
    pythonNumbers = pythonNumbers.drop_front();
  }
  return add(value);
}

Json *DocumentBuilder::place(Json value) {
  if (levels.empty()) {
    root = std::move(value);
    return &root;
  }
  Level &level = levels.back();
  if (level.container->is_object()) { // key() has made its place
    Json &member = level.container->get_ref<Json::object_t &>().back().second;
    member = std::move(value);
    return &member;
  }
  pointer.resize(level.pointerLength);
  pointer += "/" + std::to_string(level.container->size());
  level.container->push_back(std::move(value));
  return &level.container->back();
}

bool DocumentBuilder::open(Json container) {
  if (levels.size() == deepestNesting)
    return fail("values are nested more than " + llvm::Twine(deepestNesting) + " levels deep");
  Json *placed = place(std::move(container));
  lines.try_emplace(pointer, line());
  levels.push_back({placed, pointer.size(), {}});
  return true;
}

bool DocumentBuilder::close() {
  pointer.resize(levels.back().pointerLength);
  levels.pop_back();
  return true;
}

bool DocumentBuilder::key(std::string &name) {
  Level &level = levels.back();
  pointer.resize(level.pointerLength);
  pointer = joinPointer(pointer, name);
  if (!level.names.insert(name).second)
    return fail("there are two members '" + name + "' in one object (" + pointer + ")");
  lines.try_emplace(pointer, line());
  // Not through the map's own insertion, which would search it once more.
  auto &members = level.container->get_ref<Json::object_t &>();
  members.Json::object_t::Container::emplace_back(name, nullptr);
  return true;
}

bool DocumentBuilder::parse_error(size_t, const std::string &,
                                  const nlohmann::detail::exception &exception) {
  // "[json.exception.parse_error.101] parse error at line 1, column 2: syntax error ..."
  llvm::StringRef text = llvm::StringRef(exception.what()).split("] ").second;
  fail(text);
  if (text.consume_front("parse error at line ") && !text.consumeInteger(10, errorLine) &&
      text.consume_front(", column ") && !text.consumeInteger(10, errorColumn))
    error = text.ltrim(": ").str();
  return false;
}

} // namespace

char JsonFault::ID = 0;

void JsonFault::log(llvm::raw_ostream &os) const {
  os << (path.empty() ? "line " : path + ":") << line << (path.empty() ? ", column " : ":")
     << column << ": " << (path.empty() ? "" : "it is no JSON: ") << text;
}

llvm::Expected<JsonDocument> JsonDocument::parse(llvm::StringRef text, JsonNumbers numbers,
                                                 llvm::StringRef path) {
  JsonDocument document;
  std::string copy;
  std::vector<PlacedNumber> pythonNumbers;
  if (numbers == JsonNumbers::Python) {
    copy = text.str();
    pythonNumbers = replacePythonNumbers(copy);
    text = copy;
  }
  if (!pythonNumbers.empty())
    document.pythonNumberLine =
        unsigned(text.take_front(pythonNumbers.front().end).count('\n')) + 1;
  DocumentBuilder builder(text.begin(), pythonNumbers, document.root, document.lines);
  if (!Json::sax_parse(builder.iteratorAt(text.begin()), builder.iteratorAt(text.end()), &builder))
    return llvm::make_error<JsonFault>(path.str(), builder.errorLine, builder.errorColumn,
                                       builder.error);
  return document;
}

llvm::Expected<JsonDocument> JsonDocument::read(llvm::StringRef path, mlir::MLIRContext *context,
                                                JsonNumbers numbers) {
  auto buffer = llvm::MemoryBuffer::getFile(path);
  if (!buffer)
    return llvm::createStringError("cannot read '" + path + "': " + buffer.getError().message());
  if (context)
    Files::of(context).note(path);
  return parse((*buffer)->getBuffer(), numbers, path);
}

unsigned JsonDocument::lineOf(llvm::StringRef pointer) const {
  while (true) {
    auto line = lines.find(pointer);
    if (line != lines.end())
      return line->second;
    if (pointer.empty())
      return 1;
    pointer = pointer.rsplit('/').first;
  }
}

std::string joinPointer(llvm::StringRef pointer, llvm::StringRef member) {
  std::string result = (pointer + "/").str();
  for (char c : member)
    result += c == '~' ? "~0" : c == '/' ? "~1" : std::string(1, c);
  return result;
}

std::string describeValue(const Json &value) {
  if (value.is_number_float())
    for (const PythonNumber &number : pythonNumbers)
      if (value == number.value || (std::isnan(number.value) && std::isnan(value.get<double>())))
        return number.text.str();
  std::string text;
  if (!value.is_structured() || value.size() <= mostElementsShown)
    text = value.dump(-1, ' ', false, Json::error_handler_t::replace);
  if (!text.empty() && text.size() <= longestShown)
    return text;
  return value.is_array()    ? "a list of " + std::to_string(value.size())
         : value.is_object() ? "an object"
                             : text.substr(0, longestShown) + "...";
}

const Json *findMember(const Json &object, llvm::StringRef name) {
  for (const auto &member : object.get_ref<const Json::object_t &>())
    if (member.first == name)
      return &member.second;
  return nullptr;
}

} // namespace vitc::frontend
