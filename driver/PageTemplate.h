// PageTemplate.h: the text of page.html, which is part of the compiler.
#ifndef VITC_DRIVER_PAGETEMPLATE_H
#define VITC_DRIVER_PAGETEMPLATE_H

#include <string_view>

extern "C" {
extern const char vitcPageBegin[], vitcPageEnd[];
}

namespace vitc {

inline std::string_view pageTemplate() {
  return {vitcPageBegin, static_cast<size_t>(vitcPageEnd - vitcPageBegin)};
}

} // namespace vitc

#endif // VITC_DRIVER_PAGETEMPLATE_H
