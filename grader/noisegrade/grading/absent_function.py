"""Say why a function that was asked for is not there, as far as the submission's text tells."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from difflib import get_close_matches

from noisegrade.model import Chunk, Submission
from noisegrade.sandbox.calls import LoadError
from noisegrade.submission.scan import definitions, written

__all__ = ["errors_behind", "why_absent"]

_LIKENESS = 0.5  # of names: sample_noise and sample_static have 0.64, bell_curve and blur 0.43
_WRITTEN_TO_FILE = re.compile(r"(.+) was not run: it begins with (%%\w+)\. It defines (.+)\.")


def errors_behind(
    name: str, errors: Sequence[LoadError], submission: Submission
) -> tuple[LoadError, ...]:
    """Return the errors in those files and cells that define a function of this name.

    Where none does, a whole file that Python can't read is to blame, but no cell of a notebook.
    """
    defining = {chunk.label for chunk in _chunks(submission) if name in written(chunk.text, {name})}
    if not defining:
        alone = (one.chunks[0].label for one in submission.sources if len(one.chunks) == 1)
        defining = {label for label in alone if " cell " not in label}
    return tuple(one for one in errors if one.where.rpartition(":")[0] in defining)


def why_absent(name: str, submission: Submission, course: Collection[str]) -> str:
    """Return the sentence about a missing function.

    Parameters
    ----------
    course : the names of all functions of the course, which no other function stands in for
    """
    missing = f"There is no function named {name}"
    for note in submission.notes:
        found = _WRITTEN_TO_FILE.fullmatch(note)
        if found and name in found[3].split(", "):
            return (
                f"{missing}: {found[1]}, which defines it, begins with {found[2]} and so is not "
                "run. Take that line out."
            )
    for chunk in _chunks(submission):
        place = _place(rf"[ \t]+def[ \t]+{name}\b", chunk)
        if place:
            return f"{missing}: at {place} it is indented, within something else. Move it out."
        place = _place(rf"[ \t]*#[# \t]*def[ \t]+{name}\b", chunk)
        if place:
            return f"{missing}: at {place} its definition is a comment. Take the # away."
    others = dict(_others(submission, course))
    near = get_close_matches(name, others, n=1, cutoff=_LIKENESS) or list(others)[:2]
    if len(near) == 1:
        return f"{missing}; there is {near[0]} at {others[near[0]]}: give it the task's name."
    return f"{missing} yet."


def _chunks(submission: Submission) -> Iterator[Chunk]:
    return (chunk for source in submission.sources for chunk in source.chunks)


def _others(submission: Submission, course: Collection[str]) -> Iterator[tuple[str, str]]:
    for chunk in _chunks(submission):
        for one in definitions(chunk.text):
            if one.name not in course and not one.name.startswith("_"):
                yield one.name, f"{chunk.label}:{one.line}"


def _place(pattern: str, chunk: Chunk) -> str:
    lines = enumerate(chunk.text.split("\n"), start=1)
    return next((f"{chunk.label}:{at}" for at, line in lines if re.match(pattern, line)), "")
