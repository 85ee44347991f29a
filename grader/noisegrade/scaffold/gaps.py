"""What is left to write: the sentences that a new exercise has in place of an author's own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from noisegrade.course import Course

__all__ = ["GAP", "gaps"]

GAP = "Write here: "

_QUOTES = '",()'  # what may stand around a sentence in code


def gaps(course: Course, exercise: str) -> Iterator[str]:
    """Yield file, line and sentence of everything that is left to write for an exercise."""
    section = course.section_of(exercise)
    function = course.function(exercise)
    first, last = function.lines
    source = course.solutions / f"{section.name}.py"
    lines = section.solution.text.splitlines()
    yield from _found(source, lines[first - 1 : last], first)
    for path in sorted((course.declarations / exercise).glob("*.py")):
        yield from _found(path, path.read_text(encoding="utf-8").splitlines(), 1)


def _found(path: Path, lines: list[str], first: int) -> Iterator[str]:
    place = "/".join(path.parts[-3:] if path.parent.name != "solutions" else path.parts[-2:])
    for number, line in enumerate(lines, first):
        _, gap, what = line.partition(GAP)
        if gap:
            sentence = what.strip().strip(_QUOTES).rstrip(".")
            yield f"{place}:{number}: {sentence}."
