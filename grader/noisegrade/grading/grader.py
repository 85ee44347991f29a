"""Grade a submission, exercise by exercise, and add the points up."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from noisegrade.course import Course
from noisegrade.exercise import (
    Args,
    ExactExercise,
    Exercise,
    Misconception,
    Outcomes,
    RandomExercise,
)
from noisegrade.grading import messages
from noisegrade.grading.absent_function import errors_behind, why_absent
from noisegrade.grading.exact_exercise import grade_exact
from noisegrade.grading.examples import example_finding, with_examples
from noisegrade.grading.own_line import own_line
from noisegrade.grading.points import award, complete
from noisegrade.grading.random_exercise import grade_random
from noisegrade.grading.requests import CPU_LIMIT, CallRunner, Runner
from noisegrade.grading.seeds import Seeds
from noisegrade.grading.slips import Slip
from noisegrade.grading.typed_call import in_one_line
from noisegrade.grading.versions import versions
from noisegrade.model import ExerciseReport, Finding, Report, Submission, Verdict
from noisegrade.sandbox.calls import Outcome
from noisegrade.sandbox.client import Budget
from noisegrade.sandbox.interfaces import AnySandbox
from noisegrade.stats import budget

__all__ = ["SCHEMA", "Settings", "examine", "examine_with_call", "fresh_seed", "grade"]

SCHEMA = 2  # version of the report, see report/schema.json

_TRIES = 2  # a fault of ours is tried again before it is reported
_SEED_BITS = 32  # enough that nobody prepares for one; short enough to type


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What a grading is repeated by: course, seed of all draws, and the least effect to catch."""

    course: Course
    seed: int
    effect: float = budget.DEFAULT_EFFECT

    @property
    def plan(self) -> budget.Plan:
        """The draws and the error budget of every test."""
        return budget.plan(self.effect, exercises=len(self.course.exercises))

    @property
    def cpu_limit(self) -> float:
        """Seconds for an exercise: more draws may take longer."""
        default = budget.plan(budget.DEFAULT_EFFECT, exercises=len(self.course.exercises))
        return CPU_LIMIT * max(1.0, self.plan.draws[-1] / default.draws[-1])


def fresh_seed() -> int:
    """Draw a seed that nobody can foresee."""
    return secrets.randbits(_SEED_BITS)


def grade(
    submission: Submission,
    sandbox: AnySandbox,
    *,
    settings: Settings,
    only: Collection[str] | None = None,
    heard: Callable[[ExerciseReport], None] = lambda _: None,
) -> Report:
    """Grade one submission.

    Parameters
    ----------
    submission : what the learner handed in
    sandbox : where its code is run
    settings : seed and effect; the same settings give the same report, but for `cpu_seconds`
    only : names of the exercises to look at; the others are listed as not reached
    heard : called with every exercise as soon as it is graded

    Returns
    -------
    Report
        All exercises, in the order of the course. A fault of ours makes an exercise UNGRADED; it
        is tried twice.
    """
    started = time.process_time()
    reports = []
    allowance = Budget().scaled(settings.cpu_limit / CPU_LIMIT)
    runnable = with_examples(settings.course, submission)
    with sandbox.open(runnable, budget=allowance) as session:
        for exercise in settings.course.exercises:
            if only is not None and exercise.name not in only:
                reports.append(_in_section(_not_asked_for(exercise), settings.course))
                continue
            graded = _graded(exercise, submission, session, settings)
            reports.append(_in_section(graded, settings.course))
            heard(reports[-1])
        cpu_seconds = time.process_time() - started + session.cpu_seconds
    scores = [report.score for report in reports if report.score is not None]
    return Report(
        schema=SCHEMA,
        submission=submission.name,
        score=float(sum(scores)) if len(scores) == len(reports) else None,
        max_score=float(sum(report.max_score for report in reports)),
        isolation=sandbox.isolation,
        course=settings.course.name,
        fingerprint=settings.course.fingerprint,
        versions=versions(),
        false_fail=budget.FALSE_FAIL,
        effect=settings.effect,
        seed=settings.seed,
        cpu_seconds=round(cpu_seconds, 4),
        notes=(*submission.notes, *session.notes),
        exercises=tuple(reports),
    )


def examine(
    exercise: Exercise, runner: Runner, settings: Settings, submission: Submission | None = None
) -> ExerciseReport:
    """Grade one exercise with whatever makes its calls.

    Parameters
    ----------
    submission : whose text may tell why a function is missing

    Raises
    ------
    GraderFault
        Where the fault is ours.
    """
    return examine_with_call(exercise, runner, settings, submission)[0]


def examine_with_call(
    exercise: Exercise, runner: Runner, settings: Settings, submission: Submission | None = None
) -> tuple[ExerciseReport, Args | None]:
    """Grade one exercise; return the arguments of the call that failed, too, if one did."""
    asker = CallRunner(
        runner=runner,
        section=settings.course.section_of(exercise.name).name,
        exercise=exercise,
        seeds=Seeds(settings.seed, exercise.name),
        cpu_left=settings.cpu_limit,
        absence=partial(_absence, exercise.name, settings.course, submission),
    )
    if isinstance(exercise, ExactExercise):
        answers = grade_exact(exercise, asker)
        found = _with_example(exercise, asker, answers.findings)
        report = _report(exercise, found, answers.named, answers.step)
    else:
        held = grade_random(exercise, asker, settings.plan)
        report = _report(
            exercise, _with_example(exercise, asker, held.findings), held.named, held.step
        )
        report = replace(report, coverage=held.coverage, luck=held.luck, histogram=held.histogram)
    report = replace(report, where=asker.where, output=asker.output)
    if asker.failing is None or report.verdict in {Verdict.PASSED, Verdict.NOT_ATTEMPTED}:
        return report, None
    call = in_one_line(exercise.name, exercise.parameters, asker.failing, seed=settings.seed)
    return replace(report, call=call), asker.failing


