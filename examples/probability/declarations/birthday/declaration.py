"""How `birthday` is graded: by the product, worked out as a sum of logarithms."""

from __future__ import annotations

import math

import numpy as np

from noisegrade import (
    Case,
    ExactClaim,
    ExactExercise,
    Hint,
    Prediction,
    wrong_formula,
)

__all__ = ["EXERCISE"]


def _truth(people: float, days: float) -> float:
    """Return 1 less the chance that all differ."""
    if people > days:
        return 1.0
    factors = [math.log1p(-k / days) for k in range(1, int(people))]
    return -math.expm1(math.fsum(factors))


def _usual(rng: np.random.Generator) -> list[Case]:
    return [Case((people, 365)) for people in (2, 10, 23, 50, int(rng.integers(60, 100)))]


def _ends(rng: np.random.Generator) -> list[Case]:
    return [
        Case((1, 365), shows="nobody to share it with"),
        Case((2, 1), shows="one day for two"),
        Case((4, 3), shows="more people than days"),
        Case((3, 3), shows="as many people as days"),
    ]


def _other_years(rng: np.random.Generator) -> list[Case]:
    return [Case((23, 366)), Case((6, 12)), Case((30, int(rng.integers(400, 700))))]


EXERCISE = ExactExercise(
    name="birthday",
    truth=_truth,
    claims=(
        ExactClaim(name="usual years", points=2, cases=_usual),
        ExactClaim(name="other years", points=2, cases=_other_years),
        ExactClaim(name="ends", points=1, cases=_ends),
    ),
    misconceptions=(
        wrong_formula(
            "all-different",
            "usual years",
            lambda people, days: 1 - _truth(people, days),
            says="this is the probability that all birthdays differ.",
            next_step="a coincidence is the opposite of that.",
        ),
        wrong_formula(
            "with-one-of-them",
            "usual years",
            lambda people, days: 1 - (1 - 1 / days) ** (people - 1),
            says="this is the probability that somebody shares the birthday of one of them.",
            next_step="any two may coincide: let each person avoid all those before.",
        ),
        wrong_formula(
            "people-over-days",
            "usual years",
            lambda people, days: people / days,
            says="the number of people was divided by the number of days.",
            next_step="work out the chance that all differ, person after person.",
        ),
        wrong_formula(
            "one-factor-too-many",
            "usual years",
            lambda people, days: _truth(people + 1, days),
            says="there is a factor for one person too many.",
            next_step="the first person has nobody to avoid: look at where your range ends.",
        ),
        wrong_formula(
            "pairs-are-independent",
            "usual years",
            lambda people, days: 1 - (1 - 1 / days) ** (people * (people - 1) / 2),
            says="the pairs were taken for independent: near the truth, but not the truth.",
            next_step="three people make three pairs, but the third pair depends on the two others.",
        ),
        wrong_formula(
            "days-left-out",
            "other years",
            lambda people, days: _truth(people, 365),
            says="the year has 365 days, whatever days is.",
            next_step="look at where days comes in.",
        ),
    ),
    hint=Hint(
        idea="It is easier to say how likely no coincidence is.",
        look_here="The k-th person must avoid k − 1 birthdays out of all days.",
        worked_line="1 - np.prod(1 - np.arange(people) / days)",
    ),
    prediction=Prediction(
        question="How many people must be together for a coincidence to be likelier than not?",
        answer=23,
        tolerance=0,
        recall="23 people make 253 pairs.",
    ),
)
