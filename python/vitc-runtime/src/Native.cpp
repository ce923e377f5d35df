// Native.cpp: a compiled model for Python. What is said in Python's own terms, and pictures, are Python's part
// (vitc_runtime/__init__.py).
#include "Arrays.h"
#include "Contexts.h"
#include "tools/run/Entry.h"
#include "tools/run/Error.h"

#include <nanobind/stl/array.h>
#include <nanobind/stl/optional.h>
#include <nanobind/stl/pair.h>
#include <nanobind/stl/string.h>
#include <nanobind/stl/tuple.h>
#include <nanobind/stl/vector.h>

#include <algorithm>

namespace nb = nanobind;
using namespace vitc;
using namespace vitc::python;

namespace {

/// A status of the model's, as one of Python's exceptions: the caller's fault, or not.
[[noreturn]] void raise(vitc_status status, const std::string &text) {
  if (status == VITC_INVALID_ARGUMENT)
    throw WrongValue(text);
  throw run::Error(text);
}

} // namespace

vitc_context *Contexts::create() const {
  vitc_context *context = nullptr;
  if (info.create(&options, &context) != VITC_OK)
    run::fail(info.error(nullptr));
  return context;
}

namespace {

class Model {
public:
  Model(const std::string &path, int32_t threads, vitc_device device, int32_t deviceIndex,
        const std::optional<std::string> &target, bool mayCopy,
        const std::optional<std::string> &keys)
      : loaded(run::loadModel(path, /*anyCpu=*/false, readKeys(keys))), info(*loaded.info),
        entries(run::entriesFor(loaded, {})), target(target.value_or("")), mayCopy(mayCopy),
        contexts(info, makeOptions(threads, device, deviceIndex, target.has_value())),
        empty(nb::module_::import_("numpy").attr("empty")), hasBits(findBits()) {
    const Caller caller(contexts); // what cannot run is refused now
    deviceName = info.device(caller.get());
    findTypes();
  }

  /// Arrays of all inputs in order, at once: a call is not to wait for the interpreter, whose code the last pass has
  /// driven out of the caches. What else an argument may be, and what is wrong with it, is left to `_call`.
  static nb::object call(nb::handle self, const nb::args &arguments, const nb::kwargs &named) {
    auto &model = nb::cast<Model &>(self);
    const auto callAny = [&] { return nb::object(self.attr("_call")(*arguments, **named)); };
    if (named.size() != 0 || int32_t(arguments.size()) != model.info.num_inputs || model.hasBits)
      return callAny();
    try {
      nb::list results = model.compute(model.toInputs(arguments));
      return model.info.num_outputs == 1 ? nb::object(results[0]) : model.byName(results);
    } catch (const WrongType &) {
      return callAny();
    }
  }

  /// One pass or more on the arrays of all inputs.
  nb::list run(const nb::sequence &arguments) { return compute(toInputs(arguments)); }

  /// Arrays of u8 [height, width, 3 or 4], each of its own size. The last repeats until its batch is full. The model's
  /// size is `size`, or chosen by them. Results, and the pictures that these are of, the repeated ones among them.
  std::pair<nb::list, size_t> runPictures(const nb::sequence &pictures,
                                          const std::optional<std::array<int64_t, 2>> &size,
                                          vitc_size_choice choice) {
    std::vector<Dense> arrays;
    std::vector<vitc_image> images;
    for (nb::handle picture : pictures) {
      arrays.push_back(toPicture("picture " + std::to_string(arrays.size()), picture));
      images.push_back(view(arrays.back()));
    }
    const run::Entry entry = entryFor(images, {std::nullopt, size, choice});
    const int64_t passes = entry.passesFor(int64_t(images.size()));
    images.resize(size_t(passes * entry.info.batch), images.back());
    nb::list results = computeBy(entry, passes, [&](vitc_context *context, void *const *outputs) {
      return entry.runImages(context, passes, images.data(), outputs);
    });
    return {results, images.size()};
  }

  void testItself() {
    if (!info.self_test)
      run::fail(loaded.path, ": has no self-test: compile it with --self-test=N");
    const Caller caller(contexts);
    vitc_status status;
    {
      const nb::gil_scoped_release release;
      status = info.self_test(caller.get());
    }
    if (status != VITC_OK)
      raise(status, loaded.path + ": " + info.error(caller.get()));
  }

