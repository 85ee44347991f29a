"""What an assignment asks for, in lines for the instructor who has just written it."""

from __future__ import annotations

from collections.abc import Iterator

from noisegrade.assignment.durations import in_words
from noisegrade.assignment.value import Assignment, Concession, LatePolicy
from noisegrade.course import Course

__all__ = ["summary"]


def summary(assignment: Assignment, course: Course) -> Iterator[str]:
    """Say what is asked for and on what terms.

    Parameters
    ----------
    assignment : that was checked against its course
    course : that was derived by it
    """
    yield f"✓ {assignment.title} ({assignment.name}), of {course.title}"
    for exercise in course.exercises:
        yield f"  {exercise.name}: {exercise.points:g} points"
    yield f"  in all {course.max_score:g} points, fingerprint {course.fingerprint}"
    due = assignment.deadline
    yield f"  deadline: {due:%A, %Y-%m-%d %H:%M %Z}" if due else "  no deadline"
    if due:
        yield f"  late: {_late(assignment.late)}"
    if assignment.attempts is not None:
        yield f"  attempts that count: {assignment.attempts}"
    hidden = ", ".join(assignment.hidden).replace("_", " ")
    if hidden:
        yield f"  hidden from learners: {hidden}"
    for one in assignment.concessions:
        yield f"  exception for {one.learner}: {_concession(one, assignment)}"


def _late(policy: LatePolicy) -> str:
    told = []
    if policy.grace:
        told.append(f"{in_words(policy.grace)} of grace")
    if policy.per_day:
        told.append(f"{policy.per_day:g} % of the {policy.of.value} less a day")
        told.append(f"at most {policy.at_most:g} %")
    else:
        told.append("costs nothing")
    if policy.cut_off is not None:
        told.append(f"nothing counts after {in_words(policy.cut_off)}")
    return ", ".join(told)


def _concession(one: Concession, assignment: Assignment) -> str:
    told = []
    due = assignment.due(one)
    if due is not None and due != assignment.deadline:
        told.append(f"until {due:%Y-%m-%d %H:%M %Z}")
    elif one.extension and due is None:
        told.append("an extension, but there is no deadline")
    if one.drop:
        told.append(f"without {', '.join(one.drop)}")
    return f"{'; '.join(told) or 'nothing'}{f' ({one.because})' if one.because else ''}"
