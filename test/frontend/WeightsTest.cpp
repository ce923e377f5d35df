// WeightsTest.cpp: files of weights, sound and broken. What NumPy writes is tested in json_weights.py.
#include "frontend/weights/Numpy.h"
#include "frontend/weights/Safetensors.h"
#include "ir/Tensor.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/raw_ostream.h"
#include <gtest/gtest.h>
#include <unistd.h>

using namespace mlir;
using namespace vitc;
using namespace vitc::frontend;

namespace {

std::string littleEndian(uint64_t number, int bytes) {
  std::string text;
  for (int i = 0; i < bytes; ++i)
    text += static_cast<char>(number >> 8 * i);
  return text;
}

std::string safetensors(const std::string &header, size_t dataBytes) {
  std::string data(dataBytes, '\0');
  for (size_t i = 0; i < dataBytes; ++i)
    data[i] = static_cast<char>(i);
  return littleEndian(header.size(), 8) + header + data;
}

class Weights : public ::testing::Test {
protected:
  void SetUp() override {
    context.loadDialect<vit::VitDialect>();
    ASSERT_FALSE(llvm::sys::fs::createUniqueDirectory("vitc-weights", folder));
  }
  void TearDown() override { (void)llvm::sys::fs::remove_directories(folder); }

  std::string write(StringRef name, const std::string &content) {
    SmallString<128> path(folder);
    llvm::sys::path::append(path, name);
    std::error_code error;
    llvm::raw_fd_ostream(path, error) << content;
    return path.str().str();
  }

  /// `error` has all `parts`, in this order.
  static void expectError(llvm::Error error, std::initializer_list<StringRef> parts) {
    std::string message = toString(std::move(error));
    StringRef rest = message;
    ASSERT_FALSE(message.empty()) << "no error";
    for (StringRef part : parts) {
      ASSERT_NE(rest.find(part), StringRef::npos) << message << "\nlacks " << part.str();
      rest = rest.split(part).second;
    }
  }
  void expectSafetensorsError(const std::string &content, std::initializer_list<StringRef> parts) {
    std::string path = write("w.safetensors", content);
    auto tensors = readSafetensors(path, &context);
    expectError(tensors.takeError(), {"w.safetensors': "});
    expectError(readSafetensors(path, &context).takeError(), parts);
  }
  void expectHeaderError(const std::string &header, std::initializer_list<StringRef> parts) {
    expectSafetensorsError(safetensors(header, 16), parts);
  }
  void expectNpyError(const std::string &header, std::initializer_list<StringRef> parts) {
    std::string path = write("a.npy", npy(header, 16));
    expectError(readNpy(path, &context).takeError(), parts);
  }
  static std::string npy(const std::string &header, size_t dataBytes) {
    return std::string("\x93NUMPY\1\0", 8) + littleEndian(header.size(), 2) + header +
           std::string(dataBytes, '\1');
  }

  MLIRContext context;
  SmallString<128> folder;
};

//===-- safetensors ---------------------------------------------------------------------------===//

TEST_F(Weights, tensors_are_ranges_of_the_file) {
  std::string header = R"({"__metadata__": {"format": "pt"},
    "b": {"dtype": "BF16", "shape": [2, 3], "data_offsets": [4, 16]},
    "a": {"dtype": "F32", "shape": [], "data_offsets": [0, 4]}, "e": {"dtype":"I8","shape":[0],"data_offsets":[9,9]}}  )";
  std::string path = write("w.safetensors", safetensors(header, 16));
  auto tensors = readSafetensors(path, &context);
  ASSERT_TRUE(bool(tensors)) << toString(tensors.takeError());
  ASSERT_EQ(tensors->size(), 3u);
  const StoredTensor &b = tensors->at("b");
  EXPECT_EQ(b.offset, 8 + header.size() + 4);
  EXPECT_EQ(b.type, RankedTensorType::get({2, 3}, BFloat16Type::get(&context)));
  auto value = toConstant(b);
  ASSERT_TRUE(bool(value));
  EXPECT_EQ(cast<DenseElementsAttr>(*value).getRawData()[0], 4);
}

