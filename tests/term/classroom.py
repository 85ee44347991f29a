"""A class of any size through three weeks: who hands in what and when, in three systems' layouts.

What everybody should get in the end is worked out here from nothing but the rules of the
assignments, so that it can be held against what noisegrade writes.
"""

from __future__ import annotations

import csv
import os
import shutil
import subprocess
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from built_in import COURSE

__all__ = ["DEADLINE", "WEEKS", "Learner", "Week", "learners", "write_course"]

DEADLINE = datetime(2026, 2, 1, 22, 59, tzinfo=UTC)  # 23:59 in Berlin
_FIRST = ("Ada", "Bo", "Chloé", "D'Arcy", "Əli", "Fu-Min", "Gïa", "Hoang", "Iñes", "João")
_LAST = ("Lovelace", "O'Neil", "Nguyễn", "van der Berg", "Müller", "Smith", "Ng", "Øst")
_IMPORTS = "import math\n\nimport numpy as np\n\n\n"
_EXERCISES = ("bell_curve", "sample_static", "scale_gaussian", "noise_step")


@dataclass(frozen=True, slots=True)
class Learner:
    """One learner; `number` decides all that they do."""

    number: int

    @property
    def name(self) -> str:
        """No two are alike."""
        first, last = _FIRST[self.number % 10], _LAST[self.number // 10 % 8]
        return f"{first} {last} {self.number}"

    @property
    def login(self) -> str:
        return f"user{self.number:03d}"

    @property
    def email(self) -> str:
        return f"{self.login}@example.org"

    @property
    def late(self) -> timedelta:
        """Handed in so long after the deadline; every tenth is a day and a half late."""
        hours = {3: 1, 5: 36, 7: 24 * 8}.get(self.number % 10, -5)
        return timedelta(hours=hours)

    @property
    def extended(self) -> bool:
        """Has until three days after the deadline."""
        return self.number % 20 == 5

    @property
    def excused(self) -> bool:
        """Joined late, and is excused from the first exercise of each week."""
        return self.number % 50 == 11


@dataclass(frozen=True, slots=True)
class Week:
    """One assignment.

    Parameters
    ----------
    points : of each exercise
    text : its assignment.toml, without exceptions
    file : that is handed in
    write : writes what the class handed in as a system lays it out; returns it and the roster
    cuts_off : whether a week late is too late
    """

    name: str
    points: Mapping[str, float]
    text: str
    file: str
    write: Callable[[Week, list[Learner], Path], tuple[Path, Path]]
    cuts_off: bool

    def assignment(self, people: list[Learner], first: str) -> str:
        """Write the assignment with its exceptions; `first` is what some are excused from."""
        told = [self.text]
        for one in people:
            if one.extended:
                told.append(
                    f'[[exceptions]]\nlearner = "{one.email}"\nextension = "3 days"\n'
                    'because = "ill"\n'
                )
            if one.excused:
                told.append(
                    f'[[exceptions]]\nlearner = "{one.email}"\ndrop = ["{first}"]\n'
                    'because = "joined late"\n'
                )
        return "\n".join(told)

    @property
    def maximum(self) -> float:
        return sum(self.points.values())

    def earned(self, one: Learner) -> float:
        """What the verdicts alone should give."""
        return sum(self.points[name] * _share(name, one) for name in self.points)

    def final(self, one: Learner, *, known_by_mark: bool) -> float:
        """What should count: 10 % of the maximum less for each day begun, at most 50 %."""
        earned = self.earned(one)
        if one.excused:
            kept = {name: points for name, points in self.points.items() if name != self.first}
            got = sum(points * _share(name, one) for name, points in kept.items())
            earned = got / sum(kept.values()) * self.maximum
        if one.late <= timedelta() or one.extended:
            return earned
        if known_by_mark:
            return earned - min(0.1 * self.maximum, earned)
        if self.cuts_off and one.late > timedelta(days=7):
            return 0.0
        days = -(-one.late // timedelta(days=1))
        return earned - min(min(0.1 * days, 0.5) * self.maximum, earned)

    @property
    def first(self) -> str:
        return next(iter(self.points))

    def work(self, one: Learner) -> str:
        """What a learner writes; no two files are alike."""
        functions = [_body(name, one) for name in self.points]
        return _IMPORTS + "\n\n".join(functions) + f"\n# {one.login}\n"


def learners(count: int) -> list[Learner]:
    return list(map(Learner, range(count)))


def write_course(folder: Path) -> None:
    """Write a course of four exercises, one of them declared wrongly: std may become negative."""
    sections: dict[str, list[str]] = {}
    for name in _EXERCISES:
        sections.setdefault(COURSE.section_of(name).name, []).append(name)
        shutil.copytree(COURSE.declarations / name, folder / "declarations" / name)
    (folder / "solutions").mkdir()
    for section, names in sections.items():
        functions = tuple(COURSE.function(name) for name in names)
        solution = replace(COURSE.section_of(names[0]).solution, functions=functions)
        path = folder / "solutions" / f"{section}.py"
        path.write_text(solution.text, encoding="utf-8")
    listed = ", ".join(f'"{section}"' for section in sections)
    (folder / "noisegrade.toml").write_text(
        f'name = "term"\ntitle = "A term"\nsections = [{listed}]\n', encoding="utf-8"
    )


def _share(exercise: str, one: Learner) -> float:
    """The share of an exercise's points that a learner's work is worth."""
    kind = one.number % 3
    if exercise == "scale_gaussian":
        return (1.0, 0.6, 0.0)[kind]  # right; a negative std; std unchanged
    return (1.0, 1.0, 0.0)[kind]


def _body(exercise: str, one: Learner) -> str:
    function = COURSE.function(exercise)
    if exercise == "scale_gaussian" and one.number % 3 == 1:
        return f"{function.head}    return factor * mean, factor * std\n"
    if exercise == "scale_gaussian" and one.number % 3 == 2:
        return f"{function.head}    return factor * mean, std\n"
    if one.number % 3 == 2:
        return function.stub
    return function.solution


def _canvas(week: Week, people: list[Learner], folder: Path) -> tuple[Path, Path]:
    """A zip in which names are marked as late, and a roster without times."""
    path = folder / "submissions.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for one in people:
            late = "LATE_" if one.late > timedelta() else ""
            name = f"{one.login}_{late}{4000 + one.number}_{70000 + one.number}_{week.file}"
            archive.writestr(name, week.work(one))
    roster = folder / "gradebook.csv"
    with roster.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["Student", "ID", "SIS Login ID", "Email", "Section"])
        writer.writerow(["    Points Possible", "", "", "", ""])
        writer.writerows([p.name, 4000 + p.number, p.login, p.email, "A"] for p in people)
    return path, roster


def _moodle(week: Week, people: list[Learner], folder: Path) -> tuple[Path, Path]:
    """Folders by participant, and the grading worksheet, which has the times."""
    for one in people:
        own = folder / "moodle" / f"{one.name}_{4000 + one.number}_assignsubmission_file"
        own.mkdir(parents=True)
        (own / week.file).write_text(week.work(one), encoding="utf-8")
    roster = folder / "worksheet.csv"
    with roster.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        header = ("Identifier", "Full name", "Email address", "Last modified (submission)")
        writer.writerow(header)
        for one in people:
            at = DEADLINE + timedelta(hours=1) + one.late  # Berlin's clock, in winter
            told = f"{at:%A, %d %B %Y, %I:%M %p}"
            writer.writerow([f"Participant {4000 + one.number}", one.name, one.email, told])
    return folder / "moodle", roster


def _clones(week: Week, people: list[Learner], folder: Path) -> tuple[Path, Path]:
    """Repositories, cloned by GitHub Classroom's command; the commits have the times."""
    for one in people:
        clone = folder / "week3-submissions" / f"week3-{one.login}"
        clone.mkdir(parents=True)
        at = f"{int((DEADLINE + one.late).timestamp())} +0100"
        work = week.work(one).encode()
        stream = [
            b"commit refs/heads/main\n",
            f"committer a <{one.email}> {at}\n".encode(),
            b"data 4\ndone\n",
            f"M 100644 inline {week.file}\n".encode(),
            f"data {len(work)}\n".encode() + work + b"\n",
        ]
        _git(clone, "init", "-q", "-b", "main")
        _git(clone, "fast-import", "--quiet", typed=b"".join(stream))
        (clone / week.file).write_bytes(work)
    roster = folder / "roster.csv"
    rows = "".join(f"{one.login},{one.name},{one.email}\n" for one in people)
    roster.write_text(f"login,name,email\n{rows}", encoding="utf-8")
    return folder / "week3-submissions", roster


def _git(folder: Path, *words: str, typed: bytes | None = None) -> None:
    environment = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull}
    subprocess.run(  # noqa: S603
        ["git", *words],  # noqa: S607 - wherever it is
        cwd=folder,
        env=environment,
        input=typed,
        check=True,
        capture_output=True,
    )


