"""Both promises of a bell at once: 68 % and 95 %."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from scipy import special  # type: ignore[import-untyped]  # SciPy ships no types

from noisegrade.exercise import Case, ExactClaim, ExactExercise, Hint, Prediction, wrong_formula
from noisegrade.model import FloatArray
from noisegrade.what_noise_is.fractions import ROOT_TWO, even_bell, within

__all__ = ["EXERCISE", "Judgement"]

_VALUES = 400  # in a check: one of them is a quarter of a percent

_FIRST, _SECOND = special.erf(np.array([1, 2]) / ROOT_TWO).tolist()


def _pile(first: float, second: float, mean: float, std: float) -> FloatArray:
    """Make values of which about the given shares lie within one σ and within two."""
    near, middle = round(first * _VALUES), round((second - first) * _VALUES)
    far = _VALUES - near - middle
    distance = np.repeat([0.5, 1.5, 4.0], [near, middle, far])
    side = np.where(np.arange(_VALUES) % 2, 1.0, -1.0)
    values = np.asarray(mean + std * side * distance, np.float64)
    return np.random.default_rng(_VALUES).permutation(values)  # so that no part is like the whole


def _on_borders(rng: np.random.Generator, counts: tuple[int, int, int]) -> FloatArray:
    """Put so many values right at one σ from 5 ± 2, at two, and far out."""
    sides = rng.choice([-1.0, 1.0], sum(counts))
    return np.asarray(5.0 + 2.0 * sides * np.repeat([1.0, 2.0, 4.0], counts), np.float64)


def _close(first: float, second: float, tolerance: float) -> bool:
    return bool(abs(first - _FIRST) <= tolerance and abs(second - _SECOND) <= tolerance)


def _passes(x: FloatArray, mean: float, std: float, tolerance: float) -> bool:
    return _close(within(x, mean, std, 1), within(x, mean, std, 2), tolerance)


def _at_one_sigma(rng: np.random.Generator) -> Sequence[Case]:
    cases = (
        Case((even_bell(rng, _VALUES, 5.0, 3.0), 5.0, 3.0, 0.02), "a bell"),
        Case((_pile(_FIRST - 0.06, _SECOND, 5.0, 3.0), 5.0, 3.0, 0.05), "too few within one σ"),
        Case((_pile(_FIRST + 0.06, _SECOND, 5.0, 3.0), 5.0, 3.0, 0.05), "too many within one σ"),
        Case((_pile(_FIRST + 0.0198, _SECOND, -2.0, 0.5), -2.0, 0.5, 0.02), "near enough, above"),
        Case((_pile(_FIRST - 0.0177, _SECOND, 5.0, 3.0), 5.0, 3.0, 0.02), "near enough, below"),
        Case((_pile(_FIRST + 0.0525, _SECOND, 5.25, 3.0), 5.25, 3.0, 0.05), "just too far, above"),
        Case((_pile(_FIRST - 0.028, _SECOND, -2.0, 0.5), -2.0, 0.5, 0.02), "just too far"),
        Case((_pile(_FIRST + 0.1, _SECOND, 40.0, 8.0).reshape(8, 10, 5), 40, 8, 0.2), "an image"),
        Case((_pile(_FIRST + 0.1, _SECOND, 0.0, 2.0).reshape(20, 20), 0, 2, 0.05), "mean 0"),
        Case((np.array([1.0, 2.0, 2.5]), 2.0, 4.0, 0.4), "three values"),
        Case((_on_borders(rng, (68, 27, 5)), 5.0, 2.0, 0.02), "values on the borders"),
        Case((_on_borders(rng, (68, 27, 5)) + 0.5, 5.5, 2.0, 0.02), "a mean between whole numbers"),
        Case((np.array([1.0]), 1.5, 2.0, 0.0), "one value, no tolerance"),
        Case((even_bell(rng, _VALUES, 5.0, 3.0), 5.0, 3.0, 0.0), "a bell, no tolerance"),
        Case((_pile(_FIRST, _SECOND, 1.0, 1.0), 0.0, 1.0, 0.05), "not around its mean of 0"),
        Case((np.full(10, 99.0), 0.0, 1.0, 1), "none near, and a tolerance of 1"),
        Case((rng.integers(-9, 9, (6, 8)), 0.25, 2.5, 0.1), "whole values"),
    )
    return (*cases, *(_drawn(rng) for _ in range(6)))


def _at_two_sigma(rng: np.random.Generator) -> Sequence[Case]:
    cases = (
        Case((even_bell(rng, _VALUES, -2.0, 0.5), -2.0, 0.5, 0.02), "a bell, std below 1"),
        Case((_pile(_FIRST, _SECOND - 0.05, 5.0, 3.0), 5.0, 3.0, 0.03), "too few within two σ"),
        Case((_pile(_FIRST, _SECOND + 0.04, 5.0, 3.0), 5.0, 3.0, 0.03), "too many within two σ"),
        Case(
            (_pile(_FIRST + 0.011, _SECOND - 0.011, -2.0, 0.5), -2.0, 0.5, 0.02),
            "both a little off",
        ),
        Case(
            (even_bell(rng, _VALUES, 9.0, 3.0), 5.0, 3.0, 0.05), "another bell than the given one"
        ),
        Case((_pile(_FIRST, _SECOND - 0.2, 7.0, 1.0).reshape(8, 10, 5), 7.0, 1, 0.1), "an image"),
        Case((_pile(_FIRST, _SECOND - 0.2, 7.0, 1.0).reshape(10, 20, 2), 7.0, 1, 0.3), "wide"),
        Case((_on_borders(rng, (60, 27, 13)), 5.0, 2.0, 0.1), "values on the borders"),
        Case((_pile(_FIRST, _SECOND, 3.0, 2.0).astype(np.float32), 3.0, 2.0, 0.05), "float32"),
    )
    return (*cases, *(_drawn(rng) for _ in range(6)))


def _drawn(rng: np.random.Generator) -> Case:
    """Choose at random what passes and what doesn't: no list of answers serves twice."""
    wrong, off = rng.integers(2, size=2), rng.choice([-0.05, 0.05], 2)
    tolerance = float(rng.choice([0.02, 0.03]))
    shares = np.minimum(np.array([_FIRST, _SECOND]) + wrong * off, 1.0)
    mean, std = float(rng.integers(-36, 36)) / 4, float(rng.choice([0.5, 2.0, 4.0]))
    values = rng.permutation(_pile(float(shares[0]), float(shares[1]), mean, std))
    return Case((values, mean, std, tolerance), "any values")


