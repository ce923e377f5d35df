//===-- TextEmbeddings.h: texts that pictures are compared with -----------------------------------===//
#ifndef VITC_FRONTEND_CHECKPOINT_TEXTEMBEDDINGS_H
#define VITC_FRONTEND_CHECKPOINT_TEXTEMBEDDINGS_H

#include "ir/Tensor.h"
#include "llvm/Support/Error.h"
#include <optional>
#include <string>
#include <vector>

namespace vitc::frontend {

/// What a model's encoder of texts makes of the names of classes.
struct TextEmbeddings {
  /// f32 [names, size], each row of length 1; there once it was read.
  std::optional<Tensor> rows;
  /// Of the rows; none where the file has none.
  std::vector<std::string> names;
};

/// Embeddings of `size` numbers each:
///  - an array [names, size] in a .npy file;
///  - the one tensor of two dimensions in a .safetensors file, whose metadata may have `labels`, a JSON array of
///    strings;
///  - or one tensor [size] for each name there, in alphabetical order.
/// Errors name the file: none of these, another width, no floats, a row that is zero or not finite, or as many names
/// as there are no rows.
llvm::Expected<TextEmbeddings> readTextEmbeddings(llvm::StringRef path, int64_t size,
                                                  mlir::MLIRContext *context);

} // namespace vitc::frontend

#endif // VITC_FRONTEND_CHECKPOINT_TEXTEMBEDDINGS_H
