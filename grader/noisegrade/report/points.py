"""The points that count: what people and an assignment make of the verdicts' scores.

Every page and every export asks here, and nowhere else.
"""

from __future__ import annotations

from collections.abc import Iterator

from noisegrade.model import Amendment, ExerciseReport, Mark, Report

__all__ = ["amended", "exercise_points", "final_points", "mark_sentences", "ungraded"]


def final_points(report: Report) -> float | None:
    """Return what a submission is worth in the end, of `max_score`; None while it has no points."""
    return report.score if report.mark is None else report.mark.final


def exercise_points(report: ExerciseReport) -> float | None:
    """Return what an exercise is worth: the points that a person gave it, or else its score."""
    given = amended(report)
    return report.score if given is None else given.points


def amended(report: ExerciseReport) -> Amendment | None:
    """Return the amendment that decides the points of an exercise, if there is one."""
    giving = [one for one in report.amendments if one.points is not None]
    return giving[-1] if giving else None


def ungraded(report: Report) -> list[str]:
    """Name the exercises that have no points: our fault, and nobody has given them a mark."""
    return [
        one.exercise
        for one in report.exercises
        if one.excused is None and exercise_points(one) is None
    ]


def mark_sentences(mark: Mark | None) -> Iterator[str]:
    """Say how the final points come about, where they are not simply the score."""
    if mark is None:
        return
    yield from filter(None, (mark.earned_because, mark.penalty_because, mark.final_because))
    if mark.earned is not None and mark.final is not None and mark.final != mark.earned:
        less = mark.earned - mark.final
        yield f"Earned {mark.earned:g} points, {less:g} less: {mark.final:g} count."
