"""The student and the teacher in PyTorch, layer for layer as lib/models builds them.

Used by the golden values (test/golden/make_golden.py) and by the benchmark (bench/pytorch/peer.py).
Defaults are PyTorch's: weights and biases uniform in +-1/sqrt(fan-in) (in distribution what
kaiming_uniform(a=sqrt(5)) gives), batch norm eps 1e-5 and momentum 0.1.
"""

import torch
from torch import nn
from torch.nn import functional as F


class Student(nn.Module):
    """3-16-32-64-128: [conv 3x3, batch norm, max-pool 2, relu] x 4, global average pool, 128-64-10.

    106,826 parameters. Pooling before relu gives the same numbers as after it, for a quarter of the
    relu work; `relu_first` is the order most people write. `width` multiplies the channels.
    """

    def __init__(self, relu_first: bool = False, width: int = 1):
        super().__init__()
        channels = (3, 16 * width, 32 * width, 64 * width, 128 * width)
        pairs = list(zip(channels, channels[1:]))
        self.convs = nn.ModuleList(nn.Conv2d(i, o, 3, padding=1) for i, o in pairs)
        self.norms = nn.ModuleList(nn.BatchNorm2d(o) for o in channels[1:])
        self.hidden = nn.Linear(128 * width, 64 * width)
        self.logits = nn.Linear(64 * width, 10)
        self.relu_first = relu_first

    def forward(self, images: torch.Tensor) -> torch.Tensor:
        """images [batch, 3, 32, 32] -> logits [batch, 10]"""
        x = images
        for conv, norm in zip(self.convs, self.norms):
            x = norm(conv(x))
            x = F.max_pool2d(F.relu(x), 2) if self.relu_first else F.relu(F.max_pool2d(x, 2))
        x = x.mean((2, 3))
        return self.logits(F.relu(self.hidden(x)))


class Block(nn.Module):
    """Two 3x3 convolutions with batch norm, beside a shortcut without parameters."""

    def __init__(self, inputs: int, outputs: int, stride: int):
        super().__init__()
        self.conv1 = nn.Conv2d(inputs, outputs, 3, stride=stride, padding=1)
        self.norm1 = nn.BatchNorm2d(outputs)
        self.conv2 = nn.Conv2d(outputs, outputs, 3, padding=1)
        self.norm2 = nn.BatchNorm2d(outputs)
        self.stride = stride
        self.extra = outputs - inputs

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        shortcut = channel_shortcut(x, self.stride, self.extra)
        x = F.relu(self.norm1(self.conv1(x)))
        return F.relu(self.norm2(self.conv2(x)) + shortcut)


def channel_shortcut(x: torch.Tensor, stride: int, extra: int) -> torch.Tensor:
    """2x2 average pool where strided, then `extra` channels of zeros behind the others."""
    pooled = F.avg_pool2d(x, stride) if stride > 1 else x
    return F.pad(pooled, (0, 0, 0, 0, 0, extra))


class Teacher(nn.Module):
    """Conv 7x7 stride 2, batch norm, relu, max-pool 3 stride 2, blocks 64-128-256-512, dense 512-10.

    4,664,970 parameters.
    """

    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(3, 64, 7, stride=2, padding=3)
        self.norm = nn.BatchNorm2d(64)
        self.blocks = nn.Sequential(Block(64, 128, 1), Block(128, 256, 2), Block(256, 512, 2))
        self.logits = nn.Linear(512, 10)

    def forward(self, images: torch.Tensor) -> torch.Tensor:
        """images [batch, 3, 32, 32] -> logits [batch, 10]"""
        x = F.max_pool2d(F.relu(self.norm(self.conv(images))), 3, stride=2, padding=1)
        return self.logits(self.blocks(x).mean((2, 3)))


def build(name: str) -> nn.Module:
    """The network of that name; "student-x2" is the student of twice the width."""
    models = {
        "student": Student,
        "student-x2": lambda: Student(width=2),
        "student-x4": lambda: Student(width=4),
        "teacher": Teacher,
    }
    if name not in models:
        raise ValueError(f'model: expected one of {sorted(models)}, got "{name}"')
    return models[name]()
