"""P(p <= a) over many gradings of right samplers, for every test and for the battery."""

from __future__ import annotations

from collections import defaultdict

import numpy as np

from calibration.right_samplers import REACH, ROUNDINGS, SINGLE, Sampler
from noisegrade.stats import battery

__all__ = ["AXES", "Rates", "p_values", "slack_of"]

AXES = ("call", "row", "column", "channel")

Rates = dict[str, np.ndarray[tuple[int], np.dtype[np.float64]]]


def p_values(
    sample: Sampler, *, gradings: int, shape: tuple[int, ...], tolerance: float, seed: int
) -> Rates:
    found: defaultdict[str, list[float]] = defaultdict(list)
    for rng in np.random.default_rng(seed).spawn(gradings):
        z = np.stack([sample(rng, shape[1:]) for _ in range(shape[0])]).astype(np.float64)
        smallest = 1.0
        for one in battery.judge(z, axes=AXES[: z.ndim], false_fail=1e-12, tolerance=tolerance):
            found[one.evidence.test].append(one.evidence.p_value)
            smallest = min(smallest, one.evidence.p_value)
        found["battery"].append(min(1.0, smallest * battery.TESTS))
    return {name: np.array(p) for name, p in found.items()}


def slack_of(name: str) -> float:
    """What a grading allows: single precision wherever a result may have passed through it."""
    dtype = np.float32 if name in SINGLE else np.float64
    return ROUNDINGS * float(np.finfo(dtype).eps) * REACH