TEST_F(Weights, large_tensors_stay_in_the_file) {
  std::string header = R"({"w": {"dtype": "F32", "shape": [512], "data_offsets": [0, 2048]}})";
  auto tensors = readSafetensors(write("w.safetensors", safetensors(header, 2048)), &context);
  ASSERT_TRUE(bool(tensors));
  auto value = toConstant(tensors->at("w"));
  ASSERT_TRUE(bool(value));
  auto range = dyn_cast<vit::FileRangeAttr>(*value);
  ASSERT_TRUE(range);
  EXPECT_EQ(range.getOffset(), 8 + header.size());
}

TEST_F(Weights, half_precision_weights_are_cast) {
  std::string header = R"({"w": {"dtype": "F16", "shape": [4], "data_offsets": [0, 8]}})";
  auto tensors = readSafetensors(write("w.safetensors", safetensors(header, 8)), &context);
  ASSERT_TRUE(bool(tensors));
  OwningOpRef<ModuleOp> module = ModuleOp::create(UnknownLoc::get(&context));
  OpBuilder builder(module->getBodyRegion());
  for (Type type : {Type(builder.getF32Type()), Type(builder.getF16Type())}) {
    auto value = createWeight(builder, module->getLoc(), tensors->at("w"), type);
    ASSERT_TRUE(bool(value));
    EXPECT_EQ(cast<RankedTensorType>(value->getType()).getElementType(), type);
  }
}

TEST_F(Weights, safetensors_headers_that_are_none) {
  expectSafetensorsError("", {"0 bytes", "takes 8"});
  expectSafetensorsError("abc", {"3 bytes"});
  expectSafetensorsError(littleEndian(100, 8) + "{}", {"100 bytes", "only 2", "truncated"});
  expectSafetensorsError(std::string(8, '\xff') + "{}", {"18446744073709551615", "only 2"});
  expectSafetensorsError("version https://git-lfs.github.com/spec/v1", {"git lfs pull"});
  expectHeaderError("{\"a\": ", {"header is no JSON", "line 1"});
  expectHeaderError("[]", {"no JSON object"});
  expectHeaderError(R"({"a": 1, "a": 2})", {"two members 'a'"});
  expectHeaderError(std::string(100, '[') + std::string(100, ']'), {"64 levels"});
  // A header of more than the format allows, in a file that has as many bytes.
  std::string huge = write("huge.safetensors", littleEndian(200'000'000, 8));
  ASSERT_EQ(::truncate(huge.c_str(), 300'000'000), 0);
  expectError(readSafetensors(huge, &context).takeError(),
              {"huge.safetensors'", "200000000 bytes", "no header has more than 100000000"});
  expectError(readSafetensors("/nowhere.safetensors", &context).takeError(),
              {"/nowhere", "No such"});
  expectError(readSafetensors(folder, &context).takeError(), {"not a regular file"});
}

TEST_F(Weights, safetensors_entries_that_do_not_fit) {
  expectHeaderError(R"({"a": 1})", {"tensor 'a'", "no object"});
  expectHeaderError(R"({"a": {"shape": [], "data_offsets": [0, 4]}})", {"'a'", "dtype is missing"});
  expectHeaderError(R"({"a": {"dtype": "F8_E4M3", "shape": [4], "data_offsets": [0, 4]}})",
                    {"'a'", "unsupported dtype 'F8_E4M3'", "'BF16'"});
  for (const char *shape : {"4", "[-4]", "[1.0]", "[\"4\"]", "[18446744073709551615]"})
    expectHeaderError(std::string(R"({"a": {"dtype": "I8", "data_offsets": [0, 4], "shape": )") +
                          shape + "}}",
                      {"'a'", "its shape is missing"});
  expectHeaderError(
      R"({"a": {"dtype": "F32", "shape": [3037000500, 3037000500], "data_offsets": [0, 4]}})",
      {"'a'", "larger than any memory"});
  expectHeaderError(
      R"({"a": {"dtype": "I8", "shape": [4611686018427387904],
          "data_offsets": [0, 4611686018427387904]}})",
      {"'a'", "end at byte 4611686018427387904", "16 bytes of data", "truncated"});
  expectHeaderError(R"({"a": {"dtype": "F32", "shape": [2], "data_offsets": [0, 4]}})",
                    {"'a'", "8 bytes", "data_offsets 4"});
  expectHeaderError(R"({"a": {"dtype": "F32", "shape": [1]}})", {"'a'", "data_offsets is missing"});
  for (const char *offsets : {"[4, 0]", "[0]", "[0, 2, 4]"})
    expectHeaderError(std::string(R"({"a": {"dtype": "F32", "shape": [1], "data_offsets": )") +
                          offsets + "}}",
                      {"'a'", "begin and end"});
  expectHeaderError(R"({"a": {"dtype": "F32", "shape": [1], "data_offsets": [16, 20]}})",
                    {"'a'", "end at byte 20", "16 bytes of data", "truncated"});
  expectHeaderError(R"({"a": {"dtype": "F32", "shape": [2], "data_offsets": [0, 8]},
                        "b": {"dtype": "F32", "shape": [2], "data_offsets": [7, 15]}})",
                    {"tensor 'b'", "overlap those of 'a'"});
}

