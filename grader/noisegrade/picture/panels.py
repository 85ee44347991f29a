"""What the page holds: for each exercise its check, its film, and two sides; plain values only."""

from __future__ import annotations

from dataclasses import dataclass

from noisegrade.picture.drawings import Bars, Cloud
from noisegrade.picture.expected import Expected
from noisegrade.picture.packed import Packed
from noisegrade.picture.shots import Aim, Shot

__all__ = [
    "Checked",
    "Drawing",
    "Failure",
    "Guess",
    "Panel",
    "Reel",
    "Row",
    "Side",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """The failing case, drawn: numbers asked for and numbers that came, or the failing draws.

    Parameters
    ----------
    caption : what is drawn, in one sentence
    asked, came : the numbers of the right answer and of the learner's
    bars : the draws that failed, in σ from the mean asked for
    cloud : the same, each against its neighbour
    """

    caption: str
    asked: tuple[float | None, ...] = ()
    came: tuple[float | None, ...] = ()
    bars: Bars | None = None
    cloud: Cloud | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What the check says of the exercise; all else in its panel agrees with it.

    Parameters
    ----------
    verdict, symbol, word : as on the command line
    sentences : those of the check, in its order
    again : the command that repeats it
    failure : the failing case, where it can be drawn
    """

    verdict: str
    symbol: str
    word: str
    sentences: tuple[str, ...]
    again: str
    failure: Failure | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Guess:
    """The question that is asked before the picture is shown.

    Parameters
    ----------
    question : to be answered by a number
    said : what to say of the number that was given before; None where none was
    tells : whether the answer is told: it is after the pass
    """

    question: str
    answer: float
    tolerance: float
    recall: str
    said: str | None
    tells: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Reel:
    """A film, ready to be shown, see `film.Film`."""

    idea: str
    views: tuple[str, ...]
    sliders: tuple[tuple[str, tuple[str, ...]], ...]
    start: tuple[int, ...]
    reach: tuple[float, float]
    height: tuple[float, float] | None
    x_label: str
    y_label: str
    beside: str
    aims: tuple[Aim, ...]
    shots: tuple[Shot, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One side of a panel.

    Parameters
    ----------
    sorry : why something is missing
    draws : in units of σ from the mean asked for; None where there are none
    answers : to the table, as text
    values : to the chart: the numbers of every answer; None for what is not finite
    """

    sorry: str | None = None
    draws: tuple[Packed | None, ...] = ()
    answers: tuple[str | None, ...] = ()
    values: tuple[tuple[float | None, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """What draws in a row are, and the distribution of each; a bell where none is `expected`."""

    label: str
    mean: float
    std: float
    expected: Expected | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """How the answers are drawn, see `spec.Chart`."""

    kind: str
    caption: str
    x: tuple[float, ...]
    y: tuple[float, ...]
    x_label: str
    y_label: str
    fields: tuple[Packed, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """One exercise, target beside yours.

    Parameters
    ----------
    name, task : of the exercise
    section : the title of its section
    shown : unless only another exercise's film needs it
    checked : what the check says of it
    guess : what is asked before the picture is shown
    film : what it is about
    law : the distribution of its draws, in words
    rows : what its draws are
    asked : the questions of its table
    same : whether the two answers to each of them are equal
    chart : how answers are drawn
    """

    name: str
    section: str
    shown: bool
    task: str
    checked: Checked
    guess: Guess | None
    film: Reel | None
    law: str
    rows: tuple[Row, ...]
    asked: tuple[str, ...]
    same: tuple[bool, ...]
    chart: Drawing | None
    target: Side
    yours: Side
