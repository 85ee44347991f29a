"""Counts of fair coins: p-values that allow for rounding, and what they catch."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache

from noisegrade.stats import distributions
from noisegrade.stats.rates import FALSE_PASS
from noisegrade.stats.sample_size import min_effect, min_samples

__all__ = ["Heads", "coins_min_detectable_effect", "coins_min_num_samples"]

_CACHED = 1024


@dataclass(frozen=True, slots=True)
class Heads:
    """Heads among fair coins, of which `moved` may have been turned by rounding."""

    count: int
    coins: int
    moved: int = 0

    @property
    def p_value(self) -> float:
        """Both tails of Bin(coins, ½), each at the end that is nearer to right."""
        fewest, most = self._ends()
        many = distributions.binom_sf_inclusive(fewest, self.coins, 0.5)
        few = distributions.binom_cdf(most, self.coins, 0.5)
        return distributions.clip_p_value(2 * min(many, few))

    def interval(self, *, false_fail: float) -> tuple[float, float]:
        """Interval that holds the probability of heads but for `false_fail` (Hoeffding 1963)."""
        fewest, most = self._ends()
        half = math.sqrt(math.log(2 / false_fail) / (2 * self.coins))
        return max(0.0, fewest / self.coins - half), min(1.0, most / self.coins + half)

    def _ends(self) -> tuple[int, int]:
        return max(0, self.count - self.moved), min(self.coins, self.count + self.moved)


@lru_cache(maxsize=_CACHED)
def coins_min_detectable_effect(
    coins: int, *, false_fail: float, false_pass: float = FALSE_PASS
) -> float | None:
    """Distance from ½ of the rate of heads that is missed by `false_pass` at most; exact.

    None if not even two-headed coins are caught.
    """
    most = distributions.binom_critical_value(coins, 0.5, tail=false_fail / 2)
    return min_effect(
        lambda e: distributions.binom_cdf(most - 1, coins, 0.5 + e) <= false_pass, high=0.5
    )


def coins_min_num_samples(
    effect: float, *, false_fail: float, false_pass: float = FALSE_PASS
) -> int:
    """Coins of which a rate of heads that is off by `effect` is caught, but for steps."""

    def enough(coins: int) -> bool:
        found = coins_min_detectable_effect(coins, false_fail=false_fail, false_pass=false_pass)
        return found is not None and found <= effect

    return min_samples(enough)
