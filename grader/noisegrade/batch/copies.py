"""Likely copies among the submissions in a folder of results; their code is read, and never run."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from noisegrade.batch.database import open_to_read, translated_errors
from noisegrade.batch.results import ENTRIES
from noisegrade.batch.serialization import unpack_report, unpack_submission
from noisegrade.report.copies import LikelyCopy, likely_copies
from noisegrade.report.people import ClassRow, Learner
from noisegrade.submission.structure import Structure, structures

__all__ = ["CopyFound", "read_copies"]

_WORK = """
SELECT outcome.name, work.packed FROM outcome JOIN work ON work.key = outcome.key
WHERE outcome.packed IS NOT NULL ORDER BY position
"""


@dataclass(frozen=True, slots=True)
class CopyFound:
    """A likely copy, with the two that it is about; `identical`: character by character."""

    first: ClassRow
    second: ClassRow
    copy: LikelyCopy
    identical: bool


def read_copies(folder: Path) -> list[CopyFound]:
    """Compare every pair of graded submissions.

    Raises
    ------
    UsageError
        Where the folder holds no results, or a damaged journal.
    """
    rows: list[ClassRow] = []
    written: list[Mapping[str, Structure]] = []
    for row, found in _works(folder):
        rows.append(row)
        written.append(found)
    return [
        CopyFound(rows[one.first], rows[one.second], one, _same(rows[one.first], rows[one.second]))
        for one in likely_copies(written)
    ]


def _same(first: ClassRow, second: ClassRow) -> bool:
    one, other = (row.identical_to or row.report.submission for row in (first, second))
    return one == other


def _works(folder: Path) -> Iterator[tuple[ClassRow, Mapping[str, Structure]]]:
    with closing(open_to_read(folder)) as journal, translated_errors(folder):
        packed = dict(journal.execute(_WORK))
        for name, learner, refused, notes, report, first, *_ in journal.execute(ENTRIES):
            if refused is not None or name not in packed:
                continue
            said = tuple(json.loads(notes))
            graded = unpack_report(report, submission=name, notes=said)
            row = ClassRow(graded, Learner(**json.loads(learner)), first)
            exercises = [one.exercise for one in graded.exercises]
            yield row, structures(unpack_submission(packed[name]), exercises)
