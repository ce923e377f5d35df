//===-- Handles.h: handles, and what became of them --------------------------------------------===//
#ifndef STANDIN_API_HANDLES_H
#define STANDIN_API_HANDLES_H

#include "api/Errors.h"
#include "api/Objects.h"

namespace standin {

/// Handles are addresses in a page that nobody can touch, and are never given out twice.
class Handles {
public:
  template <typename Handle, typename T> Handle add(std::unique_ptr<T> object) {
    object->number = ++counts[T::KIND];
    next += 16;
    objects[next] = {T::KIND, object->number, std::move(object)};
    return reinterpret_cast<Handle>(next);
  }

  /// Throws a Refusal for a handle of something else, or of something that is gone.
  template <typename T, typename Handle> T &get(Handle handle) {
    const auto found = objects.find(reinterpret_cast<uint64_t>(handle));
    if (found == objects.end())
      throw Refusal(CUDA_ERROR_INVALID_HANDLE, "argument",
                    std::string("no handle of a ") + T::KIND);
    const Entry &entry = found->second;
    const std::string name = std::string(entry.kind) + " " + std::to_string(entry.number);
    if (!entry.object)
      throw Refusal(CUDA_ERROR_INVALID_HANDLE, "lifetime", name + " is used after its end");
    if (auto *object = dynamic_cast<T *>(entry.object.get()))
      return *object;
    throw Refusal(CUDA_ERROR_INVALID_HANDLE, "argument",
                  "a " + std::string(T::KIND) + " is due, not " + name);
  }

  template <typename T, typename Handle> std::unique_ptr<Object> remove(Handle handle) {
    get<T>(handle);
    return std::move(objects[reinterpret_cast<uint64_t>(handle)].object);
  }

  /// Those that are still there.
  template <typename Visit> void forEach(Visit visit) {
    for (auto &[handle, entry] : objects)
      if (entry.object)
        visit(entry.kind, *entry.object);
  }
  /// Ends all that belong to a context.
  void clear(const Context &context) {
    for (auto &[handle, entry] : objects)
      if (entry.object && entry.object->context == &context)
        entry.object.reset();
  }

private:
  struct Entry {
    const char *kind;
    uint64_t number;
    std::unique_ptr<Object> object;
  };
  std::map<uint64_t, Entry> objects;
  std::map<std::string, uint64_t> counts;
  uint64_t next = uint64_t{0x57a4d} << 32;
};

} // namespace standin

#endif // STANDIN_API_HANDLES_H
