"""How much of a bell lies within k σ."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from scipy import special  # type: ignore[import-untyped]  # SciPy ships no types

from noisegrade.exercise import Case, ExactClaim, ExactExercise, Hint, Prediction, wrong_formula
from noisegrade.what_noise_is.fractions import ROOT_TWO

__all__ = ["EXERCISE"]


def _single_k(rng: np.random.Generator) -> Sequence[Case]:
    u = rng.uniform
    return (
        Case((1.0,), "one σ"),
        Case((2.0,), "two σ"),
        Case((0.0,), "no width at all"),
        Case((u(0.2, 0.8),), "less than one σ"),
        Case((u(1.2, 1.8),), "more than one σ"),
        Case((int(u(3, 5)),), "a whole number"),
        Case((1e-3 * u(1, 9),), "a tiny width"),
        Case((u(3.2, 3.8),), "nearly all of it"),
        Case((u(20, 40),), "all of it"),
    )


def _many_k(rng: np.random.Generator) -> Sequence[Case]:
    return (
        Case((rng.permutation([0.5, 1.0, 2.0, 3.0]),), "one dimension"),
        Case((rng.uniform(0.1, 3, (2, 2)),), "two dimensions"),
        Case((rng.uniform(0.1, 3, (1, 2, 2)),), "three dimensions"),
        Case((rng.uniform(0.1, 3, (1, 1, 3)),), "three channels"),
        Case((rng.uniform(0.1, 3, (2, 1, 1)),), "one channel"),
        Case((rng.uniform(0.1, 3, 1),), "one element"),
        Case((np.array(rng.uniform(0.1, 3)),), "an array without dimensions"),
        Case((rng.integers(0, 4, (2, 2)),), "whole numbers"),
        Case((rng.uniform(0.1, 3, 3).astype(np.float32),), "float32"),
    )


EXERCISE = ExactExercise(
    name="gaussian_coverage",
    parameters=("k",),
    truth=lambda k: special.erf(np.asarray(k) / ROOT_TWO),
    rounding=lambda k: np.ones(np.shape(k)),  # of 1 - erfc, of 2 Φ(k) - 1
    claims=(
        ExactClaim(name="one k", points=3, cases=_single_k),
        ExactClaim(name="many k", points=2, cases=_many_k),
    ),
    misconceptions=(
        wrong_formula(
            "root-missing",
            "one k",
            special.erf,
            says="k went into erf without being divided by √2.",
            next_step="look at the argument of erf.",
        ),
        wrong_formula(
            "divided-by-two",
            "one k",
            lambda k: special.erf(k / 2),
            says="k was divided by 2, not by √2.",
            next_step="look at the argument of erf.",
        ),
        wrong_formula(
            "one-sided",
            "one k",
            special.ndtr,
            says="this is the share of all that lies below mean + k · std, however far.",
            next_step="within k σ means a border on either side of the mean.",
        ),
        wrong_formula(
            "half-only",
            "one k",
            lambda k: special.erf(k / ROOT_TWO) / 2,
            says="only one side of the mean was counted.",
            next_step="within k σ means above the mean and below it.",
        ),
        wrong_formula(
            "outside-not-inside",
            "one k",
            lambda k: special.erfc(k / ROOT_TWO),
            says="this is the share that lies outside.",
            next_step="ask whether the share should grow or shrink with k.",
        ),
        wrong_formula(
            "height-not-area",
            "one k",
            lambda k: np.exp(-(k**2) / 2) / math.sqrt(2 * math.pi),
            says="this is the height of the bell at k, not the area below it.",
            next_step="a share is an area: look at erf.",
        ),
        wrong_formula(
            "percent",
            "one k",
            lambda k: 100 * special.erf(k / ROOT_TWO),
            says="the answer is in percent; a share goes from 0 to 1.",
            next_step="look at the unit of what you return.",
        ),
        wrong_formula(
            "multiplied-by-root",
            "one k",
            lambda k: special.erf(np.asarray(k) * ROOT_TWO),
            says="k was multiplied by √2, not divided by it.",
            next_step="look at the argument of erf.",
        ),
        wrong_formula(
            "counted-twice",
            "one k",
            lambda k: 2 * special.erf(np.asarray(k) / ROOT_TWO),
            says="both sides were counted twice: erf holds them already.",
            next_step="a share is never above 1.",
        ),
        wrong_formula(
            "rounded",
            "one k",
            lambda k: np.round(special.erf(np.asarray(k) / ROOT_TWO), 2),
            says="the share was rounded to two decimals.",
            next_step="leave it with all its digits.",
        ),
        wrong_formula(
            "root-after-erf",
            "one k",
            lambda k: special.erf(k) / ROOT_TWO,
            says="the result was divided by √2, where k should be.",
            next_step="look at the argument of erf.",
        ),
        wrong_formula(
            "two-dimensions",
            "one k",
            lambda k: 1 - np.exp(-np.square(k) / 2),
            says="this is the share within a circle, for two draws at once.",
            next_step="one draw is asked for: look at erf.",
        ),
        wrong_formula(
            "chebyshev",
            "one k",
            lambda k: 1 - 1 / np.square(k),
            says="this is a bound for any distribution, not the share of a bell.",
            next_step="look at erf.",
        ),
        wrong_formula(
            "flattened",
            "many k",
            lambda k: special.erf(np.ravel(k) / ROOT_TWO),
            says="the shape of k was lost.",
            next_step="return the answers in the shape of k.",
        ),
        wrong_formula(
            "first-k-only",
            "many k",
            lambda k: float(special.erf(np.ravel(k)[0] / ROOT_TWO)),
            says="only the first k was used.",
            next_step="every k in an array needs an answer.",
        ),
        wrong_formula(
            "table-of-steps",
            "one k",
            lambda k: np.array([0, 0.68, 0.95, 0.997])[np.minimum(np.floor(k), 3).astype(int)],
            says="the shares come from the table of whole k, in steps.",
            next_step="k may be any number: look at erf.",
        ),
    ),
    hint=Hint(
        idea="How much of a bell lies within k σ does not depend on which bell it is.",
        look_here="The error function gives it; mind the √2, and that math.erf takes one number.",
        worked_line="np.vectorize(math.erf, otypes=[float])(np.asarray(k) / math.sqrt(2))",
    ),
    prediction=Prediction(
        question="What percentage of a Gaussian lies within two σ of its mean?",
        answer=95.4,
        tolerance=0.6,
        recall="It is 68 % within one σ, 95 % within two, for every Gaussian.",
    ),
    equivalent_mutants={
        "gaussian_coverage:2.5:copy-dropped": "numbers and arrays can be divided as they are",
        "gaussian_coverage:1.2:without-otypes": "math.erf returns floats anyway",
        "gaussian_coverage:2.1:subscript-dropped": "an array without axes counts as one number",
    },
)
