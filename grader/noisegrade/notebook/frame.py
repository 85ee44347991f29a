"""The picture of an exercise in a cell: of the function as it is in this session."""

from __future__ import annotations

import html
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from noisegrade import grading, picture
from noisegrade.course import Course
from noisegrade.errors import CourseError, SandboxError
from noisegrade.live_check import Told, recollection
from noisegrade.model import Isolation, Submission
from noisegrade.notebook.named import named
from noisegrade.sandbox.client import Budget, Sandbox
from noisegrade.sandbox.interfaces import AnySession
from noisegrade.sandbox.live_session import open_live

__all__ = ["Shown", "show"]

_HEIGHT = 640  # pixels of a cell's output: taller ones are folded away by some


@dataclass(frozen=True, slots=True, repr=False)
class Shown:
    """A page with the picture, in a frame of its own."""

    name: str
    page: str

    def __repr__(self) -> str:
        return f"A notebook shows the picture of {self.name} here; {len(self.page)} characters."

    def _repr_html_(self) -> str:
        return (
            f'<iframe srcdoc="{html.escape(self.page)}" sandbox="allow-scripts" '
            f'title="The picture of {self.name}" width="100%" height="{_HEIGHT}" '
            'style="border:1px solid #8888"></iframe>'
        )

    def save(self, path: str | Path) -> None:
        """Write the page, for a browser."""
        Path(path).write_text(self.page, encoding="utf-8")


def show(
    function: object, *, seed: int | None = None, course: Course | str | Path | None = None
) -> Shown | Told:
    """Show the picture of a function of the course: the target beside yours.

    It works on failing code too: that is when it shows most.

    Parameters
    ----------
    function : the function itself; the others of the course are taken from beside it
    seed : repeats a picture; by default a fresh one
    course : that it belongs to; as in `check`
    """
    found = named(function, course, "show")
    if isinstance(found, Told):
        return found
    if not callable(function):
        return Told(f"Give show the function itself, without quotes: show({found.exercise.name}).")
    name = found.exercise.name
    functions: dict[str, Callable[..., Any]] = {**_beside(function, found.course), name: function}
    seed = grading.fresh_seed() if seed is None else seed
    try:
        with Sandbox(packages=found.course.packages) as sandbox:
            both = _Live(sandbox, functions, found.course)
            known = recollection.of_course(found.course.name)
            drawn = picture.draw(found.course, _MINE, both, [name], seed=seed, progress=known)
    except (CourseError, SandboxError) as error:
        return Told(str(error))
    return Shown(name, picture.to_page(drawn))


_MINE = Submission("notebook", ())


class _Live:
    """A sandbox for the solutions; the learner's own functions are called where they live."""

    isolation = Isolation.NONE  # of the learner's own functions

    def __init__(
        self, sandbox: Sandbox, functions: Mapping[str, Callable[..., Any]], course: Course
    ) -> None:
        self._sandbox = sandbox
        self._functions = functions
        self._sections = course.section_names

    def open(self, submission: Submission, *, budget: Budget | None = None) -> AnySession:
        """Serve a submission, or what stands for the notebook."""
        if submission.name == _MINE.name:
            return open_live(self._functions, self._sections)
        return self._sandbox.open(submission, budget=budget or Budget())


def _beside(function: Callable[..., Any], course: Course) -> dict[str, Callable[..., Any]]:
    """Return the course's functions that are defined where this one is."""
    around = getattr(function, "__globals__", {})
    names = (one.name for one in course.exercises)
    return {name: around[name] for name in names if callable(around.get(name))}
