"""What the sum of Gaussians is."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from noisegrade.exercise import Case, ExactClaim, ExactExercise, Hint, Prediction, wrong_formula
from noisegrade.what_noise_is.gaussian_sums import of_average, root_sum_square, total

__all__ = ["EXERCISE"]


def _two_terms(rng: np.random.Generator) -> Sequence[Case]:
    return (
        Case(([-2.0, -3.0], [2.0, 5.0]), "std above 1"),
        Case(([1.0, 4.0], [0.5, 0.25]), "std below 1"),
        Case((rng.uniform(1, 5, 2), rng.uniform(2, 4, 2)), "arrays"),
        Case((rng.uniform(-9, -1, 2).tolist(), rng.uniform(2, 4, 2).tolist()), "lists"),
        Case(
            (tuple(rng.uniform(1, 5, 2).tolist()), tuple(rng.uniform(2, 4, 2).tolist())), "tuples"
        ),
        Case((rng.integers(1, 9, 2).tolist(), [1.5, 2.5]), "whole means"),
        Case((rng.uniform(1, 5, 2).tolist(), [3, 4]), "whole stds"),
        Case(([0.0, 0.0], rng.uniform(1, 3, 2).tolist()), "means of 0"),
    )


def _more_terms(rng: np.random.Generator) -> Sequence[Case]:
    def terms(count: int) -> Case:
        means, stds = rng.uniform(-5, 5, count), rng.uniform(0.5, 3, count)
        return Case((means.tolist(), stds.tolist()), f"{count} terms")

    return (
        Case(([1.0, -4.0, 2.0], [0.5, 2.0, 1.5]), "three terms"),
        Case((rng.uniform(1, 5, 6), rng.uniform(0.5, 3, 6)), "six terms"),
        Case(([rng.uniform(5, 9)], [3.0]), "one term"),
        Case((rng.uniform(1, 5, 5).astype(np.float32), rng.uniform(1, 3, 5)), "float32"),
        Case(([2.5, 2.5, -1.0, 2.5], [1.5, 1.5, 2.0, 1.5]), "equal terms"),
        *(terms(count) for count in (4, 7, 50)),
    )


EXERCISE = ExactExercise(
    name="sum_gaussians",
    parameters=("means", "stds"),
    truth=lambda means, stds: (total(means), root_sum_square(stds)),
    rounding=lambda means, stds: (total(np.abs(means)), root_sum_square(stds)),
    claims=(
        ExactClaim(name="two terms", points=3, cases=_two_terms),
        ExactClaim(name="more terms", points=2, cases=_more_terms),
    ),
    misconceptions=(
        wrong_formula(
            "stds-added",
            "two terms",
            lambda means, stds: (total(means), total(stds)),
            says="the σ were added; it is the variances that add.",
            next_step="square them before you add.",
        ),
        wrong_formula(
            "variance-returned",
            "two terms",
            lambda means, stds: (total(means), root_sum_square(stds) ** 2),
            says="the variance was returned in place of std: the root is missing.",
            next_step="look at the unit of the second number.",
        ),
        wrong_formula(
            "roots-added",
            "two terms",
            lambda means, stds: (total(means), math.sqrt(total(stds))),
            says="the σ were added without squaring, and a root was taken of that.",
            next_step="the root belongs to a sum of squares.",
        ),
        wrong_formula(
            "average-not-sum",
            "two terms",
            of_average,
            says="this is the law of the average, not of the sum.",
            next_step="look for mean and for a division by n.",
        ),
        wrong_formula(
            "means-averaged",
            "two terms",
            lambda means, stds: (total(means) / len(means), root_sum_square(stds)),
            says="the means were averaged; they add.",
            next_step="look at the first of the two numbers.",
        ),
        wrong_formula(
            "stds-averaged",
            "two terms",
            lambda means, stds: (total(means), total(stds) / len(stds)),
            says="the σ were averaged; it is the variances that add.",
            next_step="look at the second of the two numbers.",
        ),
        wrong_formula(
            "variances-averaged",
            "two terms",
            lambda means, stds: (total(means), root_sum_square(stds) / math.sqrt(len(stds))),
            says="the variances were averaged; they add.",
            next_step="look for a mean below the root.",
        ),
        wrong_formula(
            "two-terms-only",
            "more terms",
            lambda means, stds: (total(means[:2]), root_sum_square(stds[:2])),
            says="only the first two terms were used.",
            next_step="the lists may hold any number of terms.",
        ),
        wrong_formula(
            "order-swapped",
            "two terms",
            lambda means, stds: (root_sum_square(stds), total(means)),
            says="std was returned first, and the mean second.",
            next_step="look at the order of what you return.",
        ),
    ),
    hint=Hint(
        idea="Part of the spread cancels, so the sum is narrower than the widths together.",
        look_here="What adds is the variance, the square of σ.",
        worked_line="np.sqrt(np.sum(np.square(stds))) is the second number.",
    ),
    prediction=Prediction(
        question="Add draws of σ = 3 and of σ = 4, independent of each other. What σ has the sum?",
        answer=5.0,
        tolerance=0.05,
        recall="Variances add, and 9 + 16 = 25.",
    ),
    equivalent_mutants={
        "sum_gaussians:means:reversed": "a sum is the same in any order",
        "sum_gaussians:means:sorted": "a sum is the same in any order",
        "sum_gaussians:stds:reversed": "a sum is the same in any order",
        "sum_gaussians:stds:sorted": "a sum is the same in any order",
    },
)
