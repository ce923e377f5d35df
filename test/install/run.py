#!/usr/bin/env python3
"""What `cmake --install` makes: a tree that works wherever it is moved, without the build; docs/library.md and
examples/cmake as they stand."""

import argparse
import os
import re
import shutil
import subprocess
from pathlib import Path

import numpy as np
import onnxruntime

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
MODELS = ROOT / "test" / "models"
MODEL = MODELS / "timm_vit_torchscript.onnx"
EXTERNAL = "timm_vit_external_data"
TOOLS = ("vitc", "vitc-opt", "vitc-run")
PAGE = "docs/library.md"


def call(*command, **rest):
    return subprocess.run([str(part) for part in command], check=True, text=True, stdout=subprocess.PIPE,
                          **rest).stdout


def install(options):
    """The tree, not where it was installed."""
    shutil.rmtree(options.work, ignore_errors=True)
    call(options.cmake, "--install", options.build, "--prefix", options.work / "prefix")
    return (options.work / "prefix").rename(options.work / "moved")


def check_libraries(tree, build):
    """Every library is found, in the tree or the system (the tree lies in the build, for want of a better place)."""
    binaries = [tree / "bin" / tool for tool in TOOLS] + list((tree / "lib").glob("libvitc*"))
    for binary in binaries:
        folders = re.findall(r"R(?:UN)?PATH.*\[(.*)\]", call("readelf", "-d", binary))
        assert not any(folder == "" or str(build) in folder for path in folders for folder in path.split(":")), (
            binary, folders)
        libraries = call("ldd", binary).replace(str(tree), "TREE")
        assert "not found" not in libraries and str(build) not in libraries, libraries
    return len(binaries)


def check_tools(tree, work):
    """The tools do their work in an empty environment, from another folder."""
    app = work / "app"
    app.mkdir()
    with np.load(MODEL.with_suffix(".npz")) as data:
        image, reference = data["input:input"][:1], data["output:output"][:1]
    np.save(app / "image.npy", image)
    environment = {"PATH": "/nowhere", "HOME": str(app)}
    call(tree / "bin" / "vitc", MODEL, "-o", "vit.so", cwd=app, env=environment)
    call(tree / "bin" / "vitc", MODEL, "--emit=html", "-o", "vit.html", cwd=app, env=environment)
    call(tree / "bin" / "vitc", MODEL, "--emit=imported", "-o", "vit.mlir", cwd=app, env=environment)
    call(tree / "bin" / "vitc-opt", "vit.mlir", "--vit-simplify-pipeline", cwd=app, env=environment)
    call(tree / "bin" / "vitc-run", "vit.so", "--input", "image.npy", "--output-dir", "out", cwd=app, env=environment)
    error = np.abs(np.load(app / "out" / "output.npy") - reference).max() / np.abs(reference).max()
    assert error <= 1e-4, error
    return 5


def check_pages(tree):
    """Where shells and man look for them."""
    for tool in TOOLS:
        for page in (f"bash-completion/completions/{tool}", f"zsh/site-functions/_{tool}", f"man/man1/{tool}.1"):
            assert tool in (tree / "share" / page).read_text().replace("\\-", "-"), page
    return 3 * len(TOOLS)


def blocks(language):
    return re.findall(rf"^```{language}\n(.*?)^```$", (ROOT / PAGE).read_text(), re.M | re.S)


def check_page(tree, options):
    """The program in docs/library.md, built as the page tells; what it makes is what the tools make."""
    app = options.work / "consumer"
    app.mkdir()
    (cmake,), (program, piece), (commands,) = blocks("cmake"), blocks("cpp"), blocks("sh")
    (app / "CMakeLists.txt").write_text(cmake)
    (app / "app.cpp").write_text(program)
    shutil.copy(MODEL, app / "vit.onnx")
    environment = dict(os.environ, CXX=options.cxx,
                       PATH=os.pathsep.join([str(Path(options.cmake).parent), os.environ["PATH"]]))
    printed = call("sh", "-ec", commands.replace("=P\n", f"={tree}\n"), cwd=app, env=environment)
    assert printed.endswith("model.so and model.h\n"), printed
    (app / "tool").mkdir()
    call(tree / "bin" / "vitc", MODEL, "-o", "tool/model.so", cwd=app)
    assert (app / "model.so").read_bytes() == (app / "tool" / "model.so").read_bytes()
    refused = subprocess.run([app / "build" / "app", "nowhere.onnx"], stderr=subprocess.PIPE, text=True)
    assert refused.returncode == 1 and refused.stderr.startswith("nowhere.onnx: "), refused
    whole = f"#include <vitc/Compiler.h>\nstd::string stage() {{ {piece} return ir; }}\n"
    call(options.cxx, "-std=c++17", "-Wall", "-Wextra", "-Werror", "-fsyntax-only", f"-I{tree}/include", "-x", "c++", "-",
         input=whole)
    return 4


