"""Many small effects added up: nearly a bell."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

import numpy as np

from noisegrade.exercise import (
    RNG,
    Hint,
    IrwinHall,
    Misconception,
    Prediction,
    RandomExercise,
    Trial,
    common_mistakes,
    misshapen,
    wrong_distribution,
)
from noisegrade.model import FloatArray
from noisegrade.stats.irwin_hall import to_standard_normal

__all__ = ["EXERCISE"]

_COUNTS = (2, 1, 3, 12)
_TOLERANCE = 8 * float(np.finfo(float).eps)  # of a sum, its shift and its scale, in σ


def _trial(index: int, draws: int, data: np.random.Generator) -> Trial:
    del data
    count = _COUNTS[index % len(_COUNTS)]
    return Trial(
        args=(count, draws, RNG),
        shape=(draws,),
        axes=("draw",),
        draws=IrwinHall(count),
        setting=f"count {count}",
    )


def _std(count: int) -> float:
    """Return the σ of a sum of uniforms, before it is scaled."""
    return math.sqrt(count / 12)


def _effects(  # noqa: PLR0913 - a line of a table
    name: str,
    claim: str,
    mend: Callable[[FloatArray, int], FloatArray],
    *,
    uniforms: Callable[[int], int] = lambda count: count,
    says: str,
    next_step: str,
) -> Misconception:
    """Declare a mistake whose results `mend` turns into standardized sums of uniforms."""

    def standardize(result: FloatArray, count: int, *_: object) -> FloatArray:
        return to_standard_normal(mend(result, count), uniforms(count), _TOLERANCE)

    return wrong_distribution(name, claim, standardize, says=says, next_step=next_step)


_EDGES = ((1, 60), (4, 60), (7, 60), (25, 60), (3, 1), (2, 2), (30, 8))


def _edges(data: np.random.Generator) -> Sequence[Trial]:
    del data
    return [
        Trial(args=(count, size, RNG), shape=(size,), axes=("draw",), draws=IrwinHall(count))
        for count, size in _EDGES
    ]


EXERCISE = RandomExercise(
    name="many_small_effects",
    parameters=("count", "size", "rng"),
    trial=_trial,
    edges=_edges,
    of="sums",
    misconceptions=(
        common_mistakes.integers(),
        misshapen(
            "effects-not-added",
            lambda count, size, _: (size, count),
            says="the effects came back one beside the other, not added.",
            next_step="look at the axis that has to go.",
        ),
        misshapen(
            "effects-in-rows",
            lambda count, size, _: (count, size),
            says="the effects came back one below the other, not added.",
            next_step="look at the axis that has to go.",
        ),
        _effects(
            "not-shifted",
            "location",
            lambda x, count: x - count / 2 / _std(count),
            says="the sum was scaled, but not shifted to mean 0.",
            next_step="ask what the mean of count uniforms is.",
        ),
        _effects(
            "neither-shifted-nor-scaled",
            "location",
            lambda x, count: (x - count / 2) / _std(count),
            says="the sum came back as it is, neither shifted nor scaled.",
            next_step="take off its mean, then divide by its σ.",
        ),
        _effects(
            "not-scaled",
            "spread",
            lambda x, count: x / _std(count),
            says="the sum was shifted to mean 0, but not scaled to σ = 1.",
            next_step="ask what the σ of count uniforms is.",
        ),
        _effects(
            "variance-for-scale",
            "spread",
            lambda x, count: x * _std(count),
            says="the sum was divided by its variance, not by its σ.",
            next_step="look for the root of count / 12.",
        ),
        _effects(
            "divided-by-root-of-count",
            "spread",
            lambda x, _: x * math.sqrt(12),
            says="the sum was divided by √count alone; a uniform's own σ is missing.",
            next_step="look at the variance of one uniform.",
        ),
        _effects(
            "divided-by-count",
            "spread",
            lambda x, count: x * count / _std(count),
            says="the average was shifted to 0, but not scaled to σ = 1.",
            next_step="ask what the σ of an average of count uniforms is.",
        ),
        _effects(
            "stds-added",
            "spread",
            lambda x, count: x * math.sqrt(count),
            says="the sum was divided by count times one uniform's σ: variances add, σ doesn't.",
            next_step="ask what the variance of count uniforms is.",
        ),
        _effects(
            "from-minus-one-to-one",
            "spread",
            lambda x, _: x / 2,
            says="the uniforms go from -1 to 1, but were scaled as if from 0 to 1.",
            next_step="a uniform twice as wide has another variance.",
        ),
        wrong_distribution(
            "bell-at-once",
            "spread",
            lambda result, *_: result,
            says="the shape is a bell for every count, as if a Gaussian was drawn at once.",
            next_step="draw uniforms and add them, count of them.",
        ),
        _effects(
            "one-effect-counted-often",
            "spread",
            lambda x, count: x / math.sqrt(count),
            uniforms=lambda _: 1,
            says="one uniform was drawn and multiplied by count.",
            next_step="every effect in a sum needs a draw of its own.",
        ),
        _effects(
            "always-one",
            "shape",
            lambda x, _: x,
            uniforms=lambda _: 1,
            says="the shape is flat for every count, as if it were always 1.",
            next_step="look at where count comes in.",
        ),
        *common_mistakes.not_afresh(),
        common_mistakes.own_mean(),
        common_mistakes.own_std(),
        common_mistakes.blurred(),
        common_mistakes.standardised_by_itself(),
        common_mistakes.rounded(),
        common_mistakes.rng_ignored(),
        _effects(
            "count-missing-in-scale",
            "spread",
            lambda x, count: x / math.sqrt(count),
            says="the sum was scaled as if count was 1.",
            next_step="ask what the σ of count uniforms is.",
        ),
        _effects(
            "average-scaled-as-sum",
            "spread",
            lambda x, count: x * count,
            says="the average was taken, and scaled as a sum is.",
            next_step="an average has another σ than a sum.",
        ),
        _effects(
            "shifted-by-half",
            "location",
            lambda x, count: x - (count - 1) / 2 / _std(count),
            says="the sum was shifted by 1/2, whatever count is.",
            next_step="ask what the mean of count uniforms is.",
        ),
        _effects(
            "shifted-by-six",
            "location",
            lambda x, count: x + (6 - count / 2) / _std(count),
            says="the sum was shifted by 6, whatever count is.",
            next_step="ask what the mean of count uniforms is.",
        ),
        _effects(
            "one-effect-too-many",
            "shape",
            lambda x, _: x,
            uniforms=lambda count: count + 1,
            says="one effect too many was added.",
            next_step="look at where your loop begins, and with what.",
        ),
        _effects(
            "one-effect-only",
            "location",
            lambda x, count: (_std(count) * x + (count - 1) / 2) / _std(1),
            uniforms=lambda _: 1,
            says="only one effect is left, shifted and scaled as count of them.",
            next_step="look for = where += belongs, and at where your loop returns.",
        ),
        _effects(
            "brackets-missing",
            "location",
            lambda x, count: (x + count / 2 / _std(count) - count / 2) / _std(count),
            says="brackets are missing: only the mean was divided by σ.",
            next_step="remember which comes first, a minus or a division.",
        ),
        _effects(
            "twelve-outside-the-root",
            "spread",
            lambda x, _: x / math.sqrt(12),
            says="12 stands outside the root: σ came out as 3.46.",
            next_step="the root covers count / 12 as a whole.",
        ),
        misshapen(
            "draws-added-up",
            lambda count, *_: (count,),
            says="there is one number for each effect, not one for each sum.",
            next_step="look at the shape that you draw, and at the axis that you sum over.",
        ),
    ),
    hint=Hint(
        idea="Add count rows of uniforms; then bring the sum to mean 0 and σ = 1.",
        look_here="One uniform has mean 1/2 and variance 1/12; means add, and variances add.",
        worked_line="(total - count / 2) / np.sqrt(count / 12)",
    ),
    prediction=Prediction(
        question="One uniform draw has variance 1/12. What is the σ of the sum of twelve?",
        answer=1.0,
        tolerance=0.01,
        recall="Variances add, and twelve times 1/12 is 1, so σ is 1.",
    ),
    equivalent_mutants={
        "many_small_effects:3.2:sub-reversed": "the sum is the same on both sides of its mean",
        "many_small_effects:3.0:result-negated": "the sum is the same on both sides of its mean",
        "many_small_effects:2.0:rounds-reversed": "a sum is the same in any order",
    },
)
