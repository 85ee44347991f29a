"""What a grading of one random exercise judges: the draws of each look, and how strictly."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from noisegrade.exercise import RandomExercise
from noisegrade.grading.evaluation import rounding, settings_of
from noisegrade.grading.sampling import FIRST, draws_shape, trials
from noisegrade.stats.budget import Look, Plan

__all__ = ["Design", "design_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Design:
    """The looks of a grading, as it takes them.

    `shapes` are those of the draws at each look, `axes` their names: the first look's draws are in
    no later sample, every other one holds those before it. `false_fail` is what each test of all
    draws together may err; `tolerance` is the rounding that is allowed for, in σ.
    """

    exercise: str
    effect: float
    axes: tuple[str, ...]
    shapes: tuple[tuple[int, ...], ...]
    false_fail: float
    tolerance: float
    plan: Plan

    @property
    def looks(self) -> tuple[Look, ...]:
        """The looks, one for each of `shapes`."""
        return self.plan.looks


def design_of(exercise: RandomExercise, plan: Plan) -> Design:
    """Ask for draws as a grading does, and keep their shapes."""
    rng = np.random.default_rng(0)
    first, *later = plan.looks
    last = later[-1]
    screen = trials(exercise, first.draws, rng, blocks=FIRST)
    calls = trials(exercise, last.draws, rng, blocks=range(last.blocks))
    a_block, shape = len(calls) // last.blocks, draws_shape(calls[0])
    several = len(settings_of(calls)) > 1  # then each of them has a share of the budget
    return Design(
        exercise=exercise.name,
        effect=plan.effect,
        axes=("call", *calls[0].axes),
        shapes=(
            (len(screen), *draws_shape(screen[0])),
            *((a_block * look.blocks, *shape) for look in later),
        ),
        false_fail=plan.per_test / 2 if several else plan.per_test,
        tolerance=max(rounding(screen), rounding(calls)),
        plan=plan,
    )
