# How vitc's own targets are compiled: warnings are errors, headers are found from the root, and a
# library says whether it needs exceptions (only what calls Halide or protobuf does).
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
option(VITC_SANITIZE "Build with address and undefined-behaviour sanitizers" OFF)
if(VITC_SANITIZE)
  add_compile_options(-fsanitize=address,undefined -fno-omit-frame-pointer)
  add_link_options(-fsanitize=address,undefined)
endif()

option(VITC_FUZZ "Build so that the fuzz targets see what input reaches" OFF)
if(VITC_FUZZ)
  add_compile_options(-fsanitize=fuzzer-no-link)
endif()

# What is installed finds libraries from its own place, so that the tree can be moved: Halide, which comes out of
# the virtual environment, travels along; LLVM and MLIR are the system's. A target names what it needs, lest the
# loader be given folders without a reason.
set(CMAKE_INSTALL_LIBDIR lib CACHE PATH "folder of libraries below the prefix")
include(GNUInstallDirs)
file(RELATIVE_PATH VITC_OWN_LIBRARIES /p/${CMAKE_INSTALL_BINDIR} /p/${CMAKE_INSTALL_LIBDIR})
string(PREPEND VITC_OWN_LIBRARIES "$ORIGIN/")
set(VITC_LLVM_LIBRARIES ${VITC_LLVM_ROOT}/lib)

# vitc_install(TARGET FOLDERS-OF-LIBRARIES...)
function(vitc_install target)
  set_target_properties(${target} PROPERTIES INSTALL_RPATH "${ARGN}")
  install(TARGETS ${target})
endfunction()

function(vitc_compile_options target)
  # Asserts name files of the tree, wherever it lies.
  target_compile_options(${target} PRIVATE -ffile-prefix-map=${CMAKE_SOURCE_DIR}/=)
  target_compile_options(${target} PRIVATE -Wall -Wextra -Wno-unused-parameter -Werror)
  target_include_directories(${target} PUBLIC ${CMAKE_SOURCE_DIR} ${CMAKE_BINARY_DIR})
endfunction()

# vitc_library(NAME [EXCEPTIONS] SOURCES ... [DEPENDS ...])
#   PUBLIC include path is the root of sources and of generated files.
function(vitc_library name)
  cmake_parse_arguments(ARG "EXCEPTIONS" "" "SOURCES;DEPENDS" ${ARGN})
  add_library(${name} STATIC ${ARG_SOURCES})
  vitc_compile_options(${name})
  target_include_directories(${name} SYSTEM PUBLIC ${LLVM_INCLUDE_DIRS} ${MLIR_INCLUDE_DIRS})
  if(NOT ARG_EXCEPTIONS)
    target_compile_options(${name} PRIVATE $<$<COMPILE_LANGUAGE:CXX>:-fno-exceptions>)
  endif()
  target_link_libraries(${name} PUBLIC ${ARG_DEPENDS})
endfunction()
