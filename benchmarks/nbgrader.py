"""Our nbgrader against the stock one: the same submissions, graded four ways in one run.

    python benchmarks/nbgrader.py                  # 1 and 10 submissions
    python benchmarks/nbgrader.py --sizes 1,10,30
    python benchmarks/nbgrader.py --sizes 200 --ways command,configuration

`stock, numpy` and `stock, scipy` are nbgrader as it comes: hidden tests run the worked examples of
the docstrings in a kernel, and import NumPy alone, or scipy.stats too. `configuration` is
`nbgrader autograde` with our configuration; `command` is `noisegrade nbgrader autograde`. What is
printed are the processor seconds of everything that was started, and what one submission more
costs, from the smallest size to the largest.

Learners write each function in one of the course's own right ways (six of ten), wrong ways (three)
or not at all, so that functions repeat in a class as they do among people, and submissions don't.
With `--unequal` no two functions are equal. With `--loops` every twentieth's four functions share
an endless loop; stock nbgrader waits 30 seconds for each.
"""

from __future__ import annotations

import argparse
import ast
import functools
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

from noisegrade.course import BUILT_IN, Function, load_course
from noisegrade.nbgrader.cells import exercise_of
from noisegrade.nbgrader.course_folder import assignment_of, create

COURSE = load_course(BUILT_IN)
ASSIGNMENT = assignment_of(COURSE)
SPINS = "shift_and_scale"  # the section that loops
EVERY = 20  # learners, of whom the last one loops
RIGHT, WRONG = 0.6, 0.3  # of the functions
LOOP = "def spin():\n    while True:\n        pass\n"
TEST = """\
### BEGIN HIDDEN TESTS
import doctest
{imports}
examples = doctest.DocTestParser().get_doctest({examples!r}, globals(), {name!r}, None, 0)
assert not doctest.DocTestRunner(verbose=False).run(examples).failed
### END HIDDEN TESTS"""
STOCK = f'c = get_config()\nc.CourseDirectory.course_id = "{ASSIGNMENT}"\n'

NBGRADER = ["-m", "nbgrader", "autograde"]
WAYS: dict[str, tuple[str | None, list[str]]] = {
    "stock, numpy": ("import numpy as np", NBGRADER),
    "stock, scipy": ("import numpy as np\nfrom scipy import stats", NBGRADER),
    "configuration": (None, NBGRADER),
    "command": (None, ["-m", "noisegrade", "nbgrader", "autograde"]),
}


def main() -> None:
    """Print one line per size and way, then the cost of one submission more."""
    options = _options()
    sizes = sorted(int(size) for size in options.sizes.split(","))
    ways = {name: WAYS[name] for name in WAYS if not options.ways or name in options.ways}
    costs: dict[str, list[float]] = {name: [] for name in ways}
    with tempfile.TemporaryDirectory() as folder:
        courses = {name: _course(Path(folder, name), way[0]) for name, way in ways.items()}
        for size in sizes:
            for name, course in courses.items():
                for number in range(size):
                    loops = options.loops and number % EVERY == EVERY - 1
                    _hand_in(course, number, loops=loops, unequal=options.unequal)
                spent = _cost(course, [*ways[name][1], ASSIGNMENT, "--force"])
                costs[name].append(spent)
                print(f"{size:4} {name:15} {spent:9.2f} CPU-s", flush=True)
    if len(sizes) > 1:
        for name, spent in costs.items():
            each = (spent[-1] - spent[0]) / (sizes[-1] - sizes[0])
            print(f"each further one, {name}: {each:.3f} CPU-s", flush=True)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    parser.add_argument("--sizes", default="1,10", help="of the class, by commas")
    parser.add_argument("--ways", help=f"some of: {'; '.join(WAYS)}", type=lambda s: s.split(";"))
    parser.add_argument("--loops", action="store_true", help="every twentieth submission loops")
    parser.add_argument("--unequal", action="store_true", help="no two functions are equal")
    return parser.parse_args()


def _course(course: Path, imports: str | None) -> Path:
    """Make a course and its assignment; with hidden tests that import this, a stock one."""
    create(COURSE, course)
    if imports is not None:
        (course / "nbgrader_config.py").write_text(STOCK, encoding="utf-8")
        for path in (course / "source" / ASSIGNMENT).glob("*.ipynb"):
            _change(path, lambda cell: _with_hidden_tests(cell, imports))
    _run(course, ["-m", "nbgrader", "generate_assignment", ASSIGNMENT])
    return course


def _with_hidden_tests(cell: dict[str, Any], imports: str) -> None:
    exercise = exercise_of(COURSE, cell["metadata"].get("nbgrader", {}).get("grade_id"))
    if exercise is not None:
        examples = COURSE.function(exercise).docstring
        cell["source"] = TEST.format(name=exercise, imports=imports, examples=examples)
    elif "from noisegrade import" in "".join(cell["source"]):
        lines = "".join(cell["source"]).splitlines()
        cell["source"] = "\n".join(line for line in lines if "noisegrade" not in line)


def _hand_in(course: Path, number: int, *, loops: bool, unequal: bool) -> None:
    folder = course / "submitted" / f"learner{number:03}" / ASSIGNMENT
    folder.mkdir(parents=True, exist_ok=True)
    chance = random.Random(number)  # noqa: S311 - a class, not a secret
    for section in COURSE.sections:
        released = course / "release" / ASSIGNMENT / f"{section.name}.ipynb"
        code = {one.name: _written(one, chance) for one in section.solution.functions}
        code = {name: text for name, text in code.items() if text}
        first = [f"learner = {number}"] * unequal
        if loops and section.name == SPINS:
            code = {one.name: LOOP + one.head + one.body for one in section.solution.functions}
            first.append("spin()")
        code = {name: _begun_by(first, text, name) for name, text in code.items()}
        _change(released, functools.partial(_fill, code), folder / released.name)


def _written(function: Function, chance: random.Random) -> str:
    """Write a function in one of the ways in which people do; "" where it is left unwritten."""
    ways = import_module(f"{BUILT_IN}.{function.name}.implementations").IMPLEMENTATIONS
    right = [function.solution, *ways.right.values()]
    draw = chance.random()
    if draw < RIGHT:
        return chance.choice(right)
    return chance.choice([*ways.misconceptions.values()]) if draw < RIGHT + WRONG else ""


def _begun_by(lines: list[str], text: str, name: str) -> str:
    """Put lines at the beginning of a function's body."""
    tree = ast.parse(text)
    (function,) = (
        one for one in tree.body if isinstance(one, ast.FunctionDef) and one.name == name
    )
    function.body[:0] = ast.parse("\n".join(lines)).body
    return ast.unparse(tree)


def _fill(code: dict[str, str], cell: dict[str, Any]) -> None:
    name = cell["metadata"].get("nbgrader", {}).get("grade_id", "")
    cell["source"] = code.get(name, cell["source"])


def _change(path: Path, change: Callable[[dict[str, Any]], None], to: Path | None = None) -> None:
    notebook = json.loads(path.read_text(encoding="utf-8"))
    for cell in notebook["cells"]:
        change(cell)
    (to or path).write_text(json.dumps(notebook), encoding="utf-8")


def _cost(course: Path, command: list[str]) -> float:
    before = _cpu()
    _run(course, command)
    return _cpu() - before


def _run(course: Path, command: list[str]) -> None:
    beside = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"  # it calls alembic
    subprocess.run(  # noqa: S603 - nbgrader itself, arguments of our own
        [sys.executable, *command],
        cwd=course,
        env={**os.environ, "PATH": beside},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        check=True,
    )


def _cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    main()
