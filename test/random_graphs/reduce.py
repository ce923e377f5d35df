"""From a graph that shows a fault to a few nodes that still do.

Delta debugging on nodes: a value that nodes compute becomes an input of the numbers that it had, a node is
replaced by one of its operands, an output moves towards the inputs; whatever keeps the kind of fault stays."""

import numpy as np

from graph import Graph, Node, Value
from reference import NoReference, expected_of

MOST_TRIALS = 300


class Reducer:
    def __init__(self, graph, fails):
        """`fails` tells whether a graph shows the fault."""
        self.graph, self.fails, self.trials = graph, fails, 0
        self.arrays = arrays_of(graph)

    def accept(self, candidate):
        if self.trials >= MOST_TRIALS or not candidate.outputs or not candidate.nodes:
            return False
        self.trials += 1
        if not self.fails(candidate):
            return False
        self.graph = candidate
        return True

    def run(self):
        while True:
            size = measure(self.graph)
            self.keep_one_output()
            self.cut_off()
            self.bypass()
            self.replace_by_constants()
            if measure(self.graph) == size or self.trials >= MOST_TRIALS:
                return self.graph

    def keep_one_output(self):
        """One output alone; an earlier value instead of it, if it fails too."""
        if len(self.graph.outputs) > 1:
            any(self.accept(self.with_outputs([value])) for value in self.graph.outputs)
        computed = [value for node in self.graph.nodes for value in node.outputs]
        for value in computed:
            if value not in self.graph.outputs and self.accept(self.with_outputs([value])):
                return

    def with_outputs(self, outputs):
        return self.replaced(self.graph.nodes, {}, outputs)

    def replaced(self, nodes, replacements, outputs=None, inputs=()):
        """The graph of `nodes`, with other values in place of some, and some more inputs."""
        def new(value):
            return replacements.get(value, value)

        kept = []
        for node in nodes:
            attributes = {name: self.branch(value, new) if isinstance(value, Graph) else value
                          for name, value in node.attributes.items()}
            kept.append(Node(node.op, [value and new(value) for value in node.inputs], node.outputs, attributes,
                             [new(value) for value in node.captured]))
        old = self.graph
        outputs = [new(value) for value in (outputs or old.outputs)]
        computed = {value for node in kept for value in node.outputs}
        return Graph(old.opset, kept, {**old.inputs, **{value: self.arrays[value] for value in inputs}}, old.constants,
                     [value for value in dict.fromkeys(outputs) if value in computed], old.seed,
                     old.constant_nodes).pruned()

    @staticmethod
    def branch(graph, new):
        nodes = [Node(node.op, [value and new(value) for value in node.inputs], node.outputs, node.attributes)
                 for node in graph.nodes]
        return Graph(graph.opset, nodes, {}, graph.constants, graph.outputs)

    def cut_off(self):
        """Runs of nodes give way to inputs that hold what they computed: long runs first, single ones last."""
        length = max(len(self.graph.nodes) // 2, 1)
        while True:
            start = 0
            while start < len(self.graph.nodes):
                gone = self.graph.nodes[start:start + length]
                kept = self.graph.nodes[:start] + self.graph.nodes[start + length:]
                if not kept or not self.accept(self.without(kept, gone)):
                    start += length
            if length == 1:
                return
            length //= 2

    def without(self, kept, gone):
        inputs = [value for node in gone for value in node.outputs if value in self.arrays]
        return self.replaced(kept, {}, inputs=inputs)

    def bypass(self):
        """A node gives way to an operand of its result's shape and type."""
        for node in list(self.graph.nodes):
            result = node.outputs[0]
            for operand in node.reads():
                if (operand.shape, operand.dtype) != (result.shape, result.dtype) or len(node.outputs) > 1:
                    continue
                if node in self.graph.nodes and self.accept(
                        self.replaced([other for other in self.graph.nodes if other is not node], {result: operand})):
                    break

    def replace_by_constants(self):
        """Inputs of one element each are less to read."""
        for value in list(self.graph.inputs):
            same = [other for other in self.graph.inputs if other is not value
                    and (other.shape, other.dtype) == (value.shape, value.dtype)]
            if same:
                self.accept(self.replaced(self.graph.nodes, {value: same[0]}))


def measure(graph):
    return len(graph.nodes), len(graph.inputs), len(graph.outputs)


def arrays_of(graph):
    """What every value is when the graph runs; zeros where ONNX Runtime cannot tell."""
    values: list[Value] = [value for node in graph.nodes for value in node.outputs]
    try:
        return {value: expected.array for value, expected in expected_of([graph], values).items()}
    except NoReference:
        return {value: np.zeros(value.shape, value.dtype) for value in values}


def reduced(graph, fails):
    return Reducer(graph, fails).run()
