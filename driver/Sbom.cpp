//===-- Sbom.cpp: what an artifact is made of, for those who ship it --------------------------------===//
//
// The format: "The Software Package Data Exchange Specification", version 2.3.
//
//===---------------------------------------------------------------------------------------------===//
#include "driver/Sbom.h"
#include "driver/UTF8.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Config/llvm-config.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/SHA1.h"
#include "llvm/Support/SHA256.h"
#include "llvm/Support/raw_ostream.h"
#include <HalideRuntime.h>
#include <cstdlib>
#include <ctime>

namespace vitc {
namespace {

namespace json = llvm::json;
using llvm::StringRef;
using llvm::Twine;

std::string hexDigest(llvm::ArrayRef<uint8_t> bytes) {
  return llvm::toHex(llvm::SHA256::hash(bytes), /*LowerCase=*/true);
}

llvm::Expected<std::string> timeOfDocument() {
  constexpr long long last = 253402300799; // of the year 9999
  std::time_t time = std::time(nullptr);
  if (const char *text = std::getenv("SOURCE_DATE_EPOCH")) {
    long long seconds = 0;
    if (StringRef(text).getAsInteger(10, seconds) || seconds < 0 || seconds > last)
      return llvm::createStringError("SOURCE_DATE_EPOCH=" + Twine(text) +
                                     ": expected seconds since 1970, up to the year 9999");
    time = std::time_t(seconds);
  }
  std::tm parts;
  char buffer[32];
  std::strftime(buffer, sizeof buffer, "%Y-%m-%dT%H:%M:%SZ", ::gmtime_r(&time, &parts));
  return buffer;
}

json::Object package(StringRef id, StringRef name, const Twine &version) {
  return json::Object{{"SPDXID", "SPDXRef-" + id.str()},  {"name", name},
                      {"versionInfo", version.str()},     {"downloadLocation", "NOASSERTION"},
                      {"filesAnalyzed", false},           {"licenseConcluded", "NOASSERTION"},
                      {"licenseDeclared", "NOASSERTION"}, {"copyrightText", "NOASSERTION"}};
}

json::Object relationship(const Twine &from, StringRef how, const Twine &to) {
  return json::Object{{"spdxElementId", ("SPDXRef-" + from).str()},
                      {"relationshipType", how},
                      {"relatedSpdxElement", ("SPDXRef-" + to).str()}};
}

llvm::Expected<json::Object> fileEntry(StringRef path, const Twine &id) {
  auto buffer = llvm::MemoryBuffer::getFile(path, /*IsText=*/false,
                                            /*RequiresNullTerminator=*/false);
  if (!buffer)
    return llvm::createStringError(buffer.getError(), "'" + path + "': cannot read the file");
  const llvm::ArrayRef<uint8_t> bytes = llvm::arrayRefFromStringRef((*buffer)->getBuffer());
  return json::Object{
      {"SPDXID", ("SPDXRef-" + id).str()},
      {"fileName", toUTF8(path)},
      {"checksums",
       json::Array{json::Object{{"algorithm", "SHA1"},
                                {"checksumValue", llvm::toHex(llvm::SHA1::hash(bytes), true)}},
                   json::Object{{"algorithm", "SHA256"}, {"checksumValue", hexDigest(bytes)}}}},
      {"licenseConcluded", "NOASSERTION"},
      {"copyrightText", "NOASSERTION"}};
}

/// As --target has it anywhere: "host" is another machine elsewhere.
std::string nameOf(const Target &target) {
  const bool isHost = StringRef(target.name).starts_with("host"); // and maybe +feature
  if (!isHost)
    return target.name;
  return (target.architecture() + "+").str() + llvm::join(target.features, "+");
}

/// As on a command line; what has its default is left out.
std::string optionsText(const CompileOptions &options, const Targets &targets) {
  std::vector<std::string> names;
  for (const Target *target : targets.all())
    names.push_back(nameOf(*target));
  auto joined = [](const std::vector<int64_t> &numbers, StringRef between) {
    return llvm::join(llvm::map_range(numbers, [](int64_t n) { return std::to_string(n); }),
                      between);
  };
  std::string text =
      "--target=" + llvm::join(names, ",") + " --batch=" + joined(options.batches, ",");
  auto add = [&](StringRef flag, StringRef value) {
    if (!value.empty())
      text += (" --" + flag + "=" + value).str();
  };
  if (options.namedModel) {
    add("model", options.namedModel->name);
    for (const std::string &setting : options.namedModel->settings)
      add("set", setting);
    if (options.namedModel->seed)
      add("random-weights", std::to_string(*options.namedModel->seed));
  }
  add("precision", options.precision);
  auto number = [](double value) { return llvm::formatv("{0}", json::Value(value)).str(); };
  if (options.maxError)
    add("max-error", number(*options.maxError));
  if (options.minCosine)
    add("min-cosine", number(*options.minCosine));
  add("preprocessor", options.preprocessor);
  add("labels", options.labels);
  add("text-embeddings", options.textEmbeddings);
  add("part", options.part);
  for (const auto &[input, shapes] : options.inputShapes)
    for (const std::vector<int64_t> &shape : shapes)
      add("input-shape", input + "=" + joined(shape, "x"));
  add("image-size", llvm::join(llvm::map_range(options.imageSizes,
                                               [](const auto &size) {
                                                 return std::to_string(size.first) + "x" +
                                                        std::to_string(size.second);
                                               }),
                               ","));
  add("disable-pass", llvm::join(options.disabledPasses, ","));
  if (options.selfTest) {
    add("self-test", std::to_string(options.selfTest));
    add("tolerance", number(options.tolerance));
  }
  return toUTF8(text);
}

} // namespace

llvm::Expected<std::string> sbomOf(const CompileOptions &options, StringRef name,
                                   const Targets &targets, llvm::ArrayRef<std::string> inputs) {
  auto time = timeOfDocument();
  if (!time)
    return time.takeError();
  json::Object artifact = package("Artifact", name, version());
  artifact["primaryPackagePurpose"] = "LIBRARY";
  artifact["comment"] = "compiled by vitc with " + optionsText(options, targets);
  json::Array files, relationships{relationship("DOCUMENT", "DESCRIBES", "Artifact"),
                                   relationship("Compiler", "BUILD_TOOL_OF", "Artifact"),
                                   relationship("Compiler", "DEPENDS_ON", "LLVM"),
                                   relationship("Compiler", "DEPENDS_ON", "Halide")};
  for (const std::string &path : inputs) {
    const std::string id = "File-" + std::to_string(files.size());
    auto file = fileEntry(path, id);
    if (!file)
      return file.takeError();
    files.push_back(std::move(*file));
    relationships.push_back(relationship("Artifact", "GENERATED_FROM", id));
  }
  json::Object document{
      {"spdxVersion", "SPDX-2.3"},
      {"dataLicense", "CC0-1.0"},
      {"SPDXID", "SPDXRef-DOCUMENT"},
      {"name", name},
      {"creationInfo",
       json::Object{{"created", std::move(*time)},
                    {"creators", json::Array{std::string("Tool: vitc-") + version()}}}},
      {"packages",
       json::Array{std::move(artifact), package("Compiler", "vitc", version()),
                   package("LLVM", "LLVM, MLIR and lld", LLVM_VERSION_STRING),
                   package("Halide", "Halide",
                           Twine(HALIDE_VERSION_MAJOR) + "." + Twine(HALIDE_VERSION_MINOR) + "." +
                               Twine(HALIDE_VERSION_PATCH))}},
      {"files", std::move(files)},
      {"relationships", std::move(relationships)}};
  // Another document has another name.
  const std::string text = llvm::formatv("{0}", json::Value(json::Object(document))).str();
  document["documentNamespace"] = "urn:vitc:" + hexDigest(llvm::arrayRefFromStringRef(text));
  return llvm::formatv("{0:2}\n", json::Value(std::move(document))).str();
}

} // namespace vitc
