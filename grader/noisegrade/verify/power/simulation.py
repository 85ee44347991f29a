"""Whole gradings of wrong draws, counted: every test, every stage, fixed seeds."""

from __future__ import annotations

import math
from collections.abc import Iterator
from statistics import median_low

import numpy as np

from noisegrade.stats import battery, distributions
from noisegrade.verify.power.alternatives import LAWS, Draw, ar1, mixed
from noisegrade.verify.power.curves import DISTANCE, along, paired
from noisegrade.verify.power.power_values import Curve, Design, Simulated

__all__ = ["GRADINGS", "simulate"]

GRADINGS = 40  # a law: the interval is ±15 % at most, and all take half a minute at most
_CONFIDENCE = 0.95
_DISTANCES = (0.1, 0.2, 0.3, 0.5)  # of the distance that is surely caught
_CORRELATIONS = (0.45, 0.6, 0.8)  # likewise
_MIXED = 2  # laws that are mixed in by shares

Experiment = tuple[str, str, float, Draw]  # law, curve, effect


def simulate(
    design: Design, curves: tuple[Curve, ...], *, gradings: int, seed: int
) -> Iterator[Simulated]:
    """Grade every law so many times."""
    if not gradings:
        return
    for number, (law, curve, effect, draw) in enumerate(_experiments(design, curves)):
        seeds = np.random.default_rng([seed, number]).spawn(gradings)
        needed = [_draws_until_refuted(draw, rng, design) for rng in seeds]
        caught = [draws for draws in needed if draws is not None]
        yield Simulated(
            law=law,
            curve=curve,
            effect=effect,
            gradings=gradings,
            caught=len(caught),
            interval=distributions.clopper_pearson(
                len(caught), gradings, false_fail=1 - _CONFIDENCE
            ),
            draws=median_low(caught) if caught else None,
        )


def _experiments(design: Design, curves: tuple[Curve, ...]) -> Iterator[Experiment]:
    sure = {curve.name: curve.reached[-1] or curve.points[-1].effect for curve in curves}
    for law in LAWS:
        yield law.name, DISTANCE, law.distance, law.draw
    for law in LAWS[:_MIXED]:
        for part in _DISTANCES:
            distance = part * sure[DISTANCE]
            share = distance / law.distance
            if share < 1:
                told = f"{100 * share:.1f} % {law.name}, else right"
                yield told, DISTANCE, distance, mixed(law, share)
    for axis, name in paired(design):
        for part in _CORRELATIONS:
            rho = part * sure[along(name)]
            yield f"AR(1) along {name}", along(name), rho, ar1(rho, axis)


def _draws_until_refuted(draw: Draw, rng: np.random.Generator, design: Design) -> int | None:
    """Grade once; give the draws of the stages that it took, or None if nothing was seen."""
    taken = 0
    for shape in design.shapes:
        taken += math.prod(shape)
        if battery.rejects(
            draw(rng, shape),
            axes=design.axes,
            false_fail=design.false_fail,
            tolerance=design.tolerance,
        ):
            return taken
    return None
