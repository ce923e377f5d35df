// Model.h: a loaded model.
#ifndef VITC_TOOLS_RUN_MODEL_H
#define VITC_TOOLS_RUN_MODEL_H

#include "Artifact.h"
#include "Tensor.h"
#include "signing/Signature.h"

namespace vitc::run {

/// A shared object. What `info` points to goes with the last copy of this.
struct Model {
  std::string path;
  Artifact artifact;
  std::shared_ptr<void> library;
  const vitc_model_info *info = nullptr;
  const vitc_entries *several = nullptr; // null: the model has one entry
  bool isSigned = false;                 // by whom, was asked or not
  double loadSeconds = 0;

  /// What is known of each entry, at least one.
  std::vector<const vitc_model_info *> entries() const;
};

/// Throws Error. `anyCpu` loads a model that this CPU cannot run. With `keys` nothing of the file is looked at, let alone
/// executed, before it is known that one of them has signed it.
Model loadModel(const std::string &path, bool anyCpu, const std::vector<PublicKey> &keys = {});

/// The shape of one pass.
Shape shapeOf(const vitc_tensor_info &tensor);
/// The shape of several: the leading dimension grows, and a scalar becomes a
/// vector.
Shape shapeOf(const vitc_tensor_info &tensor, int64_t passes);
/// Whether a tensor of this shape holds whole passes.
bool holdsPasses(const vitc_tensor_info &tensor, const Shape &shape);
/// How many passes a tensor of this shape holds. Throws Error where it holds no whole number of them.
int64_t passesOf(const vitc_tensor_info &tensor, const Shape &shape);

/// Seconds on a clock that never goes back.
double now();

} // namespace vitc::run

#endif // VITC_TOOLS_RUN_MODEL_H
