"""What came from one side, the target's or the learner's, sorted by what it was asked for."""

from __future__ import annotations

from dataclasses import dataclass

from noisegrade.model import FloatArray
from noisegrade.picture import answers
from noisegrade.picture.excuses import excuse
from noisegrade.picture.spec import Subject, places
from noisegrade.sandbox.calls import Outcome, Reply, ReplyKind

__all__ = ["Answered", "answered"]


@dataclass(frozen=True, slots=True)
class Answered:
    """What came from one side, sorted by what it was asked for; None for what can't be drawn."""

    sorry: str | None
    draws: tuple[FloatArray | None, ...] = ()
    table: tuple[Reply | None, ...] = ()
    chart: tuple[Reply | None, ...] = ()
    film: tuple[Reply | None, ...] = ()


def answered(subject: Subject, outcome: Outcome, asked: int) -> Answered:
    """Sort the replies of a request; what is missing, broken or of another shape is None."""
    missing: list[Reply | None] = [None] * (asked - len(outcome.replies))
    replies = [*outcome.replies, *missing]
    good = [each if each is not None and _is_good(each) else None for each in replies]
    wanted = [each.shape for each in subject.draws]
    where = places(subject)
    return Answered(
        sorry=excuse(outcome, wanted),
        draws=tuple(map(_shaped, good[where.draws], wanted)),
        table=tuple(good[where.table]),
        chart=tuple(good[where.chart]),
        film=tuple(replies[at] for at in where.film),
    )


def _is_good(reply: Reply) -> bool:
    return reply.kind is ReplyKind.RETURNED and bool(reply.values)


def _shaped(reply: Reply | None, shape: tuple[int, ...]) -> FloatArray | None:
    if reply is None or reply.values[0].array.shape != shape:
        return None
    return answers.real(reply.values[0].array)
