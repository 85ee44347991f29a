"""Settle what a graded submission is worth: amendments, exceptions and lateness, over verdicts."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from noisegrade.assignment.lateness import lateness, penalty
from noisegrade.assignment.value import Assignment, Concession
from noisegrade.model import Amendment, ExerciseReport, HandedIn, Mark, Report
from noisegrade.report.points import amended, exercise_points

__all__ = ["settle"]

_EXCUSED = "the instructor has excused it."


def settle(
    report: Report,
    assignment: Assignment | None,
    *,
    known: Collection[str] = (),
    handed_in: HandedIn | None = None,
    amendments: Mapping[str, Sequence[Amendment]] | None = None,
) -> Report:
    """Return a report with its mark; verdicts, scores and findings stay as they are.

    Parameters
    ----------
    report : as it was graded
    assignment : that it was graded by, if any
    known : all that names its learner, in lower case
    handed_in : when
    amendments : of its exercises, the oldest first
    """
    if assignment is None and not amendments:
        return report
    concession = assignment.concession(known) if assignment else None
    settled = tuple(
        _exercise(one, (amendments or {}).get(one.exercise, ()), concession)
        for one in report.exercises
    )
    earned, because = _earned(settled, report.max_score)
    mark = Mark(earned=earned, earned_because=because, final=earned, handed_in=handed_in)
    if assignment is None:
        return replace(report, exercises=settled, mark=mark)
    return replace(
        report,
        exercises=settled,
        mark=_late(mark, assignment, concession, report.max_score),
        assignment=assignment.name,
        hidden=assignment.hidden,
    )


def _exercise(
    one: ExerciseReport, amendments: Sequence[Amendment], concession: Concession | None
) -> ExerciseReport:
    dropped = concession is not None and one.exercise in concession.drop
    excused = (concession.because or _EXCUSED) if concession and dropped else None
    return replace(one, amendments=tuple(amendments), excused=excused)


def _earned(exercises: Sequence[ExerciseReport], max_score: float) -> tuple[float | None, str]:
    """Add up what counts, in proportion where something doesn't, and say what people did."""
    counted = [one for one in exercises if one.excused is None]
    says = [_amended(one) for one in counted if amended(one)]
    points = [exercise_points(one) for one in counted]
    known = [each for each in points if each is not None]
    most = sum(one.max_score for one in counted)
    if len(known) < len(points) or not most:
        return None, " ".join(says)
    earned = round(sum(known), 4)
    if len(counted) == len(exercises):
        return earned, " ".join(says)
    scaled = round(earned * max_score / most, 4)
    names = ", ".join(one.exercise for one in exercises if one.excused is not None)
    says.append(
        f"Without {names}: {earned:g} of {most:g} points count as {scaled:g} of {max_score:g}."
    )
    return scaled, " ".join(says)


def _amended(one: ExerciseReport) -> str:
    before = "ungraded" if one.score is None else f"{one.score:g}"
    return f"{one.exercise} was amended: {exercise_points(one):g} in place of {before}."


def _late(
    mark: Mark, assignment: Assignment, concession: Concession | None, max_score: float
) -> Mark:
    due = assignment.due(concession)
    late = lateness(mark.handed_in, due, assignment.late, extended=due != assignment.deadline)
    deadline = None if due is None else due.isoformat()
    if mark.earned is None:
        return replace(mark, deadline=deadline, penalty_because=late.because)
    if late.cut_off:
        return replace(mark, deadline=deadline, final=0.0, final_because=late.because)
    taken, because = penalty(late, assignment.late, mark.earned, max_score)
    extension = _extension(concession, because)
    return replace(
        mark,
        deadline=deadline,
        penalty=taken,
        penalty_because=" ".join(filter(None, (because, extension))),
        final=round(mark.earned - taken, 4),
    )


def _extension(concession: Concession | None, late: str) -> str:
    """Give the reason of an extension where lateness is spoken of."""
    extended = concession is not None and (concession.extension or concession.deadline)
    if not (late and extended and concession and concession.because):
        return ""
    return f"(The deadline was extended: {concession.because})"
