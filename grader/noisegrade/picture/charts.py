"""The seventeen pictures: what is asked, and what right code makes of it."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from noisegrade.exercise import RNG
from noisegrade.model import FloatArray
from noisegrade.picture.scene_data import (
    ALPHA_BARS,
    BETAS,
    GIVEN,
    NUMBERS,
    SIDE,
    STOPS,
    fields,
    image,
    pile,
)
from noisegrade.picture.spec import Chart, Draws, Kind, Question, Subject

__all__ = ["SUBJECTS"]

_SQUARE = (SIDE, SIDE)
_COUNT = SIDE * SIDE
_PIXELS = image()
_UNIT = _PIXELS / 127.5 - 1.0  # the same in the units of a model, from −1 to 1
_BETA = 0.36
_STD = 40.0  # of the noise that is put on the image, in pixel values


def _law(mean: float | FloatArray, std: float) -> Callable[[FloatArray], FloatArray]:
    return lambda x: (x - mean) / std


def _steps(low: float, high: float, count: int) -> tuple[float, ...]:
    return tuple(np.linspace(low, high, count).round(6).tolist())


_END = _law(np.sqrt(ALPHA_BARS[-1]) * _UNIT, float(np.sqrt(1 - ALPHA_BARS[-1])))
_X, _KS = _steps(-4.0, 14.0, 37), _steps(0.0, 3.0, 25)
_SHARES = [(first, second) for first in _steps(0.56, 0.8, 7) for second in _steps(0.88, 1.0, 7)]
_FIELDS = fields()


def _sampling() -> dict[str, Subject]:
    static = Draws(args=(SIDE, SIDE, 1, RNG), shape=(*_SQUARE, 1), to_z=_law(0.0, 1.0))
    return {
        "bell_curve": Subject(
            table=tuple(
                Question(f"x = {x}, mean 5, σ = 3", (float(x), 5.0, 3.0)) for x in (2, 5, 11)
            ),
            chart=Chart(
                kind=Kind.CURVE,
                caption="The height of the bell over x, for mean 5 and σ = 3.",
                calls=((np.array(_X), 5.0, 3.0),),
                x=_X,
                x_label="x",
                y_label="height",
            ),
        ),
        "sample_static": Subject(law="mean 0, σ = 1", draws=(static,)),
    }


def _shift_and_scale() -> dict[str, Subject]:
    there = Draws(args=(GIVEN, 5.0, 3.0), shape=_SQUARE, to_z=_law(5.0, 3.0))
    back = Draws(args=(5.0 + 3.0 * GIVEN, 5.0, 3.0), shape=_SQUARE, to_z=_law(0.0, 1.0))
    gaussian = Draws(args=(5.0, 3.0, _SQUARE, RNG), shape=_SQUARE, to_z=_law(5.0, 3.0))
    noisy = Draws(args=(_PIXELS, _STD, RNG), shape=_SQUARE, to_z=_law(_PIXELS, _STD))
    return {
        "shift_and_scale": Subject(
            law="4096 standard draws, made into mean 5, σ = 3",
            draws=(there,),
            table=tuple(
                Question(f"eps = {words}, to 5 ± 3", (eps, 5.0, 3.0))
                for words, eps in (("−1", -1.0), ("0", 0.0), ("2", 2.0))
            ),
        ),
        "standardize": Subject(
            law="4096 draws of mean 5, σ = 3, brought back to mean 0, σ = 1",
            draws=(back,),
            table=tuple(
                Question(f"x = {x:g}, from 5 ± 3", (x, 5.0, 3.0)) for x in (2.0, 5.0, 11.0)
            ),
        ),
        "sample_gaussian": Subject(law="mean 5, σ = 3", draws=(gaussian,)),
        "add_noise": Subject(law="the image, plus σ = 40", draws=(noisy,)),
    }


def _coverage() -> dict[str, Subject]:
    return {
        "gaussian_coverage": Subject(
            table=tuple(Question(f"within {k:g} σ", (k,)) for k in (0.5, 1.0, 2.0, 3.0)),
            chart=Chart(
                kind=Kind.CURVE,
                caption="The share of a bell within k σ: steep at first, nearly all from 2 σ on.",
                calls=((np.array(_KS),),),
                x=_KS,
                x_label="k",
                y_label="share",
            ),
        ),
        "fraction_within": Subject(
            table=tuple(
                Question(f"200 draws, 5 ± {k:g} · 3", (NUMBERS, 5.0, 3.0, k))
                for k in (0.5, 1.0, 2.0)
            ),
            chart=Chart(
                kind=Kind.CURVE,
                caption="The share of 200 draws within k σ: that of the bell, but for chance.",
                calls=tuple((NUMBERS, 5.0, 3.0, k) for k in _KS),
                x=_KS,
                x_label="k",
                y_label="share",
            ),
        ),
        "passes_coverage_check": Subject(
            table=tuple(
                Question(f"200 draws, tolerance {t:g}", (NUMBERS, 5.0, 3.0, t))
                for t in (0.001, 0.1)
            ),
            chart=Chart(
                kind=Kind.VERDICTS,
                caption=(
                    "Each mark is a list of 400 numbers, held to a tolerance of 0.05. Those that "
                    "pass fill a square around 68 % and 95 %."
                ),
                calls=tuple((pile(*shares), 5.0, 3.0, 0.05) for shares in _SHARES),
                x=tuple(first for first, _ in _SHARES),
                y=tuple(second for _, second in _SHARES),
                x_label="share within 1 σ",
                y_label="share within 2 σ",
            ),
        ),
    }


def _independence() -> dict[str, Subject]:
    return {
        "neighbour_correlation": Subject(
            table=tuple(Question(one.words, (one.values, one.axis)) for one in _FIELDS),
            chart=Chart(
                kind=Kind.CLOUDS,
                caption="Each field, and below it every value against its neighbour.",
                fields=tuple(
                    one.values if one.axis == 1 else np.transpose(one.values) for one in _FIELDS
                ),
            ),
        )
    }


def _summing() -> dict[str, Subject]:
    means, stds = [-2.0, -3.0], [3.0, 4.0]
    return {
        "scale_gaussian": Subject(
            table=tuple(
                Question(f"5 ± 3, times {words}", (5.0, 3.0, factor))
                for words, factor in (("2", 2.0), ("−2", -2.0), ("0.5", 0.5))
            ),
            chart=Chart(
                kind=Kind.BELLS,
                caption="Dashed: the bell that is multiplied. Line: the target. Filled: yours.",
                bells=(((5.0, 3.0),),) * 3,
            ),
        ),
        "sum_gaussians": Subject(
            table=(
                Question("−2 ± 3, plus −3 ± 4", (means, stds)),
                Question("four times 0 ± 1", ([0.0] * 4, [1.0] * 4)),
            ),
            chart=Chart(
                kind=Kind.BELLS,
                caption="Dashed: the terms. Line: the target. Filled: yours.",
                bells=(((-2.0, 3.0), (-3.0, 4.0)), ((0.0, 1.0),)),
            ),
        ),
        "sample_sum": Subject(
            law="mean −5, σ = 5",
            draws=(
                _sum(means, stds, "the sum: −5 ± 5", -5.0, 5.0),
                _sum(means[:1], stds[:1], "the first term: −2 ± 3", -2.0, 3.0),
                _sum(means[1:], stds[1:], "the second term: −3 ± 4", -3.0, 4.0),
            ),
        ),
        "many_small_effects": Subject(
            law="48 small effects: mean 0, σ = 1",
            draws=tuple(
                Draws(
                    args=(count, _COUNT, RNG),
                    shape=(_COUNT,),
                    to_z=_law(0.0, 1.0),
                    label=f"count = {count}",
                )
                for count in (48, 1, 2, 3)
            ),
        ),
    }


def _sum(means: list[float], stds: list[float], label: str, mean: float, std: float) -> Draws:
    return Draws(
        args=(means, stds, _COUNT, RNG),
        shape=(_COUNT,),
        to_z=_law(mean, std),
        label=label,
        mean=mean,
        std=std,
    )


def _forward() -> dict[str, Subject]:
    one = Draws(
        args=(_UNIT, _BETA, RNG),
        shape=_SQUARE,
        to_z=_law(np.sqrt(1 - _BETA) * _UNIT, float(np.sqrt(_BETA))),
    )
    walk = Draws(
        args=(_UNIT, list(BETAS), RNG),
        shape=(len(BETAS) + 1, *_SQUARE),
        to_z=lambda path: _END(path[-1]),
    )
    jump = Draws(args=walk.args, shape=_SQUARE, to_z=_END)
    return {
        "noise_step": Subject(law="0.8 of the image, plus σ = 0.6", draws=(one,)),
        "noise_steps": Subject(law="after 50 steps, what the one formula says", draws=(walk,)),
        "noise_shortcut": Subject(
            law="50 steps in one formula",
            draws=(jump,),
            path=tuple((_UNIT, list(BETAS[:stop]), RNG) for stop in STOPS[1:-1]),
        ),
    }


SUBJECTS: dict[str, Subject] = {
    **_sampling(),
    **_shift_and_scale(),
    **_coverage(),
    **_independence(),
    **_summing(),
    **_forward(),
}
"""By exercise."""
