#!/usr/bin/env python3
"""Random graphs: what vitc makes of them against ONNX Runtime and the Interpreter.

    run.py --vitc PATH --vitc-run PATH --work DIR [--first SEED] [--count N] [--seconds S] [--jobs N] [--keep-going]

A seed is the same graph on every machine. Graphs of eight seeds go into one model; what fails is tried alone,
reduced to a few nodes that fail in the same way, printed, and kept in DIR/faults as .onnx and .npz. A fault is a
result that is off by more than rounding explains, a crash, a refusal, or 30 seconds. Every eighth model is also
evaluated by the Interpreter. --coverage lists the importer's operators that no graph has.
"""

import sys
import time
import traceback
from collections import Counter
from concurrent.futures import FIRST_COMPLETED, ProcessPoolExecutor, wait
from dataclasses import dataclass, field

from check import Counts, Fault, check, save_case
from generate import BATCH, random_graph
from graph import describe
from harness import add_arguments, importer_operators, parser_for, tools_from
from reduce import reduced

# Spelled out in operators that graphs have, so that ONNX's own node tests tell as much.
SPELLED_OUT = """Acos Acosh AffineGrid Asin BitShift BitwiseAnd BitwiseNot BitwiseOr BitwiseXor CenterCropPad Col2Im Compress DFT
    GlobalLpPool GridSample Hardmax IsInf LpNormalization
    LpPool LRN MaxUnpool MeanVarianceNormalization NegativeLogLikelihoodLoss ReverseSequence ScatterElements Shrink
    SoftmaxCrossEntropyLoss Tan ThresholdedRelu Unique"""
SEQUENCES = """ConcatFromSequence Optional OptionalGetElement OptionalHasElement SequenceAt SequenceConstruct SequenceEmpty
    SequenceErase SequenceInsert SequenceLength SplitToSequence"""
QUANTISED = """ConvInteger DequantizeLinear DynamicQuantizeLinear MatMulInteger QLinearConv QLinearMatMul QuantizeLinear"""
RANDOM = "Bernoulli RandomNormal RandomNormalLike RandomUniform RandomUniformLike"

# Why some of the importer's operators are in no graph.
NOT_GENERATED = {
    **dict.fromkeys(SPELLED_OUT.split(), "spelled out in operators that graphs have"),
    **dict.fromkeys(SEQUENCES.split(), "known when the model is read; ONNX's own node tests have them"),
    **dict.fromkeys(RANDOM.split(), "of no defined result"),
    "Constant": "constants of the graph that are nodes",
    **dict.fromkeys(QUANTISED.split(), "a step where noise moves it; test/numerics/quantised_cases.py has them"),
    "SimplifiedLayerNormalization": "no operator of ONNX; ONNX Runtime's optimiser writes it",
    "SwiGLU": "of an opset that the graphs do not have",
    "Upsample": "of opsets before Resize",
    "Scatter": "of opsets before ScatterElements",
    "CumProd": "of an opset that the graphs do not have",
    "RotaryEmbedding": "of an opset that the graphs do not have",
}


@dataclass
class Report:
    """What became of one batch of seeds."""

    counts: Counts = field(default_factory=Counts)
    faults: list = field(default_factory=list)  # (seed, kind, text)


def reduced_fault(graph, fault, tools, folder):
    """The text to print of a fault: a few nodes, and how to see it again."""
    interpret = fault.kind.startswith("interpret")

    def fails(candidate):
        found = check([candidate], tools, folder / "reduce", interpret=interpret)[0]
        return found is not None and found.kind == fault.kind

    small = reduced(graph, fails)
    found = check([small], tools, folder / "reduce", interpret=interpret)[0] or fault
    command = save_case(small, folder.parent / "faults", f"seed{graph.seed}")
    return f"{found.message}\n{describe(small)}\n{command}"


