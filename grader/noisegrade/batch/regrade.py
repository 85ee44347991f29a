"""Grade chosen exercises of a class again: first what would change, then, if wanted, the change.

The submissions are those that the journal kept, so that it works long after the download is gone.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

from noisegrade.batch.database import open_to_read, translated_errors
from noisegrade.batch.engines import Engine, WorkerLostError
from noisegrade.batch.journal import Journal
from noisegrade.batch.marks import Marks
from noisegrade.batch.serialization import unpack_report, unpack_submission
from noisegrade.batch.tasks import CompletedTask, GradingSettings, Task, done
from noisegrade.errors import UsageError
from noisegrade.grading import Settings
from noisegrade.model import ExerciseReport, Report
from noisegrade.report.people import Learner
from noisegrade.report.points import final_points

__all__ = ["Change", "Regrade", "last_settings"]

_OLD = """
SELECT name, learner, position, outcome.key, outcome.packed, work.packed
FROM outcome JOIN work ON work.key = outcome.key
WHERE refused IS NULL AND outcome.packed IS NOT NULL ORDER BY position
"""
_WAITING = "SELECT count(*) FROM outcome WHERE refused IS NULL AND packed IS NULL"


@dataclass(frozen=True, slots=True)
class Change:
    """What a regrade makes of one learner's result.

    Parameters
    ----------
    learner : the name that people read
    before, after : final points; None while there are none
    exercises : whose score or verdict changes
    """

    learner: str
    before: float | None
    after: float | None
    exercises: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Graded:
    """One submission as it was graded."""

    name: str
    learner: Learner
    position: int
    key: str
    report: Report


class Regrade:
    """Grades again what a folder of results holds, without writing anything.

    Parameters
    ----------
    folder : of the results
    settings : course, seed and effect to grade by now
    only : names of the exercises to grade again; the others stay as they were graded. All if none

    Raises
    ------
    UsageError
        Where the folder holds no whole run, or its exercises are not those of the course.
    """

    def __init__(self, folder: Path, settings: Settings, only: Sequence[str] = ()) -> None:
        self.folder = folder
        self._settings = settings
        names = [each.name for each in settings.course.exercises]
        self._only = tuple(settings.course.find(name).name for name in only) or tuple(names)
        self._graded: list[_Graded] = []
        self._work: dict[str, Task] = {}
        self._load(names)
        self.results: dict[str, CompletedTask] = {}
        self._reports: dict[str, Report] = {}

    def grade(self, engine: Engine, terms: GradingSettings) -> Iterator[int]:
        """Grade; return after each chunk how many submissions it had."""
        wanted = replace(terms, only=self._only)
        tasks = list(self._work.values())
        old = {each.key: each.report for each in self._graded}
        for start in range(0, len(tasks), engine.chunk * engine.room):
            chunk = tasks[start : start + engine.chunk * engine.room]
            futures = [
                engine.submit(chunk[at : at + engine.chunk], wanted)
                for at in range(0, len(chunk), engine.chunk)
            ]
            for future in futures:
                try:
                    finished = future.result()
                except WorkerLostError as lost:
                    raise UsageError(
                        "A worker died over a submission, and nothing was written: try again with "
                        "--jobs 1, or grade the folder itself again with --regrade."
                    ) from lost
                for one in finished:
                    fresh = unpack_report(one.packed, submission="", notes=())
                    self._reports[one.key] = self._merged(old[one.key], fresh)
                    self.results[one.key] = done(one.key, self._reports[one.key])
            yield len(chunk)

    def changes(self) -> list[Change]:
        """Return what becomes of everybody, in the order of the class."""
        found = []
        with closing(open_to_read(self.folder)) as journal, translated_errors(self.folder):
            marks = Marks(journal)
        for each in self._graded:
            fresh = replace(self._reports[each.key], submission=each.name)
            before, after = (
                marks.settled(replace(report, submission=each.name), each.position, each.learner)
                for report in (each.report, fresh)
            )
            changed = _changed(each.report.exercises, fresh.exercises)
            shown = each.learner.name or each.name
            found.append(Change(shown, final_points(before), final_points(after), changed))
        return found

    def write(self, journal: Journal) -> None:
        """Write all results into the journal."""
        for one in self.results.values():
            journal.keep(one)
        journal.commit()

    def _load(self, names: Sequence[str]) -> None:
        with closing(open_to_read(self.folder)) as journal, translated_errors(self.folder):
            (waiting,) = journal.execute(_WAITING).fetchone()
            rows = journal.execute(_OLD).fetchall()
        if waiting or not rows:
            raise UsageError(
                f"{self.folder} is not graded whole: finish it with noisegrade grade … --out "
                f"{self.folder}, then regrade."
            )
        for name, learner, position, key, packed, work in rows:
            report = unpack_report(packed, submission="", notes=())
            if [one.exercise for one in report.exercises] != list(names):
                raise UsageError(
                    f"{self.folder} has other exercises than this course: name the assignment that "
                    "it was graded by, or grade everything again with --regrade and its PATH."
                )
            who = Learner(**json.loads(learner))
            self._graded.append(_Graded(name, who, position, key, report))
            self._work.setdefault(key, Task(key, unpack_submission(work)))

    def _merged(self, old: Report, fresh: Report) -> Report:
        """Take the chosen exercises from the new grading, and say of the others whose they are."""
        kept = {one.exercise: one for one in old.exercises}
        exercises = tuple(
            one if one.exercise in self._only else _carried(kept[one.exercise], old, fresh, one)
            for one in fresh.exercises
        )
        scores = [one.score for one in exercises if one.score is not None]
        whole = len(scores) == len(exercises)
        return replace(fresh, exercises=exercises, score=float(sum(scores)) if whole else None)


def last_settings(folder: Path) -> tuple[int, float]:
    """Return seed and effect of the last run of a folder of results."""
    with closing(open_to_read(folder)) as journal, translated_errors(folder):
        found = journal.execute("SELECT seed, effect FROM run").fetchone()
    if found is None:
        raise UsageError(
            f"{folder} holds no results: noisegrade grade … --out {folder} makes them."
        )
    return int(found[0]), float(found[1])


def _carried(
    kept: ExerciseReport, old: Report, fresh: Report, now: ExerciseReport
) -> ExerciseReport:
    if kept.max_score != now.max_score:
        raise UsageError(
            f"{kept.exercise} had {kept.max_score:g} points and has {now.max_score:g} now: name it "
            "with --only, too."
        )
    by = kept.graded_by or (old.fingerprint if old.fingerprint != fresh.fingerprint else None)
    return replace(kept, graded_by=by)


def _changed(before: Sequence[ExerciseReport], after: Sequence[ExerciseReport]) -> tuple[str, ...]:
    old: Mapping[str, ExerciseReport] = {one.exercise: one for one in before}
    return tuple(
        one.exercise
        for one in after
        if (one.score, one.verdict) != (old[one.exercise].score, old[one.exercise].verdict)
    )
