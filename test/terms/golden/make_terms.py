"""Writes the golden values of lib/terms: each term and its gradients, from the papers' equations.

    .venv-bench/bin/python test/terms/golden/make_terms.py          write test/terms/golden/terms.json
    .venv-bench/bin/python test/terms/golden/make_terms.py --check  fail where the committed file would change

Inputs are float32 numbers; PyTorch computes in float64 and the result is rounded to float32 once. Maps are NHWC,
as in the engine. `gradients` are those of the mean over the batch.
"""

import argparse
import json
import sys
from pathlib import Path

import torch
from torch import nn
from torch.nn import functional as F

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent.parent / "golden"))
from make_golden import Numbers, leaf, nchw, nhwc, tensor  # noqa: E402

BATCH, CLASSES = 4, 10
LABELS = torch.tensor([3, 0, 9, 3])
NARROW, SAME, LARGE, SMALL = (4, 4, 3), (4, 4, 5), (8, 8, 5), (2, 2, 5)


def case(name, settings, values, leaves, given):
    """`values` [batch] are those of each example; `leaves` get gradients, `given` does not."""
    values.mean().backward()
    return {
        "name": name, "settings": settings, "values": tensor(values),
        "inputs": {key: tensor(value) for key, value in {**leaves, **given}.items()},
        "gradients": {key: tensor(value.grad) for key, value in leaves.items()},
    }  # fmt: skip


def logits(stream, scale):
    return Numbers(stream)(BATCH, CLASSES, scale=scale)


# ------------------------------------------------------------------------------------- terms of the logits


def cross_entropy(smoothing):
    """Szegedy et al. (2016), section 7: q'(k) = (1 - eps) [k = y] + eps / K; l = -sum_k q'(k) log p(k)."""
    student = leaf(logits(2000, 4))
    target = (1 - smoothing) * F.one_hot(LABELS, CLASSES).double() + smoothing / CLASSES
    values = -(target * torch.log(torch.exp(student) / torch.exp(student).sum(1, keepdim=True))).sum(1)
    settings = {"kind": "cross-entropy", "smoothing": smoothing}
    return case(f"cross-entropy, smoothing {smoothing}", settings, values, {"studentLogits": student}, {})


def kd(temperature):
    """Hinton et al. (2015), section 2, equation 1: q_i = exp(z_i/T) / sum_j exp(z_j/T), times T^2."""
    student, teacher = leaf(logits(2010, 4)), logits(2011, 6)
    p, q = (torch.softmax(z / temperature, 1) for z in (teacher, student))
    values = temperature**2 * (p * torch.log(p / q)).sum(1)
    settings = {"kind": "kd", "temperature": temperature}
    return case(
        f"kd, T = {temperature}", settings, values, {"studentLogits": student}, {"teacherLogits": teacher}
    )


def dkd(temperature, alpha, beta):
    """Zhao et al. (2022), equations 1 to 7, class by class with the true one cut out."""
    student, teacher = leaf(logits(2020, 4)), logits(2021, 6)
    rows = []
    for s, t, label in zip(student, teacher, LABELS.tolist()):
        others = [k for k in range(CLASSES) if k != label]
        p, q = torch.softmax(t / temperature, 0), torch.softmax(s / temperature, 0)
        p_others, q_others = torch.softmax(t[others] / temperature, 0), torch.softmax(s[others] / temperature, 0)
        p_true, p_not, q_true, q_not = p[label], p[others].sum(), q[label], q[others].sum()
        tckd = p_true * torch.log(p_true / q_true) + p_not * torch.log(p_not / q_not)
        nckd = (p_others * torch.log(p_others / q_others)).sum()
        rows.append(temperature**2 * (alpha * tckd + beta * nckd))
    settings = {"kind": "dkd", "temperature": temperature, "alpha": alpha, "beta": beta}
    name = f"dkd, T = {temperature}, alpha {alpha}, beta {beta}"
    return case(name, settings, torch.stack(rows), {"studentLogits": student}, {"teacherLogits": teacher})


# ------------------------------------------------------------------------------------ terms of the features


def maps(stream, student_shape, teacher_shape):
    make = Numbers(stream)
    return leaf(make(BATCH, *student_shape)), make(BATCH, *teacher_shape)


def shrink(x, side):
    return nhwc(F.adaptive_avg_pool2d(nchw(x), side))


def shown(shape):
    return "x".join(map(str, shape))


