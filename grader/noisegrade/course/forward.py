"""Noise stacked step after step is one formula."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np

from noisegrade.claims import RNG, Args, Asked, Hint, Misconception, Prediction, Sampled
from noisegrade.course import mistakes
from noisegrade.course.inputs import flat_grid, grid, standard_image
from noisegrade.course.signs import Noise, misshapen
from noisegrade.model import FloatArray

__all__ = ["NOISE_SHORTCUT", "NOISE_STEP", "NOISE_STEPS"]

_BETAS = (0.36, 0.19)  # of one step: 0.8 and 0.9 of the image stay
_SCHEDULES = ([0.1, 0.05, 0.2, 0.15], [0.3, 0.06, 0.12, 0.08])
_SHORT_SCHEDULES = ([0.2, 1 / 9, 0.1], [0.05, 0.2, 0.08])  # ᾱ = 0.64 and 0.70
_RANGES = ((-1.0, 1.0), (0.0, 1.0))  # that images of models are cut to
_BRIGHTEST = 3.0
_APART = 1e-5  # of a value: more than float32 rounding
_FAR = 40.0  # σ: no draw is so far out


def _x(args: Args) -> FloatArray:
    return args[0]  # type: ignore[return-value]  # as the trial makes it


def _shape(args: Args) -> tuple[int, ...]:
    return _x(args).shape


def _bell(
    noise: Noise,
    name: str,
    law: tuple[str, Callable[[FloatArray, float], tuple[FloatArray | float, float]]],
    *,
    says: str,
    next_step: str,
) -> Misconception:
    """Declare a mistake by the law that it gives to an image and to one number: beta or ᾱ."""
    claim, of = law
    return noise.bell(
        name, claim, lambda args: of(_x(args), _number(args)), says=says, next_step=next_step
    )


def _number(args: Args) -> float:
    """Give beta of a step, or ᾱ of a shortcut."""
    second = args[1]
    return second if isinstance(second, float) else float(np.prod(1 - np.asarray(second)))


def _step_trial(index: int, draws: int, data: np.random.Generator) -> Args:
    del data
    return (standard_image(grid(draws)), _BETAS[index % 2], RNG)


def _stirred_in(args: Args, result: FloatArray) -> FloatArray:
    return result - math.sqrt(1 - _number(args)) * _x(args)


_STEP = Noise(_shape, lambda args, result: _stirred_in(args, result) / math.sqrt(_number(args)))

NOISE_STEP = Sampled(
    name="noise_step",
    parameters=("x", "beta", "rng"),
    trial=_step_trial,
    shape=_shape,
    axes=("row", "column", "channel"),
    noise=_stirred_in,
    asked=lambda args: Asked(0.0, math.sqrt(_number(args)), offset=_BRIGHTEST),
    of="noise values",
    misconceptions=(
        *mistakes.everyday(_STEP),
        _bell(
            _STEP,
            "not-faded",
            ("location", lambda x, beta: (x, math.sqrt(beta))),
            says="the image was not faded before the noise came.",
            next_step="look at what x is multiplied by.",
        ),
        _bell(
            _STEP,
            "faded-without-root",
            ("location", lambda x, beta: ((1 - beta) * x, math.sqrt(beta))),
            says="the image was faded by 1 - beta, without the root.",
            next_step="look at what x is multiplied by.",
        ),
        _bell(
            _STEP,
            "no-roots",
            ("location", lambda x, beta: ((1 - beta) * x, beta)),
            says="both roots are missing.",
            next_step="beta is a variance; ask what the noise is multiplied by then.",
        ),
        _bell(
            _STEP,
            "roots-swapped",
            ("location", lambda x, beta: (math.sqrt(beta) * x, math.sqrt(1 - beta))),
            says="the two factors are swapped.",
            next_step="ask what should happen to the image when beta is 0.",
        ),
        _bell(
            _STEP,
            "image-forgotten",
            ("location", lambda _, beta: (0.0, math.sqrt(beta))),
            says="the noise came back alone, without the image.",
            next_step="look at where x comes in.",
        ),
        _bell(
            _STEP,
            "beta-for-scale",
            ("spread", lambda x, beta: (math.sqrt(1 - beta) * x, beta)),
            says="the noise was multiplied by beta, without the root.",
            next_step="beta is a variance; ask what σ that makes.",
        ),
        _bell(
            _STEP,
            "noise-not-scaled",
            ("spread", lambda x, beta: (math.sqrt(1 - beta) * x, 1.0)),
            says="the noise was mixed in at its full σ of 1.",
            next_step="look at what the draws are multiplied by.",
        ),
        mistakes.same_along(
            _STEP,
            2,
            "one-field-for-all-channels",
            says="one field of noise was drawn and added to all channels.",
            next_step="every channel needs draws of its own.",
        ),
        mistakes.clipped_to_range(_STEP, "location", *_RANGES),
        mistakes.inputs_changed(),
    ),
    hint=Hint(
        idea="Fade the image a little, stir in a little noise, so that the variance stays 1.",
        look_here="beta is a variance, so its root is the σ of the noise.",
        worked_line="np.sqrt(1 - beta) * x + np.sqrt(beta) * eps",
    ),
    prediction=Prediction(
        question="One step has beta = 0.36. By which factor does it fade the image?",
        answer=0.8,
        tolerance=0.01,
        recall="The factor is √(1 - 0.36), not 1 - 0.36: variances make 1, so factors take roots.",
    ),
)


def _steps_trial(index: int, draws: int, data: np.random.Generator) -> Args:
    del data
    betas = _SCHEDULES[index % 2]
    return (standard_image(flat_grid(round(draws / len(betas)))), list(betas), RNG)


def _beta_of_step(args: Args) -> FloatArray:
    """Give the betas, one for each step, to be multiplied with a path."""
    betas = np.asarray(args[1], np.float64)
    return betas.reshape(-1, *(1,) * _x(args).ndim)


def _path_shape(args: Args) -> tuple[int, ...]:
    return (_beta_of_step(args).shape[0] + 1, *_shape(args))


def _mixed_in(args: Args, path: FloatArray) -> FloatArray:
    """Give each step's noise in units of its own σ; far out where a path doesn't start at x0."""
    beta = _beta_of_step(args)
    noise = (path[1:] - np.sqrt(1 - beta) * path[:-1]) / np.sqrt(beta)
    astray = np.abs(path[0] - _x(args)) > _APART * (1 + np.abs(_x(args)))
    noise[0][astray] = _FAR
    return noise


_STEPS = Noise(_path_shape, _mixed_in)

Residual = Callable[[FloatArray, FloatArray, FloatArray, FloatArray], FloatArray]


def _walk(name: str, claim: str, residual: Residual, *, says: str, next_step: str) -> Misconception:
    """Declare a mistake by its noise, from x0, what a step starts and ends with, and its beta."""

    def undo(args: Args, path: FloatArray) -> FloatArray:
        return residual(_x(args), path[:-1], path[1:], _beta_of_step(args))

    return _STEPS.law(name, claim, undo, says=says, next_step=next_step)


def _alpha_bar(beta: FloatArray) -> FloatArray:
    return np.asarray(np.cumprod(1 - beta, axis=0), np.float64)


NOISE_STEPS = Sampled(
    name="noise_steps",
    parameters=("x0", "betas", "rng"),
    trial=_steps_trial,
    shape=_path_shape,
    axes=("step", "row", "column"),
    noise=_mixed_in,
    asked=lambda args: Asked(
        0.0, 1.0, offset=2 * _BRIGHTEST / math.sqrt(float(_beta_of_step(args).min()))
    ),
    of="noise values, each in units of its step's σ",
    misconceptions=(
        misshapen(
            "start-missing",
            lambda args: (_path_shape(args)[0] - 1, *_shape(args)),
            says="the start is missing: x0 itself is the first of the path.",
            next_step="look at what your path begins with.",
        ),
        misshapen(
            "end-only",
            _shape,
            says="only the end of the path came back.",
            next_step="keep every step, beginning with x0.",
        ),
        *mistakes.everyday(_STEPS),
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
        mistakes.same_along(
            _STEPS,
            0,
            "same-noise-at-every-step",
            says="the noise was drawn once and mixed in at every step.",
            next_step="draw inside the loop: every step needs fresh noise.",
        ),
        mistakes.inputs_changed(),
    ),
    hint=Hint(
        idea="Walk: each step takes what the last one left, and you keep them all.",
        look_here="Start the path with x0, and let noise_step do the work with each beta.",
        worked_line="path[t + 1] = noise_step(path[t], beta, rng)",
    ),
)


def _shortcut_trial(index: int, draws: int, data: np.random.Generator) -> Args:
    del data
    return (standard_image(grid(draws)), list(_SHORT_SCHEDULES[index % 2]), RNG)


def _betas(args: Args) -> list[float]:
    return args[1]  # type: ignore[return-value]  # as the trial makes it


def _gathered(args: Args, result: FloatArray) -> FloatArray:
    return result - math.sqrt(_number(args)) * _x(args)


_SHORTCUT = Noise(
    _shape, lambda args, result: _gathered(args, result) / math.sqrt(1 - _number(args))
)


def _with_alpha_bar(
    name: str, alpha_bar: Callable[[list[float]], float], *, says: str, next_step: str
) -> Misconception:
    """Declare a mistake that has the right formula, and a wrong ᾱ in it."""

    def law(args: Args) -> tuple[FloatArray, float]:
        wrong = alpha_bar(_betas(args))
        return math.sqrt(wrong) * _x(args), math.sqrt(1 - wrong)

    return _SHORTCUT.bell(name, "location", law, says=says, next_step=next_step)


NOISE_SHORTCUT = Sampled(
    name="noise_shortcut",
    parameters=("x0", "betas", "rng"),
    trial=_shortcut_trial,
    shape=_shape,
    axes=("row", "column", "channel"),
    noise=_gathered,
    asked=lambda args: Asked(0.0, math.sqrt(1 - _number(args)), offset=_BRIGHTEST),
    of="noise values",
    misconceptions=(
        *mistakes.everyday(_SHORTCUT),
        _bell(
            _SHORTCUT,
            "not-faded",
            ("location", lambda x0, alpha_bar: (x0, math.sqrt(1 - alpha_bar))),
            says="the image was not faded before the noise came.",
            next_step="look at what x0 is multiplied by.",
        ),
        _bell(
            _SHORTCUT,
            "faded-without-root",
            ("location", lambda x0, alpha_bar: (alpha_bar * x0, math.sqrt(1 - alpha_bar))),
            says="the image was faded by ᾱ, without the root.",
            next_step="look at what x0 is multiplied by.",
        ),
        _bell(
            _SHORTCUT,
            "no-roots",
            ("location", lambda x0, alpha_bar: (alpha_bar * x0, 1 - alpha_bar)),
            says="both roots are missing.",
            next_step="1 - ᾱ is a variance; ask what σ that makes.",
        ),
        _bell(
            _SHORTCUT,
            "roots-swapped",
            ("location", lambda x0, alpha_bar: (math.sqrt(1 - alpha_bar) * x0, alpha_bar**0.5)),
            says="the two factors are swapped.",
            next_step="ask what should happen to the image when all betas are 0.",
        ),
        _bell(
            _SHORTCUT,
            "variance-for-scale",
            ("spread", lambda x0, alpha_bar: (math.sqrt(alpha_bar) * x0, 1 - alpha_bar)),
            says="the noise was multiplied by 1 - ᾱ, without the root.",
            next_step="1 - ᾱ is a variance; ask what σ that makes.",
        ),
        _bell(
            _SHORTCUT,
            "rest-for-scale",
            ("spread", lambda x0, alpha_bar: (alpha_bar**0.5 * x0, 1 - math.sqrt(alpha_bar))),
            says="the noise got what √ᾱ leaves to 1; it is the squares that make 1.",
            next_step="variances add, factors don't.",
        ),
        _bell(
            _SHORTCUT,
            "noise-not-scaled",
            ("spread", lambda x0, alpha_bar: (math.sqrt(alpha_bar) * x0, 1.0)),
            says="the noise was mixed in at its full σ of 1.",
            next_step="look at what the draws are multiplied by.",
        ),
        _with_alpha_bar(
            "betas-added",
            lambda betas: 1 - sum(betas),
            says="the betas were added; what multiplies is what each step leaves.",
            next_step="ask what two steps leave of the image, one after the other.",
        ),
        _with_alpha_bar(
            "product-of-betas",
            math.prod,
            says="the betas were multiplied, not what each of them leaves.",
            next_step="what one step leaves is 1 - beta.",
        ),
        _with_alpha_bar(
            "last-beta-only",
            lambda betas: 1 - betas[-1],
            says="only the last beta was used.",
            next_step="every step leaves its mark on ᾱ.",
        ),
        _with_alpha_bar(
            "first-beta-only",
            lambda betas: 1 - betas[0],
            says="only the first beta was used.",
            next_step="every step leaves its mark on ᾱ.",
        ),
        mistakes.same_along(
            _SHORTCUT,
            2,
            "one-field-for-all-channels",
            says="one field of noise was drawn and added to all channels.",
            next_step="every channel needs draws of its own.",
        ),
        mistakes.inputs_changed(),
    ),
    hint=Hint(
        idea="All the fading is one product, all the noise is one Gaussian.",
        look_here="ᾱ is the product of 1 - beta; the noise has the variance that is missing to 1.",
        worked_line="np.sqrt(alpha_bar) * x0 + np.sqrt(1 - alpha_bar) * eps",
    ),
    prediction=Prediction(
        question="Two steps with beta = 0.2 each. What share of the image's variance is left, ᾱ?",
        answer=0.64,
        tolerance=0.005,
        recall="Each step leaves 0.8 of it, and 0.8 · 0.8 = 0.64.",
    ),
)
