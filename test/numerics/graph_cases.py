"""Small graphs of several operators: chains that fuse, values with several uses, unusual outputs."""

import numpy as np
from onnx import helper, numpy_helper

from op_cases import f32, integers
from op_graphs import OpCase

OPSET = 17


class Graph:
    """Builds an OpCase node by node."""

    def __init__(self, name, opset=OPSET):
        self.case = OpCase(name, opset, [], {}, [])
        self.count = 0

    def input(self, array):
        name = f"in{len(self.case.inputs)}"
        self.case.inputs[name] = array
        return name

    def constant(self, value, dtype=np.float32):
        name = f"const{len(self.case.constants)}"
        self.case.constants[name] = np.asarray(value, dtype)
        return name

    def integers(self, *values):
        return self.constant(values, np.int64)

    def weights(self, *shape):
        return self.constant(f32(*shape, scale=shape[0] ** -0.5))

    def __getattr__(self, op_type):
        def add(*operands, outputs=1, **attributes):
            results = [f"v{self.count + k}" for k in range(outputs)]
            self.count += outputs
            node = helper.make_node(op_type, operands, results, name=f"{op_type}_{self.count}", **attributes)
            self.case.nodes.append(node)
            return results[0] if outputs == 1 else results

        return add

    def done(self, *outputs, expected=None):
        self.case.outputs = list(outputs)
        self.case.expected = {outputs[0]: expected} if expected is not None else None
        return self.case


def layer_norm(g, x, width, eps=1e-6):
    """LayerNorm as exporters decompose it below opset 17."""
    centred = g.Sub(x, g.ReduceMean(x, axes=[-1]))
    variance = g.ReduceMean(g.Pow(centred, g.constant(2)), axes=[-1])
    scaled = g.Div(centred, g.Sqrt(g.Add(variance, g.constant(eps))))
    return g.Add(g.Mul(scaled, g.weights(width)), g.weights(width))


def gelu(g, x):
    half = g.Mul(x, g.Add(g.Erf(g.Div(x, g.constant(2**0.5))), g.constant(1)))
    return g.Mul(half, g.constant(0.5))


def linear(g, x, width, units):
    return g.Add(g.weights(units), g.MatMul(x, g.weights(width, units)))


