# vitc_add_model(TARGET MODEL FILE-OR-FOLDER [STATIC] [NAME ID] [TARGET CPU] [BATCH N...] [IMAGE_SIZE N...]
#                [PRECISION TYPE] [PREPROCESSOR FILE] [LABELS FILE] [OPTIONS ...])
#   Compiles the model when the project is built, anew when one of its files changes, into a shared object, or with STATIC
#   into a library that becomes part of the program. What links with TARGET finds NAME.h, the model's header, and
#   <vitc/vitc.hpp>. NAME is TARGET where none is given. The other words, and OPTIONS, are those of `vitc --help`.
function(vitc_add_model target)
  cmake_parse_arguments(PARSE_ARGV 1 ARG "STATIC" "MODEL;NAME;TARGET;PRECISION;PREPROCESSOR;LABELS"
    "BATCH;IMAGE_SIZE;OPTIONS")
  if(ARG_UNPARSED_ARGUMENTS OR NOT ARG_MODEL)
    message(FATAL_ERROR "vitc_add_model(${target}): expected MODEL and options, got '${ARG_UNPARSED_ARGUMENTS}'")
  endif()
  set(files) # which another command may make
  foreach(file MODEL PREPROCESSOR LABELS)
    if(ARG_${file} AND NOT ARG_${file} STREQUAL none)
      cmake_path(ABSOLUTE_PATH ARG_${file} NORMALIZE)
      list(APPEND files ${ARG_${file}})
    endif()
  endforeach()
  if(NOT ARG_NAME)
    string(MAKE_C_IDENTIFIER ${target} ARG_NAME)
  endif()
  set(options --name=${ARG_NAME} ${ARG_OPTIONS})
  list(JOIN ARG_BATCH "," ARG_BATCH)
  list(JOIN ARG_IMAGE_SIZE "," ARG_IMAGE_SIZE)
  foreach(option TARGET BATCH IMAGE_SIZE PRECISION PREPROCESSOR LABELS)
    if(NOT "${ARG_${option}}" STREQUAL "")
      string(TOLOWER ${option} flag)
      string(REPLACE "_" "-" flag ${flag})
      list(APPEND options --${flag}=${ARG_${option}})
    endif()
  endforeach()

  set(folder ${CMAKE_CURRENT_BINARY_DIR}/${target})
  file(MAKE_DIRECTORY ${folder})
  set(kind SHARED)
  set(made ${folder}/${ARG_NAME}.so)
  set(library ${made})
  set(archive)
  if(ARG_STATIC)
    set(kind STATIC)
    set(made ${folder}/${ARG_NAME}.o)
    set(library ${folder}/lib${ARG_NAME}.a)
    list(APPEND options --emit=obj)
    set(archive COMMAND ${CMAKE_COMMAND} -E rm -f ${library} COMMAND ${CMAKE_AR} rcs ${library} ${made})
  endif()
  set(outputs ${made} ${folder}/${ARG_NAME}.h ${library})
  list(REMOVE_DUPLICATES outputs)
  add_custom_command(
    OUTPUT ${outputs}
    COMMAND vitc::compiler ${ARG_MODEL} ${options} -o ${made} --depfile=${folder}/${ARG_NAME}.d
    ${archive}
    DEPENDS vitc::compiler ${files}
    DEPFILE ${folder}/${ARG_NAME}.d
    COMMENT "Compiling ${ARG_MODEL}"
    VERBATIM)
  add_custom_target(${target}_compiled DEPENDS ${outputs})
  add_library(${target} ${kind} IMPORTED GLOBAL)
  add_dependencies(${target} ${target}_compiled)
  set_target_properties(${target} PROPERTIES IMPORTED_LOCATION ${library} IMPORTED_SONAME ${ARG_NAME}.so)
  target_include_directories(${target} INTERFACE ${folder})
  target_link_libraries(${target} INTERFACE vitc::models)
  if(ARG_STATIC)
    find_package(Threads REQUIRED)
    target_link_libraries(${target} INTERFACE Threads::Threads ${CMAKE_DL_LIBS} m)
  endif()
endfunction()
