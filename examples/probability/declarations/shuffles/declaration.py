"""How `shuffles` is graded: all orders are equally likely."""

from __future__ import annotations

from collections import Counter
from functools import cache
from itertools import permutations, product

import numpy as np

from noisegrade import (
    RNG,
    Hint,
    Outcomes,
    Prediction,
    RandomExercise,
    Trial,
    common_mistakes,
    wrong_draws,
)

__all__ = ["EXERCISE"]

_LENGTHS = (4, 3)


def _trial(index: int, draws: int, data: np.random.Generator) -> Trial:
    length = _LENGTHS[index % 2]
    return Trial(
        args=(draws, length, RNG),
        shape=(draws, length),
        axes=("time",),
        draws=_orders(length),
        setting=f"length {length}",
    )


@cache
def _orders(length: int) -> Outcomes:
    each = f"a row with each of 0 to {length - 1} once"
    return Outcomes(list(permutations(range(length))), each=each)


@cache
def _swapped(length: int, places: tuple[tuple[int, ...], ...]) -> Outcomes:
    """Return what comes if each place in turn is swapped with one of those listed for it."""
    found: Counter[tuple[int, ...]] = Counter()
    for others in product(*places):
        order = list(range(length))
        for place, other in enumerate(others):
            order[place], order[other] = order[other], order[place]
        found[tuple(order)] += 1
    return Outcomes(list(found), np.array([*found.values()]) / found.total())


def _with_any(length: int) -> Outcomes:
    return _swapped(length, tuple(tuple(range(length)) for _ in range(length)))


def _never_itself(length: int) -> Outcomes:
    rest = (tuple(range(place + 1, length)) for place in range(length - 1))
    return _swapped(length, tuple(rest))


@cache
def _turned(length: int) -> Outcomes:
    return Outcomes([np.roll(np.arange(length), by) for by in range(length)])


EXERCISE = RandomExercise(
    name="shuffles",
    trial=_trial,
    of="orders",
    misconceptions=(
        common_mistakes.rng_ignored(),
        common_mistakes.constant_seed(),
        common_mistakes.one_draw_for_all(),
        wrong_draws(
            "swapped-with-any",
            "location",
            lambda count, length, rng: _with_any(length),
            says="each place was swapped with any place, also with those already done.",
            next_step="count the ways: length**length of them can't be shared out evenly.",
        ),
        wrong_draws(
            "never-itself",
            "location",
            lambda count, length, rng: _never_itself(length),
            says="a place is never swapped with itself, so no number can stay.",
            next_step="look at where the range of places ends.",
        ),
        wrong_draws(
            "turned-only",
            "shape",
            lambda count, length, rng: _turned(length),
            says="the numbers were only turned around in a circle.",
            next_step="count the orders that can come out.",
        ),
    ),
    hint=Hint(
        idea="Fill one place after the other, each with one of the numbers that are left.",
        look_here="The range of the other place shrinks by one at every step.",
        worked_line="other = rng.integers(place + 1)",
    ),
    prediction=Prediction(
        question="How many orders of four numbers are there?",
        answer=24,
        tolerance=0,
        recall="Four choices, then three, then two: 4! = 24.",
    ),
    equivalent_mutants={
        "shuffles:3.7:0-to--1": "a swap of place 0 with itself changes nothing.",
        "shuffles:3.0:rounds-doubled": "shuffled twice is shuffled.",
        "shuffles:3.0:rounds-reversed": "shuffled from the front, each place with one up to it, is as good.",
        "shuffles:3.12:second-half-repeats": "dependence that far apart is not tested.",
    },
)
