#!/usr/bin/env python3
"""ViT-B/16 from a folder as transformers saves it (random weights), on photographs: the model's own entry for pictures
against ViTImageProcessor (its Pillow form) and the model in PyTorch. Needs torch and transformers; not part of ctest.

    full_size_pictures.py --vitc build/bin/vitc --vitc-run build/bin/vitc-run --work DIR PHOTO..."""

import argparse
import subprocess
import sys
from pathlib import Path

import numpy as np
import torch
import transformers
from PIL import Image

TOLERANCE = 0.02


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--vitc", required=True)
    parser.add_argument("--vitc-run", required=True)
    parser.add_argument("--work", required=True, type=Path)
    parser.add_argument("photos", nargs="+")
    options = parser.parse_args()
    folder, library = options.work / "vit-base-16", options.work / "vit-base-16.so"
    torch.manual_seed(0)
    model = transformers.ViTForImageClassification(transformers.ViTConfig(num_labels=1000)).eval()
    model.save_pretrained(folder)
    processor = transformers.ViTImageProcessorPil()
    processor.save_pretrained(folder)
    subprocess.run([options.vitc, folder, "-o", library], check=True)
    worst = 0
    for photo in options.photos:
        inputs = processor(Image.open(photo).convert("RGB"), return_tensors="pt")
        with torch.no_grad():
            expected = model(**inputs).logits.numpy()
        subprocess.run([options.vitc_run, library, "--image", photo, "--output-dir", options.work], check=True,
                       stdout=subprocess.DEVNULL)
        output = np.load(options.work / "logits.npy")
        difference = np.abs(output - expected).max() / np.abs(expected).max()
        print(f"{Path(photo).name}: {difference:.2e} of the largest")
        worst = max(worst, difference)
    return 0 if worst <= TOLERANCE else 1


sys.exit(main())
