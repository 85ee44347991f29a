"""The wrong and the right implementations of all sections, in one place."""

from __future__ import annotations

from misconceptions import coverage, forward, independence, sampling, shift_and_scale, summing
from misconceptions.writing import PREAMBLE

__all__ = ["MISTAKES", "RIGHT", "UNCATALOGUED", "source"]

_SECTIONS = (sampling, shift_and_scale, coverage, independence, summing, forward)

Table = dict[str, dict[str, str]]

MISTAKES: Table = {name: one for section in _SECTIONS for name, one in section.MISTAKES.items()}
UNCATALOGUED: Table = {
    name: one for section in _SECTIONS for name, one in section.UNCATALOGUED.items()
}
RIGHT: Table = {name: one for section in _SECTIONS for name, one in section.RIGHT.items()}


def source(function: str) -> str:
    """Give a whole file for the text of one function."""
    return PREAMBLE + function
