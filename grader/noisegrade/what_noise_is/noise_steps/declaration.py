"""Step after step: the whole path."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from noisegrade.exercise import (
    RNG,
    Fact,
    Hint,
    Known,
    Misconception,
    Prediction,
    RandomExercise,
    Sample,
    TargetMoments,
    Trial,
    common_mistakes,
    misshapen,
    wrong_distribution,
)
from noisegrade.model import FloatArray
from noisegrade.sandbox.calls import AnyArray
from noisegrade.what_noise_is.images import flat_grid, standard_image

__all__ = ["EXERCISE"]

_SCHEDULES = ([0.1, 0.05, 0.2, 0.15], [0.3, 0.06, 0.12, 0.08])
_APART = 1e-5  # of a value: more than float32 rounding
_FAR = 40.0  # σ: no draw is so far out


@dataclass(frozen=True, eq=False)
class _Path:
    """The path of x0: given where a step starts, its end is Gaussian, so every step is judged."""

    x0: FloatArray
    betas: FloatArray
    stretch: float = 1.0
    whole: bool = False
    gaussian: bool = True

    @cached_property
    def moments(self) -> TargetMoments:
        """Each step's noise is counted in units of its own σ."""
        largest = 2 * float(np.abs(self.x0).max())
        return TargetMoments(0.0, 1.0, offset=largest / math.sqrt(float(self.betas.min())))

    def values(self, result: FloatArray) -> FloatArray:
        """Return each step's noise; far out where a path doesn't start at x0."""
        beta = _to_steps(self.betas, self.x0)
        noise = (result[1:] - np.sqrt(1 - beta) * result[:-1]) / np.sqrt(beta)
        astray = np.abs(result[0] - self.x0) > _APART * (1 + np.abs(self.x0))
        noise[0][astray] = _FAR
        return noise

    def impossible(self, values: FloatArray) -> str | None:
        """Return None: a Gaussian excludes no value."""
        del values
        return None

    def standardize(
        self, values: FloatArray, *, tolerance: float, rng: np.random.Generator
    ) -> FloatArray:
        """Return the noise, which is N(0, 1) as it is."""
        del tolerance, rng
        return values


def _trial(index: int, draws: int, data: np.random.Generator) -> Trial:
    del data
    betas = _SCHEDULES[index % len(_SCHEDULES)]
    x0 = standard_image(flat_grid(math.ceil(draws / len(betas))))
    return Trial(
        args=(x0, list(betas), RNG),
        shape=(len(betas) + 1, *x0.shape),
        axes=("step", "row", "column"),
        draws=_Path(x0, np.asarray(betas)),
        setting=f"betas from {betas[0]:g}",
    )


def _to_steps(betas: FloatArray, x0: FloatArray) -> FloatArray:
    """Return the betas, one for each step, to be multiplied with a path."""
    return betas.reshape(-1, *(1,) * x0.ndim)


_Residual = Callable[[FloatArray, FloatArray, FloatArray, FloatArray], FloatArray]


def _walk(
    name: str, claim: str, residual: _Residual, *, says: str, next_step: str
) -> Misconception:
    """Declare a mistake by its noise, from x0, what a step starts and ends with, and its beta."""

    def standardize(path: FloatArray, x0: FloatArray, betas: list[float], _: object) -> FloatArray:
        return residual(x0, path[:-1], path[1:], _to_steps(np.asarray(betas), x0))

    return wrong_distribution(name, claim, standardize, says=says, next_step=next_step)


def _one_too_short(name: str, *, begins_with_x0: bool, says: str, next_step: str) -> Misconception:
    """Declare a path that lacks an entry: its first one, or one of the others."""

    def shows(trial: Trial, result: AnyArray) -> bool:
        x0 = np.asarray(trial.args[0], np.float64)
        if result.shape != (trial.shape[0] - 1, *x0.shape) or not len(result):
            return False
        return np.allclose(result[0], x0) is begins_with_x0

    def matches(sample: Sample) -> bool:
        pairs = list(zip(sample.trials, sample.results, strict=True))
        return bool(pairs) and all(shows(trial, result) for trial, result in pairs)

    return Misconception(
        id=name, claim="returns", says=says, next_step=next_step, detector=Fact(matches)
    )


