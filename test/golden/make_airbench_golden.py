"""Writes the golden values of what lib/models/airbench.ts adds: its layers, initial weights, optimiser and network.

    .venv-bench/bin/python test/golden/make_airbench_golden.py          write test/golden/airbench-*.json
    .venv-bench/bin/python test/golden/make_airbench_golden.py --check  fail where a committed file would change

As in make_golden.py: float32 inputs, PyTorch in float64, results rounded to float32 once, TensorFlow's layouts.
"""

import argparse
import math

import numpy as np
import torch
from make_golden import (
    BATCH, FORMULA, INPUT_STREAM, LABELS, PROBE_STREAM, Numbers, exact, gradients, images, leaf, nchw, nhwc,
    numbers, one_input, tensor, to_tf_kernel, to_torch_kernel, uniform, write_files,
)  # fmt: skip
from torch import nn
from torch.nn import functional as F

# ------------------------------------------------------------------------------------------------ layers


def gelu():
    make = Numbers(1100)
    values = make(5, 6, scale=4)
    values[0] = exact([0.0, -0.0, 1e-30, 12.0, -12.0, 0.5])
    return one_input("exact", values, nn.GELU(), make)


def dense():
    """Without bias, times 1/9, as the last layer is."""
    make = Numbers(1150)
    x, kernel = leaf(make(3, 7)), leaf(make(7, 5))
    y = F.linear(x, to_torch_kernel(kernel)) / 9
    upstream = make(3, 5)
    dx, dkernel = gradients(y, upstream, (x, kernel))
    return {
        "scale": "1/9", "x": tensor(x), "kernel": tensor(kernel), "y": tensor(y), "upstream": tensor(upstream),
        "dx": dx, "dkernel": dkernel,
    }  # fmt: skip


def batch_norm():
    """No scale, eps 1e-12, momentum 0.4: two steps of training, then inference."""
    make = Numbers(1200)
    layer = nn.BatchNorm2d(5, eps=1e-12, momentum=0.4).double()
    layer.weight.requires_grad_(False)
    beta = make(5)
    with torch.no_grad():
        layer.bias.copy_(beta)
    steps = []
    for scale in (2, 3):
        x = leaf(make(4, 3, 3, 5, scale=scale))
        y = nhwc(layer(nchw(x)))
        upstream = make(*y.shape)
        dx, dbeta = gradients(y, upstream, (x, layer.bias))
        steps.append({
            "x": tensor(x), "y": tensor(y), "upstream": tensor(upstream), "dx": dx, "dbeta": dbeta,
            "runningMean": tensor(layer.running_mean), "runningVariance": tensor(layer.running_var),
        })  # fmt: skip
    layer.eval()
    x = make(4, 3, 3, 5)
    inference = {"x": tensor(x), "y": tensor(nhwc(layer(nchw(x))))}
    return {"beta": tensor(beta), "steps": steps, "inference": inference}


# --------------------------------------------------------------------------------------- initial weights


def partial_identity():
    make = Numbers(1250)

    def case(name, size, inputs, outputs):
        kernel = make(size, size, inputs, outputs)
        changed = to_torch_kernel(kernel).clone()
        nn.init.dirac_(changed[:inputs])
        return {"name": name, "before": tensor(kernel), "after": tensor(to_tf_kernel(changed))}

    return {"cases": [case("3x3, 2 to 5", 3, 2, 5), case("3x3, 4 to 4", 3, 4, 4), case("1x1, 2 to 3", 1, 2, 3)]}


WHITENING_STREAM = 1300
MEAN, SD = (0.49139968, 0.48215841, 0.44653091), (0.24703223, 0.24348513, 0.26158784)


def whitening():
    """Three pictures of smooth noise; eigenvectors with their largest component positive."""
    noise = (uniform(WHITENING_STREAM, 3 * 3072).reshape(3, 32, 32, 3) + 1) / 2
    smooth = (noise + np.roll(noise, 1, 1) + np.roll(noise, 1, 2) + np.roll(noise, 1, 3)) / 4
    pictures = np.floor(smooth * 256).astype(np.uint8)
    x = torch.tensor((pictures / 255 - np.array(MEAN)) / np.array(SD)).permute(0, 3, 1, 2)
    patches = x.unfold(2, 2, 1).unfold(3, 2, 1).permute(0, 2, 3, 4, 5, 1).reshape(-1, 12)  # [row, column, channel]
    covariance = patches.T @ patches / len(patches)
    eigenvalues, eigenvectors = torch.linalg.eigh(covariance)
    rows = eigenvectors.T.flip(0)
    peaks = rows.gather(1, rows.abs().argmax(1, keepdim=True))
    rows = rows * peaks.sign()
    filters = rows / torch.sqrt(eigenvalues.flip(0) + 5e-4)[:, None]
    kernel = torch.cat((filters, -filters)).reshape(24, 2, 2, 3).permute(1, 2, 3, 0)
    return {
        "note": "byte = floor(256 m), m the mean of the noise (u + 1) / 2 at a value, the row above, the column to "
        "the left and the channel before, all three wrapping around; a patch is [row, column, channel].",
        "stream": WHITENING_STREAM, "bytesFirst": pictures.reshape(-1)[:8].tolist(),
        "covariance": tensor(covariance), "eigenvalues": tensor(eigenvalues.flip(0)), "kernel": tensor(kernel),
    }  # fmt: skip


