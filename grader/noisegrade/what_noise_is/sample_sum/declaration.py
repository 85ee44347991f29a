"""Draws of a sum, term by term."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from scipy import special  # type: ignore[import-untyped]  # SciPy ships no types

from noisegrade.exercise import (
    RNG,
    Hint,
    Normal,
    Prediction,
    RandomExercise,
    Trial,
    common_mistakes,
    misshapen,
    wrong_distribution,
    wrong_gaussian,
)
from noisegrade.model import FloatArray
from noisegrade.what_noise_is.gaussian_sums import of_average, root_sum_square, total

__all__ = ["EXERCISE"]

_TERMS = (([-2.0, -3.0], [2.0, 5.0]), ([1.0, -4.0, 2.0], [0.5, 2.0, 1.5]))


def _trial(index: int, draws: int, data: np.random.Generator) -> Trial:
    del data
    means, stds = _TERMS[index % len(_TERMS)]
    return Trial(
        args=(list(means), list(stds), draws, RNG),
        shape=(draws,),
        axes=("draw",),
        draws=Normal(total(means), root_sum_square(stds)),
        setting=f"{len(means)} terms",
    )


def _one_of_them(
    result: FloatArray, means: list[float], stds: list[float], *_: object
) -> FloatArray:
    below = [special.ndtr((result - mean) / std) for mean, std in zip(means, stds, strict=True)]
    return np.asarray(special.ndtri(np.mean(below, axis=0)), np.float64)


def _edges(data: np.random.Generator) -> Sequence[Trial]:
    far = data.permutation(np.linspace(-20.0, 30.0, 50))
    return [
        _edge([7.0], [3.0], 60),
        _edge([4.0, -1.0, 2.5, -3.0], [0.5, 2.0, 1.0, 4.0], 60),
        _edge([9.0, -8.0, 7.0, -6.0, 5.0, 4.0, 20.0], [0.5, 0.25, 1.0, 0.5, 1.0, 0.5, 2.0], 60),
        _edge(far.tolist(), np.linspace(0.5, 2.0, 50).tolist(), 60),
        _edge(data.uniform(1, 9, 3), data.uniform(1, 2, 3), 60),
        _edge([3, -4], [2, 1], 60),
        _edge([0.0, 0.0], [2.0, 3.0], 60),
        _edge([9.0, 9.0, 9.0, -2.0], [1.0, 1.0, 1.0, 2.0], 60),
        _edge([10.0, 20.0, 30.0], [1.0, 2.0, 2.0], 1),
        _edge([10.0, 20.0], [1.0, 2.0], 2),
    ]


def _edge(means: list[float] | FloatArray, stds: list[float] | FloatArray, size: int) -> Trial:
    return Trial(
        args=(means, stds, size, RNG),
        shape=(size,),
        axes=("draw",),
        draws=Normal(total(means), root_sum_square(stds)),
    )


EXERCISE = RandomExercise(
    name="sample_sum",
    parameters=("means", "stds", "size", "rng"),
    trial=_trial,
    edges=_edges,
    of="sums",
    misconceptions=(
        misshapen(
            "terms-not-added",
            lambda means, stds, size, _: (len(means), size),
            says="the terms came back one beside the other, not added.",
            next_step="look at the axis that has to go.",
        ),
        misshapen(
            "draws-added-up",
            lambda means, *_: (len(means),),
            says="the draws of each term were added up, not the terms of each draw.",
            next_step="look at the axis that you sum over.",
        ),
        *common_mistakes.everyday(),
        wrong_gaussian(
            "average-not-sum",
            "location",
            lambda means, stds, *_: of_average(means, stds),
            says="the terms were averaged, not added.",
            next_step="look for mean and for a division by n.",
        ),
        wrong_gaussian(
            "means-forgotten",
            "location",
            lambda means, stds, *_: (0.0, root_sum_square(stds)),
            says="the means were forgotten: the sums lie around 0.",
            next_step="look at where the means come in.",
        ),
        wrong_gaussian(
            "first-term-only",
            "location",
            lambda means, stds, *_: (means[0], stds[0]),
            says="only the first of the terms was drawn.",
            next_step="look at what your loop adds, and where it returns.",
        ),
        wrong_distribution(
            "one-of-them",
            "location",
            _one_of_them,
            says="each draw comes from one of the Gaussians, picked by chance; nothing is added.",
            next_step="every sum needs one draw from each of them.",
        ),
        wrong_gaussian(
            "stds-added",
            "spread",
            lambda means, stds, *_: (total(means), total(stds)),
            says="the σ add up: one draw serves all terms, or a formula adds the σ.",
            next_step="every term needs fresh draws of its own.",
        ),
        wrong_gaussian(
            "variances-for-scales",
            "spread",
            lambda means, stds, *_: (total(means), root_sum_square([std**2 for std in stds])),
            says="the variances were used as scales: every std came in squared.",
            next_step="look at what the draws are multiplied by.",
        ),
        wrong_gaussian(
            "root-missing",
            "spread",
            lambda means, stds, *_: (total(means), root_sum_square(stds) ** 2),
            says="the sum's variance was used as its scale: the root is missing.",
            next_step="draw the terms and add them; no formula is needed.",
        ),
        wrong_gaussian(
            "stds-forgotten",
            "spread",
            lambda means, *_: (total(means), math.sqrt(len(means))),
            says="every term was drawn with σ = 1.",
            next_step="look at where the stds come in.",
        ),
        common_mistakes.rounded(),
        wrong_gaussian(
            "first-term-skipped",
            "location",
            lambda means, stds, *_: (total(means[1:]), root_sum_square(stds[1:])),
            says="the first term was left out.",
            next_step="look at where your loop begins.",
        ),
        wrong_gaussian(
            "last-term-skipped",
            "location",
            lambda means, stds, *_: (total(means[:-1]), root_sum_square(stds[:-1])),
            says="the last term was left out.",
            next_step="look at where your loop ends.",
        ),
        wrong_gaussian(
            "last-term-only",
            "location",
            lambda means, stds, *_: (means[-1], stds[-1]),
            says="only the last term is left: each one overwrote the one before.",
            next_step="look for = where += belongs.",
        ),
        wrong_gaussian(
            "means-twice",
            "location",
            lambda means, stds, *_: (2 * total(means), root_sum_square(stds)),
            says="the means were added twice.",
            next_step="look at where the means come in.",
        ),
        wrong_gaussian(
            "divided-by-root-of-count",
            "location",
            lambda means, stds, *_: (
                total(means) / math.sqrt(len(means)),
                root_sum_square(stds) / math.sqrt(len(stds)),
            ),
            says="the sums were divided by the root of the number of terms.",
            next_step="nothing is divided in a sum.",
        ),
        wrong_gaussian(
            "first-gaussian-for-all",
            "location",
            lambda means, stds, *_: (len(means) * means[0], stds[0] * math.sqrt(len(means))),
            says="every term was drawn from the first of the Gaussians.",
            next_step="every term has a mean and a σ of its own.",
        ),
        misshapen(
            "terms-in-columns",
            lambda means, stds, size, _: (size, len(means)),
            says="the terms came back one beside the other, not added.",
            next_step="look at the axis that has to go.",
        ),
        misshapen(
            "column-left",
            lambda means, stds, size, _: (size, 1),
            says="the sums came back as a column, with an axis too many.",
            next_step="look for keepdims: one axis is asked for.",
        ),
        misshapen(
            "added-to-one-number",
            lambda *_: (),
            says="everything was added up to one number.",
            next_step="look at the axis that you sum over.",
        ),
        misshapen(
            "end-to-end",
            lambda means, stds, size, _: (len(means) * size,),
            says="the terms were put end to end, not added.",
            next_step="+ joins lists and adds arrays.",
        ),
    ),
    hint=Hint(
        idea="Draw every term by itself, then add them draw by draw.",
        look_here="Start from zeros and add size fresh draws for each pair of mean and std.",
        worked_line="total += mean + std * rng.standard_normal(size)",
    ),
    prediction=Prediction(
        question="Subtract a draw of σ = 4 from one of σ = 3. What is the σ of the difference?",
        answer=5.0,
        tolerance=0.05,
        recall="A minus spreads as much as a plus: variances add, and 9 + 16 = 25.",
    ),
    equivalent_mutants={
        "sample_sum:means:reversed": "only the sums of means and of variances count",
        "sample_sum:means:sorted": "only the sums of means and of variances count",
        "sample_sum:stds:reversed": "only the sums of means and of variances count",
        "sample_sum:stds:sorted": "only the sums of means and of variances count",
        "sample_sum:2.12:add-to-sub": "a bell is the same on both sides",
        "sample_sum:2.0:rounds-reversed": "a sum is the same in any order",
    },
)
