"""What a picture shows of an exercise: declared in `picture.py`, or made by default."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from noisegrade.errors import DeclarationError
from noisegrade.exercise import Args, Frozen, TargetDistribution
from noisegrade.model import FloatArray
from noisegrade.sandbox.calls import Call, Rng

__all__ = ["Chart", "Draws", "Figure", "Kind", "Question", "Role", "Subject", "calls"]

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
    BELLS = "bells"  # an answer is a mean and a std
    VERDICTS = "verdicts"  # an answer is True or False, at the place (x, y)
    CLOUDS = "clouds"  # an answer is the correlation of neighbours in a field
    IMAGES = "images"  # an answer is what became of a field


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """A drawing of answers; those to `calls`, or where there are none, those of the table.

    Parameters
    ----------
    kind : how it is drawn
    caption : what it shows, in a sentence
    calls : arguments of the calls that give the answers
    x, y : where the answers stand; y for `Kind.VERDICTS` only; for `Kind.IMAGES`, x is a number
        that tells one field from the next
    x_label, y_label : of the axes; for `Kind.IMAGES`, y_label is what the fields are, "before" if
        it is left out
    bells : for `Kind.BELLS`: mean and std of all that goes into each of the answers
    fields : for `Kind.CLOUDS` and `Kind.IMAGES`: what each answer is about, square; in a cloud,
        neighbours along the axis stand side by side
    """

    kind: Kind
    caption: str
    calls: tuple[Args, ...] = ()
    x: tuple[float, ...] = ()
    y: tuple[float, ...] = ()
    x_label: str = ""
    y_label: str = ""
    bells: tuple[tuple[tuple[float, float], ...], ...] = ()
    fields: tuple[FloatArray, ...] = ()


class Role(StrEnum):
    """What an exercise does in the figures at the top of the page; the names are known there."""

    AMPLITUDE = "amplitude"  # its first draws are the noise that a slider makes larger
    WALK = "walk"  # its first result is an image after 0, 1, 2 … steps of noise
    JUMP = "jump"  # its first result is the image after the last step, made in one


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """The part of an exercise in a figure at the top of the page.

    The first exercise of a course with a role takes it. The figure of a walk and a jump shows
    whichever of the two there is.

    Parameters
    ----------
    role : see `Role`
    image : what noise is added to, square; from 0 to 255 for AMPLITUDE, else from −1 to 1
    stops : after how many steps the image is shown: from 0 to the last; not for AMPLITUDE
    alpha_bars : the share of the image's variance that is left after each stop
    calls : for JUMP: arguments of the calls that end at each stop but the first and the last
    """

    role: Role
    image: FloatArray
    stops: tuple[int, ...] = ()
    alpha_bars: tuple[float, ...] = ()
    calls: tuple[Args, ...] = ()

    def __post_init__(self) -> None:
        if self.image.ndim != 2 or self.image.shape[0] != self.image.shape[1]:  # noqa: PLR2004
            raise DeclarationError("The image of a figure must be square.")
        if self.role is Role.AMPLITUDE:
            return
        if len(self.stops) < 2 or len(self.stops) != len(self.alpha_bars):  # noqa: PLR2004
            raise DeclarationError("A figure of steps needs two stops, and an alpha_bar for each.")
        if self.role is Role.JUMP and len(self.calls) != len(self.stops) - 2:
            raise DeclarationError("A jump needs a call for each stop but the first and the last.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What the picture of one exercise shows; an exercise declares it as PICTURE.

    Parameters
    ----------
    law : the distribution of the draws, in words
    draws : the first fill the panel, the others stand in a row with them
    table : questions and answers
    chart : the answers, drawn
    figure : what the exercise does in the figures at the top of the page, if anything

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
    figure: Figure | None = None


def calls(exercise: str, subject: Subject, seed: int) -> list[Call]:
    """Return the calls for a picture: draws, figure, table, chart."""
    many = [each.args for each in subject.draws]
    many += subject.figure.calls if subject.figure else ()
    single = [each.args for each in subject.table]
    single += subject.chart.calls if subject.chart else ()
    sizes = [_DRAWS_BYTES] * len(many) + [_ANSWER_BYTES] * len(single)
    return [
        Call(function=exercise, args=_seeded(args, seed), capacity=size, entropy=seed + at)
        for at, (args, size) in enumerate(zip([*many, *single], sizes, strict=True))
    ]


def _seeded(args: Args, seed: int) -> Args:
    return tuple(Rng(seed) if isinstance(each, Rng) else each for each in args)
