"""Mutants of the reference solution: each must lose points, or be known to be equivalent.

A fault that the cases and requests of an exercise can't tell from the solution shows that they ask
too little. So this is how an author sees whether an exercise asks for all that it promises.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from noisegrade import grading
from noisegrade.course import Course
from noisegrade.exercise import Args, ExactExercise, Exercise, RandomExercise, Trial
from noisegrade.grading import Settings
from noisegrade.model import Chunk, ExerciseReport, Source, Submission
from noisegrade.sandbox.calls import Rng
from noisegrade.sandbox.client import Sandbox
from noisegrade.verify.mutants import Mutant, mutants

__all__ = ["Tried", "count_mutants", "try_mutants"]

_SEED = 1  # of the cases whose constants are put in place of parameters; graded with the next one
_LONGEST = 8  # numbers of a list that are worth writing out as a constant


@dataclass(frozen=True, slots=True)
class Tried:
    """One mutant, and what became of it.

    `reason` says why it may pass: it is equivalent, or its effect is below the promised one.
    """

    exercise: str
    mutant: Mutant
    killed: bool
    reason: str | None = None

    @property
    def survives(self) -> bool:
        """Whether it passes though it should not."""
        return not self.killed and self.reason is None


def count_mutants(course: Course, exercises: Sequence[Exercise] = ()) -> int:
    """Count the mutants of the solutions of some exercises; of all where none are given."""
    return sum(len(_mutants(course, exercise)) for exercise in exercises or course.exercises)


def try_mutants(
    course: Course, sandbox: Sandbox, exercises: Sequence[Exercise] = ()
) -> Iterator[Tried]:
    """Grade every mutant of the solutions of some exercises; of all where none are given."""
    settings = Settings(course=course, seed=_SEED + 1)
    for exercise in exercises or course.exercises:
        section = course.section_of(exercise.name).name
        for mutant in _mutants(course, exercise):
            work = Submission(
                mutant.id, (Source(section, (Chunk(mutant.source, f"{section}.py"),), (section,)),)
            )
            reports = grading.grade(work, sandbox, settings=settings, only=[exercise.name])
            report = next(each for each in reports.exercises if each.exercise == exercise.name)
            reason = exercise.equivalent_mutants.get(mutant.id)
            yield Tried(exercise.name, mutant, _loses_points(report), reason)


def _loses_points(report: ExerciseReport) -> bool:
    return report.score is not None and report.score < report.max_score


def _mutants(course: Course, exercise: Exercise) -> tuple[Mutant, ...]:
    text = course.section_of(exercise.name).solution.text
    return mutants(
        text,
        exercise.name,
        constants=_constants(exercise),
        answers_numbers=_answers_numbers(exercise),
    )


def _answers_numbers(exercise: Exercise) -> bool:
    """Tell whether the answer to some call is one number, not an array."""
    if isinstance(exercise, ExactExercise):
        return True
    return any(trial.shape == () for trial in _trials(exercise))


def _constants(exercise: Exercise) -> dict[str, list[object]]:
    """Return the values that each parameter takes, those that are few enough to be written out."""
    found: dict[str, list[object]] = {name: [] for name in exercise.parameters}
    for args in _asked(exercise):
        for name, arg in zip(exercise.parameters, args, strict=True):
            if isinstance(arg, Rng) or np.size(arg) > _LONGEST:
                continue
            plain = arg.tolist() if isinstance(arg, np.ndarray) else arg
            if plain not in found[name]:
                found[name].append(plain)
    return found


def _asked(exercise: Exercise) -> Sequence[Args]:
    """Return the arguments of all calls that a grading makes, or of as many as differ."""
    if isinstance(exercise, ExactExercise):
        data = np.random.default_rng(_SEED)
        return [case.args for claim in exercise.claims for case in claim.cases(data)]
    return [trial.args for trial in _trials(exercise)]


def _trials(exercise: RandomExercise) -> Sequence[Trial]:
    """Return one call of each setting, and all at the edges."""
    data = np.random.default_rng(_SEED)
    trials = [exercise.trial(index, 192, data) for index in range(4)]
    return (*trials, *exercise.edges(data))
