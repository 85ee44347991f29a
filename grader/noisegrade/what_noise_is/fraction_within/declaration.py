"""How much of what is there lies within k σ."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from noisegrade.exercise import Case, ExactClaim, ExactExercise, Hint, Prediction, wrong_formula
from noisegrade.model import FloatArray
from noisegrade.what_noise_is.fractions import even_bell, within

__all__ = ["EXERCISE"]

_APART = 1e-3  # σ from a border: far more than float32 rounds


def _clear(case: Case) -> Case:
    """Move values away from the borders: rounding in float32 must not decide what is near."""
    values = np.array(case.args[0])
    mean, std, k = (float(np.asarray(arg)) for arg in case.args[1:])
    if values.dtype.kind != "f":
        return case
    distance = (values - mean) / std
    off = np.abs(np.abs(distance) - k) < _APART
    values[off] += np.copysign(4 * _APART * std, distance[off])
    return replace(case, args=(values, *case.args[1:]))


def _shares(rng: np.random.Generator) -> Sequence[Case]:
    def some(shape: tuple[int, ...], mean: float, std: float) -> FloatArray:
        """Shift the bell at random, so that the share is another one at every seed."""
        values = even_bell(rng, math.prod(shape), mean + std * rng.uniform(-0.5, 0.5), std)
        return values.reshape(shape)

    cases = (
        Case((some((60,), 6.5, 3.0), 5.0, 3.0, 1.5), "one dimension"),
        Case((some((5, 12), -2.5, 1.0), -2.0, 0.5, 1.25), "std below 1"),
        Case((some((3, 4, 5), 12.0, 5.0), 10.0, 4.0, 0.5), "three dimensions"),
        Case((some((4, 7, 3), 1.5, 2.0), 1.0, 2.0, 1.0), "three channels"),
        Case((some((7, 9, 1), 3.5, 1.5), 3.0, 1.0, 0.75), "one channel"),
        Case((some((61,), 4.0, 3.0), 5.0, 3.0, int(rng.integers(1, 3))), "a whole k"),
        Case((some((45,), 1.5, 2.0), 0, 2, 0.8), "whole numbers for mean and std"),
        Case((some((60,), 2e6, 3e5), 2e6, 3e5, 0.9), "large numbers"),
        Case((some((60,), 2e-6, 3e-7), 2e-6, 3e-7, 1.1), "tiny numbers"),
        Case((rng.integers(-9, 9, (6, 8)), 0.25, 2.5, 1.75), "whole values"),
        Case((some((50,), 1.0, 2.0).astype(np.float32), 1.25, 2.5, 0.6), "float32"),
        Case((np.array([rng.uniform(6, 7)]), 5.0, 3.0, 1.0), "one value, near"),
        Case((np.array([rng.uniform(9, 10)]), 5.0, 3.0, 1.0), "one value, far"),
    )
    return [_clear(case) for case in cases]


def _borders(rng: np.random.Generator) -> Sequence[Case]:
    whole = np.array([2.0, 8.0, 5.0, 1.5, 8.5, 14.0, 2.0, 6.0])
    halves = np.array([-3.0, -1.0, -2.0, -3.5, -0.5, -1.25])
    some = rng.integers(1, 6, 3).astype(np.intp)  # how many more lie on each border, and near
    more = some + np.array([5, 0, 0], np.intp)  # never as many on one border as on the other
    return (
        Case(
            (rng.permutation(np.append(whole, np.repeat([2.0, 8.0, 6.5], more))), 5.0, 3.0, 1.0),
            "values on the border",
        ),
        Case((rng.permutation(halves).reshape(2, 3), -2.0, 0.5, 2.0), "std below 1"),
        Case((rng.permutation(np.repeat([3.0, 2.0, 4.5], some)), 3.0, 2.0, 0), "k = 0"),
    )


EXERCISE = ExactExercise(
    name="fraction_within",
    parameters=("x", "mean", "std", "k"),
    truth=within,
    claims=(
        ExactClaim(name="shares", points=3, cases=_shares),
        ExactClaim(name="border", points=2, cases=_borders),
    ),
    misconceptions=(
        wrong_formula(
            "border-left-out",
            "border",
            lambda x, mean, std, k: np.mean(np.abs(x - mean) < k * std),
            says="values right on the border are left out.",
            next_step="look at the comparison: less than, or at most?",
        ),
        wrong_formula(
            "lower-border-missing",
            "shares",
            lambda x, mean, std, k: np.mean(x - mean <= k * std),
            says="only the upper border is checked; values far below count as near.",
            next_step="a distance has no sign: look for abs.",
        ),
        wrong_formula(
            "k-forgotten",
            "shares",
            lambda x, mean, std, k: np.mean(np.abs(x - mean) <= std),
            says="k was forgotten: it counts within one std.",
            next_step="look at where k comes in.",
        ),
        wrong_formula(
            "std-forgotten",
            "shares",
            lambda x, mean, std, k: np.mean(np.abs(x - mean) <= k),
            says="std was forgotten: k was taken as the distance itself.",
            next_step="k counts σ: look at where std comes in.",
        ),
        wrong_formula(
            "mean-forgotten",
            "shares",
            lambda x, mean, std, k: np.mean(np.abs(x) <= k * std),
            says="the distance is taken from 0, not from the mean.",
            next_step="look at where mean comes in.",
        ),
        wrong_formula(
            "variance-for-std",
            "shares",
            lambda x, mean, std, k: np.mean(np.abs(x - mean) <= k * std**2),
            says="the variance was used for std: std came in squared.",
            next_step="look at what the distance is compared with.",
        ),
        wrong_formula(
            "own-mean-and-std",
            "shares",
            lambda x, mean, std, k: np.mean(np.abs(x - x.mean()) <= k * x.std()),
            says="the values' own mean and σ were used in place of the given ones.",
            next_step="look at where your mean and std come from.",
        ),
        wrong_formula(
            "count-not-share",
            "shares",
            lambda x, mean, std, k: np.sum(np.abs(x - mean) <= k * std),
            says="this is how many values there are, not which share of all.",
            next_step="divide by the number of all values.",
        ),
        wrong_formula(
            "divided-by-rows",
            "shares",
            lambda x, mean, std, k: np.sum(np.abs(x - mean) <= k * std) / len(x),
            says="the count was divided by the number of rows, not of all values.",
            next_step="len counts rows; look for what counts every value.",
        ),
        wrong_formula(
            "outside-not-inside",
            "shares",
            lambda x, mean, std, k: np.mean(np.abs(x - mean) > k * std),
            says="this is the share that lies outside.",
            next_step="look at the direction of the comparison.",
        ),
        wrong_formula(
            "percent",
            "shares",
            lambda x, mean, std, k: 100 * np.mean(np.abs(x - mean) <= k * std),
            says="the answer is in percent; a share goes from 0 to 1.",
            next_step="look at the unit of what you return.",
        ),
        wrong_formula(
            "own-mean",
            "shares",
            lambda x, mean, std, k: np.mean(np.abs(x - np.mean(x)) <= k * std),
            says="the values' own mean was used in place of the given one.",
            next_step="look at where your mean comes from.",
        ),
        wrong_formula(
            "own-std",
            "shares",
            lambda x, mean, std, k: np.mean(np.abs(x - mean) <= k * np.std(x)),
            says="the values' own σ was used in place of the given one.",
            next_step="look at where your std comes from.",
        ),
        wrong_formula(
            "upper-half-only",
            "shares",
            lambda x, mean, std, k: np.mean((x >= mean) & (x <= mean + k * std)),
            says="only values above the mean were counted.",
            next_step="near means above the mean and below it.",
        ),
        wrong_formula(
            "root-of-std",
            "shares",
            lambda x, mean, std, k: np.mean(np.abs(x - mean) <= k * np.sqrt(std)),
            says="the square root of std was used.",
            next_step="std is not the variance.",
        ),
        wrong_formula(
            "rounded",
            "shares",
            lambda x, mean, std, k: np.round(np.mean(np.abs(x - mean) <= k * std), 2),
            says="the share was rounded to two decimals.",
            next_step="leave it with all its digits.",
        ),
        wrong_formula(
            "divided-without-rest",
            "shares",
            lambda x, mean, std, k: float(np.sum(np.abs(x - mean) <= k * std) // x.size),
            says="// drops what is left of a division.",
            next_step="divide by a single /.",
        ),
        wrong_formula(
            "lower-border-left-out",
            "border",
            lambda x, mean, std, k: np.mean((x > mean - k * std) & (x <= mean + k * std)),
            says="values right on the lower border are left out.",
            next_step="look at both comparisons: less than, or at most?",
        ),
        wrong_formula(
            "upper-border-left-out",
            "border",
            lambda x, mean, std, k: np.mean((x >= mean - k * std) & (x < mean + k * std)),
            says="values right on the upper border are left out.",
            next_step="look at both comparisons: less than, or at most?",
        ),
        wrong_formula(
            "mean-of-the-near",
            "shares",
            lambda x, mean, std, k: float(np.mean(x[np.abs(x - mean) <= k * std])),
            says="this is the mean of the values that lie near, not their share.",
            next_step="count them, and divide by how many there are.",
        ),
        wrong_formula(
            "always-all",
            "shares",
            lambda x, mean, std, k: float(np.mean((x >= mean - k * std) | (x <= mean + k * std))),
            says="every value is counted: one of the two borders is enough.",
            next_step="both borders must hold: look for |, and for or.",
        ),
        wrong_formula(
            "theory-not-count",
            "shares",
            lambda x, mean, std, k: math.erf(float(k) / math.sqrt(2)),
            says="this is the share that a bell has; nothing was counted.",
            next_step="count the values in x.",
        ),
        wrong_formula(
            "half-as-wide",
            "shares",
            lambda x, mean, std, k: np.mean(np.abs(x - mean) <= k * std / 2),
            says="only half of the distance is allowed.",
            next_step="k · std goes to either side.",
        ),
        wrong_formula(
            "distance-rounded",
            "shares",
            lambda x, mean, std, k: np.mean(np.round(np.abs(x - mean) / std) <= k),
            says="the distances were rounded before they were compared.",
            next_step="look for round.",
        ),
        wrong_formula(
            "equal-values-once",
            "border",
            lambda x, mean, std, k: np.mean(np.abs(np.unique(x) - mean) <= k * std),
            says="equal values were counted once.",
            next_step="look for unique and set: every value counts.",
        ),
        wrong_formula(
            "divided-by-one-less",
            "shares",
            lambda x, mean, std, k: np.sum(np.abs(x - mean) <= k * std) / (x.size - 1),
            says="the count was divided by one less than the number of values.",
            next_step="a share is a count divided by the number of all.",
        ),
        wrong_formula(
            "inside-by-outside",
            "shares",
            lambda x, mean, std, k: (
                np.sum(np.abs(x - mean) <= k * std) / np.sum(np.abs(x - mean) > k * std)
            ),
            says="the count was divided by how many lie outside.",
            next_step="divide by the number of all.",
        ),
    ),
    hint=Hint(
        idea="A fraction is the count divided by the total.",
        look_here="A comparison gives True and False, and the mean of these is the share of True.",
        worked_line="float(np.mean(np.abs(x - mean) <= k * std))",
    ),
    prediction=Prediction(
        question="How many of the five values 1, 2, 3, 5 and 6 are within 3 ± 2?",
        answer=4.0,
        tolerance=0.1,
        recall="Only 6 is out: 1 and 5 are right on the border, and the border counts.",
    ),
    equivalent_mutants={
        "fraction_within:std:k-swapped": "a product is the same in any order",
        "fraction_within:x:flattened": "counting does not depend on the shape",
        "fraction_within:x:two-axes": "counting does not depend on the shape",
        "fraction_within:x:transposed": "counting does not depend on the shape",
        "fraction_within:x:squeezed": "counting does not depend on the shape",
        "fraction_within:1.10:sub-reversed": "the distance has no sign",
    },
)
