"""The due date that a gradebook knows, and what a mark without a time means beside it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

__all__ = ["due_date", "time_of"]

_MOMENT = timedelta(seconds=1)


def due_date(course_dir: Path, assignment: str) -> datetime | None:
    """Return when an assignment is due; None where the gradebook doesn't know."""
    database = course_dir / "gradebook.db"
    if not database.is_file():
        return None
    from nbgrader.api import Gradebook, MissingEntry  # noqa: PLC0415 - it takes a second

    with Gradebook(f"sqlite:///{database.resolve()}") as gradebook:
        try:
            found: datetime | None = gradebook.find_assignment(assignment).duedate
        except MissingEntry:
            return None
    return found and found.replace(tzinfo=UTC)


def time_of(at: datetime | None, late: bool | None, due: datetime | None) -> datetime | None:  # noqa: FBT001 - a system's mark: yes, no, unknown
    """Return the time by which nbgrader finds a submission late, or not, as its system said.

    A mark that says no time makes it late by a second, or punctual to the second.
    """
    if late is None or due is None:
        return at
    if late:
        return at if at is not None and at > due else due + _MOMENT
    return at if at is not None and at <= due else due
