"""68 % within one σ, 95 % within two."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

import numpy as np
from scipy import special  # type: ignore[import-untyped]  # SciPy ships no types

from noisegrade.claims import Case, Exact, ExactClaim, Hint, Prediction
from noisegrade.course.signs import formula
from noisegrade.model import FloatArray

__all__ = ["FRACTION_WITHIN", "GAUSSIAN_COVERAGE", "PASSES_COVERAGE_CHECK"]

_ROOT_TWO = math.sqrt(2)


def _single_k(rng: np.random.Generator) -> Sequence[Case]:
    return (
        Case((1.0,), "one σ"),
        Case((2.0,), "two σ"),
        Case((0.0,), "no width at all"),
        Case((float(rng.uniform(0.2, 0.8)),), "less than one σ"),
    )


def _many_k(rng: np.random.Generator) -> Sequence[Case]:
    return (
        Case((np.array([0.5, 1.0, 2.0, 3.0]),), "one dimension"),
        Case((rng.uniform(0.1, 3, (2, 3)),), "two dimensions"),
        Case((rng.uniform(0.1, 3, (2, 3, 4)),), "three dimensions"),
    )


GAUSSIAN_COVERAGE = Exact(
    name="gaussian_coverage",
    parameters=("k",),
    truth=lambda k: special.erf(np.asarray(k) / _ROOT_TWO),
    claims=(
        ExactClaim(name="one k", points=3, cases=_single_k),
        ExactClaim(name="many k", points=2, cases=_many_k),
    ),
    misconceptions=(
        formula(
            "root-missing",
            "one k",
            special.erf,
            says="k went into erf without being divided by √2.",
            next_step="look at what erf is taken of.",
        ),
        formula(
            "divided-by-two",
            "one k",
            lambda k: special.erf(k / 2),
            says="k was divided by 2, not by √2.",
            next_step="look at what erf is taken of.",
        ),
        formula(
            "one-sided",
            "one k",
            special.ndtr,
            says="this is all that lies below mean + k · std, the far left too.",
            next_step="within k σ has a border on either side.",
        ),
        formula(
            "half-only",
            "one k",
            lambda k: special.erf(k / _ROOT_TWO) / 2,
            says="only one side of the mean was counted.",
            next_step="within k σ means above the mean and below it.",
        ),
        formula(
            "outside-not-inside",
            "one k",
            lambda k: special.erfc(k / _ROOT_TWO),
            says="this is the share that lies outside.",
            next_step="ask whether the share should grow or shrink with k.",
        ),
        formula(
            "height-not-area",
            "one k",
            lambda k: np.exp(-(k**2) / 2) / math.sqrt(2 * math.pi),
            says="this is the height of the bell at k, not the area below it.",
            next_step="a share is an area: look at erf.",
        ),
        formula(
            "percent",
            "one k",
            lambda k: 100 * special.erf(k / _ROOT_TWO),
            says="the answer is in percent; a share goes from 0 to 1.",
            next_step="look at the unit of what you return.",
        ),
    ),
    hint=Hint(
        idea="How much of a bell lies within k σ does not depend on which bell it is.",
        look_here="The error function gives it; mind the √2, and that math.erf takes one number.",
        worked_line="np.vectorize(math.erf, otypes=[float])(np.asarray(k) / math.sqrt(2))",
    ),
    prediction=Prediction(
        question="How many percent of a Gaussian lie within two σ of its mean?",
        answer=95.4,
        tolerance=0.6,
        recall="It is 68 % within one σ, 95 % within two, for every Gaussian.",
    ),
)


def _within(x: FloatArray, mean: float, std: float, k: float) -> float:
    low, high = mean - k * std, mean + k * std
    return float(np.count_nonzero((x >= low) & (x <= high)) / x.size)


def _bell(rng: np.random.Generator, size: int, mean: float, std: float) -> FloatArray:
    """Spread values over a bell as evenly as they go; in random order."""
    values = mean + std * special.ndtri((np.arange(size) + 0.5) / size)
    return np.asarray(rng.permutation(values), np.float64)


def _shares(rng: np.random.Generator) -> Sequence[Case]:
    return (
        Case((_bell(rng, 60, 6.5, 3.0), 5.0, 3.0, 1.5), "one dimension"),
        Case((_bell(rng, 60, -2.5, 1.0).reshape(5, 12), -2.0, 0.5, 1.25), "std below 1"),
        Case((_bell(rng, 60, 12.0, 5.0).reshape(3, 4, 5), 10.0, 4.0, 0.5), "three dimensions"),
    )


def _borders(rng: np.random.Generator) -> Sequence[Case]:
    whole = np.array([2.0, 8.0, 5.0, 1.5, 8.5, 14.0, 2.0, 6.0])
    halves = np.array([[-3.0, -1.0, -2.0], [-3.5, -0.5, -1.25]])
    return (
        Case((rng.permutation(whole), 5.0, 3.0, 1.0), "values on the border"),
        Case((halves, -2.0, 0.5, 2.0), "values on the border, std below 1"),
    )


FRACTION_WITHIN = Exact(
    name="fraction_within",
    parameters=("x", "mean", "std", "k"),
    truth=_within,
    claims=(
        ExactClaim(name="shares", points=3, cases=_shares),
        ExactClaim(name="border", points=2, cases=_borders),
    ),
    misconceptions=(
        formula(
            "border-left-out",
            "border",
            lambda x, mean, std, k: np.mean(np.abs(x - mean) < k * std),
            says="values right on the border are left out.",
            next_step="look at the comparison: less than, or at most?",
        ),
        formula(
            "lower-border-missing",
            "shares",
            lambda x, mean, std, k: np.mean(x - mean <= k * std),
            says="only the upper border is checked; values far below count as near.",
            next_step="a distance has no sign: look for abs.",
        ),
        formula(
            "k-forgotten",
            "shares",
            lambda x, mean, std, k: np.mean(np.abs(x - mean) <= std),  # noqa: ARG005 - forgotten
            says="k was forgotten: it counts within one std.",
            next_step="look at where k comes in.",
        ),
        formula(
            "std-forgotten",
            "shares",
            lambda x, mean, std, k: np.mean(np.abs(x - mean) <= k),  # noqa: ARG005 - forgotten
            says="std was forgotten: k was taken as the distance itself.",
            next_step="k counts σ: look at where std comes in.",
        ),
        formula(
            "mean-forgotten",
            "shares",
            lambda x, mean, std, k: np.mean(np.abs(x) <= k * std),  # noqa: ARG005 - forgotten
            says="the distance is taken from 0, not from the mean.",
            next_step="look at where mean comes in.",
        ),
        formula(
            "variance-for-std",
            "shares",
            lambda x, mean, std, k: np.mean(np.abs(x - mean) <= k * std**2),
            says="the variance was used for std: std came in squared.",
            next_step="look at what the distance is compared with.",
        ),
        formula(
            "own-mean-and-std",
            "shares",
            lambda x, mean, std, k: np.mean(np.abs(x - x.mean()) <= k * x.std()),  # noqa: ARG005 - not used
            says="the values' own mean and σ were used in place of the given ones.",
            next_step="look at where your mean and std come from.",
        ),
        formula(
            "count-not-share",
            "shares",
            lambda x, mean, std, k: np.sum(np.abs(x - mean) <= k * std),
            says="this is how many values there are, not which share of all.",
            next_step="divide by the number of all values.",
        ),
        formula(
            "divided-by-rows",
            "shares",
            lambda x, mean, std, k: np.sum(np.abs(x - mean) <= k * std) / len(x),
            says="the count was divided by the number of rows, not of all values.",
            next_step="len counts rows; look for what counts every value.",
        ),
        formula(
            "outside-not-inside",
            "shares",
            lambda x, mean, std, k: np.mean(np.abs(x - mean) > k * std),
            says="this is the share that lies outside.",
            next_step="look at the direction of the comparison.",
        ),
        formula(
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

_VALUES = 400  # in a check: one of them is a quarter of a percent
_FIRST, _SECOND = special.erf(np.array([1, 2]) / _ROOT_TWO).tolist()


def _pile(first: float, second: float, mean: float, std: float) -> FloatArray:
    """Make values of which about the given shares lie within one σ and within two."""
    near, middle = round(first * _VALUES), round((second - first) * _VALUES)
    far = _VALUES - near - middle
    distance = np.repeat([0.5, 1.5, 3.0], [near, middle, far])
    side = np.where(np.arange(_VALUES) % 2, 1.0, -1.0)
    return np.asarray(mean + std * side * distance, np.float64)


def _close(first: float, second: float, tolerance: float) -> bool:
    return bool(abs(first - _FIRST) <= tolerance and abs(second - _SECOND) <= tolerance)


def _passes(x: FloatArray, mean: float, std: float, tolerance: float) -> bool:
    return _close(_within(x, mean, std, 1), _within(x, mean, std, 2), tolerance)


def _at_one_sigma(rng: np.random.Generator) -> Sequence[Case]:
    return (
        Case((_bell(rng, _VALUES, 5.0, 3.0), 5.0, 3.0, 0.02), "a bell"),
        Case((_pile(_FIRST - 0.06, _SECOND, 5.0, 3.0), 5.0, 3.0, 0.05), "too few within one σ"),
        Case((_pile(_FIRST + 0.06, _SECOND, 5.0, 3.0), 5.0, 3.0, 0.05), "too many within one σ"),
        Case((_pile(_FIRST + 0.0198, _SECOND, -2.0, 0.5), -2.0, 0.5, 0.02), "near enough, above"),
        Case((_pile(_FIRST - 0.0177, _SECOND, 5.0, 3.0), 5.0, 3.0, 0.02), "near enough, below"),
        Case((_pile(_FIRST - 0.028, _SECOND, -2.0, 0.5), -2.0, 0.5, 0.02), "just too far"),
    )


def _at_two_sigma(rng: np.random.Generator) -> Sequence[Case]:
    return (
        Case((_bell(rng, _VALUES, -2.0, 0.5), -2.0, 0.5, 0.02), "a bell, std below 1"),
        Case((_pile(_FIRST, _SECOND - 0.05, 5.0, 3.0), 5.0, 3.0, 0.03), "too few within two σ"),
        Case((_pile(_FIRST, _SECOND + 0.04, 5.0, 3.0), 5.0, 3.0, 0.03), "too many within two σ"),
        Case(
            (_pile(_FIRST + 0.011, _SECOND - 0.011, -2.0, 0.5), -2.0, 0.5, 0.02),
            "both a little off",
        ),
        Case((_bell(rng, _VALUES, 9.0, 3.0), 5.0, 3.0, 0.05), "another bell than the given one"),
    )


Judgement = Callable[[float, float, float], bool]


def _judging(judge: Judgement) -> Callable[[FloatArray, float, float, float], bool]:
    """Give the answer of code that counts right but judges the shares by a rule of its own."""
    return lambda x, mean, std, tolerance: bool(
        judge(_within(x, mean, std, 1), _within(x, mean, std, 2), tolerance)
    )


PASSES_COVERAGE_CHECK = Exact(
    name="passes_coverage_check",
    parameters=("x", "mean", "std", "tolerance"),
    truth=_passes,
    claims=(
        ExactClaim(name="one σ", points=3, cases=_at_one_sigma),
        ExactClaim(name="two σ", points=2, cases=_at_two_sigma),
    ),
    misconceptions=(
        formula(
            "one-sigma-only",
            "two σ",
            _judging(lambda first, _, tolerance: abs(first - _FIRST) <= tolerance),
            says="only the share within one σ is checked.",
            next_step="two σ must hold as well.",
        ),
        formula(
            "two-sigma-only",
            "one σ",
            _judging(lambda _, second, tolerance: abs(second - _SECOND) <= tolerance),
            says="only the share within two σ is checked.",
            next_step="one σ must hold as well.",
        ),
        formula(
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
        formula(
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
        formula(
            "too-many-let-through",
            "one σ",
            _judging(
                lambda first, second, tolerance: (
                    _FIRST - first <= tolerance and _SECOND - second <= tolerance
                )
            ),
            says="a share that is too large is let through.",
            next_step="too many near the mean is no bell either: look for abs.",
        ),
        formula(
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
        formula(
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
        formula(
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
        formula(
            "own-mean-and-std",
            "two σ",
            lambda x, mean, std, tolerance: _passes(x, x.mean(), x.std(), tolerance),  # noqa: ARG005 - not used
            says="the values' own mean and σ were used in place of the given ones.",
            next_step="look at where your mean and std come from.",
        ),
        formula(
            "answer-turned",
            "one σ",
            lambda x, mean, std, tolerance: not _passes(x, mean, std, tolerance),
            says="the answer is turned round: it is True for values that break the promise.",
            next_step="look at the direction of the comparison.",
        ),
    ),
    hint=Hint(
        idea="A bell keeps two promises at once: one for one σ, one for two.",
        look_here="The two functions above give you what is there and what should be.",
        worked_line="abs(fraction_within(x, mean, std, k) - gaussian_coverage(k)) <= tolerance",
    ),
    prediction=Prediction(
        question="How many percent of flat noise lie within one of its own σ?",
        answer=58.0,
        tolerance=2.0,
        recall="Flat noise from 0 to 1 has σ = 0.29, so 58 % lie within one σ: no bell.",
    ),
)
