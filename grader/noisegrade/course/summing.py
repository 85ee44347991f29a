"""Gaussians add up."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

import numpy as np
from scipy import special  # type: ignore[import-untyped]  # SciPy ships no types

from noisegrade.claims import (
    RNG,
    Args,
    Asked,
    Case,
    Exact,
    ExactClaim,
    Hint,
    Misconception,
    Prediction,
    Sampled,
)
from noisegrade.course import mistakes
from noisegrade.course.signs import Noise, formula, misshapen
from noisegrade.model import FloatArray
from noisegrade.stats.irwin_hall import to_standard_normal

__all__ = ["MANY_SMALL_EFFECTS", "SAMPLE_SUM", "SCALE_GAUSSIAN", "SUM_GAUSSIANS"]


def _positive(rng: np.random.Generator) -> Sequence[Case]:
    return (
        Case((5.0, 3.0, 2.0), "std above 1"),
        Case((-2.0, 0.5, 4.0), "std below 1"),
        Case((3.0, 2.5, 0.25), "a factor below 1"),
        Case((float(rng.uniform(1, 9)), 1.5, 1.75), "any mean"),
    )


def _negative(rng: np.random.Generator) -> Sequence[Case]:
    return (
        Case((5.0, 3.0, -2.0), "a negative factor"),
        Case((-2.0, 0.5, -0.25), "a negative factor near 0"),
        Case((float(rng.uniform(1, 9)), 1.5, -3.0), "any mean"),
    )


SCALE_GAUSSIAN = Exact(
    name="scale_gaussian",
    parameters=("mean", "std", "factor"),
    truth=lambda mean, std, factor: (factor * mean, math.hypot(factor * std)),
    claims=(
        ExactClaim(name="positive factors", points=3, cases=_positive),
        ExactClaim(name="negative factors", points=2, cases=_negative),
    ),
    misconceptions=(
        formula(
            "negative-std",
            "negative factors",
            lambda mean, std, factor: (factor * mean, factor * std),
            says="a negative factor gives a negative std.",
            next_step="a width is never negative: only the mean keeps the sign.",
        ),
        formula(
            "sign-lost",
            "negative factors",
            lambda mean, std, factor: (abs(factor) * mean, abs(factor) * std),
            says="the mean lost the sign of the factor.",
            next_step="a negative factor mirrors the bell: where does its middle go?",
        ),
        formula(
            "std-unchanged",
            "positive factors",
            lambda mean, std, factor: (factor * mean, std),
            says="only the mean was multiplied; std stayed as it was.",
            next_step="stretching a bell makes it wider too.",
        ),
        formula(
            "mean-unchanged",
            "positive factors",
            lambda mean, std, factor: (mean, abs(factor) * std),
            says="only std was multiplied; the mean stayed as it was.",
            next_step="ask where the middle goes when every draw is doubled.",
        ),
        formula(
            "factor-squared",
            "positive factors",
            lambda mean, std, factor: (factor * mean, factor**2 * std),
            says="std was multiplied by the square of the factor, as a variance would be.",
            next_step="std is in the unit of the draws: how does it scale?",
        ),
        formula(
            "root-of-factor",
            "positive factors",
            lambda mean, std, factor: (factor * mean, math.sqrt(abs(factor)) * std),
            says="std was multiplied by the square root of the factor.",
            next_step="std is in the unit of the draws: how does it scale?",
        ),
        formula(
            "variance-returned",
            "positive factors",
            lambda mean, std, factor: (factor * mean, (factor * std) ** 2),
            says="the variance was returned in place of std.",
            next_step="look at the unit of the second number.",
        ),
        formula(
            "order-swapped",
            "positive factors",
            lambda mean, std, factor: (abs(factor) * std, factor * mean),
            says="std was returned first, and the mean second.",
            next_step="look at the order of what you return.",
        ),
    ),
    hint=Hint(
        idea="Multiply every draw and the whole bell stretches: its middle and its width.",
        look_here="Think of a factor of -1: the bell is mirrored, but is it any wider?",
        worked_line="factor * mean, abs(factor) * std",
    ),
)


def _two_terms(rng: np.random.Generator) -> Sequence[Case]:
    return (
        Case(([-2.0, -3.0], [2.0, 5.0]), "std above 1"),
        Case(([1.0, 4.0], [0.5, 0.25]), "std below 1"),
        Case((rng.uniform(1, 5, 2), rng.uniform(2, 4, 2)), "arrays"),
    )


def _more_terms(rng: np.random.Generator) -> Sequence[Case]:
    return (
        Case(([1.0, -4.0, 2.0], [0.5, 2.0, 1.5]), "three terms"),
        Case((rng.uniform(1, 5, 6), rng.uniform(0.5, 3, 6)), "six terms"),
        Case(([7.0], [3.0]), "one term"),
    )


def _root_sum_square(stds: Sequence[float] | FloatArray) -> float:
    return math.hypot(*(float(std) for std in stds))


def _total(means: Sequence[float] | FloatArray) -> float:
    return math.fsum(float(mean) for mean in means)


def _halved(
    means: Sequence[float] | FloatArray, stds: Sequence[float] | FloatArray
) -> tuple[float, float]:
    return _total(means) / len(means), _root_sum_square(stds) / len(stds)


SUM_GAUSSIANS = Exact(
    name="sum_gaussians",
    parameters=("means", "stds"),
    truth=lambda means, stds: (_total(means), _root_sum_square(stds)),
    claims=(
        ExactClaim(name="two terms", points=3, cases=_two_terms),
        ExactClaim(name="more terms", points=2, cases=_more_terms),
    ),
    misconceptions=(
        formula(
            "stds-added",
            "two terms",
            lambda means, stds: (_total(means), _total(stds)),
            says="the σ were added; what adds is the variances.",
            next_step="square them before you add.",
        ),
        formula(
            "variance-returned",
            "two terms",
            lambda means, stds: (_total(means), _root_sum_square(stds) ** 2),
            says="the variance was returned in place of std: the root is missing.",
            next_step="look at the unit of the second number.",
        ),
        formula(
            "roots-added",
            "two terms",
            lambda means, stds: (_total(means), math.sqrt(_total(stds))),
            says="the σ were added without squaring, and a root was taken of that.",
            next_step="the root belongs to a sum of squares.",
        ),
        formula(
            "average-not-sum",
            "two terms",
            _halved,
            says="this is the law of the average, not of the sum.",
            next_step="look for mean and for a division by n.",
        ),
        formula(
            "means-averaged",
            "two terms",
            lambda means, stds: (_total(means) / len(means), _root_sum_square(stds)),
            says="the means were averaged; they add.",
            next_step="look at the first of the two numbers.",
        ),
        formula(
            "stds-averaged",
            "two terms",
            lambda means, stds: (_total(means), _total(stds) / len(stds)),
            says="the σ were averaged; what adds is the variances.",
            next_step="look at the second of the two numbers.",
        ),
        formula(
            "variances-averaged",
            "two terms",
            lambda means, stds: (_total(means), _root_sum_square(stds) / math.sqrt(len(stds))),
            says="the variances were averaged; they add.",
            next_step="look for a mean below the root.",
        ),
        formula(
            "two-terms-only",
            "more terms",
            lambda means, stds: (_total(means[:2]), _root_sum_square(stds[:2])),
            says="only the first two terms were used.",
            next_step="the lists may hold any number of terms.",
        ),
        formula(
            "order-swapped",
            "two terms",
            lambda means, stds: (_root_sum_square(stds), _total(means)),
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
)

_TERMS = (([-2.0, -3.0], [2.0, 5.0]), ([1.0, -4.0, 2.0], [0.5, 2.0, 1.5]))


def _sum_trial(index: int, draws: int, data: np.random.Generator) -> Args:
    del data
    means, stds = _TERMS[index % 2]
    return (list(means), list(stds), draws, RNG)


def _terms(args: Args) -> tuple[list[float], list[float]]:
    return args[0], args[1]  # type: ignore[return-value]  # as the trial makes it


def _asked_sum(args: Args) -> Asked:
    means, stds = _terms(args)
    return Asked(_total(means), _root_sum_square(stds))


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


SAMPLE_SUM = Sampled(
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
        *mistakes.everyday(_SUM),
        _sum_bell(
            "average-not-sum",
            "location",
            _halved,
            says="the terms were averaged, not added.",
            next_step="look for mean and for a division by n.",
        ),
        _sum_bell(
            "means-forgotten",
            "location",
            lambda _, stds: (0.0, _root_sum_square(stds)),
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
            lambda means, stds: (_total(means), _total(stds)),
            says="the σ add up: one draw serves all terms, or a formula adds the σ.",
            next_step="every term needs fresh draws of its own.",
        ),
        _sum_bell(
            "variances-for-scales",
            "spread",
            lambda means, stds: (_total(means), _root_sum_square([std**2 for std in stds])),
            says="the variances were used as scales: every std came in squared.",
            next_step="look at what the draws are multiplied by.",
        ),
        _sum_bell(
            "root-missing",
            "spread",
            lambda means, stds: (_total(means), _root_sum_square(stds) ** 2),
            says="the sum's variance was used as its scale: the root is missing.",
            next_step="draw the terms and add them; no formula is needed.",
        ),
        _sum_bell(
            "stds-forgotten",
            "spread",
            lambda means, _: (_total(means), math.sqrt(len(means))),
            says="every term was drawn with σ = 1.",
            next_step="look at where the stds come in.",
        ),
        mistakes.rounded(_SUM),
    ),
    hint=Hint(
        idea="Draw every term by itself, then add them draw by draw.",
        look_here="Start from zeros and add size fresh draws for each pair of mean and std.",
        worked_line="total += mean + std * rng.standard_normal(size)",
    ),
)

_COUNTS = (2, 1, 3, 12)
_SLACK = 8 * float(np.finfo(float).eps)  # of a sum, its shift and its scale, in σ


def _effects_trial(index: int, draws: int, data: np.random.Generator) -> Args:
    del data
    return (_COUNTS[index % len(_COUNTS)], draws, RNG)


def _count(args: Args) -> int:
    return int(args[0])  # type: ignore[arg-type]  # as the trial makes it


def _effects_shape(args: Args) -> tuple[int, ...]:
    return (int(args[1]),)  # type: ignore[arg-type]  # as the trial makes it


def _std(args: Args) -> float:
    """Give the σ of a sum of uniforms, before it is scaled."""
    return math.sqrt(_count(args) / 12)


_EFFECTS = Noise(_effects_shape, lambda _, result: result)


def _effects(  # noqa: PLR0913 - a line of a table
    name: str,
    claim: str,
    mend: Callable[[Args, FloatArray], FloatArray],
    *,
    count: Callable[[Args], int] = _count,
    says: str,
    next_step: str,
) -> Misconception:
    """Declare a mistake whose results `mend` turns into standardised sums of `count` uniforms."""

    def undo(args: Args, result: FloatArray) -> FloatArray:
        return to_standard_normal(mend(args, result), count(args), _SLACK)

    return _EFFECTS.law(name, claim, undo, says=says, next_step=next_step)


MANY_SMALL_EFFECTS = Sampled(
    name="many_small_effects",
    parameters=("count", "size", "rng"),
    trial=_effects_trial,
    shape=_effects_shape,
    axes=("draw",),
    noise=lambda _, result: result,
    asked=lambda _: Asked(0.0, 1.0),
    standard=lambda noise, args, slack: to_standard_normal(noise, _count(args), slack),
    of="sums",
    misconceptions=(
        mistakes.integers(),
        misshapen(
            "effects-not-added",
            lambda args: (*_effects_shape(args), _count(args)),
            says="the effects came back one beside the other, not added.",
            next_step="look at the axis that has to go.",
        ),
        misshapen(
            "effects-in-rows",
            lambda args: (_count(args), *_effects_shape(args)),
            says="the effects came back one below the other, not added.",
            next_step="look at the axis that has to go.",
        ),
        _effects(
            "not-shifted",
            "location",
            lambda args, x: x - _count(args) / 2 / _std(args),
            says="the sum was scaled, but not shifted to mean 0.",
            next_step="ask what the mean of count uniforms is.",
        ),
        _effects(
            "neither-shifted-nor-scaled",
            "location",
            lambda args, x: (x - _count(args) / 2) / _std(args),
            says="the sum came back as it is, neither shifted nor scaled.",
            next_step="take off its mean, then divide by its σ.",
        ),
        _effects(
            "not-scaled",
            "spread",
            lambda args, x: x / _std(args),
            says="the sum was shifted to mean 0, but not scaled to σ = 1.",
            next_step="ask what the σ of count uniforms is.",
        ),
        _effects(
            "variance-for-scale",
            "spread",
            lambda args, x: x * _std(args),
            says="the sum was divided by its variance, not by its σ.",
            next_step="look for the root of count / 12.",
        ),
        _effects(
            "divided-by-root-of-count",
            "spread",
            lambda _, x: x * math.sqrt(12),
            says="the sum was divided by √count alone; a uniform's own σ is missing.",
            next_step="look at the variance of one uniform.",
        ),
        _effects(
            "divided-by-count",
            "spread",
            lambda args, x: x * _count(args) / _std(args),
            says="the average was shifted to 0, but not scaled to σ = 1.",
            next_step="ask what the σ of an average of count uniforms is.",
        ),
        _effects(
            "stds-added",
            "spread",
            lambda args, x: x * math.sqrt(_count(args)),
            says="it was divided by count times the σ of one uniform: σ doesn't add, variances do.",
            next_step="ask what the variance of count uniforms is.",
        ),
        _effects(
            "from-minus-one-to-one",
            "spread",
            lambda _, x: x / 2,
            says="the uniforms go from -1 to 1, but were scaled as if from 0 to 1.",
            next_step="a uniform twice as wide has another variance.",
        ),
        _EFFECTS.law(
            "bell-at-once",
            "spread",
            lambda _, result: result,
            says="the shape is a bell for every count, as if a Gaussian was drawn at once.",
            next_step="draw uniforms and add them, count of them.",
        ),
        _effects(
            "one-effect-counted-often",
            "spread",
            lambda args, x: x / math.sqrt(_count(args)),
            count=lambda _: 1,
            says="one uniform was drawn and multiplied by count.",
            next_step="every effect in a sum needs a draw of its own.",
        ),
        _effects(
            "always-one",
            "shape",
            lambda _, x: x,
            count=lambda _: 1,
            says="the shape is flat for every count, as if it were always 1.",
            next_step="look at where count comes in.",
        ),
        mistakes.one_draw_for_all(_EFFECTS),
        mistakes.constant_seed(_EFFECTS),
        mistakes.standardised_by_itself(_EFFECTS),
        mistakes.rounded(_EFFECTS),
        mistakes.rng_ignored(),
    ),
    hint=Hint(
        idea="Add count rows of uniforms; then bring the sum to mean 0 and σ = 1.",
        look_here="One uniform has mean 1/2 and variance 1/12; means add, and variances add.",
        worked_line="(total - count / 2) / np.sqrt(count / 12)",
    ),
)
