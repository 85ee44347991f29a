"""A course that runs already: its own settings, and assignments in Python, bash and R's format."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from payloads import picture

__all__ = ["ANSWERS", "OWN", "hand_in_own", "make", "merge"]

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
ANSWERS = {
    "total": "def total(x):\n    return sum(x)",
    "plot": "print('my plot')\nfrom IPython.display import HTML\n"
    "HTML('<table><tr><td>7</td></tr></table>')",
}
Cell = dict[str, Any]


def make(course: Path) -> Path:
    """Write its settings and the notebooks as the instructor has them."""
    course.mkdir(parents=True, exist_ok=True)
    (course / "nbgrader_config.py").write_text(SETTINGS, encoding="utf-8")
    _write(course / "source/sums/sums.ipynb", [*_sums(), *_texts()], PYTHON)
    _write(course / "source/files/files.ipynb", _shell("files", "n=3", "test $n = 3"), BASH)
    _write(course / "source/model/model.ipynb", _shell("model", "m=2", "test $m = 2"), R)
    return course


def hand_in_own(course: Path, student: str, name: str) -> None:
    """Answer what is asked in the released notebook of an assignment; R's answer is wrong."""
    answers = {**ANSWERS, "files": "n=3", "model": "m=3"}
    whole = json.loads((course / "release" / name / f"{name}.ipynb").read_text("utf-8"))
    for cell in whole["cells"]:
        role = cell["metadata"].get("nbgrader", {})
        cell["source"] = answers.get(role.get("grade_id"), cell["source"])
    pasted = _text("Mine: ![p](attachment:p.png)", attachments=_pasted("p.png"))
    acts = _text('<b style="color:red" onclick="x()">mine</b>')
    whole["cells"] += [{**pasted, "id": "mine-1"}, {**acts, "id": "mine-2"}]
    whole["metadata"]["mine"] = {"kept": [1, 2]}
    target = course / "submitted" / student / name / f"{name}.ipynb"
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(json.dumps(whole, indent=1), encoding="utf-8")


def merge(source: Path) -> None:
    """Make one notebook of two of our sections and the instructor's own cells; remove the rest."""
    sampling, coverage = (
        json.loads((source / f"{name}.ipynb").read_text(encoding="utf-8"))
        for name in ("sampling", "coverage")
    )
    for path in source.glob("*.ipynb"):
        path.unlink()
    wanted = ["gaussian_coverage", "bell_curve"]
    parts = {name: [] for name in ("imports", *wanted)}
    for cell in [*sampling["cells"], *coverage["cells"]]:
        name = next((one for one in parts if cell["id"].startswith(one)), None)
        if name is not None and cell["source"] not in [one["source"] for one in parts[name]]:
            parts[name].append(cell)
    cells = [*parts["imports"], *parts["gaussian_coverage"], *_sums(), *parts["bell_curve"]]
    cells += [*_texts(), _code("%%bash\nls", grade_id="shell", grade=True, locked=True, points=0)]
    for at, cell in enumerate(cells):
        _adapt(cell)
        cell["id"] = f"cell-{at}"
    (source / "first.ipynb").write_text(json.dumps({**sampling, "cells": cells}), "utf-8")


def _adapt(cell: Cell) -> None:
    """Translate a text of ours, change points, and the id of one check."""
    role = cell["metadata"].get("nbgrader", {})
    if cell.get("id") == "bell_curve-task":
        cell["source"] = "## Die Glockenkurve\n\nSchreibe $p(x)$."
    if role.get("grade_id") == "check_gaussian_coverage":
        role["points"] = 20
    if role.get("grade_id") == "check_bell_curve":
        role.update(grade_id="cell-8f1", points=2.5)


def _sums() -> list[Cell]:
    solution = "def total(x):\n    ### BEGIN SOLUTION\n    return sum(x)\n    ### END SOLUTION"
    test = (
        "assert total([1, 2]) == 3\n### BEGIN HIDDEN TESTS\nassert total([]) == 0\n"
        "### END HIDDEN TESTS"
    )
    return [
        _text("# Sums\n\n![](attachment:i.png)", tags=["intro"], attachments=_pasted("i.png")),
        _code(solution, grade_id="total", solution=True),
        _code(test, grade_id="test_total", grade=True, locked=True, points=2),
        _code("# plot it", grade_id="plot", grade=True, solution=True, points=3),
        _code("print('scratch')", tags=["hide-input"], outputs=[_table()]),
    ]


def _texts() -> list[Cell]:
    answer = _text("Why?", grade_id="why", grade=True, solution=True, points=1)
    return [answer, _text("Draw it.", grade_id="draw", task=True, locked=True, points=4)]


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
