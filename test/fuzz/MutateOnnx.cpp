// MutateOnnx.cpp: changes to ONNX models that are models again. Bytes changed at random mostly end in the
// protobuf parser; here fields are changed, taken from elsewhere in the model or from another one, doubled,
// moved and removed, so that what is changed is the graph. Every fourth input is changed byte by byte all
// the same.
#include "onnx-full.pb.h"
#include <limits>
#include <random>

extern "C" size_t LLVMFuzzerMutate(uint8_t *data, size_t size, size_t maxSize);

namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::Reflection;

constexpr size_t mostWords = 4096;
constexpr int deepestNesting = 32;

class Mutator {
public:
  Mutator(Message &model, const Message &donor, unsigned seed)
      : model(model), donor(donor), random(seed) {}

  void run() {
    for (unsigned count = 1 + below(3); count; --count) {
      places.clear();
      sources.clear();
      collect(model, places, 0);
      collect(const_cast<Message &>(donor), sources, 0);
      mutate(*places[below(places.size())]);
    }
  }

private:
  size_t below(size_t count) { return count ? random() % count : 0; }

  /// `message` and all messages in it; strings join the words that any later model may get.
  void collect(Message &message, std::vector<Message *> &all, int depth);
  void mutate(Message &message);
  void mutateRepeated(Message &message, const FieldDescriptor *field);
  void mutateSingle(Message &message, const FieldDescriptor *field);
  void copyElement(Message &message, const FieldDescriptor *field);
  void setScalar(Message &message, const FieldDescriptor *field, int index);
  const Message *similar(const FieldDescriptor *field);
  int64_t number(int64_t old);
  std::string word(const std::string &old, bool isBytes);

  Message &model;
  const Message &donor;
  std::minstd_rand random;
  std::vector<Message *> places, sources;
  static std::vector<std::string> words;
};

std::vector<std::string> Mutator::words;

void Mutator::collect(Message &message, std::vector<Message *> &all, int depth) {
  all.push_back(&message);
  if (depth == deepestNesting)
    return;
  const Reflection *access = message.GetReflection();
  std::vector<const FieldDescriptor *> fields;
  access->ListFields(message, &fields);
  for (const FieldDescriptor *field : fields) {
    int count = field->is_repeated() ? access->FieldSize(message, field) : 1;
    bool isMessage = field->cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE;
    for (int i = 0; isMessage && i < count; ++i)
      collect(field->is_repeated() ? *access->MutableRepeatedMessage(&message, field, i)
                                   : *access->MutableMessage(&message, field),
              all, depth + 1);
    if (field->type() != FieldDescriptor::TYPE_STRING)
      continue;
    for (int i = 0; i < count; ++i) {
      std::string text = field->is_repeated() ? access->GetRepeatedString(message, field, i)
                                              : access->GetString(message, field);
      if (words.size() < mostWords)
        words.push_back(std::move(text));
      else
        words[below(mostWords)] = std::move(text);
    }
  }
}

int64_t Mutator::number(int64_t old) {
  constexpr int64_t chosen[] = {0,
                                1,
                                -1,
                                2,
                                3,
                                4,
                                7,
                                10,
                                11,
                                16,
                                int64_t(1) << 31,
                                int64_t(1) << 40,
                                int64_t(1) << 62,
                                std::numeric_limits<int64_t>::max(),
                                std::numeric_limits<int64_t>::min()};
  switch (below(4)) {
  case 0:
    return int64_t(uint64_t(old) + 1);
  case 1:
    return int64_t(uint64_t(old) - 1);
  default:
    return chosen[below(std::size(chosen))];
  }
}

std::string Mutator::word(const std::string &old, bool isBytes) {
  if (!isBytes && !words.empty() && below(8))
    return words[below(words.size())];
  std::string text = old;
  text.resize(old.size() + 8);
  text.resize(LLVMFuzzerMutate(reinterpret_cast<uint8_t *>(text.data()), old.size(), text.size()));
  return text;
}

/// A message of the field's type, from this model or the other; null if there is none.
const Message *Mutator::similar(const FieldDescriptor *field) {
  std::vector<const Message *> found;
  for (const auto *all : {&places, &sources})
    for (const Message *message : *all)
      if (message->GetDescriptor() == field->message_type())
        found.push_back(message);
  return found.empty() ? nullptr : found[below(found.size())];
}

void Mutator::setScalar(Message &message, const FieldDescriptor *field, int index) {
  const Reflection *access = message.GetReflection();
  bool isBytes = field->type() == FieldDescriptor::TYPE_BYTES;
#define SET(KIND, VALUE)                                                                           \
  do {                                                                                             \
    auto old = index < 0 ? access->Get##KIND(message, field)                                       \
                         : access->GetRepeated##KIND(message, field, index);                       \
    auto value = static_cast<decltype(old)>(VALUE);                                                \
    if (index < 0)                                                                                 \
      access->Set##KIND(&message, field, std::move(value));                                        \
    else                                                                                           \
      access->SetRepeated##KIND(&message, field, index, std::move(value));                         \
  } while (false)
  switch (field->cpp_type()) {
  case FieldDescriptor::CPPTYPE_INT32:
    return [&] { SET(Int32, below(2) ? below(26) : size_t(number(old))); }();
  case FieldDescriptor::CPPTYPE_INT64:
    return [&] { SET(Int64, number(old)); }();
  case FieldDescriptor::CPPTYPE_UINT64:
    return [&] { SET(UInt64, number(int64_t(old))); }();
  case FieldDescriptor::CPPTYPE_FLOAT:
    return [&] { SET(Float, float(number(0)) / float(1 + below(5))); }();
  case FieldDescriptor::CPPTYPE_DOUBLE:
    return [&] { SET(Double, double(number(0)) / double(1 + below(5))); }();
  case FieldDescriptor::CPPTYPE_STRING:
    return [&] { SET(String, word(old, isBytes)); }();
  case FieldDescriptor::CPPTYPE_ENUM:
    return [&] { SET(EnumValue, below(26)); }();
  default:
    return;
  }
#undef SET
}

