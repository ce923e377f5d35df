#include "ModelFile.h"
#include "Error.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace vitc::run;

ModelFile::ModelFile(const std::string &path)
    : path(path), descriptor(open(path.c_str(), O_RDONLY | O_CLOEXEC)) {
  struct stat status;
  const bool isRead = descriptor >= 0 && fstat(descriptor, &status) == 0;
  const std::string fault = !isRead                    ? std::strerror(errno)
                            : !S_ISREG(status.st_mode) ? "not a regular file"
                                                       : "";
  if (!fault.empty()) {
    if (descriptor >= 0)
      close(descriptor);
    fail("cannot read ", path, ": ", fault);
  }
  size = uint64_t(status.st_size);
}

ModelFile::~ModelFile() { close(descriptor); }

void ModelFile::read(uint64_t offset, void *data, uint64_t bytes) const {
  if (!holds(offset, bytes))
    fail(path, ": the file is truncated");
  if (pread(descriptor, data, bytes, off_t(offset)) != ssize_t(bytes))
    fail("cannot read ", path, ": ", std::strerror(errno));
}
