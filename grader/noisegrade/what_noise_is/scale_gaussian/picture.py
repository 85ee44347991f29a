"""The picture: bells, and what they become."""

from __future__ import annotations

from noisegrade.picture import Chart, Kind, Question, Subject

__all__ = ["PICTURE"]

PICTURE = Subject(
    table=tuple(
        Question(f"5 ± 3, times {words}", (5.0, 3.0, factor))
        for words, factor in (("2", 2.0), ("−2", -2.0), ("0.5", 0.5))
    ),
    chart=Chart(
        kind=Kind.BELLS,
        caption="Dashed: the bell that is multiplied. Line: the target. Filled: yours.",
        bells=(((5.0, 3.0),),) * 3,
    ),
)