  using Description = std::tuple<std::string, std::string, std::vector<int64_t>>;
  std::vector<Description> inputs() const { return tensors(info.inputs, info.num_inputs); }
  std::vector<Description> outputs() const { return tensors(info.outputs, info.num_outputs); }
  using EntryDescription =
      std::tuple<int64_t, int32_t, std::vector<Description>, std::vector<Description>, int32_t>;
  std::vector<EntryDescription> describeEntries() const {
    std::vector<EntryDescription> result;
    const std::vector<const vitc_model_info *> all = loaded.entries();
    for (size_t e = 0; e < all.size(); ++e)
      result.emplace_back(all[e]->batch, loaded.several ? loaded.several->sizes[e] : 0,
                          tensors(all[e]->inputs, all[e]->num_inputs),
                          tensors(all[e]->outputs, all[e]->num_outputs), all[e]->num_launches);
    return result;
  }
  std::vector<std::string> labels() const {
    return std::vector<std::string>(info.labels, info.labels + info.num_labels);
  }
  nb::dict describe() const {
    nb::dict fields;
    fields["name"] = info.name;
    fields["target"] = info.target;
    fields["device"] = deviceName;
    fields["batch"] = info.batch;
    fields["arena_bytes"] = info.arena_bytes;
    fields["scratch_bytes"] = info.scratch_bytes;
    fields["weights_bytes"] = info.weights_bytes;
    fields["launches"] = info.num_launches;
    fields["takes_pictures"] = info.run_images != nullptr;
    fields["tests_itself"] = info.self_test != nullptr;
    return fields;
  }

private:
  static std::vector<PublicKey> readKeys(const std::optional<std::string> &pem) {
    std::vector<PublicKey> keys;
    if (!pem)
      return keys;
    if (const Fault fault = readPublicKeys(*pem, "key", keys); !fault.empty())
      throw WrongValue(fault);
    return keys;
  }

  vitc_options makeOptions(int32_t threads, vitc_device device, int32_t deviceIndex,
                           bool hasTarget) const {
    vitc_options options = {};
    options.abi_version = VITC_ABI_VERSION;
    options.threads = threads;
    options.device = device;
    options.device_index = deviceIndex;
    options.target = hasTarget ? target.c_str() : nullptr;
    return options;
  }

  static std::vector<Description> tensors(const vitc_tensor_info *infos, int32_t count) {
    std::vector<Description> result;
    for (int32_t i = 0; i < count; ++i)
      result.emplace_back(infos[i].name, run::toString(infos[i].dtype), run::shapeOf(infos[i]));
    return result;
  }

  /// Of the type and shape that it must have; a copy is made of no other. For `passes` passes.
  Dense toInput(const vitc_tensor_info &tensor, nb::handle object, int64_t &passes) const {
    Array array = toTyped(tensor, object,
                          "an array of " + std::string(run::toString(tensor.dtype)) + " " +
                              run::toString(run::shapeOf(tensor)));
    passes = passesOf(tensor, array);
    return toDense(std::move(array), nameOf(tensor), 0, mayCopy);
  }

  static std::string nameOf(const vitc_tensor_info &tensor) {
    return std::string("input '") + tensor.name + "'";
  }

  /// Of any shape.
  static Array toTyped(const vitc_tensor_info &tensor, nb::handle object,
                       const std::string &expected) {
    Array array = toArray(object, nameOf(tensor), expected);
    if (!hasType(array, tensor.dtype))
      throw WrongType(nameOf(tensor) + " has the wrong dtype: expected " +
                      run::toString(tensor.dtype) + ", got " + typeName(array));
    return array;
  }

  /// Rows may have gaps between them.
  Dense toPicture(const std::string &name, nb::handle object) const {
    const char *expected = "a picture: an array of u8 [height, width, 3 or 4]";
    Array array = toArray(object, name, expected);
    if (!hasType(array, VITC_U8) || array.ndim() != 3 ||
        (array.shape(2) != 3 && array.shape(2) != 4))
      throw WrongType(name + ": expected " + expected + ", got " + typeName(array) + " " +
                      run::toString(shapeOf(array)));
    if (array.shape(0) > VITC_MAX_IMAGE_EDGE || array.shape(1) > VITC_MAX_IMAGE_EDGE)
      throw WrongValue(name + ": " + std::to_string(array.shape(1)) + "x" +
                       std::to_string(array.shape(0)) + " pixels, more than " +
                       std::to_string(VITC_MAX_IMAGE_EDGE) + " along an edge");
    const auto row = int64_t(array.shape(1) * array.shape(2));
    const size_t dense = array.stride(0) < row ? 0 : 1; // upside down, or rows that overlap
    return toDense(std::move(array), name, dense, mayCopy);
  }

