// Library.h: shared objects by what they are, not by what they are called.
#ifndef VITC_TOOLS_RUN_LIBRARY_H
#define VITC_TOOLS_RUN_LIBRARY_H

#include "ModelFile.h"

#include <memory>

namespace vitc::run {

/// Loads the file. The loader of libc takes a path that it knows for the file that it knows; here a model that
/// was compiled anew is loaded anew, beside the older one if that is still in use, and the same file is loaded once. It
/// is unloaded with the last owner. Throws Error.
std::shared_ptr<void> loadLibrary(const ModelFile &file);

} // namespace vitc::run

#endif // VITC_TOOLS_RUN_LIBRARY_H
