//===-- OnnxImageSize.h: what a Vision Transformer says of its images -----------------------------===//
#ifndef VITC_FRONTEND_ONNX_ONNXIMAGESIZE_H
#define VITC_FRONTEND_ONNX_ONNXIMAGESIZE_H

#include "onnx-ml.pb.h"
#include "llvm/ADT/StringRef.h"
#include <array>
#include <cstdint>
#include <string>

namespace vitc::frontend {

/// Sizes of images that the weights of a model allow alone, where its file leaves them open.
struct ImpliedImage {
  /// Channels, height and width; 0: not implied.
  std::array<int64_t, 3> sizes{0, 0, 0};
  /// Why, for people.
  std::string reason;
};

/// What the patch embedding of input `input`, and the table of positions that is added to its patches, say of
/// it. `declared` are its sizes, 0 where they are open.
ImpliedImage findImpliedImage(const onnx::GraphProto &graph, llvm::StringRef input,
                              std::array<int64_t, 3> declared);

} // namespace vitc::frontend

#endif // VITC_FRONTEND_ONNX_ONNXIMAGESIZE_H
