// RuntimeObject.h: the runtime as the compiler carries it: bytes to link into
// every model.
#ifndef VITC_RUNTIME_RUNTIMEOBJECT_H
#define VITC_RUNTIME_RUNTIMEOBJECT_H

#include <string_view>

namespace vitc {

/// A relocatable ELF object with the vitc_* functions of model.h, all of them
/// hidden, for "x86-64" or "aarch64"; empty if this build has none for it.
std::string_view runtimeObject(std::string_view architecture);

/// The text of vitc_runtime.h, with which every generated header begins.
std::string_view runtimeHeader();

} // namespace vitc

#endif // VITC_RUNTIME_RUNTIMEOBJECT_H
