"""Who handed a submission in, and what became of it: what a class is rendered from."""

from __future__ import annotations

from dataclasses import dataclass

from noisegrade.model import Report

__all__ = ["NOBODY", "ClassRow", "Learner", "RefusedSubmission", "stable_id"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Learner:
    """What the roster, or the layout of a download, tells about a learner; "" where it doesn't."""

    name: str = ""
    email: str = ""
    number: str = ""  # the institution's own: SIS user ID, student ID, ID number
    login: str = ""  # SIS login ID, user name
    platform_id: str = ""  # Canvas' user ID, Moodle's participant number
    section: str = ""


NOBODY = Learner()


def stable_id(learner: Learner, submission: str) -> str:
    """Return what stands for a learner from one grading to the next.

    It is the surest that is known: the institution's number, the login, the email address, the
    platform's own number; of somebody of whom none is known, the submission's name.
    """
    known = (learner.number, learner.login, learner.email, learner.platform_id)
    return next(filter(None, known), submission)


@dataclass(frozen=True, slots=True)
class ClassRow:
    """One graded submission of a class; `identical_to` names the first one with the same code."""

    report: Report
    learner: Learner = NOBODY
    identical_to: str | None = None
    origin: str = ""  # where it lay in the download

    @property
    def shown(self) -> str:
        """The name that people read: the learner's own, or else the submission's."""
        return self.learner.name or self.report.submission


@dataclass(frozen=True, slots=True)
class RefusedSubmission:
    """A submission that could not be graded at all, and the sentence that says why."""

    submission: str
    reason: str
    learner: Learner = NOBODY
    origin: str = ""
