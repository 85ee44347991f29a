"""Which exercise separates those who can from those who can't yet.

The share of the upper quarter that passes an exercise, less that of the lower quarter: the
discrimination index of test theory. The quarters are made from all other exercises, so that none
separates by itself.
"""

from __future__ import annotations

from dataclasses import dataclass

from noisegrade.model import Verdict
from noisegrade.report.class_page.tally import Tally

__all__ = ["Separation", "separations"]

_ENOUGH = 8  # submissions, two in each quarter


@dataclass(frozen=True, slots=True)
class Separation:
    """The shares of the upper and the lower quarter that passed an exercise."""

    exercise: str
    upper: float
    lower: float


def separations(tally: Tally) -> list[Separation]:
    """Return how far each exercise separates, the farthest first; nothing for a small class."""
    passed = [
        [verdict is Verdict.PASSED for verdict in line.verdicts]
        for line in tally.lines
        if len(line.verdicts) == len(tally.verdicts) and line.verdicts
    ]
    if len(passed) < _ENOUGH:
        return []
    quarter = len(passed) // 4
    found = []
    for at, exercise in enumerate(tally.verdicts):
        ranked = sorted(passed, key=lambda row, at=at: sum(row) - row[at])  # type: ignore[misc]
        low = sum(row[at] for row in ranked[:quarter]) / quarter
        high = sum(row[at] for row in ranked[-quarter:]) / quarter
        found.append(Separation(exercise, high, low))
    return sorted(found, key=lambda one: one.lower - one.upper)
