"""An assignment as a frozen value."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from noisegrade.course import Course, Selection

__all__ = ["Assignment", "Concession", "LatePolicy", "PenaltyBase"]


class PenaltyBase(StrEnum):
    """What a penalty is a share of."""

    MAXIMUM = "maximum"  # the points of the assignment
    EARNED = "earned"  # those that the learner earned


@dataclass(frozen=True, slots=True, kw_only=True)
class LatePolicy:
    """What being late costs.

    Parameters
    ----------
    per_day : percent, for each day that has begun after the deadline
    of : what it is a percentage of
    grace : that is not counted as late at all
    at_most : percent that can be taken off
    cut_off : after the deadline; later work earns nothing. None: it is never too late
    """

    per_day: float = 0.0
    of: PenaltyBase = PenaltyBase.MAXIMUM
    grace: timedelta = timedelta()
    at_most: float = 100.0
    cut_off: timedelta | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Concession:
    """An exception for one learner.

    Parameters
    ----------
    learner : a name, login, email address or number
    extension : of the deadline
    deadline : in place of the assignment's
    drop : exercises that don't count
    because : for the learner to read
    """

    learner: str
    extension: timedelta = timedelta()
    deadline: datetime | None = None
    drop: tuple[str, ...] = ()
    because: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignment:
    """What one assignment asks for, and on what terms.

    Parameters
    ----------
    name : one word
    title : for people
    course : what `load_course` takes; None for the course in force
    selection : of the course; None for all of it
    effect : to grade by; None for the default
    attempts : that count: the last of the first so many; None for the last of all
    deadline : with its time zone; None where there is none
    late : what being late costs
    hidden : what learners may not see; see `report.learner_view`
    concessions : the exceptions for single learners
    text : the file that it was read from
    """

    name: str
    title: str
    course: str | None = None
    selection: Selection | None = None
    effect: float | None = None
    attempts: int | None = None
    deadline: datetime | None = None
    late: LatePolicy = field(default_factory=LatePolicy)
    hidden: tuple[str, ...] = ()
    concessions: tuple[Concession, ...] = ()
    text: str = ""

    def of_course(self, course: Course) -> Course:
        """Return the course that this assignment makes of a course; raises as `Course.derive`."""
        return course if self.selection is None else course.derive(self.selection)

    def concession(self, known: Collection[str]) -> Concession | None:
        """Find the exception for whoever is known by these names, all in lower case."""
        return next((one for one in self.concessions if one.learner.casefold() in known), None)

    def due(self, concession: Concession | None) -> datetime | None:
        """Return a learner's deadline."""
        if concession is None or self.deadline is None:
            return self.deadline
        return (concession.deadline or self.deadline) + concession.extension
