"""Methods.

A generator gives flat numbers between 0 and 1. Three ways to make any others of them: a formula
for two dimensions, the distribution function turned around, and darts that miss.
"""

import numpy as np


def box_muller(count, rng):
    """Make pairs of standard normal numbers from uniform ones.

    For independent u and v, uniform between 0 and 1, take the radius √(−2·ln u) and the angle 2πv.
    The point with that radius and angle has two independent N(0, 1) coordinates.

    Parameters
    ----------
    count : int
        How many pairs.
    rng : numpy.random.Generator
        Where all random numbers come from.

    Returns
    -------
    array of floats, shape (count, 2)
        A pair in each row.

    Notes
    -----
    rng.random can return 0, whose logarithm is infinite. It never returns 1, so take 1 − u for u.

    Examples
    --------
    >>> pairs = box_muller(10_000, np.random.default_rng(1))
    >>> pairs.shape
    (10000, 2)
    >>> round(float(pairs.std()), 1)
    1.0
    """
    raise NotImplementedError("box_muller: replace this line with your code")


def inverse_transform(count, rng):
    """Draw numbers between 0 and 1 whose density is 3x².

    The distribution function is F(x) = x³. If u is uniform between 0 and 1, the number x with
    F(x) = u has the distribution F.

    Parameters
    ----------
    count : int
        How many numbers.
    rng : numpy.random.Generator
        Where all random numbers come from.

    Returns
    -------
    array of floats, shape (count,)
        The numbers.

    Examples
    --------
    The mean is 3/4:

    >>> x = inverse_transform(10_000, np.random.default_rng(1))
    >>> round(float(x.mean()), 2)
    0.75
    """
    raise NotImplementedError("inverse_transform: replace this line with your code")


def rejection_sampling(count, rng):
    """Draw numbers between 0 and 1 whose density is 6x(1 − x), by throwing darts.

    Throw darts at the rectangle from 0 to 1 and from 0 to 1.5, the height of the density's peak.
    Keep those that land below the density, and return their x. Throw until there are enough.

    Parameters
    ----------
    count : int
        How many numbers to keep.
    rng : numpy.random.Generator
        Where all random numbers come from.

    Returns
    -------
    array of floats, shape (count,)
        The numbers that were kept.

    Examples
    --------
    >>> x = rejection_sampling(10_000, np.random.default_rng(1))
    >>> x.shape
    (10000,)
    >>> round(float(x.std()), 2)
    0.22
    """
    raise NotImplementedError("rejection_sampling: replace this line with your code")
