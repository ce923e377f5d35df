"""vitc.compile, and the examples in its documentation."""

import doctest
import json
import shutil
import unittest
from pathlib import Path

import numpy as np
from common import CONFIG, MODELS, WORK, close, compiled, reference

import vitc
import vitc._compile

VIT = "timm_vit_torchscript"


class Compiling(unittest.TestCase):
    def test_writes_an_artifact_and_its_header(self):
        artifact = compiled(VIT)
        self.assertEqual((artifact.path, artifact.header), (str(WORK / f"{VIT}_1.so"), str(WORK / f"{VIT}_1.h")))
        self.assertIn("VIT_TORCHSCRIPT_1_BATCH 1", (WORK / f"{VIT}_1.h").read_text())

    def test_compiles_a_checkpoint(self):
        model = vitc.load(vitc.from_transformers(MODELS / "checkpoints" / "deit", WORK / "deit.so"))
        self.assertEqual(len(model.inputs), 1)

    def test_takes_the_options_of_the_command(self):
        artifact = vitc.compile(MODELS / "timm_vit_dynamo_dynamic.onnx", WORK / "named.so", target="x86-64-v3", batch=5, name="mine",
                                require_fused=["attention"], explain_fusion=True, verify_numerics=True)
        model = vitc.load(artifact)
        self.assertEqual(model.info[:2], ("mine", "x86-64-v3"))
        inputs, outputs = reference("timm_vit_dynamo_dynamic")
        self.assertTrue(close(model(**inputs), outputs["output"]))
        remarks = [diagnostic.text for diagnostic in artifact.diagnostics if diagnostic.severity == "remark"]
        self.assertIn("block 0: attention is fused", remarks)

    def test_makes_entries(self):
        path = vitc.compile(MODELS / "timm_vit_dynamo_dynamic.onnx", WORK / "entries.so", batch=[1, 4], self_test=1)
        model = vitc.load(path)
        self.assertEqual([(entry.batch, entry.size) for entry in model.entries], [(1, 0), (4, 0)])
        self.assertEqual((model.inputs, model.info.batch), (model.entries[0].inputs, 1))
        self.assertEqual(model.entries[1].inputs[0].shape[0], 4)
        inputs, outputs = reference("timm_vit_dynamo_dynamic")
        self.assertTrue(close(model(**inputs), outputs["output"]))
        model.self_test()

    def test_makes_entries_of_sizes(self):
        path = vitc.compile("vit-tiny-16", WORK / "sizes.so", batch=[4, 6], image_size=[32, (48, 32)], random_weights=1,
                            settings={"num_hidden_layers": 1, "hidden_size": 32, "num_attention_heads": 2, "intermediate_size": 64})
        model = vitc.load(path)
        for shape in ((10, 3, 32, 32), (4, 3, 48, 32)):
            self.assertEqual(model(np.zeros(shape, "f4")).shape, (shape[0], 1000))
        with self.assertRaisesRegex(ValueError, "no entry of the model takes 4x3x32x48; there are 4x3x32x32, 6x3x32x32, 4x3x48x32"):
            model(np.zeros((4, 3, 32, 48), "f4"))
        with self.assertRaisesRegex(ValueError, "2 images are no sum of the batches of size 0, 4, 6"):
            model(np.zeros((2, 3, 32, 32), "f4"))
        with self.assertRaisesRegex(ValueError, "size: expected"):
            vitc.load(path, size="largest")

    def test_takes_the_longer_size_for_what_holds_two_of_the_shorter(self):
        function = """func.func @%s(%%x: tensor<%dx2xf32>) -> tensor<%dx2xf32> {
          %%0 = vit.softmax %%x {axis = 0 : i64} : (tensor<%dx2xf32>) -> tensor<%dx2xf32>
          return %%0 : tensor<%dx2xf32>
        }
        """
        (WORK / "rows.mlir").write_text("".join(function % (name, *[rows] * 5) for name, rows in (("main", 2), ("longer", 4))))
        model = vitc.load(vitc.compile(WORK / "rows.mlir", WORK / "rows.so"))
        self.assertTrue(np.allclose(model(np.zeros((4, 2), "f4")), 0.25))
        self.assertTrue(np.allclose(model(np.zeros((2, 2), "f4")), 0.5))

    def test_brings_pictures_to_one_of_the_sizes(self):
        folder = WORK / "sized"
        shutil.copytree(MODELS / "checkpoints" / "deit", folder, dirs_exist_ok=True)
        (folder / "preprocessor_config.json").write_text(json.dumps(CONFIG))
        path = vitc.compile(folder, WORK / "brought.so", image_size=[32, (48, 64)], batch=[1, 2])
        pictures = [np.random.default_rng(i).integers(0, 256, (50, 60, 3), np.uint8) for i in range(3)]
        small, large = (vitc.load(path, size=size)(pictures) for size in (32, (48, 64)))
        self.assertEqual(small.shape, (3, large.shape[1]))
        self.assertTrue(np.array_equal(vitc.load(path)(pictures), large))
        self.assertTrue(np.array_equal(vitc.load(path, size="at-least")(pictures), large))
        self.assertTrue(np.array_equal(vitc.load(path)(pictures[0]), large[:1]))
        self.assertFalse(close(small, large))
        for size in ("exact", 16):
            with self.assertRaisesRegex(ValueError, "no entry has the size .*; there are 1x3x32x32, 2x3x32x32, 1x3x48x64"):
                vitc.load(path, size=size)(pictures)

    def test_keeps_kernels(self):
        artifacts = [Path(vitc.compile(MODELS / f"{VIT}.onnx", WORK / "kernels.so", cache_dir=folder)).read_bytes()
                     for folder in ("none", WORK / "kernels", WORK / "kernels")]
        self.assertEqual({path.suffix for path in (WORK / "kernels").iterdir()}, {".kernel"})
        self.assertEqual(len(set(artifacts)), 1)

    def test_refuses_with_the_models_own_names(self):
        model = MODELS / "hf_vit_torchscript.onnx"
        with self.assertRaises(vitc.CompileError) as caught:
            vitc.compile(model, WORK / "refused.so", disable_passes=["vit-fuse-attention"], require_fused=["attention"])
        error = caught.exception.diagnostics[-1]
        self.assertEqual((error.severity, error.file), ("error", str(model)))
        self.assertTrue(error.node.startswith("/"), error)
        self.assertIn(f"node '{error.node}': ", str(caught.exception))
        self.assertFalse((WORK / "refused.so").exists() or caught.exception.is_internal)

    def test_refuses_options(self):
        for options, message in (({"target": "z80"}, "z80"), ({"batch": 0}, "--batch=0"),
                                 ({"precision": "f8"}, "--precision=f8"), ({"labels": "none.txt"}, "none.txt"),
                                 ({"text_embeddings": "texts.npy"}, "--text-embeddings: "), ({"part": "mask-decoder"}, "--part: "),
                                 ({"sign": WORK / "none.pem"}, "--sign: cannot read the key .*none.pem"),
                                 ({"max_launches": 1}, "a pass is .* launches")):
            with self.assertRaisesRegex(vitc.CompileError, message):
                vitc.compile(MODELS / f"{VIT}.onnx", WORK / "refused.so", **options)
        with self.assertRaises(TypeError):
            vitc.compile(MODELS / f"{VIT}.onnx", WORK / "refused.so", batch="two")
        with self.assertRaisesRegex(TypeError, "settings .* random_weights"):
            vitc.compile("vit-tiny-16", WORK / "refused.so", settings={"num_hidden_layers": 1})

    def test_warns(self):
        (WORK / "folder").mkdir(exist_ok=True)
        for file in (MODELS / "checkpoints" / "deit").iterdir():
            (WORK / "folder" / file.name).write_bytes(file.read_bytes())
        (WORK / "folder" / "preprocessor_config.json").write_text('{"image_processor_type": "Unheard"}')
        with self.assertWarnsRegex(vitc.CompileWarning, "Unheard"):
            vitc.compile(WORK / "folder", WORK / "folder.so")

    def test_shows_progress(self):
        steps = []
        vitc.compile(MODELS / f"{VIT}.onnx", WORK / "progress.so", progress=lambda *step: steps.append(step))
        self.assertEqual(steps[-1][0], "kernels")
        self.assertEqual([done for _, done, _ in steps], list(range(1, steps[-1][2] + 1)))

    def test_raises_what_progress_raises(self):
        def fail(what, done, total):
            raise KeyError(what)

        with self.assertRaises(KeyError):
            vitc.compile(MODELS / f"{VIT}.onnx", WORK / "progress.so", progress=fail)


def load_tests(loader, tests, pattern):
    tests.addTests(doctest.DocTestSuite(vitc._compile, extraglobs={"folder": str(WORK)}))
    return tests
