// Reference.cpp: inputs and outputs of a model out of a .npz file.
#include "Check.h"
#include "frontend/weights/Numpy.h"
#include "ir/Entries.h"
#include <set>

using namespace mlir;

namespace vitc {
namespace {

StringAttr nameOf(DictionaryAttr attributes) {
  return attributes ? attributes.getAs<StringAttr>("vit.name") : StringAttr();
}

std::string inputName(func::FuncOp main, unsigned index) {
  StringAttr name = nameOf(main.getArgAttrDict(index));
  return name ? name.str() : "input" + std::to_string(index);
}

/// Reads arrays of one file.
class ReferenceReader {
public:
  ReferenceReader(StringRef path, func::FuncOp main) : path(path), main(main) {}

  FailureOr<std::vector<ReferencePass>> read() {
    if (failed(list()) || failed(readInputs()) || failed(readOutputs()) || failed(readNodes()))
      return failure();
    return std::move(passes);
  }

  FailureOr<std::vector<SmallVector<Tensor>>> readInputsAlone() {
    if (failed(list()) || failed(readInputs()))
      return failure();
    std::vector<SmallVector<Tensor>> inputs;
    for (ReferencePass &pass : passes)
      inputs.push_back(std::move(pass.inputs));
    return inputs;
  }

  /// Whether the file has arrays for all inputs, whole passes of them.
  FailureOr<bool> fits() {
    if (failed(list()))
      return failure();
    std::optional<int64_t> common;
    for (auto [index, type] : llvm::enumerate(main.getArgumentTypes())) {
      auto key = find("input", inputName(main, index));
      if (!key)
        return false;
      FailureOr<Tensor> array = load(*key);
      if (failed(array))
        return failure();
      const std::optional<int64_t> passes =
          passesOf(array->getType(), cast<RankedTensorType>(type));
      if (!passes || (common && common != passes))
        return false;
      common = passes;
    }
    return true;
  }

private:
  InFlightDiagnostic fail(const Twine &message) {
    return emitError(UnknownLoc::get(main.getContext())) << message;
  }

  bool isOneArray() const { return path.ends_with(".npy"); }

  /// The names of the file's arrays. That of a .npy file has the name of the model's only input.
  LogicalResult list() {
    if (isOneArray()) {
      if (main.getNumArguments() != 1)
        return fail("'" + path + "' is one array, and the model has ")
               << main.getNumArguments() << " inputs: give a .npz file with an array for each";
      names.insert(inputName(main, 0));
      return success();
    }
    auto listed = frontend::listNpz(path);
    if (!listed)
      return fail(toString(listed.takeError()));
    names.insert(listed->begin(), listed->end());
    return success();
  }

  /// The array called `name`, or `kind`:`name` where an input and an output have one name.
  std::optional<std::string> find(StringRef kind, StringRef name) {
    for (std::string candidate : {(kind + ":" + name).str(), name.str()})
      if (names.count(candidate))
        return candidate;
    return std::nullopt;
  }

  FailureOr<Tensor> load(StringRef name) {
    auto stored = isOneArray() ? frontend::readNpy(path, main.getContext())
                               : frontend::readNpz(path, name, main.getContext(),
                                                   frontend::Compressed::Unpack);
    if (!stored)
      return fail(toString(stored.takeError()));
    if (stored->unpacked) {
      Tensor tensor(stored->type);
      llvm::copy(*stored->unpacked, tensor.getMutableBytes().begin());
      return tensor;
    }
    auto value = Tensor::fromAttribute(
        vit::FileRangeAttr::get(main.getContext(), stored->path, stored->offset,
                                uint64_t(tensorBytes(stored->type)), stored->type));
    if (!value)
      return fail(toString(value.takeError()));
    return *value;
  }

  /// How many passes an array holds; none if it is not that of `type`.
  static std::optional<int64_t> passesOf(RankedTensorType array, RankedTensorType type) {
    if (array.getShape() == type.getShape())
      return 1;
    ArrayRef<int64_t> has = array.getShape(), wants = type.getShape();
    if (has.size() != wants.size() || wants.empty() || wants[0] == 0 || has[0] == 0 ||
        has.drop_front() != wants.drop_front() || has[0] % wants[0] != 0)
      return std::nullopt;
    return has[0] / wants[0];
  }

  /// Shares out `array`; the number of passes has to be that of the arrays before.
  template <typename Store>
  LogicalResult share(StringRef name, RankedTensorType type, const Tensor &array, Store store) {
    std::optional<int64_t> count = passesOf(array.getType(), type);
    if (!count)
      return fail("'" + path + "': array '" + name + "' is ")
             << array.getType() << ", and the model has " << type
             << " (or several of them, one behind the other in the leading dimension)";
    if (passes.empty()) {
      passes.resize(*count);
      firstArray = name.str();
    }
    if (int64_t(passes.size()) != *count)
      return fail("'" + path + "': array '" + name + "' has ")
             << *count << " times what one pass of the model takes, but array '" << firstArray
             << "' has " << passes.size() << " times";
    auto pieceType = RankedTensorType::get(type.getShape(), array.getElementType());
    size_t bytes = tensorBytes(pieceType);
    for (auto [index, pass] : llvm::enumerate(passes)) {
      Tensor piece(pieceType);
      llvm::copy(array.getBytes().slice(index * bytes, bytes), piece.getMutableBytes().begin());
      store(pass, piece);
    }
    return success();
  }

