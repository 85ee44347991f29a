"""The anatomy of a failure: its parts, in the order in which every renderer shows them.

What came and what was asked; the call, as it can be typed; the learner's own line where it stopped;
whether it can be luck; what it looks like; one next step.
"""

from __future__ import annotations

from collections.abc import Iterator

from noisegrade.model import ExerciseReport

__all__ = ["by_people", "sentences"]


def sentences(report: ExerciseReport) -> Iterator[str]:
    """Say everything that there is to say, in the order in which every renderer says it."""
    yield report.says
    if report.coverage:
        yield report.coverage
    if report.line:
        yield f"Your line: {report.line}"
    if report.call:
        yield f"The call: {report.call}"
    if report.luck:
        yield f"Can it be luck? {report.luck}"
    if report.looks_like:
        yield report.looks_like
    if report.next_step:
        yield f"Next: {report.next_step}"
    yield from by_people(report)


def by_people(report: ExerciseReport) -> Iterator[str]:
    """Say what a person changed or added, and what is excused."""
    if report.excused:
        yield f"It does not count here: {report.excused}"
    for one in report.amendments:
        if one.points is None:
            yield f"Comment by {one.who}: {one.because}"
        else:
            points = f"{one.points:g} of {report.max_score:g} points"
            yield f"Amended by {one.who}: {points}, because {one.because}"