def run_batch(seeds, tools, work, interpret):
    report = Report()
    folder = work / f"batch{seeds[0]}"
    try:
        graphs = [random_graph(seed) for seed in seeds]
        graphs = [graph for graph in graphs if graph.nodes]
        report.counts.graphs = len(graphs)
        report.counts.nodes = sum(len(graph.nodes) for graph in graphs)
        report.counts.convolutions = sum(graph.has("Conv", "ConvTranspose") for graph in graphs)
        faults = check(graphs, tools, folder, report.counts, interpret)
        for graph, fault in zip(graphs, faults):
            if fault:
                text = fault.message if fault.kind == "together" else reduced_fault(graph, fault, tools, folder)
                report.faults.append((graph.seed, fault.kind, text))
    except Exception:
        report.faults.append((seeds[0], "test script", traceback.format_exc(limit=-4)))
    remove(folder)
    return report


def remove(folder):
    import shutil

    shutil.rmtree(folder, ignore_errors=True)


def batches(first, count):
    end = first + count if count else 10**12
    while first < end:
        size = min(BATCH - first % BATCH, end - first)
        yield list(range(first, first + size))
        first += size


def run(arguments, tools):
    """Runs batches until seeds or time are over. Returns all that was found."""
    start, total, found = time.time(), Counts(), []
    queue = batches(arguments.first, arguments.count)
    with ProcessPoolExecutor(arguments.jobs) as pool:
        running, is_over = set(), False
        while True:
            while len(running) < 2 * arguments.jobs and not is_over:
                seeds = next(queue, None)
                is_over = seeds is None or 0 < arguments.seconds < time.time() - start
                if not is_over:
                    interpret = seeds[0] // BATCH % 8 == 0
                    running.add(pool.submit(run_batch, seeds, tools, arguments.work, interpret))
            if not running:
                break
            done, running = wait(running, return_when=FIRST_COMPLETED)
            for report in (job.result() for job in done):
                total.add(report.counts)
                if total.graphs // 1000 > (total.graphs - report.counts.graphs) // 1000:
                    print(f"{total.graphs} graphs, {len(found)} faults", flush=True)
                for seed, kind, text in report.faults:
                    found.append(kind)
                    print(f"FAIL seed {seed}: {kind}\n{text}\n", flush=True)
            is_over = is_over or bool(found) and not arguments.keep_going
    print(f"{total.graphs} graphs, {total.convolutions} with convolutions, {total.nodes} nodes, "
          f"{time.time() - start:.0f} s; {len(found)} faults; {100 * total.undetermined / max(total.elements, 1):.2f} % "
          "of the results are not determined")
    for kind, count in Counter(found).most_common():
        print(f"  {count} x {kind}")
    return found, total


def missing_operators(seeds):
    """The importer's operators that the graphs of `seeds` have not."""
    used = {node.op for seed in seeds for node in random_graph(seed).nodes}
    return sorted(importer_operators() - used - set(NOT_GENERATED))


def main():
    parser = parser_for(__doc__)
    add_arguments(parser)
    parser.add_argument("--first", type=int, default=0, help="the first seed")
    parser.add_argument("--count", type=int, default=0, help="how many seeds; 0: as many as --seconds allow")
    parser.add_argument("--seconds", type=float, default=0, help="no new graphs after that; 0: no limit")
    parser.add_argument("--keep-going", action="store_true", help="do not stop at the first fault")
    parser.add_argument("--coverage", action="store_true", help="also check that every operator occurs")
    arguments = parser.parse_args()
    if arguments.filter:
        parser.error("graphs have no names: --first and --count select them")
    if arguments.coverage:
        missing = missing_operators(range(arguments.first, arguments.first + 4000))
        if missing:
            print(f"FAIL: no graph has {' '.join(missing)}")
            return 1
    found, total = run(arguments, tools_from(arguments, timeout=30)[0])
    return 1 if found or not total.graphs else 0


if __name__ == "__main__":
    sys.exit(main())
