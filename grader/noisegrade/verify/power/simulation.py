"""Whole gradings of draws, counted: every look, every test of all draws together, fixed seeds."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from statistics import median_low

import numpy as np

from noisegrade.model import FloatArray
from noisegrade.stats import battery, distributions
from noisegrade.stats.budget import Look
from noisegrade.verify.design import Design
from noisegrade.verify.power.alternatives import LAWS, Draw, ar1, mixed
from noisegrade.verify.power.curves import DISTANCE, along, paired
from noisegrade.verify.power.power_values import Curve, Simulated

__all__ = ["GRADINGS", "Ended", "grade_draws", "right_ends", "simulate"]

GRADINGS = 40  # a law: the interval is ±15 % at most, and all take about half a minute
_CONFIDENCE = 0.95
_DISTANCES = (0.1, 0.2, 0.3, 0.5)  # of the distance that is surely caught
_CORRELATIONS = (0.45, 0.6, 0.8)  # likewise
_MIXED = 2  # laws that are mixed in by shares

Experiment = tuple[str, str, float, Draw]  # law, curve, effect


@dataclass(frozen=True, slots=True)
class Ended:
    """The look at which a grading ended, by its place, the draws that it took, and its outcome."""

    look: int
    draws: int
    rejected: bool


def simulate(
    design: Design, curves: tuple[Curve, ...], *, gradings: int, seed: int
) -> Iterator[Simulated]:
    """Grade every law so many times."""
    if not gradings:
        return
    for number, (law, curve, effect, draw) in enumerate(_experiments(design, curves)):
        seeds = np.random.default_rng([seed, number]).spawn(gradings)
        ends = [grade_draws(draw, rng, design) for rng in seeds]
        caught = [end.draws for end in ends if end.rejected]
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


def right_ends(design: Design, *, gradings: int, seed: int) -> tuple[float, ...]:
    """Grade right draws so many times; return the share that ends at each look."""
    seeds = np.random.default_rng(seed).spawn(gradings)
    found = Counter(grade_draws(_right, rng, design).look for rng in seeds)
    return tuple(found[at] / gradings for at in range(len(design.looks)))


def _right(rng: np.random.Generator, shape: tuple[int, ...]) -> FloatArray:
    return rng.standard_normal(shape)


def grade_draws(draw: Draw, rng: np.random.Generator, design: Design) -> Ended:
    """Grade once: reject at any look, or accept at one that may.

    A look's draws are the first of the last look's, as the calls of a grading add up. Draws of
    single settings are not judged: that could only reject more.
    """
    taken = math.prod(design.shapes[0])
    if _rejects(draw(rng, design.shapes[0]), design):
        return Ended(0, taken, rejected=True)
    whole = draw(rng, design.shapes[-1])
    last = len(design.looks) - 1
    for at in range(1, last):
        z = whole[: design.shapes[at][0]]
        rejected = _rejected_early(z, design.looks[at], design)
        if rejected is not None:
            return Ended(at, taken + z.size, rejected)
    return Ended(last, taken + whole.size, _rejects(whole, design))


def _rejects(z: FloatArray, design: Design) -> bool:
    return battery.rejects(
        z, axes=design.axes, false_fail=design.false_fail, tolerance=design.tolerance
    )


def _rejected_early(z: FloatArray, look: Look, design: Design) -> bool | None:
    """Tell whether a look rejects, or None where it leaves that to the next."""
    judged = battery.judge(
        z, axes=design.axes, false_fail=design.false_fail, tolerance=design.tolerance
    )
    if any(one.evidence.rejects for one in judged):
        return True
    lengths = tuple(zip(design.axes, z.shape, strict=True))
    accepted = design.plan.accepts(look, judged, lengths=lengths, tolerance=design.tolerance)
    return False if accepted else None
