"""The two sides of a panel, made of what came from each."""

from __future__ import annotations

import numpy as np

from noisegrade.exercise import as_target
from noisegrade.model import FloatArray
from noisegrade.picture import answers
from noisegrade.picture.answered import Answered
from noisegrade.picture.expected import expected, in_sigmas
from noisegrade.picture.packed import Packed, pack
from noisegrade.picture.panels import Drawing, Row, Side
from noisegrade.picture.spec import Chart, Draws, Subject

__all__ = ["drawing", "row", "side"]


def side(subject: Subject, answered: Answered) -> Side:
    """Draw one side of one exercise; what can't be drawn is left out, and said."""
    charted = answered.chart or (answered.table if subject.chart else ())
    return Side(
        sorry=answered.sorry,
        draws=tuple(
            None if array is None else _packed(asked, array)
            for asked, array in zip(subject.draws, answered.draws, strict=bool(answered.draws))
        ),
        answers=tuple(answers.text(each) for each in answered.table),
        values=tuple(map(answers.numbers, charted)),
    )


def _packed(asked: Draws, array: FloatArray) -> Packed:
    with np.errstate(all="ignore"):
        return pack(in_sigmas(asked.distribution, asked.part(array)))


def row(asked: Draws) -> Row:
    """Say what draws are and what they follow."""
    moments = as_target(asked.distribution).moments
    return Row(asked.label, moments.mean, moments.std, expected(asked.distribution))


def drawing(chart: Chart) -> Drawing:
    """Say how answers are drawn."""
    return Drawing(
        kind=chart.kind.value,
        caption=chart.caption,
        x=chart.x,
        y=chart.y,
        x_label=chart.x_label,
        y_label=chart.y_label,
        fields=tuple(pack(field) for field in chart.fields),
    )
