"""Gradescope's export: `submission_metadata.yml` beside folders, with who handed in what."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from noisegrade.report.people import Learner

__all__ = ["METADATA", "submitters"]

METADATA = "submission_metadata.yml"
_SUBMISSION = re.compile(r"(submission_\w+):\s*")
_BLOCK = re.compile(r"  :(\w+):.*")  # of a submission; what autograders printed stands in one, too
_SUBMITTER = re.compile(r"\s*-?\s*:(name|sid|email):\s*(.*)")
_LARGEST = 64_000_000  # characters; a thousand submissions have two million


def submitters(folder: Path) -> dict[str, Learner]:
    """Read who handed in what, by the name of the folder.

    Of a group, all names are given. Only the few lines that are needed are understood: those
    below `:submitters:`, for all else may repeat what learners wrote.
    """
    try:
        with (folder / METADATA).open(encoding="utf-8", errors="replace") as file:
            lines = file.read(_LARGEST).split("\n")
    except OSError:
        return {}
    found: dict[str, dict[str, list[str]]] = {}
    here: dict[str, list[str]] = {}
    block = ""
    for line in lines:
        if begins := _SUBMISSION.fullmatch(line):
            here, block = found.setdefault(begins[1], {}), ""
        elif begins := _BLOCK.fullmatch(line):
            block = begins[1]
        if block == "submitters":
            for key, value in _fields(line):
                here.setdefault(key, []).append(value)
    return {name: _submitter(fields) for name, fields in found.items()}


def _fields(line: str) -> Iterator[tuple[str, str]]:
    found = _SUBMITTER.fullmatch(line)
    if found and found[2]:
        yield found[1], found[2].strip().strip("'\"")


def _submitter(fields: dict[str, list[str]]) -> Learner:
    return Learner(
        name=", ".join(fields.get("name", [])),
        email=", ".join(fields.get("email", [])),
        number=", ".join(fields.get("sid", [])),
    )
