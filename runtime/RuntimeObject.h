// RuntimeObject.h: the runtime as the compiler carries it: bytes to link into
// every model.
#ifndef VITC_RUNTIME_RUNTIMEOBJECT_H
#define VITC_RUNTIME_RUNTIMEOBJECT_H

#include <string_view>

namespace vitc {

/// A relocatable ELF object with the vitc_* functions of model.h, all of them
/// hidden.
std::string_view runtimeObject();

/// The text of vitc_runtime.h, with which every generated header begins.
std::string_view runtimeHeader();

} // namespace vitc

#endif // VITC_RUNTIME_RUNTIMEOBJECT_H
