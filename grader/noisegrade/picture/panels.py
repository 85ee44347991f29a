"""What the page holds: for each exercise two sides, the target's and yours; plain values only."""

from __future__ import annotations

import base64
from dataclasses import dataclass

import numpy as np

from noisegrade.sandbox.calls import AnyArray

__all__ = ["Drawing", "Packed", "Panel", "Row", "Side", "pack"]

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
    path : the image after each stop of the fifty steps
    answers : to the table, as text
    values : to the chart: the numbers of every answer; None for what is not finite
    """

    sorry: str | None = None
    draws: tuple[Packed | None, ...] = ()
    path: tuple[Packed, ...] = ()
    answers: tuple[str | None, ...] = ()
    values: tuple[tuple[float | None, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """What draws in a row are, and the law that each of them should follow."""

    label: str
    mean: float
    std: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """How the answers are drawn, see `asking.Chart`."""

    kind: str
    caption: str
    x: tuple[float, ...]
    y: tuple[float, ...]
    x_label: str
    y_label: str
    bells: tuple[tuple[tuple[float, float], ...], ...]
    fields: tuple[Packed, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """One exercise, target beside yours; `shown` unless only a figure needs it."""

    name: str
    shown: bool
    task: str
    law: str
    rows: tuple[Row, ...]
    asked: tuple[str, ...]
    chart: Drawing | None
    target: Side
    yours: Side