def heads(g, x, batch, tokens, count, width):
    return g.Transpose(g.Reshape(x, g.integers(batch, tokens, count, width // count)), perm=[0, 2, 1, 3])


def attention(g, x, batch, tokens, width, count):
    q, k, v = (heads(g, linear(g, x, width, width), batch, tokens, count, width) for _ in range(3))
    scores = g.Mul(g.MatMul(q, g.Transpose(k, perm=[0, 1, 3, 2])), g.constant((width // count) ** -0.5))
    mixed = g.Transpose(g.MatMul(g.Softmax(scores, axis=-1), v), perm=[0, 2, 1, 3])
    return linear(g, g.Reshape(mixed, g.integers(batch, tokens, width)), width, width)


def block(g, x, batch, tokens, width, count):
    x = g.Add(x, attention(g, layer_norm(g, x, width), batch, tokens, width, count))
    hidden = gelu(g, linear(g, layer_norm(g, x, width), width, 2 * width))
    return g.Add(x, linear(g, hidden, 2 * width, width))


def blocks():
    for batch, tokens, width, count in ((1, 197, 24, 2), (3, 50, 30, 3), (1, 1, 16, 4), (1, 577, 12, 1)):
        size = f"{batch}x{tokens}x{width}x{count}"
        g = Graph(f"block_{size}")
        x = g.input(f32(batch, tokens, width))
        yield g.done(block(g, x, batch, tokens, width, count))
        g = Graph(f"attention_{size}")
        yield g.done(attention(g, g.input(f32(batch, tokens, width)), batch, tokens, width, count))
        g = Graph(f"layer_norm_linear_{size}")
        x = layer_norm(g, g.input(f32(batch, tokens, width)), width)
        yield g.done(linear(g, x, width, width + 1))
        g = Graph(f"gelu_{size}")
        yield g.done(gelu(g, g.input(f32(batch, tokens, width))))


def chains():
    g = Graph("transpose_reshape_matmul_softmax")
    x = g.Reshape(g.Transpose(g.input(f32(2, 5, 7, 3)), perm=[0, 2, 1, 3]), g.integers(2, 7, 15))
    yield g.done(g.Softmax(g.MatMul(x, g.weights(15, 11)), axis=-1))

    # Seen through what ONNX Runtime's tanh, which does not reach -1, leaves of it.
    g = Graph("tanh_at_its_ends")
    ends = g.input(np.array([-np.inf, -1e30, -50, -9.5], np.float32))
    yield g.done(g.Mul(g.Add(g.Tanh(ends), g.constant(1)), g.constant(1e6)), expected=np.zeros(4, np.float32))

    g = Graph("patch_embedding")
    patches = g.Conv(g.input(f32(1, 3, 28, 42)), g.weights(10, 3, 14, 14), g.weights(10), strides=[14, 14])
    tokens = g.Transpose(g.Reshape(patches, g.integers(1, 10, 6)), perm=[0, 2, 1])
    yield g.done(g.Add(g.Concat(g.weights(1, 1, 10), tokens, axis=1), g.weights(1, 7, 10)))

    g = Graph("concat_of_reshapes")
    x = g.input(f32(3, 4, 6))
    parts = [g.Reshape(x, g.integers(3, 24)), g.Reshape(g.Transpose(x, perm=[0, 2, 1]), g.integers(3, 24)),
             g.Reshape(g.Mul(x, x), g.integers(3, 24))]
    yield g.done(g.Concat(*parts, axis=1))

    g = Graph("concat_of_concats_of_slices")
    x = g.input(f32(2, 8, 8, 3))
    rolled = g.Concat(g.Slice(x, g.integers(3), g.integers(8), g.integers(1)),
                      g.Slice(x, g.integers(0), g.integers(3), g.integers(1)), axis=1)
    rolled = g.Concat(g.Slice(rolled, g.integers(5), g.integers(8), g.integers(2)),
                      g.Slice(rolled, g.integers(0), g.integers(5), g.integers(2)), axis=2)
    windows = g.Transpose(g.Reshape(rolled, g.integers(2, 2, 4, 2, 4, 3)), perm=[0, 1, 3, 2, 4, 5])
    yield g.done(g.Reshape(windows, g.integers(8, 16, 3)))

    g = Graph("split_swiglu")
    gate, value = g.Split(g.MatMul(g.input(f32(3, 5, 8)), g.weights(8, 14)), axis=-1, outputs=2)
    yield g.done(g.MatMul(g.Mul(g.Mul(gate, g.Sigmoid(gate)), value), g.weights(7, 8)))

    g = Graph("quick_gelu")
    x = g.input(f32(1, 197, 9))
    yield g.done(g.Mul(x, g.Sigmoid(g.Mul(x, g.constant(1.702)))))

    g = Graph("rope")
    x = g.input(f32(2, 3, 11, 8))
    first = g.Slice(x, g.integers(0), g.integers(4), g.integers(3))
    second = g.Slice(x, g.integers(4), g.integers(8), g.integers(3))
    turned = g.Concat(g.Neg(second), first, axis=-1)
    yield g.done(g.Add(g.Mul(x, g.weights(11, 8)), g.Mul(turned, g.weights(11, 8))))

    g = Graph("conv_batch_norm_relu_residual")
    x = g.input(f32(1, 5, 9, 11))
    y = g.Conv(x, g.weights(5, 5, 3, 3), pads=[1, 1, 1, 1])
    moments = g.constant(f32(5)), g.constant(np.abs(f32(5)) + 0.5)
    y = g.BatchNormalization(y, g.constant(f32(5) + 1), g.constant(f32(5)), *moments)
    yield g.done(g.Relu(g.Add(x, y)))

    g = Graph("class_token_head")
    x = layer_norm(g, g.input(f32(3, 17, 12)), 12)
    yield g.done(g.Gemm(g.Gather(x, g.constant(0, np.int64), axis=1), g.weights(5, 12), g.weights(5), transB=1))

    g = Graph("mean_pool_head")
    pooled = g.ReduceMean(g.input(f32(3, 17, 12)), axes=[1], keepdims=0)
    yield g.done(g.Softmax(linear(g, pooled, 12, 7), axis=-1))

    g = Graph("resize_of_transposed_tokens")
    grid = g.Transpose(g.Reshape(g.input(f32(1, 16, 6)), g.integers(1, 4, 4, 6)), perm=[0, 3, 1, 2])
    yield g.done(g.Resize(grid, "", g.constant([1, 1, 1.75, 2]), mode="linear"))

    g = Graph("softmax_of_masked_rows")  # the guard that the dynamo exporter writes behind each softmax
    mask = np.where(np.tri(9, 9, -1, dtype=bool), np.float32(0), np.float32(-np.inf))
    weights = g.Softmax(g.Add(g.input(f32(2, 9, 9)), g.constant(mask)), axis=-1)
    guarded = g.Where(g.IsNaN(weights), g.constant(0), weights)
    yield g.done(g.MatMul(guarded, g.weights(9, 5)))

    g = Graph("reductions_of_reductions")
    x = g.input(f32(4, 6, 10))
    top = g.ReduceMax(x, axes=[-1], keepdims=1)
    total = g.ReduceSum(g.Exp(g.Sub(x, top)), g.integers(-1), keepdims=1)
    yield g.done(g.Add(g.Log(total), top))


def shape_arithmetic():
    g = Graph("reshape_by_shape")
    x = g.input(f32(3, 5, 4, 2))
    batch = g.Gather(g.Shape(x), g.constant(0, np.int64))
    size = g.Concat(g.Unsqueeze(batch, g.integers(0)), g.integers(-1), axis=0)
    yield g.done(g.Reshape(x, size))

    g = Graph("expand_by_where")
    x, token = g.input(f32(3, 5, 4)), g.weights(1, 1, 4)
    batch = g.Slice(g.Shape(x), g.integers(0), g.integers(1))
    wanted = g.Concat(batch, g.integers(-1, -1), axis=0)
    ones = g.ConstantOfShape(g.Shape(wanted), value=numpy_helper.from_array(np.array([1], np.int64)))
    size = g.Where(g.Equal(wanted, g.Mul(ones, g.integers(-1))), ones, wanted)
    yield g.done(g.Concat(g.Expand(token, size), x, axis=1))

    g = Graph("scale_by_shape")
    x = g.input(f32(2, 3, 7, 16))
    width = g.Cast(g.Slice(g.Shape(x), g.integers(-1), g.integers(2**63 - 1)), to=1)
    yield g.done(g.Mul(x, g.Sqrt(g.Div(g.constant([1]), g.Sqrt(width)))))

    g = Graph("if_by_shape")
    x = g.input(f32(3, 4))
    flag = g.Equal(g.Gather(g.Shape(x), g.constant(0, np.int64)), g.constant(3, np.int64))
    yield g.done(branch(g, flag, x))


def branch(g, flag, x):
    """If with branches that read a value from outside."""
    def side(op_type, name):
        result = helper.make_tensor_value_info(name, 1, None)
        return helper.make_graph([helper.make_node(op_type, [x], [name], name=name)], name, [], [result])

    return g.If(flag, then_branch=side("Exp", "then_value"), else_branch=side("Neg", "else_value"))


def uses_and_outputs():
    g = Graph("output_used_again")
    first = g.MatMul(g.input(f32(3, 6)), g.weights(6, 6))
    yield g.done(first, g.Relu(g.MatMul(first, g.weights(6, 4))))

    g = Graph("elementwise_dag")
    x, y = g.input(f32(3, 197)), g.input(f32(197))
    s = g.Add(x, y)
    t = g.Mul(s, s)
    yield g.done(g.Sub(g.Add(g.Mul(t, s), g.Sigmoid(t)), g.Div(x, g.Add(t, g.constant(1)))), s)

    g = Graph("one_input_many_uses")
    x = g.input(f32(4, 5, 6))
    yield g.done(g.MatMul(x, g.Transpose(x, perm=[0, 2, 1])), g.ReduceMean(x, axes=[1]), g.Exp(x))

    g = Graph("empty_constant_beside_weights")
    x = g.input(f32(3, 6))
    nothing = g.Gather(x, g.constant([], np.int64), axis=0)
    yield g.done(nothing, g.Add(g.MatMul(x, g.weights(6, 4)), g.weights(4)))

    g = Graph("input_as_output")
    x = g.input(f32(3, 5))
    y = g.Identity(x)
    yield g.done(y, g.Neg(y))

    g = Graph("input_itself_as_output")
    x = g.input(f32(3, 5))
    yield g.done(x, g.Abs(x))

    g = Graph("initialiser_itself_as_output")
    table = g.constant(f32(2, 3))
    yield g.done(table, g.Add(g.input(f32(3)), table))

    g = Graph("nothing_but_an_input")
    yield g.done(g.input(f32(3, 5)))

    g = Graph("constant_nodes")
    x = g.Add(g.Mul(g.input(f32(2, 3)), g.Constant(value_float=1.5)), g.Constant(value_floats=[1.0, 2.0, 3.0]))
    yield g.done(g.Reshape(x, g.Constant(value_ints=[3, 2])), g.Gather(x, g.Constant(value_int=1), axis=1))

    g = Graph("reshaped_input_as_output")
    x = g.input(f32(3, 4))
    yield g.done(g.Reshape(x, g.integers(4, 3)), g.Transpose(x, perm=[1, 0]))

    g = Graph("twice_the_same_value")
    y = g.Exp(g.input(f32(3, 5)))
    yield g.done(g.Identity(y), g.Identity(y))

    g = Graph("constant_output")
    yield g.done(g.Identity(g.constant(f32(2, 3))), g.Neg(g.input(f32(4))))

    g = Graph("folded_output")
    yield g.done(g.Shape(g.input(f32(3, 5))), g.Add(g.constant([1, 2]), g.constant([3, 4])))

    g = Graph("twenty_dimensions")
    x = g.Reshape(g.input(f32(2**10, 3)), g.integers(*[2, 1] * 9, 2, 3))
    yield g.done(g.Add(g.Transpose(x, perm=[*range(19, -1, -1)]), g.input(f32(2))))

    g = Graph("scalar_output")
    yield g.done(g.ReduceSum(g.input(f32(3, 5)), keepdims=0))

    g = Graph("unused_input")
    g.input(f32(7))
    yield g.done(g.Neg(g.input(f32(3))))

    g = Graph("unused_output")
    first, _ = g.Split(g.input(f32(6, 3)), axis=0, outputs=2)
    yield g.done(g.Relu(first))

    g = Graph("boolean_mask")
    x = g.input(f32(3, 9))
    keep = g.Greater(x, g.constant(0))
    yield g.done(g.Where(keep, x, g.constant(-1)), keep, g.Cast(keep, to=7))

    g = Graph("indices_between_ops")
    scores = g.input(f32(3, 11))
    _, order = g.TopK(scores, g.integers(4), outputs=2)
    yield g.done(g.GatherElements(scores, order, axis=1), order)

    g = Graph("integer_chain")
    x = g.input(integers(0, 90, 5, 7))
    yield g.done(g.Add(g.Mul(g.Div(x, g.integers(7)), g.integers(3)), g.Mod(x, g.integers(7))))


GROUPS = (blocks, chains, shape_arithmetic, uses_and_outputs)


def all_cases() -> list[OpCase]:
    return [case for group in GROUPS for case in group()]
