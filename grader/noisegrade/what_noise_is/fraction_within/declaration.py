"""How much of what is there lies within k σ."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from noisegrade.exercise import Case, ExactClaim, ExactExercise, Hint, wrong_formula
from noisegrade.what_noise_is.fractions import even_bell, within

__all__ = ["EXERCISE"]


def _shares(rng: np.random.Generator) -> Sequence[Case]:
    return (
        Case((even_bell(rng, 60, 6.5, 3.0), 5.0, 3.0, 1.5), "one dimension"),
        Case((even_bell(rng, 60, -2.5, 1.0).reshape(5, 12), -2.0, 0.5, 1.25), "std below 1"),
        Case((even_bell(rng, 60, 12.0, 5.0).reshape(3, 4, 5), 10.0, 4.0, 0.5), "three dimensions"),
    )


def _borders(rng: np.random.Generator) -> Sequence[Case]:
    whole = np.array([2.0, 8.0, 5.0, 1.5, 8.5, 14.0, 2.0, 6.0])
    halves = np.array([[-3.0, -1.0, -2.0], [-3.5, -0.5, -1.25]])
    return (
        Case((rng.permutation(whole), 5.0, 3.0, 1.0), "values on the border"),
        Case((halves, -2.0, 0.5, 2.0), "values on the border, std below 1"),
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
            lambda x, mean, std, k: np.mean(np.abs(x - mean) <= std),  # noqa: ARG005 - forgotten
            says="k was forgotten: it counts within one std.",
            next_step="look at where k comes in.",
        ),
        wrong_formula(
            "std-forgotten",
            "shares",
            lambda x, mean, std, k: np.mean(np.abs(x - mean) <= k),  # noqa: ARG005 - forgotten
            says="std was forgotten: k was taken as the distance itself.",
            next_step="k counts σ: look at where std comes in.",
        ),
        wrong_formula(
            "mean-forgotten",
            "shares",
            lambda x, mean, std, k: np.mean(np.abs(x) <= k * std),  # noqa: ARG005 - forgotten
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
            lambda x, mean, std, k: np.mean(np.abs(x - x.mean()) <= k * x.std()),  # noqa: ARG005 - not used
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
    ),
    hint=Hint(
        idea="A share is a count divided by the number of all.",
        look_here="A comparison gives True and False, and the mean of these is the share of True.",
        worked_line="float(np.mean(np.abs(x - mean) <= k * std))",
    ),
)
