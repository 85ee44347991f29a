"""An exercise's power as values that every renderer shows."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from noisegrade.verify.design import Design

__all__ = ["CHANCES", "Cost", "Curve", "Method", "Point", "Power", "Simulated"]

CHANCES = (0.5, 0.9, 0.99, 1 - 1e-9)  # of being caught, for which a table gives the effect


class Method(StrEnum):
    """Where a chance comes from."""

    EXACT = "exact"  # the laws of the statistics are known; other tests can only add to it
    BOUND = "at least"  # proved: the chance is this large or larger


@dataclass(frozen=True, slots=True)
class Point:
    """A chance at one effect; `missed` stands by itself, since 1 − caught would round to 0."""

    effect: float
    caught: float
    missed: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Curve:
    """The chance that one test, over all looks, fails a grading, against the effect.

    `reached` are the effects that are caught with `CHANCES`.
    """

    name: str
    unit: str
    law: str
    how: Method
    points: tuple[Point, ...]
    reached: tuple[float | None, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Simulated:
    """How many whole gradings, all tests and looks, caught one wrong law.

    `curve` names the curve that it may stand beside, `effect` is in that curve's unit. The interval
    holds the chance with 95 % confidence (Clopper & Pearson); `draws` were needed at the median.
    """

    law: str
    curve: str
    effect: float
    gradings: int
    caught: int
    interval: tuple[float, float]
    draws: int | None


@dataclass(frozen=True, slots=True)
class Cost:
    """What a right function costs at an effect.

    `draws` are the most that a grading takes, `usual_draws` those of right code on average;
    `cpu_seconds` are spent on these.
    """

    effect: float
    draws: int
    cpu_seconds: float
    usual_draws: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Power:
    """Everything about one exercise; an exact one has a sentence instead of curves."""

    exercise: str
    says: str
    design: Design | None = None
    curves: tuple[Curve, ...] = ()
    simulated: tuple[Simulated, ...] = ()
    costs: tuple[Cost, ...] = ()
