#!/usr/bin/env python3
"""The runtime's GPU part on the stand-in driver (test/cuda): what it shares, copies and releases, and what it says where
there is no driver, no device, too little memory, or a fault.

    cuda_tests.py --vitc PATH --driver FOLDER --work DIR [--filter REGEX]

Each case is a process of its own, as the driver's state is; whatever the stand-in finds in it (leaks, wrong arguments,
races) fails it.
"""

import argparse
import ctypes
import json
import os
import re
import subprocess
import sys
import threading
from pathlib import Path

import numpy as np
import onnx

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "bench" / "gpu"), str(ROOT / "test" / "numerics")]
import tensor_cores  # noqa: E402
from artifact import AUTO, CPU, CUDA, Context, Model  # noqa: E402
from harness import Tools  # noqa: E402

CASES = {}


def case(function=None, *, driver=True, artifact="vit", **variables):
    """Registers a case, with environment variables of the stand-in. `artifact` is vit, or words: three layers on tensor cores,
    in f16, two of which share a weight, whose words are prepared."""
    def register(function):
        CASES[function.__name__] = (function, driver, artifact, variables)
        return function
    return register(function) if function else register


def refusal(model, device=CUDA, **options):
    """What is said where no context can be made."""
    try:
        with Context(model, device, passes=1, **options):
            pass
    except RuntimeError as problem:
        return str(problem)
    raise AssertionError("the context was made")


def on_cpu(model):
    with Context(model, CPU, passes=1) as context:
        return [array.copy() for array in context.run()]


def expect(condition, *what):
    if not condition:
        raise AssertionError(*what)


def expect_close(actual, expected, tolerance=1e-4):
    for one, two in zip(actual, expected):
        expect(np.abs(one - two).max() <= tolerance * np.abs(two).max(), "results differ")


def expect_fallback(model, reason):
    """The caller who leaves the choice gets the CPU, and is told why."""
    with Context(model, AUTO, passes=1) as context:
        expect(re.fullmatch(rf"cpu \(.*{reason}.*\)", context.device()), context.device())
        expect_close(context.run(), on_cpu(model))


@case
def agrees_with_the_cpu(model):
    with Context(model, AUTO, passes=1) as context:
        expect(context.device().startswith("cuda:0 ("), context.device())
        expect_close(context.run(), on_cpu(model))
    with Context(model, CPU, passes=1) as context:
        expect(context.device() == "cpu", context.device())


@case
def copies_inputs_and_outputs_alone(model):
    with Context(model, CUDA, passes=3) as context:
        context.run()
        context.run()
    return {"passes": 6, "weights": 1}


@case
def shares_the_weights_between_contexts(model):
    with Context(model, CUDA, passes=1) as one, Context(model, CUDA, passes=1) as two:
        expect_close(one.run(), two.run())
    with Context(model, CUDA, passes=1) as again:  # the others are gone, and the weights with them
        again.run()
    return {"passes": 3, "weights": 2}


def run_in_threads(model, expected, tolerance=1e-4):
    """Contexts that are made, run and destroyed at the same time."""
    results = []

    def work():
        with Context(model, CUDA, passes=1) as context:
            for _ in range(3):
                results.append([array.copy() for array in context.run()])

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    expect(len(results) == 12)
    for result in results:
        expect_close(result, expected, tolerance)


@case
def runs_contexts_in_threads(model):
    run_in_threads(model, on_cpu(model))


@case(DEVICES=2)
def runs_on_several_devices(model):
    expected = on_cpu(model)
    with Context(model, CUDA, passes=1) as one, Context(model, CUDA, passes=1, index=1) as two, \
            Context(model, CUDA, passes=1, index=1) as three:
        expect([context.device()[:6] for context in (one, two, three)] == ["cuda:0", "cuda:1", "cuda:1"])
        for context in (one, two, three):
            expect_close(context.run(), expected)
    return {"passes": 3, "weights": 2}


