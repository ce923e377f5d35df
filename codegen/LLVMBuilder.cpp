//===-- LLVMBuilder.cpp: globals and functions of the LLVM dialect, in a few words ------------===//
#include "codegen/LLVMBuilder.h"
#include "ir/VitOpsLayout.h"

using namespace mlir;

namespace vitc {

LLVMBuilder::LLVMBuilder(ModuleOp module)
    : builder(module.getBodyRegion()), loc(module.getLoc()),
      ptr(LLVM::LLVMPointerType::get(module.getContext())), i8(builder.getI8Type()),
      i16(builder.getI16Type()), i32(builder.getI32Type()), i64(builder.getI64Type()),
      f64(builder.getF64Type()), module(module) {
  builder.setInsertionPointToEnd(module.getBody());
}

LLVM::LLVMStructType LLVMBuilder::structOf(ArrayRef<Type> fields) {
  return LLVM::LLVMStructType::getLiteral(builder.getContext(), fields);
}

Type LLVMBuilder::arrayOf(Type element, int64_t size) {
  return LLVM::LLVMArrayType::get(element, size);
}

Value LLVMBuilder::constant(Type type, int64_t value) {
  return LLVM::ConstantOp::create(builder, loc, type, builder.getIntegerAttr(type, value));
}

Value LLVMBuilder::constant(double value) {
  return LLVM::ConstantOp::create(builder, loc, f64, builder.getF64FloatAttr(value));
}

Value LLVMBuilder::null() { return LLVM::ZeroOp::create(builder, loc, ptr); }

Value LLVMBuilder::address(StringRef global) {
  return LLVM::AddressOfOp::create(builder, loc, ptr, global);
}

Value LLVMBuilder::advance(Value base, int64_t bytes) {
  if (bytes == 0)
    return base;
  return LLVM::GEPOp::create(builder, loc, ptr, i8, base, ValueRange(constant(i64, bytes)));
}

Value LLVMBuilder::aggregate(Type type, ArrayRef<Value> fields) {
  Value value = LLVM::UndefOp::create(builder, loc, type);
  for (auto [index, field] : llvm::enumerate(fields))
    value = LLVM::InsertValueOp::create(builder, loc, value, field, int64_t(index));
  return value;
}

LLVM::GlobalOp LLVMBuilder::global(StringRef name, Type type,
                                   llvm::function_ref<Value()> initialise) {
  OpBuilder::InsertionGuard guard(builder);
  builder.setInsertionPointToEnd(module.getBody());
  auto global = LLVM::GlobalOp::create(builder, loc, type, /*isConstant=*/true,
                                       LLVM::Linkage::Internal, name, Attribute());
  builder.createBlock(&global.getInitializerRegion());
  LLVM::ReturnOp::create(builder, loc, initialise());
  return global;
}

std::string LLVMBuilder::string(StringRef text) {
  OpBuilder::InsertionGuard guard(builder);
  builder.setInsertionPointToEnd(module.getBody());
  std::string name = ".str." + std::to_string(numNames++);
  std::string bytes = text.str();
  bytes.push_back('\0');
  LLVM::GlobalOp::create(builder, loc, arrayOf(i8, bytes.size()), /*isConstant=*/true,
                         LLVM::Linkage::Internal, name, builder.getStringAttr(bytes));
  return name;
}

std::string LLVMBuilder::integers(ArrayRef<int64_t> values) {
  std::string name = ".i64." + std::to_string(numNames++);
  Type type = arrayOf(i64, values.size());
  global(name, type, [&] {
    return aggregate(type,
                     llvm::map_to_vector(values, [&](int64_t v) { return constant(i64, v); }));
  });
  return name;
}

LLVM::LLVMFuncOp LLVMBuilder::declare(StringRef name, Type result, ArrayRef<Type> arguments) {
  OpBuilder::InsertionGuard guard(builder);
  builder.setInsertionPointToEnd(module.getBody());
  auto function =
      LLVM::LLVMFuncOp::create(builder, loc, name, LLVM::LLVMFunctionType::get(result, arguments));
  function.setVisibility_(LLVM::Visibility::Hidden);
  return function;
}

LLVM::LLVMFuncOp LLVMBuilder::define(StringRef name, Type result, ArrayRef<Type> arguments,
                                     bool isExported, llvm::function_ref<Value(Block &)> build) {
  LLVM::LLVMFuncOp function = declare(name, result, arguments);
  function.setVisibility_(isExported ? LLVM::Visibility::Default : LLVM::Visibility::Hidden);
  OpBuilder::InsertionGuard guard(builder);
  Block *entry = function.addEntryBlock(builder);
  builder.setInsertionPointToStart(entry);
  Value value = build(*entry);
  LLVM::ReturnOp::create(builder, loc, value ? ValueRange(value) : ValueRange());
  return function;
}

Value LLVMBuilder::call(LLVM::LLVMFuncOp function, ValueRange arguments) {
  auto call = LLVM::CallOp::create(builder, loc, function, arguments);
  return call.getNumResults() ? call.getResult() : Value();
}

} // namespace vitc