/// Adds an element: of messages a copy of a similar one.
void Mutator::copyElement(Message &message, const FieldDescriptor *field) {
  const Reflection *access = message.GetReflection();
  if (field->cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE) {
    std::unique_ptr<Message> copy;
    if (const Message *source = similar(field)) {
      copy.reset(source->New());
      copy->CopyFrom(*source); // `source` may move when an element is added
    }
    Message *added = access->AddMessage(&message, field);
    if (copy)
      added->CopyFrom(*copy);
    return;
  }
  switch (field->cpp_type()) {
  case FieldDescriptor::CPPTYPE_INT32:
    access->AddInt32(&message, field, 0);
    break;
  case FieldDescriptor::CPPTYPE_INT64:
    access->AddInt64(&message, field, 0);
    break;
  case FieldDescriptor::CPPTYPE_UINT64:
    access->AddUInt64(&message, field, 0);
    break;
  case FieldDescriptor::CPPTYPE_FLOAT:
    access->AddFloat(&message, field, 0);
    break;
  case FieldDescriptor::CPPTYPE_DOUBLE:
    access->AddDouble(&message, field, 0);
    break;
  case FieldDescriptor::CPPTYPE_STRING:
    access->AddString(&message, field, "");
    break;
  default:
    return;
  }
  setScalar(message, field, access->FieldSize(message, field) - 1);
}

void Mutator::mutateRepeated(Message &message, const FieldDescriptor *field) {
  const Reflection *access = message.GetReflection();
  int count = access->FieldSize(message, field);
  int index = int(below(size_t(count))), other = int(below(size_t(count)));
  switch (count ? below(5) : 0) {
  case 0:
    return copyElement(message, field);
  case 1:
    access->SwapElements(&message, field, index, count - 1);
    return access->RemoveLast(&message, field);
  case 2:
    return access->SwapElements(&message, field, index, other);
  default:
    if (field->cpp_type() != FieldDescriptor::CPPTYPE_MESSAGE)
      return setScalar(message, field, index);
    mutate(*access->MutableRepeatedMessage(&message, field, index));
  }
}

void Mutator::mutateSingle(Message &message, const FieldDescriptor *field) {
  const Reflection *access = message.GetReflection();
  if (below(8) == 0)
    return access->ClearField(&message, field);
  if (field->cpp_type() != FieldDescriptor::CPPTYPE_MESSAGE)
    return setScalar(message, field, -1);
  if (const Message *source = similar(field)) {
    std::unique_ptr<Message> copy(source->New());
    copy->CopyFrom(*source);
    access->MutableMessage(&message, field)->CopyFrom(*copy);
  }
}

/// Changes one field: more often one that is there than one that is not.
void Mutator::mutate(Message &message) {
  std::vector<const FieldDescriptor *> fields;
  message.GetReflection()->ListFields(message, &fields);
  const auto *type = message.GetDescriptor();
  if (type->field_count() == 0)
    return;
  const FieldDescriptor *field = fields.empty() || below(4) == 0
                                     ? type->field(int(below(size_t(type->field_count()))))
                                     : fields[below(fields.size())];
  field->is_repeated() ? mutateRepeated(message, field) : mutateSingle(message, field);
}

bool parse(onnx_full::ModelProto &model, const uint8_t *data, size_t size) {
  return model.ParsePartialFromArray(data, int(size));
}

/// 0 if what came out is too long.
size_t write(const onnx_full::ModelProto &model, uint8_t *data, size_t maxSize) {
  size_t size = model.ByteSizeLong();
  return size <= maxSize && model.SerializePartialToArray(data, int(maxSize)) ? size : 0;
}

} // namespace

/// protobuf would complain of every string that is no text.
extern "C" int LLVMFuzzerInitialize(int *, char ***) {
  google::protobuf::SetLogHandler(nullptr);
  return 0;
}

extern "C" size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t maxSize,
                                          unsigned seed) {
  onnx_full::ModelProto model;
  if (seed % 4 && parse(model, data, size)) {
    Mutator(model, model, seed / 4).run();
    if (size_t written = write(model, data, maxSize))
      return written;
  }
  return LLVMFuzzerMutate(data, size, maxSize);
}

extern "C" size_t LLVMFuzzerCustomCrossOver(const uint8_t *first, size_t firstSize,
                                            const uint8_t *second, size_t secondSize, uint8_t *out,
                                            size_t maxSize, unsigned seed) {
  onnx_full::ModelProto model, donor;
  if (!parse(model, first, firstSize) || !parse(donor, second, secondSize))
    return 0;
  Mutator(model, donor, seed).run();
  return write(model, out, maxSize);
}