  LogicalResult readInputs() {
    for (auto [index, argument] : llvm::enumerate(main.getArgumentTypes())) {
      auto type = cast<RankedTensorType>(argument);
      std::string name = inputName(main, index);
      auto key = find("input", name);
      if (!key)
        return fail("'" + path + "' has no array for the model's input '" + name + "'; there are " +
                    listNames());
      FailureOr<Tensor> array = load(*key);
      if (failed(array))
        return failure();
      if (array->getElementType() != type.getElementType())
        return fail("'" + path + "': array '" + *key + "' has elements of type ")
               << array->getElementType() << ", and the model takes " << type.getElementType()
               << "; convert it with astype";
      if (failed(share(*key, type, *array, [](ReferencePass &pass, const Tensor &piece) {
            pass.inputs.push_back(piece);
          })))
        return failure();
    }
    if (passes.empty()) // a model without inputs
      passes.resize(1);
    return success();
  }

  LogicalResult readOutputs() {
    bool hasOne = false;
    for (ReferencePass &pass : passes)
      pass.outputs.resize(main.getNumResults());
    for (auto [index, result] : llvm::enumerate(main.getResultTypes())) {
      auto key = find("output", outputName(main, index));
      if (!key)
        continue;
      hasOne = true;
      FailureOr<Tensor> array = load(*key);
      if (failed(array) || failed(share(*key, cast<RankedTensorType>(result), *array,
                                        [index = index](ReferencePass &pass, const Tensor &piece) {
                                          pass.outputs[index] = piece;
                                        })))
        return failure();
    }
    if (hasOne)
      return success();
    std::string wanted;
    for (unsigned index = 0; index < main.getNumResults(); ++index)
      wanted += (index ? ", '" : "'") + outputName(main, index) + "'";
    return fail("'" + path + "' has no array for any of the model's outputs, " + wanted +
                "; there are " + listNames());
  }

  /// Arrays of the size of a node's result; others of that name mean something else.
  LogicalResult readNodes() {
    for (Operation &op : main.getOps()) {
      StringRef node = nodeName(op.getLoc());
      if (op.getNumResults() != 1 || node.empty() || !names.count(node.str()))
        continue;
      FailureOr<Tensor> array = load(node);
      if (failed(array))
        return failure();
      auto type = tensorType(op.getResult(0));
      if (passesOf(array->getType(), type) != int64_t(passes.size()))
        continue;
      if (failed(share(node, type, *array, [&](ReferencePass &pass, const Tensor &piece) {
            pass.nodes.insert_or_assign(node, piece);
          })))
        return failure();
    }
    return success();
  }

  std::string listNames() {
    std::string text;
    for (const std::string &name : names)
      text += (text.empty() ? "'" : ", '") + name + "'";
    return text.empty() ? "none" : text;
  }

  StringRef path;
  func::FuncOp main;
  std::set<std::string> names;
  std::string firstArray;
  std::vector<ReferencePass> passes;
};

} // namespace

std::string outputName(func::FuncOp main, unsigned index) {
  StringAttr name = nameOf(main.getResultAttrDict(index));
  return name ? name.str() : "output" + std::to_string(index);
}

/// Of the first input's leading dimension, what an image has.
static int64_t lengthOf(func::FuncOp entry) {
  if (entry.getNumArguments() == 0)
    return 0;
  auto type = cast<RankedTensorType>(entry.getArgumentTypes()[0]);
  return type.getRank() == 0 ? 0 : type.getDimSize(0) / imagesOf(entry);
}

FailureOr<SmallVector<func::FuncOp>> entriesInReference(StringRef path,
                                                        ArrayRef<func::FuncOp> entries) {
  if (entries.size() == 1)
    return SmallVector<func::FuncOp>(entries);
  SmallVector<func::FuncOp> fitting;
  for (func::FuncOp entry : entries) {
    FailureOr<bool> fits = ReferenceReader(path, entry).fits();
    if (failed(fits))
      return failure();
    if (*fits)
      fitting.push_back(entry);
  }
  if (!fitting.empty()) {
    // Arrays of a longer size may look like several passes of a shorter one.
    const int64_t longest = lengthOf(*llvm::max_element(
        fitting, [](func::FuncOp a, func::FuncOp b) { return lengthOf(a) < lengthOf(b); }));
    llvm::erase_if(fitting, [&](func::FuncOp entry) { return lengthOf(entry) < longest; });
    return fitting;
  }
  func::FuncOp first = entries.front();
  InFlightDiagnostic error = emitError(UnknownLoc::get(first.getContext()))
                             << "'" << path << "' has no arrays of a size that the model has: ";
  llvm::interleave(
      entries, [&](func::FuncOp entry) { error << describeEntry(entry); }, [&] { error << "; "; });
  return error;
}

FailureOr<std::vector<SmallVector<Tensor>>> readInputs(StringRef path, func::FuncOp main) {
  return ReferenceReader(path, main).readInputsAlone();
}

FailureOr<std::vector<ReferencePass>> readReference(StringRef path, func::FuncOp main) {
  return ReferenceReader(path, main).read();
}

} // namespace vitc
