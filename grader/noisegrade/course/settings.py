"""A course's `noisegrade.toml`: what it says, and where the parts of the course are."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from noisegrade.errors import CourseError

__all__ = ["POINTER", "SETTINGS", "CourseFiles", "course_files", "read_settings", "read_text"]

SETTINGS = "noisegrade.toml"
POINTER = "course"  # in the noisegrade.toml of a learner's folder: which course it belongs to

_KEYS = frozenset({"name", "title", "sections", "solutions", "declarations", "packages", "ending"})


@dataclass(frozen=True, slots=True)
class CourseFiles:
    """Where the parts of a course are.

    Parameters
    ----------
    settings : its `noisegrade.toml`
    name, title : of the course
    solutions, declarations : folders
    sections : the names of the files in `solutions`, in order
    packages : that submissions may import, beside NumPy and SciPy
    ending : what a learner reads when all is passed: where the subject goes from here
    """

    settings: Path
    name: str
    title: str
    solutions: Path
    sections: tuple[str, ...]
    declarations: Path
    packages: tuple[str, ...] = ()
    ending: str = ""


def read_settings(path: Path) -> Mapping[str, Any]:
    """Read a `noisegrade.toml`; raise CourseError where it can't be read."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise CourseError(f"{path} can't be read: {error.strerror or error}.") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise CourseError(f"{path} is not TOML: {error}.") from error


def course_files(folder: Path) -> CourseFiles:
    """Find the parts of the course in a folder.

    Raises
    ------
    CourseError
        Where a setting is missing, unknown or of the wrong kind; or where a folder is missing.
    """
    path = folder / SETTINGS
    settings = read_settings(path)
    if POINTER in settings:
        raise CourseError(f"{path} only names a course: name the folder of the course itself.")
    unknown = sorted(set(settings) - _KEYS)
    if unknown:
        known = ", ".join(sorted(_KEYS))
        raise CourseError(f"{path}: {unknown[0]} is not a setting; there are {known}.")
    name, title = settings.get("name"), settings.get("title")
    if not isinstance(name, str) or not re.fullmatch(r"[\w.-]+", name):
        raise CourseError(f'{path}: name = "…" must be one word.')
    return CourseFiles(
        settings=path,
        name=name,
        title=title if isinstance(title, str) and title else name,
        solutions=_folder(folder, settings.get("solutions", "solutions"), path),
        sections=_sections(settings.get("sections"), path),
        declarations=_folder(folder, settings.get("declarations", "declarations"), path),
        packages=_packages(settings.get("packages", []), path),
        ending=_ending(settings.get("ending", ""), path),
    )


def read_text(path: Path) -> str:
    """Read a file of a course; raise CourseError where it can't be read."""
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise CourseError(f"{path} can't be read: {error.strerror or error}.") from error
    except UnicodeDecodeError as error:
        raise CourseError(f"{path} can't be read: save it as UTF-8.") from error


def _sections(sections: object, path: Path) -> tuple[str, ...]:
    if (
        not isinstance(sections, list)
        or not sections
        or not all(isinstance(each, str) and each.isidentifier() for each in sections)
        or len(set(sections)) < len(sections)
    ):
        raise CourseError(f'{path}: sections = ["…"] must list the files of the course, in order.')
    return tuple(sections)


def _folder(base: Path, choices: object, path: Path) -> Path:
    """Return the first of the folders that is there."""
    listed: object = [choices] if isinstance(choices, str) else choices
    if not isinstance(listed, list) or not listed:
        raise CourseError(f"{path}: a folder is given as text.")
    for each in listed:
        if not isinstance(each, str):
            raise CourseError(f"{path}: a folder is given as text.")
        if (base / each).is_dir():
            return base / each
    raise CourseError(f"{path}: there is no folder {listed[0]} beside it.")


def _ending(ending: object, path: Path) -> str:
    if not isinstance(ending, str):
        raise CourseError(f'{path}: ending = "…" must be a text, for those who have passed all.')
    return " ".join(ending.split())


def _packages(packages: object, path: Path) -> tuple[str, ...]:
    if not isinstance(packages, list) or not all(isinstance(each, str) for each in packages):
        raise CourseError(f'{path}: packages = ["…"] must list the names of packages.')
    return tuple(packages)
