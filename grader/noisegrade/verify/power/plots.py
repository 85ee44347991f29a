"""Draw chances against effects as SVG: one panel a curve, simulated gradings as dots upon it."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from noisegrade.untrusted_text import for_html
from noisegrade.verify.power.power_text import percent
from noisegrade.verify.power.power_values import Curve, Power, Simulated

__all__ = ["panels"]

_WIDTH, _HEIGHT = 300.0, 160.0
_LEFT, _TOP, _BELOW = 44.0, 8.0, 34.0
_GRID = (0.0, 0.25, 0.5, 0.75, 1.0)
_TICKS = 5


def panels(power: Power) -> Iterator[str]:
    """Draw every curve with the simulations that fit on it."""
    for curve in power.curves:
        end = curve.points[-1].effect
        dots = [one for one in power.simulated if one.curve == curve.name and one.effect <= end]
        yield (
            f"<figure><figcaption>{for_html(curve.name)} ({for_html(curve.how.value)})</figcaption>"
            f"{_panel(curve, dots)}</figure>"
        )


def _panel(curve: Curve, dots: Sequence[Simulated]) -> str:
    end = curve.points[-1].effect
    points = " ".join(f"{_x(p.effect, end):.1f},{_y(p.caught):.1f}" for p in curve.points)
    told = for_html(_told(curve, dots))
    return (
        f'<svg viewBox="0 0 {_LEFT + _WIDTH + 24:g} {_TOP + _HEIGHT + _BELOW:g}" '
        f'width="{_LEFT + _WIDTH + 24:g}" role="img" aria-label="{told}"><title>{told}</title>'
        + "".join(_rules(end))
        + f'<text x="{_LEFT + _WIDTH / 2:g}" y="{_TOP + _HEIGHT + 31:g}" text-anchor="middle">'
        f"{for_html(curve.unit)}</text>"
        + f'<polyline class="curve" points="{points}"/>'
        + "".join(_dot(one, end) for one in dots)
        + "</svg>"
    )


def _told(curve: Curve, dots: Sequence[Simulated]) -> str:
    half, sure = curve.reached[0], curve.reached[-1]
    text = f"Chance of being caught against {curve.unit}: {curve.name}."
    if half is not None and sure is not None:
        text += f" Half at {half:.4f}, all but one in a billion at {sure:.4f}."
    shares = ", ".join(f"{percent(d.caught / d.gradings)} at {d.effect:.4f}" for d in dots)
    return f"{text} Simulated: {shares}." if shares else text


def _rules(end: float) -> Iterator[str]:
    for share in _GRID:
        y = _y(share)
        yield f'<path class="rule" d="M{_LEFT:g} {y:g}h{_WIDTH:g}"/>'
        yield f'<text x="{_LEFT - 6:g}" y="{y + 4:g}" text-anchor="end">{share:.0%}</text>'
    for effect in _ticks(end):
        yield (
            f'<text x="{_x(effect, end):.1f}" y="{_TOP + _HEIGHT + 16:g}" '
            f'text-anchor="middle">{effect:g}</text>'
        )


def _ticks(end: float) -> Iterator[float]:
    """Return round numbers from 0 on, at most six of them."""
    power = math.floor(math.log10(end))
    steps = (factor * 10.0**exponent for exponent in (power - 1, power) for factor in (1, 2, 5))
    step = next((one for one in steps if end / one <= _TICKS), 10.0 ** (power + 1))
    for count in range(math.floor(end / step) + 1):
        yield round(count * step, 12)


def _dot(one: Simulated, end: float) -> str:
    x, (low, high) = _x(one.effect, end), one.interval
    told = for_html(f"{one.law}: {one.caught} of {one.gradings} caught at {one.effect:.4f}")
    return (
        f'<g><title>{told}</title><path class="bar" d="M{x:.1f} {_y(low):.1f}V{_y(high):.1f}"/>'
        f'<circle class="dot" cx="{x:.1f}" cy="{_y(one.caught / one.gradings):.1f}" r="3"/></g>'
    )


def _x(effect: float, end: float) -> float:
    return _LEFT + effect / end * _WIDTH


def _y(share: float) -> float:
    return _TOP + (1 - share) * _HEIGHT
