"""PyTorch's side of the benchmark: does blocks of work when told to, and sleeps otherwise.

    .venv-bench/bin/python bench/pytorch/peer.py --threads 2

One JSON object a line on stdin, one reply a line on stdout:
    {"job": "student-step", "steps": 10, "memoryFormat": "contiguous", "math": "bf16", "compiled": true}
        -> {"seconds": 0.43, "images": 1280, "loss": 2.1}
    {"job": "describe"} -> {"name": "PyTorch 2.9.1", "threads": 2, "jobs": [...]}
    {"job": "memory"}   -> {"peakMegabytes": 812.3}
A failure is {"error": "..."}. The process ends with its stdin.
"""

import argparse
import json
import math
import resource
import sys
import time
from dataclasses import dataclass
from pathlib import Path

sys.dont_write_bytecode = True  # leave no __pycache__ in the tree

import torch  # noqa: E402
from torch.nn import functional as F  # noqa: E402

from data import TrainingBatches, normalise, test_images  # noqa: E402
from models import build  # noqa: E402

BATCH = 128
EVALUATION_BATCH = 500
EPOCH_IMAGES, EPOCH_TEST_IMAGES = 11_250, 2_500  # a quarter of 45,000 and of 10,000
TEMPERATURE, SOFT_WEIGHT, HARD_WEIGHT = 4, 0.7, 0.3
FORMATS = {"contiguous": torch.contiguous_format, "channels_last": torch.channels_last}
MATHS = ("float32", "bf16")


@dataclass(frozen=True)
class Settings:
    """How a job is done: layout of images, data folder, images a step, precision, torch.compile."""

    memory_format: torch.memory_format
    folder: Path
    batch: int = BATCH
    math: str = "float32"
    compiled: bool = False

    def model(self, name):
        torch.manual_seed(0)
        return build(name).to(memory_format=self.memory_format)

    def forward(self, model):
        """The model's forward pass as it is to be computed; logits come out in float32, for the loss."""
        called = torch.compile(model) if self.compiled else model

        def run(images):
            with torch.autocast("cpu", torch.bfloat16, enabled=self.math == "bf16"):
                logits = called(images)
            return logits.float()

        return run

    def batches(self):
        return TrainingBatches(self.folder, self.batch, self.memory_format)


def adam(model):
    return torch.optim.Adam(model.parameters(), lr=1e-3, weight_decay=1e-4)


def hinton_loss(student_logits, teacher_logits, labels):
    soft = F.kl_div(
        F.log_softmax(student_logits / TEMPERATURE, 1),
        F.log_softmax(teacher_logits / TEMPERATURE, 1),
        reduction="batchmean",
        log_target=True,
    )
    hard = F.cross_entropy(student_logits, labels)
    return SOFT_WEIGHT * TEMPERATURE**2 * soft + HARD_WEIGHT * hard


def training_job(name, settings):
    """Whole training steps: batch from memory, forward, backward, Adam."""
    model = settings.model(name).train()
    forward, batches, optimiser = settings.forward(model), settings.batches(), adam(model)

    def step():
        images, labels = batches.next()
        optimiser.zero_grad()
        loss = F.cross_entropy(forward(images), labels)
        loss.backward()
        optimiser.step()
        return len(labels), loss

    return step


def distillation_job(settings):
    """As training the student, the teacher seeing the same augmented view in inference mode."""
    student, teacher = settings.model("student").train(), settings.model("teacher").eval()
    student_forward, teacher_forward = settings.forward(student), settings.forward(teacher)
    batches, optimiser = settings.batches(), adam(student)

    def step():
        images, labels = batches.next()
        with torch.no_grad():
            teacher_logits = teacher_forward(images)
        optimiser.zero_grad()
        loss = hinton_loss(student_forward(images), teacher_logits, labels)
        loss.backward()
        optimiser.step()
        return len(labels), loss

    return step