Judgement = Callable[[float, float, float], bool]


def _judging(judge: Judgement) -> Callable[[FloatArray, float, float, float], bool]:
    """Give the answer of code that counts right but judges the shares by a rule of its own."""
    return lambda x, mean, std, tolerance: bool(
        judge(within(x, mean, std, 1), within(x, mean, std, 2), tolerance)
    )


EXERCISE = ExactExercise(
    name="passes_coverage_check",
    parameters=("x", "mean", "std", "tolerance"),
    truth=_passes,
    claims=(
        ExactClaim(name="one σ", points=3, cases=_at_one_sigma),
        ExactClaim(name="two σ", points=2, cases=_at_two_sigma),
    ),
    misconceptions=(
        wrong_formula(
            "one-sigma-only",
            "two σ",
            _judging(lambda first, _, tolerance: abs(first - _FIRST) <= tolerance),
            says="only the share within one σ is checked.",
            next_step="two σ must hold as well.",
        ),
        wrong_formula(
            "two-sigma-only",
            "one σ",
            _judging(lambda _, second, tolerance: abs(second - _SECOND) <= tolerance),
            says="only the share within two σ is checked.",
            next_step="one σ must hold as well.",
        ),
        wrong_formula(
            "either-is-enough",
            "one σ",
            _judging(
                lambda first, second, tolerance: (
                    abs(first - _FIRST) <= tolerance or abs(second - _SECOND) <= tolerance
                )
            ),
            says="one of the two shares is enough to pass.",
            next_step="both must hold: look for or, and for an early return.",
        ),
        wrong_formula(
            "too-few-let-through",
            "one σ",
            _judging(
                lambda first, second, tolerance: (
                    first - _FIRST <= tolerance and second - _SECOND <= tolerance
                )
            ),
            says="a share that is too small is let through.",
            next_step="a distance has no sign: look for abs.",
        ),
        wrong_formula(
            "too-many-let-through",
            "one σ",
            _judging(
                lambda first, second, tolerance: (
                    _FIRST - first <= tolerance and _SECOND - second <= tolerance
                )
            ),
            says="a share that is too large is let through.",
            next_step="too many near the mean is not a Gaussian either: look for abs.",
        ),
        wrong_formula(
            "rounded-shares",
            "one σ",
            _judging(
                lambda first, second, tolerance: (
                    abs(first - 0.68) <= tolerance and abs(second - 0.95) <= tolerance
                )
            ),
            says="the shares are compared with 0.68 and 0.95, which are rounded.",
            next_step="take the exact ones from gaussian_coverage.",
        ),
        wrong_formula(
            "relative-tolerance",
            "one σ",
            _judging(
                lambda first, second, tolerance: (
                    abs(first - _FIRST) <= tolerance * _FIRST
                    and abs(second - _SECOND) <= tolerance * _SECOND
                )
            ),
            says="the tolerance was taken relative to the share.",
            next_step="0.02 is two percentage points, whatever the share is.",
        ),
        wrong_formula(
            "distances-added",
            "two σ",
            _judging(
                lambda first, second, tolerance: (
                    abs(first - _FIRST) + abs(second - _SECOND) <= tolerance
                )
            ),
            says="the two distances were added before they were compared.",
            next_step="each share has the whole tolerance for itself.",
        ),
        wrong_formula(
            "own-mean-and-std",
            "two σ",
            lambda x, mean, std, tolerance: _passes(x, x.mean(), x.std(), tolerance),
            says="the values' own mean and σ were used in place of the given ones.",
            next_step="look at where your mean and std come from.",
        ),
        wrong_formula(
            "answer-turned",
            "one σ",
            lambda x, mean, std, tolerance: not _passes(x, mean, std, tolerance),
            says="the answer is turned round: it is True for values that break the promise.",
            next_step="look at the direction of the comparison.",
        ),
        wrong_formula(
            "in-percent",
            "one σ",
            _judging(
                lambda first, second, tolerance: _close(
                    _FIRST + 100 * (first - _FIRST), _SECOND + 100 * (second - _SECOND), tolerance
                )
            ),
            says="shares and tolerance are in different units, 100 times apart.",
            next_step="a tolerance of 0.02 is two percentage points: compare shares.",
        ),
        wrong_formula(
            "tolerance-ignored",
            "one σ",
            _judging(lambda first, second, tolerance: _close(first, second, 0.02)),
            says="a tolerance of 0.02 was used, whatever was asked for.",
            next_step="look at where tolerance comes in.",
        ),
        wrong_formula(
            "distances-averaged",
            "one σ",
            _judging(
                lambda first, second, tolerance: (
                    (abs(first - _FIRST) + abs(second - _SECOND)) / 2 <= tolerance
                )
            ),
            says="the two distances were averaged before they were compared.",
            next_step="both must hold, each by itself.",
        ),
        wrong_formula(
            "distances-cancel",
            "one σ",
            _judging(
                lambda first, second, tolerance: abs(first - _FIRST + second - _SECOND) <= tolerance
            ),
            says="the two distances were added with their signs, so that they cancel.",
            next_step="both must hold, each by itself.",
        ),
        wrong_formula(
            "same-share-for-both",
            "two σ",
            _judging(
                lambda first, second, tolerance: (
                    abs(first - _FIRST) <= tolerance and abs(second - _FIRST) <= tolerance
                )
            ),
            says="both shares are compared with 68 %.",
            next_step="within two σ lie 95 %.",
        ),
        wrong_formula(
            "always-true",
            "one σ",
            lambda *_: True,
            says="every answer is True.",
            next_step="some values break the promise: look at what you compare.",
        ),
        wrong_formula(
            "root-missing",
            "one σ",
            _judging(
                lambda first, second, tolerance: (
                    abs(first - special.erf(1)) <= tolerance
                    and abs(second - special.erf(2)) <= tolerance
                )
            ),
            says="erf was taken of k, not of k / √2.",
            next_step="take the shares from gaussian_coverage.",
        ),
    ),
    hint=Hint(
        idea="A bell keeps two promises at once: one for one σ, one for two.",
        look_here="The two functions above give you what is there and what should be.",
        worked_line="abs(fraction_within(x, mean, std, k) - gaussian_coverage(k)) <= tolerance",
    ),
    prediction=Prediction(
        question="What percentage of flat noise lies within one of its own σ?",
        answer=58.0,
        tolerance=2.0,
        recall="Flat noise from 0 to 1 has σ = 0.29, so 58 % lie within one σ: no bell.",
    ),
    equivalent_mutants={
        "passes_coverage_check:x:flattened": "counting does not depend on the shape",
        "passes_coverage_check:x:two-axes": "counting does not depend on the shape",
        "passes_coverage_check:x:transposed": "counting does not depend on the shape",
        "passes_coverage_check:x:squeezed": "counting does not depend on the shape",
        "passes_coverage_check:1.7:sub-reversed": "the distance has no sign",
        "passes_coverage_check:1.4:lte-to-lt": "rounding alone decides on this border",
        "passes_coverage_check:1.18:rounds-doubled": "checking twice changes nothing",
        "passes_coverage_check:1.18:rounds-reversed": "both must hold, in any order",
        "passes_coverage_check:1.20:swapped-1-2": "both must hold, in any order",
    },
)
