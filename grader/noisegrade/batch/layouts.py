"""Who handed in what, as Canvas, Moodle, Blackboard, Brightspace, … name it in their downloads.

Names tell this only at the level that the instructor pointed at: what stands inside one learner's
work was written by that learner.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from noisegrade.batch.gradescope_export import METADATA, created, submitters
from noisegrade.model import HandedIn, TimeSource
from noisegrade.report.people import NOBODY, Learner
from noisegrade.submission.text_files import printable

__all__ = ["SUBMITTED", "HandIn", "is_nbgrader_course", "recognizer", "section_file"]

SUBMITTED = "submitted"  # nbgrader: <course>/submitted/<student>/<assignment>/

# Canvas, lib/content_zipper.rb: sortable name, LATE, user ID; then attachment ID and file, or
# "_text.html" and "_link.html" for what was typed in. Anonymous: "anon_" and five characters.
_CANVAS = re.compile(
    r"(?:(?P<late0>LATE_)?anon_(?P<anon>[A-Za-z0-9]{5})|(?P<who>.+?)_(?P<late>LATE_|late_)?(?P<id>\d{1,20}))"
    r"_(?:(?P<at>\d{1,20})_(?P<file>.+)|(?P<typed>text|link)\.html)",
    re.DOTALL,
)
_RESUBMITTED = re.compile(r"-\d{1,9}(?=\.\w+$)")  # Canvas: sampling-1.py was resubmitted once
# Moodle, mod/assign/classes/downloader.php: "Jane Doe_4242_assignsubmission_file" is a folder, or
# the beginning of every file's name; with blind marking "Participant_4242_…"; of a group its name.
_MOODLE = re.compile(
    r"(?P<who>.+?)(?:_(?P<id>\d{1,20}))?_assignsubmission_(?P<kind>[a-z]+)(?:_(?P<file>.*))?",
    re.DOTALL,
)
# Blackboard's Assignment File Download: assignment, user name, attempt, file; a text beside them
# begins "Name: Jane Doe (jdoe)". Source: github.com/kwurst/bb-file-cleanup, README.
_BLACKBOARD = re.compile(
    r"(?P<head>.+?)_attempt_(?P<at>\d{4}(?:-\d\d){5})(?:_(?P<file>.+)|(?P<told>\.txt))", re.DOTALL
)
_TOLD_BY = re.compile(r"[^:\n]{2,40}:\s*(?P<who>[^\n]{1,200}?)\s*\((?P<login>[^()\s]{1,100})\)\s*")
# Brightspace: "200002-500000 - Jane Doe - Jan 30, 2026 330 PM", a folder an attempt
_BRIGHTSPACE = re.compile(
    r"(?P<id>\d{1,20})-(?P<folder>\d{1,20}) ?- ?(?P<who>.+?) ?- ?"
    r"(?P<at>[^\W\d]{3,12}\.? \d{1,2}, \d{4} \d{3,4} ?[AP]M)",
    re.DOTALL,
)
# GitHub Classroom, gh-classroom's clone student-repos: hw1-submissions/hw1-<login>
_CLONES = "-submissions"


@dataclass(frozen=True, slots=True)
class HandIn:
    """What the name of one file or folder tells.

    Parameters
    ----------
    learner : whose it is
    file : the name that the learner gave it; "" for a folder
    attempt : later attempts are greater; () where there is only one
    version : of two files of one name in an attempt, the greater one is newer
    typed : whether it holds what was typed into a form, not a file
    when : it was handed in, by the system's own clock
    """

    learner: Learner
    file: str = ""
    attempt: tuple[int, ...] = ()
    version: int = 0
    typed: bool = False
    when: HandedIn | None = None


Recognizer = Callable[[str], HandIn | None]


def is_nbgrader_course(folder: Path) -> bool:
    """Tell whether it is the root of an nbgrader course."""
    return (folder / SUBMITTED).is_dir() and (folder / "nbgrader_config.py").is_file()


def section_file(file: str, sections: Iterable[str]) -> str:
    """Return a file's name; of a section's, without the number that Canvas adds to a resubmission.

    Only then: hw-1.py and hw-2.py are two files.
    """
    plain = _RESUBMITTED.sub("", file)
    return plain if plain.rpartition(".")[0] in sections else file


def recognizer(folder: Path, called: str, names: Sequence[str]) -> Recognizer:
    """Return what reads a learner off a name in this folder; the folder may be any.

    The layout that most names have comes first: the end of a name may be a learner's, who can write
    there what another system would have written of somebody else.

    Parameters
    ----------
    folder : that the instructor pointed at
    called : its own name, or that of the archive that it was unpacked from
    names : what is in it
    """
    known = [_moodle, _blackboard(folder, names), _brightspace(names), _canvas]
    readers = sorted(known, key=lambda read: -sum(read(name) is not None for name in names))
    if (folder / METADATA).is_file():
        readers.insert(0, _gradescope(folder))
    for title in {called, folder.name}:
        if title.endswith(_CLONES) and len(title) > len(_CLONES):
            readers.insert(0, _classroom(title.removesuffix(_CLONES)))

    def read(name: str) -> HandIn | None:
        found = next((found for each in readers if (found := each(name))), None)
        return found and replace(found, learner=_shown(found.learner))

    return read


def _shown(learner: Learner) -> Learner:
    return Learner(
        name=printable(learner.name),
        email=printable(learner.email),
        number=printable(learner.number),
        login=printable(learner.login),
        platform_id=printable(learner.platform_id),
    )


def _canvas(name: str) -> HandIn | None:
    found = _CANVAS.fullmatch(name)
    if found is None:
        return None
    who = Learner(name=found["who"] or "", platform_id=found["anon"] or found["id"])
    marked = HandedIn(source=TimeSource.CANVAS, late=bool(found["late0"] or found["late"]))
    if found["typed"]:
        return HandIn(who, f"{found['typed']}.html", typed=True, when=marked)
    return HandIn(who, found["file"], version=int(found["at"]), when=marked)


def _moodle(name: str) -> HandIn | None:
    found = _MOODLE.fullmatch(name)
    if found is None:
        return None
    who, number = found["who"], found["id"] or ""
    anonymous = who.casefold() == "participant" and number
    learner = Learner(name="" if anonymous else who, platform_id=number)
    return HandIn(learner, found["file"] or "", typed=found["kind"] != "file")


def _blackboard(folder: Path, names: Iterable[str]) -> Recognizer:
    """Learn the user names from the texts that Blackboard puts beside the files."""
    people: dict[str, Learner] = {}  # by what stands before "_attempt_"
    for name in names:
        found = _BLACKBOARD.fullmatch(name)
        if found and found["head"] not in people:
            people[found["head"]] = Learner(login=found["head"].rpartition("_")[2])
        if found and found["told"]:
            told = _TOLD_BY.match(_beginning(folder / name))
            if told and found["head"].endswith(f"_{told['login']}"):
                people[found["head"]] = Learner(name=told["who"], login=told["login"])

    def read(name: str) -> HandIn | None:
        found = _BLACKBOARD.fullmatch(name)
        if found is None:
            return None
        at = tuple(map(int, found["at"].split("-")))
        when = _clocked(TimeSource.BLACKBOARD, at)
        return HandIn(people[found["head"]], found["file"] or "attempt.txt", at, when=when)

    return read


def _beginning(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return file.read(500).decode("utf-8-sig", "replace")
    except OSError:
        return ""


def _brightspace(names: Iterable[str]) -> Recognizer:
    """Take the first number for the learner's, if it differs where names do."""
    found = [match for name in names if (match := _BRIGHTSPACE.fullmatch(name))]
    owners: dict[str, set[str]] = {}
    for match in found:
        owners.setdefault(match["id"], set()).add(match["who"])

    def read(name: str) -> HandIn | None:
        match = _BRIGHTSPACE.fullmatch(name)
        if match is None:
            return None
        number = match["id"] if len(owners[match["id"]]) == 1 else ""
        at = _date(match["at"])
        learner = Learner(name=match["who"], platform_id=number)
        return HandIn(learner, attempt=at, when=_clocked(TimeSource.BRIGHTSPACE, at))

    return read


