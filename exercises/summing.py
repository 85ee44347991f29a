"""Gaussians add up.

Stretch a Gaussian, and you have a Gaussian. Add two, and you have one again. Hardly any other law
does this, and it makes life easy: where noise meets noise, two numbers still say everything.

It goes further. Add up many small effects of nearly any kind, each independent of the others, and
the sum tends to a bell. That is why Gaussians turn up everywhere, in the sensor of a camera as in
the heights of a crowd.
"""

from collections.abc import Sequence

import numpy as np


def scale_gaussian(mean: float, std: float, factor: float) -> tuple[float, float]:
    """Give the mean and σ of a Gaussian after every draw is multiplied by a factor.

    Where X ~ N(mean, std²), factor · X is Gaussian too. Its middle moves with the factor, and
    so does its width.

    Parameters
    ----------
    mean, std : of X, in the same unit
    factor : any number, no unit

    Returns
    -------
    Two numbers, (mean, std) of factor · X.

    Notes
    -----
    A negative factor mirrors the bell, but no width is negative: the new std is at least 0.

    Examples
    --------
    >>> scale_gaussian(5.0, 3.0, factor=-2.0)
    (-10.0, 6.0)
    """
    raise NotImplementedError("scale_gaussian: replace this line with your code")


def sum_gaussians(means: Sequence[float], stds: Sequence[float]) -> tuple[float, float]:
    """Give the mean and σ of a sum of independent Gaussians.

    Means add. Widths don't: when one term is high, another is low as often as not, so part of the
    spread cancels. What adds is the variances, the squares of the σ.

    Parameters
    ----------
    means, stds : lists or arrays of the same length n, all in one unit: mean and σ of each term

    Returns
    -------
    Two numbers, (mean, std) of the sum.

    Notes
    -----
    It takes any number of terms, not just two.

    Examples
    --------
    σ = 3 and σ = 4 make σ = 5, because 9 + 16 = 25:

    >>> sum_gaussians([-2.0, -3.0], [3.0, 4.0])
    (-5.0, 5.0)
    """
    raise NotImplementedError("sum_gaussians: replace this line with your code")


def sample_sum(
    means: Sequence[float], stds: Sequence[float], size: int, rng: np.random.Generator
) -> np.ndarray:
    """Draw sums of independent Gaussians.

    Don't use the formula for the sum's σ: draw all the terms, add them, and see that the formula is
    right.

    Parameters
    ----------
    means, stds : lists or arrays of the same length n, all in one unit: mean and σ of each term
    size : how many sums to draw
    rng : the generator to draw from

    Returns
    -------
    Array of floats, shape (size,). Each is the sum of n fresh draws, one from every Gaussian.

    Notes
    -----
    Every sum has draws of its own: none is used twice, neither in another sum nor for another term.

    Examples
    --------
    What `sum_gaussians` foretold:

    >>> x = sample_sum([-2.0, -3.0], [3.0, 4.0], 100_000, np.random.default_rng(1))
    >>> print(f"mean {x.mean():.1f}, σ {x.std():.1f}")
    mean -5.0, σ 5.0
    """
    raise NotImplementedError("sample_sum: replace this line with your code")


def many_small_effects(count: int, size: int, rng: np.random.Generator) -> np.ndarray:
    """Add up many small effects, none of them Gaussian, and watch a bell appear.

    Each effect is a uniform draw: every value between two borders is as likely as any other.
    Shift and scale the sum so that mean 0 and σ = 1 stay the same for every count, and only its
    shape is left to change: flat for one effect, a tent for two, nearly a bell for a dozen.

    Parameters
    ----------
    count : effects in a sum, at least 1
    size : how many sums to draw
    rng : the generator to draw from

    Returns
    -------
    Array of floats, shape (size,), no unit. Each is the sum of count independent uniform draws,
    shifted and scaled by what is known of a uniform: from 0 to 1 it has mean 1/2 and variance 1/12.

    Notes
    -----
    Draw uniforms and add them; a Gaussian drawn at once would be wrong for a small count. Use the
    known mean and variance, not those of the sums that you drew.

    Examples
    --------
    The share within one σ, on its way to the bell's 68 %:

    >>> rng = np.random.default_rng(1)
    >>> for count in (1, 2, 12):
    ...     x = many_small_effects(count, 100_000, rng)
    ...     print(f"count {count:2}: {np.mean(np.abs(x) <= 1):.0%}")
    count  1: 58%
    count  2: 65%
    count 12: 68%
    """
    raise NotImplementedError("many_small_effects: replace this line with your code")