def _on_the_path(
    name: str,
    shows: Callable[[FloatArray, FloatArray], bool | np.bool_],
    *,
    says: str,
    next_step: str,
) -> Misconception:
    """Declare a mistake that is plain to see in a path, and in the x0 that it begins with."""

    def matches(sample: Sample) -> bool:
        with np.errstate(all="ignore"):  # a result may hold anything
            return sample.fits and all(
                bool(shows(np.asarray(result, np.float64), np.asarray(trial.args[0])))
                for trial, result in zip(sample.trials, sample.results, strict=True)
            )

    return Misconception(
        id=name, claim="location", says=says, next_step=next_step, detector=Fact(matches)
    )


def _alpha_bar(beta: FloatArray) -> FloatArray:
    return np.asarray(np.cumprod(1 - beta, axis=0), np.float64)


_SHAPES: tuple[tuple[int, ...], ...] = ((30,), (5, 6), (3, 4, 1), (2, 3, 4), (2, 2, 3, 2), (1,))


def _edges(data: np.random.Generator) -> Sequence[Trial]:
    images = [data.uniform(-3.0, 3.0, shape) for shape in _SHAPES]
    schedules = ([0.5], [0.3, 0.6], [0.1] * 5, [0.02, 0.3] * 4, [0.05] * 50, [0.2] * 7)
    return [
        *(_edge(x0, betas) for x0, betas in zip(images, schedules, strict=True)),
        _edge(images[1], np.array([0.3, 0.1, 0.4])),
        _edge(images[1], [0.3, 1.0, 0.2]),
        _edge(images[1], [0.0, 0.0]),
        _edge(data.integers(-9, 9, (5, 6)), [0.25, 0.5]),
        _edge(data.uniform(-1.0, 1.0, (5, 6)).astype(np.float32), [0.4, 0.1]),
        _edge(data.uniform(2.0, 4.0, (14, 11)), [0.9, 0.8]),
        _edge(data.uniform(2.0, 4.0, (3, 4)), [0.03] * 60),
    ]


def _edge(x0: AnyArray, betas: list[float] | FloatArray) -> Trial:
    start, known = np.asarray(x0, np.float64), not np.any(betas)
    shape = (len(betas) + 1, *x0.shape)
    return Trial(
        may_raise=x0.dtype.kind != "f",
        args=(x0, betas, RNG),
        shape=shape,
        axes=("step", "row", "column", "channel", "layer")[: 1 + x0.ndim],
        draws=Known(np.broadcast_to(start, shape)) if known else _Path(start, np.asarray(betas)),
    )


