"""The archive that an instructor uploads: two scripts and a wheel of noisegrade."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator
from importlib import resources
from zipfile import ZipFile

from noisegrade.assignment import FILE, Assignment
from noisegrade.course import BUILT_IN, SETTINGS, Course
from noisegrade.gradescope.wheel import add, wheel

__all__ = ["build"]

_SCRIPTS = ("setup.sh", "run_autograder")
_COURSE = "course"  # the folder of a course that is not built in
_COURSE_OPTION = f'--course "$root/source/{_COURSE}"'
_ASSIGNMENT_OPTION = f'--assignment "$root/source/{FILE}"'


def build(
    course: Course, *, accept_unsafe: bool = False, assignment: Assignment | None = None
) -> bytes:
    """Make the archive; the same installation makes the same bytes.

    Parameters
    ----------
    course : that is graded; one that is not built in travels in the archive
    accept_unsafe : grade even where Gradescope's machine can't confine a learner's code
    assignment : that is graded of the course; it travels in the archive, too

    Source: Gradescope, "Autograder Specifications": both scripts stand at the root of the zip.
    """
    written = io.BytesIO()
    packed = wheel()
    with ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in _SCRIPTS:
            text = (resources.files(__package__) / name).read_text(encoding="utf-8")
            if accept_unsafe:
                text = text.replace('gradescope "$root"', 'gradescope "$root" --accept-unsafe')
            if course.origin != BUILT_IN:
                text = text.replace('gradescope "$root"', f'gradescope "$root" {_COURSE_OPTION}')
            if assignment is not None:
                text = text.replace(
                    'gradescope "$root"', f'gradescope "$root" {_ASSIGNMENT_OPTION}'
                )
            add(archive, name, text.encode(), mode=0o755)
        add(archive, packed.name, packed.content)
        if assignment is not None:
            add(archive, FILE, assignment.text.encode())
        if course.origin != BUILT_IN:
            for name, content in _files(course):
                add(archive, f"{_COURSE}/{name}", content)
    return written.getvalue()


def _files(course: Course) -> Iterator[tuple[str, bytes]]:
    """Return the files that a course is loaded from, in the folders that they have by default."""
    settings = {"name": course.name, "title": course.title, "sections": list(course.section_names)}
    lines = [f"{name} = {json.dumps(value)}" for name, value in settings.items()]
    yield SETTINGS, ("\n".join(lines) + "\n").encode()
    for section in course.sections:
        yield f"solutions/{section.name}.py", section.solution.text.encode()
    for path in sorted(course.declarations.rglob("*.py")):
        yield f"declarations/{path.relative_to(course.declarations).as_posix()}", path.read_bytes()
