"""Gradescope's export: `submission_metadata.yml` beside folders, with who handed in what."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from noisegrade.report.people import Learner

__all__ = ["METADATA", "created", "submitters"]

METADATA = "submission_metadata.yml"
_SUBMISSION = re.compile(r"(submission_\w+):\s*")
_BLOCK = re.compile(r"  :(\w+):.*")  # of a submission; what autograders printed stands in one, too
_CREATED = re.compile(
    r"  :created_at: (\d{4}-\d\d-\d\d \d\d:\d\d:\d\d)(?:\.\d+)? (Z|[+-]\d\d:\d\d)"
)
_SUBMITTER = re.compile(r"\s*-?\s*:(name|sid|email):\s*(.*)")
_LARGEST = 64_000_000  # characters; a thousand submissions have two million


def created(folder: Path) -> dict[str, str]:
    """Read when each submission was made, by the name of its folder; ISO 8601."""
    found: dict[str, str] = {}
    here = ""
    for line in _lines(folder):
        if begins := _SUBMISSION.fullmatch(line):
            here = begins[1]
        elif here and (at := _CREATED.fullmatch(line)):
            found.setdefault(here, f"{at[1]}{'+00:00' if at[2] == 'Z' else at[2]}")
    return found


def submitters(folder: Path) -> dict[str, Learner]:
    """Read who handed in what, by the name of the folder.

    Of a group, all names are given. Only the few lines that are needed are understood: those
    below `:submitters:`, for all else may repeat what learners wrote.
    """
    found: dict[str, dict[str, list[str]]] = {}
    here: dict[str, list[str]] = {}
    block = ""
    for line in _lines(folder):
        if begins := _SUBMISSION.fullmatch(line):
            here, block = found.setdefault(begins[1], {}), ""
        elif begins := _BLOCK.fullmatch(line):
            block = begins[1]
        if block == "submitters":
            for key, value in _fields(line):
                here.setdefault(key, []).append(value)
    return {name: _submitter(fields) for name, fields in found.items()}


def _lines(folder: Path) -> list[str]:
    try:
        with (folder / METADATA).open(encoding="utf-8", errors="replace") as file:
            return file.read(_LARGEST).split("\n")
    except OSError:
        return []


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