def _text(name: str, exercises: str, late: str) -> str:
    return (
        f'name = "{name}"\ntitle = "{name.capitalize()}"\ncourse = "course"\neffect = 0.3\n'
        f'deadline = 2026-02-01T23:59:00\ntimezone = "Europe/Berlin"\n\n'
        f"[exercises]\n{exercises}\n[late]\nper_day = 10\nat_most = 50\n{late}\n"
    )


def _weeks() -> Iterator[Week]:
    one = {"sample_static": 10.0, "bell_curve": 4.0}
    yield Week(
        "week-1",
        one,
        _text("week-1", "sample_static = 10\nbell_curve = 4\n", ""),
        "sampling.py",
        _canvas,
        cuts_off=False,
    )
    two = {"scale_gaussian": 10.0, "bell_curve": 5.0}
    yield Week(
        "week-2",
        two,
        _text("week-2", "scale_gaussian = 10\nbell_curve = 5\n", 'cut_off = "7 days"'),
        "all.py",
        _moodle,
        cuts_off=True,
    )
    three = {"noise_step": 20.0, "sample_static": 5.0}
    yield Week(
        "week-3",
        three,
        _text("week-3", "noise_step = 20\nsample_static = 5\n", 'cut_off = "7 days"'),
        "forward.py",
        _clones,
        cuts_off=True,
    )


WEEKS = tuple(_weeks())
