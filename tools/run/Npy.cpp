#include "Npy.h"
#include "Error.h"

#include <algorithm>
#include <cctype>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <optional>
#include <set>

using namespace vitc::run;

namespace {

struct Header {
  std::string descr;
  bool fortranOrder = false;
  Shape shape;
};

/// Reads the Python dictionary of a header: three keys, in any order.
class HeaderParser {
public:
  HeaderParser(const std::string &path, const std::string &text) : path(path), text(text) {}

  Header parse() {
    Header header;
    std::set<std::string> seen;
    expect('{');
    while (!take('}')) {
      const std::string key = string();
      expect(':');
      seen.insert(key);
      if (key == "descr")
        header.descr = dtype();
      else if (key == "fortran_order")
        header.fortranOrder = boolean();
      else if (key == "shape")
        header.shape = tuple();
      else
        bad();
      take(',');
    }
    if (seen.size() != 3)
      bad();
    return header;
  }

private:
  [[noreturn]] void bad() { fail(path, ": not a valid .npy header"); }

  void skipSpace() {
    while (at < text.size() && std::isspace(static_cast<unsigned char>(text[at])))
      ++at;
  }
  bool take(char c) {
    skipSpace();
    if (at >= text.size() || text[at] != c)
      return false;
    ++at;
    return true;
  }
  void expect(char c) {
    if (!take(c))
      bad();
  }
  bool takeWord(const char *word) {
    skipSpace();
    if (text.compare(at, std::strlen(word), word) != 0)
      return false;
    at += std::strlen(word);
    return true;
  }
  std::string string() {
    const char quote = take('\'') ? '\'' : '"';
    if (quote == '"')
      expect('"');
    const size_t end = text.find(quote, at);
    if (end == std::string::npos)
      bad();
    const std::string value = text.substr(at, end - at);
    at = end + 1;
    return value;
  }
  std::string dtype() {
    if (take('['))
      fail(path, ": structured arrays are not supported");
    return string();
  }
  bool boolean() {
    if (takeWord("True"))
      return true;
    if (!takeWord("False"))
      bad();
    return false;
  }
  Shape tuple() {
    Shape shape;
    expect('(');
    while (!take(')')) {
      skipSpace();
      size_t digits = 0;
      int64_t extent = 0;
      for (; at < text.size() && std::isdigit(static_cast<unsigned char>(text[at])); ++at)
        if (++digits > 18)
          bad();
        else
          extent = extent * 10 + (text[at] - '0');
      if (!digits)
        bad();
      shape.push_back(extent);
      if (!take(',') && !(at < text.size() && text[at] == ')'))
        bad();
    }
    return shape;
  }

  const std::string &path, &text;
  size_t at = 0;
};

} // namespace

static vitc_dtype parseDtype(const std::string &path, const std::string &descr, vitc_dtype wants) {
  const bool hasOrder = !descr.empty() && std::strchr("<>|=", descr[0]);
  const std::string kind = descr.substr(hasOrder);
  const auto dtype = wants == VITC_BF16 && kind == "u2" ? VITC_BF16 : dtypeOf(kind);
  if (!dtype)
    fail(path, ": unsupported dtype '", descr, "'");
  if (descr[0] == '>' && sizeOf(*dtype) > 1)
    fail(path, ": big-endian dtype '", descr, "'; convert with array.astype('<", descr.substr(1),
         "')");
  return *dtype;
}

// The order matters only when two dimensions or more have several elements.
static bool isLinear(const Shape &shape) {
  int several = 0;
  for (int64_t extent : shape)
    several += extent > 1;
  return several < 2;
}

static std::string readHeader(const std::string &path, std::istream &file) {
  unsigned char start[12] = {};
  file.read(reinterpret_cast<char *>(start), 10);
  if (!file || std::memcmp(start, "\x93NUMPY", 6) != 0)
    fail(path, ": not a .npy file");
  const int version = start[6];
  if (version < 1 || version > 3)
    fail(path, ": .npy version ", version, " is not supported");
  uint64_t length = start[8] | start[9] << 8;
  if (version > 1) {
    file.read(reinterpret_cast<char *>(start + 10), 2);
    length |= uint64_t(start[10]) << 16 | uint64_t(start[11]) << 24;
  }
  if (length > 1 << 20)
    fail(path, ": not a valid .npy header");
  std::string text(length, 0);
  file.read(text.data(), std::streamsize(length));
  if (!file)
    fail(path, ": truncated .npy file: it ends within its header");
  return text;
}

Tensor vitc::run::readNpy(const std::string &path, vitc_dtype wants) {
  std::ifstream file(path, std::ios::binary | std::ios::ate);
  if (!file)
    fail("cannot read ", path, ": ", std::strerror(errno));
  if (!std::filesystem::is_regular_file(path))
    fail("cannot read ", path, ": not a regular file");
  const auto end = file.tellg();
  file.seekg(0);
  const std::string text = readHeader(path, file);
  const Header header = HeaderParser(path, text).parse();
  Tensor tensor;
  tensor.dtype = parseDtype(path, header.descr, wants);
  tensor.shape = header.shape;
  if (header.fortranOrder && !isLinear(header.shape))
    fail(path, ": Fortran-ordered array; save numpy.ascontiguousarray(array)");
  const uint64_t bytes = numElements(header.shape) * sizeOf(tensor.dtype);
  const uint64_t there = uint64_t(end - file.tellg());
  if (there < bytes)
    fail(path, ": truncated .npy file: ", bytes, " bytes of data expected, ", there, " found");
  tensor.data = Buffer(bytes);
  if (!file.read(reinterpret_cast<char *>(tensor.data.begin()), std::streamsize(bytes)))
    fail("cannot read ", path, ": ", std::strerror(errno));
  return tensor;
}

static const char *descrOf(vitc_dtype dtype) {
  static const char *const table[] = {"",    "<f4", "<f8", "<f2", "|V2", "|b1", "|i1",
                                      "<i2", "<i4", "<i8", "|u1", "<u2", "<u4", "<u8"};
  sizeOf(dtype); // refuses unknown types
  return table[dtype];
}

NewFile vitc::run::writeNpy(const std::string &path, vitc_dtype dtype, const Shape &shape,
                            const void *data) {
  std::string text =
      std::string("{'descr': '") + descrOf(dtype) + "', 'fortran_order': False, 'shape': (";
  for (int64_t extent : shape)
    text += std::to_string(extent) + ", ";
  if (shape.size() > 1)
    text.resize(text.size() - 2);
  text += "), }";
  while ((10 + text.size() + 1) % 64)
    text += ' ';
  text += '\n';
  const unsigned char start[10] = {
      0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, uint8_t(text.size()), uint8_t(text.size() >> 8)};
  NewFile file(path);
  file.write(start, sizeof start);
  file.write(text.data(), text.size());
  file.write(data, numElements(shape) * sizeOf(dtype));
  file.close();
  return file;
}
