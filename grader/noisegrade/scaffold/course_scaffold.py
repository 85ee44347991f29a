"""A new course: a folder with one small exercise that can be verified, graded and installed."""

from __future__ import annotations

import re
from pathlib import Path

from noisegrade.course import SETTINGS, load_course
from noisegrade.errors import CourseError
from noisegrade.scaffold.new_files import write_new
from noisegrade.scaffold.template_files import fill
from noisegrade.workbook import derive

__all__ = ["new_course"]

_EXAMPLE, _SECTION = "roll_die", "dice"


def new_course(folder: Path, *, title: str | None = None) -> tuple[Path, ...]:
    """Write a course into a folder that is new or empty.

    Parameters
    ----------
    folder : whose name becomes the course's
    title : for people; by default made from the name

    Returns
    -------
    tuple of paths
        The files that were written.

    Raises
    ------
    CourseError
        Where the folder is not empty or can't be written, or has a name that a course can't have.
    """
    name = re.sub(r"[^a-z0-9]+", "-", folder.resolve().name.lower()).strip("-")
    if not name:
        raise CourseError(
            f"{folder}: name the folder with letters, since the course is named after it."
        )
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise CourseError(f"{folder} is not an empty folder: name one that is, or a new one.")
    title = title or name.replace("-", " ").capitalize()
    if not title.isprintable() or set(title) & set('"\\'):
        raise CourseError("The title must be one line without quotes and backslashes.")
    texts = _texts(name, title)
    write_new({folder / path: text for path, text in texts.items()})
    stubs = derive((_SECTION,), folder / "solutions", folder / "exercises")
    load_course(folder)
    return (*(folder / path for path in texts), *stubs)


def _texts(name: str, title: str) -> dict[str, str]:
    distribution = f"noisegrade-{name}"
    package = distribution.replace("-", "_")
    room = f"declarations/{_EXAMPLE}"
    return {
        SETTINGS: fill("noisegrade.toml", name=name, title=title),
        "pyproject.toml": fill(
            "pyproject.toml", name=name, title=title, distribution=distribution, package=package
        ),
        "README.md": fill("README.md", name=name, title=title),
        ".gitignore": fill("gitignore"),
        f"solutions/{_SECTION}.py": fill(f"{_EXAMPLE}/solution.py"),
        "declarations/__init__.py": f'"""{title}: one folder per exercise."""\n',
        f"{room}/__init__.py": "",
        f"{room}/declaration.py": fill(f"{_EXAMPLE}/declaration.py"),
        f"{room}/implementations.py": fill(f"{_EXAMPLE}/implementations.py"),
    }
