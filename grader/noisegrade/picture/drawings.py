"""What is drawn of an array: a histogram, a cloud of neighbours, an image; plain values only."""

from __future__ import annotations

import base64
import math
from dataclasses import dataclass

import numpy as np

from noisegrade.model import FloatArray
from noisegrade.picture.packed import Packed, pack

__all__ = ["BINS", "Bars", "Cloud", "Image", "bars", "cloud", "image", "paired"]

BINS = 48
_PAIRS = 700  # of a cloud: more would hide one another
_COLOURS = 3


@dataclass(frozen=True, slots=True)
class Image:
    """Pixels as base64 of bytes, row by row; three for a pixel in colour."""

    rows: int
    columns: int
    colours: int
    pixels: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Bars:
    """A histogram: how many of the finite values lie in each bin, and beyond either end."""

    counts: tuple[int, ...]
    below: int
    above: int
    mean: float | None
    std: float | None


@dataclass(frozen=True, slots=True)
class Cloud:
    """Values and their right-hand neighbours, in units that fill the plot, and how they go on."""

    pairs: Packed
    correlation: float | None


def bars(values: FloatArray, reach: tuple[float, float], bins: int = BINS) -> Bars:
    """Count values in equal bins; those beyond the ends are counted too, none is moved inside."""
    good = values[np.isfinite(values)]
    counts, _ = np.histogram(good, bins, reach)
    known = bool(good.size)
    return Bars(
        counts=tuple(counts.tolist()),
        below=int(np.sum(good < reach[0])),
        above=int(np.sum(good > reach[1])),
        mean=_number(good.mean()) if known else None,
        std=_number(good.std()) if known else None,
    )


def cloud(field: FloatArray, axis: int = 1) -> Cloud | None:
    """Pair values with their neighbours along an axis: of rows, to the right."""
    flat = field if field.ndim > axis else field.reshape(1, -1)
    along = np.moveaxis(flat, min(axis, flat.ndim - 1), -1)
    return paired(along[..., :-1].reshape(-1), along[..., 1:].reshape(-1))


def paired(first: FloatArray, second: FloatArray) -> Cloud | None:
    """Make a cloud of pairs; None where no pair is finite."""
    good = np.isfinite(first) & np.isfinite(second)
    first, second = first[good], second[good]
    if not first.size:
        return None
    every = max(1, first.size // _PAIRS)
    pairs = np.stack([first[::every], second[::every]], axis=1)
    varied = min(np.std(first), np.std(second)) > 0
    r = _number(np.corrcoef(first, second)[0, 1]) if varied else None
    return Cloud(pack(pairs), r)


def image(values: FloatArray, shades: tuple[float, float]) -> Image | None:
    """Draw numbers as shades; the ends of `shades` are black and white. None if it is no image."""
    shown = values[..., 0] if values.shape[2:] == (1,) else values
    if shown.ndim == 1 and math.isqrt(shown.size) ** 2 == shown.size:
        shown = shown.reshape(math.isqrt(shown.size), -1)
    if shown.ndim != 2 and shown.shape[2:] != (_COLOURS,):  # noqa: PLR2004 - rows and columns
        return None
    low, high = shades
    with np.errstate(all="ignore"):
        scaled = np.nan_to_num(255 * (shown - low) / (high - low), nan=0.0)
    pixels = np.clip(np.rint(scaled), 0, 255).astype(np.uint8)
    return Image(
        rows=shown.shape[0],
        columns=shown.shape[1],
        colours=_COLOURS if shown.shape[2:] else 1,
        pixels=base64.b64encode(pixels.tobytes()).decode(),
    )


def _number(value: float) -> float | None:
    return float(f"{value:.5g}") if math.isfinite(value) else None
