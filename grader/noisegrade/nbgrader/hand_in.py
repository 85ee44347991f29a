"""One learner's work as nbgrader takes it: a student's name, notebooks by their names, a time."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from noisegrade.batch.collection import collected
from noisegrade.batch.sources import SubmissionSource
from noisegrade.errors import SubmissionError
from noisegrade.report.people import Learner
from noisegrade.submission import natural, section_named
from noisegrade.submission.text_files import printable

__all__ = ["HandIn", "student_of", "taken"]

_ODD = re.compile(r"[^\w.@+-]+")  # what a folder's name, a pattern or an address would choke on
_LONGEST = 100  # characters of a student's name
_NOTEBOOK = ".ipynb"
_NO_NOTEBOOK = "there is no notebook in it: nbgrader takes no other work, `noisegrade grade` does."


@dataclass(frozen=True, slots=True)
class HandIn:
    """What one learner handed in.

    Parameters
    ----------
    student : as nbgrader is to call them
    files : contents by their names in the folder
    notes : what is to be said about what was found
    """

    student: str
    files: Mapping[str, bytes]
    notes: tuple[str, ...] = ()


def student_of(learner: Learner, name: str) -> str:
    """Name a learner by a word that stays the same from one assignment to the next.

    The surest that is known: login, the institution's number, the email address, name and number of
    the platform, or the name of the submission. A roster knows more than a download.
    """
    platform = "_".join(filter(None, [learner.name, learner.platform_id]))
    told = (learner.login, learner.number, learner.email, learner.platform_id and platform, name)
    word = _ODD.sub("_", next(filter(None, told), "")).strip("._")[:_LONGEST]
    return word or "nameless"


def taken(
    source: SubmissionSource, notebooks: Sequence[str], functions: Mapping[str, Sequence[str]]
) -> HandIn:
    """Take a learner's notebooks out of whatever they were handed in by, under their right names.

    Parameters
    ----------
    notebooks : the names of the assignment's, without their ending
    functions : the names of the course's functions, by section

    Raises
    ------
    SubmissionError
        Where there is no notebook, or an archive can't be unpacked.
    """
    path = Path(source.path)
    if source.refused:
        raise SubmissionError(Path(source.origin), source.refused)
    with ExitStack() as stack:
        if path.is_dir() or source.files or path.suffix.lower() != _NOTEBOOK:
            found = collected(path, source.files, functions, stack)
            code, notes = dict(found.files), list(found.notes)
        else:
            code, notes = {path.name: path}, []
        names, more = _named(code, notebooks)
        files = {name: code[label].read_bytes() for name, label in names.items()}
    if not any(name.endswith(_NOTEBOOK) for name in files):
        raise SubmissionError(Path(source.origin), _NO_NOTEBOOK)
    student = student_of(source.learner, source.name)
    return HandIn(student, files, (*source.notes, *notes, *more))


def _named(
    labels: Iterable[str], notebooks: Sequence[str]
) -> tuple[dict[str, str], tuple[str, ...]]:
    """Give each file the name under which nbgrader looks for it; of several the best named one."""
    plain = {name.casefold(): name for name in notebooks}
    chosen: dict[str, str] = {}
    notes = []
    for label in sorted(labels, key=natural):
        own = label.rpartition("/")[2]
        known = section_named(own, plain) if own.lower().endswith(_NOTEBOOK) else None
        name = f"{plain[known]}{_NOTEBOOK}" if known else printable(own)
        before = chosen.get(name)
        if before is not None:
            left = label if before.rpartition("/")[2] == name else before
            notes.append(f"{printable(left)} was left out: there is another {name}.")
            if left == label:
                continue
        chosen[name] = label
    notes += _renamed(chosen)
    return chosen, tuple(notes)


def _renamed(chosen: Mapping[str, str]) -> Iterator[str]:
    for name, label in chosen.items():
        if label.rpartition("/")[2] != name:
            yield f"{printable(label)} was taken for {name}."