@case(artifact="words")
def prepares_words_of_weights_once(model):
    """Of the two weights, for all contexts and runs."""
    expected = on_cpu(model)
    with Context(model, CUDA, passes=2) as one, Context(model, CUDA, passes=2, profile=True) as two:
        for context in (one, two, one, two):
            context.run()
        expect_close([array[:len(array) // 2] for array in one.outputs], expected, 1e-2)
    return {"prepared": 2, "passes": 8, "weights": 1}


@case(artifact="words", DEVICES=2)
def prepares_words_of_weights_on_each_device(model):
    expected = on_cpu(model)
    with Context(model, CUDA, passes=1) as one, Context(model, CUDA, passes=1, index=1) as two:
        expect_close(one.run(), expected, 1e-2)
        expect_close(two.run(), expected, 1e-2)
    with Context(model, CUDA, passes=1, index=1):  # the other is gone, and its weights with it
        pass
    return {"prepared": 6, "passes": 2, "weights": 3}


@case(artifact="words")
def prepares_words_while_contexts_are_made_in_threads(model):
    run_in_threads(model, on_cpu(model), 1e-2)


@case(artifact="words", FAIL_ALLOCATION=1)
def without_memory_for_words_of_weights(model):
    expect("OUT_OF_MEMORY" in refusal(model))


@case(artifact="words", FAIL_MODULE=1)
def with_preparing_code_that_the_driver_refuses(model):
    text = refusal(model)
    expect(re.search(r"cuModuleLoadDataEx: \w+ \(.*\): \S", text), text)
    with Context(model, CUDA, passes=1) as context:  # the next one is not
        expect_close(context.run(), on_cpu(model), 1e-2)


@case(artifact="words", FAIL_LAUNCH=2, EXIT=0)
def after_a_fault_in_what_is_prepared(model):
    expect("the device is lost to this process" in refusal(model))
    expect("failed earlier" in refusal(model))


@case
def keeps_the_lanes_of_warps_busy(model):
    """A loop that no threads share is run by one of them while the others wait: right, and slow."""
    with Context(model, CUDA, passes=1) as context:
        context.run()
    return {"lanes": 8}


@case
def notes_each_launch(model):
    with Context(model, CUDA, passes=2, profile=True) as context:
        context.run()
        events = context.profile()
    expect(len(events) == 2 * model.info.num_launches, len(events))
    expect(all(ns >= 0 for _, ns in events))


@case
def is_what_vitc_run_runs_on(model):
    profile = Path(os.environ["ARTIFACT"]).with_suffix(".json")
    command = [os.environ["VITC_RUN"], os.environ["ARTIFACT"], "--device"]
    done = subprocess.run([*command, "cuda:0", "--benchmark", "1"], capture_output=True, text=True)
    expect(done.returncode == 0 and "cuda:0 (" in done.stdout, done.stdout + done.stderr)
    subprocess.run([*command, "cuda:0", "--profile", profile], check=True)
    expect(len(json.loads(profile.read_text())["traceEvents"]) >= model.info.num_launches, profile)
    done = subprocess.run([*command, "cuda:7", "--benchmark", "1"], capture_output=True, text=True)
    expect(done.returncode == 1 and "there is no CUDA device 7: the driver has 1" in done.stderr, done.stderr)


@case(driver=False)
def without_a_driver(model):
    expect_fallback(model, "no CUDA driver")
    expect("libcuda.so.1 cannot be loaded" in refusal(model))


@case(DEVICES=0)
def without_a_device(model):
    expect_fallback(model, "NO_DEVICE")
    expect("NO_DEVICE" in refusal(model))


@case(CAPABILITY=75)
def with_an_older_device(model):
    expect_fallback(model, "sm_75")
    expect("--target=...,cuda:sm_75" in refusal(model))


@case(DRIVER_VERSION=10020)
def with_an_older_driver(model):
    expect_fallback(model, "too old")
    expect("CUDA 10.2, 11.0 is needed" in refusal(model))


@case
def without_the_device_of_that_number(model):
    expect("there is no CUDA device 3: the driver has 1" in refusal(model, index=3))
    expect("there is no CUDA device -1" in refusal(model, index=-1))


@case(FAIL_ALLOCATION=1)
def without_memory_for_the_weights(model):
    expect("OUT_OF_MEMORY" in refusal(model))
    with Context(model, CUDA, passes=1) as context:  # the next one has it
        expect_close(context.run(), on_cpu(model))


@case(FAIL_ALLOCATION=2)
def without_memory_for_the_activations(model):
    expect_fallback(model, "OUT_OF_MEMORY")


@case(FAIL_MODULE=1)
def with_code_that_the_driver_refuses(model):
    text = refusal(model)
    expect(re.search(r"cuModuleLoadDataEx: \w+ \(.*\): \S", text), text)


@case(FAIL_LAUNCH=3, EXIT=0)
def after_a_fault(model):
    os.environ["VITC_CUDA_GRAPHS"] = "0"
    with Context(model, CUDA, passes=1) as context:
        try:
            context.run()
        except RuntimeError as problem:
            text = str(problem)
        expect("destroy its contexts" in text, text)
    expect("failed earlier" in refusal(model))
    expect_fallback(model, "failed earlier")


@case
def in_a_forked_process(model):
    with Context(model, CUDA, passes=1) as context:
        context.run()
        child = os.fork()
        if child == 0:
            try:
                context.run()
                os._exit(1)
            except RuntimeError as problem:
                os._exit(0 if "fork before" in str(problem) else 2)
        expect(os.waitpid(child, 0)[1] == 0, "the child")
        expect_close(context.run(), on_cpu(model))


def allocate(driver, size):
    pointer = ctypes.c_uint64()
    expect(driver.cuMemAlloc_v2(ctypes.byref(pointer), ctypes.c_size_t(size)) == 0, "cuMemAlloc")
    return pointer.value


@case
def with_device_memory_of_the_caller(model):
    driver = ctypes.CDLL("libcuda.so.1")
    expected = on_cpu(model)

    with Context(model, CUDA, passes=1) as context:
        primary, stream = ctypes.c_void_p(), ctypes.c_void_p()
        expect(driver.cuDevicePrimaryCtxRetain(ctypes.byref(primary), 0) == 0)
        expect(driver.cuCtxPushCurrent_v2(primary) == 0)
        expect(driver.cuStreamCreate(ctypes.byref(stream), 0) == 0)
        pointers = [[allocate(driver, array.nbytes) for array in arrays] for arrays in (context.inputs, context.outputs)]
        for pointer, array in zip(pointers[0], context.inputs):
            driver.cuMemcpyHtoD_v2(ctypes.c_uint64(pointer), ctypes.c_void_p(array.ctypes.data), ctypes.c_size_t(array.nbytes))
        for own in (None, stream):
            context.run_device(*pointers, own)
            expect(driver.cuStreamSynchronize(stream) == 0)
            for pointer, array in zip(pointers[1], context.outputs):
                array[...] = 0
                driver.cuMemcpyDtoH_v2(ctypes.c_void_p(array.ctypes.data), ctypes.c_uint64(pointer), ctypes.c_size_t(array.nbytes))
            expect_close(context.outputs, expected)
        for bad in (pointers[0], [pointers[0][0] + 4]):
            try:
                context.run_device([context.inputs[0].ctypes.data] if bad is pointers[0] else bad, pointers[1])
                raise AssertionError("taken")
            except RuntimeError as problem:
                expect("none of the CUDA device's memory" in str(problem), str(problem))
        for pointer in pointers[0] + pointers[1]:
            driver.cuMemFree_v2(ctypes.c_uint64(pointer))
        driver.cuStreamDestroy_v2(stream)
        driver.cuCtxPopCurrent_v2(ctypes.byref(primary))
        driver.cuDevicePrimaryCtxRelease_v2(0)
    with Context(model, CPU, passes=1) as context:
        try:
            context.run_device(*pointers)
            raise AssertionError("taken")
        except RuntimeError as problem:
            expect("runs on the CPU" in str(problem), str(problem))


@case
def tells_when_queued_work_is_done(model):
    """By an event, and by a function that the driver calls, of the caller's stream."""
    driver = ctypes.CDLL("libcuda.so.1")
    expected = on_cpu(model)
    with Context(model, CUDA, passes=1) as context:
        primary, stream, event = ctypes.c_void_p(), ctypes.c_void_p(), ctypes.c_void_p()
        expect(driver.cuDevicePrimaryCtxRetain(ctypes.byref(primary), 0) == 0)
        expect(driver.cuCtxPushCurrent_v2(primary) == 0)
        expect(driver.cuStreamCreate(ctypes.byref(stream), 0) == 0 and driver.cuEventCreate(ctypes.byref(event), 2) == 0)
        pointers = [[allocate(driver, array.nbytes) for array in arrays] for arrays in (context.inputs, context.outputs)]
        called = threading.Event()
        callback = ctypes.CFUNCTYPE(None, ctypes.c_void_p)(lambda _: called.set())
        for pointer, array in zip(pointers[0], context.inputs):
            driver.cuMemcpyHtoDAsync_v2(ctypes.c_uint64(pointer), ctypes.c_void_p(array.ctypes.data), ctypes.c_size_t(array.nbytes), stream)
        context.run_device(*pointers, stream)
        for pointer, array in zip(pointers[1], context.outputs):
            driver.cuMemcpyDtoHAsync_v2(ctypes.c_void_p(array.ctypes.data), ctypes.c_uint64(pointer), ctypes.c_size_t(array.nbytes), stream)
        expect(driver.cuEventRecord(event, stream) == 0)
        expect(driver.cuLaunchHostFunc(stream, callback, None) == 0)
        expect(driver.cuEventSynchronize(event) == 0)
        expect_close(context.outputs, expected)
        expect(called.wait(60), "the callback")
        for pointer in pointers[0] + pointers[1]:
            driver.cuMemFree_v2(ctypes.c_uint64(pointer))
        driver.cuEventDestroy_v2(event)
        driver.cuStreamDestroy_v2(stream)
        driver.cuCtxPopCurrent_v2(ctypes.byref(primary))
        driver.cuDevicePrimaryCtxRelease_v2(0)


def check_report(expected, report, model):
    if "lanes" in expected:
        check_lanes(expected["lanes"], report)
        return
    check_copies(expected, report, model)
    if "prepared" in expected:
        launches = sum(kernel["launches"] for name, kernel in report["kernels"].items() if "_b_words" in name)
        expect(launches == expected["prepared"], f"words of weights were stored {launches} times")


def check_lanes(least, report):
    for name, kernel in report["kernels"].items():
        lanes = kernel["thread_instructions"] / kernel["warp_instructions"]
        expect(lanes >= least, f"{name}: {lanes:.1f} lanes of a warp are in use")


def check_copies(expected, report, model):
    """One copy in and one out for each pass, one upload of the weights for each time that a device comes into use."""
    info = model.info
    into = expected["passes"] * info.num_inputs + expected["weights"]
    out = expected["passes"] * info.num_outputs
    counts = [report[key]["count"] for key in ("host_to_device", "device_to_host", "device_to_device")]
    expect(counts == [into, out, 0], f"copies: {counts}, not {[into, out, 0]}")


def compile_artifacts(arguments):
    paths = {name: arguments.work / f"{name}.so" for name in ("vit", "words")}
    subprocess.run([arguments.vitc, ROOT / "test" / "models" / "timm_vit_torchscript.onnx", "-o", paths["vit"],
                    "--target=x86-64-v3,cuda:sm_80"], check=True)
    nodes = [onnx.helper.make_node("MatMul", [one, weight], [two]) for one, weight, two in
             (("x", "v", "a"), ("a", "w", "b"), ("b", "v", "y"))]
    source = arguments.work / "words.onnx"
    onnx.save(tensor_cores.model(nodes, {"x": [20, 40]}, {"v": [40, 40], "w": [40, 40]}), source)
    folder = arguments.work / "on_tensor_cores"
    folder.mkdir(exist_ok=True)
    tools = Tools(arguments.vitc, arguments.vitc_run, "compile", driver=arguments.driver)
    module = tensor_cores.compile_on_tensor_cores(source, "f16", ((16, 16, 2, 2, 32, 3), tensor_cores.ATTENTION_LOOPS), tools, folder)
    subprocess.run([arguments.vitc, module, "-o", paths["words"], tensor_cores.TARGET], check=True)


def run_case(name, artifact, report):
    model = Model(artifact, artifact.stem)
    expected = CASES[name][0](model)
    if expected:
        Path(report).with_suffix(".expected").write_text(json.dumps(expected))


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--vitc", type=Path, required=True)
    parser.add_argument("--vitc-run", type=Path)
    parser.add_argument("--driver", type=Path, required=True, help="folder of the stand-in")
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--filter", default="")
    parser.add_argument("--case", help="run it in this process")
    arguments = parser.parse_args()
    report = arguments.work / "report.json"
    if arguments.case:
        run_case(arguments.case, arguments.work / f"{CASES[arguments.case][2]}.so", report)
        return 0

    arguments.work.mkdir(parents=True, exist_ok=True)
    compile_artifacts(arguments)
    chosen = [name for name in CASES if re.search(arguments.filter, name)]
    if not chosen:
        sys.exit(f"--filter={arguments.filter} matches no test")
    failed = 0
    for name in chosen:
        _, driver, artifact, variables = CASES[name]
        for stale in (report, report.with_suffix(".expected")):
            stale.unlink(missing_ok=True)
        environment = {**os.environ, "VITC_STANDIN_REPORT": str(report), "VITC_STANDIN_EXIT": "70",
                       "VITC_RUN": str(arguments.vitc_run), "ARTIFACT": str(arguments.work / f"{artifact}.so"),
                       **{f"VITC_STANDIN_{key}": str(value) for key, value in variables.items()}}
        environment["LD_LIBRARY_PATH"] = str(arguments.driver) if driver else ""
        done = subprocess.run([sys.executable, __file__, *sys.argv[1:], "--case", name], env=environment,
                              capture_output=True, text=True)
        problem = done.stderr.strip().splitlines()[-1:] if done.returncode else []
        expected = report.with_suffix(".expected")
        if not problem and expected.exists():
            try:
                check_report(json.loads(expected.read_text()), json.loads(report.read_text()),
                             Model(arguments.work / f"{artifact}.so", artifact))
            except AssertionError as fault:
                problem = [str(fault)]
        if problem or done.returncode:
            failed += 1
            print(f"FAIL {name}: {''.join(problem)} (status {done.returncode})\n{done.stderr[-600:]}")
    print(f"{len(chosen) - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
