// Contexts.h: a context for every caller at a time, kept for the next one.
#ifndef VITC_PYTHON_CONTEXTS_H
#define VITC_PYTHON_CONTEXTS_H

#include "tools/run/Model.h"

#include <nanobind/nanobind.h>
#include <unistd.h>

namespace vitc::python {

/// The contexts of one model with one set of options. Those that wait are guarded by the interpreter's lock, so that a
/// process that Python forks finds them whole; there they are of no use, and left alone.
class Contexts {
public:
  Contexts(const vitc_model_info &info, const vitc_options &options)
      : info(info), options(options) {}
  Contexts(const Contexts &) = delete;
  ~Contexts() {
    for (vitc_context *context : waiting)
      info.destroy(context);
  }

  /// One that nobody else has. Throws run::Error.
  vitc_context *take() {
    if (const pid_t current = getpid(); current != owner) {
      waiting.clear();
      owner = current;
    }
    if (!waiting.empty()) {
      vitc_context *context = waiting.back();
      waiting.pop_back();
      return context;
    }
    const nanobind::gil_scoped_release release;
    return create();
  }
  void giveBack(vitc_context *context) { waiting.push_back(context); }

private:
  vitc_context *create() const;

  const vitc_model_info &info;
  const vitc_options options;
  std::vector<vitc_context *> waiting;
  pid_t owner = getpid();
};

/// Has a context as long as it lives.
class Caller {
public:
  explicit Caller(Contexts &contexts) : contexts(contexts), context(contexts.take()) {}
  Caller(const Caller &) = delete;
  ~Caller() { contexts.giveBack(context); }
  vitc_context *get() const { return context; }

private:
  Contexts &contexts;
  vitc_context *context;
};

} // namespace vitc::python

#endif // VITC_PYTHON_CONTEXTS_H
