"""Downloads of any system become nbgrader's `submitted/`; what became of each file is told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime, tzinfo
from pathlib import Path

from noisegrade.batch.discovery import Search
from noisegrade.batch.identity import SeveralOfOne
from noisegrade.batch.roster import enrolled, read_roster
from noisegrade.batch.sources import SubmissionSource
from noisegrade.course import Course
from noisegrade.errors import SubmissionError, UsageError
from noisegrade.nbgrader.due_date import due_date, time_of
from noisegrade.nbgrader.hand_in import student_of, taken
from noisegrade.nbgrader.hand_in_time import handed_in
from noisegrade.nbgrader.submitted_folder import Placed, SubmittedFolder

__all__ = ["Collected", "Download", "collect"]

_MARK_ALONE = (
    "it is marked as late, and the gradebook has no due date: set one by `nbgrader db assignment "
    "add {name} --duedate=…`, and collect again"
)
_NEWER = "what is there is newer, or has no time: --force replaces it"


@dataclass(frozen=True, slots=True, kw_only=True)
class Download:
    """What is collected, and where to.

    Parameters
    ----------
    paths : archives or folders, each of a class
    course_dir : nbgrader's course
    assignment : its name
    roster : that tells who the learners are
    zone : of times that say none
    replaces : whether what is there is replaced, whatever its time
    """

    paths: tuple[Path, ...]
    course_dir: Path
    assignment: str
    roster: Path | None
    zone: tzinfo
    replaces: bool


@dataclass(frozen=True, slots=True)
class Collected:
    """What became of a learner's work, or of an entry that is nobody's.

    Parameters
    ----------
    what : the student, or the entry
    fate : a value of Placed, "refused" or "ignored"
    entries : of the download, that stand for it
    reason : "" where all went well
    notes : what else is to be said
    """

    what: str
    fate: str
    entries: int
    reason: str = ""
    notes: tuple[str, ...] = ()


def collect(download: Download, course: Course) -> Iterator[Collected]:
    """Put each learner's latest attempt into `submitted/`, and return what became of each entry.

    Raises
    ------
    UsageError
        Where the course's folder can't be written to.
    """
    notebooks = _notebooks(download, course)
    functions = {name: course.functions.get(name, ()) for name in notebooks}
    people = read_roster(download.roster)
    with closing(Search(functions, classes=True)) as search:
        sources = list(enrolled(search.find(download.paths), people))
        refused = _several(sources)
        put = _Put(download, notebooks, functions)
        for position, source in enumerate(sources):
            yield put.one(source, refused.get(position, ""))
        for each in search.ignored:
            yield Collected(each.origin, "ignored", 1, each.reason)


class _Put:
    """Puts one learner's work after another's into its place."""

    def __init__(
        self, download: Download, names: Sequence[str], functions: Mapping[str, Sequence[str]]
    ) -> None:
        self._download = download
        self._names = names
        self._functions = functions
        self._due: datetime | None = due_date(download.course_dir, download.assignment)
        self._folder = SubmittedFolder(
            folder=download.course_dir / "submitted",
            assignment=download.assignment,
            replaces=download.replaces,
        )

    def one(self, source: SubmissionSource, refused: str) -> Collected:
        entries = len(source.items)
        if refused:
            return Collected(source.origin, "refused", entries, refused)
        try:
            work = taken(source, self._names, self._functions)
        except SubmissionError as error:
            return Collected(source.origin, "refused", entries, error.reason)
        except OSError as error:
            return Collected(source.origin, "refused", entries, f"it can't be read: {error}.")
        at, late = handed_in(source, self._download.zone)
        notes = list(work.notes)
        if late and at is None and self._due is None:
            notes.append(_MARK_ALONE.format(name=self._download.assignment))
        try:
            placed = self._folder.put(work, time_of(at, late, self._due))
        except OSError as error:
            raise UsageError(
                f"{self._download.course_dir} can't be written to: {error}."
            ) from error
        reason = _NEWER if placed is Placed.KEPT else ""
        return Collected(work.student, placed.value, entries, reason, tuple(notes))


def _notebooks(download: Download, course: Course) -> list[str]:
    """Name the assignment's notebooks: those of its source, or else of the course."""
    for step in ("source", "release"):
        folder = download.course_dir / step / download.assignment
        found = sorted(path.stem for path in folder.glob("*.ipynb"))
        if found:
            return found
    return list(course.section_names)


def _several(sources: Sequence[SubmissionSource]) -> dict[int, str]:
    """Return why some can't be taken: nobody knows which of a learner's submissions counts."""
    several = SeveralOfOne()
    for position, source in enumerate(sources):
        several.add(position, source)
    refused = {position: reason for reason, position in several.reasons()}
    whose = [student_of(one.learner, one.name).casefold() for one in sources]
    count = Counter(who for who, one in zip(whose, sources, strict=True) if not one.refused)
    for position, who in enumerate(whose):
        if count[who] > 1 and position not in refused:
            refused[position] = f"several submissions would be {who}'s: tell them by a --roster."
    return refused
