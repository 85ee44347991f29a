"""One section as a notebook for nbgrader: tasks, solutions between markers, cells that score.

The solution's cell has the exercise's name as its id; the cell that scores it is `check_` and the
name. Whatever else a notebook holds, these ids tell what is graded.
"""

from __future__ import annotations

import json
from typing import Any

from noisegrade.course import Course, Function, Section
from noisegrade.exercise import Exercise
from noisegrade.workbook import notebooks

__all__ = ["STUB", "check_id", "exercise_of", "notebook"]

STUB = 'raise NotImplementedError("replace this line with your code")'
"""What nbgrader writes in place of a solution."""

_CHECK = """\
# Leave this cell as it is. Run it for your verdict; Validate says the same.
check({name})
### BEGIN HIDDEN TESTS
# Nothing is hidden: the grade is made outside this notebook, with numbers drawn on the day.
### END HIDDEN TESTS"""
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
