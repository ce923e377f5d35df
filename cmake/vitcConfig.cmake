# What find_package(vitc) reads, at lib/cmake/vitc below the prefix.
include(${CMAKE_CURRENT_LIST_DIR}/vitcTargets.cmake)
if(NOT TARGET vitc::compiler)
  add_executable(vitc::compiler IMPORTED)
  get_filename_component(_vitc ${CMAKE_CURRENT_LIST_DIR}/../../../bin/vitc ABSOLUTE)
  set_target_properties(vitc::compiler PROPERTIES IMPORTED_LOCATION ${_vitc})
  unset(_vitc)
endif()
include(${CMAKE_CURRENT_LIST_DIR}/VitcAddModel.cmake)
