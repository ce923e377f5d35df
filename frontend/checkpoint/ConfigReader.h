//===-- ConfigReader.h: a config.json, key by key -------------------------------------------------===//
#ifndef VITC_FRONTEND_CHECKPOINT_CONFIGREADER_H
#define VITC_FRONTEND_CHECKPOINT_CONFIGREADER_H

#include "frontend/JsonDocument.h"
#include "frontend/checkpoint/VisionTransformer.h"
#include "mlir/IR/Diagnostics.h"
#include "llvm/ADT/StringSet.h"

namespace vitc::frontend {

/// Reads the members of one object of a configuration. Members that are missing or null have the
/// default that the reference implementation gives them.
///
/// The first fault is reported, at the line of its key, and sets `failed`, also of the readers that this
/// one was got from, which outlive it; from then on everything is its default, and nothing more is said.
class ConfigReader {
public:
  /// Of one number of a model: channels, layers, rows of a filter.
  static constexpr int64_t largestCount = 1 << 16;
  static constexpr int64_t mostLabels = 1 << 24;

  ConfigReader(const JsonDocument &document, const Json &object, std::string pointer,
               llvm::StringRef path, mlir::MLIRContext *context)
      : document(document), object(object), pointer(std::move(pointer)), path(path),
        context(context) {}

  bool has(llvm::StringRef key) { return find(key) != nullptr; }
  bool isList(llvm::StringRef key) {
    const Json *value = find(key);
    return value && value->is_array();
  }
  /// Whether the key is there, without a value: what another default than its absence may stand for.
  bool isNull(llvm::StringRef key) const {
    const Json *value = findMember(object, key);
    return value && value->is_null();
  }
  int64_t integer(llvm::StringRef key, int64_t otherwise);
  /// A number of things: at least `least`, and not beyond any model.
  int64_t count(llvm::StringRef key, int64_t otherwise, int64_t least = 1,
                int64_t most = largestCount);
  double number(llvm::StringRef key, double otherwise);
  /// What a normalisation adds to a variance: at least 0.
  double epsilon(llvm::StringRef key, double otherwise);
  /// The rate of a dropout: at least 0, below 1.
  double dropoutRate(llvm::StringRef key, double otherwise = 0);
  bool flag(llvm::StringRef key, bool otherwise);
  /// One of each of `stages` things.
  llvm::SmallVector<bool> flags(llvm::StringRef key, llvm::ArrayRef<bool> otherwise, size_t stages);
  std::string text(llvm::StringRef key, llvm::StringRef otherwise);
  /// One number for both, or [height, width].
  Size size(llvm::StringRef key, Size otherwise);
  /// The same, both as `count` reads one.
  Size extent(llvm::StringRef key, Size otherwise);
  /// A [height, width] of each of several things.
  llvm::SmallVector<Size> sizes(llvm::StringRef key, llvm::ArrayRef<Size> otherwise);
  llvm::SmallVector<int64_t> integers(llvm::StringRef key, llvm::ArrayRef<int64_t> otherwise);
  /// One number of things for every stage of a model: as many as `otherwise` has, or `stages`.
  llvm::SmallVector<int64_t> counts(llvm::StringRef key, llvm::ArrayRef<int64_t> otherwise,
                                    std::optional<size_t> stages = std::nullopt);
  llvm::SmallVector<double> numbers(llvm::StringRef key, llvm::ArrayRef<double> otherwise);
  llvm::SmallVector<std::string> texts(llvm::StringRef key);
  /// An activation by the name that transformers gives it.
  Activation activation(llvm::StringRef key, llvm::StringRef otherwise);
  /// A reader of the object `key`, or nothing if there is none.
  std::optional<ConfigReader> inner(llvm::StringRef key);

  /// A reader of `value` that reports as if it stood at `key`.
  ConfigReader at(llvm::StringRef key, const Json &value);
  /// Copies all members to `target`, over those that it has.
  void mergeInto(Json &target) const;
  /// How many members the object has.
  int64_t memberCount() const { return int64_t(object.size()); }

  /// Marks keys that make no difference to what is compiled.
  void ignore(std::initializer_list<llvm::StringLiteral> keys);
  /// The same of all keys that begin with one of `prefixes`.
  void ignoreAll(std::initializer_list<llvm::StringLiteral> prefixes);
  /// Warns of keys that nobody asked for: they have no influence.
  void warnOfUnread();
  /// The same as an error, with the key that may be meant. Whether there is none.
  bool checkAllRead();

  /// Reports `message` (what is wrong; the remedy) at `key`, or at the whole object for "".
  void fail(llvm::StringRef key, const llvm::Twine &message);
  mlir::Location locationOf(llvm::StringRef key) const;
  llvm::StringRef getPath() const { return path; }

  bool failed = false;

private:
  const Json *find(llvm::StringRef key);

  const JsonDocument &document;
  const Json &object;
  std::string pointer, path;
  mlir::MLIRContext *context;
  ConfigReader *outer = nullptr;
  llvm::StringSet<> read;
};

/// The activation that transformers and timm call `name`; nothing if it is none that vitc compiles.
std::optional<Activation> findActivation(llvm::StringRef name);
/// Their names, to be listed.
std::vector<std::string> activationNames();

} // namespace vitc::frontend

#endif // VITC_FRONTEND_CHECKPOINT_CONFIGREADER_H
