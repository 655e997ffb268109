"""Golden views from torchvision: .venv-bench/bin/python test/data/golden/make_views.py

The image is a formula, so that only the answers need to be kept: value (y, x, c) = (97y + 31x + 11c + 5yx) mod 256.
A view is padded, cropped with its upper left corner at (dy, dx), mirrored, and, for the mean, normalised.
"""

import hashlib
import json
import pathlib

import torch
import torchvision
from torchvision.transforms import functional as F

MEAN = (0.49139968, 0.48215841, 0.44653091)
SD = (0.24703223, 0.24348513, 0.26158784)

y = torch.arange(32).reshape(1, 32, 1)
x = torch.arange(32).reshape(1, 1, 32)
c = torch.arange(3).reshape(3, 1, 1)
image = ((97 * y + 31 * x + 11 * c + 5 * y * x) % 256).to(torch.uint8)


def view(crop, padding, dy, dx, flip):
    mode = "constant" if padding == "zero" else "reflect"
    padded = F.pad(image, [crop] * 4, fill=0, padding_mode=mode)
    cropped = F.crop(padded, dy, dx, 32, 32)
    shown = F.hflip(cropped) if flip else cropped
    normalised = F.normalize(shown.double() / 255, MEAN, SD)
    return {
        "crop": crop, "padding": padding, "dy": dy, "dx": dx, "flip": flip,
        "md5": hashlib.md5(shown.permute(1, 2, 0).contiguous().numpy().tobytes()).hexdigest(),
        "corner": [round(v, 10) for v in normalised[:, 0, 0].tolist()],
        "mean": [round(v, 10) for v in normalised.mean(dim=(1, 2)).tolist()],
    }


cases = [
    view(4, "zero", 0, 0, False), view(4, "zero", 8, 3, True), view(4, "zero", 4, 4, False),
    view(4, "zero", 2, 8, True), view(2, "reflect", 0, 0, False), view(2, "reflect", 4, 4, True),
    view(2, "reflect", 1, 3, False), view(2, "reflect", 3, 0, True), view(3, "reflect", 6, 1, False),
]
golden = {"library": f"torchvision {torchvision.__version__.split('+')[0]}", "cases": cases}
text = json.dumps(golden, indent=2) + "\n"
pathlib.Path(__file__).with_name("views.json").write_text(text)
