// ModelFile.h: a file that may be a model, read before anything of it is loaded.
#ifndef VITC_TOOLS_RUN_MODELFILE_H
#define VITC_TOOLS_RUN_MODELFILE_H

#include <cstdint>
#include <string>

namespace vitc::run {

/// Stays what it is, whatever gets its name meanwhile: what is checked is what is loaded.
class ModelFile {
public:
  /// Throws Error where there is no regular file that can be read.
  explicit ModelFile(const std::string &path);
  ModelFile(const ModelFile &) = delete;
  ~ModelFile();

  bool holds(uint64_t offset, uint64_t bytes) const {
    return offset <= size && bytes <= size - offset;
  }
  /// Throws Error where the file does not hold that.
  void read(uint64_t offset, void *data, uint64_t bytes) const;

  const std::string path;
  uint64_t size = 0;
  const int descriptor;
};

} // namespace vitc::run

#endif // VITC_TOOLS_RUN_MODELFILE_H
