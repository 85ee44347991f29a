"""Step after step: the whole path."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np

from noisegrade.course import common_mistakes
from noisegrade.course.detectors import Noise, misshapen
from noisegrade.course.forward.images import BRIGHTEST, image_of, shape_of
from noisegrade.course.test_inputs import flat_grid, standard_image
from noisegrade.exercise import RNG, Args, Hint, Misconception, RandomExercise, TargetMoments
from noisegrade.model import FloatArray

__all__ = ["NOISE_STEPS", "Residual"]

_SCHEDULES = ([0.1, 0.05, 0.2, 0.15], [0.3, 0.06, 0.12, 0.08])
_APART = 1e-5  # of a value: more than float32 rounding

_FAR = 40.0  # σ: no draw is so far out


def _steps_trial(index: int, draws: int, data: np.random.Generator) -> Args:
    del data
    betas = _SCHEDULES[index % 2]
    return (standard_image(flat_grid(math.ceil(draws / len(betas)))), list(betas), RNG)


def _beta_of_step(args: Args) -> FloatArray:
    """Give the betas, one for each step, to be multiplied with a path."""
    betas = np.asarray(args[1], np.float64)
    return betas.reshape(-1, *(1,) * image_of(args).ndim)


def _path_shape(args: Args) -> tuple[int, ...]:
    return (_beta_of_step(args).shape[0] + 1, *shape_of(args))


def _mixed_in(args: Args, path: FloatArray) -> FloatArray:
    """Give each step's noise in units of its own σ; far out where a path doesn't start at x0."""
    beta = _beta_of_step(args)
    noise = (path[1:] - np.sqrt(1 - beta) * path[:-1]) / np.sqrt(beta)
    astray = np.abs(path[0] - image_of(args)) > _APART * (1 + np.abs(image_of(args)))
    noise[0][astray] = _FAR
    return noise


_STEPS = Noise(_path_shape, _mixed_in)

Residual = Callable[[FloatArray, FloatArray, FloatArray, FloatArray], FloatArray]


def _walk(name: str, claim: str, residual: Residual, *, says: str, next_step: str) -> Misconception:
    """Declare a mistake by its noise, from x0, what a step starts and ends with, and its beta."""

    def to_standard_normal(args: Args, path: FloatArray) -> FloatArray:
        return residual(image_of(args), path[:-1], path[1:], _beta_of_step(args))

    return _STEPS.law(name, claim, to_standard_normal, says=says, next_step=next_step)


def _alpha_bar(beta: FloatArray) -> FloatArray:
    return np.asarray(np.cumprod(1 - beta, axis=0), np.float64)


NOISE_STEPS = RandomExercise(
    name="noise_steps",
    parameters=("x0", "betas", "rng"),
    trial=_steps_trial,
    shape=_path_shape,
    axes=("step", "row", "column"),
    noise=_mixed_in,
    asked=lambda args: TargetMoments(
        0.0, 1.0, offset=2 * BRIGHTEST / math.sqrt(float(_beta_of_step(args).min()))
    ),
    of="noise values (in units of √beta)",
    misconceptions=(
        misshapen(
            "start-missing",
            lambda args: (_path_shape(args)[0] - 1, *shape_of(args)),
            says="the start is missing: x0 itself is the first of the path.",
            next_step="look at what your path begins with.",
        ),
        misshapen(
            "end-only",
            shape_of,
            says="only the end of the path came back.",
            next_step="keep every step, beginning with x0.",
        ),
        *common_mistakes.everyday(_STEPS),
        _walk(
            "always-from-the-start",
            "location",
            lambda x0, _, after, beta: (after - np.sqrt(1 - beta) * x0) / np.sqrt(beta),
            says="every step starts again from x0.",
            next_step="a step goes on from where the last one ended.",
        ),
        _walk(
            "not-faded",
            "location",
            lambda _, before, after, beta: (after - before) / np.sqrt(beta),
            says="the image was not faded at each step.",
            next_step="look at what the last step's result is multiplied by.",
        ),
        _walk(
            "faded-without-root",
            "location",
            lambda _, before, after, beta: (after - (1 - beta) * before) / np.sqrt(beta),
            says="each step fades by 1 - beta, without the root.",
            next_step="look at what the last step's result is multiplied by.",
        ),
        _walk(
            "no-roots",
            "location",
            lambda _, before, after, beta: (after - (1 - beta) * before) / beta,
            says="both roots are missing.",
            next_step="beta is a variance; ask what the noise is multiplied by then.",
        ),
        _walk(
            "jump-to-every-step",
            "spread",
            lambda x0, _, after, beta: (
                (after - np.sqrt(_alpha_bar(beta)) * x0) / np.sqrt(1 - _alpha_bar(beta))
            ),
            says="each step was drawn by the shortcut, so the steps know nothing of each other.",
            next_step="a step goes on from where the last one ended.",
        ),
        _walk(
            "beta-for-scale",
            "spread",
            lambda _, before, after, beta: (after - np.sqrt(1 - beta) * before) / beta,
            says="the noise was multiplied by beta, without the root.",
            next_step="beta is a variance; ask what σ that makes.",
        ),
        _walk(
            "noise-not-scaled",
            "spread",
            lambda _, before, after, beta: after - np.sqrt(1 - beta) * before,
            says="the noise was mixed in at its full σ of 1.",
            next_step="look at what the draws are multiplied by.",
        ),
        _walk(
            "first-beta-for-all",
            "spread",
            lambda _, before, after, beta: (
                (after - np.sqrt(1 - beta[0]) * before) / np.sqrt(beta[0])
            ),
            says="the first beta was used for every step.",
            next_step="each step has a beta of its own.",
        ),
        _walk(
            "betas-backwards",
            "spread",
            lambda _, before, after, beta: (
                (after - np.sqrt(1 - beta[::-1]) * before) / np.sqrt(beta[::-1])
            ),
            says="the betas were used from the last to the first.",
            next_step="look at the order of your loop.",
        ),
        common_mistakes.same_along(
            _STEPS,
            0,
            "same-noise-at-every-step",
            says="the noise was drawn once and mixed in at every step.",
            next_step="draw inside the loop: every step needs fresh noise.",
        ),
        common_mistakes.inputs_changed(),
    ),
    hint=Hint(
        idea="Walk: each step takes what the last one left, and you keep them all.",
        look_here="Start the path with x0, and let noise_step do the work with each beta.",
        worked_line="path[t + 1] = noise_step(path[t], beta, rng)",
    ),
)
