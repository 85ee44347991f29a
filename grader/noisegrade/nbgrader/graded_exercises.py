"""Exercises that were passed in a run: whoever wrote the same code has passed them, too.

Only what was passed is kept. A failure may come from the code around it, which is not looked at
here, so nobody can make others fail by handing in their code beside some that spoils it.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
from collections.abc import Collection, Iterator
from dataclasses import replace
from pathlib import Path

from noisegrade.batch.serialization import pack_report, unpack_report
from noisegrade.course import Course
from noisegrade.grading import Settings
from noisegrade.model import ExerciseReport, Report, Submission, Verdict
from noisegrade.private_files import make_folder
from noisegrade.submission import reach

__all__ = ["GradedExercises"]

_WORD = re.compile(r"[A-Za-z_]\w*")


class GradedExercises:
    """Keeps reports of passed exercises in a folder, which many processes may share."""

    def __init__(self, folder: Path, seed: int | None) -> None:
        self._folder = folder
        self._seed = seed  # None: every grading draws one

    def recall(
        self, submission: Submission, asked: Collection[str], settings: Settings
    ) -> dict[str, ExerciseReport]:
        """Return the reports of exercises whose code was graded before."""
        found: dict[str, ExerciseReport] = {}
        for exercise, path, place in self._kept(submission, asked, settings):
            try:
                report = unpack_report(path.read_bytes(), submission="", notes=())
            except (OSError, ValueError):
                continue
            found |= {
                one.exercise: replace(one, where=place)
                for one in report.exercises
                if one.exercise == exercise
            }
        return found

    def keep(self, submission: Submission, report: Report, settings: Settings) -> None:
        """Keep what was passed."""
        by_name = {one.exercise: one for one in report.exercises}
        passed = [name for name, one in by_name.items() if one.verdict is Verdict.PASSED]
        for exercise, path, place in self._kept(submission, passed, settings):
            one = by_name[exercise]
            if one.where == place and not path.exists():
                packed = pack_report(replace(report, exercises=(one,)))
                with contextlib.suppress(OSError):  # another run may have cleared the folder
                    self._write(path, packed)

    def _write(self, path: Path, packed: bytes) -> None:
        make_folder(self._folder)
        part = path.with_suffix(f".{os.getpid()}")
        part.write_bytes(packed)
        part.replace(path)

    def _kept(
        self, submission: Submission, asked: Collection[str], settings: Settings
    ) -> Iterator[tuple[str, Path, str]]:
        """Name the file of each exercise of which it can be told what it depends on."""
        if len(submission.sources) != 1 or submission.unreadable:
            return
        (source,) = submission.sources
        course = settings.course
        for exercise in asked:
            reached = reach(source.chunks, exercise, _mentioned(course, exercise))
            if reached is not None:
                what = (course.fingerprint, settings.effect, exercise, source.module, reached.code)
                name = hashlib.sha256(ascii((what, self._seed)).encode()).hexdigest()
                yield exercise, self._folder / f"{name}.report", reached.place


def _mentioned(course: Course, exercise: str) -> list[str]:
    """Return the names in an exercise's worked examples, which are run, too."""
    return _WORD.findall(course.function(exercise).docstring)
