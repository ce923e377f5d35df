# vitc::sodium: libsodium as a part of what links with it, so that nothing more has to be where that runs.
include_guard(GLOBAL)
find_path(VITC_SODIUM_INCLUDE sodium.h REQUIRED)
find_library(VITC_SODIUM_LIBRARY libsodium.a REQUIRED)
set(VITC_SODIUM_LICENSE /usr/share/doc/libsodium-dev/copyright CACHE FILEPATH "what goes with copies of libsodium")
add_library(vitc::sodium STATIC IMPORTED GLOBAL)
set_target_properties(vitc::sodium PROPERTIES
  IMPORTED_LOCATION ${VITC_SODIUM_LIBRARY} INTERFACE_INCLUDE_DIRECTORIES ${VITC_SODIUM_INCLUDE}
  INTERFACE_COMPILE_DEFINITIONS SODIUM_STATIC
  INTERFACE_LINK_OPTIONS LINKER:--exclude-libs,libsodium.a) # no shared object exports it