  static vitc_image view(const Dense &picture) {
    const Array &array = picture.array;
    const auto height = int32_t(array.shape(0)), width = int32_t(array.shape(1));
    const auto channels = int64_t(array.shape(2));
    const bool isOneRow = height == 1; // whose stride says nothing
    const int64_t stride = picture.copy.begin() || isOneRow ? width * channels : array.stride(0);
    return {static_cast<const uint8_t *>(picture.data), width, height, stride,
            channels == 3 ? VITC_RGB : VITC_RGBA};
  }

  struct Inputs {
    const run::Entry *entry = nullptr;
    std::vector<Dense> arrays;
    std::vector<const void *> pointers;
    int64_t passes = 1;
  };

  /// Of the size that pictures are brought to.
  run::Entry entryFor(const std::vector<vitc_image> &images,
                      const run::EntryOptions &options) const {
    try {
      const std::vector<run::Entry> sizes = run::entriesFor(loaded, options);
      return run::chooseEntry(loaded, sizes, options, images);
    } catch (const run::Error &error) {
      throw WrongValue(error.what());
    }
  }

  /// The size of the arrays, of several the one whose passes they hold fewest of; the only one says itself what is wrong
  /// with them.
  const run::Entry &entryFor(const nb::object &arguments) const {
    if (entries.size() == 1)
      return entries.front();
    std::string given;
    std::vector<run::Shape> shapes;
    for (nb::handle argument : arguments) {
      const vitc_tensor_info &tensor = info.inputs[shapes.size()];
      shapes.push_back(shapeOf(toTyped(tensor, nb::borrow(argument), "an array")));
      given += (given.empty() ? "" : ", ") + run::toString(shapes.back());
    }
    const run::Entry *best = nullptr;
    int64_t fewest = 0;
    for (const run::Entry &entry : entries) {
      bool fits = true;
      for (size_t i = 0; i < shapes.size(); ++i)
        fits = fits && run::holdsPasses(entry.info.inputs[i], shapes[i]);
      const int64_t passes =
          fits && !shapes.empty() ? run::passesOf(entry.info.inputs[0], shapes[0]) : 0;
      if (fits && (!best || passes < fewest)) {
        best = &entry;
        fewest = passes;
      }
    }
    if (best)
      return *best;
    throw WrongValue("no entry of the model takes " + given + "; there are " +
                     run::listEntries(loaded));
  }

  Inputs toInputs(const nb::object &arguments) const {
    Inputs inputs;
    const run::Entry &entry = entryFor(arguments);
    const vitc_model_info &info = entry.info;
    inputs.entry = &entry;
    for (nb::handle argument : arguments) {
      const auto index = int32_t(inputs.arrays.size());
      const vitc_tensor_info &tensor = info.inputs[index];
      int64_t passes = 0;
      inputs.arrays.push_back(toInput(tensor, argument, passes));
      inputs.pointers.push_back(inputs.arrays.back().data);
      if (index && passes != inputs.passes)
        throw WrongValue(
            std::string("inputs '") + info.inputs[0].name + "' and '" + tensor.name +
            "' hold different numbers of images: " + std::to_string(inputs.passes * info.batch) +
            " and " + std::to_string(passes * info.batch));
      inputs.passes = passes;
    }
    return inputs;
  }

  static int64_t passesOf(const vitc_tensor_info &tensor, const Array &array) {
    try {
      return run::passesOf(tensor, shapeOf(array));
    } catch (const run::Error &error) {
      throw WrongValue(error.what());
    }
  }

  nb::list compute(const Inputs &inputs) {
    return computeBy(
        *inputs.entry, inputs.passes, [&](vitc_context *context, void *const *outputs) {
          return inputs.entry->run(context, inputs.passes, inputs.pointers.data(), outputs);
        });
  }

  nb::dict byName(const nb::list &results) const {
    nb::dict named;
    for (int32_t i = 0; i < info.num_outputs; ++i)
      named[info.outputs[i].name] = results[size_t(i)];
    return named;
  }

