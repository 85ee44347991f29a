"""Read a folder of results, one submission after another, as they were listed."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path

from noisegrade.batch.database import has_table, open_to_read, translated_errors
from noisegrade.batch.group_names import read_names
from noisegrade.batch.marks import Marks
from noisegrade.batch.serialization import unpack_report, unpack_submission
from noisegrade.errors import UsageError
from noisegrade.model import Isolation, Report, Submission
from noisegrade.report.failure_groups import with_names
from noisegrade.report.people import ClassRow, Learner, RefusedSubmission

__all__ = [
    "ENTRIES",
    "count_graded",
    "read_course",
    "read_missing",
    "read_not_graded",
    "read_parts",
    "read_results",
    "read_submission",
    "unfinished",
]

ENTRIES = """
SELECT name, learner, refused, notes, packed, (
    SELECT first.name FROM entry AS first
    WHERE first.fingerprint = outcome.fingerprint AND first.position < outcome.position
    ORDER BY first.position LIMIT 1
), origin, position
FROM outcome WHERE packed IS NOT NULL OR refused IS NOT NULL ORDER BY position
"""
_NOT_GRADED = """
SELECT name, refused FROM outcome
WHERE refused IS NOT NULL OR (packed IS NOT NULL AND score IS NULL) ORDER BY position
"""
_GRADED = "SELECT count(*) FROM outcome WHERE refused IS NULL AND packed IS NOT NULL"
_UNFINISHED = "SELECT count(*) FROM outcome WHERE refused IS NULL AND packed IS NULL"
_WORK = """
SELECT outcome.notes, work.packed, outcome.packed FROM outcome JOIN work ON work.key = outcome.key
WHERE outcome.packed IS NOT NULL AND outcome.position = ?
"""
_SHOWN = 8
_WHO = "SELECT position, name, origin, learner FROM entry ORDER BY position"


def read_results(
    folder: Path, only: Iterable[str] = (), *, named: bool = True
) -> Iterator[ClassRow | RefusedSubmission]:
    """Return what became of every submission; of an unfinished run, of those that were graded.

    Parameters
    ----------
    folder : of the results
    only : names, logins, email addresses or numbers of the learners that are wanted; all if none
    named : put in what an instructor says of groups of failures; see `batch.group_names`

    Raises
    ------
    UsageError
        Where the folder holds no results, or a damaged journal; or nobody is known by such a name.
    """
    wanted = {_find(folder, name)[1] for name in only}
    names = read_names(folder) if named else []
    with closing(open_to_read(folder)) as journal, translated_errors(folder):
        marks = Marks(journal)
        for name, told, refused, notes, packed, first, origin, at in journal.execute(ENTRIES):
            author = Learner(**json.loads(told))
            if wanted and name not in wanted:
                continue
            if refused is not None:
                yield RefusedSubmission(name, refused, author, origin)
            else:
                said = tuple(json.loads(notes))
                report = unpack_report(packed, submission=name, notes=said)
                _refuse_browser(report)
                settled = with_names(marks.settled(report, at, author), names)
                yield ClassRow(settled, author, first, origin)


def _refuse_browser(report: Report) -> None:
    """Refuse what was found in a browser: there the learner's code shares the judge's process."""
    if report.isolation is Isolation.BROWSER:
        raise UsageError(
            f"The result of {report.submission} was found in a browser, where it is for learning "
            "and is not a grade: grade the submission itself with noisegrade grade."
        )


def read_missing(folder: Path) -> list[str]:
    """Name those in the roster of whom no submission was found."""
    with closing(open_to_read(folder)) as journal, translated_errors(folder):
        return [name for (name,) in journal.execute("SELECT name FROM absent")]


def read_not_graded(folder: Path) -> Iterator[tuple[str, str | None]]:
    """Return what was refused with the reason, and what is ungraded by our fault with None."""
    with closing(open_to_read(folder)) as journal, translated_errors(folder):
        yield from journal.execute(_NOT_GRADED)


def count_graded(folder: Path) -> int:
    """Count the submissions that have a result."""
    with closing(open_to_read(folder)) as journal, translated_errors(folder):
        (count,) = journal.execute(_GRADED).fetchone()
    return int(count)


def unfinished(folder: Path) -> int:
    """Count the submissions that are listed and have no result yet."""
    with closing(open_to_read(folder)) as journal, translated_errors(folder):
        (count,) = journal.execute(_UNFINISHED).fetchone()
    return int(count)


def read_course(folder: Path) -> str:
    """Return what `load_course` takes to load the course that the last run here graded."""
    with closing(open_to_read(folder)) as journal, translated_errors(folder):
        found = journal.execute("SELECT course FROM run").fetchone()
    if found is None:
        raise UsageError(
            f"{folder} holds no results: noisegrade grade … --out {folder} makes them."
        )
    return str(found[0])


def read_parts(folder: Path, fingerprint: str) -> dict[str, str]:
    """Return the digest of each part of the course with this fingerprint; none in older results."""
    with closing(open_to_read(folder)) as journal, translated_errors(folder):
        if not has_table(journal, "course_parts"):
            return {}
        query = "SELECT parts FROM course_parts WHERE fingerprint = ?"
        found = journal.execute(query, (fingerprint,)).fetchone()
    told: dict[str, str] = json.loads(found[0]) if found else {}
    return told


def read_submission(folder: Path, name: str) -> tuple[Submission, Report]:
    """Return a submission as it was graded, and the report that was made of it.

    It may be called by its name, or by its learner's name, login, email address or number.

    Raises
    ------
    UsageError
        Where there is no result of that name, or more than one.
    """
    position, name = _find(folder, name)
    with closing(open_to_read(folder)) as journal, translated_errors(folder):
        found = journal.execute(_WORK, (position,)).fetchone()
    if found is None:
        raise UsageError(f"{folder} holds no grading of {name}: it was not graded.")
    notes, work, packed = found
    report = unpack_report(packed, submission=name, notes=tuple(json.loads(notes)))
    return unpack_submission(work), report


def _find(folder: Path, who: str) -> tuple[int, str]:
    """Find the one entry that is called so, or whose learner is; its position and its name."""
    by_name, by_learner = [], []
    plain = who.strip().casefold()
    with closing(open_to_read(folder)) as journal, translated_errors(folder):
        for position, name, origin, learner in journal.execute(_WHO):
            if who in {name, origin}:
                by_name.append((position, name))
            known = (str(value).casefold() for value in json.loads(learner).values())
            if plain and plain in known:
                by_learner.append((position, name))
    found = by_name or by_learner
    if not found:
        raise UsageError(f"{folder} holds no grading of {who}: see results.jsonl for the names.")
    if len(found) > 1:
        names = ", ".join(name for _, name in found[:_SHOWN])
        raise UsageError(f"{who} may be any of {names}: name one of them.")
    position, name = found[0]
    return int(position), str(name)
