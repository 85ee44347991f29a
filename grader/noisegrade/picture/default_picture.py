"""The picture of an exercise that has none of its own: from its distribution, or its truth."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from itertools import islice

import numpy as np

from noisegrade.exercise import (
    Args,
    Case,
    ExactExercise,
    Exercise,
    Normal,
    Outcomes,
    RandomExercise,
    Trial,
)
from noisegrade.grading import notation
from noisegrade.model import FloatArray
from noisegrade.picture.expected import is_of_scipy
from noisegrade.picture.spec import Chart, Draws, Kind, Question, Subject

__all__ = ["default_picture"]

_DRAWS = 4096  # 64 × 64 pixels
_CASES = 3  # of each claim
_POINTS = 37  # of a curve
_MOST = 1000  # numbers of an answer that is asked for
_SEED = 2026  # of the data that calls need


def default_picture(exercise: Exercise) -> Subject:
    """Return a picture made from what an exercise declares.

    Of a random exercise: the draws of its first trial, against their distribution. Of an exact
    exercise: a table of the first cases of each claim, and a curve where a parameter is an array
    with one axis and the answer has as many values.
    """
    if isinstance(exercise, RandomExercise):
        return _from_distribution(exercise)
    return _from_truth(exercise)


def _from_distribution(exercise: RandomExercise) -> Subject:
    trial = exercise.trial(0, _DRAWS, np.random.default_rng(_SEED))
    call = notation.call_text(exercise.name, exercise.parameters, trial.args)
    return Subject(
        law=f"{call}: independent {exercise.of} {_law(trial)}",
        draws=(Draws(args=trial.args, shape=trial.shape, distribution=trial.draws),),
    )


def _law(trial: Trial) -> str:
    of = trial.moments
    moments = f"with mean {of.mean:.4g} and σ = {of.std:.4g}".replace("-", "−")
    draws = trial.draws
    if isinstance(draws, Normal) and not isinstance(draws.around, float):
        return f"{moments}, added to what is given"
    if isinstance(draws, Outcomes) and draws.rows:
        return f"among {len(draws)}, shown by their places in the list of all, from 0"
    if not is_of_scipy(draws):
        return moments
    args = [str(each) for each in getattr(draws, "args", ())]
    args += [f"{name}={value}" for name, value in getattr(draws, "kwds", {}).items()]
    return f"from scipy.stats.{draws.dist.name}({', '.join(args)}), {moments}"


def _from_truth(exercise: ExactExercise) -> Subject:
    rng = np.random.default_rng(_SEED)
    cases = [
        case
        for claim in exercise.claims
        for case in islice(claim.cases(rng), _CASES)
        if np.size(exercise.truth(*case.args)) <= _MOST
    ]
    return Subject(
        table=tuple(Question(_words(exercise, case), case.args) for case in cases),
        chart=next(filter(None, (_curve(exercise, case.args) for case in cases)), None),
    )


def _words(exercise: ExactExercise, case: Case) -> str:
    call = notation.call_text(exercise.name, exercise.parameters, case.args)
    return f"{call}: {case.shows}" if case.shows else call


def _curve(exercise: ExactExercise, args: Args) -> Chart | None:
    """Return the truth over the one parameter that is an array with one axis; None without such."""
    arrays = [at for at, arg in enumerate(args) if isinstance(arg, np.ndarray) and arg.ndim]
    if len(arrays) != 1:
        return None
    at = arrays[0]
    given = np.asarray(args[at], np.float64)
    if given.ndim != 1 or not given.size or not 0 < np.ptp(given) < np.inf:
        return None
    x = np.linspace(given.min(), given.max(), _POINTS)
    asked = (*args[:at], x, *args[at + 1 :])
    if not _has_curve(exercise.truth, asked, x):
        return None
    parameter = exercise.parameters[at]
    return Chart(
        kind=Kind.CURVE,
        caption=f"What {notation.call_text(exercise.name, exercise.parameters, asked)} returns.",
        calls=(asked,),
        x=tuple(x.tolist()),
        x_label=parameter,
        y_label=exercise.name,
    )


def _has_curve(truth: Callable[..., object], asked: Args, x: FloatArray) -> bool:
    """Tell whether each value has its answer; a truth may refuse values that no case has."""
    with suppress(Exception), np.errstate(all="ignore"):
        answer = np.asarray(truth(*asked), np.float64)
        return answer.shape == x.shape and bool(np.isfinite(answer).all())
    return False
