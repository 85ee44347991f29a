"""The course that is built in, and its wrong and right implementations, for all tests."""

from __future__ import annotations

from collections.abc import Mapping

from noisegrade.course import load_course
from noisegrade.exercise import PREAMBLE

__all__ = [
    "COURSE",
    "FUNCTIONS",
    "MISTAKES",
    "NAMES",
    "RIGHT",
    "SECTIONS",
    "SLIPS",
    "UNNAMED",
    "source",
]

Table = Mapping[str, Mapping[str, str]]

COURSE = load_course("noisegrade.what_noise_is")
SECTIONS = COURSE.section_names
FUNCTIONS = COURSE.functions
NAMES = tuple(each.name for each in COURSE.exercises)

_KNOWN = {each.name: COURSE.implementations(each.name) for each in COURSE.exercises}
MISTAKES: Table = {name: known.misconceptions for name, known in _KNOWN.items()}
UNNAMED: Table = {name: known.unnamed for name, known in _KNOWN.items() if known.unnamed}
SLIPS: Table = {name: known.slips for name, known in _KNOWN.items() if known.slips}
RIGHT: Table = {name: known.right for name, known in _KNOWN.items() if known.right}


def source(function: str) -> str:
    """Return a whole file for the text of one function."""
    return PREAMBLE + function
