//===-- PreprocessingReader.h: members of a file about pictures -----------------------------------===//
#ifndef VITC_FRONTEND_PREPROCESSINGREADER_H
#define VITC_FRONTEND_PREPROCESSINGREADER_H

#include "frontend/JsonDocument.h"
#include "frontend/Preprocessing.h"
#include "llvm/ADT/StringSet.h"

namespace vitc::frontend {

/// One number for each channel of RGB.
using Channels = std::array<double, 3>;

/// Reads members of one JSON object; the first fault is kept, and what comes behind it is skipped.
class PreprocessingReader {
public:
  PreprocessingReader(llvm::StringRef path, const JsonDocument &document, const Json &object,
                      llvm::StringRef pointer = "")
      : path(path), document(document), object(object), pointer(pointer) {}

  bool hasFailed() const { return !fault.empty(); }
  llvm::Error takeError();

  /// The file is wrong.
  void fail(llvm::StringRef key, const llvm::Twine &message);
  /// It may be right, but asks for what vitc does not do.
  void failUnread(llvm::StringRef key, const llvm::Twine &message);

  /// The member, or null if it is missing, or null in the file.
  const Json *find(llvm::StringRef key);
  /// `fallback` where the key is missing; without one that is a fault.
  bool boolean(llvm::StringRef key, std::optional<bool> fallback);
  double number(llvm::StringRef key, std::optional<double> fallback);
  std::string string(llvm::StringRef key);
  /// Three numbers, or one for all channels.
  Channels channels(llvm::StringRef key, std::optional<Channels> fallback);
  /// An edge in pixels.
  int64_t edge(llvm::StringRef key, const Json &value);

  /// Where every key of the object has been asked for: the first that has not is a fault.
  void refuseOthers(const llvm::Twine &what);
  void ignore(std::initializer_list<llvm::StringRef> keys);

private:
  const Json *need(llvm::StringRef key, bool hasFallback);

  std::string path;
  const JsonDocument &document;
  const Json &object;
  std::string pointer, fault;
  bool isUnread = false;
  llvm::StringSet<> known;
};

/// Reads the `pretrained_cfg` of a config.json of timm, which is `object`.
llvm::Expected<Preprocessing> readTimmPreprocessing(llvm::StringRef path,
                                                    const JsonDocument &document,
                                                    const Json &object, llvm::StringRef pointer);

} // namespace vitc::frontend

#endif // VITC_FRONTEND_PREPROCESSINGREADER_H
