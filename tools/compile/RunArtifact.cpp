// RunArtifact.cpp: a compiled model in the compiler's own process.
#include "../run/Error.h"
#include "../run/Session.h"
#include "Check.h"

using namespace mlir;

namespace vitc {

/// The entry that takes tensors of these shapes.
static const vitc_model_info *entryFor(const run::Model &model, ArrayRef<Tensor> inputs) {
  for (const vitc_model_info *entry : model.entries())
    if (llvm::all_of(llvm::enumerate(inputs), [&](auto input) {
          return run::shapeOf(entry->inputs[input.index()]) ==
                 run::Shape(input.value().getType().getShape().begin(),
                            input.value().getType().getShape().end());
        }))
      return entry;
  return model.info;
}

FailureOr<SmallVector<Tensor>> runArtifact(StringRef path, StringRef target,
                                           ArrayRef<Tensor> inputs, TypeRange types,
                                           MLIRContext *context) {
  try {
    run::Model model = run::loadModel(path.str(), /*anyCpu=*/false);
    const vitc_model_info &entry = *entryFor(model, inputs);
    std::vector<run::Tensor> arguments;
    for (auto [index, input] : llvm::enumerate(inputs)) {
      const vitc_tensor_info &info = entry.inputs[index];
      run::Buffer buffer(info.bytes);
      llvm::copy(input.getBytes(), reinterpret_cast<char *>(buffer.begin()));
      arguments.push_back({info.dtype, run::shapeOf(info), std::move(buffer)});
    }
    run::Options options;
    options.target = target.str();
    run::Session session(model, options, run::Entry(entry), std::move(arguments), /*passes=*/1);
    session.run();
    SmallVector<Tensor> outputs;
    for (auto [index, type] : llvm::enumerate(types)) {
      Tensor output(cast<RankedTensorType>(type));
      MutableArrayRef<char> bytes = output.getMutableBytes();
      memcpy(bytes.data(), session.output(int32_t(index)), bytes.size());
      outputs.push_back(output);
    }
    return outputs;
  } catch (const run::Error &error) {
    return emitError(UnknownLoc::get(context)) << error.what();
  }
}

} // namespace vitc
