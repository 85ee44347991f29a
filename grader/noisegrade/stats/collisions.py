"""Distinct values: noise hardly ever repeats one; rounding, copies and fixed seeds do."""

from __future__ import annotations

import math
from functools import lru_cache

import numpy as np

from noisegrade.model import Evidence, FloatArray, TestKind
from noisegrade.stats import distributions
from noisegrade.stats.rates import FALSE_PASS
from noisegrade.stats.sample_size import min_samples

__all__ = [
    "collision_bound",
    "collision_min_detectable_effect",
    "collision_min_num_samples",
    "collision_test",
]

_CACHED = 512
_GRID = 2.0**-22  # see collision_bound
_TYPICAL = 1 / 32  # of the tolerance, see collision_bound


def collision_bound(tolerance: float = 0.0) -> float:
    """Bound the probability that two independent right draws are equal numbers.

    In units of u = 2⁻²³, the spacing of float32 at 1, equal draws come from

    - the uniform numbers underneath. A float32 one has 24 bits: given everything else about two
      draws, the second must meet a cell that holds at most (its mass) + 2⁻²⁴ of the law: u/2. The
      polar method keeps π/4 of its pairs: 0.64 u. Doubles of 32 bits add 2⁻³², NumPy's float32
      ziggurat (23 bits in each of 512 signed layers) less than 2⁻³¹: nothing.
    - rounding to float32. Cells of x are u·|x| wide at most, so Σ mass² <= u·∫|x|φ(x)²dx = u/2π:
      0.16 u. A sum of uniforms lies on a grid wider by its size in σ: twelve uniforms reach 6 σ
      off 0 before the mean is taken off, where cells are 4u wide and σ is 1: 4u·∫φ² = 1.13 u.
    - a result with an offset of r σ: cells of u·(r + |x|), so 0.28·r·u + 0.16 u, once each time
      that it is rounded at its full size.

    1.13 + 0.5 + 0.16 = 1.8 is the largest of these without an offset: 2u = 2⁻²² holds for all. For
    an offset of r the caller's tolerance is at least 8·u·(r + 10), a 32nd of which, u·(r/4 + 2.5),
    covers the rest for every r up to 60.

    Parameters
    ----------
    tolerance : largest rounding error of any draw, in σ: at least eight roundings at r + 10
    """
    return _GRID + tolerance * _TYPICAL


def collision_test(ordered: FloatArray, *, false_fail: float, tolerance: float = 0.0) -> Evidence:
    """Test that values hardly ever repeat.

    One draw changes the number of distinct values by one at most, so it exceeds its mean by t with
    probability exp(−2t²/n) at most (McDiarmid 1989); and it falls short of n by n(n − 1)/2 times
    the probability of a collision at most, on average. The interval holds the share of distinct
    values that such a sample has on average, for any iid law.

    Parameters
    ----------
    ordered : array, shape (n,), sorted, no unit
    false_fail : error budget of this test, in (0, 1)
    tolerance : see `collision_bound`
    """
    n = ordered.size
    distinct = 1 + int(np.count_nonzero(ordered[1:] != ordered[:-1]))
    right = _repeats(n, tolerance)
    off = max(0.0, n - distinct - right)
    half = math.sqrt(math.log(2 / false_fail) / (2 * n))
    return Evidence(
        test="distinct values",
        kind=TestKind.COLLISIONS,
        statistic=float(distinct),
        p_value=distributions.clip_p_value(math.exp(-2 * off * off / n)),
        law="McDiarmid's inequality; two right draws are equal with probability 2^-22 at most",
        n=n,
        false_fail=false_fail,
        estimate=distinct / n,
        interval=(max(0.0, distinct / n - half), min(1.0, distinct / n + half)),
        expected=max(0.0, 1 - right / n),
        min_detectable_effect=collision_min_detectable_effect(
            n, false_fail=false_fail, tolerance=tolerance
        ),
        alternatives="any iid law, by the share of values that repeat on average",
    )


def _repeats(n: int, tolerance: float) -> float:
    return n * (n - 1) / 2 * collision_bound(tolerance)


@lru_cache(maxsize=_CACHED)
def collision_min_detectable_effect(
    n: int, *, false_fail: float, false_pass: float = FALSE_PASS, tolerance: float = 0.0
) -> float | None:
    """Average share of repeats that is missed by `false_pass` at most, for any iid law."""
    roots = math.sqrt(-math.log(false_fail)) + math.sqrt(-math.log(false_pass))
    effect = _repeats(n, tolerance) / n + roots / math.sqrt(2 * n)
    return effect if effect < 1 else None


def collision_min_num_samples(
    effect: float, *, false_fail: float, false_pass: float = FALSE_PASS
) -> int:
    """Draws for which `collision_min_detectable_effect` is at most `effect`.

    Large samples of right draws repeat values too, so the smallest sample that serves is found
    below the n at which the least effect is least.
    """
    best = _most_telling(false_fail, false_pass)

    def enough(n: int) -> bool:
        found = collision_min_detectable_effect(
            min(n, best), false_fail=false_fail, false_pass=false_pass
        )
        return found is not None and found <= effect

    if not enough(best):
        raise ValueError(f"no sample shows {effect:g} repeats; {best} draws show the fewest")
    return min_samples(enough)


def _most_telling(false_fail: float, false_pass: float) -> int:
    roots = math.sqrt(-math.log(false_fail)) + math.sqrt(-math.log(false_pass))
    share: float = roots / math.sqrt(2) / collision_bound()
    return math.floor(math.cbrt(share * share))
