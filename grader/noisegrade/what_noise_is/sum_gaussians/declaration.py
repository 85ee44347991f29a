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
            says="these are the mean and σ of the average, not of the sum.",
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
        wrong_formula(
            "both-averaged",
            "two terms",
            lambda means, stds: (total(means) / len(means), total(stds) / len(stds)),
            says="the means and the σ were averaged.",
            next_step="means add, and variances add.",
        ),
        wrong_formula(
            "largest-std",
            "two terms",
            lambda means, stds: (total(means), float(np.max(stds))),
            says="the largest σ was taken for all.",
            next_step="every term adds its variance.",
        ),
        wrong_formula(
            "first-term-skipped",
            "two terms",
            lambda means, stds: (total(means[1:]), math.sqrt(sum(std**2 for std in stds[1:]))),
            says="the first term was left out.",
            next_step="look at where your loop begins.",
        ),
        wrong_formula(
            "last-term-skipped",
            "two terms",
            lambda means, stds: (total(means[:-1]), math.sqrt(sum(std**2 for std in stds[:-1]))),
            says="the last term was left out.",
            next_step="look at where your loop ends.",
        ),
        wrong_formula(
            "last-term-only",
            "two terms",
            lambda means, stds: (float(means[-1]), float(stds[-1])),
            says="only the last term is left: each one overwrote the one before.",
            next_step="look for = where += belongs.",
        ),
        wrong_formula(
            "first-term-only",
            "two terms",
            lambda means, stds: (float(means[0]), float(stds[0])),
            says="only the first term was used.",
            next_step="look at where your loop returns.",
        ),
        wrong_formula(
            "std-of-the-means",
            "two terms",
            lambda means, stds: (total(means), float(np.std(means))),
            says="the second number is the σ of the means.",
            next_step="the spread comes from stds.",
        ),
        wrong_formula(
            "signs-of-means-lost",
            "two terms",
            lambda means, stds: (total(np.abs(means)), root_sum_square(stds)),
            says="the signs of the means were lost.",
            next_step="look for abs.",
        ),
        wrong_formula(
            "divided-by-count",
            "two terms",
            lambda means, stds: (total(means), root_sum_square(stds) / len(stds)),
            says="σ was divided by the number of terms, as for an average.",
            next_step="nothing is divided in a sum.",
        ),
        wrong_formula(
            "means-as-variances",
            "two terms",
            lambda means, stds: (root_sum_square(means), root_sum_square(stds)),
            says="the means were squared and added, as σ are.",
            next_step="means simply add.",
        ),
        wrong_formula(
            "stds-multiplied",
            "two terms",
            lambda means, stds: (total(means), math.prod(float(std) for std in stds)),
            says="the σ were multiplied.",
            next_step="square them, add, take the root.",
        ),
        wrong_formula(
            "truncated",
            "two terms",
            lambda means, stds: (float(int(total(means))), float(int(root_sum_square(stds)))),
            says="the answers were cut to whole numbers.",
            next_step="look for int.",
        ),
        wrong_formula(
            "doubled-not-squared",
            "two terms",
            lambda means, stds: (total(means), math.sqrt(2 * total(stds))),
            says="the σ were doubled where they should be squared.",
            next_step="write ** for a power; * multiplies.",
        ),
        wrong_formula(
            "root-of-count",
            "two terms",
            lambda means, stds: (total(means), total(stds) / math.sqrt(len(stds))),
            says="the average σ was multiplied by the root of n.",
            next_step="that holds for equal σ only: square each, add, take the root.",
        ),
        wrong_formula(
            "equal-stds",
            "two terms",
            lambda means, stds: (total(means), float(stds[0]) * math.sqrt(len(stds))),
            says="the first σ was taken for all terms.",
            next_step="every term has a σ of its own.",
        ),
        wrong_formula(
            "as-if-weighted",
            "two terms",
            lambda means, stds: (
                total(means),
                math.sqrt(1 / sum(1 / float(std) ** 2 for std in stds)),
            ),
            says="this is the σ of a weighted average.",
            next_step="the variances themselves add.",
        ),
        wrong_formula(
            "first-term-twice",
            "two terms",
            lambda means, stds: (
                total(means) + float(means[0]),
                math.hypot(root_sum_square(stds), stds[0]),
            ),
            says="the first term was counted twice.",
            next_step="look at what your sum starts with.",
        ),
        wrong_formula(
            "equal-terms-once",
            "more terms",
            lambda means, stds: (total(list(set(means))), root_sum_square(list(set(stds)))),
            says="equal terms were counted once.",
            next_step="look for set: every term counts.",
        ),
    ),
    hint=Hint(
        idea="Part of the spread cancels, so the sum is narrower than the widths together.",
        look_here="What adds is the variance, the square of σ.",
        worked_line="np.sqrt(np.sum(np.square(stds))) is the second number.",
    ),
    prediction=Prediction(
        question=(
            "Add draws of σ = 3 and of σ = 4, independent of each other. What is the σ of the sum?"
        ),
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
