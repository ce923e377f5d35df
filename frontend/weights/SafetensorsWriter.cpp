//===-- SafetensorsWriter.cpp -----------------------------------------------------------------===//
#include "frontend/weights/SafetensorsWriter.h"
#include "frontend/JsonDocument.h"
#include "frontend/weights/Safetensors.h"
#include "ir/ElementTypes.h"
#include "ir/Files.h"
#include "ir/Tensor.h"
#include "llvm/Support/Endian.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MathExtras.h"

using namespace mlir;

namespace vitc::frontend {

using Constants = ArrayRef<std::pair<std::string, TypedAttr>>;

static constexpr uint64_t alignment = 64;
/// Pages of the files that the weights come from are given back after so many bytes.
static constexpr uint64_t bytesBetweenDrops = uint64_t(256) << 20;

/// The length of the header and the header, with spaces up to where the data begin. The format allows
/// no holes: tensors behind the first are as aligned as the sizes before them.
static std::string headerOf(Constants constants) {
  Json header = Json::object();
  auto &members = header.get_ref<Json::object_t &>();
  uint64_t begin = 0;
  for (const auto &[name, value] : constants) {
    auto type = cast<RankedTensorType>(value.getType());
    uint64_t end = begin + tensorBytes(type);
    Json entry = {{"dtype", elementTypeOf(type.getElementType()).upperName.str()},
                  {"shape", Json::array()},
                  {"data_offsets", {begin, end}}};
    for (int64_t size : type.getShape())
      entry["shape"].push_back(size);
    members.push_back({name, std::move(entry)});
    begin = end;
  }
  std::string text = header.dump(-1, ' ', false, Json::error_handler_t::replace);
  text.resize(llvm::alignTo(text.size() + 8, alignment) - 8, ' ');
  char length[8];
  llvm::support::endian::write64le(length, text.size());
  return std::string(length, 8) + text;
}

llvm::Error writeSafetensors(StringRef path, Constants constants) {
  std::vector<Tensor> tensors; // views of mapped files: nothing is read yet
  for (const auto &constant : constants) {
    llvm::Expected<Tensor> tensor = Tensor::fromAttribute(constant.second);
    if (!tensor)
      return tensor.takeError();
    tensors.push_back(*tensor);
  }
  return writeFile(path, [&](llvm::raw_ostream &os) {
    os << headerOf(constants);
    uint64_t sinceDrop = 0;
    for (const Tensor &tensor : tensors) {
      os.write(tensor.getBytes().data(), tensor.getBytes().size());
      sinceDrop += tensor.getBytes().size();
      if (sinceDrop > bytesBetweenDrops) {
        Files::of(tensor.getType().getContext()).dropPages();
        sinceDrop = 0;
      }
    }
  });
}

} // namespace vitc::frontend
