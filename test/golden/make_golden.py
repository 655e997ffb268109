"""Writes the golden values: what PyTorch 2.9.1 makes of small inputs, layer by layer and net by net.

    .venv-bench/bin/python test/golden/make_golden.py          write test/golden/*.json
    .venv-bench/bin/python test/golden/make_golden.py --check  fail where a committed file would change

Inputs are float32 numbers. PyTorch computes in float64 and the result is rounded to float32 once, so
that the values are PyTorch's mathematics without anybody's rounding, and the same on every machine.
Images are NHWC, convolution kernels HWIO, dense kernels [inputs, outputs] (TensorFlow's layouts);
every tensor is {"shape": [...], "values": [...]}, row by row.
"""

import argparse
import json
import math
import sys
from pathlib import Path

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

sys.dont_write_bytecode = True  # leave no __pycache__ in the tree
HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent.parent / "bench" / "pytorch"))
from models import build, channel_shortcut  # noqa: E402

# ---------------------------------------------------------------- numbers both languages can compute


def uniform(stream: int, count: int) -> np.ndarray:
    """[count] float64 in [-1, 1): number k of a stream is hash(k + stream * 0x9E3779B9) / 2^31 - 1.

    The hash is lowbias32 (C. Wellons, hash-prospector). formula.ts is the same in TypeScript.
    """
    x = (np.arange(count, dtype=np.uint64) + stream * 0x9E3779B9).astype(np.uint32)
    x ^= x >> np.uint32(16)
    x *= np.uint32(0x7FEB352D)
    x ^= x >> np.uint32(15)
    x *= np.uint32(0x846CA68B)
    x ^= x >> np.uint32(16)
    return x.astype(np.float64) / 2**31 - 1


class Numbers:
    """Hands out inputs of small cases: three decimals, a fresh stream a tensor."""

    def __init__(self, first_stream: int):
        self.stream = first_stream

    def __call__(self, *shape: int, scale: float = 1.0) -> torch.Tensor:
        values = np.round(uniform(self.stream, math.prod(shape)) * scale, 3)
        self.stream += 1
        return exact(values.reshape(shape))


def exact(values) -> torch.Tensor:
    """Rounds to float32, then widens: the float64 tensor that a float32 program can hold too."""
    return torch.tensor(np.asarray(values, dtype=np.float32).astype(np.float64))


# ---------------------------------------------------------------------------------- layouts and JSON


def nchw(x):
    return x.permute(0, 3, 1, 2)


def nhwc(x):
    return x.permute(0, 2, 3, 1)


def to_torch_kernel(x):
    """HWIO -> OIHW, [in, out] -> [out, in]."""
    return x.permute(3, 2, 0, 1) if x.dim() == 4 else x.T


def to_tf_kernel(x):
    """OIHW -> HWIO, [out, in] -> [in, out]; vectors stay."""
    return {4: lambda: x.permute(2, 3, 1, 0), 2: lambda: x.T}.get(x.dim(), lambda: x)()


def numbers(x) -> list[float]:
    """Float32 values as the shortest decimals that give them back."""
    flat = np.asarray(torch.as_tensor(x).detach().double().reshape(-1).numpy(), dtype=np.float32)
    return [float(str(value)) for value in flat]


def tensor(x) -> dict:
    return {"shape": list(x.shape), "values": numbers(x)}


def gradients(outputs, upstream, inputs):
    return [tensor(g) for g in torch.autograd.grad(outputs, inputs, upstream)]


def leaf(x):
    return x.clone().requires_grad_(True)


# --------------------------------------------------------------------------------------------- layers


def convolution():
    make = Numbers(100)

    def case(name, shape, outputs, size, stride, padding):
        x, kernel = leaf(make(*shape)), leaf(make(size, size, shape[-1], outputs))
        bias = leaf(make(outputs))
        y = nhwc(F.conv2d(nchw(x), to_torch_kernel(kernel), bias, stride, padding))
        upstream = make(*y.shape)
        dx, dkernel, dbias = gradients(y, upstream, (x, kernel, bias))
        return {
            "name": name, "stride": stride, "padding": padding,
            "x": tensor(x), "kernel": tensor(kernel), "bias": tensor(bias), "y": tensor(y),
            "upstream": tensor(upstream), "dx": dx, "dkernel": dkernel, "dbias": dbias,
        }  # fmt: skip

    return {"cases": [
        case("3x3 stride 1", (2, 5, 6, 3), 4, 3, 1, 1),
        case("7x7 stride 2", (2, 8, 9, 2), 3, 7, 2, 3),
        case("3x3 stride 2", (2, 6, 7, 3), 4, 3, 2, 1),
        case("3x3 stride 2 on a 4x4 map", (2, 4, 4, 8), 6, 3, 2, 1),
        case("3x3 stride 1 on a 2x2 map", (3, 2, 2, 8), 6, 3, 1, 1),
    ]}  # fmt: skip


