"""The marks of a folder of results: its assignment, its learners' times and what was amended."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from noisegrade.assignment import Assignment, parse_assignment, settle
from noisegrade.batch.amendments import read_log
from noisegrade.batch.database import (
    exclusive_lock,
    has_table,
    open_to_read,
    open_to_write,
    translated_errors,
)
from noisegrade.model import HandedIn, Report, TimeSource
from noisegrade.report.people import Learner

__all__ = ["Marks", "adopt", "known_by", "read_recorded", "unsettled"]


class Marks:
    """Puts the mark over each report of a journal."""

    def __init__(self, journal: sqlite3.Connection) -> None:
        self._assignment = recorded(journal)
        self._log = read_log(journal)
        self._taken = _identifiers(journal)
        self._times: dict[int, HandedIn] = {}
        if self._assignment is not None and has_table(journal, "handed_in"):
            for entry, told in journal.execute("SELECT entry, told FROM handed_in"):
                self._times[entry] = _time(told)

    def settled(self, report: Report, position: int, learner: Learner) -> Report:
        """Return a report with its mark; unchanged where there is nothing to say."""
        return settle(
            report,
            self._assignment,
            known=known_by(learner, report.submission, self._taken),
            handed_in=self._times.get(position),
            amendments=self._log.of(learner, report.submission),
        )

    def concerns(self, learner: Learner, submission: str) -> bool:
        """Tell whether a report of theirs has a mark."""
        return self._assignment is not None or bool(self._log.of(learner, submission))


def known_by(learner: Learner, submission: str, taken: frozenset[str]) -> frozenset[str]:
    """Return all that names a learner, in lower case.

    Parameters
    ----------
    taken : identifiers of the class, in lower case; a learner who goes by the name of one that
        belongs to somebody else is not known by it
    """
    own = _sure(learner)
    chosen = {value.casefold() for value in (learner.name, submission) if value}
    return frozenset(own | (chosen - taken))


def _sure(learner: Learner) -> set[str]:
    """Return the identifiers that a learner can't choose, in lower case."""
    told = (learner.number, learner.login, learner.email, learner.platform_id)
    return {value.casefold() for value in told if value}


def _identifiers(journal: sqlite3.Connection) -> frozenset[str]:
    learners = (told for (told,) in journal.execute("SELECT learner FROM entry"))
    return frozenset(one for told in learners for one in _sure(Learner(**json.loads(told))))


def recorded(journal: sqlite3.Connection) -> Assignment | None:
    """Return the assignment that a journal was graded by."""
    if not has_table(journal, "assignment"):
        return None
    found = journal.execute("SELECT text FROM assignment").fetchone()
    return parse_assignment(found[0]) if found else None


def read_recorded(folder: Path) -> Assignment | None:
    """Return the assignment that a folder of results was graded by; None where it was by none."""
    with closing(open_to_read(folder)) as journal, translated_errors(folder):
        return recorded(journal)


def adopt(folder: Path, assignment: Assignment) -> None:
    """Settle a folder of results by another version of its assignment from now on."""
    with (
        closing(open_to_write(folder)) as journal,
        exclusive_lock(folder),
        translated_errors(folder),
    ):
        journal.execute("INSERT OR REPLACE INTO assignment VALUES (1, ?)", (assignment.text,))
        journal.commit()


def unsettled(folder: Path) -> Iterator[str]:
    """Say which exceptions and amendments concern nobody here, or more than one."""
    with closing(open_to_read(folder)) as journal, translated_errors(folder):
        assignment, log = recorded(journal), read_log(journal)
        matched: Counter[str] = Counter()
        taken = _identifiers(journal)
        for name, told in journal.execute("SELECT name, learner FROM entry"):
            learner = Learner(**json.loads(told))
            matched.update(known_by(learner, name, taken))
            log.of(learner, name)
    for one in assignment.concessions if assignment else ():
        count = matched[one.learner.casefold()]
        if count == 0:
            yield f"The exception for {one.learner} concerns nobody here."
        elif count > 1:
            yield (
                f"The exception for {one.learner} concerns {count} learners: name the one that is "
                "meant by email address, login or number."
            )
    for line in log.unmatched():
        who = line.learner.name or line.submission
        yield f"An amendment of {line.exercise} for {who} is kept, and concerns nobody here."


def _time(told: str) -> HandedIn:
    source, at, late = json.loads(told)
    return HandedIn(source=TimeSource(source), at=at, late=late)
