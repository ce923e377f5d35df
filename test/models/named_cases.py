"""The cases of named/cases.json: models by name, each with what is set of it and the seed of its weights."""

import json
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).resolve().parent / "named"
# What a case has where it says nothing else; the models as they are called have their own numbers.
MODEL, SEED = "vit-base-16", 11
SMALL = {"hidden_size": 48, "num_hidden_layers": 2, "num_attention_heads": 3, "image_size": [32, 48], "patch_size": 8,
         "num_classes": 13}
SMALL_HYBRID = {**SMALL, "patch_size": 1}


@dataclass
class Case:
    name: str
    model: str
    seed: int
    settings: dict

    @property
    def fixture(self):
        return FOLDER / f"{self.name}.npz"

    @property
    def has_own_numbers(self):
        """Whether it is a model as it is called, but for its depth and image."""
        return self.name == self.model

    @property
    def arguments(self):
        """vitc's command line, but for the output."""
        settings = [f"--set={key}={json.dumps(value)}" for key, value in self.settings.items()]
        return [f"--model={self.model}", f"--random-weights={self.seed}", *settings]


def read_cases():
    cases = []
    for name, case in json.loads((FOLDER / "cases.json").read_text()).items():
        model, settings = case.get("model", MODEL), case["settings"]
        if name != model:
            settings = {**(SMALL_HYBRID if model.startswith("r50") else SMALL), **settings}
        if "none" in (settings.get("head"), settings.get("pooling")):
            settings.pop("num_classes", None)
        cases.append(Case(name, model, case.get("seed", SEED), settings))
    return cases