def batch_norm():
    make = Numbers(200)

    def case(name, batches):
        channels = batches[0].shape[-1]
        layer = nn.BatchNorm2d(channels).double()
        gamma, beta = make(channels, scale=0.5) + 1, make(channels)
        gamma, beta = exact(gamma), exact(beta)
        with torch.no_grad():
            layer.weight.copy_(gamma)
            layer.bias.copy_(beta)
        steps = []
        for batch in batches:
            x = leaf(batch)
            y = nhwc(layer(nchw(x)))
            upstream = make(*y.shape)
            dx, dgamma, dbeta = gradients(y, upstream, (x, layer.weight, layer.bias))
            steps.append({
                "x": tensor(x), "y": tensor(y), "upstream": tensor(upstream), "dx": dx,
                "dgamma": dgamma, "dbeta": dbeta,
                "runningMean": tensor(layer.running_mean), "runningVariance": tensor(layer.running_var),
            })  # fmt: skip
        layer.eval()
        x = batches[0]
        return {
            "name": name, "gamma": tensor(gamma), "beta": tensor(beta), "steps": steps,
            "inference": {"x": tensor(x), "y": tensor(nhwc(layer(nchw(x))))},
        }  # fmt: skip

    constant = make(4, 3, 3, 3)
    constant[..., 1] = 0.5
    return {
        "epsilon": 1e-5, "momentum": 0.1,
        "note": "Two training steps one after the other; running statistics start at 0 and 1, take "
        "the unbiased variance, and inference uses those after the second step.",
        "cases": [
            case("spread values", [make(4, 3, 3, 5, scale=2), make(4, 3, 3, 5, scale=3)]),
            case("one constant channel", [constant]),
        ],
    }  # fmt: skip


def relu():
    make = Numbers(300)
    values = make(4, 6)
    values[0] = exact([0.0, -0.0, 1e-30, -1e-30, 3.5, -3.5])
    x = leaf(values)
    y = F.relu(x)
    upstream = make(4, 6)
    (dx,) = gradients(y, upstream, (x,))
    return {"x": tensor(x), "y": tensor(y), "upstream": tensor(upstream), "dx": dx}


def max_pool():
    make = Numbers(400)

    def case(name, batch, then_relu=False):
        cases = []
        for size, stride, padding in ((2, 2, 0), (3, 2, 1)):
            x = leaf(batch)
            y = nhwc(F.max_pool2d(nchw(x), size, stride, padding))
            y = F.relu(y) if then_relu else y
            upstream = make(*y.shape)
            (dx,) = gradients(y, upstream, (x,))
            cases.append({
                "name": f"{size}x{size}, {name}", "size": size, "stride": stride,
                "padding": padding, "thenRelu": then_relu, "x": tensor(x), "y": tensor(y),
                "upstream": tensor(upstream), "dx": dx,
            })  # fmt: skip
        return cases

    def steps_of_a_half(*shape):
        return exact(np.round(make(*shape).numpy() * 2) / 2)

    ties = steps_of_a_half(2, 6, 6, 3)
    negative_ties = exact(-1 - ties.abs().numpy())
    zeros_and_negatives = exact(np.minimum(ties.numpy(), 0))
    return {
        "note": "The first of equal maxima, row by row, takes the gradient. Padding counts as minus "
        "infinity: it never wins, unlike an explicit zero before a negative map; with relu behind "
        "the pool both give the same value and gradient.",
        "cases": [
            *case("random", make(2, 6, 6, 3)),
            *case("odd sides", make(2, 5, 7, 2)),
            *case("ties", ties),
            *case("negative ties", negative_ties),
            *case("constant image", torch.full((1, 6, 6, 2), 0.25).double()),
            *case("constant negative image", torch.full((1, 6, 6, 2), -0.25).double()),
            *case("random, then relu", make(2, 6, 6, 3), then_relu=True),
            *case("ties, then relu", ties, then_relu=True),
            *case("zeros and negatives, then relu", zeros_and_negatives, then_relu=True),
        ],
    }


