"""A film of bells that are moved and widened: three exercises show one, each in its own words."""

from __future__ import annotations

from collections.abc import Callable

from noisegrade.picture import Film, Slider, Stop, View

__all__ = ["moved_bells"]

_MEANS = (-6.0, -3.0, 0.0, 3.0, 6.0)
_STDS = (1.0, 2.0, 3.0)


def moved_bells(
    stop: Callable[[float, float], Stop],
    *,
    idea: str,
    views: tuple[View, ...],
    start: tuple[int, int],
) -> Film:
    """Make the film of all means and σ.

    Parameters
    ----------
    stop : makes the stop of a mean and a σ
    idea, views, start : as `Film` takes them
    """
    return Film(
        idea=idea,
        views=views,
        sliders=(
            Slider("mean", tuple(f"{mean:g}".replace("-", "−") for mean in _MEANS)),
            Slider("σ", tuple(f"{std:g}" for std in _STDS)),
        ),
        start=start,
        stops=tuple(stop(mean, std) for mean in _MEANS for std in _STDS),
        reach=(-16.0, 16.0),
        shades=(-12.0, 12.0),
        x_label="value",
    )
