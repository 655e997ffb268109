"""torchvision's usual CIFAR-10 pipeline: PIL images, RandomCrop, flip, ToTensor, Normalize, DataLoader."""

from pathlib import Path

from PIL import Image
from torch.utils.data import DataLoader, Dataset, Subset
from torchvision import transforms

from data import CROP, MEAN, SD, SIDE, read_batches


class Cifar10(Dataset):
    """The first 45,000 training images, as torchvision.datasets.CIFAR10 hands them out."""

    def __init__(self, folder: Path):
        images, labels = read_batches(folder, [f"data_batch_{n}.bin" for n in range(1, 6)])
        self.images, self.labels = images[:45_000].numpy(), labels[:45_000].tolist()
        self.transform = transforms.Compose(
            [
                transforms.RandomCrop(SIDE, padding=CROP),
                transforms.RandomHorizontalFlip(),
                transforms.ToTensor(),
                transforms.Normalize((MEAN / 255).tolist(), (SD / 255).tolist()),
            ]
        )

    def __len__(self):
        return len(self.labels)

    def __getitem__(self, index):
        return self.transform(Image.fromarray(self.images[index])), self.labels[index]


def training_loader(folder: Path, batch: int, workers: int, images: int) -> DataLoader:
    """A shuffled epoch of the first `images` images each time it is iterated, made by `workers` processes."""
    return DataLoader(
        Subset(Cifar10(folder), range(images)),
        batch,
        shuffle=True,
        num_workers=workers,
        persistent_workers=True,
    )
