"""Signs along an axis: whether they follow from the signs or magnitudes of their neighbours.

The signs of independent N(0, 1) draws are fair coins, independent of each other and of all
magnitudes. So the counts here are binomial, exactly, and free of σ.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from noisegrade.model import Evidence, TestKind
from noisegrade.stats.coins import Heads, coins_min_detectable_effect, coins_min_num_samples
from noisegrade.stats.lines import Axis, neighbours, pairs_along
from noisegrade.stats.rates import FALSE_PASS

__all__ = [
    "Signs",
    "magnitude_sign_test",
    "sign_magnitude_min_detectable_effect",
    "sign_magnitude_min_num_samples",
    "sign_magnitude_test",
    "three_signs_min_detectable_effect",
    "three_signs_min_num_samples",
    "three_signs_test",
]

_WINDOW = 3
_ALTERNATIVES = "a binomial number of agreements, by how far its rate is from even"


@dataclass(frozen=True, slots=True)
class Signs:
    """What the draws were reduced to, and how much of it rounding may have decided."""

    positive: NDArray[np.bool_]
    large: NDArray[np.bool_]  # |z| beyond the median magnitude
    doubtful_signs: int  # draws so near 0 that rounding may decide
    doubtful_magnitudes: int  # draws so near the median magnitude


def sign_magnitude_test(signs: Signs, axis: Axis, *, false_fail: float) -> Evidence:
    """Test that the sign of a value doesn't go with the magnitude of the next along an axis.

    Whatever the magnitudes are, each pair "is the first positive, as often as the next is large"
    agrees like a fair coin of its own: the number of agreements is Bin(pairs, ½), exactly. A draw
    near 0 or near the median magnitude decides about one pair.

    Parameters
    ----------
    signs : of all draws
    axis : along which neighbours are paired
    false_fail : error budget of this test, in (0, 1)
    """
    agree = sum(
        int(np.count_nonzero(before == after))
        for (before, _), (_, after) in zip(
            neighbours(signs.positive, axis), neighbours(signs.large, axis), strict=True
        )
    )
    kind, name = TestKind.SIGN_MAGNITUDE, "sign and next magnitude"
    return _evidence(_Count(_pair_heads(signs, axis, agree), kind, name), signs, axis, false_fail)


def magnitude_sign_test(signs: Signs, axis: Axis, *, false_fail: float) -> Evidence:
    """Test that the magnitude of a value doesn't go with the sign of the next along an axis.

    As `sign_magnitude_test`, the other way round.
    """
    agree = sum(
        int(np.count_nonzero(before == after))
        for (before, _), (_, after) in zip(
            neighbours(signs.large, axis), neighbours(signs.positive, axis), strict=True
        )
    )
    kind, name = TestKind.MAGNITUDE_SIGN, "magnitude and next sign"
    return _evidence(_Count(_pair_heads(signs, axis, agree), kind, name), signs, axis, false_fail)


@dataclass(frozen=True, slots=True)
class _Count:
    heads: Heads
    kind: TestKind
    name: str


def _pair_heads(signs: Signs, axis: Axis, agree: int) -> Heads:
    pairs = pairs_along(signs.positive.shape, axis)
    return Heads(agree, pairs, signs.doubtful_signs + signs.doubtful_magnitudes)


def _evidence(count: _Count, signs: Signs, axis: Axis, false_fail: float) -> Evidence:
    heads = count.heads
    return Evidence(
        test=f"{count.name} along {axis.name}",
        kind=count.kind,
        axis=axis.name,
        statistic=float(heads.count),
        p_value=heads.p_value,
        law="signs are fair coins, so the count is binomial, exact",
        n=signs.positive.size,
        false_fail=false_fail,
        estimate=heads.count / heads.coins,
        interval=heads.interval(false_fail=false_fail),
        expected=0.5,
        min_detectable_effect=coins_min_detectable_effect(heads.coins, false_fail=false_fail),
        alternatives=_ALTERNATIVES,
    )


def sign_magnitude_min_detectable_effect(
    pairs: int, *, false_fail: float, false_pass: float = FALSE_PASS
) -> float | None:
    """Distance from ½ of the rate of agreements that is missed by `false_pass` at most; exact."""
    return coins_min_detectable_effect(pairs, false_fail=false_fail, false_pass=false_pass)


def sign_magnitude_min_num_samples(
    effect: float, length: int, *, false_fail: float, false_pass: float = FALSE_PASS
) -> int:
    """Draws, in lines of `length`, of which `effect` is caught, but for the steps of a count."""
    pairs = coins_min_num_samples(effect, false_fail=false_fail, false_pass=false_pass)
    return length * -(-pairs // (length - 1))


def three_signs_test(signs: Signs, axis: Axis, *, false_fail: float) -> Evidence:
    """Test that the third of three signs along an axis doesn't follow from the two before it.

    Whether an odd number of three are positive is a fair coin; along a line, each window's last
    sign is one that no window before it has, so these coins are independent. Their count is
    binomial, exactly. A draw near 0 stands in three windows.

    Parameters as `sign_magnitude_test`; the axis must be three long at least.
    """
    positive = signs.positive
    odd = sum(
        int(np.count_nonzero((first ^ second) ^ third))
        for first, second, third in _triples(positive, axis)
    )
    windows = pairs_along(positive.shape, replace(axis, lag=_WINDOW - 1))
    heads = Heads(odd, windows, _WINDOW * signs.doubtful_signs)
    count = _Count(heads, TestKind.THREE_SIGNS, "three signs")
    return _evidence(count, signs, axis, false_fail)


def _triples(array: NDArray[np.bool_], axis: Axis) -> list[tuple[NDArray[np.bool_], ...]]:
    """Return views of the first, second and third of every three in a row along an axis."""
    length = array.shape[axis.index]
    inner = int(np.prod(array.shape[axis.index + 1 :]))
    runs = array.reshape(-1, length * inner)
    last = runs.shape[1]
    return [tuple(runs[:, at * inner : last - (2 - at) * inner] for at in range(_WINDOW))]


def three_signs_min_detectable_effect(
    windows: int, *, false_fail: float, false_pass: float = FALSE_PASS
) -> float | None:
    """Distance from ½ of the rate of odd windows that is missed by `false_pass` at most; exact."""
    return coins_min_detectable_effect(windows, false_fail=false_fail, false_pass=false_pass)


def three_signs_min_num_samples(
    effect: float, length: int, *, false_fail: float, false_pass: float = FALSE_PASS
) -> int:
    """Draws, in lines of `length`, of which `effect` is caught, but for the steps of a count."""
    windows = coins_min_num_samples(effect, false_fail=false_fail, false_pass=false_pass)
    return length * -(-windows // (length - 2))
