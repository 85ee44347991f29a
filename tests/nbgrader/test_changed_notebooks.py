"""Ways in which students change notebooks, graded by nbgrader: the points, and what they read."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import handing_in as h
import pytest
from instructor import ASSIGNMENT, run

from built_in import COURSE

RIGHT = h.right("bell_curve", "sample_static")
STATIC = COURSE.function("sample_static").solution
ABOVE = "get_ipython().run_line_magic('timeit', '1')\n"
TORCH = "def sample_static(height, width, channels, rng):\n    return torch.randn(height, width)"
Change = Callable[[h.Notebook], None]


@dataclass(frozen=True, slots=True)
class Way:
    """What was done, the points of both exercises, and a part of what stands in the feedback."""

    code: dict[str, str]
    points: tuple[float | None, float | None]
    says: str
    changes: tuple[Change, ...] = ()
    name: str = "sampling"


def right(says: str, *changes: Change, name: str = "sampling") -> Way:
    return Way(RIGHT, (5.0, 5.0), says, changes, name)


def static(code: str, says: str, points: float | None = 0.0, *changes: Change) -> Way:
    return Way({**RIGHT, "sample_static": code}, (5.0, points), says, changes)


def on(grade_id: str, change: Callable[[dict[str, object]], object]) -> Change:
    """Change one cell."""

    def found(notebook: h.Notebook) -> None:
        for cell in notebook["cells"]:
            if cell["metadata"].get("nbgrader", {}).get("grade_id") == grade_id:
                change(cell)

    return found


def without(grade_id: str) -> Change:
    def change(notebook: h.Notebook) -> None:
        notebook["cells"] = [
            one
            for one in notebook["cells"]
            if one["metadata"].get("nbgrader", {}).get("grade_id") != grade_id
        ]

    return change


def with_large_outputs(notebook: h.Notebook) -> None:
    data = {"image/png": "A" * 9_000_000, "application/json": [[[0]] * 9] * 60_000}
    output = {"output_type": "display_data", "data": data, "metadata": {}}
    notebook["cells"].append({**h._cell("1"), "outputs": [output]})  # noqa: SLF001 - as the others make them


def to_format_3(notebook: h.Notebook) -> None:
    cells = [
        {**one, "input": one["source"], "language": "python"}
        if one["cell_type"] == "code"
        else {**one, "cell_type": "heading", "level": 2}
        for one in notebook.pop("cells")
    ]
    notebook.update(worksheets=[{"cells": cells, "metadata": {}}], nbformat=3, nbformat_minor=0)


def to_colab(notebook: h.Notebook) -> None:
    notebook["metadata"] = {"colab": {"provenance": []}, "kernelspec": {"name": "python3"}}
    notebook["nbformat_minor"] = 0
    for cell in notebook["cells"]:
        cell.pop("id", None)
        cell["metadata"] = {"id": "x", "colab": {"base_uri": "https://localhost:8080/"}}
    h.first("from google.colab import drive\ndrive.mount('/content')")(notebook)


def to_vs_code(notebook: h.Notebook) -> None:
    notebook["metadata"] = {"language_info": {"name": "python"}, "orig_nbformat": 4}
    for cell in notebook["cells"]:
        cell["metadata"] = {"vscode": {"languageId": "python"}}


def to_jupyterlite(notebook: h.Notebook) -> None:
    kernel = {"display_name": "Python (Pyodide)", "language": "python", "name": "python"}
    notebook["metadata"] = {"kernelspec": kernel, "language_info": {"name": "python"}}
    h.first("%pip install -q numpy\nimport piplite")(notebook)


def renamed(cell: dict[str, object]) -> None:
    cell["metadata"]["nbgrader"]["grade_id"] = "cell-8f1"  # type: ignore[index]  # a dict of dicts


WAYS = {
    "a copy by the desktop": right("Copy of sampling.ipynb counts", name="Copy of sampling"),
    "a copy by the browser": right("sampling (1).ipynb counts as", name="sampling (1)"),
    "a name of their own": right("ann_homework.ipynb counts as", name="ann_homework"),
    "the function renamed": static(
        STATIC.replace("sample_static", "sample_noise"), "there is sample_noise at"
    ),
    "the function written to a file": static(
        f"%%writefile static.py\n{STATIC}", "begins with %%writefile and so is not run"
    ),
    "the function deleted": static("", "There is no function named sample_static yet."),
    "the function as a comment": static(
        STATIC.replace("\n", "\n# ").replace("def ", "# def ", 1), "its definition is a comment"
    ),
    "the function in a class": static(
        "class Noise:\n" + "\n".join(f"    {line}" for line in STATIC.splitlines()),
        "it is indented, within something else",
    ),
    "a magic's call above it": static(ABOVE + STATIC, "name 'get_ipython' is not defined", 5.0),
    "an import that fails above it": static(
        f"from scipy.stats import nothing\n{STATIC}", "ImportError: cannot import name", 5.0
    ),
    "an error in a cell above": right("ZeroDivisionError", h.first("1 / 0")),
    "an unused import of anything": right(
        "sample_static: passed", h.first("import pandas as pd, torch\npd.options.x = 1")
    ),
    "a package that the grader lacks": static(
        f"import torch\n{TORCH}", "PyTorch can't be used here: NumPy and SciPy can."
    ),
    "a cell that ends the program": right(
        "ended the program, so only imports", h.in_the_middle("import os; os._exit(0)")
    ),
    "a syntax error in it": static(STATIC.replace("(", "((", 1), "SyntaxError"),
    "a syntax error elsewhere": right("SyntaxError", h.first("for x in")),
    "the check deleted": right("sample_static: passed", without("check_sample_static")),
    "the id of the check changed": right(
        "sample_static: passed", on("check_sample_static", renamed)
    ),
    "the cell made Markdown": right(
        "sample_static: passed", on("sample_static", lambda one: one.update(cell_type="markdown"))
    ),
    "all cells twice": right("the last one counts", h.with_everything_twice),
    "all metadata gone": right("sample_static: passed", h.without_metadata),
    "9 MB of outputs": right("sample_static: passed", with_large_outputs),
    "format 3": right("sample_static: passed", to_format_3),
    "saved by Colab": right("sample_static: passed", to_colab),
    "saved by VS Code": right("sample_static: passed", to_vs_code),
    "saved by JupyterLite": static(
        f"await piplite.install('numpy')\n{STATIC}", "sample_static: passed", 5.0, to_jupyterlite
    ),
    "torn by the network": Way(RIGHT, (None, None), "stops in the middle"),
}


@pytest.fixture(scope="module")
def graded(released: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Hand all of them in, each by a student of its own, and grade them in one run."""
    course = Path(shutil.copytree(released, tmp_path_factory.mktemp("ways") / "course"))
    for at, (name, way) in enumerate(WAYS.items()):
        raw = h.handed_in(course / "release" / ASSIGNMENT, "sampling", way.code, *way.changes)
        folder = course / "submitted" / f"s{at:02}" / ASSIGNMENT
        folder.mkdir(parents=True)
        if name.startswith("torn"):
            raw = raw[:3000]
        (folder / f"{way.name}.ipynb").write_bytes(raw)
    run(course, "autograde", ASSIGNMENT)
    return course


@pytest.mark.parametrize("name", WAYS)
def test_a_change_costs_what_it_should_and_says_why(name: str, graded: Path) -> None:
    student = f"s{list(WAYS).index(name):02}"
    path = graded / "autograded" / student / ASSIGNMENT / "sampling.ipynb"
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    outputs = {
        one["metadata"]["nbgrader"]["grade_id"]: one["outputs"]
        for one in cells
        if one["metadata"].get("nbgrader", {}).get("grade", False)
    }
    earned = tuple(
        _points(outputs[f"check_{exercise}"]) for exercise in ("bell_curve", "sample_static")
    )
    said = "\n".join(_plain(output) for one in outputs.values() for output in one)
    assert earned == WAYS[name].points, said
    assert WAYS[name].says in said, said


def _plain(output: dict[str, dict[str, object]]) -> str:
    return "".join(output["data"]["text/plain"])  # type: ignore[arg-type]  # lines of text


def _points(outputs: list[dict[str, object]]) -> float | None:
    results = [one for one in outputs if one["output_type"] == "execute_result"]
    return float(_plain(results[0])) if results else None  # type: ignore[arg-type]  # as above
