"""What the picture asks of a learner's function, in values."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from noisegrade.model import FloatArray
from noisegrade.sandbox.calls import Argument, Call, Rng

__all__ = ["Args", "Chart", "Draws", "Kind", "Question", "Subject", "calls"]

Args = tuple[Argument, ...]

_DRAWS_BYTES = 1 << 23
_ANSWER_BYTES = 1 << 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Draws:
    """A call that gives many numbers, and how they become N(0, 1) if they are right.

    `label`, `mean` and `std` are for draws that stand in a row with others, in their own unit.
    """

    args: Args
    shape: tuple[int, ...]
    to_z: Callable[[FloatArray], FloatArray]
    label: str = ""
    mean: float = 0.0
    std: float = 1.0


@dataclass(frozen=True, slots=True)
class Question:
    """A call with one right answer, and how it reads in a table."""

    words: str
    args: Args


class Kind(StrEnum):
    """How answers are drawn; the names are those of the functions in charts.js."""

    CURVE = "curve"  # over x: the target as a line, yours as squares
    BELLS = "bells"  # an answer is a mean and a std
    VERDICTS = "verdicts"  # an answer is True or False, at the place (x, y)
    CLOUDS = "clouds"  # an answer is the correlation of neighbours in a field


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """A drawing of answers; those to `calls`, or where there are none, those of the table."""

    kind: Kind
    caption: str
    calls: tuple[Args, ...] = ()
    x: tuple[float, ...] = ()
    y: tuple[float, ...] = ()
    x_label: str = ""
    y_label: str = ""
    bells: tuple[tuple[tuple[float, float], ...], ...] = ()  # that go into each of the answers
    fields: tuple[FloatArray, ...] = ()  # as seen: neighbours along the axis stand side by side


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What the picture of one exercise shows.

    Parameters
    ----------
    law : that the draws should follow, in words
    draws : the first fill the panel, the others stand in a row with them
    path : further calls for the figure of fifty steps
    table : questions and answers
    chart : the answers, drawn
    """

    law: str = ""
    draws: tuple[Draws, ...] = ()
    path: tuple[Args, ...] = ()
    table: tuple[Question, ...] = ()
    chart: Chart | None = None


def calls(exercise: str, subject: Subject, seed: int) -> list[Call]:
    """Give the calls for a picture: draws, path, table, chart."""
    many = [*(one.args for one in subject.draws), *subject.path]
    single = [one.args for one in subject.table]
    single += subject.chart.calls if subject.chart else ()
    sizes = [_DRAWS_BYTES] * len(many) + [_ANSWER_BYTES] * len(single)
    return [
        Call(function=exercise, args=_seeded(args, seed), capacity=size, entropy=seed + at)
        for at, (args, size) in enumerate(zip([*many, *single], sizes, strict=True))
    ]


def _seeded(args: Args, seed: int) -> Args:
    return tuple(Rng(seed) if isinstance(one, Rng) else one for one in args)
