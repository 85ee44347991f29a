"""One section as a notebook for nbgrader: tasks, solutions between markers, cells that score.

The solution's cell has the exercise's name as its id; the cell that scores it is `check_` and the
name. Whatever else a notebook holds, these ids tell what is graded.
"""

from __future__ import annotations

import json
import re
from typing import Any

from noisegrade.course import Course, Function, Section
from noisegrade.exercise import Exercise
from noisegrade.workbook import notebooks

__all__ = ["STUB", "check_id", "exercise_of", "notebook", "scored_exercise", "shown_source"]

STUB = 'raise NotImplementedError("replace this line with your code")'
"""What nbgrader writes in place of a solution."""

_CHECK = """\
# Leave this cell as it is. Run it for your verdict; Validate says the same.
### BEGIN HIDDEN TESTS
from noisegrade.nbgrader.stock_kernel import refuse; refuse()  # it is graded elsewhere
### END HIDDEN TESTS
check({name})"""
_HIDDEN = re.compile(r"### BEGIN HIDDEN TESTS\n.*?### END HIDDEN TESTS\n?", re.DOTALL)
_CALL = re.compile(r"^check\(\s*(\w+)\s*\)\s*(?:#.*)?$", re.MULTILINE)
_PREFIX = "check_"
_SCHEMA = 3  # of nbgrader's metadata


def check_id(exercise: str) -> str:
    """Name the cell that scores an exercise."""
    return f"{_PREFIX}{exercise}"


def exercise_of(course: Course, grade_id: object) -> str | None:
    """Tell which exercise a cell scores; None for every other cell."""
    if not isinstance(grade_id, str) or not grade_id.startswith(_PREFIX):
        return None
    name = grade_id.removeprefix(_PREFIX)
    return name if any(one.name == name for one in course.exercises) else None


def scored_exercise(course: Course, grade_id: str, source: str) -> str | None:
    """Tell which exercise a cell of the course scores, by its id or by the call that it makes.

    An id that JupyterLab made up still has the call. An instructor's own test that happens to have
    one of our ids has asserts, and no such call.
    """
    name = exercise_of(course, grade_id)
    called = set(_CALL.findall(source))
    if name is not None and (name in called or "assert" not in source):
        return name
    alone = [one.name for one in course.exercises if one.name in called]
    return alone[0] if len(alone) == 1 else None


def shown_source(source: str) -> str:
    """Return the text of a cell that scores, as learners know it."""
    return _HIDDEN.sub("", source).rstrip()


def notebook(section: Section) -> str:
    """Write the instructor's notebook: the learner's, with solutions and nbgrader's roles."""
    learners = json.loads(notebooks.to_notebook(section.solution))
    ours = {cell["id"]: cell for cell in learners["cells"]}
    for exercise, function in zip(section.exercises, section.solution.functions, strict=True):
        _solve(ours[function.name], function)
        _score(ours[f"{function.name}-check"], exercise)
    return json.dumps(learners, indent=1, ensure_ascii=False) + "\n"


def _solve(cell: dict[str, Any], function: Function) -> None:
    cell["source"] = function.text.rstrip()
    cell["metadata"] = _role(function.name, solution=True)


def _score(cell: dict[str, Any], exercise: Exercise) -> None:
    cell["source"] = _CHECK.format(name=exercise.name)
    role = _role(check_id(exercise.name), grade=True, locked=True, points=exercise.points)
    cell["metadata"] = role


def _role(grade_id: str, **role: float) -> dict[str, Any]:
    plain = {"grade": False, "locked": False, "solution": False, "task": False}
    return {"nbgrader": {**plain, "grade_id": grade_id, "schema_version": _SCHEMA, **role}}
