"""Curves of the chance to be caught, one for each way to be wrong that can be computed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from noisegrade.stats import sample_size
from noisegrade.verify.design import Design
from noisegrade.verify.power.analytic import (
    ks_miss_probability,
    lag1_miss_probability,
    mean_miss_probability,
    variance_miss_probability,
)
from noisegrade.verify.power.power_values import CHANCES, Curve, Method, Point

__all__ = ["DISTANCE", "along", "curves", "least_effect", "paired"]

DISTANCE = "any other law"
_POINTS = 60
_BEYOND = 1.15  # times the effect that is all but surely caught: where a curve ends
_REACHES = (0.05, 0.2, 0.5, 0.9)  # where an effect is looked for

Missed = Callable[[float], float]


def along(axis: str) -> str:
    """Name the curve of neighbours along an axis."""
    return f"neighbours: {axis}"


def paired(design: Design) -> Iterator[tuple[int, str]]:
    """Return the axes along which there are neighbours."""
    for index, name in enumerate(design.axes):
        if all(shape[index] > 1 for shape in design.shapes):
            yield index, name


def curves(design: Design) -> Iterator[Curve]:
    """Compute every curve; where looks may accept early, chances are added up: a bound."""
    known = Method.BOUND if any(look.false_pass for look in design.looks) else Method.EXACT
    yield _curve(
        ("mean off", "σ", "N(effect, 1): the mean's law is normal"),
        known,
        lambda effect: mean_miss_probability(effect, design),
    )
    yield _curve(
        ("σ too large", "ratio − 1", "N(μ, (1 + effect)²): the energy's law is χ²"),
        known,
        lambda effect: variance_miss_probability(1 + effect, design),
    )
    yield _curve(
        ("σ too small", "ratio − 1", "N(μ, 1/(1 + effect)²): the energy's law is χ²"),
        known,
        lambda effect: variance_miss_probability(1 / (1 + effect), design),
    )
    yield _curve(
        (DISTANCE, "distance", "any iid law, by its Kolmogorov distance: Massart and Hoeffding"),
        Method.BOUND,
        lambda effect: ks_miss_probability(effect, design),
    )
    for axis, name in paired(design):
        yield _curve(
            (along(name), "correlation", "Gaussian AR(1), any sign: Chernoff"),
            Method.BOUND,
            partial(lag1_miss_probability, axis=axis, design=design),
        )


def _curve(told: tuple[str, str, str], how: Method, missed: Missed) -> Curve:
    reached = tuple(least_effect(missed, 1 - chance) for chance in CHANCES)
    last = next((effect for effect in reversed(reached) if effect is not None), _REACHES[-1])
    end = min(_REACHES[-1], _BEYOND * last)
    effects = [end * step / _POINTS for step in range(_POINTS + 1)]
    points = [Point(effect, 1 - lost, lost) for effect in effects for lost in (missed(effect),)]
    name, unit, law = told
    return Curve(name=name, unit=unit, law=law, how=how, points=tuple(points), reached=reached)


def least_effect(missed: Missed, most: float) -> float | None:
    """Find the least effect that is missed with this probability at most; None if none is."""
    found = (sample_size.min_effect(lambda e: missed(e) <= most, high=high) for high in _REACHES)
    return next((effect for effect in found if effect is not None), None)
