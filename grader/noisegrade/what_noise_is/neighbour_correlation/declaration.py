"""Neighbours have nothing to do with each other."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

import numpy as np

from noisegrade.exercise import Case, ExactClaim, ExactExercise, Hint, Prediction, wrong_formula
from noisegrade.model import FloatArray

__all__ = ["EXERCISE"]

Pairs = Callable[[FloatArray, int], tuple[FloatArray, FloatArray]]


def _pairs(field: FloatArray, axis: int, step: int = 1) -> tuple[FloatArray, FloatArray]:
    length = field.shape[axis]
    first = np.take(field, range(length - step), axis)
    return first.reshape(-1), np.take(field, range(step, length), axis).reshape(-1)


def _correlation(first: FloatArray, second: FloatArray) -> float:
    a, b = first - first.mean(), second - second.mean()
    return float(np.sum(a * b) / math.sqrt(float(np.sum(a * a) * np.sum(b * b))))


def _truth(field: FloatArray, axis: int) -> float:
    return _correlation(*_pairs(field, axis))


def _smooth(rng: np.random.Generator, *shape: int) -> FloatArray:
    """Make a field whose neighbours have something in common, along every axis differently."""
    field = rng.standard_normal(tuple(length + 1 for length in shape))
    for axis, share in zip(range(len(shape)), (0.9, 0.4, -0.6), strict=False):
        first, second = (
            np.take(field, indices, axis)
            for indices in (range(field.shape[axis] - 1), range(1, field.shape[axis]))
        )
        field = first + share * second
    return np.asarray(2.0 + 1.5 * field, np.float64)


def _images(rng: np.random.Generator) -> Sequence[Case]:
    return (
        Case((_smooth(rng, 6, 4), 0), "down an image"),
        Case((_smooth(rng, 6, 4), 1), "across an image"),
        Case((rng.normal(5.0, 3.0, (4, 7)), 0), "down a field of static"),
        Case((rng.normal(-2.0, 0.5, (4, 7)), 1), "across a field of static"),
        Case((_smooth(rng, 3, 8).astype(np.float32), 1), "float32"),
        Case((rng.integers(-9, 9, (5, 6)), 0), "whole numbers"),
    )


def _other_fields(rng: np.random.Generator) -> Sequence[Case]:
    return (
        Case((_smooth(rng, 9), 0), "one dimension"),
        Case((_smooth(rng, 5, 4, 3), 2), "three dimensions, from channel to channel"),
        Case((_smooth(rng, 5, 4, 3), 0), "three dimensions, down"),
        Case((_smooth(rng, 4, 5, 4), 1), "four channels, across"),
        Case((_smooth(rng, 4, 5, 1), 1), "one channel, across"),
        Case((_smooth(rng, 4, 5, 1), 0), "one channel, down"),
        Case((_smooth(rng, 3, 3, 2, 4), 3), "four dimensions"),
        Case((rng.standard_normal((2, 9)), 0), "two rows"),
    )


def _rounding(field: FloatArray, axis: int) -> float:
    """Return how much a mean far from 0 enlarges what rounding does to a correlation."""
    first, second = _pairs(field, axis)
    enlarged = [float(np.mean(part**2) / np.var(part)) for part in (first, second)]
    return 1 + max(enlarged)


def _per_line(field: FloatArray, axis: int) -> float:
    lines = np.moveaxis(field, axis, -1).reshape(-1, field.shape[axis])
    return float(np.mean([_correlation(line[:-1], line[1:]) for line in lines]))


def _about_one_mean(field: FloatArray, axis: int) -> float:
    first, second = _pairs(field - field.mean(), axis)
    return float(np.mean(first * second) / field.var())


def _uncentred(field: FloatArray, axis: int) -> float:
    a, b = _pairs(field, axis)
    return float(np.sum(a * b) / math.sqrt(float(np.sum(a * a) * np.sum(b * b))))


def _covariance(field: FloatArray, axis: int) -> float:
    a, b = _pairs(field, axis)
    return float(np.mean((a - a.mean()) * (b - b.mean())))


EXERCISE = ExactExercise(
    name="neighbour_correlation",
    parameters=("field", "axis"),
    truth=_truth,
    rounding=_rounding,
    claims=(
        ExactClaim(name="images", points=3, cases=_images),
        ExactClaim(name="other fields", points=2, cases=_other_fields),
    ),
    misconceptions=(
        wrong_formula(
            "wrapped-around",
            "images",
            lambda field, axis: _correlation(
                field.reshape(-1), np.roll(field, -1, axis).reshape(-1)
            ),
            says="the last value was paired with the first: it wraps around.",
            next_step="look at roll: the last value has no next one.",
        ),
        wrong_formula(
            "rows-and-columns-swapped",
            "images",
            lambda field, axis: _truth(field, field.ndim - 1 - axis),
            says="rows and columns were swapped: the neighbours lie along the other axis.",
            next_step="axis 0 goes down, axis 1 goes right.",
        ),
        wrong_formula(
            "axis-ignored",
            "images",
            lambda field, axis: _truth(field.reshape(-1), 0),
            says="the field was flattened first, so row ends meet row beginnings.",
            next_step="pair along the axis before you flatten.",
        ),
        wrong_formula(
            "first-axis-only",
            "images",
            lambda field, axis: _truth(field, 0),
            says="the neighbours are always taken downwards, whatever axis says.",
            next_step="look at where axis comes in.",
        ),
        wrong_formula(
            "two-apart",
            "images",
            lambda field, axis: _correlation(*_pairs(field, axis, 2)),
            says="the pairs are two steps apart, not one.",
            next_step="look at where your two slices begin and end.",
        ),
        wrong_formula(
            "mean-of-lines",
            "images",
            _per_line,
            says="a correlation was taken for each line, and then their mean.",
            next_step="take all the pairs at once.",
        ),
        wrong_formula(
            "one-mean-for-both",
            "images",
            _about_one_mean,
            says="the whole field's mean and σ were used for both sides of the pairs.",
            next_step="the first values and the second have a mean and a σ of their own.",
        ),
        wrong_formula(
            "mean-not-subtracted",
            "images",
            _uncentred,
            says="the means were not taken off before multiplying.",
            next_step="a correlation is about what strays from the mean.",
        ),
        wrong_formula(
            "covariance",
            "images",
            _covariance,
            says="this is the covariance: it was not divided by the two σ.",
            next_step="a correlation has no unit: look at what you divide by.",
        ),
        wrong_formula(
            "squared",
            "images",
            lambda field, axis: _truth(field, axis) ** 2,
            says="the correlation was squared, so its sign is lost.",
            next_step="return the correlation itself.",
        ),
        wrong_formula(
            "with-itself",
            "images",
            lambda field, axis: 1.0,
            says="a slice was correlated with itself, or the diagonal of the matrix was taken.",
            next_step="look at what the second slice is, and at which entry you return.",
        ),
        wrong_formula(
            "sums-of-all",
            "images",
            lambda field, axis: float(
                np.sum(np.prod([part - field.mean() for part in _pairs(field, axis)], axis=0))
                / np.sum((field - field.mean()) ** 2)
            ),
            says="the products were divided by the sum of all squares, as in an autocorrelation.",
            next_step="the first values and the second have a mean and a σ of their own.",
        ),
        wrong_formula(
            "mean-of-steps",
            "images",
            lambda field, axis: float(
                np.mean(
                    [
                        _correlation(*(np.take(field, at + i, axis).reshape(-1) for i in (0, 1)))
                        for at in range(field.shape[axis] - 1)
                    ]
                )
            ),
            says="a correlation was taken for each pair of lines, and then their mean.",
            next_step="take all the pairs at once.",
        ),
        wrong_formula(
            "divisors-mixed",
            "images",
            lambda field, axis: (
                _truth(field, axis)
                * _pairs(field, axis)[0].size
                / (_pairs(field, axis)[0].size - 1)
            ),
            says="covariance and σ are divided by different numbers: by n - 1, and by n.",
            next_step="use the same ddof for both.",
        ),
        wrong_formula(
            "sign-lost",
            "images",
            lambda field, axis: abs(_truth(field, axis)),
            says="the sign of the correlation was lost.",
            next_step="look for abs.",
        ),
        wrong_formula(
            "first-two-lines",
            "images",
            lambda field, axis: _correlation(
                np.take(field, 0, axis).reshape(-1), np.take(field, 1, axis).reshape(-1)
            ),
            says="only the first two lines were compared.",
            next_step="take all the pairs at once.",
        ),
        wrong_formula(
            "first-and-last-line",
            "images",
            lambda field, axis: _correlation(
                np.take(field, 0, axis).reshape(-1), np.take(field, -1, axis).reshape(-1)
            ),
            says="the first line was compared with the last.",
            next_step="neighbours are one step apart.",
        ),
        wrong_formula(
            "not-divided",
            "images",
            lambda field, axis: float(np.sum(np.prod(_pairs(field, axis), axis=0))),
            says="this is a sum of products: nothing was taken off, nothing divided by.",
            next_step="take off the means, then divide by the two σ.",
        ),
        wrong_formula(
            "mean-step",
            "images",
            lambda field, axis: float(np.mean(np.diff(field, axis=axis))),
            says="this is the mean step from neighbour to neighbour, not a correlation.",
            next_step="multiply what strays from the mean.",
        ),
        wrong_formula(
            "divided-by-variances",
            "images",
            lambda field, axis: (
                _covariance(field, axis)
                / float(np.prod([part.var() for part in _pairs(field, axis)]))
            ),
            says="the covariance was divided by the two variances, not by the two σ.",
            next_step="look at what you divide by.",
        ),
        wrong_formula(
            "divided-by-one-std",
            "images",
            lambda field, axis: _covariance(field, axis) / float(_pairs(field, axis)[0].std()),
            says="the covariance was divided by one of the two σ only.",
            next_step="look at what you divide by.",
        ),
        wrong_formula(
            "divided-by-first-variance",
            "images",
            lambda field, axis: _covariance(field, axis) / float(_pairs(field, axis)[0].var()),
            says="the covariance was divided by the variance of the first slice.",
            next_step="each side has a σ of its own.",
        ),
        wrong_formula(
            "sign-turned",
            "images",
            lambda field, axis: -_truth(field, axis),
            says="the sign of the correlation is turned.",
            next_step="look at the sign of what you return.",
        ),
        wrong_formula(
            "mirrored",
            "images",
            lambda field, axis: _correlation(field.reshape(-1), np.flip(field, axis).reshape(-1)),
            says="the field was compared with its mirror image.",
            next_step="neighbours are one step apart.",
        ),
        wrong_formula(
            "every-other-pair",
            "images",
            lambda field, axis: _correlation(
                *(
                    np.take(field, range(start, field.shape[axis] // 2 * 2, 2), axis).reshape(-1)
                    for start in (0, 1)
                )
            ),
            says="every second pair was left out.",
            next_step="every value but the last has a next one.",
        ),
        wrong_formula(
            "both-directions",
            "images",
            lambda field, axis: _correlation(
                np.concatenate(_pairs(field, axis)), np.concatenate(_pairs(field, axis)[::-1])
            ),
            says="every pair was taken in both directions.",
            next_step="each pair counts once.",
        ),
        wrong_formula(
            "rounded",
            "images",
            lambda field, axis: round(_truth(field, axis), 1),
            says="the correlation was rounded to one decimal.",
            next_step="leave it with all its digits.",
        ),
        wrong_formula(
            "last-pair-left-out",
            "images",
            lambda field, axis: _correlation(
                *(
                    np.take(field, range(start, field.shape[axis] - 2 + start), axis).reshape(-1)
                    for start in (0, 1)
                )
            ),
            says="the last pair was left out.",
            next_step="look at where your slices end.",
        ),
        wrong_formula(
            "diagonal-neighbours",
            "images",
            lambda field, axis: _correlation(
                field[(slice(None, -1),) * field.ndim].reshape(-1),
                field[(slice(1, None),) * field.ndim].reshape(-1),
            ),
            says="the neighbours were taken along the diagonal.",
            next_step="shift along the one axis only.",
        ),
    ),
    hint=Hint(
        idea="Two slices of the field, shifted by one, hold all the pairs.",
        look_here="Bring the axis to the front; one slice drops the last, the other the first.",
        worked_line="np.corrcoef(along[:-1].ravel(), along[1:].ravel())[0, 1]",
    ),
    prediction=Prediction(
        question="Average each pixel of static with the next one down. How correlated are they?",
        answer=0.5,
        tolerance=0.05,
        recall="Neighbours now share one of two ingredients, so half of what they are is common.",
    ),
    equivalent_mutants={
        "neighbour_correlation:field:squeezed": "axis 0 or 1 of one channel stays where it is",
        "neighbour_correlation:2.22:1-to--1": "the matrix has two rows",
        "neighbour_correlation:2.20:swapped-1-2": "the matrix is symmetric",
    },
)