  bool findBits() const {
    const auto isBits = [](const vitc_tensor_info &tensor) { return tensor.dtype == VITC_BF16; };
    return std::any_of(info.inputs, info.inputs + info.num_inputs, isBits) ||
           std::any_of(info.outputs, info.outputs + info.num_outputs, isBits);
  }

  /// New arrays with what `function` writes, without the interpreter's lock.
  template <typename Function>
  nb::list computeBy(const run::Entry &entry, int64_t passes, const Function &function) {
    const vitc_model_info &info = entry.info;
    nb::list results;
    std::vector<void *> outputs;
    for (int32_t i = 0; i < info.num_outputs; ++i) {
      nb::object result = empty(nb::cast(run::shapeOf(info.outputs[i], passes)), types[size_t(i)]);
      outputs.push_back(memoryOf(result));
      results.append(std::move(result));
    }
    const Caller caller(contexts);
    vitc_status status;
    {
      const nb::gil_scoped_release release;
      status = function(caller.get(), outputs.data());
    }
    if (status != VITC_OK)
      raise(status, info.error(caller.get()));
    return results;
  }

  /// Of a new array, which lives longer.
  static void *memoryOf(const nb::object &array) {
    Py_buffer view;
    if (PyObject_GetBuffer(array.ptr(), &view, PyBUF_WRITABLE) != 0)
      nb::raise_python_error();
    void *memory = view.buf;
    PyBuffer_Release(&view);
    return memory;
  }

  /// numpy.dtype of each output.
  void findTypes() {
    const nb::object dtype = nb::module_::import_("numpy").attr("dtype");
    for (int32_t i = 0; i < info.num_outputs; ++i) {
      const bool isBits = info.outputs[i].dtype == VITC_BF16;
      types.push_back(dtype(isBits ? "u2" : run::numpyType(info.outputs[i].dtype)));
    }
  }

  run::Model loaded;
  const vitc_model_info &info;     // of the first entry
  std::vector<run::Entry> entries; // one for each size
  std::string target, deviceName;
  bool mayCopy;
  Contexts contexts;
  nb::object empty; // numpy.empty
  std::vector<nb::object> types;
  bool hasBits; // NumPy knows tensors of bf16 by their bits alone
};

} // namespace

NB_MODULE(_native, module) { // NOLINT(performance-unnecessary-value-param): nanobind's
  const nb::exception<run::Error> error(module, "Error", PyExc_RuntimeError);
  nb::register_exception_translator([](const std::exception_ptr &exception, void *) {
    try {
      std::rethrow_exception(exception);
    } catch (const WrongType &error) {
      PyErr_SetString(PyExc_TypeError, error.what());
    } catch (const WrongValue &error) {
      PyErr_SetString(PyExc_ValueError, error.what());
    }
  });
  module.attr("abi_version") = VITC_ABI_VERSION;
  nb::enum_<vitc_device>(module, "Device")
      .value("auto", VITC_DEVICE_AUTO)
      .value("cpu", VITC_DEVICE_CPU)
      .value("cuda", VITC_DEVICE_CUDA);
  nb::enum_<vitc_size_choice>(module, "SizeChoice")
      .value("nearest", VITC_SIZE_NEAREST)
      .value("at_least", VITC_SIZE_AT_LEAST)
      .value("exact", VITC_SIZE_EXACT);
  nb::class_<Model>(module, "Model")
      .def(nb::init<const std::string &, int32_t, vitc_device, int32_t,
                    const std::optional<std::string> &, bool, const std::optional<std::string> &>(),
           nb::arg("path"), nb::arg("threads"), nb::arg("device"), nb::arg("device_index"),
           nb::arg("target").none(), nb::arg("copy"), nb::arg("key").none())
      .def("__call__", &Model::call)
      .def("_run", &Model::run, nb::arg("inputs"))
      .def("_run_on_pictures", &Model::runPictures, nb::arg("pictures"), nb::arg("size").none(),
           nb::arg("choice"))
      .def("self_test", &Model::testItself,
           "Raises ModelError where the file is damaged, or this machine computes something else "
           "than the compiler's interpreter. Of models that were compiled with self_test=N.")
      .def("_inputs", &Model::inputs)
      .def("_outputs", &Model::outputs)
      .def("_entries", &Model::describeEntries)
      .def("_labels", &Model::labels)
      .def("_describe", &Model::describe);
}
