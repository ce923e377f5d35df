// Native.cpp: the compiler's one function for Python; vitc/_compile.py gives it Python's manners.
#include <vitc/Compiler.h>

#include <nanobind/nanobind.h>
#include <nanobind/stl/map.h>
#include <nanobind/stl/optional.h>
#include <nanobind/stl/pair.h>
#include <nanobind/stl/string.h>
#include <nanobind/stl/vector.h>

namespace nb = nanobind;
using namespace vitc;

namespace {

/// Calls a function of Python's from the compiler, which knows no exceptions: the first one waits until it is done.
class Listener {
public:
  explicit Listener(nb::object function) : function(std::move(function)) {}

  template <typename... Arguments> void operator()(const Arguments &...arguments) {
    const nb::gil_scoped_acquire acquire;
    if (error)
      return;
    try {
      if (PyErr_CheckSignals() != 0)
        nb::raise_python_error();
      if (!function.is_none())
        function(arguments...);
    } catch (nb::python_error &raised) {
      error.emplace(std::move(raised));
    }
  }

  std::optional<nb::python_error> error;

private:
  nb::object function;
};

CompileResult compileFor(CompileOptions options, nb::object progress) {
  Listener listener(std::move(progress));
  options.onProgress = [&](const std::string &what, size_t done, size_t total) {
    listener(what, done, total);
  };
  CompileResult result;
  {
    const nb::gil_scoped_release release;
    result = compile(options);
  }
  if (listener.error)
    throw nb::python_error(std::move(*listener.error));
  return result;
}

} // namespace

NB_MODULE(_native, module) {
  nb::enum_<Severity>(module, "Severity")
      .value("error", Severity::Error)
      .value("warning", Severity::Warning)
      .value("remark", Severity::Remark)
      .value("note", Severity::Note);
  nb::class_<Diagnostic>(module, "Diagnostic")
      .def_ro("severity", &Diagnostic::severity)
      .def_ro("file", &Diagnostic::file)
      .def_ro("line", &Diagnostic::line)
      .def_ro("column", &Diagnostic::column)
      .def_ro("node", &Diagnostic::node)
      .def_ro("text", &Diagnostic::text)
      .def_ro("is_internal", &Diagnostic::isInternal)
      .def_ro("notes", &Diagnostic::notes)
      .def("__str__", [](const Diagnostic &diagnostic) { return toString(diagnostic); });
  nb::class_<NamedModel>(module, "NamedModel")
      .def(nb::init<>())
      .def_rw("name", &NamedModel::name)
      .def_rw("settings", &NamedModel::settings)
      .def_rw("seed", &NamedModel::seed);
  nb::class_<CompileOptions>(module, "CompileOptions")
      .def(nb::init<>())
      .def_rw("model", &CompileOptions::model)
      .def_rw("named_model", &CompileOptions::namedModel)
      .def_rw("output", &CompileOptions::output)
      .def_rw("target", &CompileOptions::target)
      .def_rw("precision", &CompileOptions::precision)
      .def_rw("name", &CompileOptions::name)
      .def_rw("preprocessor", &CompileOptions::preprocessor)
      .def_rw("labels", &CompileOptions::labels)
      .def_rw("text_embeddings", &CompileOptions::textEmbeddings)
      .def_rw("part", &CompileOptions::part)
      .def_rw("batches", &CompileOptions::batches)
      .def_rw("input_shapes", &CompileOptions::inputShapes)
      .def_rw("image_sizes", &CompileOptions::imageSizes)
      .def_rw("explain_fusion", &CompileOptions::explainFusion)
      .def_rw("require_fused", &CompileOptions::requireFused)
      .def_rw("disabled_passes", &CompileOptions::disabledPasses)
      .def_rw("verify_numerics", &CompileOptions::verifyNumerics)
      .def_rw("tolerance", &CompileOptions::tolerance)
      .def_rw("self_test", &CompileOptions::selfTest)
      .def_rw("signing_key", &CompileOptions::signingKey)
      .def_rw("cache_directory", &CompileOptions::cacheDirectory)
      .def_rw("max_error", &CompileOptions::maxError)
      .def_rw("min_cosine", &CompileOptions::minCosine)
      .def_rw("max_arena_bytes", &CompileOptions::maxArenaBytes)
      .def_rw("max_launches", &CompileOptions::maxLaunches)
      .def_rw("max_artifact_bytes", &CompileOptions::maxArtifactBytes);
  nb::class_<CompileResult>(module, "CompileResult")
      .def_prop_ro("is_done", [](const CompileResult &result) { return bool(result); })
      .def_ro("diagnostics", &CompileResult::diagnostics)
      .def_ro("output", &CompileResult::output)
      .def_ro("header", &CompileResult::header);
  module.def("compile", &compileFor, nb::arg("options"), nb::arg("progress").none());
  module.def("default_cache_directory", &defaultCacheDirectory);
  module.def("version", &version);
}