def _clocked(source: TimeSource, at: tuple[int, ...]) -> HandedIn | None:
    """Return a time of the system's own clock, which has no zone."""
    try:
        year, month, day, hour, minute, second = (*at, 0)[:6]
        told = datetime(year, month, day, hour, minute, second)  # noqa: DTZ001 - see above
    except ValueError:
        return None
    return HandedIn(source=source, at=told.isoformat())


def _date(text: str) -> tuple[int, ...]:
    """Read "Jan 30, 2026 330 PM"; a month in another language tells no order."""
    day, year, hour, half = text.replace("AM", " AM").replace("PM", " PM").rsplit(None, 3)
    try:
        written = f"{day} {year} {hour:0>4} {half}"
        return datetime.strptime(written, "%b %d, %Y %I%M %p").timetuple()[:5]  # noqa: DTZ007 - the learner's own clock
    except ValueError:
        return ()


def _classroom(assignment: str) -> Recognizer:
    def read(name: str) -> HandIn | None:
        login = name.removeprefix(f"{assignment}-")
        return HandIn(Learner(login=login)) if login not in {name, ""} else None

    return read


def _gradescope(folder: Path) -> Recognizer:
    people, times = submitters(folder), created(folder)

    def read(name: str) -> HandIn | None:
        learner = people.get(name, NOBODY)
        if learner == NOBODY:
            return None
        when = HandedIn(source=TimeSource.GRADESCOPE, at=times[name]) if name in times else None
        return HandIn(learner, when=when)

    return read