# ------------------------------------------------------------------------- optimiser, averaging, schedule

LEARNING_RATE, DECAY, FACTOR, MOMENTUM = 0.05, 0.002, 64, 0.85


def sgd_of(norm_biases, others):
    """Decay does not grow with the learning rate: it is divided by each group's."""
    biases = {"params": norm_biases, "lr": LEARNING_RATE * FACTOR, "weight_decay": DECAY / (LEARNING_RATE * FACTOR)}
    rest = {"params": others, "lr": LEARNING_RATE, "weight_decay": DECAY / LEARNING_RATE}
    return torch.optim.SGD([biases, rest], lr=1, momentum=MOMENTUM, nesterov=True)


class Lookahead:
    """Slow copies of values; `length` as the tests give it."""

    def __init__(self, values, every, decay, power, start_epochs, steps_per_epoch, total_steps):
        self.values, self.slow, self.step = values, None, 0
        self.every, self.decay, self.power = every, decay, power
        self.start, self.per_epoch, self.total = start_epochs * steps_per_epoch, steps_per_epoch, total_steps

    def after_step(self):
        self.step += 1
        if self.step > self.start and self.step % self.every == 0:
            if self.slow is None:
                self.slow = [value.detach().clone() for value in self.values]
            else:
                self.merge(self.decay**self.every * (self.step / self.total) ** self.power)
        if self.step % self.per_epoch == 0 and self.slow is not None:
            self.merge(1.0)

    def merge(self, kept):
        with torch.no_grad():
            for slow, value in zip(self.slow, self.values):
                slow.lerp_(value, 1 - kept)
                value.copy_(slow)


def optimiser():
    """Three variables by group; the whitening bias has no gradient from step 4 on."""
    make = Numbers(1400)
    names = ("group1-norm1/beta", "whiten/bias", "group1-conv1/kernel")
    start = [make(4) for _ in names]
    factors = [0.2, 0.6, 1.0, 0.8, 0.5, 0.3, 0.2, 0.1, 0.05]
    grads = [[make(4) for _ in names] for _ in factors]

    def follow(averaged):
        parameters = [nn.Parameter(value.clone()) for value in start]
        sgd = sgd_of(parameters[:1], parameters[1:])
        rates = [group["lr"] for group in sgd.param_groups]
        settings = {"every": 2, "decay": 0.95, "power": 3, "start_epochs": 1, "steps_per_epoch": 3, "total_steps": 9}
        average = Lookahead(parameters, **settings)
        after = []
        for step, (factor, row) in enumerate(zip(factors, grads)):
            for group, rate in zip(sgd.param_groups, rates):
                group["lr"] = rate * factor
            for place, (parameter, grad) in enumerate(zip(parameters, row)):
                parameter.grad = None if place == 1 and step >= 3 else grad.clone()
            sgd.step()
            if averaged:
                average.after_step()
            after.append([tensor(parameter) for parameter in parameters])
        return after

    return {
        "learningRate": LEARNING_RATE, "weightDecay": DECAY, "normBiasFactor": FACTOR, "momentum": MOMENTUM,
        "whitenBiasEpochs": 1, "stepsPerEpoch": 3, "totalSteps": 9,
        "lookahead": {"every": 2, "decay": 0.95, "power": 3, "startEpochs": 1},
        "names": names, "start": [tensor(value) for value in start], "factors": factors,
        "gradients": [[tensor(grad) for grad in row] for row in grads],
        "plain": follow(averaged=False), "averaged": follow(averaged=True),
    }  # fmt: skip


def schedule():
    """numpy.interp through (0, start), (floor(peak S), 1), (S, end)."""
    def case(steps, start, peak, end):
        factors = np.interp(np.arange(steps), [0, int(peak * steps), steps], [start, 1, end])
        return {"steps": steps, "start": start, "peak": peak, "end": end, "factors": [float(f) for f in factors]}

    return {"cases": [case(440, 0.2, 0.23, 0.07), case(21, 0, 0.5, 0), case(3, 0.2, 0.23, 0.07)]}


# ----------------------------------------------------------------------------------------------- network


class Group(nn.Module):
    def __init__(self, inputs, outputs):
        super().__init__()
        self.conv1 = nn.Conv2d(inputs, outputs, 3, padding=1, bias=False)
        self.norm1 = nn.BatchNorm2d(outputs, eps=1e-12, momentum=0.4)
        self.conv2 = nn.Conv2d(outputs, outputs, 3, padding=1, bias=False)
        self.norm2 = nn.BatchNorm2d(outputs, eps=1e-12, momentum=0.4)

    def forward(self, x):
        x = F.gelu(self.norm1(F.max_pool2d(self.conv1(x), 2)))
        return F.gelu(self.norm2(self.conv2(x)))


