"""Whether an exercise can be graded as it is declared; its author learns when it is loaded."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from noisegrade.errors import CourseError, DeclarationError
from noisegrade.exercise import (
    RNG,
    ExactExercise,
    Exercise,
    RandomExercise,
    Trial,
    WrongDistribution,
)
from noisegrade.exercise.repeated_draws import PERIOD

__all__ = ["require_gradable"]

_DRAWS = 1000
_FEWEST = 0.95  # of what is asked for: the promises are made for all the draws


def require_gradable(exercise: Exercise) -> None:
    """Make calls as a grading would, and look at them.

    Raises
    ------
    DeclarationError
        Where a grading by these calls would be impossible, or could not keep its promises.
    """
    data = np.random.default_rng(0)
    try:
        if isinstance(exercise, RandomExercise):
            trials = [exercise.trial(index, _DRAWS, data) for index in range(PERIOD + 1)]
            _require_trials(trials[:2], exercise)
            _require_period(trials)
            _require_maps(trials[0], exercise)
        else:
            _require_cases(exercise, data)
    except CourseError:
        raise
    except Exception as error:  # a declaration is somebody's code: whatever it raises is named
        raise DeclarationError(f"its calls can't be made: {_reason(error)}") from error


def _require_trials(trials: Sequence[Trial], exercise: RandomExercise) -> None:
    shapes = []
    for trial in trials:
        if not isinstance(trial, Trial):
            raise DeclarationError("trial must return a Trial.")
        _require_count(trial.args, exercise)
        if RNG not in [arg for arg in trial.args if isinstance(arg, type(RNG))]:
            raise DeclarationError("a trial must hand RNG to the function, among its args.")
        shapes.append(trial.values(np.zeros(trial.shape)).shape)
        if len(trial.axes) != len(shapes[-1]):
            raise DeclarationError(
                f"a trial has {len(shapes[-1])} axes and {len(trial.axes)} names for them: name "
                "each, and no more."
            )
        draws = int(np.prod(shapes[-1]))
        if draws < _FEWEST * _DRAWS:
            raise DeclarationError(
                f"a trial that was asked for {_DRAWS} draws makes {draws}: let the function draw "
                "many at once, as many as trial is asked for."
            )
    for edge in exercise.edges(np.random.default_rng(0)):
        _require_count(edge.args, exercise)
        edge.values(np.zeros(edge.shape))
    if len(set(shapes)) > 1:
        raise DeclarationError("all trials must make equally many draws on equally many axes.")


def _require_period(trials: Sequence[Trial]) -> None:
    """Hold calls that are so many apart to one setting: signs of draws that come again need it."""
    first, *_, again = trials
    if (first.setting, first.moments.mean) != (again.setting, again.moments.mean):
        raise DeclarationError(
            f"trial {PERIOD} must ask for what trial 0 asks for: let one, two or four settings "
            "take turns by index."
        )


def _require_maps(trial: Trial, exercise: RandomExercise) -> None:
    """Apply the map of each wrong distribution, so that it is not a learner who finds it broken."""
    for mistake in exercise.misconceptions:
        if isinstance(mistake.detector, WrongDistribution):
            try:
                mistake.detector.to_standard_normal(trial, np.zeros(trial.shape))
            except Exception as error:
                raise DeclarationError(
                    f"the misconception {mistake.id} can't be looked for: {_reason(error)}"
                ) from error


def _require_cases(exercise: ExactExercise, data: np.random.Generator) -> None:
    for claim in exercise.claims:
        cases = claim.cases(data)
        if not cases:
            raise DeclarationError(f"the claim {claim.name} has no cases.")
        for case in cases:
            _require_count(case.args, exercise)


def _require_count(args: Sequence[object], exercise: Exercise) -> None:
    if len(args) != len(exercise.parameters):
        raise DeclarationError(
            f"a call has {len(args)} arguments; the function takes {len(exercise.parameters)}: "
            f"{', '.join(exercise.parameters)}."
        )


def _reason(error: Exception) -> str:
    return f"{type(error).__name__}: {error}."
