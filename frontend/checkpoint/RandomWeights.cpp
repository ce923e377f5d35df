//===-- RandomWeights.cpp -------------------------------------------------------------------------===//
#include "frontend/checkpoint/RandomWeights.h"
#include "frontend/Importer.h"
#include "frontend/checkpoint/ModelBuilder.h"
#include "frontend/weights/Safetensors.h"
#include "ir/VitOpsLayout.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/Endian.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MathExtras.h"
#include "llvm/Support/Parallel.h"
#include <cerrno>
#include <cmath>
#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

using namespace mlir;

namespace vitc::frontend {
namespace {

struct RandomWeight {
  std::string name;
  llvm::SmallVector<int64_t> shape;
  WeightRole role;
  uint64_t offset = 0; // in the file's data

  uint64_t elements() const {
    uint64_t count = 1;
    for (int64_t size : shape)
      count *= uint64_t(size);
    return count;
  }
};

/// Notes what is asked for, in files' names and whole.
class WeightCollector : public WeightSource {
public:
  explicit WeightCollector(const WeightNames &names) : names(names) {}

  Value get(OpBuilder &builder, llvm::StringRef name, llvm::ArrayRef<int64_t> shape,
            WeightRole role) override {
    StoredName stored = storedName(name, names);
    if (known.insert(stored.name).second) {
      RandomWeight weight{stored.name, llvm::SmallVector<int64_t>(shape), role};
      weight.shape.front() = weight.shape.front() / stored.count * stored.parts;
      weights.push_back(std::move(weight));
    }
    auto type = RankedTensorType::get(shape, builder.getF32Type());
    return vit::ConstantOp::create(builder, builder.getUnknownLoc(), type,
                                   DenseElementsAttr::get(type, builder.getF32FloatAttr(0)));
  }
  std::string nameOf(llvm::StringRef name) const override { return storedName(name, names).name; }

  std::vector<RandomWeight> weights;

private:
  llvm::StringSet<> known;
  const WeightNames &names;
};

/// Steele, Lea and Flood 2014, "Fast splittable pseudorandom number generators".
uint64_t splitmix64(uint64_t value) {
  value += 0x9e3779b97f4a7c15;
  value = (value ^ (value >> 30)) * 0xbf58476d1ce4e5b9;
  value = (value ^ (value >> 27)) * 0x94d049bb133111eb;
  return value ^ (value >> 31);
}

/// The stream of one weight: its name's bytes, one after the other, stir the seed.
uint64_t streamOf(uint64_t seed, llvm::StringRef name) {
  uint64_t stream = splitmix64(seed);
  for (unsigned char c : name)
    stream = splitmix64(stream ^ c);
  return stream;
}

std::pair<float, float> meanAndDeviation(const RandomWeight &weight) {
  switch (weight.role) {
  case WeightRole::Matrix:
    return {0, float(1 / std::sqrt(double(weight.elements()) / double(weight.shape.front())))};
  case WeightRole::Bias:
    return {0, 0.1f};
  case WeightRole::NormScale:
    return {1, 0.1f};
  case WeightRole::LayerScale:
    return {0.5f, 0.1f};
  case WeightRole::Embedding:
    return {0, 0.5f};
  }
  llvm_unreachable("a role");
}

void draw(const RandomWeight &weight, uint64_t seed, float *values) {
  auto [mean, deviation] = meanAndDeviation(weight);
  uint64_t stream = streamOf(seed, weight.name), count = weight.elements();
  // Four parts, each uniform on 0 .. 65535, have a deviation of 65536 / sqrt(3).
  float scale = deviation * float(std::sqrt(3.0) / 65536);
  constexpr uint64_t block = 1 << 16;
  auto drawBlock = [&, mean = mean](size_t index) {
    uint64_t end = std::min(count, (index + 1) * block);
    for (uint64_t i = index * block; i < end; ++i) {
      uint64_t bits = splitmix64(stream + i);
      int64_t sum =
          int64_t((bits & 0xffff) + (bits >> 16 & 0xffff) + (bits >> 32 & 0xffff) + (bits >> 48)) -
          2 * 65535;
      values[i] = mean + scale * float(sum);
    }
  };
  llvm::parallelFor(0, size_t(llvm::divideCeil(count, block)), drawBlock);
}

/// The file's beginning: the length of the header, and the header, padded to whole cache lines.
std::string headerFor(const std::vector<RandomWeight> &weights) {
  Json header = Json::object();
  for (const RandomWeight &weight : weights) {
    Json entry;
    entry["dtype"] = "F32";
    entry["shape"] = Json::array();
    for (int64_t size : weight.shape)
      entry["shape"].push_back(size);
    entry["data_offsets"] = {weight.offset, weight.offset + weight.elements() * sizeof(float)};
    // Not through the map's own insertion, which would search for the name.
    header.get_ref<Json::object_t &>().push_back({weight.name, std::move(entry)});
  }
  std::string text = header.dump();
  text.resize(llvm::alignTo(text.size() + 8, 64) - 8, ' ');
  std::string length(8, 0);
  llvm::support::endian::write64le(length.data(), text.size());
  return length + text;
}

/// A file of some size that is mapped to be written.
class MappedFile {
public:
  ~MappedFile() {
    if (data)
      ::munmap(data, size);
    if (file >= 0)
      ::close(file);
  }