class Airbench(nn.Module):
    def __init__(self):
        super().__init__()
        self.whiten = nn.Conv2d(3, 24, 2)
        self.groups = nn.Sequential(Group(24, 64), Group(64, 256), Group(256, 256))
        self.logits = nn.Linear(256, 10, bias=False)

    def forward(self, x):
        x = F.max_pool2d(self.groups(F.gelu(self.whiten(x))), 3)
        return self.logits(x.flatten(1)) / 9


KERNEL_STREAM = 1500


def plan_of(model):
    """[(name, parameter, kind, bound)] of what is trained, in order of computation."""
    bound = lambda weight: 1 / math.sqrt(weight[0].numel())  # noqa: E731
    plan = [("whiten/bias", model.whiten.bias, "bias", bound(model.whiten.weight))]
    for number, group in enumerate(model.groups, 1):
        for place in (1, 2):
            kernel = getattr(group, f"conv{place}").weight
            plan.append((f"group{number}-conv{place}/kernel", kernel, "kernel", bound(kernel)))
            plan.append((f"group{number}-norm{place}/beta", getattr(group, f"norm{place}").bias, "beta", None))
    return [*plan, ("logits/kernel", model.logits.weight, "kernel", bound(model.logits.weight))]


def filled():
    model = Airbench().double()
    with torch.no_grad():
        whiten = uniform(KERNEL_STREAM, 2 * 2 * 3 * 24).reshape(2, 2, 3, 24)
        model.whiten.weight.copy_(to_torch_kernel(exact(whiten)))
        for number, (_, parameter, kind, bound) in enumerate(plan_of(model)):
            u = uniform(number, parameter.numel()) * (bound if bound else 0.1)
            value = exact(u.reshape(to_tf_kernel(parameter).shape))
            parameter.copy_(to_torch_kernel(value) if value.dim() > 1 else value)
    model.whiten.weight.requires_grad_(False)
    for name, parameter in model.named_parameters():
        if "norm" in name and name.endswith("weight"):
            parameter.requires_grad_(False)
    return model


def gradient_row(number, row):
    name, parameter, kind, bound = row
    grad = to_tf_kernel(parameter.grad).reshape(-1)
    probe = float((grad * torch.tensor(uniform(PROBE_STREAM + number, grad.numel()))).sum())
    return {
        "name": name, "kind": kind, "shape": list(to_tf_kernel(parameter).shape), **({"bound": bound} if bound else {}),
        "gradient": {"norm": float(np.float32(grad.norm())), "probe": float(np.float32(probe)),
                     "first": numbers(grad[:5])},
    }  # fmt: skip


def three_steps():
    model = filled()
    x, labels = images(), torch.tensor(LABELS)
    rows = plan_of(model)
    biases = [parameter for _, parameter, kind, _ in rows if kind == "beta"]
    sgd = sgd_of(biases, [parameter for _, parameter, kind, _ in rows if kind != "beta"])
    values = [value for value in model.state_dict().values() if value.is_floating_point()]
    average = Lookahead(values, every=1, decay=0.95, power=3, start_epochs=0, steps_per_epoch=3, total_steps=3)
    losses = []
    for _ in range(3):
        sgd.zero_grad()
        loss = F.cross_entropy(model(x), labels, label_smoothing=0.2)
        loss.backward()
        sgd.step()
        average.after_step()
        losses += numbers(loss)
    model.eval()
    return {"losses": losses, "inferenceLogits": tensor(model(x))}


def network():
    model = filled()
    logits = model(images())
    loss = F.cross_entropy(logits, torch.tensor(LABELS), label_smoothing=0.2)
    loss.backward()
    rows = [gradient_row(number, row) for number, row in enumerate(plan_of(model))]
    model.eval()
    return {
        "formula": FORMULA, "batch": BATCH, "inputStream": INPUT_STREAM, "probeStream": PROBE_STREAM,
        "labels": LABELS, "smoothing": 0.2, "whitenKernel": {"shape": [2, 2, 3, 24], "stream": KERNEL_STREAM},
        "training": {"logits": tensor(logits), "loss": numbers(loss)[0]},
        "inference": {"logits": tensor(model(images()))}, "parameters": rows,
        "steps": {
            "note": "Three steps of SGD by group at its full rate, a merge of Lookahead after each, then inference.",
            "learningRate": LEARNING_RATE, "weightDecay": DECAY, "normBiasFactor": FACTOR, "momentum": MOMENTUM,
            "lookahead": {"every": 1, "decay": 0.95, "power": 3, "startEpochs": 0}, **three_steps(),
        },
    }  # fmt: skip


FILES = {
    "gelu": gelu, "dense": dense, "batch-norm": batch_norm, "partial-identity": partial_identity,
    "whitening": whitening, "optimiser": optimiser, "schedule": schedule, "network": network,
}  # fmt: skip


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--check", action="store_true", help="write nothing; fail on a difference")
    check = parser.parse_args().check
    write_files(FILES, __file__, prefix="airbench-", check=check)


if __name__ == "__main__":
    torch.set_num_threads(1)
    main()
