//===-- vitc.hpp: compiled models for C++17, by their C interface alone ----------------------------===//
//
//   #include "vit.h" // the model's own header
//   #include <vitc/vitc.hpp>
//
//   vitc::Context context(vit_info());
//   std::vector<float> image(...), logits(context.outputSize<float>(0));
//   context.run({image}, {logits});
//
// Faults are vitc::Error; tryRun and tryRunImages return the status instead. Nothing else of vitc is needed, and nothing is
// compiled into the program that it does not call.
//===---------------------------------------------------------------------------------------------===//
#ifndef VITC_VITC_HPP
#define VITC_VITC_HPP

#include "vitc_runtime.h"

#include <initializer_list>
#include <memory>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

namespace vitc {

/// What the model said, and the status that it returned.
class Error : public std::runtime_error {
public:
  Error(vitc_status status, const std::string &text) : std::runtime_error(text), status(status) {}
  vitc_status status;
};

/// Types whose arrays are a model's tensors. For halves, bfloats and others of your own, specialise it.
template <typename T> struct ElementType;
#define VITC_ELEMENT(TYPE, DTYPE)                                                                  \
  template <> struct ElementType<TYPE> {                                                           \
    static constexpr vitc_dtype dtype = DTYPE;                                                     \
  };
VITC_ELEMENT(float, VITC_F32)
VITC_ELEMENT(double, VITC_F64)
VITC_ELEMENT(bool, VITC_BOOL)
VITC_ELEMENT(int8_t, VITC_I8)
VITC_ELEMENT(int16_t, VITC_I16)
VITC_ELEMENT(int32_t, VITC_I32)
VITC_ELEMENT(int64_t, VITC_I64)
VITC_ELEMENT(uint8_t, VITC_U8)
VITC_ELEMENT(uint16_t, VITC_U16)
VITC_ELEMENT(uint32_t, VITC_U32)
VITC_ELEMENT(uint64_t, VITC_U64)
#undef VITC_ELEMENT

/// Memory of somebody else's, with the type of its elements: of a std::vector, std::array, std::span, or array.
template <typename Byte> class Span {
public:
  template <typename Range,
            typename Element = std::remove_pointer_t<decltype(std::data(std::declval<Range &>()))>,
            typename = std::enable_if_t<std::is_const_v<Byte> || !std::is_const_v<Element>>>
  Span(Range &&range) : Span(std::data(range), std::size(range)) {}
  template <typename Element>
  Span(Element *data, size_t count)
      : data(data), bytes(count * sizeof(Element)),
        dtype(ElementType<std::remove_const_t<Element>>::dtype) {}

  Byte *data;
  size_t bytes;
  vitc_dtype dtype;
};
using Input = Span<const void>;
using Output = Span<void>;

/// Options of a context as vitc_options has them, for this version of the interface.
inline vitc_options defaultOptions(int threads = 0) {
  vitc_options options = {};
  options.abi_version = VITC_ABI_VERSION;
  options.threads = threads;
  return options;
}

/// A context: what one caller at a time runs a model with.
class Context {
public:
  /// Of the model that NAME_info() tells of.
  explicit Context(const vitc_model_info *model, const vitc_options &options = defaultOptions())
      : model(model) {
    if (model->abi_version != VITC_ABI_VERSION)
      throw Error(VITC_ABI_MISMATCH,
                  "the model was compiled for version " + std::to_string(model->abi_version) +
                      " of the interface, the program for " + std::to_string(VITC_ABI_VERSION));
    vitc_context *created = nullptr;
    const vitc_status status = model->create(&options, &created);
    if (status != VITC_OK)
      throw Error(status, model->error(nullptr));
    context = {created, model->destroy};
  }

  /// Of a model with several entries, which NAME_entries() tells of: runSized and its like choose among them.
  explicit Context(const vitc_entries *several, const vitc_options &options = defaultOptions())
      : Context(several->entries[0], options) {
    entries = several;
  }

  const vitc_model_info &info() const { return *model; }
  /// What it runs on, and why.
  const char *device() const { return model->device(context.get()); }

  /// Elements of an input or output, for so many passes. Throws Error where they are no T.
  template <typename T> size_t inputSize(int32_t index, int64_t passes = 1) const {
    return sizeOf<T>(model->inputs[index], passes);
  }
  template <typename T> size_t outputSize(int32_t index, int64_t passes = 1) const {
    return sizeOf<T>(model->outputs[index], passes);
  }

  /// Runs as many passes as the memory of all inputs and outputs holds. Throws Error where that is no whole number, or not
  /// the same for all.
  void run(std::initializer_list<Input> inputs, std::initializer_list<Output> outputs) {
    raiseUnless(tryRun(inputs, outputs));
  }
  void runImages(const std::vector<vitc_image> &images, std::initializer_list<Output> outputs) {
    raiseUnless(tryRunImages(images, outputs));
  }

  /// By all entries of `size`: as many images as the memory holds, any number that their batches sum up to.
  void runSized(int32_t size, std::initializer_list<Input> inputs,
                std::initializer_list<Output> outputs) {
    raiseUnless(tryRunSized(size, inputs, outputs));
  }
  void runImagesSized(int32_t size, const std::vector<vitc_image> &images,
                      std::initializer_list<Output> outputs) {
    raiseUnless(tryRunImagesSized(size, images, outputs));
  }

