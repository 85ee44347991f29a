"""A course that runs already: its own settings, and assignments in Python, bash and R's format."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from payloads import picture

__all__ = ["OWN", "hand_in_own", "make"]

OWN = ("sums", "files", "model")  # assignments; each has one notebook of the same name
SETTINGS = """\
c = get_config()
c.CourseDirectory.course_id = "statistics"
c.ClearSolutions.code_stub = {"python": "# write here", "bash": "# here", "R": "# here"}
c.Execute.timeout = 60
c.Autograde.autograde_preprocessors = [
    "nbgrader.preprocessors.Execute",
    "nbgrader.preprocessors.IgnorePattern",
    "nbgrader.preprocessors.SaveAutoGrades",
    "nbgrader.preprocessors.AssignLatePenalties",
]
"""
PYTHON = {"display_name": "Python 3", "language": "python", "name": "python3"}
BASH = {"display_name": "bash", "language": "bash", "name": "bash"}
R = {"display_name": "ir", "language": "R", "name": "ir"}
HTML = "<style scoped>td { color: red }</style><table><tr><td>1</td></tr></table>"
Cell = dict[str, Any]


def make(course: Path) -> Path:
    """Write its settings and the notebooks as the instructor has them."""
    course.mkdir(parents=True, exist_ok=True)
    (course / "nbgrader_config.py").write_text(SETTINGS, encoding="utf-8")
    _write(course / "source/sums/sums.ipynb", [*_sums(), *_texts()], PYTHON)
    _write(course / "source/files/files.ipynb", _shell("files", "n=3", "test $n = 3"), BASH)
    _write(course / "source/model/model.ipynb", _shell("model", "m=2", "test $m = 2"), R)
    return course


def hand_in_own(course: Path, student: str) -> None:
    """Answer all that is asked in the released notebooks of the three assignments."""
    answers = {"total": "def total(x):\n    return sum(x)", "files": "n=3", "model": "m=3"}
    for name in OWN:
        whole = json.loads((course / "release" / name / f"{name}.ipynb").read_text("utf-8"))
        for cell in whole["cells"]:
            role = cell["metadata"].get("nbgrader", {})
            cell["source"] = answers.get(role.get("grade_id"), cell["source"])
        whole["cells"] += [_text("Mine: ![p](attachment:p.png)", attachments=_pasted("p.png"))]
        whole["cells"] += [_text('<b style="color:red" onclick="x()">mine</b>')]
        whole["metadata"]["mine"] = {"kept": [1, 2]}
        target = course / "submitted" / student / name / f"{name}.ipynb"
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(json.dumps(whole, indent=1), encoding="utf-8")


def own_cells() -> list[Cell]:
    """Give an instructor's own cells to be put into one of our notebooks."""
    return [*_sums(), *_texts()]


def _sums() -> list[Cell]:
    solution = "def total(x):\n    ### BEGIN SOLUTION\n    return sum(x)\n    ### END SOLUTION"
    test = (
        "assert total([1, 2]) == 3\n### BEGIN HIDDEN TESTS\nassert total([]) == 0\n"
        "### END HIDDEN TESTS"
    )
    plot = "print('my plot')\nfrom IPython.display import HTML\nHTML('<table>7</table>')"
    return [
        _text("# Sums\n\n![](attachment:i.png)", tags=["intro"], attachments=_pasted("i.png")),
        _code(solution, grade_id="total", solution=True),
        _code(test, grade_id="test_total", grade=True, locked=True, points=2),
        _code(plot, grade_id="plot", grade=True, solution=True, points=3),
        _code("print('scratch')", tags=["hide-input"], outputs=[_table()]),
    ]


def _texts() -> list[Cell]:
    answer = _text("Why?", grade_id="why", grade=True, solution=True, points=1)
    return [answer, _text("Draw it.", grade_id="draw", task=True, points=4)]


def _shell(name: str, answer: str, test: str) -> list[Cell]:
    solution = f"### BEGIN SOLUTION\n{answer}\n### END SOLUTION"
    return [
        _text(f"# {name}"),
        _code(solution, grade_id=name, solution=True),
        _code(f"{answer}; {test}", grade_id=f"test_{name}", grade=True, locked=True, points=2),
    ]


def _write(path: Path, cells: list[Cell], kernelspec: dict[str, str]) -> None:
    path.parent.mkdir(parents=True)
    for at, cell in enumerate(cells):
        cell["id"] = f"cell-{at}"
    metadata = {"kernelspec": kernelspec, "celltoolbar": "Create Assignment"}
    whole = {"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}
    path.write_text(json.dumps(whole, indent=1), encoding="utf-8")


def _metadata(tags: list[str], role: dict[str, Any]) -> dict[str, Any]:
    plain = {"grade": False, "solution": False, "locked": False, "task": False}
    own = {"nbgrader": {**plain, "schema_version": 3, **role}} if role else {}
    return {**({"tags": tags} if tags else {}), **own}


def _text(
    source: str, *, tags: list[str] | None = None, attachments: object = None, **role: Any
) -> Cell:
    more = {"attachments": attachments} if attachments else {}
    metadata = _metadata(tags or [], role)
    return {"cell_type": "markdown", "metadata": metadata, "source": source, **more}


def _code(
    source: str, *, tags: list[str] | None = None, outputs: list[Any] | None = None, **role: Any
) -> Cell:
    return {
        "cell_type": "code",
        "execution_count": None,
        "metadata": _metadata(tags or [], role),
        "outputs": outputs or [],
        "source": source,
    }


def _pasted(name: str) -> dict[str, dict[str, str]]:
    return {name: {"image/png": picture()}}


def _table() -> dict[str, Any]:
    return {"output_type": "display_data", "data": {"text/html": HTML}, "metadata": {}}
