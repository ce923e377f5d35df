#include "File.h"
#include "Error.h"

#include <cerrno>
#include <cstring>
#include <unistd.h>
#include <utility>

using namespace vitc::run;

NewFile::NewFile(const std::string &path)
    : path(path), temporary(path + ".tmp" + std::to_string(getpid())) {
  file = std::fopen(temporary.c_str(), "wbx");
  if (!file)
    fail("cannot write ", path, ": ", std::strerror(errno));
}

NewFile::NewFile(NewFile &&other) noexcept
    : path(std::move(other.path)), temporary(std::exchange(other.temporary, {})),
      file(std::exchange(other.file, nullptr)) {}

NewFile::~NewFile() {
  if (file)
    std::fclose(file);
  if (!temporary.empty())
    std::remove(temporary.c_str());
}

void NewFile::write(const void *data, size_t bytes) {
  if (bytes && std::fwrite(data, 1, bytes, file) != bytes)
    fail("cannot write ", path, ": ", std::strerror(errno));
}

void NewFile::close() {
  if (std::fclose(std::exchange(file, nullptr)) != 0)
    fail("cannot write ", path, ": ", std::strerror(errno));
}

void NewFile::commit() {
  if (file)
    close();
  if (std::rename(temporary.c_str(), path.c_str()) != 0)
    fail("cannot write ", path, ": ", std::strerror(errno));
  temporary.clear();
}
