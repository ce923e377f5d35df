// File.h: files that appear whole or not at all.
#ifndef VITC_TOOLS_RUN_FILE_H
#define VITC_TOOLS_RUN_FILE_H

#include <cstdio>
#include <string>

namespace vitc::run {

/// A file that gets its name only when it is complete; without commit() it
/// leaves nothing.
class NewFile {
public:
  /// Throws Error where the file cannot be created.
  explicit NewFile(const std::string &path);
  NewFile(NewFile &&other) noexcept;
  ~NewFile();
  void write(const void *data, size_t bytes);
  /// Everything is on its way to the disk: what can go wrong with a full one
  /// has gone wrong by now.
  void close();
  void commit();

private:
  std::string path, temporary;
  std::FILE *file = nullptr;
};

} // namespace vitc::run

#endif // VITC_TOOLS_RUN_FILE_H
