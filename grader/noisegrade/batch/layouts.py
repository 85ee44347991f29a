"""How nbgrader, Canvas, Moodle and Gradescope lay out what an instructor downloads from them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from noisegrade.report.people import NOBODY, Learner

__all__ = [
    "METADATA",
    "SUBMITTED",
    "Group",
    "Shared",
    "gradescope_submitters",
    "is_nbgrader_course",
    "is_not_handed_in",
    "learner_of",
    "shared_folder",
    "short_name",
]

SUBMITTED = "submitted"  # nbgrader: <course>/submitted/<student>/<assignment>/
METADATA = "submission_metadata.yml"  # Gradescope: beside submission_<number>/

# Canvas: doejane_LATE_4242_171717_sampling-1.py: who, user ID, attachment, file, resubmitted once
_CANVAS = re.compile(r"([^_]+)_(?:LATE_)?(\d+)_\d+_(.+)")
_RESUBMITTED = re.compile(r"-\d+(?=\.\w+$)")
# Moodle: "Jane Doe_4242_assignsubmission_file_/", or as the beginning of every file's name
_MOODLE_FILE = re.compile(r"(.+)_(\d+)_assignsubmission_file_(.+)")
_MOODLE_FOLDER = re.compile(r"(.+)_(\d+)_assignsubmission_(file|onlinetext)_?")

_SUBMISSION = re.compile(r"(submission_\w+):\s*")
_SUBMITTER = re.compile(r"\s*-?\s*:(name|sid|email):\s*(.*)")
_LARGEST = 64_000_000  # bytes of metadata; a thousand submissions have 2 MB


@dataclass(frozen=True, slots=True)
class Group:
    """The files of one learner in a folder that all share."""

    name: str
    learner: Learner
    files: tuple[tuple[str, str], ...]  # (the name that the learner gave it, path)


@dataclass(frozen=True, slots=True)
class Shared:
    """What was recognised in a folder that all share, and the names that this accounts for."""

    groups: tuple[Group, ...]
    taken: frozenset[str]


def is_nbgrader_course(folder: Path) -> bool:
    """Tell whether it is the root of an nbgrader course."""
    return (folder / SUBMITTED).is_dir() and (folder / "nbgrader_config.py").is_file()


def is_not_handed_in(name: str) -> bool:
    """Tell whether it holds what was typed into a form, not a file."""
    moodle = _MOODLE_FOLDER.fullmatch(name)
    return moodle is not None and moodle[3] == "onlinetext"


def learner_of(name: str) -> Learner:
    """Read a learner off the name of a folder."""
    moodle = _MOODLE_FOLDER.fullmatch(name)
    return Learner(name=moodle[1], platform_id=moodle[2]) if moodle else NOBODY


def short_name(name: str, learner: Learner) -> str:
    """Name a submission as people would: by its file without the ending, or by its author."""
    if learner.name:
        return learner.name
    return name[:-4] if name.lower().endswith(".zip") else name


def shared_folder(folder: Path, names: Sequence[str]) -> Shared:
    """Sort the files of a folder that all share by learner, where their names tell."""
    groups: dict[Learner, dict[str, str]] = {}
    taken = set()
    for name in names:  # sorted: of two that were resubmitted, the later one counts
        split = _split(name)
        path = folder / name
        if split is not None and path.is_file() and not path.is_symlink():
            learner, file = split
            groups.setdefault(learner, {})[file] = str(path)
            taken.add(name)
    listed = (Group(one.name, one, tuple(files.items())) for one, files in groups.items())
    return Shared(tuple(listed), frozenset(taken))


def gradescope_submitters(folder: Path) -> dict[str, Learner]:
    """Read who handed in what from Gradescope's metadata, by the name of the folder.

    Of a group, all names are given. Only the few lines that are needed are understood.
    """
    with (folder / METADATA).open(encoding="utf-8", errors="replace") as file:
        lines = file.read(_LARGEST).splitlines()
    found: dict[str, dict[str, list[str]]] = {}
    here: dict[str, list[str]] = {}
    for line in lines:
        begins = _SUBMISSION.fullmatch(line)
        if begins:
            here = found.setdefault(begins[1], {})
        for key, value in _fields(line):
            here.setdefault(key, []).append(value)
    return {name: _submitter(fields) for name, fields in found.items()}


def _split(name: str) -> tuple[Learner, str] | None:
    moodle = _MOODLE_FILE.fullmatch(name)
    if moodle:
        return Learner(name=moodle[1], platform_id=moodle[2]), moodle[3]
    canvas = _CANVAS.fullmatch(name)
    if canvas:
        return Learner(name=canvas[1], platform_id=canvas[2]), _RESUBMITTED.sub("", canvas[3])
    return None


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