def evaluation_job(name, settings):
    """One step is one pass over the 10,000 test images, normalising included."""
    model = settings.model(name).eval()
    forward = settings.forward(model)
    images, labels = test_images(settings.folder)

    @torch.no_grad()
    def step():
        total = 0.0
        for at in range(0, len(labels), EVALUATION_BATCH):
            batch = normalise(images[at : at + EVALUATION_BATCH], settings.memory_format)
            target = labels[at : at + EVALUATION_BATCH]
            total += F.cross_entropy(forward(batch), target, reduction="sum")
        return len(labels), total / len(labels)

    return step


def torchvision_epoch_job(settings):
    """One step is a quarter of an epoch, behind torchvision's usual pipeline, and its accuracy."""
    from torchvision_pipeline import training_loader

    memory_format = settings.memory_format
    loader = training_loader(settings.folder, BATCH, torch.get_num_threads(), EPOCH_IMAGES)
    images, labels = (part[:EPOCH_TEST_IMAGES] for part in test_images(settings.folder))
    model = settings.model("student")
    forward, optimiser = settings.forward(model), adam(model)

    @torch.no_grad()
    def accuracy():
        right = 0
        for at in range(0, len(labels), EVALUATION_BATCH):
            batch = normalise(images[at : at + EVALUATION_BATCH], memory_format)
            right += (forward(batch).argmax(1) == labels[at : at + EVALUATION_BATCH]).sum().item()
        return right / len(labels)

    def step():
        model.train()
        for batch, target in loader:
            optimiser.zero_grad()
            loss = F.cross_entropy(forward(batch.contiguous(memory_format=memory_format)), target)
            loss.backward()
            optimiser.step()
        model.eval()
        accuracy()
        return EPOCH_IMAGES, loss

    return step


JOBS = {
    "student-step": lambda settings: training_job("student", settings),
    "student-x2-step": lambda settings: training_job("student-x2", settings),
    "student-x4-step": lambda settings: training_job("student-x4", settings),
    "teacher-step": lambda settings: training_job("teacher", settings),
    "distillation-step": distillation_job,
    "student-evaluation": lambda settings: evaluation_job("student", settings),
    "teacher-evaluation": lambda settings: evaluation_job("teacher", settings),
    "torchvision-epoch": torchvision_epoch_job,
}


class Peer:
    """Keeps what each job made (model, optimiser, place in the data) from block to block."""

    def __init__(self, folder: Path):
        self.folder, self.made = folder, {}

    def answer(self, request: dict) -> dict:
        job = request.get("job")
        if job == "describe":
            name = f"PyTorch {torch.__version__.split('+')[0]}"
            return {"name": name, "threads": torch.get_num_threads(), "jobs": list(JOBS)}
        if job == "memory":
            return {"peakMegabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}
        memory_format, math = request.get("memoryFormat", "contiguous"), request.get("math", "float32")
        for value, known in ((job, JOBS), (memory_format, FORMATS), (math, MATHS)):
            if value not in known:
                raise ValueError(f'expected one of {", ".join(known)}, got "{value}"')
        settings = Settings(
            FORMATS[memory_format],
            self.folder,
            request.get("batchSize", BATCH),
            math,
            request.get("compiled", False),
        )
        return self.block(job, request.get("steps", 1), settings)

    def block(self, job: str, steps: int, settings: Settings) -> dict:
        key = (job, settings)
        if key not in self.made:
            self.made[key] = JOBS[job](settings)
        step, images = self.made[key], 0
        start = time.perf_counter()
        for _ in range(steps):
            count, loss = step()
            images += count
        value = loss.item()
        seconds = time.perf_counter() - start
        return {"seconds": seconds, "images": images, "loss": value if math.isfinite(value) else None}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--threads", type=int, required=True, help="threads within one operation")
    parser.add_argument("--data", type=Path, default=Path("data/cifar10"), help="binary batches")
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    peer = Peer(options.data)
    for line in sys.stdin:
        try:
            reply = peer.answer(json.loads(line))
        except Exception as error:  # the driver shows it and stops
            reply = {"error": f"{type(error).__name__}: {error}"}
        print(json.dumps(reply), flush=True)


if __name__ == "__main__":
    main()
