"""What the page holds: for each exercise two sides, the target's and yours; plain values only."""

from __future__ import annotations

import base64
from dataclasses import dataclass

import numpy as np

from noisegrade.sandbox.calls import AnyArray

__all__ = ["Drawing", "Expected", "Packed", "Panel", "Part", "Row", "Side", "pack"]

_LARGEST = 32_767
_NO_NUMBER = -32_768  # stands for what is not finite


@dataclass(frozen=True, slots=True)
class Packed:
    """Numbers as base64 of little-endian int16, in units of `scale`."""

    scale: float
    numbers: str


def pack(array: AnyArray) -> Packed:
    """Pack numbers, to one part in 32 767 of the largest.

    What the eye sees of 4096 draws, and their mean and σ, need no more.
    """
    values = np.asarray(array, dtype=np.float64).reshape(-1)
    finite = np.isfinite(values)
    largest = float(np.abs(values[finite]).max(initial=0.0))
    scale = largest / _LARGEST or 1.0
    whole = np.full(values.shape, _NO_NUMBER, dtype="<i2")
    whole[finite] = np.rint(values[finite] / scale)
    return Packed(scale, base64.b64encode(whole.tobytes()).decode())


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One side of a panel.

    Parameters
    ----------
    sorry : why something is missing
    draws : in units of σ from the mean asked for; None where there are none
    path : the image after each stop, for the figure of many steps
    answers : to the table, as text
    values : to the chart: the numbers of every answer; None for what is not finite
    """

    sorry: str | None = None
    draws: tuple[Packed | None, ...] = ()
    path: tuple[Packed, ...] = ()
    answers: tuple[str | None, ...] = ()
    values: tuple[tuple[float | None, ...], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """The histogram of a distribution that is not a bell.

    Parameters
    ----------
    edges : of the bins, in the learner's units
    shares : of the draws in each bin
    whole : whether all draws are whole numbers
    quantiles : at equally spaced probabilities, in σ from the mean
    within : shares of the draws within 0.1 σ of the mean, 0.2 σ, … 3 σ
    """

    edges: tuple[float, ...]
    shares: tuple[float, ...]
    whole: bool
    quantiles: tuple[float, ...]
    within: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """What draws in a row are, and the distribution of each; a bell where none is `expected`."""

    label: str
    mean: float
    std: float
    expected: Expected | None


@dataclass(frozen=True, slots=True)
class Part:
    """What an exercise does in a figure, see `spec.Figure`."""

    role: str
    image: Packed
    stops: tuple[int, ...]
    alpha_bars: tuple[float, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """How the answers are drawn, see `spec.Chart`; `random` where right ones need not be equal."""

    kind: str
    caption: str
    x: tuple[float, ...]
    y: tuple[float, ...]
    x_label: str
    y_label: str
    bells: tuple[tuple[tuple[float, float], ...], ...]
    fields: tuple[Packed, ...]
    random: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """One exercise, target beside yours.

    Parameters
    ----------
    name, task : of the exercise
    shown : unless only a figure needs it
    law : the distribution of its draws, in words
    rows : what its draws are
    asked : the questions of its table
    same : whether the two answers to each of them are equal
    chart : how answers are drawn
    figure : what it does in a figure
    """

    name: str
    shown: bool
    task: str
    law: str
    rows: tuple[Row, ...]
    asked: tuple[str, ...]
    same: tuple[bool, ...]
    chart: Drawing | None
    figure: Part | None
    target: Side
    yours: Side
