"""`results.jsonl`: one object a submission, made from the journal."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from noisegrade.batch.database import open_to_read, translated_errors
from noisegrade.batch.marks import Marks
from noisegrade.batch.results import ENTRIES
from noisegrade.batch.serialization import pack_report, unpack_line, unpack_report
from noisegrade.private_files import write_whole
from noisegrade.report.people import Learner, stable_id

__all__ = ["LINES", "to_lines", "write_lines"]

LINES = "results.jsonl"


def to_lines(folder: Path) -> Iterator[str]:
    """Write every graded submission as one line of JSON, as `schema.json` describes it."""
    with closing(open_to_read(folder)) as journal, translated_errors(folder):
        marks = Marks(journal)
        for name, told, refused, notes, packed, first, _, position in journal.execute(ENTRIES):
            if refused is not None:
                continue
            learner = Learner(**json.loads(told))
            if marks.concerns(learner, name):
                report = unpack_report(packed, submission="", notes=())
                settled = marks.settled(replace(report, submission=name), position, learner)
                packed = pack_report(settled)  # noqa: PLW2901 - the same, with its mark
            yield unpack_line(
                packed,
                submission=name,
                notes=notes,
                identical_to=first,
                learner=stable_id(learner, name),
            )


def write_lines(folder: Path) -> Path:
    """Write the file anew: whole, or not at all.

    Raises
    ------
    UsageError
        Where it can't be written; the journal keeps everything.
    """
    path = folder / LINES
    with translated_errors(folder):
        write_whole(path, (f"{line}\n" for line in to_lines(folder)))
    return path
