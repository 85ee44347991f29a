"""The course: seventeen exercises in six sections.

A section is a package with one module an exercise, or one module where there is one exercise; its
`EXERCISES` give the order.
"""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from importlib import import_module

from noisegrade.errors import UsageError
from noisegrade.exercise import Exercise
from noisegrade.submission import SECTIONS as SECTION_NAMES

__all__ = ["EXERCISES", "SECTIONS", "VERSION", "Section", "find", "section_of"]

VERSION = 1  # raise it when a change to the course can change a grade


@dataclass(frozen=True, slots=True)
class Section:
    """One file of the workbook and what is to be written in it."""

    name: str
    title: str
    exercises: tuple[Exercise, ...]


def _discover(name: str) -> Section:
    module = import_module(f"{__name__}.{name}")
    title = (module.__doc__ or "").splitlines()[0].rstrip(".")
    return Section(name, title, module.EXERCISES)


SECTIONS = tuple(_discover(name) for name in SECTION_NAMES)
EXERCISES = tuple(exercise for section in SECTIONS for exercise in section.exercises)

_PLACES = {exercise.name: section for section in SECTIONS for exercise in section.exercises}
_BY_NAME = {exercise.name: exercise for exercise in EXERCISES}


def find(name: str) -> Exercise:
    """Look an exercise up by the name of its function.

    Raises
    ------
    UsageError
        Where there is none of that name; the message offers the nearest.
    """
    if name in _BY_NAME:
        return _BY_NAME[name]
    near = difflib.get_close_matches(name, _BY_NAME, n=1)
    offer = f"Did you mean {near[0]}?" if near else "`noisegrade list` shows them all."
    raise UsageError(f"There is no exercise named {name}. {offer}")


def section_of(name: str) -> Section:
    """Tell which section an exercise stands in."""
    return _PLACES[find(name).name]
