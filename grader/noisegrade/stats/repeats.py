"""Values that were there before: several in a row, or never within one call.

Two draws count as equal if they fall into one cell of a grid of 2⁻³⁶: draws that were scaled and
scaled back differ by rounding. Right draws that are equal to 2⁻³⁶ are hardly more frequent than
right draws that are equal, see `collisions.collision_bound`.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from noisegrade.model import Evidence, FloatArray, TestKind
from noisegrade.stats import distributions
from noisegrade.stats.collisions import collision_bound
from noisegrade.stats.rates import FALSE_PASS
from noisegrade.stats.sample_size import min_samples

__all__ = [
    "Repeats",
    "repeat_places_min_detectable_effect",
    "repeat_places_min_num_samples",
    "repeat_places_test",
    "repeated_runs_min_detectable_effect",
    "repeated_runs_min_num_samples",
    "repeated_runs_test",
    "repeats",
]

_CACHED = 512
_CELL = 2.0**-36  # σ
_WITHIN = 2.0**-35  # adds to the probability that two draws are equal: 2·0.28 cells and more
_TABLE = 20  # bits: a table of marks that stays in the cache
_MIX = np.uint64(0x9E3779B97F4A7C15)  # an odd number without pattern: it spreads bits (Fibonacci)
_BLOCK = 15_360  # draws
_SHORTEST = 4  # values in a row
_FARTHEST = 2.0**26  # σ: so far out, cells are still int64; other tests speak there
_RARE = 1e-15  # what a repeated run may come to at most, so that one of them is no chance

_Index = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Repeats:
    """The draws that have an equal among the others."""

    places: _Index  # where they stand, ascending, in memory's order
    cells: NDArray[np.int64]  # equal ones share a cell
    counts: _Index  # of the draws that share it


def repeats(z: FloatArray, ordered: FloatArray) -> Repeats:
    """Find the draws that have an equal.

    Sorted draws show which cells are shared; a table of marks finds nearly only their draws again,
    which is 10 × as fast as sorting draws together with their places.
    """
    near = _close(ordered)
    if not near.size:
        none = np.empty(0, dtype=np.intp)
        return Repeats(none, np.empty(0, dtype=np.int64), none)
    cells = _cells(ordered[np.concatenate([near, near + 1])])
    marks = np.zeros(1 << _TABLE, dtype=np.bool_)
    marks[_hashed(cells)] = True
    of_all = _cells(z.reshape(-1))
    places = np.flatnonzero(marks.take(_hashed(of_all)))
    found = of_all[places]
    _, inverse, each = np.unique(found, return_inverse=True, return_counts=True)
    counts = each[inverse]
    again = counts > 1
    return Repeats(places[again], found[again], counts[again])


def _close(ordered: FloatArray) -> _Index:
    """Find the sorted draws whose next is less than a cell away, in blocks that stay in the cache.

    At n = 307 200: 0.2 ms, and 0.9 ms in one piece.
    """
    found = [
        start + np.flatnonzero(np.diff(ordered[start : start + _BLOCK + 1]) < _CELL)
        for start in range(0, ordered.size - 1, _BLOCK)
    ]
    return np.concatenate(found)


def _cells(x: FloatArray) -> NDArray[np.int64]:
    scaled = np.rint(np.clip(x, -_FARTHEST, _FARTHEST) / _CELL)
    return scaled.astype(np.int64)


def _hashed(cells: NDArray[np.int64]) -> NDArray[np.intp]:
    return ((cells.view(np.uint64) * _MIX) >> np.uint64(64 - _TABLE)).astype(np.intp)


def repeated_runs_test(
    found: Repeats, n: int, *, false_fail: float, tolerance: float = 0.0
) -> Evidence:
    """Test that no run of values was there before.

    Two runs of k values that don't overlap are equal with probability bᵏ at most, where b bounds
    that of two values; there are n²/2 pairs of runs (the union bound). k is 4, or as many as it
    takes for n²/2·bᵏ to be one in 10¹⁵ (it is known before the draws are).

    Parameters
    ----------
    found : the draws that have an equal
    n : number of all draws
    false_fail : error budget of this test, in (0, 1)
    tolerance : see `collisions.collision_bound`
    """
    length = _run_length(n, tolerance)
    runs = _repeated_runs(found, length)
    chance = n * n / 2 * _equal(tolerance) ** length
    return Evidence(
        test="repeated runs",
        kind=TestKind.REPEATED_RUNS,
        statistic=float(runs),
        p_value=distributions.clip_p_value(chance if runs else 1.0),
        law="union bound; two right draws are equal with probability 2^-22 at most",
        n=n,
        false_fail=false_fail,
        estimate=float(runs),
        expected=0.0,
        min_detectable_effect=repeated_runs_min_detectable_effect(
            n, false_fail=false_fail, tolerance=tolerance
        ),
        alternatives="any law that repeats a run, by the values in it; always caught",
    )


def _equal(tolerance: float) -> float:
    return min(1.0, collision_bound(tolerance) + _WITHIN)


@lru_cache(maxsize=_CACHED)
def _run_length(n: int, tolerance: float) -> int:
    each = _equal(tolerance)
    if each >= 1:
        return n
    return max(_SHORTEST, math.ceil(math.log(2 * _RARE / n / n) / math.log(each)))


def _repeated_runs(found: Repeats, length: int) -> int:
    """Count the runs that stood there before, without overlap."""
    if found.places.size < 2 * length:
        return 0
    ends = found.places[length - 1 :]
    starts = np.flatnonzero(ends - found.places[: ends.size] == length - 1)
    if starts.size < 2:  # noqa: PLR2004 - a run needs another that it repeats
        return 0
    windows = np.lib.stride_tricks.sliding_window_view(found.cells, length)[starts]
    order = np.lexsort(windows.T)
    rows, at = windows[order], found.places[starts[order]]
    same = (rows[1:] == rows[:-1]).all(axis=1) & (np.diff(at) >= length)
    return int(np.count_nonzero(same))


def repeated_runs_min_detectable_effect(
    n: int, *, false_fail: float, false_pass: float = FALSE_PASS, tolerance: float = 0.0
) -> float | None:
    """Values in a row that are always caught when they come twice; None where none are."""
    del false_pass  # it is 0
    length = _run_length(n, tolerance)
    caught = 2 * length <= n and n * n / 2 * _equal(tolerance) ** length <= false_fail
    return float(length) if caught else None


def repeated_runs_min_num_samples(
    effect: float, *, false_fail: float, false_pass: float = FALSE_PASS
) -> int:
    """Draws that have room for `effect` values in a row, twice."""
    del false_fail, false_pass
    return 2 * max(_SHORTEST, math.ceil(effect))


def repeat_places_test(found: Repeats, calls: int, draws: int, *, false_fail: float) -> Evidence:
    """Test that values which occur twice do so within one call as often as chance has it.

    Which places the values of independent draws take is a matter of shuffling. So, pair after pair
    of the values that occur twice, the second of a pair falls into the call of the first with
    probability (N/J − 1)/(N − 1) at least, where N places are left in J calls (Cauchy-Schwarz):
    the number of pairs within a call is at least as large as a binomial one with the least of these
    probabilities. A fixed store of draws that each call shuffles, or deals from, has none.

    Parameters
    ----------
    found : the draws that have an equal
    calls : J
    draws : in each call, at least 2
    false_fail : error budget of this test, in (0, 1)
    """
    paired = found.counts == 2  # noqa: PLR2004 - a value that came twice
    order = np.argsort(found.cells[paired], kind="stable")
    of_call = found.places[paired][order] // draws
    within = int(np.count_nonzero(of_call[::2] == of_call[1::2]))
    n, pairs = calls * draws, of_call.size // 2
    chance = _within(n, calls, pairs)
    return Evidence(
        test="places of repeats",
        kind=TestKind.REPEAT_PLACES,
        statistic=float(within),
        p_value=distributions.clip_p_value(distributions.binom_cdf(within, pairs, chance)),
        law="shuffled places; binomial bound",
        n=n,
        false_fail=false_fail,
        estimate=within / pairs if pairs else None,
        expected=(draws - 1) / (n - 1),
        min_detectable_effect=repeat_places_min_detectable_effect(n, calls, false_fail=false_fail),
        alternatives="any law whose calls repeat others but not themselves, by the share of draws",
    )


def _within(n: int, calls: int, pairs: int) -> float:
    left = n - 2 * max(0, pairs - 1)
    return max(0.0, (left / calls - 1) / (left - 1)) if left > calls else 0.0


@lru_cache(maxsize=_CACHED)
def repeat_places_min_detectable_effect(
    n: int, calls: int, *, false_fail: float, false_pass: float = FALSE_PASS
) -> float | None:
    """Share of the draws that are pairs between calls which is always caught; None if none is."""
    del false_pass  # it is 0

    def caught(pairs: int) -> bool:
        chance = _within(n, calls, pairs)
        return chance > 0 and pairs * math.log1p(-chance) <= math.log(false_fail)

    most = n // 4
    if not caught(most):
        return None
    return 2 * min_samples(lambda pairs: caught(min(pairs, most)), guess=500) / n


def repeat_places_min_num_samples(
    effect: float, calls: int, *, false_fail: float, false_pass: float = FALSE_PASS
) -> int:
    """Draws for which `repeat_places_min_detectable_effect` is at most `effect`."""

    def enough(draws: int) -> bool:
        found = repeat_places_min_detectable_effect(
            calls * draws, calls, false_fail=false_fail, false_pass=false_pass
        )
        return found is not None and found <= effect

    return calls * min_samples(enough)
