"""A new exercise: its function, its room and its stub, with a sentence wherever one must write."""

from __future__ import annotations

import builtins
import keyword
import re
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from noisegrade.course import (
    BUILT_IN,
    Course,
    CourseFiles,
    SolutionFile,
    course_files,
    load_course,
    locate,
    parse,
)
from noisegrade.errors import CourseError
from noisegrade.progress import FILE_NAME
from noisegrade.scaffold.new_files import write_changed, write_new
from noisegrade.scaffold.settings_edit import with_section
from noisegrade.scaffold.template_files import fill
from noisegrade.workbook import derive

__all__ = ["Kind", "Scaffolded", "new_exercise"]

_IMPORT = "import numpy as np\n"
_ROOM = '"""The exercise `{name}`: declaration, implementations, picture."""\n'
_NAME = re.compile(r"[a-z][a-z0-9_]*")
_TAKEN = frozenset({*keyword.kwlist, *keyword.softkwlist, *dir(builtins), "check", "np"})


class Kind(StrEnum):
    """How an exercise is graded."""

    RANDOM = "random"
    EXACT = "exact"


@dataclass(frozen=True, slots=True)
class Scaffolded:
    """What was written, and the course as it is now.

    `stubs_left` is the folder of stubs that a learner has worked in, and that was left alone.
    """

    course: Course
    written: tuple[Path, ...]
    stubs_left: Path | None = None


def new_exercise(
    name: str, *, section: str, kind: Kind = Kind.RANDOM, where: str | Path | None = None
) -> Scaffolded:
    """Add an exercise to a course.

    A function of that name that is in the section already, without a declaration, is kept.

    Parameters
    ----------
    name : of the function
    section : the file of `solutions/` that it goes into; a new one is listed last
    kind : how it is graded
    where : the course, see `load_course`

    Raises
    ------
    CourseError
        Where the name can't be taken, or the course is an installed package. Nothing is written.
    """
    _require_name(name, "an exercise")
    _require_name(section, "a section")
    files = _writable(where)
    solved = _parsed(files)
    texts = _solution(files, solved, name, section, kind)
    room = files.declarations / name
    if room.exists() or room.with_suffix(".py").exists():
        raise CourseError(f"{room} is there already: remove it, or choose another name.")
    rooms = {
        room / "__init__.py": _ROOM.format(name=name),
        room / "declaration.py": fill(f"declaration_{kind}.py", name=name),
        room / "implementations.py": fill(f"implementations_{kind}.py", name=name),
    }
    write_new(rooms)
    write_changed(texts)
    stubs, left = _stubs(files, (*files.sections, *({section} - {*files.sections})))
    course = load_course(where)
    return Scaffolded(course, (*texts, *rooms, *stubs), left)


def _require_name(name: str, what: str) -> None:
    if not _NAME.fullmatch(name):
        raise CourseError(
            f"{name!r} can't be the name of {what}: use small letters, digits and _, with a "
            "letter first."
        )
    if name in _TAKEN:
        raise CourseError(
            f"{name} has a meaning in Python or in the workbook: choose another name."
        )


def _writable(where: str | Path | None) -> CourseFiles:
    """Find the files of a course that may be changed: not those of an installed package."""
    place = locate(where)
    if isinstance(place, Course):
        raise CourseError(f"{place.name} is installed: name the folder of the course instead.")
    files = course_files(place.folder)
    if place.package is not None and files.solutions.resolve().is_relative_to(
        place.folder.resolve()
    ):
        built_in = place.package == BUILT_IN
        way = "clone its repository and work there" if built_in else "name its own folder"
        raise CourseError(
            f"{files.name} is an installed package: {way}, or begin a course of your own with "
            "`noisegrade new course`."
        )
    return files


def _parsed(files: CourseFiles) -> dict[str, SolutionFile]:
    return {
        name: parse((files.solutions / f"{name}.py").read_text(encoding="utf-8"), name)
        for name in files.sections
    }


def _solution(
    files: CourseFiles, solved: dict[str, SolutionFile], name: str, section: str, kind: Kind
) -> dict[Path, str]:
    """Return the files that change so that a section has the function."""
    path = files.solutions / f"{section}.py"
    for other in solved.values():
        if name in {function.name for function in other.functions}:
            if other.name == section and not (files.declarations / name).exists():
                return {}
            raise CourseError(
                f"There is an exercise {name} already, in solutions/{other.name}.py: choose "
                "another name."
            )
    function = fill(f"solution_{kind}.py", name=name)
    if section in solved:
        return {path: _with_function(solved[section], function, numpy=kind is Kind.RANDOM)}
    if path.exists():
        raise CourseError(
            f"{path} is there and not listed: add {section} to the sections in {files.settings}."
        )
    title = section.replace("_", " ").capitalize()
    settings = files.settings.read_text(encoding="utf-8")
    return {
        path: f'"""{title}.\n"""\n\n{_IMPORT}\n\n{function}',
        files.settings: with_section(settings, section),
    }


def _with_function(solution: SolutionFile, function: str, *, numpy: bool) -> str:
    if numpy and _IMPORT not in solution.preamble:
        preamble = f"{solution.preamble.strip()}\n{_IMPORT}".lstrip()
        solution = replace(solution, preamble=preamble)
    return f"{solution.text}\n\n{function}"


def _stubs(files: CourseFiles, sections: tuple[str, ...]) -> tuple[tuple[Path, ...], Path | None]:
    """Derive the stubs beside the solutions, unless somebody has worked on them."""
    exercises = files.solutions.resolve().parent / "exercises"
    if (exercises / FILE_NAME).exists():
        return (), exercises
    return derive(sections, files.solutions, exercises), None
