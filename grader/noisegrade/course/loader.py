"""Find a course and load it: from a folder, an installed package, or the one that is built in."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable
from dataclasses import dataclass, replace
from importlib import import_module
from importlib.metadata import EntryPoint, entry_points
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType

from noisegrade.course.fingerprint import contents, fingerprint
from noisegrade.course.gradable import require_gradable
from noisegrade.course.settings import (
    POINTER,
    SETTINGS,
    course_files,
    read_settings,
    read_text,
)
from noisegrade.course.solution_file import Function, SolutionFile, parse
from noisegrade.course.value import Course, Section
from noisegrade.errors import CourseError, WorkbookError
from noisegrade.exercise import ExactExercise, Exercise, RandomExercise

__all__ = ["BUILT_IN", "GROUP", "Place", "load_course", "locate"]

BUILT_IN = "noisegrade.what_noise_is"
GROUP = "noisegrade.courses"

_MODULE = re.compile(r"[A-Za-z_]\w*(\.[A-Za-z_]\w*)*")
_NO_COURSE = f"neither a folder with a {SETTINGS}, nor an installed course."


@dataclass(frozen=True, slots=True)
class Place:
    """Where a course was found.

    Parameters
    ----------
    folder : with its `noisegrade.toml`
    origin : what `load_course` takes to find it again
    package : the importable package that the folder is; None for a folder like any other
    """

    folder: Path
    origin: str
    package: str | None = None


def load_course(where: str | Path | None = None) -> Course:
    """Load a course.

    Parameters
    ----------
    where : a course's folder or its `noisegrade.toml`; the name of an entry point in the group
        `noisegrade.courses`; or an importable package that holds a `noisegrade.toml`. None: the
        course of the current folder's `noisegrade.toml`, else the one installed course, else the
        one that is built in

    Returns
    -------
    Course
        Loaded afresh where its files have changed.

    Raises
    ------
    CourseError
        Where there is none, or it can't be used as it is; the message names the file and the mend.

    Examples
    --------
    >>> from noisegrade import load_course
    >>> load_course("noisegrade.what_noise_is").find("noise_step").points
    5
    """
    found = locate(where)
    return found if isinstance(found, Course) else _load(found)


def locate(where: str | Path | None = None) -> Place | Course:
    """Find a course without loading it; see `load_course`.

    Only an installed package that offers a Course of its own making brings it along.
    """
    if where is None:
        return _in_force()
    path = Path(where)
    if path.name == SETTINGS and path.is_file():
        return _from_folder(path.parent)
    return _from_folder(path) if path.is_dir() else _by_name(str(where))


def _in_force() -> Place | Course:
    if Path(SETTINGS).is_file():
        return _from_folder(Path())
    installed = tuple(entry_points(group=GROUP))
    if len({point.name for point in installed}) > 1:
        names = ", ".join(sorted(point.name for point in installed))
        raise CourseError(f"Several courses are installed: {names}. Choose one with --course.")
    if installed:
        return _installed(installed[0])
    built_in = _package_place(BUILT_IN)
    if built_in is None:
        raise CourseError(f"noisegrade is not installed whole: it lacks {BUILT_IN}.")
    return built_in


def _by_name(name: str) -> Place | Course:
    for point in entry_points(group=GROUP, name=name):
        return _installed(point)
    place = _package_place(name) if _MODULE.fullmatch(name) else None
    if place is None:
        raise CourseError(f"There is no course {name}: {_NO_COURSE}")
    return place


def _package_place(name: str) -> Place | None:
    try:
        spec = find_spec(name)
    except (ImportError, ValueError):
        return None
    for folder in (spec.submodule_search_locations or ()) if spec else ():
        if (Path(folder) / SETTINGS).is_file():
            return Place(Path(folder), origin=name, package=name)
    return None


def _installed(point: EntryPoint) -> Place | Course:
    try:
        loaded = point.load()
    except Exception as error:  # an installed package is somebody's code: whatever it raises
        raise CourseError(f"The course {point.name} can't be loaded: {_reason(error)}") from error
    if isinstance(loaded, Course):
        return replace(loaded, origin=point.name)
    place = _package_place(loaded.__name__) if isinstance(loaded, ModuleType) else None
    if place is None:
        raise CourseError(
            f"The entry point {point.name} must name a package with a {SETTINGS}, or a Course."
        )
    return replace(place, origin=point.name)


def _from_folder(folder: Path) -> Place | Course:
    path = folder / SETTINGS
    settings = read_settings(path)
    pointer = settings.get(POINTER)
    if pointer is None:
        return Place(folder, origin=str(folder.resolve()))
    if not isinstance(pointer, str) or len(settings) > 1:
        raise CourseError(f'{path}: course = "…" stands alone, and names a course.')
    target = folder / pointer
    if not target.is_dir():
        return _by_name(pointer)
    if POINTER in read_settings(target / SETTINGS):
        raise CourseError(f"{path} names {target}, which is not a course but names one itself.")
    return Place(target, origin=str(target.resolve()))


def _load(place: Place) -> Course:
    files = course_files(place.folder)
    texts = [(name, read_text(files.solutions / f"{name}.py")) for name in files.sections]
    digest = fingerprint(read_text(files.settings), files.declarations, texts)
    package = _package(place, files.declarations)
    solutions = [_parsed(text, name) for name, text in texts]
    _refuse_doubles(solutions)
    sections = tuple(_section(solution, package, files.declarations) for solution in solutions)
    _refuse_leftovers(files.declarations, sections)
    return Course(
        name=files.name,
        title=files.title,
        sections=sections,
        fingerprint=digest,
        origin=place.origin,
        package=package,
        solutions=files.solutions,
        declarations=files.declarations,
        packages=files.packages,
        ending=files.ending,
    )


def _parsed(text: str, name: str) -> SolutionFile:
    try:
        return parse(text, name)
    except WorkbookError as error:
        raise CourseError(f"solutions/{error}") from error


def _package(place: Place, declarations: Path) -> str:
    """Return the package of the declarations; a folder becomes one, named after its contents."""
    if place.package is not None:
        below = declarations.resolve().relative_to(place.folder.resolve()).parts
        return ".".join([place.package, *below])
    name = f"noisegrade_course_{contents(declarations)}"
    if name not in sys.modules:
        module = ModuleType(name, "The declarations of a course.")
        module.__path__ = [str(declarations.resolve())]
        sys.modules[name] = module
    return name


def _refuse_doubles(solutions: Iterable[SolutionFile]) -> None:
    seen: dict[str, str] = {}
    for solution in solutions:
        for function in solution.functions:
            if function.name in seen:
                raise CourseError(
                    f"{function.name} is defined twice: in solutions/{seen[function.name]}.py and "
                    f"in solutions/{solution.name}.py. An exercise's name must be unique."
                )
            seen[function.name] = solution.name


def _section(solution: SolutionFile, package: str, declarations: Path) -> Section:
    exercises = tuple(_exercise(function, package, declarations) for function in solution.functions)
    return Section(solution, exercises)


def _exercise(function: Function, package: str, declarations: Path) -> Exercise:
    path = declarations / function.name / "declaration.py"
    if not path.is_file():
        raise CourseError(
            f"{function.name} has a solution and no declaration: write {path}, or start it with "
            f"`noisegrade new exercise`."
        )
    try:
        exercise = import_module(f"{package}.{function.name}.declaration").EXERCISE
    except CourseError as error:
        raise CourseError(f"{path}: {error}") from error
    except Exception as error:  # a declaration is somebody's code: whatever it raises is named
        raise CourseError(f"{path} can't be loaded: {_reason(error)}") from error
    if not isinstance(exercise, ExactExercise | RandomExercise):
        raise CourseError(f"{path}: EXERCISE must be an ExactExercise or a RandomExercise.")
    if exercise.name != function.name:
        raise CourseError(f"{path}: the exercise must be named {function.name}, as its folder is.")
    if exercise.parameters and exercise.parameters != function.parameters:
        raise CourseError(
            f"{path}: its parameters are ({', '.join(exercise.parameters)}), those of the solution "
            f"({', '.join(function.parameters)})."
        )
    complete = replace(exercise, parameters=function.parameters)
    if sys.platform == "emscripten":  # whoever built the site has loaded the course before
        return complete
    try:
        require_gradable(complete)
    except CourseError as error:
        raise type(error)(f"{path}: {error}") from error
    return complete


def _reason(error: Exception) -> str:
    if isinstance(error, AttributeError) and "EXERCISE" in str(error):
        return "it defines no EXERCISE."
    return f"{type(error).__name__}: {error}."


def _refuse_leftovers(declarations: Path, sections: Iterable[Section]) -> None:
    known = {exercise.name for section in sections for exercise in section.exercises}
    for path in sorted(declarations.glob("*/declaration.py")):
        if path.parent.name not in known:
            raise CourseError(
                f"{path} declares an exercise that no file of solutions/ defines: write the "
                f"function {path.parent.name} there, or remove the folder."
            )
