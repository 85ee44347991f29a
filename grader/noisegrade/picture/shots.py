"""What is seen at one stop of a film: what was asked for, and what came; plain values only."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from noisegrade.exercise import Normal, TargetDistribution, as_target
from noisegrade.model import FloatArray
from noisegrade.picture.drawings import BINS, Bars, Cloud, Image, bars, cloud, image
from noisegrade.picture.expected import Distribution, shares_of
from noisegrade.picture.film import Film, Stop, View
from noisegrade.stats.distributions import norm_cdf

__all__ = ["Aim", "Shot", "aim", "short", "shot"]

_SHAPE = (-4.0, 4.0)  # σ
_BAND_VALUES = 400  # numbers of an answer that a curve has room for
_OF_NUMBERS = frozenset({View.CURVE, View.BELL, View.BAND, View.TREND})
_RTOL, _ATOL = 1e-4, 1e-7  # below, a difference is not seen
_SHADE = 0.01  # from black to white: a smaller difference is not seen either
_FAR = 5.0  # standard errors
_APART = 2.5  # Kolmogorov's distance times √n: right draws come so far once in 10⁵
_NO_NOISE = 1e-6  # σ below which there is no shape to see


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
        off = off and not (drawn and answer is not None and _look_alike(film, result, answer))
        return Shot(off=off, numbers=() if drawn else short(result), image=drawn)
    seen = stop.part(result)
    target = as_target(stop.distribution)
    draws = target.values(seen)
    std = target.moments.std
    shape = View.SHAPE in film.views and std > _NO_NOISE
    scaled = (draws - target.moments.mean) / std if std > _NO_NOISE else draws
    return Shot(
        off=off or _strays(target, draws),
        image=image(seen, film.shades) if View.IMAGE in film.views else None,
        bars=bars(draws, film.reach) if View.HISTOGRAM in film.views else None,
        shape=bars(scaled, _SHAPE) if shape else None,
        cloud=cloud(scaled) if View.CLOUD in film.views else None,
    )


def _agree(came: FloatArray, asked: FloatArray) -> bool:
    return came.shape == asked.shape and bool(np.allclose(came, asked, rtol=_RTOL, atol=_ATOL))


def _look_alike(film: Film, came: FloatArray, asked: FloatArray) -> bool:
    """Tell whether no eye could tell two images apart."""
    low, high = film.shades
    near = _SHADE * (high - low)
    return came.shape == asked.shape and bool(np.allclose(came, asked, rtol=0.0, atol=near))


def _strays(target: TargetDistribution, draws: FloatArray) -> bool:
    """Tell whether mean, σ or the whole distribution is off by more than chance makes it."""
    mean, std = target.moments.mean, target.moments.std
    if not np.isfinite(draws).all():
        return True
    if std <= _NO_NOISE:
        return bool(np.abs(draws - mean).max() > _NO_NOISE)
    room = _FAR / math.sqrt(draws.size)
    if abs(draws.mean() - mean) > room * std or abs(draws.std() - std) > room * std:
        return True
    z = target.standardize(draws.reshape(-1), tolerance=0.0, rng=np.random.default_rng(0))
    below = norm_cdf(np.sort(z))
    steps = (np.arange(z.size) + 0.5) / z.size
    return bool(np.abs(below - steps).max() > _APART / math.sqrt(draws.size))


def short(array: FloatArray) -> tuple[float | None, ...]:
    """Round to as many digits as are told apart in a plot."""
    flat = np.asarray(array, np.float64).reshape(-1)[:_BAND_VALUES].tolist()
    return tuple(float(f"{each:.6g}") if math.isfinite(each) else None for each in flat)