def _with_example(
    exercise: Exercise, asker: CallRunner, findings: tuple[Finding, ...]
) -> tuple[Finding, ...]:
    """Where all is right so far, run the worked examples; an error there fails the first claim."""
    if any(finding.verdict is not Verdict.PASSED for finding in findings):
        return findings
    found = example_finding(exercise, asker)
    if found is None:
        return findings
    return (replace(found, claim=findings[0].claim), *findings[1:])


def _absence(name: str, course: Course, submission: Submission | None, outcome: Outcome) -> Outcome:
    """Add to an outcome without the function why that is not there."""
    if submission is None:
        return outcome
    errors = errors_behind(name, outcome.load_errors, submission)
    names = {one.name for one in course.exercises}
    return replace(outcome, load_errors=errors, absence=why_absent(name, submission, names))


def _graded(
    exercise: Exercise, submission: Submission, runner: Runner, settings: Settings
) -> ExerciseReport:
    unreadable = dict(submission.unreadable).get(settings.course.section_of(exercise.name).name)
    if unreadable is not None:
        finding = Finding(claim="attempted", verdict=Verdict.CRASHED, says=unreadable)
        return _report(exercise, (finding,), None)
    fault: Exception | None = None
    for _ in range(_TRIES):
        try:
            report = examine(exercise, runner, settings, submission)
            return replace(report, line=own_line(report, submission))
        except Exception as error:  # noqa: BLE001 - a fault of ours must not cost anybody marks
            fault = error
    return _without_marks(
        exercise,
        Verdict.UNGRADED,
        score=None,
        says=f"The grader failed here, not the code: {fault!r}.",
    )


def _in_section(report: ExerciseReport, course: Course) -> ExerciseReport:
    return replace(report, section=course.section_of(report.exercise).title)


def _not_asked_for(exercise: Exercise) -> ExerciseReport:
    return _without_marks(exercise, Verdict.NOT_REACHED, score=0.0, says="Skipped.")


def _without_marks(
    exercise: Exercise, verdict: Verdict, *, score: float | None, says: str
) -> ExerciseReport:
    return ExerciseReport(
        exercise=exercise.name,
        verdict=verdict,
        score=score,
        max_score=float(exercise.points),
        says=says,
    )


def _report(
    exercise: Exercise,
    findings: tuple[Finding, ...],
    named: Misconception | Slip | None,
    step: str | None = None,
) -> ExerciseReport:
    findings = tuple(complete(exercise, findings))
    telling = _most_telling(findings, named)
    if telling is None:
        says = f"{exercise.name} does what it should."
        return replace(
            _without_marks(exercise, Verdict.PASSED, score=award(exercise, findings), says=says),
            findings=findings,
        )
    return ExerciseReport(
        exercise=exercise.name,
        verdict=telling.verdict,
        score=award(exercise, findings),
        max_score=float(exercise.points),
        says=_says(exercise, findings, telling, award(exercise, findings)),
        misconception=named.id if named else None,
        looks_like=f"It looks like {named.says}" if named else None,
        next_step=named.next_step if named else step or _next_step(exercise, telling),
        findings=findings,
    )


def _next_step(exercise: Exercise, telling: Finding) -> str | None:
    """Say where to look while no mistake is named: where such a failure comes from, no guess."""
    if telling.verdict is Verdict.CRASHED and messages.STOPPED in telling.says:
        return messages.NEXT_OF_ERRORS
    if telling.verdict is not Verdict.FAILED:
        return None
    if telling.says.startswith("It returned"):
        return messages.STEP_OF_KIND
    if telling.claim in {family.value for family in messages.OF_ONE_DRAW} and _of_arrays(exercise):
        return messages.NEXT_OF_OUTCOMES
    steps = {family.value: step for family, step in messages.NEXT.items()}
    return (steps | messages.NEXT_OF_OTHERS).get(telling.claim)


def _of_arrays(exercise: Exercise) -> bool:
    """Tell whether a draw is an order or a set, which has no mean to look at."""
    if not isinstance(exercise, RandomExercise):
        return False
    target = exercise.trial(0, 1, np.random.default_rng(0)).target
    return isinstance(target, Outcomes) and target.rows


def _says(exercise: Exercise, findings: tuple[Finding, ...], telling: Finding, score: float) -> str:
    """Say what became of an exercise; where all draws are right, that comes first."""
    others = [one for one in findings if one is not telling]
    only = all(one.verdict is Verdict.PASSED for one in others)
    if not isinstance(exercise, RandomExercise) or telling.claim != "reproducible" or not only:
        return telling.says
    of, missing = exercise.of.partition(" (")[0], exercise.points - score
    rest = "The last one" if missing == 1 else "The others"
    said = telling.says[0].lower() + telling.says[1:]
    return f"Your {of} are right: {score:g} of {exercise.points:g} points. {rest}: {said}"


def _most_telling(
    findings: tuple[Finding, ...], named: Misconception | Slip | None
) -> Finding | None:
    """Choose the finding that speaks: of the named mistake's claim, or else the first."""
    against = [
        finding
        for finding in findings
        if finding.verdict not in {Verdict.PASSED, Verdict.NOT_REACHED}
    ]
    of_named = [finding for finding in against if named and finding.claim == named.claim]
    return next(iter([*of_named, *against]), None)