def hint(teacher_shape):
    """Romero et al. (2015), equation 3, with a mean over positions and channels in place of half the sum."""
    student, teacher = maps(2030, NARROW, teacher_shape)
    make = Numbers(2035)
    kernel, bias = leaf(make(3, 5)), leaf(make(5))
    side = min(NARROW[0], teacher_shape[0])
    regressor = nn.Conv2d(3, 5, 1).double()
    projected = torch.func.functional_call(
        regressor, {"weight": kernel.T[:, :, None, None], "bias": bias}, nchw(shrink(student, side))
    )
    values = (projected - nchw(shrink(teacher, side))).square().flatten(1).mean(1)
    settings = {"kind": "hint", "student": "a", "teacher": "b"}
    leaves = {"student a": student, "kernel": kernel, "bias": bias}
    return case(f"hint, 4x4x3 to {shown(teacher_shape)}", settings, values, leaves, {"teacher b": teacher})


def attention(x):
    """Zagoruyko and Komodakis (2017), F_sum^2 over channels, divided by its L2 norm: [positions] of an example."""
    q = x.pow(2).sum(-1).reshape(-1)
    return q / torch.sqrt((q * q).sum())


def attention_transfer(*teacher_shapes):
    """Zagoruyko and Komodakis (2017), equation 2 with squared distances, averaged over positions."""
    leaves, given, pairs = {}, {}, []
    total = torch.zeros(BATCH, dtype=torch.float64)
    for place, teacher_shape in enumerate(teacher_shapes):
        student, teacher = maps(2040 + 2 * place, NARROW, teacher_shape)
        side = min(NARROW[0], teacher_shape[0])
        distances = [
            (attention(s) - attention(t)).square().mean()
            for s, t in zip(shrink(student, side), shrink(teacher, side))
        ]
        total = total + torch.stack(distances)
        leaves[f"student a{place}"], given[f"teacher b{place}"] = student, teacher
        pairs.append({"student": f"a{place}", "teacher": f"b{place}"})
    settings = {"kind": "attention-transfer", "pairs": pairs}
    name = f"attention transfer, 4x4x3 to {' and '.join(map(shown, teacher_shapes))}"
    return case(name, settings, total, leaves, given)


def similarity_preserving(teacher_shape):
    """Tung and Mori (2019), equations 1 to 4; the sum over a row of the squared differences, divided by the batch,
    is an example's share, so that the mean of the shares is the paper's loss."""
    student, teacher = maps(2050, NARROW, teacher_shape)

    def gram(x):
        q = x.reshape(BATCH, -1)
        similarities = torch.stack([torch.stack([torch.dot(a, b) for b in q]) for a in q])
        return torch.stack([row / torch.linalg.norm(row) for row in similarities])

    difference = gram(teacher) - gram(student)
    values = difference.square().sum(1) / BATCH
    paper = torch.linalg.matrix_norm(difference, "fro") ** 2 / BATCH**2
    assert torch.isclose(values.mean(), paper, rtol=1e-12)
    settings = {"kind": "similarity-preserving", "student": "a", "teacher": "b"}
    name = f"similarity-preserving, 4x4x3 to {shown(teacher_shape)}"
    return case(name, settings, values, {"student a": student}, {"teacher b": teacher})


# ---------------------------------------------------------------------------------------------------- main


def terms():
    return {
        "madeBy": "test/terms/golden/make_terms.py, PyTorch in float64",
        "labels": LABELS.tolist(),
        "cases": [
            cross_entropy(0.0), cross_entropy(0.1),
            kd(1.0), kd(4.0), kd(20.0),
            dkd(4.0, 1.0, 8.0), dkd(1.0, 0.5, 2.0), dkd(4.0, 1.0, 0.0),
            hint(SAME), hint(LARGE), hint(SMALL),
            attention_transfer(SAME), attention_transfer(LARGE, SMALL),
            similarity_preserving(SAME), similarity_preserving(LARGE), similarity_preserving(SMALL),
        ],
    }  # fmt: skip


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--check", action="store_true", help="write nothing; fail on a difference")
    options = parser.parse_args()
    text = json.dumps(terms(), separators=(",", ":")).replace('{"name"', '\n{"name"') + "\n"
    file = HERE / "terms.json"
    if not options.check:
        file.write_text(text)
        print(f"{file.name}: {len(text):,} bytes")
    elif not file.exists() or file.read_text() != text:
        sys.exit("terms.json would change; run the script without --check and look at git diff")


if __name__ == "__main__":
    torch.set_num_threads(1)
    main()
