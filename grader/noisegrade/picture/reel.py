"""A film, filled with what came at each of its stops."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from noisegrade.exercise import ExactExercise, Exercise
from noisegrade.model import FloatArray
from noisegrade.picture import answers
from noisegrade.picture.excuses import excuse_of
from noisegrade.picture.film import Film, Stop
from noisegrade.picture.panels import Reel
from noisegrade.picture.shots import Shot, aim, shot
from noisegrade.sandbox.calls import Reply, ReplyKind

__all__ = ["reel"]


def reel(
    exercise: Exercise, film: Film | None, replies: Sequence[Reply | None], sorry: str | None
) -> Reel | None:
    """Return the film with the learner's answers; `sorry` is why they are missing, if they are."""
    if film is None:
        return None
    came = [*replies, *[None] * (len(film.stops) - len(replies))]
    truths = [_truth(exercise, stop) for stop in film.stops]
    pairs = zip(film.stops, came, truths, strict=True)
    return Reel(
        idea=film.idea,
        views=tuple(each.value for each in film.views),
        sliders=tuple((each.name, each.places) for each in film.sliders),
        start=film.start or (0,) * len(film.sliders),
        reach=film.reach,
        height=film.height,
        x_label=film.x_label,
        y_label=film.y_label,
        beside=film.beside,
        aims=tuple(aim(film, *pair) for pair in zip(film.stops, truths, strict=True)),
        shots=tuple(
            _shot(film, stop, reply, truth) or Shot(sorry=sorry) for stop, reply, truth in pairs
        ),
    )


def _truth(exercise: Exercise, stop: Stop) -> FloatArray | None:
    if not isinstance(exercise, ExactExercise):
        return None
    return np.asarray(exercise.truth(*stop.args), np.float64)


def _shot(film: Film, stop: Stop, reply: Reply | None, truth: FloatArray | None) -> Shot | None:
    """Take what came; None where nothing came."""
    if reply is None:
        return None
    if reply.kind is not ReplyKind.RETURNED or not reply.values:
        return Shot(sorry=excuse_of(reply), off=True)
    arrays = [answers.real(each.array) for each in reply.values]
    came = arrays[0] if len(arrays) == 1 else np.concatenate([one.reshape(-1) for one in arrays])
    if stop.distribution is not None and came.shape != stop.shape:
        return Shot(sorry=f"It returned shape {came.shape}; {stop.shape} was asked for.", off=True)
    with np.errstate(all="ignore"):
        return shot(film, stop, came, truth)
