"""A compiled model behind Triton's Python backend: what repository.py puts beside compiled.so."""

import io
import json
from pathlib import Path

import numpy as np
import triton_python_backend_utils as triton
import vitc_runtime
from PIL import Image


def refusal(text):
    return triton.InferenceResponse(error=triton.TritonError(text, triton.TritonError.INVALID_ARG))


class TritonPythonModel:
    def initialize(self, args):
        config = json.loads(args["model_config"])
        options = {name: value["string_value"] for name, value in config["parameters"].items()}
        folder = Path(args["model_repository"]) / args["model_version"]
        self.model = vitc_runtime.load(folder / "compiled.so", threads=int(options["threads"]), device=options["device"])
        if self.model.info.tests_itself:
            self.model.self_test()  # what it raises, the server says, and does not serve the model
        self.takes_pictures = config["input"][0]["data_type"] == "TYPE_STRING"
        self.least = min(entry.batch for entry in self.model.entries)

    def execute(self, requests):
        """Requests that the server has put together: their images are one call. One that holds no picture fails alone."""
        images, errors = [], {}
        for number, request in enumerate(requests):
            try:
                images.append(self.images_of(request))
            except Exception as error:  # of Pillow's decoders, which raise what they like
                images.append([])
                errors[number] = f"no picture: {error}"
        counts = [len(image) if self.takes_pictures or not image else len(image[0]) for image in images]
        try:
            outputs = self.outputs_of([image for image in images if image], sum(counts)) if any(counts) else {}
        except (ValueError, TypeError, vitc_runtime.ModelError) as error:
            outputs, errors = {}, dict.fromkeys(range(len(requests)), str(error))
        ends = np.cumsum(counts)
        return [refusal(errors[number]) if number in errors else
                triton.InferenceResponse([triton.Tensor(name, array[end - count:end]) for name, array in outputs.items()])
                for number, (count, end) in enumerate(zip(counts, ends))]

    def images_of(self, request):
        """The arrays of a request, in order, or its pictures."""
        if not self.takes_pictures:
            return [triton.get_input_tensor_by_name(request, tensor.name).as_numpy() for tensor in self.model.inputs]
        files = triton.get_input_tensor_by_name(request, "picture").as_numpy().reshape(-1)
        return [Image.open(io.BytesIO(data)).convert("RGB") for data in files]

    def outputs_of(self, images, count):
        """Each output of so many images, by name."""
        if self.takes_pictures:
            outputs = self.model([picture for pictures in images for picture in pictures])
        else:
            arrays = [np.concatenate(parts) for parts in zip(*images)]
            missing = -count % self.least  # the last repeats until a pass is full
            outputs = self.model(*(np.concatenate([array, array[-1:].repeat(missing, 0)]) for array in arrays))
        return outputs if isinstance(outputs, dict) else {self.model.outputs[0].name: outputs}