def one_input(name, batch, function, make):
    x = leaf(batch)
    y = function(x)
    upstream = make(*y.shape)
    (dx,) = gradients(y, upstream, (x,))
    return {"name": name, "x": tensor(x), "y": tensor(y), "upstream": tensor(upstream), "dx": dx}


def average_pool():
    make = Numbers(500)
    pool = lambda x: nhwc(F.avg_pool2d(nchw(x), 2))  # noqa: E731
    return {"cases": [
        one_input("2x2", make(2, 4, 6, 3), pool, make),
        one_input("global", make(3, 2, 2, 5), lambda x: x.mean((1, 2)), make),
    ]}  # fmt: skip


def shortcut():
    make = Numbers(550)
    apply = lambda stride: lambda x: nhwc(channel_shortcut(nchw(x), stride, 3))  # noqa: E731
    return {"extraChannels": 3, "cases": [
        {"stride": stride, **one_input(f"stride {stride}", make(2, 4, 4, 3), apply(stride), make)}
        for stride in (1, 2)
    ]}  # fmt: skip


def dense():
    make = Numbers(600)
    x, kernel, bias = leaf(make(3, 7)), leaf(make(7, 5)), leaf(make(5))
    y = F.linear(x, to_torch_kernel(kernel), bias)
    upstream = make(3, 5)
    dx, dkernel, dbias = gradients(y, upstream, (x, kernel, bias))
    return {
        "x": tensor(x), "kernel": tensor(kernel), "bias": tensor(bias), "y": tensor(y),
        "upstream": tensor(upstream), "dx": dx, "dkernel": dkernel, "dbias": dbias,
    }  # fmt: skip


# --------------------------------------------------------------------------------------------- losses


def loss_inputs(make):
    """Six rows: ordinary ones, then +-50, then all equal."""
    logits = make(6, 10, scale=4)
    logits[3] = exact([50, -50, 0, 0, 0, 0, 0, 0, 0, 0])
    logits[4] = exact([-50, 50, 50, 0, 0, 0, 0, 0, 0, -50])
    logits[5] = 0.5
    return logits, torch.tensor([3, 0, 9, 1, 2, 7])


def cross_entropy():
    batch, labels = loss_inputs(Numbers(700))
    cases = []
    for smoothing in (0.0, 0.1):
        logits = leaf(batch)
        losses = F.cross_entropy(logits, labels, reduction="none", label_smoothing=smoothing)
        (dlogits,) = gradients(losses.mean(), None, (logits,))
        cases.append({
            "name": f"smoothing {smoothing:g}", "smoothing": smoothing, "losses": tensor(losses),
            "mean": numbers(losses.mean())[0], "dlogits": dlogits,
        })  # fmt: skip
    return {
        "note": "dlogits is the gradient of the mean over the batch.",
        "logits": tensor(batch), "labels": labels.tolist(), "cases": cases,
    }  # fmt: skip


def logits_loss():
    make = Numbers(800)
    batch, labels = loss_inputs(make)
    teacher = make(6, 10, scale=6)
    teacher[1] = batch[1]  # student equals teacher
    teacher[3] = exact([-50, 50, 0, 0, 0, 0, 0, 0, 0, 0])
    soft_weight, hard_weight = 0.7, 0.3
    cases = []
    for temperature in (1, 4, 8):
        student = leaf(batch)
        student_log_probs = F.log_softmax(student / temperature, 1)
        teacher_log_probs = F.log_softmax(teacher / temperature, 1)
        divergence = F.kl_div(
            student_log_probs, teacher_log_probs, reduction="none", log_target=True
        ).sum(1)
        soft = temperature**2 * divergence
        hard = F.cross_entropy(student, labels, reduction="none")
        losses = soft_weight * soft + hard_weight * hard
        (dstudent,) = gradients(losses.mean(), None, (student,))
        cases.append({
            "name": f"T = {temperature}", "temperature": temperature, "soft": tensor(soft),
            "hard": tensor(hard), "losses": tensor(losses), "mean": numbers(losses.mean())[0],
            "dstudent": dstudent,
        })  # fmt: skip
    return {
        "note": "soft is T^2 KL(teacher || student at T) summed over the classes, hard the "
        "cross-entropy, both before weighting; dstudent is the gradient of the mean over the batch.",
        "softWeight": soft_weight, "hardWeight": hard_weight,
        "studentLogits": tensor(batch), "teacherLogits": tensor(teacher), "labels": labels.tolist(),
        "cases": cases,
    }  # fmt: skip


