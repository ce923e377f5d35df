# The architectures of CPUs that artifacts can be linked for: a runtime for each is in the compiler, and a vitc-run for each
# is built. Beside the build's own, those whose libc and libstdc++ Debian's cross packages have brought.
set(VITC_ARCHITECTURES)
foreach(architecture x86_64 aarch64)
  if(CMAKE_SYSTEM_PROCESSOR STREQUAL architecture OR EXISTS /usr/${architecture}-linux-gnu/include/c++)
    list(APPEND VITC_ARCHITECTURES ${architecture})
  endif()
endforeach()
if(NOT CMAKE_SYSTEM_PROCESSOR IN_LIST VITC_ARCHITECTURES)
  message(FATAL_ERROR "there is no runtime for ${CMAKE_SYSTEM_PROCESSOR}: vitc is built on x86_64 and on aarch64")
endif()

# Flags of the compiler for an architecture, as little as every CPU of it has. Nothing of libgcc: a model has none.
set(VITC_FLAGS_x86_64 --target=x86_64-linux-gnu -march=x86-64)
set(VITC_FLAGS_aarch64 --target=aarch64-linux-gnu -march=armv8-a -mno-outline-atomics)

# Where the libraries of an architecture are, and what runs its programs in tests; false where there is nothing.
set(VITC_ROOT_aarch64 /usr/aarch64-linux-gnu)
find_program(VITC_QEMU_aarch64 qemu-aarch64)
set(VITC_EMULATOR_aarch64 OFF)
if(VITC_QEMU_aarch64 AND aarch64 IN_LIST VITC_ARCHITECTURES)
  set(VITC_EMULATOR_aarch64 ON)
endif()
message(STATUS "Artifacts for ${VITC_ARCHITECTURES}; tests of aarch64 in an emulator: ${VITC_EMULATOR_aarch64}")

# vitc_foreign_program(NAME ARCHITECTURE SOURCES ... [FLAGS ...]): bin/ARCHITECTURE/NAME, built with the cross packages. It
# needs libc alone where it runs.
function(vitc_foreign_program name architecture)
  cmake_parse_arguments(ARG "" "" "SOURCES;FLAGS" ${ARGN})
  set(folder ${CMAKE_BINARY_DIR}/${architecture}/${name})
  set(program ${CMAKE_BINARY_DIR}/bin/${architecture}/${name})
  file(MAKE_DIRECTORY ${folder} ${CMAKE_BINARY_DIR}/bin/${architecture})
  set(objects)
  foreach(source IN LISTS ARG_SOURCES)
    get_filename_component(file ${source} NAME)
    set(object ${folder}/${file}.o)
    if(source MATCHES "\\.c$")
      set(compile ${CMAKE_C_COMPILER} -std=gnu11)
    else()
      set(compile ${CMAKE_CXX_COMPILER} -std=c++17)
    endif()
    add_custom_command(
      OUTPUT ${object}
      COMMAND ${compile} ${VITC_FLAGS_${architecture}} -O2 -I${CMAKE_SOURCE_DIR} ${ARG_FLAGS}
              -ffile-prefix-map=${CMAKE_SOURCE_DIR}/= -Wno-unused-command-line-argument -MD -MF ${object}.d
              -c ${source} -o ${object}
      DEPENDS ${source}
      DEPFILE ${object}.d
      COMMENT "Compiling ${file} of ${name} for ${architecture}"
      VERBATIM)
    list(APPEND objects ${object})
  endforeach()
  add_custom_command(
    OUTPUT ${program}
    COMMAND ${CMAKE_CXX_COMPILER} ${VITC_FLAGS_${architecture}} -fuse-ld=${VITC_LLD} -static-libstdc++ -static-libgcc
            -Wl,--gc-sections -Wl,--strip-all ${ARG_FLAGS} ${objects} -o ${program}
    DEPENDS ${objects}
    COMMENT "Linking ${name} for ${architecture}"
    VERBATIM)
  add_custom_target(${name}-${architecture} ALL DEPENDS ${program})
endfunction()
