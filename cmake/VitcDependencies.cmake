# Finds what vitc stands on. Debian has LLVM, MLIR, lld, protobuf and nlohmann-json; the virtual
# environment that scripts/bootstrap.sh makes holds Halide's C++ SDK and ONNX's schema.
set(VITC_LLVM_ROOT /usr/lib/llvm-22 CACHE PATH "LLVM, MLIR and lld 22")
set(VITC_VENV ${CMAKE_BINARY_DIR}/venv CACHE PATH "virtual environment with halide, onnx, lit")

list(PREPEND CMAKE_PREFIX_PATH ${VITC_LLVM_ROOT})
find_package(MLIR 22.1 REQUIRED CONFIG)
find_package(LLD 22.1 REQUIRED CONFIG)
list(APPEND CMAKE_MODULE_PATH ${LLVM_CMAKE_DIR} ${MLIR_CMAKE_DIR})
include(TableGen)
include(AddLLVM)
include(AddMLIR)
# TableGen looks where the directory's C++ files look.
include_directories(${PROJECT_SOURCE_DIR})
include_directories(SYSTEM ${LLVM_INCLUDE_DIRS} ${MLIR_INCLUDE_DIRS})

file(GLOB VITC_SITE_PACKAGES ${VITC_VENV}/lib/python3*/site-packages)
if(NOT VITC_SITE_PACKAGES)
  message(FATAL_ERROR "no virtual environment at ${VITC_VENV}: run scripts/bootstrap.sh")
endif()
# The wheel's lib64 is no place that CMake searches on Debian.
set(Halide_DIR ${VITC_SITE_PACKAGES}/halide/lib64/cmake/Halide)
set(HalideHelpers_DIR ${VITC_SITE_PACKAGES}/halide/lib64/cmake/HalideHelpers)
find_package(Halide 21 REQUIRED CONFIG COMPONENTS shared)
file(GLOB VITC_HALIDE_LICENSE ${VITC_SITE_PACKAGES}/halide-*.dist-info/licenses/LICENSE.txt)
find_package(Protobuf REQUIRED)
find_package(nlohmann_json REQUIRED)
find_package(ZLIB REQUIRED)
find_program(VITC_LLD ld.lld-22 REQUIRED)
set(VITC_PYTHON ${VITC_VENV}/bin/python)
set(VITC_LIT ${VITC_VENV}/bin/lit)
set(VITC_ONNX_PROTO_DIR ${VITC_SITE_PACKAGES}/onnx)

find_program(VITC_CCACHE ccache)
if(VITC_CCACHE)
  set(CMAKE_C_COMPILER_LAUNCHER ${VITC_CCACHE})
  set(CMAKE_CXX_COMPILER_LAUNCHER ${VITC_CCACHE})
endif()