TEST_F(Weights, checkpoint_folders) {
  expectError(readCheckpointTensors(folder, &context).takeError(), {"neither model.safetensors"});
  write("pytorch_model.bin", "");
  expectError(readCheckpointTensors(folder, &context).takeError(),
              {"pickle", "safe_serialization"});
  auto shard = [](const char *name) {
    return safetensors(std::string("{\"") + name +
                           R"(": {"dtype": "F32", "shape": [1], "data_offsets": [0, 4]}})",
                       4);
  };
  write("1.safetensors", shard("a"));
  write("2.safetensors", shard("b"));
  auto index = [&](const char *map) { write("model.safetensors.index.json", map); };
  index(R"({"weight_map": {"a": "1.safetensors", "b": "2.safetensors"}})");
  auto tensors = readCheckpointTensors(folder, &context);
  ASSERT_TRUE(bool(tensors)) << toString(tensors.takeError());
  EXPECT_EQ(tensors->size(), 2u);
  EXPECT_TRUE(StringRef(tensors->at("b").path).ends_with("2.safetensors"));

  auto fails = [&](const char *map, std::initializer_list<StringRef> parts) {
    index(map);
    expectError(readCheckpointTensors(folder, &context).takeError(), parts);
  };
  fails("[", {"index.json:1:2: it is no JSON"});
  fails("{}", {"no object 'weight_map'"});
  fails(R"({"weight_map": {"a": 1}})", {"tensor 'a'", "no string"});
  for (const char *file : {"../1.safetensors", "/1.safetensors", "a/1.safetensors", "..", ".", "",
                           "..\\\\1.safetensors", "1.safetensors\\u0000"})
    fails((std::string(R"({"weight_map": {"a": ")") + file + "\"}}").c_str(),
          {"index.json'", "tensor 'a'", "is no file of the folder"});
  fails(R"({"weight_map": {"b": "1.safetensors"}})", {"'b' is not in '1.safetensors'"});
  fails(R"({"weight_map": {"a": "3.safetensors"}})",
        {"tensor 'a' is in '3.safetensors'", "fetch that file"});
  write("model.safetensors", shard("c"));
  tensors = readCheckpointTensors(folder, &context);
  ASSERT_TRUE(bool(tensors));
  EXPECT_EQ(tensors->count("c"), 1u);
}

//===-- .npy, .npz, raw -----------------------------------------------------------------------===//

