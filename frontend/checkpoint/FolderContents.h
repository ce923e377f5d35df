//===-- FolderContents.h: what a folder has instead of what vitc reads ----------------------------===//
#ifndef VITC_FRONTEND_CHECKPOINT_FOLDERCONTENTS_H
#define VITC_FRONTEND_CHECKPOINT_FOLDERCONTENTS_H

#include "llvm/ADT/StringRef.h"
#include <string>

namespace vitc::frontend {

/// What to do about a folder without config.json, by what else is there.
std::string adviseWithoutConfig(llvm::StringRef folder);

/// What to do about a folder without model.safetensors and its index, by what else is there.
std::string adviseWithoutWeights(llvm::StringRef folder);

/// Whether `folder` has the file `name`.
bool hasFile(llvm::StringRef folder, llvm::StringRef name);

} // namespace vitc::frontend

#endif // VITC_FRONTEND_CHECKPOINT_FOLDERCONTENTS_H
