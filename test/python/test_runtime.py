"""vitc_runtime: loading, calling, pictures, threads, processes."""

import os
import pickle
import shutil
import subprocess
import sys
import threading
import unittest

import ml_dtypes
import numpy as np
import onnx
from common import FAKES, MODELS, WORK, close, compiled, prepare, reference
from onnx import TensorProto, helper
from PIL import Image

import vitc
import vitc_runtime

VIT = "timm_vit_torchscript"  # 1x3x32x32 to 1x7
DYNAMIC = "timm_vit_dynamo_dynamic"  # nx3x32x32 to nx7
RNG = np.random.default_rng(0)
# Of RFC 8410, 10.3, and a public key of another.
PRIVATE = """-----BEGIN PRIVATE KEY-----
MC4CAQAwBQYDK2VwBCIEINTuctv5E1hK1bbY8fdp+K06/nwoy/HU++CXqI9EdVhC
-----END PRIVATE KEY-----
"""
PUBLIC = """-----BEGIN PUBLIC KEY-----
MCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=
-----END PUBLIC KEY-----
"""
OTHER = PUBLIC.replace("Gb9E", "Gb8E")


class OnlyDLPack:
    """A tensor of a library that has no other protocol."""

    def __init__(self, array):
        self.array = array

    def __dlpack__(self, **options):
        return self.array.__dlpack__(**options)

    def __dlpack_device__(self):
        return self.array.__dlpack_device__()


