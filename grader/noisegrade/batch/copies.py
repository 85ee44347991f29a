"""Likely copies among the submissions in a folder of results; their code is read, and never run."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from noisegrade.batch.database import open_to_read, translated_errors
from noisegrade.batch.serialization import unpack_report, unpack_submission
from noisegrade.report.copies import LikelyCopy, likely_copies
from noisegrade.submission.structure import Structure, structures

__all__ = ["CopyFound", "read_copies"]

_WORKS = """
SELECT outcome.name, outcome.learner, outcome.fingerprint, outcome.packed, work.packed
FROM outcome JOIN work ON work.key = outcome.key
WHERE outcome.packed IS NOT NULL AND outcome.refused IS NULL ORDER BY position
"""


@dataclass(frozen=True, slots=True)
class CopyFound:
    """A likely copy, and the names of the two that it is about, as people read them.

    `identical` : whether they are the same character by character
    """

    first: str
    second: str
    copy: LikelyCopy
    identical: bool


def read_copies(folder: Path) -> list[CopyFound]:
    """Compare every pair of graded submissions.

    Raises
    ------
    UsageError
        Where the folder holds no results, or a damaged journal.
    """
    names: list[str] = []
    prints: list[str] = []
    written: list[Mapping[str, Structure]] = []
    exercises: Sequence[str] = ()
    with closing(open_to_read(folder)) as journal, translated_errors(folder):
        for name, learner, fingerprint, graded, work in journal.execute(_WORKS):
            if not exercises:
                report = unpack_report(graded, submission=name, notes=())
                exercises = [one.exercise for one in report.exercises]
            names.append(json.loads(learner).get("name") or name)
            prints.append(fingerprint)
            written.append(structures(unpack_submission(work), exercises))
    return [
        CopyFound(names[one.first], names[one.second], one, prints[one.first] == prints[one.second])
        for one in likely_copies(written)
    ]
