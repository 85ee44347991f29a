"""68 % within one σ, 95 % within two.

However you move or stretch a Gaussian, the same share of its draws lies within one σ of the mean,
the same within two. So σ is more than a width: it is a promise about how often values stray how
far. And a promise can be checked. Count, compare with the bell, and you have a first test of
whether numbers are Gaussian at all.
"""

import math

import numpy as np


def gaussian_coverage(k: float | np.ndarray) -> float | np.ndarray:
    """Give the share of a Gaussian that lies within k σ of its mean.

    It is the area below the bell between mean - k · std and mean + k · std. Mean and std drop out
    of it, and what remains is the error function, a relative of the bell:

        P(|X - mean| ≤ k · std) = erf(k / √2)

    Parameters
    ----------
    k : one number or an array of any shape, k ≥ 0; a distance from the mean, counted in σ

    Returns
    -------
    Probabilities in the shape of k; one number for one number.

    Notes
    -----
    NumPy has no erf, but Python has: `math.erf`. It takes one number at a time.

    Examples
    --------
    >>> gaussian_coverage(np.array([1.0, 2.0, 3.0])).round(4)
    array([0.6827, 0.9545, 0.9973])
    """
    ### BEGIN SOLUTION
    erf = np.vectorize(math.erf, otypes=[float])
    return erf(np.asarray(k) / math.sqrt(2))[()]
    ### END SOLUTION


def fraction_within(x: np.ndarray, mean: float, std: float, k: float) -> float:
    """Count which share of the values is within k σ of the mean.

    This is what you have of a bell in practice: not its curve but a pile of draws. The more
    draws, the closer their share comes to `gaussian_coverage(k)`.

    Parameters
    ----------
    x : array of any shape; the values to count
    mean, std : of the bell that x is compared with, in the unit of x
    k : how many σ are still near

    Returns
    -------
    One number from 0 to 1: how many values have |x - mean| ≤ k · std, divided by how many there
    are. A value right on the border counts.

    Notes
    -----
    Use the mean and std that are given, not those of the values in x.

    Examples
    --------
    Within 5 ± 3 lie all but the last. The 2 and the 8 are on the border:

    >>> fraction_within(np.array([2.0, 5.0, 8.0, 14.0]), mean=5.0, std=3.0, k=1.0)
    0.75
    """
    ### BEGIN SOLUTION
    return float(np.mean(np.abs(x - mean) <= k * std))
    ### END SOLUTION


def passes_coverage_check(x: np.ndarray, mean: float, std: float, tolerance: float) -> bool:
    """Check whether values keep the bell's promise within one σ and within two.

    Many laws have the same mean and σ as a Gaussian, and yet put their values elsewhere. Counting
    at one σ and at two tells most of them from the bell. Not all: passing is a good sign, no proof.

    Parameters
    ----------
    x : array of any shape; the values to check
    mean, std : of the bell that x is compared with, in the unit of x
    tolerance : how far a share may be from the bell's; 0.02 is two percentage points

    Returns
    -------
    True if, for k = 1 and also for k = 2, the share within k σ is at most tolerance away from the
    Gaussian's, above or below; otherwise False.

    Notes
    -----
    You may build on the two functions above.

    Examples
    --------
    Both have mean 5 and σ = 3. But of the flat one, only 58 % are within one σ, and all within two:

    >>> rng = np.random.default_rng(1)
    >>> bell = rng.normal(5.0, 3.0, size=10_000)
    >>> flat = rng.uniform(5.0 - 3.0 * 3**0.5, 5.0 + 3.0 * 3**0.5, size=10_000)
    >>> passes_coverage_check(bell, mean=5.0, std=3.0, tolerance=0.02)
    True
    >>> passes_coverage_check(flat, mean=5.0, std=3.0, tolerance=0.02)
    False
    """
    ### BEGIN SOLUTION
    return all(
        abs(fraction_within(x, mean, std, k) - gaussian_coverage(k)) <= tolerance for k in (1, 2)
    )
    ### END SOLUTION
