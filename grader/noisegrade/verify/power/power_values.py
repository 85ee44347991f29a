"""An exercise's power as values that every renderer shows."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

__all__ = ["CHANCES", "Cost", "Curve", "Design", "Method", "Point", "Power", "Simulated"]

CHANCES = (0.5, 0.9, 0.99, 1 - 1e-9)  # of being caught, for which a table gives the effect


class Method(StrEnum):
    """Where a chance comes from."""

    EXACT = "exact"  # the law of the statistic is known; other tests can only add to it
    BOUND = "at least"  # proved: the chance is this large or larger


@dataclass(frozen=True, slots=True, kw_only=True)
class Design:
    """What a grading of one exercise judges: draws of each stage, and how strictly.

    `shapes` are those of the draws at each stage, `axes` their names; `tolerance` is the rounding
    that is allowed for, in σ.
    """

    exercise: str
    effect: float
    axes: tuple[str, ...]
    shapes: tuple[tuple[int, ...], ...]
    false_fail: float  # of one test
    tolerance: float


@dataclass(frozen=True, slots=True)
class Point:
    """A chance at one effect; `missed` stands by itself, since 1 − caught would round to 0."""

    effect: float
    caught: float
    missed: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Curve:
    """The chance of being caught by one test, in any of the stages, against the effect.

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
    """How many whole gradings, all tests and stages, caught one wrong law.

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
    """What a right function costs at an effect: numbers drawn in all stages, seconds to judge."""

    effect: float
    draws: int
    cpu_seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Power:
    """Everything about one exercise; an exact one has a sentence instead of curves."""

    exercise: str
    says: str
    design: Design | None = None
    curves: tuple[Curve, ...] = ()
    simulated: tuple[Simulated, ...] = ()
    costs: tuple[Cost, ...] = ()
