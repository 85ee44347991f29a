"""What a picture shows of an exercise: declared in `picture.py`, or made by default."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from noisegrade.exercise import Args, Frozen, TargetDistribution
from noisegrade.model import FloatArray
from noisegrade.picture.film import Film, Stop
from noisegrade.sandbox.calls import Call, Rng

__all__ = ["Chart", "Draws", "Kind", "Places", "Question", "Subject", "calls", "places"]

_DRAWS_BYTES = 1 << 23
_ANSWER_BYTES = 1 << 16


def _all(result: FloatArray) -> FloatArray:
    return result


@dataclass(frozen=True, slots=True, kw_only=True)
class Draws:
    """A call that gives many draws, and the distribution that they are shown against.

    Parameters
    ----------
    args : of the call; RNG stands where the generator goes
    shape : of the result
    distribution : of a draw. A Gaussian is shown as a bell, in σ from the mean; any other
        distribution of scipy.stats with its own histogram, in its own units
    label : what these draws are, where they are in a row with others
    part : what of the result is shown
    """

    args: Args
    shape: tuple[int, ...]
    distribution: TargetDistribution | Frozen
    label: str = ""
    part: Callable[[FloatArray], FloatArray] = _all


@dataclass(frozen=True, slots=True)
class Question:
    """A call with one right answer, and how it reads in a table."""

    words: str
    args: Args


class Kind(StrEnum):
    """How answers are drawn; the names are those of the functions in charts.js."""

    CURVE = "curve"  # over x: the target as a line, yours as squares
    VERDICTS = "verdicts"  # an answer is True or False, at the place (x, y)
    CLOUDS = "clouds"  # an answer is the correlation of neighbours in a field


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """A drawing of answers; those to `calls`, or where there are none, those of the table.

    Parameters
    ----------
    kind : how it is drawn
    caption : what it shows, in a sentence
    calls : arguments of the calls that give the answers
    x, y : where the answers stand; y for `Kind.VERDICTS` only
    x_label, y_label : of the axes
    fields : for `Kind.CLOUDS`: what each answer is about, square; neighbours stand side by side
    """

    kind: Kind
    caption: str
    calls: tuple[Args, ...] = ()
    x: tuple[float, ...] = ()
    y: tuple[float, ...] = ()
    x_label: str = ""
    y_label: str = ""
    fields: tuple[FloatArray, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What the picture of one exercise shows; an exercise declares it as PICTURE.

    Parameters
    ----------
    law : the distribution of the draws, in words
    draws : the first fill the panel, the others stand in a row with them
    table : questions and answers
    chart : the answers, drawn
    film : what the exercise is about, in one figure that a slider moves

    Examples
    --------
    >>> from scipy import stats
    >>> from noisegrade.exercise import RNG
    >>> from noisegrade.picture import Draws, Subject
    >>> rolls = Draws(args=((64, 64), RNG), shape=(64, 64), distribution=stats.randint(1, 7))
    >>> PICTURE = Subject(law="1 to 6, each equally often", draws=(rolls,))
    """

    law: str = ""
    draws: tuple[Draws, ...] = ()
    table: tuple[Question, ...] = ()
    chart: Chart | None = None
    film: Film | None = None


@dataclass(frozen=True, slots=True)
class Places:
    """Where in a row of replies the parts of a picture stand."""

    draws: slice
    table: slice
    chart: slice
    film: tuple[int, ...]  # for each stop: stops that share a call share a reply


def places(subject: Subject) -> Places:
    """Say which reply belongs to what; in the order of `calls`."""
    table = len(subject.draws)
    chart = table + len(subject.table)
    film = chart + (len(subject.chart.calls) if subject.chart else 0)
    own = _own_calls(subject)
    return Places(
        slice(0, table),
        slice(table, chart),
        slice(chart, film),
        tuple(film + own.index(id(stop.args)) for stop in _stops(subject)),
    )


def calls(exercise: str, subject: Subject, seed: int) -> list[Call]:
    """Return the calls for a picture: draws, table, chart, film."""
    asked = [(each.args, _DRAWS_BYTES) for each in subject.draws]
    asked += [(each.args, _ANSWER_BYTES) for each in subject.table]
    asked += [(args, _DRAWS_BYTES) for args in (subject.chart.calls if subject.chart else ())]
    by_id = {id(stop.args): stop.args for stop in _stops(subject)}
    asked += [(by_id[own], _DRAWS_BYTES) for own in _own_calls(subject)]
    return [
        Call(function=exercise, args=_seeded(args, seed), capacity=size, entropy=seed + at)
        for at, (args, size) in enumerate(asked)
    ]


def _stops(subject: Subject) -> tuple[Stop, ...]:
    return subject.film.stops if subject.film else ()


def _own_calls(subject: Subject) -> list[int]:
    return list(dict.fromkeys(id(stop.args) for stop in _stops(subject)))


def _seeded(args: Args, seed: int) -> Args:
    return tuple(Rng(seed) if isinstance(each, Rng) else each for each in args)
