#include "Library.h"
#include "Error.h"

#include <cerrno>
#include <cstring>
#include <dlfcn.h>
#include <fcntl.h>
#include <map>
#include <mutex>
#include <sys/stat.h>
#include <tuple>
#include <unistd.h>

using namespace vitc::run;

namespace {

/// Nobody loads what is just unloaded: it would keep the name of a descriptor that is closed.
std::mutex loading;

/// The descriptor stays open with the library, so that no other file is called like it.
class Library {
public:
  explicit Library(const ModelFile &file) : descriptor(fcntl(file.descriptor, F_DUPFD_CLOEXEC, 0)) {
    if (descriptor < 0)
      fail("cannot read ", file.path, ": ", std::strerror(errno));
    const std::string name = "/proc/self/fd/" + std::to_string(descriptor);
    handle = dlopen(name.c_str(), RTLD_NOW | RTLD_LOCAL);
    if (handle)
      return;
    std::string text = dlerror();
    if (text.rfind(name + ": ", 0) == 0)
      text.erase(0, name.size() + 2);
    close(descriptor);
    fail(file.path, ": cannot be loaded: ", text);
  }
  Library(const Library &) = delete;
  ~Library() {
    const std::lock_guard lock(loading);
    dlclose(handle);
    close(descriptor);
  }

  void *handle;

private:
  int descriptor;
};

} // namespace

std::shared_ptr<void> vitc::run::loadLibrary(const ModelFile &file) {
  // By what a file is, and when it was written last: what was checked is what runs.
  using Key = std::tuple<dev_t, ino_t, off_t, time_t, long>;
  static std::map<Key, std::weak_ptr<Library>> loaded;
  struct stat status;
  if (fstat(file.descriptor, &status) != 0)
    fail("cannot read ", file.path, ": ", std::strerror(errno));
  const std::lock_guard lock(loading);
  std::weak_ptr<Library> &known = loaded[{status.st_dev, status.st_ino, status.st_size,
                                          status.st_mtim.tv_sec, status.st_mtim.tv_nsec}];
  std::shared_ptr<Library> library = known.lock();
  if (!library)
    known = library = std::make_shared<Library>(file);
  return {library, library->handle};
}