  /// 0 or an errno. With `isReal` the disk has the room, so that writing to memory cannot fail.
  int open(const std::string &path, uint64_t bytes, bool isReal) {
    size = bytes;
    file = ::open(path.c_str(), O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
    if (file < 0 || ::ftruncate(file, off_t(bytes)) != 0)
      return errno;
    if (int error = isReal ? ::posix_fallocate(file, 0, off_t(bytes)) : 0)
      return error;
    void *address = ::mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    if (address == MAP_FAILED)
      return errno;
    data = static_cast<char *>(address);
    return 0;
  }

  /// What was written stays in the page cache, not in this process.
  void dropPages() { ::madvise(data, size, MADV_DONTNEED); } // advice: failure changes nothing

  char *data = nullptr;

private:
  uint64_t size = 0;
  int file = -1;
};

/// Writes a file of `weights`.
llvm::Error writeWeights(std::vector<RandomWeight> weights, std::optional<uint64_t> seed,
                         llvm::StringRef path) {
  uint64_t end = 0;
  for (RandomWeight &weight : weights) {
    weight.offset = end;
    end += weight.elements() * sizeof(float); // the format knows no holes
  }
  std::string header = headerFor(weights);
  MappedFile file;
  if (int error = file.open(path.str(), header.size() + end, seed.has_value()))
    return llvm::createStringError("cannot write " + llvm::Twine(header.size() + end) +
                                   " bytes of weights to '" + path +
                                   "': " + llvm::StringRef(std::strerror(error)));
  std::memcpy(file.data, header.data(), header.size());
  if (!seed)
    return llvm::Error::success();
  constexpr uint64_t maxMappedBytes = 64 << 20;
  uint64_t mappedBytes = 0;
  for (const RandomWeight &weight : weights) {
    draw(weight, *seed, reinterpret_cast<float *>(file.data + header.size() + weight.offset));
    mappedBytes += weight.elements() * sizeof(float);
    if (mappedBytes > maxMappedBytes) {
      file.dropPages();
      mappedBytes = 0;
    }
  }
  return llvm::Error::success();
}

/// Moves those of `weights` that the file at `path` has to `found`.
llvm::Error takeWeights(llvm::StringRef path, std::vector<RandomWeight> &weights,
                        StoredTensors &found, MLIRContext *context) {
  auto stored = readSafetensors(path, context);
  if (!stored)
    return stored.takeError();
  llvm::erase_if(weights, [&](const RandomWeight &weight) {
    auto known = stored->find(weight.name);
    if (known == stored->end() || known->second.type.getShape() != llvm::ArrayRef(weight.shape))
      return false;
    found.emplace(weight.name, known->second);
    return true;
  });
  return llvm::Error::success();
}

} // namespace

llvm::Expected<StoredTensors> drawRandomWeights(const ModelDescription &description,
                                                std::optional<uint64_t> seed,
                                                llvm::StringRef weightsFile, MLIRContext *context) {
  WeightCollector collector(description.names);
  buildModel(description.model, /*batch=*/1, collector, UnknownLoc::get(context), nullptr);
  StoredTensors found;
  size_t number = 0;
  std::string path = randomWeightsFile(weightsFile);
  for (; llvm::sys::fs::exists(path); path = randomWeightsFile(weightsFile, ++number))
    if (auto error = takeWeights(path, collector.weights, found, context))
      return error;
  if (collector.weights.empty())
    return found;
  if (auto error = writeWeights(collector.weights, seed, path))
    return error;
  if (auto error = takeWeights(path, collector.weights, found, context))
    return error;
  return found;
}

} // namespace vitc::frontend
