"""PyTorch's side of the benchmark: does blocks of work when told to, and sleeps otherwise.

    .venv-bench/bin/python bench/pytorch/peer.py --threads 2

One JSON object a line on stdin, one reply a line on stdout:
    {"job": "student-step", "steps": 10, "memoryFormat": "contiguous"}
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


def fresh_model(name, memory_format):
    torch.manual_seed(0)
    return build(name).to(memory_format=memory_format)


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


def training_job(name, memory_format, folder, batch=BATCH, next_batch=None):
    """Whole training steps: batch from memory, forward, backward, Adam."""
    model = fresh_model(name, memory_format).train()
    optimiser = adam(model)
    next_batch = next_batch or TrainingBatches(folder, batch, memory_format).next

    def step():
        images, labels = next_batch()
        optimiser.zero_grad()
        loss = F.cross_entropy(model(images), labels)
        loss.backward()
        optimiser.step()
        return len(labels), loss

    return step


def distillation_job(memory_format, folder):
    """As training the student, the teacher seeing the same augmented view in inference mode."""
    student = fresh_model("student", memory_format).train()
    teacher = fresh_model("teacher", memory_format).eval()
    optimiser = adam(student)
    batches = TrainingBatches(folder, BATCH, memory_format)

    def step():
        images, labels = batches.next()
        with torch.no_grad():
            teacher_logits = teacher(images)
        optimiser.zero_grad()
        loss = hinton_loss(student(images), teacher_logits, labels)
        loss.backward()
        optimiser.step()
        return len(labels), loss

    return step


def evaluation_job(name, memory_format, folder):
    """One step is one pass over the 10,000 test images, normalising included."""
    model = fresh_model(name, memory_format).eval()
    images, labels = test_images(folder)

    @torch.no_grad()
    def step():
        total = 0.0
        for at in range(0, len(labels), EVALUATION_BATCH):
            batch = normalise(images[at : at + EVALUATION_BATCH], memory_format)
            target = labels[at : at + EVALUATION_BATCH]
            total += F.cross_entropy(model(batch), target, reduction="sum")
        return len(labels), total / len(labels)

    return step


def torchvision_epoch_job(memory_format, folder):
    """One step is a quarter of an epoch, behind torchvision's usual pipeline, and its accuracy."""
    from torchvision_pipeline import training_loader

    loader = training_loader(folder, BATCH, torch.get_num_threads(), EPOCH_IMAGES)
    images, labels = (part[:EPOCH_TEST_IMAGES] for part in test_images(folder))
    model = fresh_model("student", memory_format)
    optimiser = adam(model)

    @torch.no_grad()
    def accuracy():
        right = 0
        for at in range(0, len(labels), EVALUATION_BATCH):
            batch = normalise(images[at : at + EVALUATION_BATCH], memory_format)
            right += (model(batch).argmax(1) == labels[at : at + EVALUATION_BATCH]).sum().item()
        return right / len(labels)

    def step():
        model.train()
        for batch, target in loader:
            optimiser.zero_grad()
            loss = F.cross_entropy(model(batch.contiguous(memory_format=memory_format)), target)
            loss.backward()
            optimiser.step()
        model.eval()
        accuracy()
        return EPOCH_IMAGES, loss

    return step


JOBS = {
    "student-step": lambda form, folder, batch: training_job("student", form, folder, batch),
    "student-x2-step": lambda form, folder, batch: training_job("student-x2", form, folder, batch),
    "student-x4-step": lambda form, folder, batch: training_job("student-x4", form, folder, batch),
    "teacher-step": lambda form, folder, batch: training_job("teacher", form, folder, batch),
    "distillation-step": lambda form, folder, _: distillation_job(form, folder),
    "student-evaluation": lambda form, folder, _: evaluation_job("student", form, folder),
    "teacher-evaluation": lambda form, folder, _: evaluation_job("teacher", form, folder),
    "torchvision-epoch": lambda form, folder, _: torchvision_epoch_job(form, folder),
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
        return self.block(
            job,
            request.get("steps", 1),
            request.get("memoryFormat", "contiguous"),
            request.get("batchSize", BATCH),
        )

    def block(self, job: str, steps: int, memory_format: str, batch: int) -> dict:
        for value, known in ((job, JOBS), (memory_format, FORMATS)):
            if value not in known:
                raise ValueError(f'expected one of {", ".join(known)}, got "{value}"')
        key = (job, memory_format, batch)
        if key not in self.made:
            self.made[key] = JOBS[job](FORMATS[memory_format], self.folder, batch)
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
