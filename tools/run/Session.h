// Session.h: the runs of one command line.
#ifndef VITC_TOOLS_RUN_SESSION_H
#define VITC_TOOLS_RUN_SESSION_H

#include "Entry.h"
#include "Image.h"
#include "Model.h"
#include "Options.h"

namespace vitc::run {

/// What a context is created with.
vitc_options contextOptions(const Options &options);

/// Has the model test itself, and returns what it did that on. Throws Error where the test fails, or the model has none.
std::string testItself(const Model &model, const Options &options);

/// One context and the tensors of its runs.
class Session {
public:
  /// Throws Error where the context cannot be had, or the inputs are not whole
  /// passes.
  Session(const Model &model, const Options &options, const Entry &entry,
          std::vector<Tensor> inputs, int64_t passes);
  /// The model prepares the pictures itself in each run; the last repeats until its batch is full.
  Session(const Model &model, const Options &options, const Entry &entry,
          std::vector<Picture> pictures);
  Session(const Session &) = delete;
  ~Session() { entry.info.destroy(context); }

  /// Throws Error with the context's own message.
  void run();
  int64_t images() const { return passes * entry.info.batch; }
  /// What it takes and returns in a pass.
  const vitc_model_info &info() const { return entry.info; }
  /// The shape of output i for all passes.
  Shape outputShape(int32_t i) const;
  /// What it runs on, as NAME_device says it.
  const char *device() const { return entry.info.device(context); }
  const void *output(int32_t i) const { return outputs[size_t(i)].begin(); }
  std::vector<vitc_profile_event> profile() const;

  double createSeconds = 0;

private:
  const Entry entry;
  vitc_context *context = nullptr;
  int64_t passes;
  std::vector<Picture> pictures;
  std::vector<vitc_image> pictureViews; // empty: `inputs` count
  std::vector<Tensor> inputs;
  std::vector<Buffer> outputs;
  std::vector<const void *> inputPointers;
  std::vector<void *> outputPointers;
};

/// The inputs of the command line, in the model's order, and the first of `entries` that takes them. Where they may be
/// missing (`fill`), random numbers of a fixed seed stand in; whole numbers are zero, since they may be indices.
struct Inputs {
  Entry entry;
  std::vector<Tensor> tensors;
  int64_t passes;
};
Inputs readInputs(const std::vector<Entry> &entries, const std::vector<std::string> &arguments,
                  bool fill, int64_t images);

/// Writes every output, or none.
void writeOutputs(const Session &session, const std::string &folder);

} // namespace vitc::run

#endif // VITC_TOOLS_RUN_SESSION_H
