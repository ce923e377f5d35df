// Error.h: the one way in which vitc-run gives up.
#ifndef VITC_TOOLS_RUN_ERROR_H
#define VITC_TOOLS_RUN_ERROR_H

#include <sstream>
#include <stdexcept>

namespace vitc::run {

/// The user's fault: main prints the text and exits with status 1.
struct Error : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// Throws an Error whose text is all arguments, one behind the other.
template <typename... Parts> [[noreturn]] void fail(const Parts &...parts) {
  std::ostringstream text;
  (text << ... << parts);
  throw Error(text.str());
}

} // namespace vitc::run

#endif // VITC_TOOLS_RUN_ERROR_H
