"""A new assignment file: what must be decided, with the exercises of a course filled in."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from pathlib import Path

from noisegrade.course import BUILT_IN, Course
from noisegrade.scaffold.new_files import write_new
from noisegrade.scaffold.template_files import fill

__all__ = ["new_assignment"]


def new_assignment(
    path: Path, course: Course, *, title: str | None = None, only: Sequence[str] = ()
) -> None:
    """Write an assignment file.

    Parameters
    ----------
    path : that is not there yet; its folder names the assignment
    course : whose exercises are listed
    title : for people; by default made from the name
    only : the exercises; all if none

    Raises
    ------
    CourseError, UsageError
        Where the file is there already or can't be written, or an exercise is unknown.
    """
    name = re.sub(r"[^a-z0-9]+", "-", (title or path.resolve().parent.name).lower()).strip("-")
    asked = {course.find(each).name for each in only}
    lines = [
        f"{each.name} = {each.points:g}"
        for each in course.exercises
        if not asked or each.name in asked
    ]
    where = "" if course.origin == BUILT_IN else f"course = {json.dumps(course.origin)}\n"
    text = fill(
        "assignment.toml",
        name=json.dumps(name or "assignment"),
        title=json.dumps(title or name.replace("-", " ").capitalize() or "Assignment"),
        course=where,
        exercises="\n".join(lines),
    )
    write_new({path: text})
