"""What goes to a worker and what comes back: plain values, and the one function between them."""

from __future__ import annotations

import hashlib
import threading
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import version

from noisegrade import grading
from noisegrade.batch.serialization import pack_report
from noisegrade.errors import UsageError
from noisegrade.grading import Settings
from noisegrade.grading.versions import versions
from noisegrade.model import ExerciseReport, Isolation, Report, Submission, Verdict
from noisegrade.sandbox.client import Sandbox
from noisegrade.stats.budget import FALSE_FAIL
from noisegrade.submission import fingerprint

__all__ = [
    "CompletedTask",
    "GradingSettings",
    "Task",
    "done",
    "key_of",
    "repeat",
    "ungraded",
    "work",
]

_own = threading.local()  # a sandbox belongs to one thread


@dataclass(frozen=True, slots=True)
class GradingSettings:
    """On what terms a batch is graded: the same for every worker, wherever it runs."""

    settings: Settings
    accept_unsafe: bool = False
    fingerprint: str = ""
    release: str = version("noisegrade")
    only: tuple[str, ...] = ()  # exercises; all if none


@dataclass(frozen=True, slots=True)
class Task:
    """One submission to be graded; `key` stands for what is run, its name is a matter of lists."""

    key: str
    submission: Submission


@dataclass(frozen=True, slots=True)
class CompletedTask:
    """One report, packed, with what the journal and the progress want to know of it."""

    key: str
    packed: bytes
    score: float | None
    verdicts: tuple[tuple[str, int], ...]

    @property
    def ungraded(self) -> bool:
        """Whether something of it is left to grade."""
        return self.score is None


def key_of(submission: Submission) -> str:
    """Hash what a report depends on: the code, and the names that messages call its files by."""
    names = [(one.module, [chunk.label for chunk in one.chunks]) for one in submission.sources]
    return hashlib.sha256(ascii((fingerprint(submission), names)).encode()).hexdigest()


def work(tasks: Sequence[Task], terms: GradingSettings) -> list[CompletedTask]:
    """Grade submissions one after another; runs in a worker.

    Raises
    ------
    UsageError
        Where this machine can't confine others' code, or has another version installed.
    """
    if terms.release != version("noisegrade"):
        raise UsageError(
            f"A worker has noisegrade {version('noisegrade')}, this machine {terms.release}: "
            "install the same version everywhere."
        )
    course = terms.settings.course
    if terms.fingerprint not in {"", course.fingerprint}:
        raise UsageError(
            f"A worker has another {course.name} course than this machine: its fingerprint is "
            f"{course.fingerprint}, not {terms.fingerprint}. Use the same files everywhere."
        )
    sandbox = _confining(terms)
    return [done(task.key, _graded(task, sandbox, terms)) for task in tasks]


def _graded(task: Task, sandbox: Sandbox, terms: GradingSettings) -> Report:
    try:
        only = terms.only or None
        return grading.grade(task.submission, sandbox, settings=terms.settings, only=only)
    except Exception as error:  # noqa: BLE001 - a fault of ours must not end the run
        return ungraded(terms, f"The grader failed here, not the code: {error!r}.")


def repeat(submission: Submission, terms: GradingSettings, only: str | None = None) -> Report:
    """Grade a submission once more, or one exercise of it.

    Raises
    ------
    UsageError
        Where this machine can't confine others' code.
    """
    wanted = None if only is None else [only]
    return grading.grade(submission, _confining(terms), settings=terms.settings, only=wanted)


def done(key: str, report: Report) -> CompletedTask:
    """Pack a report."""
    verdicts = Counter(one.verdict.value for one in report.exercises)
    return CompletedTask(key, pack_report(report), report.score, tuple(sorted(verdicts.items())))


def ungraded(terms: GradingSettings, why: str) -> Report:
    """Report that nothing could be graded, through no fault of the learner's."""
    reports = tuple(
        ExerciseReport(
            exercise=exercise.name,
            verdict=Verdict.UNGRADED,
            score=None,
            max_score=float(exercise.points),
            says=why,
            section=terms.settings.course.section_of(exercise.name).title,
        )
        for exercise in terms.settings.course.exercises
    )
    return Report(
        schema=grading.SCHEMA,
        submission="",
        score=None,
        max_score=sum(one.max_score for one in reports),
        isolation=_sandbox(terms).isolation,
        course=terms.settings.course.name,
        fingerprint=terms.settings.course.fingerprint,
        versions=versions(),
        false_fail=FALSE_FAIL,
        effect=terms.settings.effect,
        seed=terms.settings.seed,
        cpu_seconds=0.0,
        notes=(),
        exercises=reports,
    )


def _confining(terms: GradingSettings) -> Sandbox:
    sandbox = _sandbox(terms)
    if sandbox.isolation is Isolation.LIMITS and not terms.accept_unsafe:
        raise UsageError(
            "This machine can't confine a submission: its code could read your files. Grade on "
            "Linux, or say --accept-unsafe if you trust every submission."
        )
    return sandbox


def _sandbox(terms: GradingSettings) -> Sandbox:
    """Return this thread's sandbox; another one where a course offers other packages."""
    packages = terms.settings.course.packages
    if getattr(_own, "packages", None) != packages:
        _own.sandbox, _own.packages = Sandbox(packages=packages), packages
    sandbox: Sandbox = _own.sandbox
    return sandbox