# -------------------------------------------------------------------------------- optimisers, schedules


def optimiser(make_optimiser, settings, rates, grads, start):
    weight = nn.Parameter(start.clone())
    torch_optimiser = make_optimiser([weight])
    after = []
    for rate, grad in zip(rates, grads):
        torch_optimiser.param_groups[0]["lr"] = rate
        weight.grad = grad.clone()
        torch_optimiser.step()
        after.append(tensor(weight))
    return {
        **settings, "learningRates": rates, "start": tensor(start),
        "gradients": [tensor(g) for g in grads], "after": after,
    }  # fmt: skip


def optimiser_inputs(make):
    start = make(6)
    grads = [make(6) for _ in range(5)]
    for step, grad in enumerate(grads):
        grad[3] = exact((-1) ** step * 1e-9)  # epsilon and decay matter
        grad[4] = 0.0
        grad[5] = exact(100.0 * (step - 2))
    return start, [exact(g) for g in grads]


def adam():
    start, grads = optimiser_inputs(Numbers(900))
    cases = []
    for name, decay, rates in (
        ("weight decay", 1e-4, [1e-3] * 5),
        ("no weight decay", 0.0, [1e-3] * 5),
        ("a learning rate that falls", 1e-4, [1e-2, 1e-2, 1e-3, 1e-3, 1e-4]),
    ):
        settings = {"beta1": 0.9, "beta2": 0.999, "epsilon": 1e-8, "weightDecay": decay}
        make = lambda p: torch.optim.Adam(p, lr=1, eps=1e-8, weight_decay=decay)  # noqa: E731
        cases.append({"name": name, **optimiser(make, settings, rates, grads, start)})
    return {"cases": cases}


def sgd():
    start, grads = optimiser_inputs(Numbers(950))
    cases = []
    for name, decay, rates in (
        ("weight decay", 5e-4, [0.1] * 5),
        ("a learning rate that rises and falls", 5e-4, [0.05, 0.1, 0.08, 0.04, 0.01]),
    ):
        settings = {"momentum": 0.9, "weightDecay": decay}
        make = lambda p: torch.optim.SGD(  # noqa: E731
            p, lr=1, momentum=0.9, nesterov=True, weight_decay=decay
        )
        cases.append({"name": name, **optimiser(make, settings, rates, grads, start)})
    return {"cases": cases}


def rates_of(scheduler_of, steps, rate):
    torch_optimiser = torch.optim.SGD([nn.Parameter(torch.zeros(1))], lr=rate)
    scheduler = scheduler_of(torch_optimiser)
    rates = []
    for _ in range(steps):
        rates.append(torch_optimiser.param_groups[0]["lr"])
        torch_optimiser.step()
        scheduler.step()
    return rates


def one_cycle(step: int, steps: int, warmup: float) -> float:
    """Factor at a step: (s + 1) / W while s < W, then (S - s) / (S - W); W = round(warmup S), >= 1."""
    rising = max(1, math.floor(warmup * steps + 0.5))
    return (step + 1) / rising if step < rising else (steps - step) / (steps - rising)


def schedules():
    schedule = torch.optim.lr_scheduler
    return {
        "note": "rates[i] is the learning rate of epoch i (step) or optimiser step i (others), from "
        "0. One-cycle: with S steps and W = max(1, round(warmup S)) the rate is lr (s + 1) / W while "
        "s < W, then lr (S - s) / (S - W): the first step takes lr / W, steps W - 1 and W take lr, "
        "the last lr / (S - W), so no step is lost on a rate of zero. Cosine: "
        "lr (1 + cos(pi s / S)) / 2, the first step takes lr.",
        "step": [
            {"learningRate": 1e-3, "every": every, "factor": factor,
             "rates": rates_of(lambda o: schedule.StepLR(o, every, factor), 25, 1e-3)}
            for every, factor in ((10, 0.1), (5, 0.5))
        ],
        "cosine": [
            {"learningRate": 0.1, "steps": 20,
             "rates": rates_of(lambda o: schedule.CosineAnnealingLR(o, 20), 20, 0.1)}
        ],
        "oneCycle": [
            {"learningRate": 0.1, "steps": steps, "warmup": warmup,
             "rates": rates_of(
                 lambda o: schedule.LambdaLR(o, lambda s: one_cycle(s, steps, warmup)), steps, 0.1)}
            for steps, warmup in ((20, 0.2), (21, 0.25), (7, 0.01))
        ],
    }  # fmt: skip


