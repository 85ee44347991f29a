"""Find a course and load it: from a folder, an installed package, or the one that is built in."""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from importlib import import_module
from importlib.metadata import EntryPoint, entry_points
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType
from typing import Any

from noisegrade.course.fingerprint import contents, fingerprint
from noisegrade.course.solution_file import Function, SolutionFile, parse
from noisegrade.course.value import Course, Section
from noisegrade.errors import CourseError, WorkbookError
from noisegrade.exercise import ExactExercise, Exercise, RandomExercise

__all__ = ["BUILT_IN", "GROUP", "SETTINGS", "load_course"]

BUILT_IN = "noisegrade.what_noise_is"
GROUP = "noisegrade.courses"
SETTINGS = "noisegrade.toml"

_KEYS = frozenset({"name", "title", "sections", "solutions", "declarations"})
_MODULE = re.compile(r"[A-Za-z_]\w*(\.[A-Za-z_]\w*)*")
_POINTER = "course"  # in the noisegrade.toml of a learner's folder: which course it belongs to


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
    if where is None:
        return _in_force()
    path = Path(where)
    if path.name == SETTINGS and path.is_file():
        return _from_folder(path.parent)
    if path.is_dir():
        return _from_folder(path)
    return _by_name(str(where))


def _in_force() -> Course:
    if Path(SETTINGS).is_file():
        return _from_folder(Path())
    installed = tuple(entry_points(group=GROUP))
    if len({point.name for point in installed}) > 1:
        names = ", ".join(sorted(point.name for point in installed))
        raise CourseError(f"Several courses are installed: {names}. Choose one with --course.")
    return _installed(installed[0]) if installed else _by_name(BUILT_IN)


def _by_name(name: str) -> Course:
    for point in entry_points(group=GROUP, name=name):
        return _installed(point)
    if _MODULE.fullmatch(name):
        try:
            spec = find_spec(name)
        except ImportError:
            spec = None
        for folder in (spec.submodule_search_locations or ()) if spec else ():
            if (Path(folder) / SETTINGS).is_file():
                return _load(Path(folder), origin=name, package=name)
    raise CourseError(
        f"There is no course {name}: neither a folder with a {SETTINGS}, nor an installed course."
    )


def _installed(point: EntryPoint) -> Course:
    loaded = point.load()
    if isinstance(loaded, Course):
        return replace(loaded, origin=point.name)
    if not isinstance(loaded, ModuleType):
        raise CourseError(f"The entry point {point.name} must name a package or a Course.")
    return replace(_by_name(loaded.__name__), origin=point.name)


def _from_folder(folder: Path) -> Course:
    settings = _settings(folder / SETTINGS)
    pointer = settings.get(_POINTER)
    if pointer is None:
        return _load(folder, origin=str(folder.resolve()), package=None)
    if not isinstance(pointer, str) or len(settings) > 1:
        raise CourseError(f'{folder / SETTINGS}: course = "…" stands alone, and names a course.')
    path = folder / pointer
    if path.resolve() == folder.resolve():
        raise CourseError(f"{folder / SETTINGS} names its own folder as the course.")
    return load_course(path if path.is_dir() else pointer)


@dataclass(frozen=True, slots=True)
class _Files:
    """Where the parts of a course are."""

    name: str
    title: str
    solutions: Path
    sections: tuple[str, ...]
    declarations: Path


def _load(folder: Path, *, origin: str, package: str | None) -> Course:
    settings = folder / SETTINGS
    files = _files(folder, _settings(settings), settings)
    texts = [(name, _text(files.solutions / f"{name}.py")) for name in files.sections]
    digest = fingerprint(_text(settings), files.declarations, texts)
    package = package or _package(files.declarations)
    solutions = [_parsed(text, name) for name, text in texts]
    _refuse_doubles(solutions)
    sections = tuple(_section(solution, package, files.declarations) for solution in solutions)
    _refuse_leftovers(files.declarations, sections)
    return Course(
        name=files.name,
        title=files.title,
        sections=sections,
        fingerprint=digest,
        origin=origin,
        package=package,
        solutions=files.solutions,
        declarations=files.declarations,
    )


def _settings(path: Path) -> Mapping[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise CourseError(f"{path} can't be read: {error.strerror or error}.") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise CourseError(f"{path} is not TOML: {error}.") from error


def _files(folder: Path, settings: Mapping[str, Any], path: Path) -> _Files:
    unknown = sorted(set(settings) - _KEYS)
    if unknown:
        known = ", ".join(sorted(_KEYS))
        raise CourseError(f"{path}: {unknown[0]} is not a setting; there are {known}.")
    name, title = settings.get("name"), settings.get("title")
    if not isinstance(name, str) or not re.fullmatch(r"[\w.-]+", name):
        raise CourseError(f'{path}: name = "…" must be one word.')
    sections = settings.get("sections")
    if (
        not isinstance(sections, list)
        or not sections
        or not all(isinstance(each, str) and each.isidentifier() for each in sections)
        or len(set(sections)) < len(sections)
    ):
        raise CourseError(f'{path}: sections = ["…"] must list the files of the course, in order.')
    return _Files(
        name=name,
        title=title if isinstance(title, str) and title else name,
        solutions=_folder(folder, settings.get("solutions", "solutions"), path),
        sections=tuple(sections),
        declarations=_folder(folder, settings.get("declarations", "declarations"), path),
    )


def _folder(base: Path, choices: object, path: Path) -> Path:
    """Return the first of the folders that is there."""
    listed: object = [choices] if isinstance(choices, str) else choices
    if not isinstance(listed, list) or not all(isinstance(each, str) for each in listed):
        raise CourseError(f"{path}: a folder is given as text.")
    for each in listed:
        if (base / each).is_dir():
            return base / str(each)
    raise CourseError(f"{path}: there is no folder {listed[0]} beside it.")


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise CourseError(f"{path} can't be read: {error}.") from error


def _parsed(text: str, name: str) -> SolutionFile:
    try:
        return parse(text, name)
    except WorkbookError as error:
        raise CourseError(f"solutions/{error}") from error


def _package(declarations: Path) -> str:
    """Make a folder importable, under a name that changes with its place and its contents."""
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
    return replace(exercise, parameters=function.parameters)


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
