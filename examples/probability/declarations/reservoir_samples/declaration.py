"""How `reservoir_samples` is graded: all sets of so many items are equally likely."""

from __future__ import annotations

from functools import cache
from itertools import combinations

import numpy as np

from noisegrade import (
    RNG,
    Hint,
    Outcomes,
    Prediction,
    RandomExercise,
    Trial,
    common_mistakes,
    misshapen,
    wrong_draws,
)

__all__ = ["EXERCISE"]

_STREAMS = ((6, 2), (5, 3))


def _trial(index: int, draws: int, data: np.random.Generator) -> Trial:
    length, size = _STREAMS[index % 2]
    return Trial(
        args=(length, size, draws, RNG),
        shape=(draws, size),
        axes=("time",),
        draws=_sets(length, size),
        setting=f"{size} of {length}",
    )


@cache
def _sets(length: int, size: int) -> Outcomes:
    each = f"a row of {size} different items from 0 to {length - 1}"
    return Outcomes(list(combinations(range(length), size)), ordered=False, each=each)


@cache
def _replaced_too_often(length: int, size: int) -> Outcomes:
    """Return what comes if item k enters with probability size/k."""
    chances = {tuple(range(size)): 1.0}
    for item in range(size, length):
        after: dict[tuple[int, ...], float] = {}
        for chosen, chance in chances.items():
            stays = chance * (1 - size / item)
            after[chosen] = after.get(chosen, 0.0) + stays
            for place in range(size):
                entered = tuple(sorted({*chosen} - {chosen[place]} | {item}))
                after[entered] = after.get(entered, 0.0) + chance / item
        chances = {chosen: chance for chosen, chance in after.items() if chance > 0}
    return Outcomes(list(chances), list(chances.values()), ordered=False)


EXERCISE = RandomExercise(
    name="reservoir_samples",
    trial=_trial,
    of="sets",
    misconceptions=(
        common_mistakes.rng_ignored(),
        common_mistakes.constant_seed(),
        common_mistakes.one_draw_for_all(),
        common_mistakes.nothing_drawn(claim="spread"),
        wrong_draws(
            "counted-from-zero",
            "location",
            lambda length, size, count, rng: _replaced_too_often(length, size),
            says="item k was let in with probability size/k.",
            next_step="item k is the (k + 1)-th of the stream, since they are counted from 0.",
        ),
        misshapen(
            "sets-in-columns",
            lambda length, size, count, rng: (size, count),
            says="the sets stand in columns.",
            next_step="each set is a row.",
        ),
    ),
    hint=Hint(
        idea="Whoever comes late enters more seldom, and pushes out those who came early.",
        look_here="Draw a place among item + 1; if it lies in the reservoir, the item goes there.",
        worked_line="place = rng.integers(item + 1); if place < size: chosen[place] = item",
    ),
    prediction=Prediction(
        question="Two of six items are chosen. How likely is it that item 5, the last, is one of "
        "them?",
        answer=0.3333,
        tolerance=0.005,
        recall="Every item is chosen with probability size/length, here 2/6.",
    ),
    equivalent_mutants={
        "reservoir_samples:2.18:border-nearer": "a place is a whole number.",
        "reservoir_samples:2.8:second-half-repeats": "dependence that far apart is not tested.",
    },
)
