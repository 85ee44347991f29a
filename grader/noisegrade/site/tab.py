"""What a page's worker asks of the grader: text in, text out.

It runs in the browser, on the same path as `noisegrade grade`: the same calls, seeds and sentences.
"""

from __future__ import annotations

import ast
import contextlib
import importlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from noisegrade import grading, picture
from noisegrade.coaching import read_number, recalled
from noisegrade.course import Course, load_course
from noisegrade.errors import NoisegradeError, WorkbookError
from noisegrade.model import Chunk, ExerciseReport, Source, Submission, Verdict
from noisegrade.progress import Progress, Record
from noisegrade.report import html
from noisegrade.sandbox.browser_sandbox import BrowserSandbox
from noisegrade.site import work

__all__ = ["Tab"]

_OWN = "your code"  # how a message names what stands in the editor


class Tab:
    """The course of a site, and the sandbox that serves its pages.

    Parameters
    ----------
    origin : of the course, as `load_course` takes it
    alive : called while calls return
    """

    def __init__(self, origin: str, alive: Callable[[], None]) -> None:
        self._course = load_course(origin)
        self._sandbox = BrowserSandbox(alive=alive)

    def prepare(self, request: str) -> None:
        """Import what a learner's code imports of SciPy: that takes seconds which aren't theirs."""
        for name in sorted(set(_of_scipy(json.loads(request)["codes"].values()))):
            with contextlib.suppress(ImportError):  # a name in it, or a mistake that they will see
                importlib.import_module(name)

    def check(self, request: str) -> str:
        """Check an exercise; see `worker.js` for the fields."""
        asked = json.loads(request)
        name, codes = asked["exercise"], asked["codes"]
        if asked.get("unfinished") and (unfinished := _unfinished(codes.get(name, ""))):
            return json.dumps({"unfinished": unfinished})
        seed = asked.get("seed")
        settings = grading.Settings(
            course=self._course, seed=grading.fresh_seed() if seed is None else seed
        )
        submission = _submission(self._course, name, codes)
        report = grading.grade(submission, self._sandbox, settings=settings, only={name})
        told = next(each for each in report.exercises if each.exercise == name)
        told = _about_others(told)
        answer = _told(told) | {"seed": settings.seed, "isolation": report.isolation.value}
        if told.verdict is Verdict.PASSED:
            answer |= self._after_pass(name, asked.get("prediction", ""))
        return json.dumps(answer)

    def picture(self, request: str) -> str:
        """Draw an exercise's picture by the learner's own function; return the page."""
        asked = json.loads(request)
        name = asked["exercise"]
        submission = _submission(self._course, name, asked["codes"])
        record = Record(prediction=read_number(asked.get("prediction", "")))
        seed = asked.get("seed")
        try:
            panels = picture.draw(
                self._course,
                submission,
                self._sandbox,
                [name],
                grading.fresh_seed() if seed is None else seed,
                progress=Progress({name: record}),
            )
        except NoisegradeError as error:
            return json.dumps({"sentence": str(error)})
        return json.dumps({"page": picture.to_page(panels)})

    def files(self, request: str) -> bytes:
        """Pack all work as the course's files, or as its notebooks."""
        asked = json.loads(request)
        if asked["notebooks"]:
            return work.to_zip(work.to_notebooks(self._course, asked["codes"]), "notebooks")
        return work.to_zip(work.to_files(self._course, asked["codes"]), "exercises")

    def read(self, name: str, raw: bytes) -> str:
        """Read work back from a file that a learner chose."""
        try:
            return json.dumps({"codes": work.read_file(self._course, name, bytes(raw))})
        except WorkbookError as error:
            return json.dumps({"sentence": str(error)})

    def _after_pass(self, name: str, prediction: str) -> dict[str, Any]:
        exercise, number = self._course.find(name), read_number(prediction)
        record = Record(prediction=number)
        return {
            "recalled": recalled(exercise, record),
            "solution": work.without_docstring(self._course.function(name).solution),
        }


def _told(report: ExerciseReport) -> dict[str, Any]:
    return {
        "exercise": report.exercise,
        "verdict": report.verdict.value,
        "score": report.score,
        "misconception": report.misconception,
        "says": report.says,
        "where": report.where,
        "html": html.fragment(report),
    }


def _about_others(report: ExerciseReport) -> ExerciseReport:
    """Name the exercise that is missing, if it isn't this one; only an error needs a place."""
    label = (report.where or "").rpartition(":")[0]
    if report.verdict is Verdict.NOT_ATTEMPTED and label.endswith(".py"):
        needed = label.removesuffix(".py")
        says = f"{report.exercise} calls {needed}, which is not written yet: write that one first."
        return replace(report, says=says, where=None)
    return report if report.verdict is Verdict.CRASHED else replace(report, where=None)


def _submission(course: Course, exercise: str, codes: Mapping[str, str]) -> Submission:
    """Put the pieces of each file together; other exercises' broken pieces are left out."""
    sources = []
    for section in course.sections:
        chunks = [Chunk(section.solution.preamble, f"{section.name}.py")]
        for function in section.solution.functions:
            code = codes.get(function.name, work.beginning(function))
            if function.name == exercise:
                chunks.append(Chunk(code, _OWN))
            elif not _unfinished(code):
                chunks.append(Chunk(code, f"{function.name}.py"))
        sources.append(Source(section.name, tuple(chunks), (section.name,)))
    return Submission("browser", tuple(sources))


def _of_scipy(codes: Iterable[str]) -> Iterator[str]:
    for code in codes:
        if _unfinished(code):
            continue
        for node in ast.walk(ast.parse(code)):
            if isinstance(node, ast.Import):
                yield from (each.name for each in node.names if each.name.startswith("scipy"))
            elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("scipy"):
                yield from (f"{node.module}.{each.name}" for each in node.names)
                yield str(node.module)


def _unfinished(code: str) -> str | None:
    """Say why code is not Python yet, if it isn't: it may be in the middle of a line."""
    try:
        compile(code, _OWN, "exec", dont_inherit=True)
    except SyntaxError as error:
        return f"Line {error.lineno}: {error.msg}."
    except ValueError as error:
        return f"{error}."
    except (RecursionError, MemoryError, OverflowError):
        return "It is nested too deeply for Python to read."
    return None
