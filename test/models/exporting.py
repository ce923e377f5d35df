"""What make_models.py and full_size.py share: weights that leave no part of a model silent, and one
call per exporter. Needs torch; neither the tests nor the compiler do."""

import re
import warnings

import numpy as np
import onnx
import torch

warnings.filterwarnings("ignore")

# Parameters that scale a residual branch: exporters initialise them near zero, which would hide the branch.
LAYER_SCALE_NAMES = ("ls1", "ls2", "gamma", "layer_scale", "lambda1")


def randomise(model, seed=0):
    """Gives every parameter and every running statistic a seeded value of visible size.

    Fresh models have zero biases, unit normalisation weights and LayerScale of 1e-5: whole subgraphs
    then have no influence on the output, and a wrong compilation of them stays unseen. Values carry 8
    bits of mantissa, which halves the fixtures' size in the repository."""
    generator = torch.Generator().manual_seed(seed)
    layers = (torch.nn.Linear, torch.nn.Conv2d, torch.nn.ConvTranspose2d)
    layer_weights = {f"{name}.weight" for name, module in model.named_modules() if isinstance(module, layers)}

    def normal(tensor, mean, std):
        values = torch.randn(tensor.shape, generator=generator) * std + mean
        tensor.copy_(values.bfloat16().float())

    def value_for(name, tensor):
        last = name.rsplit(".", 1)[-1]
        if any(part in name for part in LAYER_SCALE_NAMES):
            normal(tensor, 0.7, 0.2)
        elif last == "running_var":
            normal(tensor, 0, 0.3)
            tensor.copy_((1 + tensor.abs()).bfloat16().float())
        elif tensor.ndim == 0:
            pass  # logit scales
        elif tensor.ndim >= 2 and name not in layer_weights and re.search("embed|token|latent", name):
            normal(tensor, 0, 0.5)  # positions, class token, registers
        elif tensor.ndim >= 2 and "relative_position_bias_table" not in name:
            fan_in = int(np.prod(tensor.shape[1:]))
            normal(tensor, 0, fan_in**-0.5)
        elif tensor.ndim == 1 and last in ("weight", "scale"):
            normal(tensor, 1, 0.2)  # normalisation, scales of residuals and of activations
        else:
            normal(tensor, 0, 0.3)  # biases, relative position biases

    with torch.no_grad():
        for name, tensor in model.named_parameters():
            value_for(name, tensor)
        for name, tensor in model.named_buffers():
            if name.endswith(("running_mean", "running_var")):
                value_for(name, tensor)
    return model.eval()


def calibrate(model, images):
    """Has every batch normalisation normalise what it gets of `images`: without, a network of many of them hardly
    depends on the image."""
    norms = [module for module in model.modules() if isinstance(module, (torch.nn.BatchNorm1d, torch.nn.BatchNorm2d))]
    for norm in norms:
        norm.train()
        norm.momentum = 1.0
    with torch.no_grad():
        model(images)
    return model.eval()


class TensorOutputs(torch.nn.Module):
    """A Hugging Face model whose ModelOutput is reduced to the named tensors, as exporters need it."""

    def __init__(self, model, outputs):
        super().__init__()
        self.model = model
        self.outputs = outputs

    def forward(self, pixel_values):
        result = self.model(pixel_values=pixel_values)
        return tuple(result[name] for name in self.outputs)


def export(model, path, image, exporter, opset, dynamic_batch, input_name="input", output_names=("output",),
           external_data=False, training=False):
    """Writes `model` at `path` with one of PyTorch's two exporters, untouched by any other tool. With `training`
    the graph is that of a training step: dropout drops."""
    channels, height, width = image
    example = torch.randn(2 if dynamic_batch else 1, channels, height, width)
    common = dict(input_names=[input_name], output_names=list(output_names), opset_version=opset)
    model.train(training)
    if exporter == "torchscript":
        if training:
            common["training"] = torch.onnx.TrainingMode.TRAINING
        axes = {name: {0: "batch"} for name in (input_name, *output_names)} if dynamic_batch else None
        torch.onnx.export(model, (example,), str(path), dynamo=False, dynamic_axes=axes, **common)
    else:
        shapes = ({0: torch.export.Dim("batch")},) if dynamic_batch else None
        torch.onnx.export(model, (example,), str(path), dynamo=True, dynamic_shapes=shapes, verbose=False,
                          external_data=external_data, **common)
        drop_stack_traces(path)
    model.eval()


def drop_stack_traces(path):
    """The dynamo exporter notes the exporting machine's Python stack on every node: more bytes than the
    weights of a small model, and file names that are nobody's business. The graph itself stays as it is."""
    model = onnx.load(str(path), load_external_data=False)
    for node in model.graph.node:
        kept = [entry for entry in node.metadata_props if "stack_trace" not in entry.key]
        del node.metadata_props[:]
        node.metadata_props.extend(kept)
    with open(path, "wb") as file:
        file.write(model.SerializeToString())


def number_values(path):
    """Names what nodes give each other by numbers, and drops the exporter's notes on nodes. Both are full of names of
    modules, which in deep models of few weights is most of the file; inputs, outputs, weights and nodes keep theirs."""
    model = onnx.load(str(path))
    graphs = list(graphs_of(model.graph))
    kept = {value.name for graph in graphs for value in (*graph.input, *graph.output, *graph.initializer)}
    numbers = {}
    for graph in graphs:
        for node in graph.node:
            for name in node.output:
                if name and name not in kept:
                    numbers[name] = str(len(numbers))
    assert not kept & set(numbers.values()), "a number is a name already"
    for graph in graphs:
        del graph.value_info[:]
        for node in graph.node:
            del node.metadata_props[:]
            for names in (node.input, node.output):
                names[:] = [numbers.get(name, name) for name in names]
    onnx.save(model, str(path))


def graphs_of(graph):
    """The graph and those of its branches."""
    yield graph
    for node in graph.node:
        for attribute in node.attribute:
            if attribute.type == onnx.AttributeProto.GRAPH:
                yield from graphs_of(attribute.g)