TEST_F(Weights, npy_headers) {
  std::string header = "{'descr': '<f4', 'fortran_order': False, 'shape': (2L, 2,), }\n";
  auto tensor = readNpy(write("a.npy", npy(header, 16)), &context);
  ASSERT_TRUE(bool(tensor)) << toString(tensor.takeError());
  EXPECT_EQ(tensor->offset, 10 + header.size());
  EXPECT_EQ(tensor->type, RankedTensorType::get({2, 2}, Float32Type::get(&context)));

  expectNpyError("{'descr': '>f4', 'fortran_order': False, 'shape': (4,)}",
                 {"big-endian", "'<f4'"});
  expectNpyError("{'descr': '<c8', 'fortran_order': False, 'shape': (4,)}",
                 {"unsupported dtype '<c8'"});
  expectNpyError("{'descr': [('x', '<f4')], 'fortran_order': False, 'shape': (4,)}",
                 {"structured"});
  expectNpyError("{'descr': '<f4', 'fortran_order': True, 'shape': (2, 2)}",
                 {"Fortran", "ascontiguousarray"});
  expectNpyError("{'descr': '<f4', 'fortran_order': False, 'shape': (5,)}",
                 {"truncated", "20", "16"});
  expectNpyError("{'descr': '<f4', 'fortran_order': False, 'shape': (-1,)}", {"the size -1"});
  expectNpyError("{'descr': '<f4', 'fortran_order': False, 'shape': (4611686018427387904, 4)}",
                 {"larger than any memory"});
  for (const char *damaged :
       {"", "{", "{'descr': '<f4'}", "{'descr': '<f4', 'fortran_order': 0, 'shape': ()}", "[]"})
    expectNpyError(damaged, {"header is damaged"});
  expectError(readNpy(write("b.npy", "abc"), &context).takeError(), {"b.npy", "no .npy file"});
  expectError(readNpy(write("b.npy", std::string("\x93NUMPY\1\0\xff\xff{", 11) + "}"), &context)
                  .takeError(),
              {"ends within"});
  expectError(readNpy(write("b.npy", std::string("\x93NUMPY\7\0\xff\xff{", 11) + "}"), &context)
                  .takeError(),
              {"version 7"});
  expectError(readNpy("/nowhere.npy", &context).takeError(), {"/nowhere.npy", "No such"});
}

TEST_F(Weights, archives_that_are_none) {
  expectError(readNpz(write("a.npz", "abc"), "a", &context).takeError(),
              {"a.npz", "no ZIP archive"});
  std::string end = std::string("PK\5\6\0\0\0\0\1\0\1\0", 12);
  expectError(
      readNpz(write("a.npz", end + littleEndian(46, 4) + littleEndian(7, 4) + std::string(2, '\0')),
              "a", &context)
          .takeError(),
      {"damaged"});
  expectError(
      readNpz(write("a.npz", end + std::string(8, '\xff') + std::string(2, '\0')), "a", &context)
          .takeError(),
      {"damaged"});
}

TEST_F(Weights, archives_that_claim_too_much) {
  // An empty deflated stream that should become almost 4 GB, once in 32 bits and once in 64.
  auto archive = [&](uint64_t bytes, const std::string &extra) {
    std::string sizes = littleEndian(2, 4) + littleEndian(bytes, 4), name = "a.npy";
    std::string common = std::string("\x14\0\0\0\x08\0", 6) + std::string(8, '\0') + sizes +
                         littleEndian(name.size(), 2) + littleEndian(extra.size(), 2);
    std::string member = "PK\3\4" + common + name + extra + std::string("\3\0", 2);
    std::string directory =
        std::string("PK\1\2\x14\0", 6) + common + std::string(14, '\0') + name + extra;
    return member + directory + std::string("PK\5\6\0\0\0\0\1\0\1\0", 12) +
           littleEndian(directory.size(), 4) + littleEndian(member.size(), 4) +
           std::string(2, '\0');
  };
  auto fails = [&](const std::string &content, StringRef claim) {
    std::string path = write("a.npz", content);
    expectError(readNpz(path, "a", &context, Compressed::Unpack).takeError(),
                {"a.npz'", "'a'", "is damaged", claim, "save it again"});
  };
  fails(archive(0xfffffff0, ""), "4294967280 bytes");
  fails(archive(0xffffffff,
                littleEndian(1, 2) + littleEndian(8, 2) + littleEndian(uint64_t(1) << 62, 8)),
        "4611686018427387904 bytes");
}

TEST_F(Weights, raw_files) {
  auto type = RankedTensorType::get({4}, Float32Type::get(&context));
  std::string path = write("w.bin", std::string(20, 'x'));
  auto tensor = readRaw(path, type, 4);
  ASSERT_TRUE(bool(tensor));
  EXPECT_EQ(tensor->offset, 4u);
  expectError(readRaw(path, type, 5).takeError(), {"16 bytes at offset 5", "only 20"});
  expectError(readRaw(path, type, ~uint64_t(0)).takeError(), {"only 20"});
  expectError(readRaw("/nowhere.bin", type, 0).takeError(), {"/nowhere.bin", "No such"});
}

} // namespace
