"""Drawings of a class as SVG: every one says in words, too, what it shows."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from noisegrade.model import Verdict
from noisegrade.report.symbols import SYMBOLS
from noisegrade.untrusted_text import for_html

__all__ = ["ORDER", "distribution", "stacked"]

ORDER = (  # from done to not begun
    Verdict.PASSED,
    Verdict.FAILED,
    Verdict.CRASHED,
    Verdict.OUT_OF_LIMITS,
    Verdict.NOT_ATTEMPTED,
    Verdict.NOT_REACHED,
    Verdict.UNGRADED,
)

_WIDTH, _HEIGHT = 720.0, 190.0
_HEAD, _FOOT = 22.0, 38.0  # room for the counts, and for the points and their name
_MOST_BARS = 20
_EVERY = 4  # every so many bars one has a label on a narrow screen, at least
_LETTER = 6.6  # the width of a character of a label


@dataclass(frozen=True, slots=True)
class _Bar:
    """So many learners with points from `low` to `high`, both included."""

    low: int
    high: int
    count: int

    @property
    def label(self) -> str:
        return f"{self.low}" if self.low == self.high else f"{self.low}–{self.high}"


def distribution(points: Sequence[float], max_score: float, told: str) -> str:
    """Draw how many learners have how many points; those with all of them have their own bar."""
    bars = _bars(points, max_score)
    most = max(1, *(bar.count for bar in bars))
    step = _WIDTH / len(bars)
    every = math.ceil((max(len(bar.label) for bar in bars) + 1) * _LETTER / step)
    labelled = _spread(len(bars), every)
    narrow = _spread(len(bars), every * math.ceil(_EVERY / every))
    drawn = "".join(
        _drawn(bar, at * step, step, bar.count / most)
        + (_label(bar, (at + 0.5) * step, wide=at not in narrow) if at in labelled else "")
        for at, bar in enumerate(bars)
    )
    floor = _HEIGHT - _FOOT
    return (
        f'<svg class="distribution" viewBox="0 0 {_WIDTH:g} {_HEIGHT:g}" role="img" '
        f'aria-label="{for_html(told)}">{drawn}'
        f'<line x1="0" x2="{_WIDTH:g}" y1="{floor:g}" y2="{floor:g}"/>'
        f'<text class="name" x="{_WIDTH / 2:g}" y="{_HEIGHT - 4:g}">points</text></svg>'
    )


def stacked(counts: Mapping[Verdict, int]) -> str:
    """Draw the verdicts on one exercise side by side; the words are beside it."""
    total = sum(counts.values())
    drawn, at = "", 0.0
    for verdict in ORDER:
        if counts.get(verdict):
            width = 100 * counts[verdict] / total
            drawn += f'<rect class="{_ink(verdict)}" x="{at:.3f}" width="{width:.3f}" height="1"/>'
            at += width
    return (
        '<svg class="stacked" viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true">'
        f"{drawn}</svg>"
    )


def _ink(verdict: Verdict) -> str:
    return f"ink-{SYMBOLS[verdict][2]}"


def _bars(points: Sequence[float], max_score: float) -> list[_Bar]:
    """Sort points into bars of equal width below the full score, and one for the full score."""
    full = max(math.ceil(max_score), 1)
    width = math.ceil(full / _MOST_BARS)
    counts = Counter(math.floor(one / width) for one in points if one < max_score)
    bars = [
        _Bar(low, min(low + width, full) - 1, counts[low // width]) for low in range(0, full, width)
    ]
    return [*bars, _Bar(full, full, sum(one >= max_score for one in points))]


def _spread(count: int, every: int) -> set[int]:
    """Choose every so many places, and the last, with room before it."""
    return {*range(0, count - every, every), count - 1}


def _drawn(bar: _Bar, x: float, step: float, share: float) -> str:
    height = share * (_HEIGHT - _HEAD - _FOOT)
    if bar.count:
        height = max(height, 2.0)
    top = _HEIGHT - _FOOT - height
    middle = x + step / 2
    count = f'<text x="{middle:.1f}" y="{top - 6:.1f}">{bar.count}</text>' if bar.count else ""
    return (
        f'<rect class="bar" x="{x + 2:.1f}" y="{top:.1f}" width="{step - 4:.1f}" '
        f'height="{height:.1f}" rx="2"/>{count}'
    )


def _label(bar: _Bar, middle: float, *, wide: bool) -> str:
    names = "label wide" if wide else "label"
    return f'<text class="{names}" x="{middle:.1f}" y="{_HEIGHT - _FOOT + 15:g}">{bar.label}</text>'
