"""Wrong draws are named by the distribution that they follow, and by no other."""

from __future__ import annotations

from itertools import permutations

import numpy as np
import pytest
from scipy import stats

from exercise.one_exercise import Sampler, grade_sampler
from noisegrade import Misconception, Outcomes, wrong_draws
from noisegrade.exercise import Frozen


def wrong(name: str, claim: str, draws: Outcomes | Frozen) -> Misconception:
    return wrong_draws(name, claim, lambda *_: draws, says="it is.", next_step="look.")


MISTAKES = (
    wrong("from-zero", "returns", stats.geom(0.5, loc=-1)),
    wrong("other-chance", "location", stats.geom(0.6)),
    wrong("near", "location", stats.geom(0.63)),
    wrong("steep", "location", stats.powerlaw(1 / 3)),  # too steep to be graded by
)


@pytest.mark.parametrize(
    ("sampler", "claim", "named"),
    [
        (lambda n, rng: rng.geometric(0.5, n) - 1, "returns", "from-zero"),
        (lambda n, rng: rng.geometric(0.6, n), "location", "other-chance"),
        (lambda n, rng: rng.geometric(0.75, n), "location", None),
        (lambda n, rng: rng.geometric(0.5, n) - 2, "returns", None),
    ],
)
def test_discrete_draws_are_named_by_their_distribution(
    sampler: Sampler, claim: str, named: str | None
) -> None:
    report = grade_sampler(stats.geom(0.5), sampler, misconceptions=MISTAKES)
    assert claim in {one.claim for one in report.findings if one.verdict.value == "failed"}
    assert report.misconception == named


def test_a_steep_distribution_may_be_a_mistake() -> None:
    report = grade_sampler(
        stats.powerlaw(3), lambda n, rng: rng.random(n) ** 3, misconceptions=MISTAKES
    )
    assert report.misconception == "steep"


def test_a_biased_shuffle_is_told_in_its_own_terms() -> None:
    def by_keys(count: int, rng: np.random.Generator) -> np.ndarray:
        keys = rng.integers(0, 4, size=(count, 3))
        return np.argsort(keys, axis=1, kind="stable")

    orders = Outcomes(list(permutations(range(3))))
    report = grade_sampler(orders, by_keys, shape=(3,))
    assert report.verdict.value == "failed"
    assert report.next_step is not None
    assert "in how many ways" in report.next_step
    assert report.says.startswith("[0, 1, 2] should be 16.7 % of your draws; it is ")
