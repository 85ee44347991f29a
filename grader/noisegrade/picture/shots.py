"""What is seen at one stop of a film: what was asked for, and what came; plain values only."""

from __future__ import annotations

import base64
import math
from dataclasses import dataclass

import numpy as np

from noisegrade.exercise import Normal, as_target
from noisegrade.model import FloatArray
from noisegrade.picture.expected import Distribution, shares_of
from noisegrade.picture.film import Film, Stop, View
from noisegrade.picture.packed import Packed, pack

__all__ = ["Aim", "Bars", "Cloud", "Image", "Shot", "aim", "bars", "cloud", "shot"]

BINS = 48
_SHAPE = (-4.0, 4.0)  # σ
_PAIRS = 700  # of a cloud: more would hide one another
_BAND_VALUES = 400  # numbers of an answer that a curve has room for
_OF_NUMBERS = frozenset({View.CURVE, View.BELL, View.BAND, View.TREND})
_RTOL, _ATOL = 1e-4, 1e-7  # below, a difference is not seen
_FAR = 5.0  # standard errors
_NO_NOISE = 1e-6  # σ below which there is no shape to see
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Aim:
    """What is asked for at a stop.

    Parameters
    ----------
    mean, std : of a draw
    shares : of right draws in each bin of the histogram, where they don't follow a bell
    numbers : of the right answer
    """

    mean: float | None = None
    std: float | None = None
    shares: tuple[float, ...] = ()
    numbers: tuple[float | None, ...] = ()
    given: Image | None = None
    cloud: Cloud | None = None
    bells: tuple[tuple[float, float], ...] = ()
    x: tuple[float, ...] = ()
    band: tuple[float, float] | None = None
    values: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Shot:
    """What came at a stop; `sorry` says why nothing did, `off` that it isn't what was asked for."""

    sorry: str | None = None
    off: bool = False
    image: Image | None = None
    bars: Bars | None = None
    shape: Bars | None = None
    cloud: Cloud | None = None
    numbers: tuple[float | None, ...] = ()


def aim(film: Film, stop: Stop, answer: FloatArray | None) -> Aim:
    """Say what a stop asks for; `answer` is the truth of an exact exercise."""
    given = stop.given
    of_given = given is not None and View.CLOUD in film.views and stop.distribution is None
    moments = None if stop.distribution is None else as_target(stop.distribution).moments
    return Aim(
        mean=moments.mean if moments else None,
        std=moments.std if moments else None,
        shares=_shares(film, stop.distribution),
        numbers=short(answer) if answer is not None and _OF_NUMBERS & set(film.views) else (),
        given=image(given, film.shades) if given is not None and View.GIVEN in film.views else None,
        cloud=cloud(given) if of_given and given is not None else None,
        bells=stop.bells,
        x=stop.x,
        band=stop.band,
        values=stop.values,
    )


def _shares(film: Film, distribution: Distribution | None) -> tuple[float, ...]:
    if distribution is None or isinstance(distribution, Normal):
        return ()
    return shares_of(distribution, np.linspace(*film.reach, BINS + 1))


def shot(film: Film, stop: Stop, result: FloatArray, answer: FloatArray | None) -> Shot:
    """Take what the views of a film show of a result; `answer` as in `aim`."""
    off = answer is not None and not _agree(result, answer)
    if stop.distribution is None:
        drawn = image(result, film.shades) if View.IMAGE in film.views else None
        return Shot(off=off, numbers=() if drawn else short(result), image=drawn)
    seen = stop.part(result)
    target = as_target(stop.distribution)
    draws = target.values(seen)
    std = target.moments.std
    shape = View.SHAPE in film.views and std > _NO_NOISE
    scaled = (draws - target.moments.mean) / std if std > _NO_NOISE else draws
    return Shot(
        off=off or _strays(draws, target.moments.mean, std),
        image=image(seen, film.shades) if View.IMAGE in film.views else None,
        bars=bars(draws, film.reach) if View.HISTOGRAM in film.views else None,
        shape=bars(scaled, _SHAPE) if shape else None,
        cloud=cloud(scaled) if View.CLOUD in film.views else None,
    )


def _agree(came: FloatArray, asked: FloatArray) -> bool:
    return came.shape == asked.shape and bool(np.allclose(came, asked, rtol=_RTOL, atol=_ATOL))


def _strays(draws: FloatArray, mean: float, std: float) -> bool:
    """Tell whether mean or σ are off by more than chance makes them at a look."""
    if not np.isfinite(draws).all():
        return True
    room = _FAR / math.sqrt(draws.size)
    least = max(std, _ATOL)
    return bool(
        abs(draws.mean() - mean) > room * least or abs(draws.std() / least - 1) > room
    ) and (std > _NO_NOISE or bool(np.abs(draws - mean).max() > _NO_NOISE))


def short(array: FloatArray) -> tuple[float | None, ...]:
    """Round to as many digits as are told apart in a plot."""
    flat = np.asarray(array, np.float64).reshape(-1)[:_BAND_VALUES].tolist()
    return tuple(float(f"{each:.6g}") if math.isfinite(each) else None for each in flat)


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
    first, second = along[..., :-1].reshape(-1), along[..., 1:].reshape(-1)
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
