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

function(vitc_compile_options target)
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
