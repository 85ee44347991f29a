"""A film: one idea, shown at every stop of a slider by what the learner's function returns."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from noisegrade.errors import DeclarationError
from noisegrade.exercise import Args, Frozen, TargetDistribution
from noisegrade.model import FloatArray

__all__ = ["Film", "Slider", "Stop", "View"]

Bell = tuple[float, float]
_NUMBERS_OF_A_PIXEL = 3


def _all(result: FloatArray) -> FloatArray:
    return result


class View(StrEnum):
    """One drawing of a stop; the names are those of the functions in views.js."""

    GIVEN = "given"  # what the call is given, as an image
    IMAGE = "image"  # what it returns, as an image
    HISTOGRAM = "histogram"  # the draws in the learner's units: the axis stands still
    SHAPE = "shape"  # the draws in σ from their mean: the bell stands still
    CLOUD = "cloud"  # each value against its right-hand neighbour
    CURVE = "curve"  # an answer for every x
    BELL = "bell"  # an answer is a mean and a σ, or the σ of a bell around 0
    BAND = "band"  # the values within the stop's band are counted
    TREND = "trend"  # the one number of each stop, over the first slider


@dataclass(frozen=True, slots=True)
class Slider:
    """What a slider changes, and how each of its places reads."""

    name: str
    places: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """A call, and what is drawn of it; stops with the very same `args` share one call.

    Parameters
    ----------
    args : of the call; RNG stands where the generator goes
    shape : of the result of a random exercise
    part : what of the result is shown, after one step of many, say
    distribution : of a draw in the part of a random exercise
    given : what `View.GIVEN` shows; and `View.CLOUD`, where the answer is a number
    bells : mean and σ of bells that are dashed beside what comes: what goes in, say
    x : where the answers of `View.CURVE` stand
    band : from where to where `View.BAND` counts
    values : what `View.BAND` counts; the area of the bell where there are none
    """

    args: Args
    shape: tuple[int, ...] = ()
    part: Callable[[FloatArray], FloatArray] = _all
    distribution: TargetDistribution | Frozen | None = None
    given: FloatArray | None = None
    bells: tuple[Bell, ...] = ()
    x: tuple[float, ...] = ()
    band: tuple[float, float] | None = None
    values: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Film:
    """What an exercise is about, in one figure that a slider moves.

    Parameters
    ----------
    idea : what there is to see, in one sentence; it stands below the figure
    views : what is drawn of each stop, side by side
    stops : one for each place of the slider; with two sliders, the second runs faster
    sliders : none where there is one stop
    start : the place of each slider at first; by default the first place
    reach : from where to where the horizontal axis goes, but for curves
    height : of the vertical axis of curves and trends; by default as high as what was asked for
    shades : the values that are drawn black and white, or darkest and brightest
    x_label, y_label : of the axes
    beside : another exercise of the course with as many stops, whose images are shown beside
    """

    idea: str
    views: tuple[View, ...]
    stops: tuple[Stop, ...]
    sliders: tuple[Slider, ...] = ()
    start: tuple[int, ...] = ()
    reach: tuple[float, float] = (-4.0, 4.0)
    height: tuple[float, float] | None = None
    shades: tuple[float, float] = (-3.0, 3.0)
    x_label: str = ""
    y_label: str = ""
    beside: str = ""

    def __post_init__(self) -> None:
        if not self.stops or not self.views:
            raise DeclarationError("A film needs a stop and a view at least.")
        if math.prod(len(each.places) for each in self.sliders) != len(self.stops):
            raise DeclarationError("A film needs a stop for each place of its sliders.")
        if len(self.start) not in {0, len(self.sliders)}:
            raise DeclarationError("A film starts at a place of each of its sliders.")
        if View.TREND in self.views and len(self.sliders) != 1:
            raise DeclarationError("A trend needs one slider.")
        for stop in self.stops:
            _require(self.views, stop)


def _require(views: tuple[View, ...], stop: Stop) -> None:
    """Refuse a stop that lacks what a view shows of it."""
    needed = {
        View.GIVEN: stop.given is not None,
        View.HISTOGRAM: stop.distribution is not None,
        View.SHAPE: stop.distribution is not None,
        View.CURVE: bool(stop.x),
        View.BAND: stop.band is not None,
    }
    for view, there in needed.items():
        if view in views and not there:
            raise DeclarationError(f"A stop lacks what the view {view.value!r} shows.")
    if stop.given is not None and not _is_image(stop.given.shape):
        raise DeclarationError("What is given must be an image: rows, columns, perhaps colours.")


def _is_image(shape: tuple[int, ...]) -> bool:
    return len(shape) == 2 or (len(shape) == 3 and shape[2] in {1, _NUMBERS_OF_A_PIXEL})  # noqa: PLR2004
