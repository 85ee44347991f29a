"""The picture: bells, and their sum."""

from __future__ import annotations

from noisegrade.picture import Chart, Kind, Question, Subject

__all__ = ["PICTURE"]

PICTURE = Subject(
    table=(
        Question("−2 ± 3, plus −3 ± 4", ([-2.0, -3.0], [3.0, 4.0])),
        Question("four times 0 ± 1", ([0.0] * 4, [1.0] * 4)),
    ),
    chart=Chart(
        kind=Kind.BELLS,
        caption="Dashed: the terms. Line: the target. Filled: yours.",
        bells=(((-2.0, 3.0), (-3.0, 4.0)), ((0.0, 1.0),)),
    ),
)
