"""CIFAR-10 in memory and batches cropped, mirrored and normalised on whole tensors."""

from pathlib import Path

import numpy as np
import torch

SIDE = 32
CROP = 4
MEAN = torch.tensor([0.49139968, 0.48215841, 0.44653091]) * 255
SD = torch.tensor([0.24703223, 0.24348513, 0.26158784]) * 255


def read_batches(folder: Path, names: list[str]) -> tuple[torch.Tensor, torch.Tensor]:
    """The canonical binary batches -> bytes [images, 32, 32, 3], labels [images]."""
    missing = [name for name in names if not (folder / name).exists()]
    if missing:
        raise FileNotFoundError(f"{folder / missing[0]} is missing; run npm run setup")
    raw = np.concatenate([np.fromfile(folder / name, dtype=np.uint8) for name in names])
    records = raw.reshape(-1, 1 + 3 * SIDE * SIDE)
    planes = records[:, 1:].reshape(-1, 3, SIDE, SIDE)
    images = np.ascontiguousarray(planes.transpose(0, 2, 3, 1))
    return torch.from_numpy(images), torch.from_numpy(records[:, 0].astype(np.int64))


class TrainingBatches:
    """An endless stream of augmented batches over the first 45,000 training images.

    The images lie in memory as bytes, already padded by black; a batch is one indexing (order, crop
    offset and mirror in the indices), then one normalisation: what a PyTorch user does who wants the
    data to cost as little as possible.
    """

    def __init__(self, folder: Path, batch: int, memory_format: torch.memory_format, seed: int = 0):
        images, labels = read_batches(folder, [f"data_batch_{n}.bin" for n in range(1, 6)])
        self.labels = labels[:45_000]
        self.padded = torch.nn.functional.pad(images[:45_000], (0, 0, CROP, CROP, CROP, CROP))
        self.batch, self.memory_format = batch, memory_format
        self.generator = torch.Generator().manual_seed(seed)
        self.order, self.at = torch.empty(0, dtype=torch.int64), 0

    def next_indices(self) -> torch.Tensor:
        if self.at >= len(self.order):
            self.order, self.at = torch.randperm(len(self.labels), generator=self.generator), 0
        indices = self.order[self.at : self.at + self.batch]
        self.at += self.batch
        return indices

    def next(self) -> tuple[torch.Tensor, torch.Tensor]:
        """-> images [batch, 3, 32, 32] normalised, labels [batch]; an epoch's last batch is smaller"""
        indices = self.next_indices()
        offsets = torch.randint(2 * CROP + 1, (2, len(indices), 1), generator=self.generator)
        mirrored = torch.rand(len(indices), 1, generator=self.generator) < 0.5
        places = torch.arange(SIDE)[None]
        rows = offsets[0] + places
        columns = offsets[1] + torch.where(mirrored, SIDE - 1 - places, places)
        cropped = self.padded[indices[:, None, None], rows[:, :, None], columns[:, None, :]]
        return normalise(cropped, self.memory_format), self.labels[indices]


def normalise(images: torch.Tensor, memory_format: torch.memory_format) -> torch.Tensor:
    """bytes [batch, 32, 32, 3] -> float32 [batch, 3, 32, 32]"""
    values = (images.float() - MEAN).div_(SD).permute(0, 3, 1, 2)
    return values.contiguous(memory_format=memory_format)


def test_images(folder: Path) -> tuple[torch.Tensor, torch.Tensor]:
    """The 10,000 test images as bytes [images, 32, 32, 3] and their labels."""
    return read_batches(folder, ["test_batch.bin"])
