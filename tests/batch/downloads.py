"""A class of any size as each system's download lays it out, with every oddity that was ever seen.

The formats are those that noisegrade.batch.layouts cites. Each learner's code bears a mark of its
own, so that a test can tell whose work was read.
"""

from __future__ import annotations

import io
import json
import stat
import tarfile
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

__all__ = ["LAYOUTS", "Learner", "learners", "write", "write_zip"]

CURVE = "import numpy as np\n\n\ndef bell_curve(x, mean, std):\n    return np.exp(x) # {mark}\n"
STATIC = (
    "import numpy as np\n\n\ndef sample_static(h, w, c, rng):\n    return rng.normal() # {mark}\n"
)
LINK = "venv/bin/python"


@dataclass(frozen=True, slots=True)
class Learner:
    """One learner: what is handed in, and whether it can be graded."""

    number: int
    name: str
    mark: str
    files: tuple[tuple[str, bytes], ...]
    older: tuple[tuple[str, bytes], ...] = ()  # an earlier attempt
    graded: bool = True
    late: bool = False
    link: bool = False  # a link that is no code comes along
    typed: bool = False  # something was typed into the form as well

    @property
    def login(self) -> str:
        return f"u{self.number:04d}"


def _zip(files: dict[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, content in files.items():
            archive.writestr(name or zipfile.ZipInfo(""), content)
    return packed.getvalue()


def _tar(files: dict[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w:gz") as archive:
        for name, content in files.items():
            member = tarfile.TarInfo(name)
            member.size = len(content)
            archive.addfile(member, io.BytesIO(content))
    return packed.getvalue()


def _notebook(*cells: str) -> bytes:
    listed = [
        {"cell_type": "code", "metadata": {}, "outputs": [], "source": text} for text in cells
    ]
    return json.dumps(
        {"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": listed}
    ).encode()


def _locked(raw: bytes) -> bytes:
    """Say of every file in a zip that it is locked."""
    changed = bytearray(raw)
    for head, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = changed.find(head)
        while at >= 0:
            changed[at + offset] |= 1
            at = changed.find(head, at + 4)
    return bytes(changed)


Kind = Callable[[bytes, bytes], dict[str, bytes]]
HONEST: dict[str, Kind] = {
    "one file": lambda curve, static: {"sampling.py": curve + static},
    "a browser's copy": lambda curve, static: {"sampling (1).py": curve + static},
    "a capital": lambda curve, static: {"Sampling.py": curve + static},
    "names of their own": lambda curve, static: {"hw1.py": curve, "hw2.py": static},
    "numbered by hand": lambda curve, static: {"hw-1.py": curve, "hw-2.py": static},
    "a notebook": lambda curve, static: {
        "Copy of sampling.ipynb": _notebook(curve.decode(), static.decode())
    },
    "a helper": lambda curve, static: {"sampling.py": curve + static, "mine.py": b"A = 1\n"},
    "a zip": lambda curve, static: {"work.zip": _zip({"work/sampling.py": curve + static})},
    "a Mac's zip": lambda curve, static: {
        "work.zip": _zip(
            {"w/sampling.py": curve + static, "__MACOSX/w/._sampling.py": b"\0", "w/.DS_Store": b""}
        )
    },
    "a zip with an empty name": lambda curve, static: {
        "work.zip": _zip({"sampling.py": curve + static, "": b"x"})
    },
    "a zip with a colon": lambda curve, static: {
        "work.zip": _zip({"work 10:30/sampling.py": curve + static})
    },
    "a zip with a long name": lambda curve, static: {
        "work.zip": _zip({"sampling.py": curve + static, f"{'x' * 300}.png": b""})
    },
    "a zip in a zip": lambda curve, static: {
        "work.zip": _zip({"inner.zip": _zip({"sampling.py": curve + static})})
    },
    "a tar": lambda curve, static: {"work.tar.gz": _tar({"work/sampling.py": curve + static})},
    "a tgz": lambda curve, static: {"work.tgz": _tar({"sampling.py": curve + static})},
    "a report beside it": lambda curve, static: {"sampling.py": curve + static, "r.pdf": b"%PDF"},
}
REFUSED: dict[str, Kind] = {
    "a rar": lambda curve, static: {"work.rar": b"Rar!" + curve + static},
    "an essay": lambda curve, static: {"essay.docx": b"PK" + curve + static},
    "a locked zip": lambda curve, static: {
        "work.zip": _locked(_zip({"sampling.py": curve + static}))
    },
    "half a zip": lambda curve, static: {"work.zip": _zip({"sampling.py": curve + static})[:-30]},
    "no zip": lambda curve, static: {"work.zip": b"hello" + curve + static},
    "a bomb": lambda _curve, _static: {"work.tgz": _tar({"sampling.py": bytes(70_000_000)})},
    "a way out": lambda curve, static: {"work.zip": _zip({"../sampling.py": curve + static})},
}
_NAMES = ("Jane Doe", "José Pérez", "Zoë D'Angelo", "Li Wei", "Ann-Marie O_Neil", "Øyvind 3rd")


def learners(count: int) -> Iterator[Learner]:
    """Make a class: every oddity in turn; each tenth is a namesake of the one before."""
    honest, refused = list(HONEST.values()), list(REFUSED.values())
    for number in range(count):
        mark = f"mark-{number:04d}-"
        texts = (CURVE.format(mark=mark).encode(), STATIC.format(mark=mark).encode())
        bad = number % 20 == 19
        kinds = refused if bad else honest
        files = kinds[(number // 20 if bad else number) % len(kinds)](*texts)
        alike = number - 1 if number % 10 == 9 else number
        older = {"sampling.py": b"# too early\n"} if number % 7 == 3 and not bad else {}
        yield Learner(
            number=4000 + number,
            name=f"{_NAMES[alike % len(_NAMES)]} {alike}",
            mark=mark,
            files=tuple(files.items()),
            older=tuple(older.items()) if number % 7 == 3 else (),
            graded=not bad,
            late=number % 11 == 0,
            link=number % 13 == 0 and not bad,
            typed=number % 17 == 0,
        )


def _canvas(who: Learner) -> Iterator[tuple[str, bytes]]:
    name = "".join(one for one in " ".join(reversed(who.name.split(" "))).lower() if one.isalnum())
    late = "LATE_" if who.late else ""
    yield from _canvas_files(who, f"{name}_{late}{who.number}")


def _canvas_anonymous(who: Learner) -> Iterator[tuple[str, bytes]]:
    late = "LATE_" if who.late else ""
    yield from _canvas_files(who, f"{late}anon_{who.number}x")


def _canvas_files(who: Learner, head: str) -> Iterator[tuple[str, bytes]]:
    at = 99_990 + 2 * (who.number % 10)  # around where ids get a digit more
    if who.typed:
        yield f"{head}_text.html", b"<p>hello</p>"
    for file, content in who.older:
        yield f"{head}_{at - 1}_{file}", content
    for step, (file, content) in enumerate(who.files):
        again = file.replace(".py", "-1.py") if file == "sampling.py" and who.older else file
        yield f"{head}_{at + step * 100_000}_{again}", content


def _moodle(who: Learner) -> Iterator[tuple[str, bytes]]:
    head = f"{who.name.replace('_', ' ')}_{who.number}_assignsubmission"
    if who.typed:
        yield f"{head}_onlinetext/onlinetext.html", b"<p>hello</p>"
    for file, content in who.files:
        yield f"{head}_file/{file}", content


def _moodle_blind(who: Learner) -> Iterator[tuple[str, bytes]]:
    for file, content in who.files:
        yield f"Participant_{who.number}_assignsubmission_file_/{file}", content


def _moodle_flat(who: Learner) -> Iterator[tuple[str, bytes]]:
    head = f"{who.name.replace('_', ' ')}_{who.number}_assignsubmission"
    if who.typed:
        yield f"{head}_onlinetext_onlinetext.html", b"<p>hello</p>"
    for file, content in who.files:
        yield f"{head}_file_{file}", content


def _blackboard(who: Learner) -> Iterator[tuple[str, bytes]]:
    login = f"{who.login}_x" if who.number % 5 == 0 else who.login
    for day, files in ((9, who.older), (10, who.files)):
        head = f"Homework_1_{login}_attempt_2026-01-{day:02d}-10-00-00"
        if files:
            told = f"Name: {who.name} ({login})\nAssignment: Homework 1\n\nFiles:\n"
            yield f"{head}.txt", told.encode()
        for file, content in files:
            yield f"{head}_{file}", content


def _brightspace(who: Learner) -> Iterator[tuple[str, bytes]]:
    for day, files in (("Jan 9, 2026 1159 PM", who.older), ("Jan 10, 2026 905 AM", who.files)):
        for file, content in files:
            yield f"{who.number}-70001 - {who.name} - {day}/{file}", content


def _gradescope(who: Learner) -> Iterator[tuple[str, bytes]]:
    for file, content in who.files:
        yield f"submission_{who.number}/{file}", content


def _classroom(who: Learner) -> Iterator[tuple[str, bytes]]:
    yield f"hw1-{who.login}/README.md", b"# Homework\n"
    for file, content in who.files:
        yield f"hw1-{who.login}/{file}", content


def _nbgrader(who: Learner) -> Iterator[tuple[str, bytes]]:
    yield f"{who.login}/what_noise_is/timestamp.txt", b"2026-01-10 09:05:00 UTC"
    for file, content in who.files:
        yield f"{who.login}/what_noise_is/{file}", content


def _folders(who: Learner) -> Iterator[tuple[str, bytes]]:
    for file, content in who.files:
        yield f"{who.login}/week 1/{file}", content


LAYOUTS: dict[str, Callable[[Learner], Iterator[tuple[str, bytes]]]] = {
    "Canvas": _canvas,
    "Canvas, anonymous": _canvas_anonymous,
    "Moodle, folders": _moodle,
    "Moodle, blind": _moodle_blind,
    "Moodle, flat": _moodle_flat,
    "Blackboard": _blackboard,
    "Brightspace": _brightspace,
    "Gradescope": _gradescope,
    "GitHub Classroom": _classroom,
    "nbgrader": _nbgrader,
    "folders": _folders,
}


def _beside(layout: str, people: list[Learner]) -> Iterator[tuple[str, bytes]]:
    """Give what stands beside the learners' work."""
    yield ".DS_Store", b"\0"
    yield "grades.csv", b"a,b\n"
    if layout == "Brightspace":
        yield "index.html", b"<html>"
    if layout == "Gradescope":
        lines = "".join(
            f"submission_{one.number}:\n  :submitters:\n  - :name: {one.name}\n    :sid: "
            f"'{one.number}'\n    :email: {one.login}@example.org\n  :score: 0.0\n"
            for one in people
        )
        yield "submission_metadata.yml", f"---\n{lines}".encode()


def write(root: Path, layout: str, people: list[Learner]) -> Path:
    """Write a class as a folder; return the one to point at."""
    top = root / ("hw1-submissions" if layout == "GitHub Classroom" else "class")
    place = top / "submitted" if layout == "nbgrader" else top
    place.mkdir(parents=True)
    if layout == "nbgrader":
        (top / "nbgrader_config.py").write_text("c = get_config()\n", encoding="utf-8")
    for name, content in _everything(layout, people):
        (place / name).parent.mkdir(parents=True, exist_ok=True)
        (place / name).write_bytes(content)
    for learner in people:
        folders = _folders_of(layout, learner)
        if learner.link:
            for folder in folders:
                (place / folder / "venv/bin").mkdir(parents=True, exist_ok=True)
                (place / folder / LINK).symlink_to("/usr/bin/python3")
    return top


def write_zip(root: Path, layout: str, people: list[Learner]) -> Path:
    """Write a class as the zip that the system gives; links and all."""
    root.mkdir(parents=True, exist_ok=True)
    path = root / ("hw1-submissions.zip" if layout == "GitHub Classroom" else "class.zip")
    top = ""
    if layout == "nbgrader":
        top = "submitted/"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        if layout == "nbgrader":
            archive.writestr("nbgrader_config.py", "c = get_config()\n")
        for name, content in _everything(layout, people):
            archive.writestr(f"{top}{name}", content)
        for learner in people:
            folders = {
                name.partition("/")[0] for name, _ in LAYOUTS[layout](learner) if "/" in name
            }
            for folder in folders if learner.link else ():
                link = zipfile.ZipInfo(f"{top}{folder}/{LINK}")
                link.external_attr = (stat.S_IFLNK | 0o777) << 16
                archive.writestr(link, "/usr/bin/python3")
    return path


def _folders_of(layout: str, learner: Learner) -> set[str]:
    return {name.partition("/")[0] for name, _ in LAYOUTS[layout](learner) if "/" in name}


def _everything(layout: str, people: list[Learner]) -> Iterator[tuple[str, bytes]]:
    for learner in people:
        yield from LAYOUTS[layout](learner)
    yield from _beside(layout, people)
