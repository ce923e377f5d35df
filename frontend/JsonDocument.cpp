//===-- JsonDocument.cpp: nlohmann's parser, with duplicate members refused and lines kept ------===//
#include "frontend/JsonDocument.h"
#include "llvm/ADT/SmallVector.h"
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

/// What nlohmann's parser calls: builds the document, and stops at what no document should hold.
class DocumentBuilder {
public:
  DocumentBuilder(const char *begin, Json &root, llvm::StringMap<unsigned> &lines)
      : root(root), lines(lines), reached(begin), counted(begin) {}

  bool null() { return add(nullptr); }
  bool boolean(bool value) { return add(value); }
  bool number_integer(int64_t value) { return add(value); }
  bool number_unsigned(uint64_t value) { return add(value); }
  bool number_float(double value, const std::string &) { return add(value); }
  bool string(std::string &value) { return add(std::move(value)); }
  bool binary(Json::binary_t &) { return false; } // of other formats

  bool start_object(size_t) { return open(Json::object()); }
  bool end_object() { return close(); }
  bool start_array(size_t) { return open(Json::array()); }
  bool end_array() { return close(); }
  bool key(std::string &name);
  bool parse_error(size_t, const std::string &, const nlohmann::detail::exception &exception);

  TextIterator iteratorAt(const char *at) { return TextIterator(at, reached); }
  std::string error;

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

  Json &root;
  llvm::StringMap<unsigned> &lines;
  llvm::SmallVector<Level, 0> levels;
  std::string pointer; // of the value that comes next, or came last
  const char *reached;
  const char *counted;
  unsigned linesCounted = 1;
};

/// The line that the parser has come to.
unsigned DocumentBuilder::line() {
  linesCounted += static_cast<unsigned>(std::count(counted, reached, '\n'));
  counted = reached;
  return linesCounted;
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
  if (levels.size() == deepestNesting) {
    error = "line " + std::to_string(line()) + ": values are nested more than " +
            std::to_string(deepestNesting) + " levels deep";
    return false;
  }
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
  if (!level.names.insert(name).second) {
    error = "line " + std::to_string(line()) + ": there are two members '" + name +
            "' in one object (" + pointer + ")";
    return false;
  }
  lines.try_emplace(pointer, line());
  // Not through the map's own insertion, which would search it once more.
  auto &members = level.container->get_ref<Json::object_t &>();
  members.Json::object_t::Container::emplace_back(name, nullptr);
  return true;
}

bool DocumentBuilder::parse_error(size_t, const std::string &,
                                  const nlohmann::detail::exception &exception) {
  // "[json.exception.parse_error.101] parse error at line 1, column 2: syntax error ..."
  error = llvm::StringRef(exception.what()).split("] ").second.str();
  return false;
}

} // namespace

llvm::Expected<JsonDocument> JsonDocument::parse(llvm::StringRef text) {
  JsonDocument document;
  DocumentBuilder builder(text.begin(), document.root, document.lines);
  if (!Json::sax_parse(builder.iteratorAt(text.begin()), builder.iteratorAt(text.end()), &builder))
    return llvm::createStringError(builder.error);
  return document;
}

llvm::Expected<JsonDocument> JsonDocument::read(llvm::StringRef path) {
  auto buffer = llvm::MemoryBuffer::getFile(path);
  if (!buffer)
    return llvm::createStringError("cannot read '" + path + "': " + buffer.getError().message());
  auto document = parse((*buffer)->getBuffer());
  if (!document)
    return llvm::createStringError("'" + path +
                                   "' is no JSON: " + llvm::toString(document.takeError()));
  return document;
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
