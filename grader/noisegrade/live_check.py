"""Check a live function, in a notebook or at any Python prompt: the same claims, the same words."""

from __future__ import annotations

import linecache
import os
import textwrap
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from noisegrade import coaching, grading
from noisegrade.course import Course, load_course
from noisegrade.errors import SandboxError, UsageError
from noisegrade.exercise import Exercise
from noisegrade.grading.own_line import shown
from noisegrade.model import ExerciseReport, Isolation, Verdict
from noisegrade.progress import Recollection
from noisegrade.report import html
from noisegrade.report.anatomy import sentences
from noisegrade.report.symbols import SYMBOLS
from noisegrade.sandbox.live_session import LiveSession, Way, label_of, open_live, way_here
from noisegrade.sandbox.package_view import as_graded
from noisegrade.untrusted_text import for_html

__all__ = ["Checked", "NotPassedError", "Told", "check", "recollection"]

_NBGRADER = "NBGRADER_EXECUTION"  # set while nbgrader runs a notebook, to validate it for one
_WIDTH = 80  # nbgrader cuts longer lines
_NO_LIMIT = (
    "On this system a check can't be stopped from within: if yours does not come back, look for a "
    "loop without an end, and interrupt the kernel (■)."
)
_warned: list[bool] = []  # once is enough for a session


@dataclass(frozen=True, slots=True, repr=False)
class Checked:
    """What became of an exercise; a notebook shows it as a block with its picture."""

    report: ExerciseReport
    recalled: str | None = None  # what was predicted, after the pass
    isolation: Isolation = LiveSession.isolation  # neither "none" nor "browser" is ever a grade's

    def __repr__(self) -> str:
        symbol, word, _ = SYMBOLS[self.report.verdict]
        where = f"  {self.report.where}" if self.report.where else ""
        title = f"{symbol} {self.report.exercise}  {word}{where}"
        return "\n  ".join([title, *sentences(self.report), *self._recalled()])

    def _repr_html_(self) -> str:
        after = "".join(f"<p>{for_html(one)}</p>" for one in self._recalled())
        return html.block(self.report) + after + self._further()

    def _further(self) -> str:
        """Say what else a cell can be asked, where something is wrong."""
        name = self.report.exercise
        if self.report.verdict in {Verdict.PASSED, Verdict.UNGRADED}:
            return ""
        return (
            f"<p><small>A hint: <code>hint({name})</code>. The picture: <code>show({name})</code>."
            "</small></p>"
        )

    def _recalled(self) -> list[str]:
        return [self.recalled] if self.recalled else []


@dataclass(frozen=True, slots=True, repr=False)
class Told:
    """A sentence for someone who asked for what can't be checked."""

    sentence: str

    def __repr__(self) -> str:
        return self.sentence

    def _repr_html_(self) -> str:
        return f"<p>{for_html(self.sentence)}</p>"


recollection = Recollection()  # of this session: a notebook's folder is not ours to write into


class NotPassedError(Exception):
    """What nbgrader's Validate shows: the words of the block, and no traceback."""

    def __init__(self, shown: Checked | Told) -> None:
        super().__init__(shown)
        self.shown = shown

    def __str__(self) -> str:
        return repr(self.shown)

    def _render_traceback_(self) -> list[str]:
        lines = str(self).splitlines()
        return [part for line in lines for part in textwrap.wrap(line, _WIDTH)]


def check(
    function: object, *, seed: int | None = None, course: Course | str | Path | None = None
) -> Checked | Told | None:
    """Check a function of the course as it is in this session.

    Parameters
    ----------
    function : the function itself, not its name and not what it returned
    seed : repeats a check; by default a fresh one
    course : that the function belongs to, or what `load_course` takes; by default the course in
        force in this folder

    Returns
    -------
    Checked or Told
        What became of it; nothing where nbgrader runs the notebook and it passed.

    Raises
    ------
    NotPassedError
        Only where nbgrader runs the notebook: an exception is all that its Validate understands.
    """
    told = _look_at(function, seed, course)
    passed = isinstance(told, Checked) and told.report.verdict is Verdict.PASSED
    if _NBGRADER not in os.environ:
        return told
    if not passed:
        raise NotPassedError(told)
    return None  # nbgrader takes a result for points, and warns of one that is a text


def _look_at(
    function: object, seed: int | None, course: Course | str | Path | None
) -> Checked | Told:
    name = getattr(function, "__name__", None)
    if not callable(function) or not isinstance(name, str):
        given = type(function).__name__
        return Told(
            f"Give check the function itself, without quotes and parentheses: "
            f"check(sample_static). This is of type {given}."
        )
    try:
        loaded = course if isinstance(course, Course) else load_course(course)
        exercise = loaded.find(name)
    except UsageError as error:
        return Told(str(error))
    seed = grading.fresh_seed() if seed is None else seed
    settings = grading.Settings(course=loaded, seed=seed)
    with as_graded(function, loaded.packages):  # what the grader lacks must not pass here
        report = _examined(exercise, function, settings)
    record = recollection.record((loaded.name, name), report)
    recalled = coaching.recalled(exercise, record) if report.verdict is Verdict.PASSED else None
    line, where = _own_line(function, report), report.where
    where = where.replace("cell:", "cell, line ", 1) if where else None
    return Checked(replace(report, line=line, where=where), recalled)


def _examined(
    exercise: Exercise, function: Callable[..., object], settings: grading.Settings
) -> ExerciseReport:
    """Grade a live function; in this very process where the system makes no copy of it."""
    functions, sections = {exercise.name: function}, settings.course.section_names
    way = way_here()
    if way is Way.UNLIMITED and not _warned:
        _warned.append(True)
        print(_NO_LIMIT, flush=True)  # noqa: T201 - before, for a check without an end has no after
    try:
        with open_live(functions, sections, way) as session:
            return grading.examine(exercise, session, settings)
    except SandboxError:
        with open_live(functions, sections, Way.TIMED) as session:
            return grading.examine(exercise, session, settings)


def _own_line(function: object, report: ExerciseReport) -> str | None:
    """Find the line where a function stopped, if it is in the function's own file or cell."""
    code = getattr(function, "__code__", None)
    if report.verdict is not Verdict.CRASHED or report.where is None or code is None:
        return None
    label, _, number = report.where.rpartition(":")
    if label != label_of(code.co_filename) or not number.isdecimal():
        return None
    return shown(linecache.getline(code.co_filename, int(number))) or None