# -------------------------------------------------------------------------------------- whole networks

BATCH = 4
INPUT_STREAM = 5000
PROBE_STREAM = 6000
LABELS = [3, 8, 0, 6]
FORMULA = (
    "u(stream, k) = hash((k + stream * 0x9E3779B9) mod 2^32) / 2^31 - 1 with hash = lowbias32. "
    "Element k (TensorFlow layout, row by row) of parameter number p (order of `parameters`, from 0) "
    "is float32(bound * u(p, k)) for kernels and biases, bound = 1/sqrt(fan-in) of the layer (given "
    "per parameter); float32(1 + 0.1 u) for gamma; float32(0.1 u) for beta. Input element k (NHWC) "
    f"is float32((1 + n) * u({INPUT_STREAM}, k)), n = k div 3072 the image's number. "
    "probe of a gradient = sum over k of "
    f"gradient[k] * u({PROBE_STREAM} + p, k)."
)


def parameter_plan(model):
    """[(name, parameter, kind, bound)] in the order of named_parameters()."""
    plan = []
    for prefix, module in model.named_modules():
        if isinstance(module, (nn.Conv2d, nn.Linear)):
            bound = 1 / math.sqrt(module.weight[0].numel())
            plan.append((f"{prefix}.kernel", module.weight, "kernel", bound))
            plan.append((f"{prefix}.bias", module.bias, "bias", bound))
        elif isinstance(module, nn.BatchNorm2d):
            plan.append((f"{prefix}.gamma", module.weight, "gamma", None))
            plan.append((f"{prefix}.beta", module.bias, "beta", None))
    return plan


def in_execution_order(model):
    """Layers as the data meets them: the student's lists interleave, the rest already does."""
    plan = parameter_plan(model)
    if hasattr(model, "convs"):
        key = lambda row: int(row[0].split(".")[1]) if row[0][:5] in ("convs", "norms") else 99  # noqa: E731
        plan.sort(key=key)  # stable: conv before norm
    return plan


def fill(plan):
    for number, (_, parameter, kind, bound) in enumerate(plan):
        u = uniform(number, parameter.numel())
        values = {
            "gamma": lambda: 1 + 0.1 * u, "beta": lambda: 0.1 * u,
        }.get(kind, lambda: bound * u)()  # fmt: skip
        shape = to_tf_kernel(parameter).shape
        value = exact(values.reshape(shape))
        with torch.no_grad():
            parameter.copy_(to_torch_kernel(value) if value.dim() > 1 else value)


def images():
    u = uniform(INPUT_STREAM, BATCH * 3072)
    scale = 1 + np.arange(BATCH * 3072) // 3072
    return nchw(exact((scale * u).reshape(BATCH, 32, 32, 3)))


def parameter_row(number, row):
    name, parameter, kind, bound = row
    grad = to_tf_kernel(parameter.grad).reshape(-1)
    if grad.norm() < 1e-12:  # a bias before batch norm: zero but for rounding, which is nobody's value
        grad = torch.zeros_like(grad)
    probe = float((grad.double() * torch.tensor(uniform(PROBE_STREAM + number, grad.numel()))).sum())
    return {
        "name": name, "kind": kind, "shape": list(to_tf_kernel(parameter).shape),
        **({"bound": bound} if bound else {}),
        "first": numbers(to_tf_kernel(parameter).reshape(-1)[:5]),
        "gradient": {"norm": float(np.float32(grad.norm())), "probe": float(np.float32(probe)),
                     "first": numbers(grad[:5])},
    }  # fmt: skip


def network(name, dtype=torch.float64):
    model = build(name).to(dtype)
    plan = in_execution_order(model)
    fill(plan)
    x, labels = images().to(dtype), torch.tensor(LABELS)
    logits = model(x)
    loss = F.cross_entropy(logits, labels)
    loss.backward()
    rows = [parameter_row(number, row) for number, row in enumerate(plan)]
    running = [
        {"name": prefix, "mean": numbers(norm.running_mean[:5]), "variance": numbers(norm.running_var[:5])}
        for prefix, norm in model.named_modules() if isinstance(norm, nn.BatchNorm2d)
    ]  # fmt: skip
    with torch.no_grad():
        model.eval()
        inference = model(x)
    return {
        "formula": FORMULA, "batch": BATCH, "inputStream": INPUT_STREAM, "probeStream": PROBE_STREAM,
        "labels": LABELS, "inputFirst": numbers(nhwc(x).reshape(-1)[:5]),
        "training": {"logits": tensor(logits), "loss": numbers(loss)[0]},
        "parameters": rows, "runningStatistics": running,
        "inference": {"logits": tensor(inference)}, "adam": adam_steps(name, dtype),
    }  # fmt: skip


