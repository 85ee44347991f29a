"""Read a folder of results, one submission after another, as they were listed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from noisegrade.batch.database import open_to_read, translated_errors
from noisegrade.batch.serialization import unpack_report, unpack_submission
from noisegrade.errors import UsageError
from noisegrade.model import Report, Submission
from noisegrade.report.people import ClassRow, Learner, RefusedSubmission

__all__ = [
    "ENTRIES",
    "count_graded",
    "read_missing",
    "read_not_graded",
    "read_results",
    "read_submission",
    "unfinished",
]

ENTRIES = """
SELECT entry.name, entry.learner, entry.refused, entry.notes, result.packed, (
    SELECT first.name FROM entry AS first
    WHERE first.fingerprint = entry.fingerprint AND first.position < entry.position
    ORDER BY first.position LIMIT 1
)
FROM entry
JOIN run
LEFT JOIN result ON result.key = entry.key AND result.course = run.course
    AND result.effect = run.effect AND result.seed = run.seed
WHERE result.packed IS NOT NULL OR entry.refused IS NOT NULL
ORDER BY entry.position
"""
_NOT_GRADED = """
SELECT entry.name, entry.refused FROM entry JOIN run
LEFT JOIN result ON result.key = entry.key AND result.course = run.course
    AND result.effect = run.effect AND result.seed = run.seed
WHERE entry.refused IS NOT NULL OR (result.packed IS NOT NULL AND result.score IS NULL)
ORDER BY entry.position
"""
_GRADED = """
SELECT count(*) FROM entry JOIN run
JOIN result ON result.key = entry.key AND result.course = run.course
    AND result.effect = run.effect AND result.seed = run.seed
WHERE entry.refused IS NULL
"""
_UNFINISHED = """
SELECT count(*) FROM entry JOIN run
LEFT JOIN result ON result.key = entry.key AND result.course = run.course
    AND result.effect = run.effect AND result.seed = run.seed
WHERE result.packed IS NULL AND entry.refused IS NULL
"""
_WORK = """
SELECT entry.notes, work.packed, result.packed FROM entry JOIN run
JOIN work ON work.key = entry.key
JOIN result ON result.key = entry.key AND result.course = run.course
    AND result.effect = run.effect AND result.seed = run.seed
WHERE entry.name = ? OR entry.origin = ? LIMIT 1
"""


def read_results(folder: Path) -> Iterator[ClassRow | RefusedSubmission]:
    """Give what became of every submission; of an unfinished run, of those that were graded.

    Raises
    ------
    UsageError
        Where the folder holds no results, or a damaged journal.
    """
    with closing(open_to_read(folder)) as journal, translated_errors(folder):
        for name, learner, refused, notes, packed, first in journal.execute(ENTRIES):
            author = Learner(**json.loads(learner))
            if refused is not None:
                yield RefusedSubmission(name, refused, author)
            else:
                said = tuple(json.loads(notes))
                yield ClassRow(unpack_report(packed, submission=name, notes=said), author, first)


def read_missing(folder: Path) -> list[str]:
    """Name those in the roster of whom no submission was found."""
    with closing(open_to_read(folder)) as journal, translated_errors(folder):
        return [name for (name,) in journal.execute("SELECT name FROM absent")]


def read_not_graded(folder: Path) -> Iterator[tuple[str, str | None]]:
    """Give what was refused with the reason, and what is ungraded by our fault with None."""
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


def read_submission(folder: Path, name: str) -> tuple[Submission, Report]:
    """Give a submission as it was graded, and the report that was made of it.

    Raises
    ------
    UsageError
        Where there is no result of that name.
    """
    with closing(open_to_read(folder)) as journal, translated_errors(folder):
        found = journal.execute(_WORK, (name, name)).fetchone()
    if found is None:
        raise UsageError(f"{folder} holds no grading of {name}: see results.jsonl for the names.")
    notes, work, packed = found
    report = unpack_report(packed, submission=name, notes=tuple(json.loads(notes)))
    return unpack_submission(work), report
