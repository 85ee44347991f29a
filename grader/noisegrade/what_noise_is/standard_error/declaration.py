"""How far the mean of some draws strays."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from noisegrade.exercise import Case, ExactClaim, ExactExercise, Hint, Prediction, wrong_formula

__all__ = ["EXERCISE"]


def _numbers(rng: np.random.Generator) -> Sequence[Case]:
    u = rng.uniform
    whole = rng.integers
    return (
        Case((u(2, 4), 4), "four draws"),
        Case((u(0.2, 0.8), int(whole(5, 9))), "std below 1"),
        Case((u(20, 40), int(whole(10, 99))), "std above 1"),
        Case((u(2, 4), 1), "one draw"),
        Case((u(2, 4), 2), "two draws"),
        Case((0.0, int(whole(3, 9))), "std 0"),
        Case((1.0, int(whole(3, 9))), "std 1"),
        Case((int(whole(2, 9)), int(whole(3, 9))), "whole numbers"),
        Case((u(2, 4), int(whole(10**6, 10**9))), "very many draws"),
        Case((1e-6 * u(1, 2), int(whole(3, 9))), "a tiny std"),
        Case((1e6 * u(1, 2), int(whole(3, 9))), "a large std"),
    )


def _arrays(rng: np.random.Generator) -> Sequence[Case]:
    u = rng.uniform

    def counts(*shape: int) -> np.ndarray:
        return rng.integers(2, 99, shape)

    return (
        Case((u(2, 4), rng.permutation([1, 4, 9, 100])), "many counts"),
        Case((u(2, 4, 5), int(rng.integers(3, 9))), "many std"),
        Case((u(2, 4, 6), counts(6)), "as many std as counts"),
        Case((u(0.1, 0.9, (3, 4)), counts(3, 4)), "two dimensions"),
        Case((u(0.1, 9, (2, 3, 4)), 3), "three dimensions"),
        Case((u(2, 4, (2, 2, 1)), counts(2, 2, 1)), "one channel"),
        Case((u(2, 4, (3, 1)), 12), "one column"),
        Case((u(2, 4, 1), counts(1)), "one element"),
        Case((np.array(u(2, 4)), 5), "an array without dimensions"),
        Case((rng.integers(1, 9, 5), counts(5)), "whole numbers"),
        Case((u(2, 4, 5).astype(np.float32), counts(5)), "float32"),
        Case((np.array([0.0, u(1, 2), 0.0]), 7), "std 0 among others"),
    )


EXERCISE = ExactExercise(
    name="standard_error",
    parameters=("std", "count"),
    truth=lambda std, count: np.sqrt(np.square(std) / np.asarray(count, np.float64)),
    claims=(
        ExactClaim(name="numbers", points=3, cases=_numbers),
        ExactClaim(name="arrays", points=2, cases=_arrays),
    ),
    misconceptions=(
        wrong_formula(
            "divided-by-count",
            "numbers",
            lambda std, count: std / count,
            says="std was divided by count, without the root.",
            next_step="variances add: the σ of the sum grows with √count.",
        ),
        wrong_formula(
            "one-less-than-count",
            "numbers",
            lambda std, count: std / np.sqrt(np.asarray(count) - 1),
            says="the root was taken of one less than count.",
            next_step="std is given here, so all the draws count.",
        ),
        wrong_formula(
            "one-more-than-count",
            "numbers",
            lambda std, count: std / np.sqrt(np.asarray(count) + 1),
            says="the root was taken of one more than count.",
            next_step="ask what the mean of a single draw strays by.",
        ),
        wrong_formula(
            "variance-of-mean",
            "numbers",
            lambda std, count: np.square(std) / count,
            says="this is the variance of the mean: the root is missing.",
            next_step="look at the unit of what you return.",
        ),
        wrong_formula(
            "variance-for-scale",
            "numbers",
            lambda std, count: np.square(std) / np.sqrt(count),
            says="the variance was divided by √count, not std.",
            next_step="std comes in as it is.",
        ),
        wrong_formula(
            "root-over-all",
            "numbers",
            lambda std, count: np.sqrt(np.asarray(std) / count),
            says="the root was taken of std as well.",
            next_step="the root belongs to count alone: look at the brackets.",
        ),
        wrong_formula(
            "root-of-std-only",
            "numbers",
            lambda std, count: np.sqrt(std) / count,
            says="the root was taken of std, where it belongs to count.",
            next_step="look at what the root is taken of.",
        ),
        wrong_formula(
            "sum-not-mean",
            "numbers",
            lambda std, count: std * np.sqrt(count),
            says="this is the σ of the sum of the draws, not of their mean.",
            next_step="a mean is the sum divided by count.",
        ),
        wrong_formula(
            "sum-of-stds",
            "numbers",
            lambda std, count: std * np.asarray(count),
            says="std was multiplied by count.",
            next_step="ask whether a mean of many draws strays more than one draw, or less.",
        ),
        wrong_formula(
            "std-unchanged",
            "numbers",
            lambda std, count: std + 0 * np.asarray(count),
            says="std came back as it was, whatever count is.",
            next_step="the mean of many draws strays less than one draw.",
        ),
        wrong_formula(
            "std-forgotten",
            "numbers",
            lambda std, count: 0 * np.asarray(std) + 1 / np.sqrt(count),
            says="std was forgotten: the answer is that for σ = 1.",
            next_step="look at where std comes in.",
        ),
        wrong_formula(
            "count-squared",
            "numbers",
            lambda std, count: std / np.square(np.asarray(count, np.float64)),
            says="std was divided by the square of count.",
            next_step="it is the root of count that counts.",
        ),
        wrong_formula(
            "upside-down",
            "numbers",
            lambda std, count: np.sqrt(count) / std,
            says="the fraction is upside down.",
            next_step="ask whether the answer should grow or shrink with count.",
        ),
        wrong_formula(
            "halved",
            "numbers",
            lambda std, count: np.asarray(std) / 2 + 0 * np.asarray(count),
            says="std was halved, which is right for four draws only.",
            next_step="look at where count comes in.",
        ),
        wrong_formula(
            "two-sigma",
            "numbers",
            lambda std, count: 1.96 * np.asarray(std) / np.sqrt(count),
            says="this is 1.96 standard errors, the reach of 95 % of the means.",
            next_step="one σ of the mean is asked for.",
        ),
        wrong_formula(
            "error-of-std",
            "numbers",
            lambda std, count: std / np.sqrt(2 * np.asarray(count)),
            says="this is how far the σ of some draws strays, not their mean.",
            next_step="look for a 2 below the root.",
        ),
        wrong_formula(
            "cube-root",
            "numbers",
            lambda std, count: std / np.cbrt(count),
            says="the third root of count was taken.",
            next_step="look at the exponent: a square root is a power of 1/2.",
        ),
        wrong_formula(
            "logarithm-of-count",
            "numbers",
            lambda std, count: std / np.log2(np.asarray(count)),
            says="std was divided by the logarithm of count.",
            next_step="divide by the root of count.",
        ),
        wrong_formula(
            "rounded",
            "numbers",
            lambda std, count: np.round(np.asarray(std) / np.sqrt(count), 2),
            says="the answer was rounded to two decimals.",
            next_step="leave it with all its digits.",
        ),
        wrong_formula(
            "divided-without-rest",
            "numbers",
            lambda std, count: std // np.sqrt(count),
            says="// drops what is left of a division.",
            next_step="divide by a single /.",
        ),
        wrong_formula(
            "averaged-over-all",
            "arrays",
            lambda std, count: float(np.mean(np.asarray(std) / np.sqrt(count))),
            says="the answers were averaged to one number.",
            next_step="every std and every count has an answer of its own.",
        ),
        wrong_formula(
            "flattened",
            "arrays",
            lambda std, count: np.ravel(np.asarray(std) / np.sqrt(count)),
            says="the shape of the array was lost.",
            next_step="return the answers in the shape of the array.",
        ),
        wrong_formula(
            "array-counted",
            "arrays",
            lambda std, count: np.asarray(std) / np.sqrt(np.size(count)),
            says="the counts were counted: the root was taken of how many of them there are.",
            next_step="count itself says how many draws are averaged.",
        ),
        wrong_formula(
            "doubled",
            "numbers",
            lambda std, count: 2 * np.asarray(std) / np.sqrt(count),
            says="the answer was doubled, to reach two σ.",
            next_step="one σ of the mean is asked for.",
        ),
        wrong_formula(
            "natural-logarithm-of-count",
            "numbers",
            lambda std, count: std / np.log(np.asarray(count)),
            says="std was divided by the natural logarithm of count.",
            next_step="divide by the root of count.",
        ),
        wrong_formula(
            "first-count-only",
            "arrays",
            lambda std, count: np.asarray(std) / math.sqrt(float(np.ravel(count)[0])),
            says="only the first count was used.",
            next_step="math.sqrt takes one number, np.sqrt an array.",
        ),
    ),
    hint=Hint(
        idea="Add the draws and their variances add; divide by count and the σ is divided.",
        look_here="The sum has σ = √count · std.",
        worked_line="np.sqrt(count * std**2) / count, which is std / np.sqrt(count)",
    ),
    prediction=Prediction(
        question="Draws have σ = 3. How far does the mean of 100 of them stray, as its own σ?",
        answer=0.3,
        tolerance=0.01,
        recall="Divide by √100 = 10, not by 100: a hundred times the draws for one more digit.",
    ),
)
