"""Draws of a sum, term by term."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
from scipy import special  # type: ignore[import-untyped]  # SciPy ships no types

from noisegrade.course import common_mistakes
from noisegrade.course.detectors import Noise, misshapen
from noisegrade.course.summing.gaussian_sums import of_average, root_sum_square, total
from noisegrade.exercise import RNG, Args, Hint, Misconception, RandomExercise, TargetMoments
from noisegrade.model import FloatArray

__all__ = ["SAMPLE_SUM"]

_TERMS = (([-2.0, -3.0], [2.0, 5.0]), ([1.0, -4.0, 2.0], [0.5, 2.0, 1.5]))


def _sum_trial(index: int, draws: int, data: np.random.Generator) -> Args:
    del data
    means, stds = _TERMS[index % 2]
    return (list(means), list(stds), draws, RNG)


def _terms(args: Args) -> tuple[list[float], list[float]]:
    return args[0], args[1]  # type: ignore[return-value]  # as the trial makes it


def _asked_sum(args: Args) -> TargetMoments:
    means, stds = _terms(args)
    return TargetMoments(total(means), root_sum_square(stds))


def _sum_shape(args: Args) -> tuple[int, ...]:
    return (int(args[2]),)  # type: ignore[arg-type]  # as the trial makes it


def _sum_standard(args: Args, result: FloatArray) -> FloatArray:
    asked = _asked_sum(args)
    return (result - asked.mean) / asked.std


_SUM = Noise(_sum_shape, _sum_standard)


def _sum_bell(
    name: str,
    claim: str,
    law: Callable[[list[float], list[float]], tuple[float, float]],
    *,
    says: str,
    next_step: str,
) -> Misconception:
    return _SUM.bell(name, claim, lambda args: law(*_terms(args)), says=says, next_step=next_step)


def _one_of_them(args: Args, result: FloatArray) -> FloatArray:
    means, stds = _terms(args)
    below = [special.ndtr((result - mean) / std) for mean, std in zip(means, stds, strict=True)]
    return np.asarray(special.ndtri(np.mean(below, axis=0)), np.float64)


SAMPLE_SUM = RandomExercise(
    name="sample_sum",
    parameters=("means", "stds", "size", "rng"),
    trial=_sum_trial,
    shape=_sum_shape,
    axes=("draw",),
    noise=lambda _, result: result,
    asked=_asked_sum,
    of="sums",
    misconceptions=(
        misshapen(
            "terms-not-added",
            lambda args: (len(_terms(args)[0]), *_sum_shape(args)),
            says="the terms came back one beside the other, not added.",
            next_step="look at the axis that has to go.",
        ),
        misshapen(
            "draws-added-up",
            lambda args: (len(_terms(args)[0]),),
            says="the draws of each term were added up, not the terms of each draw.",
            next_step="look at the axis that you sum over.",
        ),
        *common_mistakes.everyday(_SUM),
        _sum_bell(
            "average-not-sum",
            "location",
            of_average,
            says="the terms were averaged, not added.",
            next_step="look for mean and for a division by n.",
        ),
        _sum_bell(
            "means-forgotten",
            "location",
            lambda _, stds: (0.0, root_sum_square(stds)),
            says="the means were forgotten: the sums lie around 0.",
            next_step="look at where the means come in.",
        ),
        _sum_bell(
            "first-term-only",
            "location",
            lambda means, stds: (means[0], stds[0]),
            says="only the first of the terms was drawn.",
            next_step="look at what your loop adds, and where it returns.",
        ),
        _SUM.law(
            "one-of-them",
            "location",
            _one_of_them,
            says="each draw comes from one of the Gaussians, picked by chance; nothing is added.",
            next_step="every sum needs one draw from each of them.",
        ),
        _sum_bell(
            "stds-added",
            "spread",
            lambda means, stds: (total(means), total(stds)),
            says="the σ add up: one draw serves all terms, or a formula adds the σ.",
            next_step="every term needs fresh draws of its own.",
        ),
        _sum_bell(
            "variances-for-scales",
            "spread",
            lambda means, stds: (total(means), root_sum_square([std**2 for std in stds])),
            says="the variances were used as scales: every std came in squared.",
            next_step="look at what the draws are multiplied by.",
        ),
        _sum_bell(
            "root-missing",
            "spread",
            lambda means, stds: (total(means), root_sum_square(stds) ** 2),
            says="the sum's variance was used as its scale: the root is missing.",
            next_step="draw the terms and add them; no formula is needed.",
        ),
        _sum_bell(
            "stds-forgotten",
            "spread",
            lambda means, _: (total(means), math.sqrt(len(means))),
            says="every term was drawn with σ = 1.",
            next_step="look at where the stds come in.",
        ),
        common_mistakes.rounded(_SUM),
    ),
    hint=Hint(
        idea="Draw every term by itself, then add them draw by draw.",
        look_here="Start from zeros and add size fresh draws for each pair of mean and std.",
        worked_line="total += mean + std * rng.standard_normal(size)",
    ),
)
