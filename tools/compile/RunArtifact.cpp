// RunArtifact.cpp: a compiled model in the compiler's own process.
#include "../run/Error.h"
#include "../run/Session.h"
#include "Check.h"

using namespace mlir;

namespace vitc {

FailureOr<SmallVector<Tensor>> runArtifact(StringRef path, StringRef target,
                                           ArrayRef<Tensor> inputs, TypeRange types,
                                           MLIRContext *context) {
  try {
    run::Model model = run::loadModel(path.str(), /*anyCpu=*/false);
    std::vector<run::Tensor> arguments;
    for (auto [index, input] : llvm::enumerate(inputs)) {
      const vitc_tensor_info &info = model.info->inputs[index];
      run::Buffer buffer(info.bytes);
      llvm::copy(input.getBytes(), reinterpret_cast<char *>(buffer.begin()));
      arguments.push_back({info.dtype, run::shapeOf(info), std::move(buffer)});
    }
    run::Options options;
    options.target = target.str();
    run::Session session(model, options, std::move(arguments), /*passes=*/1);
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