def check_models(tree, options):
    """examples/cmake: a model that is compiled when a program is built, as a shared object and as a part of it; anew when
    one of its files changes."""
    app = options.work / "models"
    shutil.copytree(ROOT / "examples" / "cmake", app)
    shutil.copy(HERE / "interface.cpp", app)
    with (app / "CMakeLists.txt").open("a") as project:
        project.write("add_executable(interface interface.cpp)\ntarget_link_libraries(interface PRIVATE vit)\n"
                      "vitc_add_model(vit-2 MODEL ${MODEL} STATIC TARGET x86-64-v2,x86-64-v3 OPTIONS --self-test=1)\n"
                      "target_link_libraries(interface PRIVATE vit-2)\n"
                      f"add_custom_command(OUTPUT made.onnx COMMAND ${{CMAKE_COMMAND}} -E copy {MODEL} made.onnx)\n"
                      "vitc_add_model(made MODEL ${CMAKE_CURRENT_BINARY_DIR}/made.onnx PREPROCESSOR pictures.json)\n"
                      "target_link_libraries(interface PRIVATE made)\n"
                      f"vitc_add_model(several MODEL {MODELS}/timm_vit_dynamo_dynamic.onnx BATCH 1 4)\n"
                      "target_link_libraries(interface PRIVATE several)\n"
                      "vitc_add_model(none MODEL ${MODEL} BATCH 0)\n")
    (app / "pictures.json").write_text('{"image_processor_type": "ViTImageProcessor", "size": 32}')
    for file in MODELS.glob(EXTERNAL + ".onnx*"):
        shutil.copy(file, app)
    environment = dict(os.environ, CXX=options.cxx)
    call(options.cmake, "-S", app, "-B", app / "build", f"-DCMAKE_PREFIX_PATH={tree}", f"-DMODEL={app}/{EXTERNAL}.onnx",
         "-G", "Ninja", env=environment)

    def built():
        return call(options.cmake, "--build", app / "build")

    assert built().count("Compiling") == 5
    shared, static = (call(app / "build" / program) for program in ("shared", "static"))
    assert shared == static and len(shared.split()) == 7, (shared, static)
    session = onnxruntime.InferenceSession(str(MODELS / (EXTERNAL + ".onnx")), providers=["CPUExecutionProvider"])
    expected = session.run(None, {"input": np.full((1, 3, 32, 32), 0.5, "f4")})[0].ravel()
    error = np.abs(np.array(shared.split(), "f4") - expected).max() / np.abs(expected).max()
    assert error <= 1e-4, error
    assert call(app / "build" / "interface") == "passed\n"
    assert "Compiling" not in built()
    (app / f"{EXTERNAL}.onnx.data").touch()
    assert built().count("Compiling") == 3
    refused = subprocess.run([options.cmake, "--build", app / "build", "--target", "none_compiled"], stdout=subprocess.PIPE,
                             text=True)
    assert refused.returncode and "--batch=0: expected a positive number" in refused.stdout, refused
    return 7


def check_exports(tree):
    """The library exports its header's functions alone, and those that it must."""
    listed = call("nm", "-DC", "--defined-only", tree / "lib" / "libvitc.so")
    names = {re.match(r"\w+ T ([\w:]+)", line)[1] for line in listed.splitlines()}
    assert names == {"vitc::compile", "vitc::defaultCacheDirectory", "vitc::toString", "vitc::version",
                     "Halide::Internal::unique_name"}, names
    return 1


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--vitc", required=True)
    parser.add_argument("--vitc-run", required=True)
    parser.add_argument("--work", required=True, type=Path)
    parser.add_argument("--cmake", required=True)
    parser.add_argument("--build", required=True, type=Path)
    parser.add_argument("--cxx", required=True, help="of the program that uses the library; empty: none is built")
    options = parser.parse_args()
    options.work = options.work.resolve()
    tree = install(options)
    passed = check_libraries(tree, options.build.resolve())
    passed += check_tools(tree, options.work) + check_pages(tree)
    if options.cxx:
        passed += check_exports(tree) + check_page(tree, options) + check_models(tree, options)
    shutil.rmtree(tree)
    print(f"{passed} passed, 0 failed")


main()
