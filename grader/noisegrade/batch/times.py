"""When a submission was handed in, by what stands beside it: nbgrader's note, git, file times.

What a download's own names and lists tell comes first, see `layouts` and `roster`.
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import MAXYEAR, MINYEAR, UTC, datetime
from itertools import islice
from pathlib import Path

from noisegrade.assignment import Assignment
from noisegrade.batch.layouts import SUBMITTED, is_nbgrader_course
from noisegrade.batch.sources import SubmissionSource
from noisegrade.model import HandedIn, TimeSource

__all__ = ["moment", "timed"]

_NOTE = "timestamp.txt"  # nbgrader: "2026-01-30 15:30:10.123456 UTC"
_FORMATS = (
    *("%Y-%m-%d %H:%M:%S %z", "%Y-%m-%d %H:%M:%S", "%Y-%m-%d %H:%M", "%Y-%m-%d %H:%M:%S %Z"),
    *("%A, %d %B %Y, %I:%M %p", "%A, %d %B %Y, %H:%M", "%d %B %Y, %I:%M %p", "%d %B %Y, %H:%M"),
)
_FRACTION = re.compile(r"(:\d\d)\.\d+")
_MOST_FILES = 2_000
_OBJECT = re.compile(r"[0-9a-f]{40,64}")
_COMMITTER = re.compile(rb"^committer .*> (\d{1,12}) [+-]\d{4}$", re.MULTILINE)
_REFS = 1_000_000  # characters of a list of branches
_PATIENCE = 20  # seconds; git reads one object
_LARGEST_COMMIT = 1_000_000  # bytes: a learner may have written a message without an end


def timed(places: Iterable[SubmissionSource], assignment: Assignment) -> Iterator[SubmissionSource]:
    """Return submissions with their times; one that has no zone is of the assignment's."""
    zone = assignment.deadline.tzinfo if assignment.deadline else None
    for place in places:
        told = place.handed_in
        if told is None:
            yield replace(place, handed_in=_beside(place))
        elif told.at is not None and (found := moment(told.at)):
            at = found if found.tzinfo else found.replace(tzinfo=zone or UTC)
            yield replace(place, handed_in=replace(told, at=at.isoformat()))
        else:
            yield place


def moment(text: str) -> datetime | None:
    """Read a date with a time, as systems write them in English; None where it is none."""
    plain = _FRACTION.sub(r"\1", " ".join(text.split())).removesuffix(" UTC").removesuffix(" Z")
    utc = plain != _FRACTION.sub(r"\1", " ".join(text.split()))
    found = None
    with contextlib.suppress(ValueError):
        found = datetime.fromisoformat(plain)
    for written in _FORMATS:
        if found is not None:
            break
        with contextlib.suppress(ValueError):
            found = datetime.strptime(plain, written)  # noqa: DTZ007 - the caller knows the zone
    if found is None or not MINYEAR < found.year < MAXYEAR:  # else it is none in every zone
        return None
    return found.replace(tzinfo=UTC) if utc else found


def _beside(place: SubmissionSource) -> HandedIn | None:
    path = Path(place.path)
    if place.refused:
        return None
    if path.is_dir() and not place.files:
        note = _noted(path) if _is_nbgraders(path) else None
        if note is not None:
            return HandedIn(source=TimeSource.NBGRADER, at=note.isoformat())
        committed = None if place.learner.platform_id else _committed(path)
        if committed is not None:
            return HandedIn(source=TimeSource.GIT, at=committed.isoformat())
    newest = _newest(place)
    return HandedIn(source=TimeSource.FILE, at=newest.isoformat()) if newest else None


def _is_nbgraders(path: Path) -> bool:
    """Tell whether nbgrader put it there: anywhere else, a learner may have written the note."""
    above = path.resolve().parent
    return above.name == SUBMITTED and is_nbgrader_course(above.parent)


def _noted(folder: Path) -> datetime | None:
    """Read what nbgrader noted: in the folder itself, or in the only assignment's below it."""
    for note in islice((folder / _NOTE, *folder.glob(f"*/{_NOTE}")), 2):
        with contextlib.suppress(OSError, UnicodeDecodeError):
            found = moment(_beginning(note))
            if found is not None:
                return found if found.tzinfo else found.replace(tzinfo=UTC)
    return None


def _committed(folder: Path) -> datetime | None:
    """Return the time of a clone's last commit.

    git reads the object by a configuration of our own: that of a learner's clone may run programs.
    """
    objects, commit = folder / ".git" / "objects", _head(folder / ".git")
    if commit is None or not objects.is_dir() or (git := shutil.which("git")) is None:
        return None
    with tempfile.TemporaryDirectory(prefix="noisegrade-") as made:
        for part in ("refs", "objects"):
            (Path(made) / part).mkdir()
        (Path(made) / "HEAD").write_text("ref: refs/heads/none\n", encoding="ascii")
        environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith("GIT_")},
            "GIT_DIR": made,
            "GIT_OBJECT_DIRECTORY": str(objects.resolve()),
            "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_CONFIG_GLOBAL": os.devnull,
        }
        with contextlib.suppress(OSError, ValueError, subprocess.SubprocessError):
            if int(_told(git, "-s", commit, environment)) > _LARGEST_COMMIT:
                return None
            read = _told(git, "commit", commit, environment)
            if found := _COMMITTER.search(read.partition(b"\n\n")[0]):
                return _since_1970(int(found[1]))
    return None


def _told(git: str, what: str, commit: str, environment: dict[str, str]) -> bytes:
    return subprocess.run(  # noqa: S603 - no shell; the object's name is hexadecimal
        [git, "cat-file", what, commit],
        env=environment,
        capture_output=True,
        check=True,
        timeout=_PATIENCE,
    ).stdout


def _beginning(path: Path, most: int = 500) -> str:
    """Read the first characters of a file that may be anybody's, and of any size."""
    if not path.is_file():  # to open a pipe would be to wait for whoever writes into it
        raise FileNotFoundError(path)
    with path.open(encoding="utf-8") as file:
        return file.read(most).strip()


def _head(folder: Path) -> str | None:
    """Follow HEAD to the name of a commit."""
    with contextlib.suppress(OSError, UnicodeDecodeError):
        head = _beginning(folder / "HEAD")
        name = head.removeprefix("ref: ")
        if name == head:
            return head if _OBJECT.fullmatch(head) else None
        if ".." in name or not name.startswith("refs/"):
            return None
        if (folder / name).is_file():
            found = _beginning(folder / name)
            return found if _OBJECT.fullmatch(found) else None
        for line in _beginning(folder / "packed-refs", _REFS).splitlines():
            commit, _, ref = line.partition(" ")
            if ref == name and _OBJECT.fullmatch(commit):
                return commit
    return None


def _newest(place: SubmissionSource) -> datetime | None:
    """Return the time of the newest file; in an archive that a learner made, its own."""
    path = Path(place.path)
    if place.files:
        paths = [Path(where) for _, where in place.files]
    elif path.is_dir():
        walked = (Path(top) / name for top, _, names in os.walk(path) for name in names)
        paths = list(islice(walked, _MOST_FILES))
    else:
        paths = [path]
    times = []
    for each in paths:
        with contextlib.suppress(OSError):
            times.append(each.lstat().st_mtime)
    return _since_1970(int(max(times))) if times else None


def _since_1970(seconds: int) -> datetime | None:
    """Return a time that a learner may have written; None where it is none in every zone."""
    with contextlib.suppress(ValueError, OverflowError, OSError):
        at = datetime.fromtimestamp(seconds, UTC)
        return at if MINYEAR < at.year < MAXYEAR else None
    return None