def adam_steps(name, dtype):
    """Three steps from the same start on the same batch, then one more pass in training mode."""
    model = build(name).to(dtype)
    fill(in_execution_order(model))
    x, labels = images().to(dtype), torch.tensor(LABELS)
    torch_optimiser = torch.optim.Adam(model.parameters(), lr=1e-3, weight_decay=1e-4)
    losses = []
    for _ in range(3):
        torch_optimiser.zero_grad()
        loss = F.cross_entropy(model(x), labels)
        loss.backward()
        torch_optimiser.step()
        losses += numbers(loss)
    with torch.no_grad():
        model.eval()
        inference = model(x)
        model.train()
        training = model(x)
    return {
        "note": "Three steps on the batch from the start, then the logits in inference mode (running "
        "statistics of the three steps), then those in training mode.",
        "learningRate": 1e-3, "weightDecay": 1e-4, "steps": 3, "losses": losses,
        "trainingLogits": tensor(training), "inferenceLogits": tensor(inference),
    }  # fmt: skip


# ------------------------------------------------------------------------------------------------ main

FILES = {
    "convolution": convolution, "batch-norm": batch_norm, "relu": relu, "max-pool": max_pool,
    "average-pool": average_pool, "channel-shortcut": shortcut, "dense": dense,
    "cross-entropy": cross_entropy, "logits-loss": logits_loss, "adam": adam, "sgd": sgd,
    "schedules": schedules, "student": lambda: network("student"), "teacher": lambda: network("teacher"),
}  # fmt: skip


def largest_difference(a, b) -> float:
    return max((abs(x - y) for x, y in zip(a["values"], b["values"])), default=0.0)


def show_float32_differences():
    """How far float32 PyTorch is from the golden values: a guide for the tests' tolerances."""
    for name in ("student", "teacher"):
        golden, single = network(name), network(name, torch.float32)
        pairs = {
            "training logits": [m["training"]["logits"] for m in (golden, single)],
            "inference logits": [m["inference"]["logits"] for m in (golden, single)],
            "training logits after Adam": [m["adam"]["trainingLogits"] for m in (golden, single)],
            "inference logits after Adam": [m["adam"]["inferenceLogits"] for m in (golden, single)],
        }  # fmt: skip
        for what, (a, b) in pairs.items():
            print(f"{name}: {what} {largest_difference(a, b):.1e}")
        for a, b in zip(golden["parameters"], single["parameters"]):
            norm, other = a["gradient"]["norm"], b["gradient"]["norm"]
            probe = abs(a["gradient"]["probe"] - b["gradient"]["probe"])
            print(f"  {a['name']:24} norm {norm:.3e} ({other - norm:+.0e}), probe off by {probe:.0e}")


def write_files(files, script, prefix="", check=False):
    """Writes <prefix><name>.json of each maker's values; or writes nothing, and fails where one would change."""
    made_by = f"test/golden/{Path(script).name}, PyTorch {torch.__version__.split('+')[0]}"
    changed = []
    for name, make in files.items():
        text = json.dumps({"madeBy": made_by, **make()}, separators=(",", ":")).replace('{"name"', '\n{"name"') + "\n"
        file = HERE / f"{prefix}{name}.json"
        if check and (not file.exists() or file.read_text() != text):
            changed.append(file.name)
        elif not check:
            file.write_text(text)
            print(f"{file.name}: {len(text):,} bytes")
    if changed:
        sys.exit(f"would change: {', '.join(changed)}; run the script without --check and look at git diff")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--check", action="store_true", help="write nothing; fail on a difference")
    parser.add_argument("--differences", action="store_true", help="float32 against these values")
    options = parser.parse_args()
    if options.differences:
        return show_float32_differences()
    write_files(FILES, __file__, check=options.check)


if __name__ == "__main__":
    torch.set_num_threads(1)
    main()
