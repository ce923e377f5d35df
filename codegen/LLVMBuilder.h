//===-- LLVMBuilder.h: globals and functions of the LLVM dialect, in a few words -----------------===//
#ifndef VITC_CODEGEN_LLVMBUILDER_H
#define VITC_CODEGEN_LLVMBUILDER_H

#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/IR/Builders.h"
#include "mlir/IR/BuiltinOps.h"
#include "llvm/ADT/STLFunctionalExtras.h"

namespace vitc {

/// Builds a module of the LLVM dialect: data first, then functions. Everything is hidden unless said
/// otherwise: the shared object shows the model's functions alone.
class LLVMBuilder {
public:
  explicit LLVMBuilder(mlir::ModuleOp module);

  mlir::OpBuilder builder;
  mlir::Location loc;
  mlir::LLVM::LLVMPointerType ptr;
  mlir::Type i8, i16, i32, i64, f64;

  mlir::LLVM::LLVMStructType structOf(llvm::ArrayRef<mlir::Type> fields);
  mlir::Type arrayOf(mlir::Type element, int64_t size);

  /// Values for the body of a function or of a global.
  mlir::Value constant(mlir::Type type, int64_t value);
  mlir::Value constant(double value);
  mlir::Value null();
  mlir::Value address(llvm::StringRef global);
  /// `base` plus `bytes`.
  mlir::Value advance(mlir::Value base, int64_t bytes);
  mlir::Value aggregate(mlir::Type type, llvm::ArrayRef<mlir::Value> fields);

  /// A constant global whose value `initialise` builds.
  mlir::LLVM::GlobalOp global(llvm::StringRef name, mlir::Type type,
                              llvm::function_ref<mlir::Value()> initialise);
  /// A constant, zero-terminated string; equal ones are not shared. Returns its symbol.
  std::string string(llvm::StringRef text);
  /// A constant array of 64-bit integers. Returns its symbol.
  std::string integers(llvm::ArrayRef<int64_t> values);

  /// Declares a function that another object defines.
  mlir::LLVM::LLVMFuncOp declare(llvm::StringRef name, mlir::Type result,
                                 llvm::ArrayRef<mlir::Type> arguments);
  /// Defines a function; `build` gets its arguments and returns what it returns (null for void).
  mlir::LLVM::LLVMFuncOp define(llvm::StringRef name, mlir::Type result,
                                llvm::ArrayRef<mlir::Type> arguments, bool isExported,
                                llvm::function_ref<mlir::Value(mlir::Block &)> build);
  mlir::Value call(mlir::LLVM::LLVMFuncOp function, mlir::ValueRange arguments);

private:
  mlir::ModuleOp module;
  unsigned numNames = 0;
};

} // namespace vitc

#endif // VITC_CODEGEN_LLVMBUILDER_H