class Loading(unittest.TestCase):
    def refuses(self, message, path, error=vitc_runtime.ModelError, **options):
        with self.assertRaisesRegex(error, message):
            vitc_runtime.load(path, **options)

    def test_says_what_it_is(self):
        model = vitc.load(compiled(VIT, with_pictures=True))
        self.assertEqual(model.inputs, (("input", "f32", (1, 3, 32, 32)),))
        self.assertEqual(model.outputs, (("output", "f32", (1, 7)),))
        self.assertEqual(model.labels, tuple(f"class {i}" for i in range(7)))
        self.assertTrue(model.info.takes_pictures)
        self.assertEqual((model.info.name, model.info.batch), (f"{VIT}_1_pictures", 1))
        self.assertIn("'input' (f32 1x3x32x32) to 'output' (f32 1x7)", repr(model))

    def test_refuses_what_is_no_artifact(self):
        self.refuses("No such file", WORK / "missing.so", FileNotFoundError)
        (WORK / "script.so").write_text("#!/bin/sh\n")
        self.refuses("no ELF file", WORK / "script.so")
        (WORK / "short.so").write_bytes((FAKES / "fake.so").read_bytes()[:5000])
        self.refuses("the file is truncated", WORK / "short.so")
        self.refuses("not one that vitc compiled", FAKES / "foreign.so")
        self.refuses("version 77 of the model interface", FAKES / "abi.so")
        self.refuses("compiled for a CPU with newer instructions", FAKES / "cpu.so")
        arm = bytearray((FAKES / "fake.so").read_bytes())
        arm[18] = 183
        (WORK / "arm.so").write_bytes(arm)
        self.refuses("compiled for aarch64, this machine is x86-64", WORK / "arm.so")

    def test_refuses_options(self):
        self.refuses("device: expected", FAKES / "fake.so", ValueError, device="tpu")
        self.refuses("device: expected", FAKES / "fake.so", ValueError, device="cpu:1")
        self.refuses("no code for GPUs", FAKES / "fake.so", device="cuda:0")
        self.refuses("threads is not between", FAKES / "fake.so", threads=-1)
        self.refuses("'x86-64-v9'", FAKES / "fake.so", target="x86-64-v9")

    def test_checks_signatures(self):
        key, public, path = WORK / "key.pem", WORK / "public.pem", WORK / "signed.so"
        key.write_text(PRIVATE)
        public.write_text(PUBLIC)
        vitc.compile(MODELS / f"{VIT}.onnx", path, sign=key)
        image = RNG.normal(size=(1, 3, 32, 32)).astype("f4")
        expected = vitc.load(compiled(VIT))(image)
        for trusted in (public, str(public), PUBLIC.encode(), (OTHER + PUBLIC).encode()):
            model = vitc.load(path, key=trusted)
            np.testing.assert_array_equal(model(image), expected)
            np.testing.assert_array_equal(pickle.loads(pickle.dumps(model))(image), expected)
        self.refuses("signed.so: the signature does not match", path, key=OTHER.encode())
        self.refuses("is not signed", compiled(VIT), key=public)
        damaged = bytearray(path.read_bytes())
        damaged[len(damaged) // 2] ^= 1
        (WORK / "damaged.so").write_bytes(damaged)
        self.refuses("damaged.so: the signature does not match", WORK / "damaged.so", key=public)
        self.refuses("'key' holds a private key", path, ValueError, key=key)
        self.refuses("'key' holds no key in PEM", path, ValueError, key=b"")
        self.refuses("No such file", path, FileNotFoundError, key=WORK / "nowhere.pem")
        self.refuses("expected str, bytes or os.PathLike", path, TypeError, key=3.5)

    def test_takes_a_file_that_was_replaced(self):
        path = WORK / "replaced.so"
        shutil.copy(compiled(VIT), path)
        old = vitc.load(path)
        shutil.copy(compiled("hf_clip_dynamo"), WORK / "new.so")
        (WORK / "new.so").rename(path)
        new = vitc.load(path)
        self.assertEqual([len(model.outputs) for model in (old, new)], [1, len(reference("hf_clip_dynamo")[1])])
        self.assertTrue(close(old(reference(VIT)[0]["input"]), reference(VIT)[1]["output"]))


    def test_tests_itself(self):
        path = WORK / "tested.so"
        vitc.load(vitc.compile(MODELS / f"{VIT}.onnx", path, self_test=1)).self_test()
        damaged = bytearray(path.read_bytes())
        damaged[-1000] ^= 1
        (WORK / "damaged.so").write_bytes(damaged)
        with self.assertRaisesRegex(vitc.ModelError, "damaged.so: the self-test failed: the weights"):
            vitc.load(WORK / "damaged.so").self_test()
        with self.assertRaisesRegex(vitc.ModelError, "has no self-test"):
            vitc.load(FAKES / "fake.so").self_test()


class Calling(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.model = vitc.load(compiled(VIT), threads=1)
        cls.image = reference(VIT)[0]["input"][:1]
        cls.logits = cls.model(cls.image)

    def refuses(self, error, message, *arguments, model=None, **named):
        with self.assertRaisesRegex(error, message):
            (model or self.model)(*arguments, **named)

    def test_agrees_with_onnx_runtime(self):
        for name in (VIT, "hf_clip_dynamo"):
            inputs, outputs = reference(name)
            results = vitc.load(compiled(name))(**inputs)
            for output, expected in outputs.items():
                self.assertTrue(close(results if len(outputs) == 1 else results[output], expected), (name, output))

    def test_takes_arrays_of_all_kinds_without_a_copy(self):
        strict = vitc.load(compiled(VIT), threads=1, copy=False)
        read_only = self.image.copy()
        read_only.flags.writeable = False
        file = WORK / "image.raw"
        self.image.tofile(file)
        for image in (self.image, read_only, memoryview(self.image), OnlyDLPack(self.image),
                      np.memmap(file, "f4", "r", shape=self.image.shape), self.image[None][0]):
            self.assertTrue(np.array_equal(strict(image), self.logits), type(image))
        self.assertTrue(np.array_equal(strict({"input": self.image}), self.logits))
        self.assertTrue(np.array_equal(strict(input=self.image), self.logits))

    def test_copies_what_is_not_contiguous_or_says_so(self):
        wide = RNG.normal(size=(1, 3, 64, 64)).astype("f4")
        strict = vitc.load(compiled(VIT), threads=1, copy=False)
        for view in (wide[:, :, ::2, ::2], np.asfortranarray(wide[:, :, :32, :32]), wide[:, :, 31::-1, :32],
                     wide[:, ::-1, :32, :32], np.broadcast_to(wide[:, :1, :32, :32], (1, 3, 32, 32))):
            self.assertTrue(np.array_equal(self.model(view), self.model(np.ascontiguousarray(view))))
            self.refuses(ValueError, r"input 'input': is not contiguous.*copy=False", view, model=strict)

    def test_refuses_arrays_of_other_types_and_shapes(self):
        image = self.image
        self.refuses(TypeError, "input 'input' has the wrong dtype: expected f32, got f64", image.astype("f8"))
        self.refuses(TypeError, "got u8", image.astype("u1"))
        self.refuses(TypeError, "got complex64", image.astype("c8"))
        self.refuses(TypeError, "expected an array of f32 1x3x32x32, got an object of type ndarray of dtype >f4",
                     image.astype(">f4"))
        self.refuses(TypeError, "got an object of type str", "image")
        self.refuses(TypeError, "got an object of type list", [1.0])
        self.refuses(TypeError, "got an object of type NoneType", None)
        self.refuses(ValueError, "wrong shape: expected 1x3x32x32, got 3x32x32", image[0])
        self.refuses(ValueError, "wrong shape: expected 1x3x32x32, got 1x32x32x3", image.transpose(0, 2, 3, 1))
        self.refuses(ValueError, "has 0 in its leading dimension", image[:0])
        one = np.float32(1)
        self.refuses(ValueError, "wrong shape: expected 1x3x32x32, got 1048576x1048576x1048576",
                     np.broadcast_to(one, (1 << 20,) * 3))
        self.refuses(ValueError, "input 'input': a tensor of shape 1099511627776x3x32x32 is too large",
                     np.broadcast_to(one, (1 << 40, 3, 32, 32)))

    def test_refuses_a_part_of_a_batch(self):
        model = vitc.load(compiled(DYNAMIC, batch=2))
        images, logits = reference(DYNAMIC)[0]["input"], reference(DYNAMIC)[1]["output"]
        self.assertTrue(close(model(images[:4]), logits[:4]))
        self.refuses(ValueError, r"has 3 in its leading dimension, which is no multiple of 2", images[:3], model=model)

    def test_names_the_inputs_that_it_wants(self):
        self.refuses(TypeError, r"expected 'input' \(f32 1x3x32x32\); got nothing")
        self.refuses(TypeError, r"got 'pixels'", pixels=self.image)
        self.refuses(TypeError, r"got 2 in order", self.image, self.image)
        self.refuses(TypeError, r"got 1 in order, 'input'", self.image, input=self.image)

    def test_reports_a_kernel_that_fails(self):
        fake = vitc.load(FAKES / "fake.so")
        images = np.zeros((2, 3, 16, 16), "f4")
        images[0, 0, 0, 0] = 1e30
        self.refuses(vitc.ModelError, "launch 0.*a task of a parallel loop failed", images, model=fake)
        images[0, 0, 0, 0] = 0
        fake(images)  # and goes on

    def test_several_inputs_and_types(self):
        types = {"f": "FLOAT", "h": "BFLOAT16", "i": "INT64"}
        inputs = [helper.make_tensor_value_info(name, getattr(TensorProto, kind), [2, 3]) for name, kind in types.items()]
        outputs = [helper.make_tensor_value_info("-" + name, getattr(TensorProto, kind), [2, 3])
                   for name, kind in types.items()]
        nodes = [helper.make_node("Neg", [name], ["-" + name]) for name in types]
        graph = helper.make_graph(nodes, "types", inputs, outputs)
        onnx.save(helper.make_model(graph, opset_imports=[helper.make_opsetid("", 21)], ir_version=10), WORK / "types.onnx")
        model = vitc.load(vitc.compile(WORK / "types.onnx", WORK / "types.so"))
        f, h, i = (RNG.integers(-9, 9, (4, 3)).astype(dtype) for dtype in ("f4", ml_dtypes.bfloat16, "i8"))
        results = model(f, i=i, h=h)
        for name, array in zip(types, (f, h, i)):
            self.assertEqual(results["-" + name].dtype, array.dtype)
            self.assertTrue(np.array_equal(results["-" + name], -array))
        self.refuses(ValueError, "inputs 'f' and 'h' hold different numbers of images: 4 and 2", f, h[:2], i, model=model)


class Pictures(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.model = vitc.load(compiled(DYNAMIC, batch=2, with_pictures=True))
        cls.arrays = [RNG.integers(0, 256, (height, width, 3), np.uint8)
                      for height, width in ((64, 48), (1, 1), (33, 90), (300, 40), (32, 32))]
        inputs = np.stack([prepare(array) for array in cls.arrays + cls.arrays[-1:]])
        cls.logits = cls.model(inputs)[:5]

    def test_prepares_them_as_the_model_says(self):
        images = [Image.fromarray(array) for array in self.arrays]
        self.assertTrue(close(self.model(images), self.logits))
        self.assertTrue(close(self.model(self.arrays), self.logits))
        self.assertTrue(close(self.model(images[0]), self.logits[:1]))
        self.assertTrue(close(self.model(tuple(self.arrays[1:4])), self.logits[1:4]))

    def test_takes_all_modes_and_strides(self):
        strict = vitc.load(compiled(DYNAMIC, batch=2, with_pictures=True), copy=False)
        rgb = Image.fromarray(self.arrays[0])
        rgba = np.dstack([self.arrays[0], np.full((64, 48), 7, np.uint8)])
        wide = np.zeros((80, 60, 3), np.uint8)
        wide[:64, :48] = self.arrays[0]
        for picture in (rgb.convert("RGBA"), rgba, wide[:64, :48]):
            self.assertTrue(np.array_equal(strict(picture), self.model(rgb)))
        for flipped in (self.arrays[0][::-1], self.arrays[0][:, ::-1], self.arrays[0][..., ::-1]):
            self.assertTrue(np.array_equal(self.model(flipped), self.model(np.ascontiguousarray(flipped))))
            with self.assertRaisesRegex(ValueError, "picture 0: is not contiguous"):
                strict(flipped)
        for mode in ("L", "P", "CMYK", "1", "I;16", "F", "LA"):
            other = Image.new("RGB", (50, 40), "white").convert("L").convert(mode) if mode == "I;16" else rgb.convert(mode)
            self.assertTrue(np.array_equal(self.model(other), self.model(other.convert("RGB"))), mode)

    def test_refuses_what_is_no_picture(self):
        rgb = self.arrays[0]
        for wrong, error, message in (([], ValueError, "no pictures in the list"),
                                      ([rgb, "photo.jpg"], TypeError, "picture 1: expected an image of Pillow"),
                                      ([rgb, rgb[..., 0]], TypeError, "picture 1: expected an image"),
                                      ([rgb, rgb.astype("f4")], TypeError, "picture 1: expected an image"),
                                      (rgb[:0], ValueError, "image 0"),
                                      (np.zeros((1, 70000, 3), np.uint8), ValueError, "70000x1 pixels, more than 65536")):
            with self.assertRaisesRegex(error, message):
                self.model(wrong)
        with self.assertRaisesRegex(TypeError, r"does not say how pictures are prepared.*'input' \(f32 1x3x32x32\)"):
            vitc.load(compiled(VIT))(Image.new("RGB", (32, 32)))


class Sharing(unittest.TestCase):
    """One model, several threads and processes."""

    @classmethod
    def setUpClass(cls):
        cls.model = vitc.load(compiled(VIT), threads=2)
        cls.images = RNG.normal(size=(16, 20, 3, 32, 32)).astype("f4")

    def test_sixteen_threads_at_once(self):
        results = [None] * 16
        expected = [self.model(images) for images in self.images]
        start = threading.Barrier(16)

        def work(index):
            start.wait()
            results[index] = [self.model(self.images[index]) for _ in range(5)]

        threads = [threading.Thread(target=work, args=[index]) for index in range(16)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        for index, repeated in enumerate(results):
            self.assertTrue(all(np.array_equal(logits, expected[index]) for logits in repeated), index)

    def test_others_go_on_meanwhile(self):
        images = np.concatenate([self.images.reshape(-1, 3, 32, 32)] * 10)
        steps = 0
        thread = threading.Thread(target=self.model, args=[images])
        thread.start()
        while thread.is_alive():
            steps += 1
        self.assertGreater(steps, 100)

    def test_pickles_by_path(self):
        copy = pickle.loads(pickle.dumps(vitc.load(compiled(VIT), threads=1, copy=False)))
        self.assertTrue(np.array_equal(copy(self.images[0]), self.model(self.images[0])))
        with self.assertRaises(ValueError):
            copy(self.images[0][:, ::-1])

    def test_a_forked_process_has_contexts_of_its_own(self):
        expected = self.model(self.images[0])
        child = os.fork()
        if child == 0:
            same = np.array_equal(self.model(self.images[0]), expected)
            os._exit(0 if same else 1)
        self.assertEqual(os.waitpid(child, 0)[1], 0)

    def test_imports_in_a_moment(self):
        script = "import time; begin = time.process_time(); import vitc; print(time.process_time() - begin)"
        seconds = min(float(subprocess.check_output([sys.executable, "-c", script])) for _ in range(5))
        self.assertLess(seconds, 0.15)
