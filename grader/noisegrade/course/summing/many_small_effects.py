"""Many small effects added up: nearly a bell."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np

from noisegrade.course import common_mistakes
from noisegrade.course.detectors import Noise, misshapen
from noisegrade.exercise import RNG, Args, Hint, Misconception, RandomExercise, TargetMoments
from noisegrade.model import FloatArray
from noisegrade.stats.irwin_hall import to_standard_normal

__all__ = ["MANY_SMALL_EFFECTS"]

_COUNTS = (2, 1, 3, 12)
_TOLERANCE = 8 * float(np.finfo(float).eps)  # of a sum, its shift and its scale, in σ


def _effects_trial(index: int, draws: int, data: np.random.Generator) -> Args:
    del data
    return (_COUNTS[index % len(_COUNTS)], draws, RNG)


def _count(args: Args) -> int:
    return int(args[0])  # type: ignore[arg-type]  # as the trial makes it


def _effects_shape(args: Args) -> tuple[int, ...]:
    return (int(args[1]),)  # type: ignore[arg-type]  # as the trial makes it


def _std(args: Args) -> float:
    """Give the σ of a sum of uniforms, before it is scaled."""
    return math.sqrt(_count(args) / 12)


_EFFECTS = Noise(_effects_shape, lambda _, result: result)


def _effects(  # noqa: PLR0913 - a line of a table
    name: str,
    claim: str,
    mend: Callable[[Args, FloatArray], FloatArray],
    *,
    count: Callable[[Args], int] = _count,
    says: str,
    next_step: str,
) -> Misconception:
    """Declare a mistake whose results `mend` turns into standardised sums of `count` uniforms."""

    def to_bell(args: Args, result: FloatArray) -> FloatArray:
        return to_standard_normal(mend(args, result), count(args), _TOLERANCE)

    return _EFFECTS.law(name, claim, to_bell, says=says, next_step=next_step)


MANY_SMALL_EFFECTS = RandomExercise(
    name="many_small_effects",
    parameters=("count", "size", "rng"),
    trial=_effects_trial,
    shape=_effects_shape,
    axes=("draw",),
    noise=lambda _, result: result,
    asked=lambda _: TargetMoments(0.0, 1.0),
    standard=lambda noise, args, tolerance: to_standard_normal(noise, _count(args), tolerance),
    of="sums",
    misconceptions=(
        common_mistakes.integers(),
        misshapen(
            "effects-not-added",
            lambda args: (*_effects_shape(args), _count(args)),
            says="the effects came back one beside the other, not added.",
            next_step="look at the axis that has to go.",
        ),
        misshapen(
            "effects-in-rows",
            lambda args: (_count(args), *_effects_shape(args)),
            says="the effects came back one below the other, not added.",
            next_step="look at the axis that has to go.",
        ),
        _effects(
            "not-shifted",
            "location",
            lambda args, x: x - _count(args) / 2 / _std(args),
            says="the sum was scaled, but not shifted to mean 0.",
            next_step="ask what the mean of count uniforms is.",
        ),
        _effects(
            "neither-shifted-nor-scaled",
            "location",
            lambda args, x: (x - _count(args) / 2) / _std(args),
            says="the sum came back as it is, neither shifted nor scaled.",
            next_step="take off its mean, then divide by its σ.",
        ),
        _effects(
            "not-scaled",
            "spread",
            lambda args, x: x / _std(args),
            says="the sum was shifted to mean 0, but not scaled to σ = 1.",
            next_step="ask what the σ of count uniforms is.",
        ),
        _effects(
            "variance-for-scale",
            "spread",
            lambda args, x: x * _std(args),
            says="the sum was divided by its variance, not by its σ.",
            next_step="look for the root of count / 12.",
        ),
        _effects(
            "divided-by-root-of-count",
            "spread",
            lambda _, x: x * math.sqrt(12),
            says="the sum was divided by √count alone; a uniform's own σ is missing.",
            next_step="look at the variance of one uniform.",
        ),
        _effects(
            "divided-by-count",
            "spread",
            lambda args, x: x * _count(args) / _std(args),
            says="the average was shifted to 0, but not scaled to σ = 1.",
            next_step="ask what the σ of an average of count uniforms is.",
        ),
        _effects(
            "stds-added",
            "spread",
            lambda args, x: x * math.sqrt(_count(args)),
            says="the sum was divided by count times one uniform's σ: variances add, σ doesn't.",
            next_step="ask what the variance of count uniforms is.",
        ),
        _effects(
            "from-minus-one-to-one",
            "spread",
            lambda _, x: x / 2,
            says="the uniforms go from -1 to 1, but were scaled as if from 0 to 1.",
            next_step="a uniform twice as wide has another variance.",
        ),
        _EFFECTS.law(
            "bell-at-once",
            "spread",
            lambda _, result: result,
            says="the shape is a bell for every count, as if a Gaussian was drawn at once.",
            next_step="draw uniforms and add them, count of them.",
        ),
        _effects(
            "one-effect-counted-often",
            "spread",
            lambda args, x: x / math.sqrt(_count(args)),
            count=lambda _: 1,
            says="one uniform was drawn and multiplied by count.",
            next_step="every effect in a sum needs a draw of its own.",
        ),
        _effects(
            "always-one",
            "shape",
            lambda _, x: x,
            count=lambda _: 1,
            says="the shape is flat for every count, as if it were always 1.",
            next_step="look at where count comes in.",
        ),
        common_mistakes.one_draw_for_all(_EFFECTS),
        common_mistakes.constant_seed(_EFFECTS),
        common_mistakes.standardised_by_itself(_EFFECTS),
        common_mistakes.rounded(_EFFECTS),
        common_mistakes.rng_ignored(),
    ),
    hint=Hint(
        idea="Add count rows of uniforms; then bring the sum to mean 0 and σ = 1.",
        look_here="One uniform has mean 1/2 and variance 1/12; means add, and variances add.",
        worked_line="(total - count / 2) / np.sqrt(count / 12)",
    ),
)
