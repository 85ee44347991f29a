"""Notebooks of ours under other names: `Copy of sampling.ipynb`, `sampling (1).ipynb`, `ann.ipynb`.

They are known by the exercises that they define. Nothing is renamed: nbgrader is shown the name
that the notebook should have, and the file that was handed in is read.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from nbgrader.api import Gradebook, MissingEntry

from noisegrade.errors import SubmissionError
from noisegrade.nbgrader.course_notebook import CourseNotebook
from noisegrade.submission import ipynb, natural, section_named
from noisegrade.submission.notebook_outputs import RAW_LIMIT
from noisegrade.submission.scan import written
from noisegrade.submission.text_files import UnreadableError, printable, read_bytes

__all__ = ["Renamed", "find_renamed"]


@dataclass(frozen=True, slots=True)
class Renamed:
    """A file that was handed in, the path that it counts as, and the sentence that says so."""

    path: Path
    counts_as: Path
    note: str


class Known(Protocol):
    """Whoever knows the notebooks of a course."""

    def course_notebook(self, where: dict[str, str]) -> CourseNotebook | None:
        """Return what the course knows of a notebook."""


def find_renamed(
    known: Known, gradebook: Gradebook, where: dict[str, str], notebooks: Sequence[str]
) -> list[Renamed]:
    """Find the files in a submission that count for a notebook of ours of another name.

    A file of a name that nbgrader knows counts for that notebook alone. Where one is there and
    less in it is written, another file counts instead.

    Parameters
    ----------
    where : the gradebook's address and the assignment, as nbgrader tells them
    notebooks : the paths of what was handed in
    """
    paths = {Path(one).stem: Path(one) for one in notebooks}
    try:
        assignment = gradebook.find_assignment(where["assignment"])
        expected = [str(one.name) for one in assignment.notebooks]
    except MissingEntry:
        return []
    strange = {stem: path for stem, path in paths.items() if stem not in expected}
    if not strange:
        return []
    found, taken = [], set()
    for name in expected:
        course = known.course_notebook({**where, "notebook": name})
        if course is None or not course.is_ours:
            continue
        names = set(course.exercises.values())
        free = [path for path in strange.values() if path not in taken]
        best = _best(name, [*free, *filter(None, [paths.get(name)])], names)
        if best is not None and best.stem != name:
            taken.add(best)
            note = (
                f"{printable(best.name)} counts as {name}.ipynb, by the exercises in it: please "
                "keep the name next time."
            )
            found.append(Renamed(best, best.with_name(f"{name}.ipynb"), note))
    return found


def _best(name: str, paths: Sequence[Path], exercises: Collection[str]) -> Path | None:
    """Return the file in which most exercises are written, or else most are defined."""
    ranked = [(rank, path) for path in paths for rank in _rank(name, path, exercises)]
    return max(ranked, key=lambda one: one[0])[1] if ranked else None


def _rank(
    name: str, path: Path, exercises: Collection[str]
) -> Iterator[tuple[int, bool, bool, tuple[object, ...]]]:
    try:
        cells = ipynb.cells(read_bytes(path, limit=RAW_LIMIT), printable(path.name))
    except (UnreadableError, SubmissionError):
        if path.stem == name or section_named(path.name, [name]):
            yield 0, path.stem == name, False, ()
        return
    there: dict[str, bool] = {}
    for chunk in cells.chunks:
        there.update({found: done for found, (_, done) in written(chunk.text, exercises).items()})
    near = section_named(path.name, [name]) is not None
    if there or near or path.stem == name:
        yield sum(there.values()), path.stem == name, near or bool(there), natural(path.name)
