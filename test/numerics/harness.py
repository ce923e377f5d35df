"""How the Python tests of test/numerics and test/models ask vitc for a model's outputs."""

import argparse
import os
import re
import resource
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[2]
os.environ.setdefault("VITC_CACHE_DIR", "none")  # what is tested is compiled


MOST_MEMORY = 4 << 30  # bytes of a process: models of tests are small, and their kernels do not explode


class Failure(Exception):
    """What a test reports: one line, or the end of what a tool printed."""


@dataclass
class Tools:
    """The way from a model to its outputs.

    backend: compile (vitc, then vitc-run), interpret (vitc --interpret), or onnxruntime, which checks the
    test scripts themselves."""

    vitc: str
    vitc_run: str
    backend: str
    target: str = ""
    timeout: float = 120
    driver: Path | None = None  # folder of a CUDA driver that models run on; the stand-in (test/cuda)

    def environment(self):
        """Whatever the stand-in finds fails the process."""
        return {**os.environ, "LD_LIBRARY_PATH": str(self.driver), "VITC_STANDIN_EXIT": "70"} if self.driver else None

    def call(self, *command):
        """What the tool said on standard error. `timeout` is of processor time, which a busy machine does not stretch; what
        waits for ever is found as well, but later."""
        limit = int(self.timeout)
        try:
            done = subprocess.run([str(part) for part in command], stdin=subprocess.DEVNULL, capture_output=True,
                                  text=True, errors="replace", timeout=10 * limit, env=self.environment(),
                                  preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_CPU, (limit, limit + 1)))
        except subprocess.TimeoutExpired:
            raise Failure(f"{Path(command[0]).name} did not end in {10 * limit} s") from None
        if done.returncode == -signal.SIGXCPU:
            raise Failure(f"{Path(command[0]).name} did not end in {limit} s of processor time")
        if done.returncode:
            ended = f"status {done.returncode}" if done.returncode > 0 else f"signal {-done.returncode}"
            raise Failure(f"{Path(command[0]).name} ended with {ended}: {done.stderr.strip()[-800:]}")
        if resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss > MOST_MEMORY // 1024:  # of the largest child up to now
            raise Failure(f"{Path(command[0]).name}, or a tool before it, took more than {MOST_MEMORY >> 30} GB of memory")
        return done.stderr

    def compile(self, model, library, *options):
        """Milliseconds that vitc took; 0 for the other backends. `model` is a path, or the list of arguments that
        make vitc draw one."""
        if self.backend != "compile":
            return 0.0
        start = time.time()
        target = [f"--target={self.target}"] if self.target else []
        self.call(self.vitc, *arguments_for(model), "-o", library, *target, *options)
        return (time.time() - start) * 1000

    def run(self, model, library, inputs, folder):
        """The outputs by name, for `inputs` by name. Files lie in `folder`."""
        if self.backend == "onnxruntime":
            return run_onnxruntime(model, inputs)
        folder.mkdir(parents=True, exist_ok=True)
        for stale in folder.glob("*.npy"):
            stale.unlink()
        given = []
        for k, (name, value) in enumerate(inputs.items()):
            path = folder / f"input{k}"
            with open(path, "wb") as file:
                np.save(file, value)
            given += ["--input", f"{name}={path}"]
        given += ["--output-dir", folder]
        if self.backend == "interpret":
            self.call(self.vitc, *arguments_for(model), "--interpret", *given)
        else:
            self.call(self.vitc_run, library, *given, *(["--device", "cuda"] if self.driver else []))
        return Outputs(folder)


def arguments_for(model):
    return model if isinstance(model, list) else [model]


class Outputs:
    """The .npy files that vitc-run wrote, by output name."""

    def __init__(self, folder):
        self.files = {path.stem: path for path in folder.glob("*.npy")}

    def __getitem__(self, name):
        key = re.sub(r"[^A-Za-z0-9_.+-]", "_", name)
        if key not in self.files:
            raise Failure(f"no file for output '{name}'; there are {sorted(self.files)}")
        return np.load(self.files[key])