EXERCISE = RandomExercise(
    name="noise_steps",
    parameters=("x0", "betas", "rng"),
    trial=_trial,
    edges=_edges,
    of="noise values (in units of √beta)",
    misconceptions=(
        _one_too_short(
            "start-missing",
            begins_with_x0=False,
            says="the start is missing: x0 itself is the first of the path.",
            next_step="look at what your path begins with.",
        ),
        _one_too_short(
            "one-step-missing",
            begins_with_x0=True,
            says="the path is one step too short.",
            next_step="there is a step for each beta: look at where your loop begins and ends.",
        ),
        misshapen(
            "end-only",
            lambda x0, *_: x0.shape,
            says="only the end of the path came back.",
            next_step="keep every step, beginning with x0.",
        ),
        *common_mistakes.everyday(),
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
            0,
            "same-noise-at-every-step",
            says="the noise was drawn once and mixed in at every step.",
            next_step="draw inside the loop: every step needs fresh noise.",
        ),
        common_mistakes.same_along(
            2,
            "one-column-for-all",
            says="one column of noise was drawn and used for all columns.",
            next_step="every value needs a draw of its own.",
        ),
        common_mistakes.one_draw_a_step(),
        common_mistakes.inputs_changed(),
        common_mistakes.whole_like_the_input(),
        _walk(
            "betas-sorted",
            "spread",
            lambda _, before, after, beta: (
                (after - np.sqrt(1 - np.sort(beta, axis=0)) * before)
                / np.sqrt(np.sort(beta, axis=0))
            ),
            says="the betas were sorted.",
            next_step="use them in the order in which they come.",
        ),
        _walk(
            "betas-off-by-one",
            "spread",
            lambda _, before, after, beta: (
                (after - np.sqrt(1 - np.roll(beta, 1, axis=0)) * before)
                / np.sqrt(np.roll(beta, 1, axis=0))
            ),
            says="each step uses the beta of the one before, the first step the last.",
            next_step="look at the index of betas.",
        ),
        _walk(
            "average-beta",
            "spread",
            lambda _, before, after, beta: (
                (after - np.sqrt(1 - np.mean(beta)) * before) / np.sqrt(np.mean(beta))
            ),
            says="the average of the betas was used for every step.",
            next_step="each step has a beta of its own.",
        ),
        _walk(
            "betas-added-up",
            "location",
            lambda _, before, after, beta: (
                (after - np.sqrt(1 - np.minimum(np.cumsum(beta, axis=0), 1.0)) * before)
                / np.sqrt(np.minimum(np.cumsum(beta, axis=0), 1.0))
            ),
            says="each step uses the sum of all betas so far.",
            next_step="each step has a beta of its own.",
        ),
        _walk(
            "betas-multiplied-up",
            "location",
            lambda _, before, after, beta: (
                (after - np.sqrt(1 - (1 - _alpha_bar(beta))) * before)
                / np.sqrt(1 - _alpha_bar(beta))
            ),
            says="each step from the last one uses ᾱ, which belongs to a jump from x0.",
            next_step="each step has a beta of its own.",
        ),
        _walk(
            "noise-not-images",
            "location",
            lambda _, before, after, beta: after / np.sqrt(beta),
            says="the path holds the noise alone, without the images.",
            next_step="each step goes on from the last one.",
        ),
        misshapen(
            "time-last",
            lambda x0, betas, _: (*x0.shape, len(betas) + 1),
            says="the steps stand on the last axis; here they stand on the first.",
            next_step="look for axis where you stack.",
        ),
        misshapen(
            "end-to-end",
            lambda x0, betas, _: ((len(betas) + 1) * x0.shape[0], *x0.shape[1:]),
            says="the images were put end to end, without an axis for the steps.",
            next_step="look for stack in place of concatenate.",
        ),
        misshapen(
            "flattened",
            lambda x0, betas, _: (len(betas) + 1, x0.size),
            says="the images came back as long lines.",
            next_step="keep the shape of x0.",
        ),
        misshapen(
            "one-step-too-many",
            lambda x0, betas, _: (len(betas) + 2, *x0.shape),
            says="the path is one step too long.",
            next_step="it holds x0, and one entry for each beta.",
        ),
        misshapen(
            "first-step-only",
            lambda x0, *_: (2, *x0.shape),
            says="the path ends after the first step.",
            next_step="look at where your loop returns.",
        ),
        misshapen(
            "two-steps-always",
            lambda x0, *_: (3, *x0.shape),
            says="the path has two steps, whatever the betas are.",
            next_step="there is one step for each beta.",
        ),
        _on_the_path(
            "last-entry-empty",
            lambda path, x0: not path[-1].any(),
            says="the last entry of the path was never filled.",
            next_step="look at where your loop ends.",
        ),
        _on_the_path(
            "first-entry-empty",
            lambda path, x0: not path[0].any() and x0.any(),
            says="the first entry of the path was never filled: it is x0 itself.",
            next_step="write x0 into the path before the first step.",
        ),
        _on_the_path(
            "one-array-again",
            lambda path, x0: np.ptp(path, axis=0).max() == 0 and (path[0] != x0).any(),
            says="one array was stored again and again, so all entries are the last one.",
            next_step="store a copy, or make a new array in each step.",
        ),
        _on_the_path(
            "start-overwritten",
            lambda path, x0: (
                (path[0] != x0).all()
                and np.array_equal(path[-1], path[-2])
                and not np.array_equal(path[0], path[-1])
            ),
            says="the first step was written over x0, and the last one stands there twice.",
            next_step="step t + 1 belongs to beta t: look at the index.",
        ),
        _on_the_path(
            "path-backwards",
            lambda path, x0: np.allclose(path[-1], x0) and not np.allclose(path[0], x0),
            says="the path runs backwards: it ends with x0.",
            next_step="put x0 first.",
        ),
    ),
    hint=Hint(
        idea="Walk: each step takes what the last one left, and you keep them all.",
        look_here="Start the path with x0, and let noise_step do the work with each beta.",
        worked_line="path[t + 1] = noise_step(path[t], beta, rng)",
    ),
    prediction=Prediction(
        question="After very many steps with beta = 0.2, what is the σ of the noise?",
        answer=1.0,
        tolerance=0.01,
        recall="Every step fades the earlier noise too, so its variance grows to 1 and stays.",
    ),
    equivalent_mutants={
        "noise_steps:3.0:rounds-doubled": "the second round draws the whole path anew",
    },
)
