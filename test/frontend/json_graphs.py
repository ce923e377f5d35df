"""JSON graphs for the tests of their importer."""

import json


def node(op="relu", inputs=("x",), name="y", **more):
    return {"name": name, "op": op, "inputs": list(inputs) if isinstance(inputs, tuple) else inputs, **more}


def tensor(name="x", shape=(1, 4), dtype="f32", **more):
    return {"name": name, "dtype": dtype, "shape": list(shape), **more}


def graph(nodes=None, inputs=None, outputs=("y",), **more):
    """A graph of `nodes`; by default from x [1, 4] to y."""
    nodes = [node()] if nodes is None else nodes if isinstance(nodes, list) else [nodes]
    inputs = [tensor()] if inputs is None else inputs
    return {"version": 1, "inputs": inputs, **more, "nodes": nodes, "outputs": list(outputs)}


def write_graph(content):
    """For Runner.write: `content` is a graph, text, or a function that fills the folder and returns a graph."""

    def write(folder):
        made = content(folder) if callable(content) else content
        path = folder / "model.json"
        path.write_bytes(made if isinstance(made, bytes) else
                         (made if isinstance(made, str) else json.dumps(made)).encode())
        return path

    return write
