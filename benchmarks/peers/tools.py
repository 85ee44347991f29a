"""The four graders, each in an environment of its own, behind one interface."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import venv
from abc import ABC, abstractmethod
from collections.abc import Mapping
from pathlib import Path

from folk import BOTH, PREAMBLE
from measuring import Cost, run
from submissions import NAMES

__all__ = ["AutoFeedback", "Nbgrader", "Noisegrade", "Otter", "Tool"]

Functions = Mapping[str, str]  # name → source
Scores = dict[str, float]  # of 1, an exercise; nothing where there is no grade
CHECKOUT = Path(__file__).parents[2]


class Tool(ABC):
    """A grader that is installed, given an assignment, and handed submissions."""

    name: str
    packages: tuple[str, ...]
    attack: str  # what a learner writes to be given marks by this tool
    batches = False  # one command grades a class

    def __init__(self, root: Path) -> None:
        self.home = root / self.name.replace(" ", "-")
        self.bin: Path = self.home / "venv" / "bin"
        self.work = self.home / "course"
        self.work.mkdir(parents=True)
        venv.create(self.home / "venv", with_pip=True)
        subprocess.run(  # noqa: S603 - pip, with packages named here
            [self.bin / "python", "-m", "pip", "install", "-q", *self.packages],
            check=True,
            capture_output=True,
        )
        self.prepare()

    @property
    def version(self) -> str:
        """The tool's version, as installed."""
        asked = f"import importlib.metadata as m; print(m.version({self.packages[0]!r}))"
        done = subprocess.run(  # noqa: S603 - as above
            [self.bin / "python", "-c", asked], check=True, capture_output=True, text=True
        )
        return done.stdout.strip()

    def prepare(self) -> None:  # noqa: B027 - not every tool has an assignment to make
        """Make the assignment."""

    @abstractmethod
    def grade(
        self, work: Mapping[str, Functions], *, limit: float
    ) -> tuple[list[Cost], dict[str, Scores]]:
        """Grade a class, by one command if the tool can, otherwise by one command each.

        No name may come twice: a tool may remember it.
        """


def _cell(source: str, **role: object) -> dict[str, object]:
    nbgrader = {"schema_version": 3, "task": False, **role}
    return {
        "cell_type": "code",
        "execution_count": None,
        "id": str(role.get("grade_id", "imports")).replace("_", "-"),
        "metadata": {"nbgrader": nbgrader} if role else {},
        "outputs": [],
        "source": source,
    }