  vitc_status tryRun(std::initializer_list<Input> inputs, std::initializer_list<Output> outputs) {
    int64_t passes = -1;
    return collectAll(*model, 1, inputs, outputs, passes) == VITC_OK
               ? called(model->run(context.get(), passes * model->batch, from.data(), to.data()))
               : VITC_INVALID_ARGUMENT;
  }

  vitc_status tryRunSized(int32_t size, std::initializer_list<Input> inputs,
                          std::initializer_list<Output> outputs) {
    const vitc_model_info *entry = firstOf(size);
    int64_t images = -1;
    if (!entry)
      return refuse("the model has no size " + std::to_string(size));
    return collectAll(*entry, entry->batch, inputs, outputs, images) == VITC_OK
               ? called(entries->run_sized(context.get(), size, images, from.data(), to.data()))
               : VITC_INVALID_ARGUMENT;
  }

  vitc_status tryRunImagesSized(int32_t size, const std::vector<vitc_image> &images,
                                std::initializer_list<Output> outputs) {
    const vitc_model_info *entry = firstOf(size);
    auto count = int64_t(images.size());
    if (!entry)
      return refuse("the model has no size " + std::to_string(size));
    if (!entries->run_images_sized)
      return refuse("the model does not say how pictures are prepared");
    if (count == 0)
      return refuse("there are no pictures");
    return collect("output", outputs, entry->outputs, entry->num_outputs, entry->batch, to,
                   count) == VITC_OK
               ? called(entries->run_images_sized(context.get(), size, count, images.data(),
                                                  to.data()))
               : VITC_INVALID_ARGUMENT;
  }

  vitc_status tryRunImages(const std::vector<vitc_image> &images,
                           std::initializer_list<Output> outputs) {
    const auto count = int64_t(images.size());
    int64_t passes = count / model->batch;
    if (!model->run_images)
      return refuse("the model does not say how pictures are prepared");
    if (count == 0)
      return refuse("there are no pictures");
    if (count % model->batch != 0)
      return refuse(std::to_string(count) + " pictures are no multiple of the batch of " +
                    std::to_string(model->batch));
    return collect("output", outputs, model->outputs, model->num_outputs, 1, to, passes) == VITC_OK
               ? called(model->run_images(context.get(), count, images.data(), to.data()))
               : VITC_INVALID_ARGUMENT;
  }

  /// Why the last call failed.
  const std::string &error() const { return text; }

private:
  template <typename T> static size_t sizeOf(const vitc_tensor_info &tensor, int64_t passes) {
    if (tensor.dtype != ElementType<T>::dtype)
      throw Error(VITC_INVALID_ARGUMENT, std::string("'") + tensor.name + "' has other elements");
    return size_t(tensor.bytes) / sizeof(T) * size_t(passes);
  }

  /// The first entry of a size; null: there is none.
  const vitc_model_info *firstOf(int32_t size) const {
    for (int32_t e = 0; entries && e < entries->num_entries; ++e)
      if (entries->sizes[e] == size)
        return entries->entries[e];
    return nullptr;
  }

  vitc_status collectAll(const vitc_model_info &of, int64_t parts,
                         std::initializer_list<Input> inputs, std::initializer_list<Output> outputs,
                         int64_t &count) {
    const vitc_status status =
        collect("input", inputs, of.inputs, of.num_inputs, parts, from, count);
    return status == VITC_OK
               ? collect("output", outputs, of.outputs, of.num_outputs, parts, to, count)
               : status;
  }

  /// The pointers of `spans`, and how many passes, or of `parts` of a pass, they hold: -1, or a number that they must have.
  template <typename Byte>
  vitc_status collect(const std::string &kind, std::initializer_list<Span<Byte>> spans,
                      const vitc_tensor_info *tensors, int32_t count, int64_t parts,
                      std::vector<Byte *> &pointers, int64_t &passes) {
    if (spans.size() != size_t(count))
      return refuse("expected " + std::to_string(count) + " " + kind + "s, got " +
                    std::to_string(spans.size()));
    pointers.clear();
    for (const Span<Byte> &span : spans) {
      const vitc_tensor_info &tensor = *tensors++;
      const std::string name = kind + " '" + tensor.name + "'";
      if (span.dtype != tensor.dtype)
        return refuse(name + " has elements of another type");
      const uint64_t bytes = tensor.bytes / uint64_t(parts);
      if (passes < 0 && bytes)
        passes = span.bytes < bytes ? 1 : int64_t(span.bytes / bytes);
      // Divided, for a product may wrap around.
      const bool holds = bytes ? span.bytes % bytes == 0 && span.bytes / bytes == uint64_t(passes)
                               : span.bytes == 0;
      if (passes < 0 || !holds)
        return refuse(name + " has " + std::to_string(span.bytes) + " bytes, expected " +
                      std::to_string(bytes * uint64_t(passes)));
      pointers.push_back(span.data);
    }
    return VITC_OK;
  }

  vitc_status refuse(std::string what) {
    text = std::move(what);
    return VITC_INVALID_ARGUMENT;
  }
  vitc_status called(vitc_status status) {
    text = status == VITC_OK ? "" : model->error(context.get());
    return status;
  }
  void raiseUnless(vitc_status status) const {
    if (status != VITC_OK)
      throw Error(status, text);
  }

  const vitc_model_info *model;
  const vitc_entries *entries = nullptr; // null: the model has one
  std::unique_ptr<vitc_context, void (*)(vitc_context *)> context = {nullptr, nullptr};
  std::vector<const void *> from; // the last call's pointers
  std::vector<void *> to;
  std::string text;
};

} // namespace vitc

#endif // VITC_VITC_HPP
