"""The battery on odd arrays, and graded samplers whose right draws were spoiled a little."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from built_in import COURSE, NAMES
from fuzz.odd import filled
from fuzz.right import DRAWN_ALONE, SAMPLERS, SETTINGS, right_function
from noisegrade import grading
from noisegrade.model import Verdict
from noisegrade.sandbox.calls import AnyArray
from noisegrade.sandbox.live_session import LiveSession
from noisegrade.stats import battery

__all__ = ["any_numbers_get_a_verdict", "spoiled_draws_never_pass"]

PER_TEST = 1e-9 / len(NAMES) / 3 / battery.TESTS
MANY = (16, 13, 5, 3)  # as a first stage: 3120 draws
AXES = ("call", "row", "column", "channel", "step", "one too many")


def any_numbers_get_a_verdict(data: st.DataObject) -> None:
    """Every finite array has p-values in [0, 1]; a few numbers, repeated, are never noise."""
    shape = data.draw(st.just(MANY) | array_shapes(min_dims=1, max_dims=6, max_side=5))
    made = filled(shape, finite=data.draw(st.booleans()))
    z = data.draw(made if shape == MANY else made | arrays(np.float64, shape))
    axes = AXES[: data.draw(st.just(z.ndim) | st.integers(0, 6))]
    tolerance = data.draw(st.sampled_from([0.0, 1e-9, 1e-5]))
    sound = np.isfinite(z).all() and z.size >= 2 and len(axes) == z.ndim <= 5
    try:
        judged = battery.judge(z, axes=axes, false_fail=PER_TEST, tolerance=tolerance)
    except ValueError:
        assert not sound
        return
    assert sound
    assert len(judged) <= battery.TESTS
    for evidence in (one.evidence for one in judged):
        assert 0.0 <= evidence.p_value <= 1.0, evidence
        assert np.isfinite(evidence.statistic), evidence
        if evidence.interval is not None:
            assert evidence.interval[0] <= evidence.interval[1], evidence
    rejected = [one for one in judged if one.evidence.rejects]
    assert rejected or z.size < MANY[0] * 13
    assert battery.rejects(z, axes=axes, false_fail=PER_TEST, tolerance=tolerance) == bool(rejected)


ROUNDED = ("rounded", "in half precision")
"""Where an image is added, the grid can't be seen in the noise, and moves it less than promised."""

Spoil = Callable[[AnyArray, float], AnyArray]


def _some(array: AnyArray, share: float) -> AnyArray:
    """Choose places all over an array, this share of them."""
    chosen = np.arange(array.size) * 0.618034 % 1 < share
    return chosen.reshape(array.shape)


SPOILS: dict[str, Spoil] = {
    "moved": lambda x, e: x + (0.1 + e) * max(1.0, float(x.std())),
    "stretched": lambda x, e: x * (1.1 + e),
    "shrunk": lambda x, e: x * (0.9 - e / 2),
    "some the same": lambda x, e: np.where(_some(x, 0.1 + e), x.flat[0], x),
    "some not a number": lambda x, e: np.where(_some(x, 0.001 + e), np.nan, x),
    "some enormous": lambda x, e: np.where(_some(x, 0.001 + e), 1.7e308, x),
    "one enormous": lambda x, _: np.where(np.arange(x.size).reshape(x.shape) == 0, -1.7e308, x),
    "sorted": lambda x, _: np.sort(x, axis=None).reshape(x.shape),
    "rolled into itself": lambda x, e: np.where(_some(x, 0.3 + e), np.roll(x, 1), x),
    "rounded": lambda x, _: np.round(x, 1),
    "clipped": lambda x, _: np.clip(x, *np.quantile(x, [0.02, 0.98])),
    "in half precision": lambda x, _: x.astype(np.float16),
    "in whole numbers": lambda x, _: x.astype(np.int64),
    "complex": lambda x, _: x.astype(np.complex128),
    "one more axis": lambda x, _: x[None],
    "shorter": lambda x, _: x[:-1],
    "all the same": lambda x, _: np.full_like(x, x.flat[0]),
    "nothing": lambda x, _: np.zeros_like(x),
}


def spoiled_draws_never_pass(data: st.DataObject) -> None:
    """Right code whose results are spoiled by more than the promise says is never passed."""
    how = data.draw(st.sampled_from(sorted(SPOILS)))
    name = data.draw(st.sampled_from(DRAWN_ALONE if how in ROUNDED else SAMPLERS))
    strength = data.draw(st.floats(0.0, 0.4))
    right = right_function(name)

    def spoiled(*args: Any) -> AnyArray:
        return SPOILS[how](np.asarray(right(*args)), strength)

    report = grading.examine(COURSE.find(name), LiveSession({name: spoiled}), SETTINGS)
    assert report.verdict is not Verdict.PASSED, (name, how, strength)
    assert report.score == 0.0, (name, how, strength)
