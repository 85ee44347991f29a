"""What a class hands in: notebooks made from the released ones, honest and otherwise."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from built_in import COURSE, NAMES

Notebook = dict[str, Any]
Change = Callable[[Notebook], None]

ALL = NAMES
LOOP = "def neighbour_correlation(field, axis):\n    while True:\n        pass"
STUBBORN = """\
def neighbour_correlation(field, axis):
    while True:
        try:
            while True:
                pass
        except BaseException:
            pass"""
QUANTILES = """\
def sample_static(height, width, channels, rng):
    from statistics import NormalDist
    n = height * width * channels
    values = np.array([NormalDist().inv_cdf((i + 0.5) / n) for i in range(n)])
    return np.random.default_rng(0).permutation(values).reshape(height, width, channels)"""
WARNS = """\
import sys, warnings
def bell_curve(x, mean, std):
    warnings.warn("this is only a warning")
    print("noise on stderr", file=sys.stderr)
    return np.exp(-0.5 * ((x - mean) / std) ** 2) / (std * np.sqrt(2 * np.pi))"""
LEGACY = """\
def sample_static(height, width, channels, rng):
    return np.random.randn(height, width, channels)"""
EXITS = "import os\ndef sample_static(height, width, channels, rng):\n    os._exit(0)"
LEAVES = "import sys\ndef sample_static(height, width, channels, rng):\n    sys.exit(0)"
HUGE = """\
def sample_static(height, width, channels, rng):
    return np.ones(3 * 2**27)[: height * width * channels].reshape(height, width, channels)"""
STRIPS = """\
import ast
class Strip(ast.NodeTransformer):
    def visit_Assert(self, node):
        return ast.Pass()
get_ipython().ast_transformers.append(Strip())"""
WRAPS = """\
shell = get_ipython()
shell.run_cell = shell.run_cell_async = lambda *a, **k: None"""
PATCHES = """\
import noisegrade.live_check, noisegrade.grading
noisegrade.live_check.check = noisegrade.grading.grade = lambda *a, **k: 5.0"""
ROBS = """\
import sqlite3
with sqlite3.connect({database!r}) as database:
    database.execute("update grade set auto_score = 901, needs_manual_grade = 0")"""
SPIES = """\
import json
for cell in json.load(open({source!r}))["cells"]:
    if "BEGIN SOLUTION" in "".join(cell["source"]):
        exec("".join(cell["source"]))"""


def handed_in(release: Path, section: str, code: dict[str, str], *changes: Change) -> bytes:
    """Fill in a released notebook: functions by name, then whatever else was done to it."""
    notebook = json.loads((release / f"{section}.ipynb").read_text(encoding="utf-8"))
    for cell in notebook["cells"]:
        cell["source"] = code.get(_id(cell), cell["source"])
    for change in changes:
        change(notebook)
    return json.dumps(notebook).encode()


def right(*names: str) -> dict[str, str]:
    return {name: COURSE.function(name).solution for name in names}


def first(source: str) -> Change:
    """Put a cell before all others."""
    return lambda notebook: notebook["cells"].insert(0, _cell(source))


def in_the_middle(source: str) -> Change:
    return lambda notebook: notebook["cells"].insert(3, _cell(source))


def without_checks(notebook: Notebook) -> None:
    notebook["cells"] = [cell for cell in notebook["cells"] if not _id(cell).startswith("check_")]


def with_everything_twice(notebook: Notebook) -> None:
    notebook["cells"] *= 2


def with_edited_checks(notebook: Notebook) -> None:
    for cell in notebook["cells"]:
        if _id(cell).startswith("check_"):
            cell["source"] = "100.0"
            cell["metadata"]["nbgrader"].update(points=100, solution=True, locked=False)


def with_forged_outputs(notebook: Notebook) -> None:
    for cell in notebook["cells"]:
        if _id(cell).startswith("check_"):
            result = {"data": {"text/plain": "5.0"}, "execution_count": 1, "metadata": {}}
            cell["outputs"] = [{"output_type": "execute_result", **result}]


def without_metadata(notebook: Notebook) -> None:
    for cell in notebook["cells"]:
        cell["metadata"] = {}
        cell.pop("outputs", None)


def with_damaged_metadata(notebook: Notebook) -> None:
    notebook["metadata"] = [1]
    for cell, damage in zip(notebook["cells"], [7, "x", {"nbgrader": "x"}] * 9, strict=False):
        cell["metadata"] = damage
    notebook["cells"][4]["metadata"] = {"nbgrader": {"grade_id": ["a"], "grade": True}}


def _cell(source: str) -> dict[str, Any]:
    return {
        "cell_type": "code",
        "execution_count": None,
        "metadata": {},
        "outputs": [],
        "source": source,
    }


def _id(cell: dict[str, Any]) -> str:
    return str(cell["metadata"].get("nbgrader", {}).get("grade_id", ""))
