"""Grade many submissions side by side, each worker with a warm parent of its own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from pathlib import Path

from noisegrade import submission
from noisegrade.errors import SubmissionError, UsageError
from noisegrade.grading import Settings, grade
from noisegrade.model import Isolation, Report, Submission
from noisegrade.sandbox.client import Sandbox, probe

__all__ = ["grade_all", "read_all"]

_own: dict[str, Sandbox] = {}  # a worker's sandbox, made by its first grading


def read_all(paths: Iterable[Path]) -> tuple[list[Submission], list[SubmissionError]]:
    """Read every path; the ones that are no submissions are told apart, not raised."""
    read, refused = [], []
    for path in paths:
        try:
            read.append(submission.read(path))
        except SubmissionError as error:
            refused.append(error)
    return read, refused


def grade_all(
    submissions: Sequence[Submission], settings: Settings, *, jobs: int, accept_unsafe: bool
) -> Iterator[Report]:
    """Grade in the order given, `jobs` at a time.

    Raises
    ------
    UsageError
        Where this machine can't confine others' code and `accept_unsafe` was not said.
    """
    if probe() is Isolation.LIMITS and not accept_unsafe:
        raise UsageError(
            "This machine can't confine a submission: its code could read your files. Grade on "
            "Linux, or say --accept-unsafe if you trust every submission."
        )
    if jobs == 1:
        with Sandbox() as sandbox:
            for one in submissions:
                yield grade(one, sandbox, settings=settings)
        return
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as workers:
        yield from workers.map(partial(_grade_here, settings=settings), submissions)


def _grade_here(one: Submission, *, settings: Settings) -> Report:
    if "sandbox" not in _own:
        _own["sandbox"] = Sandbox()
    return grade(one, _own["sandbox"], settings=settings)
