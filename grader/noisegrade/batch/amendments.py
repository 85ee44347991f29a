"""What people changed by hand: a log in the journal that nothing but a person adds to.

Nothing in it is ever removed; an amendment that was undone is followed by a line that says so. It
belongs to a learner, not to a submission, so that it outlasts every rerun and regrade.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from noisegrade.batch.database import (
    exclusive_lock,
    has_table,
    open_to_read,
    open_to_write,
    translated_errors,
)
from noisegrade.errors import UsageError
from noisegrade.model import Amendment
from noisegrade.report.people import Learner

__all__ = ["AmendmentLog", "LogLine", "amend", "now", "read_log", "undo"]

_SURE = ("number", "login", "email", "platform_id")
_ALL = "SELECT learner, submission, exercise, points, because, who, at, undone FROM amendment"
_ADD = (
    "INSERT INTO amendment (learner, submission, exercise, points, because, who, at, undone) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
)


@dataclass(frozen=True, slots=True)
class LogLine:
    """One line of the log: an amendment of somebody's exercise, or that the last one is undone."""

    learner: Learner
    submission: str
    exercise: str
    amendment: Amendment
    undone: bool

    def concerns(self, learner: Learner, submission: str) -> bool:
        """Tell whether it is this learner's: by what is sure of both, or else by the name."""
        ours, theirs = asdict(self.learner), asdict(learner)
        both = [kind for kind in _SURE if ours[kind] and theirs[kind]]
        if both:
            return any(ours[kind].casefold() == theirs[kind].casefold() for kind in both)
        return self.submission == submission


class AmendmentLog:
    """Finds the amendments that hold, by learner."""

    def __init__(self, lines: Iterable[LogLine]) -> None:
        self._lines = list(lines)
        self._matched: set[int] = set()
        self._by_clue: dict[tuple[str, str], list[int]] = {}
        for at, line in enumerate(self._lines):
            for clue in _clues(line.learner, line.submission):
                self._by_clue.setdefault(clue, []).append(at)

    def of(self, learner: Learner, submission: str) -> Mapping[str, tuple[Amendment, ...]]:
        """Return the amendments of one learner, by exercise, the oldest first."""
        found: dict[str, list[Amendment]] = {}
        near = {at for clue in _clues(learner, submission) for at in self._by_clue.get(clue, ())}
        for at in sorted(near):
            line = self._lines[at]
            if not line.concerns(learner, submission):
                continue
            self._matched.add(at)
            listed = found.setdefault(line.exercise, [])
            if not line.undone:
                listed.append(line.amendment)
            elif listed:
                listed.pop()
        return {exercise: tuple(listed) for exercise, listed in found.items() if listed}

    def unmatched(self) -> Iterator[LogLine]:
        """Return the lines of learners who were not asked for."""
        yield from (line for at, line in enumerate(self._lines) if at not in self._matched)


def _clues(learner: Learner, submission: str) -> Iterator[tuple[str, str]]:
    told = asdict(learner)
    yield from ((kind, told[kind].casefold()) for kind in _SURE if told[kind])
    yield "submission", submission


def read_log(journal: sqlite3.Connection) -> AmendmentLog:
    """Read the log; a journal of before there were amendments has none."""
    if not has_table(journal, "amendment"):
        return AmendmentLog(())
    rows = journal.execute(f"{_ALL} ORDER BY number").fetchall()
    return AmendmentLog(
        LogLine(
            Learner(**json.loads(learner)),
            submission,
            exercise,
            Amendment(points=points, because=because, who=who, at=at),
            bool(undone),
        )
        for learner, submission, exercise, points, because, who, at, undone in rows
    )


def amend(folder: Path, line: LogLine) -> None:
    """Add a line to the log; raise UsageError where the journal can't be written."""
    made = line.amendment
    with (
        closing(open_to_write(folder)) as journal,
        exclusive_lock(folder),
        translated_errors(folder),
    ):
        journal.execute(
            _ADD,
            (
                *(json.dumps(asdict(line.learner)), line.submission, line.exercise),
                *(made.points, made.because, made.who, made.at, line.undone),
            ),
        )
        journal.commit()


def now() -> str:
    """Return the time, as the log keeps it."""
    return datetime.now(UTC).astimezone().isoformat(timespec="seconds")


def undo(folder: Path, learner: Learner, submission: str, exercise: str, *, who: str) -> Amendment:
    """Undo the last amendment of an exercise that holds; return it.

    Raises
    ------
    UsageError
        Where there is none, or the journal can't be written.
    """
    with closing(open_to_read(folder)) as journal, translated_errors(folder):
        holding = read_log(journal).of(learner, submission).get(exercise, ())
    if not holding:
        raise UsageError(f"{exercise} of {submission} was not amended: there is nothing to undo.")
    said = Amendment(points=None, because="", who=who, at=now())
    amend(folder, LogLine(learner, submission, exercise, said, undone=True))
    return holding[-1]
