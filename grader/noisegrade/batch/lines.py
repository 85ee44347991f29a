"""`results.jsonl`: one object a submission, made from the journal."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from noisegrade.batch.reading import read_results
from noisegrade.batch.storing import told
from noisegrade.report.as_json import to_dict
from noisegrade.report.learners import Row

__all__ = ["LINES", "to_lines", "write_lines"]

LINES = "results.jsonl"


def to_lines(folder: Path) -> Iterator[str]:
    """Write every graded submission as one line of JSON, as `schema.json` describes it."""
    for entry in read_results(folder):
        if isinstance(entry, Row):
            plain = to_dict(entry.report)
            if entry.identical_to is not None:
                plain["identical_to"] = entry.identical_to
            yield json.dumps(plain, ensure_ascii=False, allow_nan=False, separators=(",", ":"))


def write_lines(folder: Path) -> Path:
    """Write the file anew: whole, or not at all.

    Raises
    ------
    UsageError
        Where it can't be written; the journal keeps everything.
    """
    path = folder / LINES
    unfinished = folder / f".{LINES}.part"
    with told(folder):
        with unfinished.open("w", encoding="utf-8", newline="\n") as file:
            file.writelines(f"{line}\n" for line in to_lines(folder))
        unfinished.replace(path)
    return path
