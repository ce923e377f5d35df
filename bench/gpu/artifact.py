"""A compiled model through its C interface (runtime/vitc_runtime.h), with ctypes and numpy alone."""

import ctypes as c
import os
from pathlib import Path

import numpy as np

ABI_VERSION = 6
AUTO, CPU, CUDA = 0, 1, 2  # vitc_device
DTYPES = {1: "f4", 2: "f8", 3: "f2", 5: "?", 6: "i1", 7: "i2", 8: "i4", 9: "i8", 10: "u1", 11: "u2", 12: "u4", 13: "u8"}
WEIGHTS_SECTION = b".vitc.weights"


class TensorInfo(c.Structure):
    _fields_ = [("name", c.c_char_p), ("dtype", c.c_int), ("rank", c.c_int32), ("shape", c.POINTER(c.c_int64)),
                ("bytes", c.c_uint64)]

    def array(self, passes):
        shape = [self.shape[i] for i in range(self.rank)]
        return np.zeros([passes, *shape], DTYPES[self.dtype])


class LaunchInfo(c.Structure):
    _fields_ = [("node", c.c_char_p), ("kernel", c.c_char_p), ("flops", c.c_double), ("bytes", c.c_double)]


class Options(c.Structure):
    _fields_ = [("abi_version", c.c_uint32), ("threads", c.c_int32), ("parallel_for", c.c_void_p),
                ("parallel_for_user", c.c_void_p), ("profile", c.c_int32), ("device", c.c_int),
                ("device_index", c.c_int32), ("target", c.c_char_p)]


class Event(c.Structure):
    _fields_ = [("launch", c.c_int32), ("worker", c.c_int32), ("begin_ns", c.c_int64), ("end_ns", c.c_int64)]


POINTERS = c.POINTER(c.c_void_p)


class ModelInfo(c.Structure):
    _fields_ = [("abi_version", c.c_uint32), ("name", c.c_char_p), ("target", c.c_char_p), ("batch", c.c_int64),
                ("num_inputs", c.c_int32), ("num_outputs", c.c_int32), ("inputs", c.POINTER(TensorInfo)),
                ("outputs", c.POINTER(TensorInfo)), ("arena_bytes", c.c_uint64), ("scratch_bytes", c.c_uint64),
                ("weights_bytes", c.c_uint64), ("num_launches", c.c_int32), ("launches", c.POINTER(LaunchInfo)),
                ("create", c.CFUNCTYPE(c.c_int, c.POINTER(Options), POINTERS)),
                ("run", c.CFUNCTYPE(c.c_int, c.c_void_p, c.c_int64, POINTERS, POINTERS)),
                ("destroy", c.CFUNCTYPE(None, c.c_void_p)), ("error", c.CFUNCTYPE(c.c_char_p, c.c_void_p)),
                ("profile", c.CFUNCTYPE(c.c_int32, c.c_void_p, c.POINTER(c.POINTER(Event)))),
                ("preprocessing", c.c_void_p), ("run_images", c.c_void_p), ("num_labels", c.c_int32),
                ("labels", c.c_void_p), ("device", c.CFUNCTYPE(c.c_char_p, c.c_void_p)),
                ("run_device", c.CFUNCTYPE(c.c_int, c.c_void_p, c.c_int64, POINTERS, POINTERS, c.c_void_p))]


class Model:
    """A shared object `path` whose functions begin with `name`."""

    def __init__(self, path, name):
        self.library = c.CDLL(str(path), mode=os.RTLD_NOW | os.RTLD_LOCAL)
        function = getattr(self.library, f"{name}_info")
        function.restype = c.POINTER(ModelInfo)
        self.info = function().contents
        assert self.info.abi_version == ABI_VERSION, "compiled for another version of the interface"

    def inputs(self, passes, seed=0):
        """Random inputs; whole numbers, which may be indices, are zero."""
        generator = np.random.default_rng(seed)
        arrays = [self.info.inputs[i].array(passes) for i in range(self.info.num_inputs)]
        for array in arrays:
            if array.dtype.kind == "f":
                array[...] = generator.standard_normal(array.shape, np.float32)
        return arrays


class Context:
    def __init__(self, model, device, passes, profile=False, threads=0, seed=0, index=0):
        self.info, self.passes = model.info, passes
        self.inputs = model.inputs(passes, seed)
        self.outputs = [self.info.outputs[i].array(passes) for i in range(self.info.num_outputs)]
        self.pointers = [(c.c_void_p * max(1, len(arrays)))(*[array.ctypes.data for array in arrays])
                         for arrays in (self.inputs, self.outputs)]
        self.context = c.c_void_p()
        options = Options(abi_version=ABI_VERSION, threads=threads, profile=profile, device=device, device_index=index)
        if self.info.create(c.byref(options), c.byref(self.context)):
            raise RuntimeError(self.info.error(None).decode())

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.info.destroy(self.context)

    def device(self):
        return self.info.device(self.context).decode()

    def run(self):
        if self.info.run(self.context, self.passes * self.info.batch, *self.pointers):
            raise RuntimeError(self.info.error(self.context).decode())
        return self.outputs

    def run_device(self, inputs, outputs, stream=None):
        """With addresses of device memory."""
        pointers = [(c.c_void_p * max(1, len(values)))(*values) for values in (inputs, outputs)]
        if self.info.run_device(self.context, self.passes * self.info.batch, *pointers, stream):
            raise RuntimeError(self.info.error(self.context).decode())

    def profile(self):
        """[(launch, nanoseconds)] of the last run."""
        events = c.POINTER(Event)()
        count = self.info.profile(self.context, c.byref(events))
        return [(self.info.launches[e.launch], e.end_ns - e.begin_ns) for e in events[:count]]


def weights_range(path):
    """Offset and size of the weights in the file of an artifact."""
    with open(path, "rb") as file:
        header = file.read(64)
        table, = np.frombuffer(header[40:48], "u8")
        entry, count, names = np.frombuffer(header[58:64], "u2")
        file.seek(int(table))
        sections = [file.read(int(entry)) for _ in range(count)]
        field = lambda section, at: int(np.frombuffer(section[at : at + 8], "u8")[0])
        file.seek(field(sections[names], 24))
        strings = file.read(field(sections[names], 32))
        for section in sections:
            name = int(np.frombuffer(section[:4], "u4")[0])
            if strings[name:].split(b"\0", 1)[0] == WEIGHTS_SECTION:
                return field(section, 24), field(section, 32)
    return Path(path).stat().st_size, 0
