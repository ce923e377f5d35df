//===-- OnnxModel.h: an ONNX file in memory, its weights left in the file ---------------------===//
#ifndef VITC_FRONTEND_ONNX_ONNXMODEL_H
#define VITC_FRONTEND_ONNX_ONNXMODEL_H

#include "mlir/IR/BuiltinAttributes.h"
#include "mlir/IR/Diagnostics.h"
#include "onnx-ml.pb.h"
#include "llvm/Support/MemoryBuffer.h"
#include <memory>
#include <string>

namespace vitc::frontend {

/// Where in the model's own file the bytes of a tensor are.
struct InlineRange {
  uint64_t offset = 0, length = 0;
};

/// The bytes of `tensor`, of a model read by `readOnnxModel`, if they were left in its file.
std::optional<InlineRange> inlineRange(const onnx::TensorProto &tensor);

/// A location in the model as a whole.
mlir::Location fileLocation(llvm::StringRef path, mlir::MLIRContext *context);

/// Reads and parses the ONNX file at `path`. A weight of more than a kilobyte is not read: its
/// `inlineRange` says where in the file the bytes are. Faults of the file are diagnosed; then the result
/// is null.
std::unique_ptr<onnx::ModelProto> readOnnxModel(llvm::StringRef path, mlir::MLIRContext *context);

/// Builds a module's constants from a model's tensors.
class TensorReader {
public:
  TensorReader(llvm::StringRef modelPath, mlir::MLIRContext *context)
      : modelPath(modelPath), context(context) {}

  /// The value of `tensor`: a dense attribute if it is small, a range of a file if not. Elements of less
  /// than 8 bits become 8-bit integers, floats of at most 8 bits f32: the dialect has none of them. `what`
  /// names the tensor in diagnostics, which go to `location`; then the result is null.
  mlir::TypedAttr read(const onnx::TensorProto &tensor, llvm::StringRef what,
                       mlir::Location location);

  /// The element type that ONNX's number of a type stands for, or null, with a diagnostic, if the
  /// dialect has none.
  mlir::Type elementType(int onnxType, llvm::StringRef what, mlir::Location location);

private:
  mlir::TypedAttr readInline(const onnx::TensorProto &tensor, mlir::RankedTensorType type,
                             llvm::StringRef what, mlir::Location location);
  mlir::TypedAttr readBytes(const onnx::TensorProto &tensor, mlir::RankedTensorType type,
                            llvm::StringRef what, mlir::Location location);
  mlir::TypedAttr readNarrow(const onnx::TensorProto &tensor, llvm::ArrayRef<int64_t> shape,
                             llvm::StringRef what, mlir::Location location);
  mlir::TypedAttr readRange(const onnx::TensorProto &tensor, mlir::RankedTensorType type,
                            llvm::StringRef what, mlir::Location location);

  std::string modelPath;
  mlir::MLIRContext *context;
};

/// Whether elements are integers of less than 8 bits.
bool isNarrowInteger(int onnxType);
/// ONNX's name of an element type, such as "FLOAT16".
std::string onnxTypeName(int onnxType);

} // namespace vitc::frontend

#endif // VITC_FRONTEND_ONNX_ONNXMODEL_H
