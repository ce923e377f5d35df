//===-- FolderContents.cpp ------------------------------------------------------------------------===//
#include "frontend/checkpoint/FolderContents.h"
#include "frontend/Suggestions.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"

namespace vitc::frontend {
namespace {

namespace fs = llvm::sys::fs;

std::string inFolder(llvm::StringRef folder, llvm::StringRef name) {
  llvm::SmallString<256> path(folder);
  llvm::sys::path::append(path, name);
  return path.str().str();
}

/// The names in `folder`, sorted.
std::vector<std::string> namesIn(llvm::StringRef folder) {
  std::vector<std::string> names;
  std::error_code error;
  for (fs::directory_iterator it(folder, error), end; !error && it != end; it.increment(error))
    names.push_back(llvm::sys::path::filename(it->path()).str());
  llvm::sort(names);
  return names;
}

/// Caches of downloads hold links to files that may not be there (any more).
bool isDanglingLink(llvm::StringRef folder, llvm::StringRef name) {
  std::string path = inFolder(folder, name);
  return fs::is_symlink_file(path) && !fs::exists(path);
}

std::string adviseFetching(llvm::StringRef link) {
  return "; '" + link.str() + "' is a link to a file that is not there: fetch it again";
}

/// Checkpoints in folders below: those of a training run, or the revisions of a download.
std::vector<std::string> checkpointsBelow(llvm::StringRef folder) {
  std::vector<std::string> found;
  for (const std::string &name : namesIn(folder)) {
    if (hasFile(inFolder(folder, name), "config.json"))
      found.push_back(name);
    if (name == "snapshots")
      for (const std::string &revision : namesIn(inFolder(folder, name)))
        if (hasFile(inFolder(inFolder(folder, name), revision), "config.json"))
          found.push_back(inFolder(name, revision));
  }
  return found;
}

/// Exports of the same model.
std::string adviseOnnx(llvm::StringRef folder) {
  for (llvm::StringRef below : {"", "onnx"})
    for (const std::string &name : namesIn(inFolder(folder, below)))
      if (llvm::StringRef(name).ends_with(".onnx"))
        return "; it has " + inFolder(below, name) + ": compile that";
  return "";
}

struct OtherFile {
  llvm::StringLiteral name, advice;
};

/// The advice for the first of `files` that is in `folder`; "" if none is.
std::string adviseFor(llvm::StringRef folder, llvm::ArrayRef<OtherFile> files) {
  for (const OtherFile &file : files)
    if (hasFile(folder, file.name))
      return "; it has " + file.name.str() + ", " + file.advice.str();
  return "";
}

constexpr OtherFile otherConfigs[] = {
    {"open_clip_config.json", "so it is a model of open_clip, which vitc does not read: export its "
                              "image encoder to ONNX and compile that"},
    {"adapter_config.json", "so it is an adapter, which is no model: merge it into its model "
                            "(merge_and_unload) and save that"},
    {"model_index.json", "so it is a pipeline: name the folder of its model"},
};
constexpr OtherFile otherWeights[] = {
    {"pytorch_model.bin", "a pickle, which vitc does not read: save the model again with "
                          "save_pretrained(folder, safe_serialization=True)"},
    {"pytorch_model.bin.index.json",
     "an index of pickles, which vitc does not read: save the model "
     "again with save_pretrained(folder, safe_serialization=True)"},
    {"adapter_model.safetensors", "which is an adapter alone: merge it into its model "
                                  "(merge_and_unload) and save that"},
    {"tf_model.h5", "weights of TensorFlow: load the model with from_tf=True and save it again"},
    {"flax_model.msgpack", "weights of Flax: load the model with from_flax=True and save it again"},
};

} // namespace

bool hasFile(llvm::StringRef folder, llvm::StringRef name) {
  return fs::exists(inFolder(folder, name));
}

std::string adviseWithoutConfig(llvm::StringRef folder) {
  if (isDanglingLink(folder, "config.json"))
    return adviseFetching("config.json");
  std::vector<std::string> below = checkpointsBelow(folder);
  if (!below.empty())
    return "; name a folder below it, such as " + listNames(below, 3);
  std::string advice = adviseFor(folder, otherConfigs);
  if (advice.empty())
    advice = adviseOnnx(folder);
  return advice.empty() ? "; name a checkpoint as transformers or timm save it, or a model file"
                        : advice;
}

std::string adviseWithoutWeights(llvm::StringRef folder) {
  for (llvm::StringRef name : {"model.safetensors", "model.safetensors.index.json"})
    if (isDanglingLink(folder, name))
      return adviseFetching(name);
  if (std::string advice = adviseOnnx(folder); !advice.empty())
    return advice;
  if (std::string advice = adviseFor(folder, otherWeights); !advice.empty())
    return advice;
  std::vector<std::string> others, shards;
  for (const std::string &name : namesIn(folder))
    if (llvm::StringRef(name).ends_with(".safetensors"))
      (llvm::StringRef(name).contains("-of-") ? shards : others).push_back(name);
  if (!shards.empty())
    return "; it has parts (" + listNames(shards, 3) +
           "): fetch model.safetensors.index.json too, which says what is in them";
  if (!others.empty())
    return "; it has " + listNames(others, 3) + ": if that is the model, call it model.safetensors";
  return "; fetch the model's weights in the safetensors format";
}

} // namespace vitc::frontend