def _notebook(cells: list[dict[str, object]]) -> str:
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    metadata = {"kernelspec": kernel, "language_info": {"name": "python"}}
    return json.dumps({"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5})


class Nbgrader(Tool):
    """An assignment of one notebook with four test cells; a class is one `autograde`."""

    name = "nbgrader"
    batches = True
    packages = ("nbgrader", "numpy", "scipy", "ipykernel")
    attack = """
        import ast
        class Strip(ast.NodeTransformer):
            def visit_Assert(self, node):
                return ast.Pass()
        get_ipython().ast_transformers.append(Strip())
    """
    _SCORES = (
        "import json\nfrom nbgrader.api import Gradebook\n"
        "with Gradebook('sqlite:///gradebook.db') as book:\n"
        "    print(json.dumps({one.student.id: {grade.name: grade.auto_score or 0.0\n"
        "        for notebook in one.notebooks for grade in notebook.grades}\n"
        "        for one in book.assignment_submissions('noise')}))\n"
    )

    def prepare(self) -> None:
        """Release the assignment once."""
        (self.work / "nbgrader_config.py").write_text(
            "c = get_config()\nc.CourseDirectory.course_id = 'noise'\n"
        )
        self._write(self.work / "source" / "noise", {})
        self._nbgrader("generate_assignment", "noise")

    def grade(
        self, work: Mapping[str, Functions], *, limit: float
    ) -> tuple[list[Cost], dict[str, Scores]]:
        """Autograde a class that is the only one in the course."""
        for name, functions in work.items():
            self._write(self.work / "submitted" / name / "noise", functions)
        only = ["--student", next(iter(work))] if len(work) == 1 else []
        cost = self._nbgrader("autograde", "noise", "--force", *only, limit=limit)
        done = subprocess.run(  # noqa: S603 - reads its gradebook
            [self.bin / "python", "-c", self._SCORES],
            cwd=self.work,
            check=True,
            capture_output=True,
            text=True,
        )
        scores: dict[str, Scores] = json.loads(done.stdout)
        for name in work:
            (self.work / "submitted" / name).rename(self.home / f"done-{name}")
        return [cost], {
            name: {cell.removeprefix("test_"): score for cell, score in scores[name].items()}
            for name in work
            if name in scores
        }

    def _nbgrader(self, *arguments: str, limit: float = 600.0) -> Cost:
        log = self.home / f"{arguments[0]}.log"
        return run([self.bin / "nbgrader", *arguments], self.work, limit=limit, shown=log)

    def _write(self, folder: Path, functions: Functions) -> None:
        cells = [_cell(PREAMBLE)]
        for name in NAMES:
            source = functions.get(name, "raise NotImplementedError")
            own = {"grade": False, "locked": False, "solution": True, "grade_id": name}
            test = {"grade": True, "locked": True, "solution": False, "points": 1}
            cells += [_cell(source, **own), _cell(BOTH[name], **test, grade_id=f"test_{name}")]
        folder.mkdir(parents=True)
        (folder / "noise.ipynb").write_text(_notebook(cells))


class Otter(Tool):
    """`otter run`, what its Docker images and Gradescope run inside; one command a submission."""

    name = "otter-grader"
    packages = ("otter-grader", "numpy", "scipy", "ipykernel")
    attack = """
        import otter.test_files.exception_test as judge
        judge.test_case.call_func = lambda self, environment: None
    """

    def prepare(self) -> None:
        """Make the autograder's archive."""
        (self.work / "tests").mkdir()
        for name in NAMES:
            test = BOTH[name].replace("\n", "\n    ").rstrip()
            (self.work / "tests" / f"{name}.py").write_text(
                f"{PREAMBLE}from otter.test_files import test_case\n\n"
                f'OK_FORMAT = False\nname = "{name}"\npoints = 1\n\n'
                f"@test_case()\ndef test({name}):\n    {test}\n"
            )
        command = [self.bin / "otter", "generate", "-t", "tests", "-o", "autograder.zip"]
        run(command, self.work, shown=self.home / "generate.log")

    def grade(
        self, work: Mapping[str, Functions], *, limit: float
    ) -> tuple[list[Cost], dict[str, Scores]]:
        """Grade one after another."""
        costs, scores = [], {}
        for name, functions in work.items():
            folder = self.work / name
            folder.mkdir(exist_ok=True)
            cells = [_cell(PREAMBLE), *(_cell(functions[one]) for one in NAMES)]
            for number, cell in enumerate(cells):
                cell["id"] = f"cell-{number}"
            (folder / "noise.ipynb").write_text(_notebook(cells))
            (folder / "results.json").unlink(missing_ok=True)
            command = [self.bin / "otter", "run", "-a", "../autograder.zip", "noise.ipynb"]
            costs.append(run(command, folder, limit=limit, shown=self.home / "run.log"))
            if (folder / "results.json").exists():
                tests = json.loads((folder / "results.json").read_text())["tests"]
                scores[name] = {
                    one["name"].split(" ")[0]: one["score"] for one in tests if one.get("max_score")
                }
        return costs, scores


class AutoFeedback(Tool):
    """A test file with its `check_func` and `randomvar`; one command a submission."""

    name = "AutoFeedback"
    packages = ("autofeedback", "numpy", "scipy")
    attack = """
        import AutoFeedback.funcchecks
        AutoFeedback.funcchecks._run_all_checks = lambda *a, **k: True
    """
    _SAID = re.compile(r"^test_(\w+) \(.*\.\.\. (ok|FAIL|ERROR)$", re.MULTILINE)
    TESTS = """\
import unittest

import numpy as np
from AutoFeedback import check_func, randomvar
from scipy import stats

x = np.linspace(-6, 16, 45)


def asked():
    rng = np.random.default_rng()  # check_func copies it for every call
    return {
        "bell_curve": ((x, 5.0, 3.0), stats.norm.pdf(x, 5.0, 3.0)),
        "sample_static": ((20, 25, 2, rng), randomvar(0, variance=1)),
        "sample_gaussian": ((5.0, 3.0, (25, 40), rng), randomvar(5, variance=9)),
        "noise_step": ((np.zeros((25, 40)), 0.36, rng), randomvar(0, variance=0.36)),
    }


class Tests(unittest.TestCase):
    pass


for name, (arguments, expected) in asked().items():
    def test(self, name=name, arguments=arguments, expected=expected):
        self.assertTrue(check_func(name, [arguments], [expected], output=False))

    setattr(Tests, f"test_{name}", test)
"""

    def grade(
        self, work: Mapping[str, Functions], *, limit: float
    ) -> tuple[list[Cost], dict[str, Scores]]:
        """Grade one after another."""
        costs, scores = [], {}
        for name, functions in work.items():
            folder = self.work / name
            folder.mkdir(exist_ok=True)
            (folder / "main.py").write_text("\n\n".join(functions.values()))
            (folder / "test_main.py").write_text(self.TESTS)
            log = folder / "log"
            command = [self.bin / "python", "-m", "unittest", "-v", "test_main"]
            costs.append(run(command, folder, limit=limit, shown=log))
            found = re.findall(
                r"^test_(\w+) \(.*\.\.\. (ok|FAIL|ERROR)$", log.read_text(), re.MULTILINE
            )
            scores[name] = {exercise: float(said == "ok") for exercise, said in found}
        return costs, scores


class Noisegrade(Tool):
    """The checkout, installed; a class is one `noisegrade grade`."""

    name = "noisegrade"
    batches = True
    packages = ("noisegrade",)
    attack = """
        import builtins, sys
        import numpy
        for name in list(sys.modules):
            if "noisegrade" in name or name == "__main__":
                for key, value in list(vars(sys.modules[name]).items()):
                    if callable(value) and key.startswith(("write", "reply", "judge", "grade")):
                        setattr(sys.modules[name], key, lambda *a, **k: True)
        numpy.array_equal = numpy.allclose = lambda *a, **k: True
        print('{"exercise": "sample_gaussian", "verdict": "passed", "score": 5.0}')
    """

    def __init__(self, root: Path) -> None:
        self.packages = (str(CHECKOUT),)
        super().__init__(root)
        self.packages = ("noisegrade",)

    def grade(
        self, work: Mapping[str, Functions], *, limit: float
    ) -> tuple[list[Cost], dict[str, Scores]]:
        """Grade a class; the exercises that aren't handed in are looked for as well."""
        folder = self.work / "handed-in"
        folder.mkdir(exist_ok=True)
        for name, functions in work.items():
            (folder / f"{name}.py").write_text("\n\n".join(functions.values()))
        paths = [folder / f"{name}.py" for name in work]
        command = [self.bin / "noisegrade", "grade", *paths, "--out", self.work / "out"]
        cost = run(command, self.work, limit=limit, shown=self.home / "grade.log")
        reports = map(json.loads, (self.work / "out" / "results.jsonl").read_text().splitlines())
        return [cost], {
            Path(one["submission"]).stem: {
                exercise["exercise"]: exercise["score"] / exercise["max_score"]
                for exercise in one["exercises"]
                if exercise["exercise"] in NAMES and exercise["score"] is not None
            }
            for one in reports
        }


if sys.platform != "linux":
    raise SystemExit("what is left behind and how much memory is taken is read from /proc: Linux")