def run_onnxruntime(model, inputs):
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_DISABLE_ALL
    options.intra_op_num_threads = 1
    options.log_severity_level = 4
    onnxruntime.set_default_logger_severity(4)  # which has its own warnings
    source = str(model) if isinstance(model, (str, Path)) else model
    try:
        session = onnxruntime.InferenceSession(source, options, providers=["CPUExecutionProvider"])
        names = [output.name for output in session.get_outputs()]
        return dict(zip(names, session.run(names, inputs)))
    except Exception as problem:  # ONNX Runtime's exceptions share no base class
        raise Failure(f"ONNX Runtime: {str(problem)[:400]}") from None


def check_values(name, actual, expected, tolerance=1e-4):
    """Raises Failure where shapes or dtypes differ, where integers or booleans differ at all, and where floats
    differ by more than `tolerance` times the largest finite reference value. Returns that relative error."""
    expected = np.asarray(expected)
    if actual.shape != expected.shape or actual.dtype != expected.dtype:
        raise Failure(f"output '{name}' is {actual.dtype}{list(actual.shape)}, "
                      f"not {expected.dtype}{list(expected.shape)}")
    if expected.size == 0:
        return 0.0
    if expected.dtype.kind != "f":
        wrong = int((actual != expected).sum())
        if wrong:
            at = np.unravel_index(int((actual != expected).argmax()), expected.shape)
            raise Failure(f"output '{name}': {wrong} of {expected.size} elements differ, first at "
                          f"{list(map(int, at))}: {actual[at]}, not {expected[at]}")
        return 0.0
    finite = np.isfinite(expected)
    special = ~finite & ~((actual == expected) | (np.isnan(actual) & np.isnan(expected)))
    if special.any():
        raise Failure(f"output '{name}': {int(special.sum())} infinities or NaNs differ")
    if not finite.any():
        return 0.0
    difference = np.abs(actual[finite].astype(np.float64) - expected[finite])
    largest = float(np.abs(expected[finite]).max()) or 1.0
    error = float(difference.max()) / largest
    if not error <= tolerance:  # also for NaN
        raise Failure(f"output '{name}': error {error:.1e} of the largest reference value {largest:.3g}")
    return error


def importer_operators():
    """The ONNX operators that are read, by the importer's tables. Loop and Scan stand there to be refused."""
    sources = "".join(path.read_text() for path in sorted((ROOT / "frontend" / "onnx").glob("*.cpp")))
    operators = set(re.findall(r'table\.add\("(\w+)"', sources))
    assert len(operators) > 100, "the importer's tables have moved"
    return operators - {"Loop", "Scan"}


def add_arguments(parser):
    parser.add_argument("--vitc", default=ROOT / "build" / "bin" / "vitc")
    parser.add_argument("--vitc-run", default=ROOT / "build" / "bin" / "vitc-run")
    parser.add_argument("--work", type=Path, default=ROOT / "build" / "test" / Path(sys.argv[0]).stem,
                        help="folder for what is written")
    parser.add_argument("--filter", default="", help="only tests whose name matches this expression")
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    parser.add_argument("--target", nargs="*", default=[""], help="for vitc --target; several: each in turn")
    parser.add_argument("--driver", type=Path, help="run on the GPU with the libcuda.so.1 of this folder")
    parser.add_argument("--backend", choices=["compile", "interpret", "onnxruntime"], default="compile")


def selected(cases, pattern, name=str):
    """The cases whose names match `pattern`; a pattern that matches none ends the script, as nothing was tested."""
    chosen = [case for case in cases if re.search(pattern, name(case))]
    if not chosen:
        sys.exit(f"--filter={pattern} matches no test")
    return chosen


def run_each(cases):
    """Prints what became of `cases`, labels with functions that return an error or raise Failure; the exit status."""
    failed = 0
    for label, run in cases:
        try:
            print(f"ok   {label}: error {run():.1e}", flush=True)
        except Failure as failure:
            failed += 1
            print(f"FAIL {label}: {re.sub(r' +', ' ', str(failure))[:600]}", flush=True)
    print(f"{failed} failed")
    return 1 if failed else 0


def tools_from(arguments, timeout=120):
    """One Tools for each --target."""
    return [Tools(arguments.vitc, arguments.vitc_run, arguments.backend, target, timeout, arguments.driver)
            for target in arguments.target]


def parser_for(description):
    return argparse.ArgumentParser(description=description.split("\n\n")[0])
