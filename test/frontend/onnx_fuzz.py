"""Broken copies of small models: cut short, or with bytes changed, at random places. vitc must import them or
refuse them with exit status 1 and a message; it must not crash, hang, or take much memory."""

import pathlib
import resource

import numpy as np

from onnx_models import Runner, ints, model, node, value, weight

MODELS = pathlib.Path(__file__).resolve().parent.parent / "models"
RUNS = 300
SEED = 7
MOST_BYTES = 4 << 30


def small_models():
    conv = model([node("Conv", ["x", "w"], ["c"], "conv", strides=[2, 2]), node("Shape", ["c"], ["s"], "shape"),
                  node("Gather", ["s", "i"], ["g"], "gather"), node("Concat", ["g", "m"], ["t"], "concat", axis=0),
                  node("Reshape", ["c", "t"], ["y"], "reshape")],
                 [value("x", ["batch", 3, 8, 8])],
                 weights=[weight("w", (4, 3, 3, 3)), ints("i", [0, 1]), ints("m", [-1])])
    yield conv.SerializeToString()
    for name in ("timm_vit_torchscript_opset14_dynamic", "timm_vit_dynamo_opset23_dynamic"):
        path = MODELS / f"{name}.onnx"
        if path.exists():
            yield path.read_bytes()


def broken(content, random):
    """A copy of `content` that is cut, or has one to eight bytes changed."""
    if random.random() < 0.25:
        return content[:random.integers(0, len(content))]
    changed = bytearray(content)
    for _ in range(random.integers(1, 9)):
        changed[random.integers(0, len(changed))] = random.integers(0, 256)
    return bytes(changed)


def complaint(run):
    if run.returncode not in (0, 1):
        return f"exit status {run.returncode}"
    if run.returncode == 1 and ("error: " not in run.stderr or run.stdout):
        return "no message, or something on standard output"
    return ""


def main():
    runner = Runner(__doc__)
    resource.setrlimit(resource.RLIMIT_AS, (MOST_BYTES, MOST_BYTES))
    random = np.random.default_rng(SEED)
    models = list(small_models())
    for index in range(RUNS):
        path = runner.write("broken", broken(models[index % len(models)], random))
        run = runner.vitc(path)
        problem = complaint(run)
        if problem:
            kept = path.with_name(f"run{index}.onnx")
            path.rename(kept)
            problem += f", kept as {kept}"
        runner.report(f"run {index}", problem, run)
    runner.finish()


if __name__ == "__main__":
    main()
