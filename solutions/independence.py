"""Neighbours have nothing to do with each other.

A bell-shaped histogram does not make noise. Sort the pixels of a field of static, and the histogram
is the same, but the static is gone. What makes it noise is that the values are independent: seeing
one, you know nothing new about the next. A blurred field gives itself away, because its
neighbours move together, and that can be measured. The measure is a good sign, no proof: there are
neighbours that hang together and do not move together.
"""

import numpy as np


def neighbour_correlation(field: np.ndarray, axis: int) -> float:
    """Measure how much every value has in common with the next one along an axis.

    Pair each value with its neighbour and take the Pearson correlation of all the pairs: 0 if one
    tells nothing about the other, 1 if they rise and fall together, -1 if one rises as the
    other falls.

    Parameters
    ----------
    field : array of any number of dimensions, at least two values long along axis
    axis : the direction to the neighbour; in an image 0 is down, 1 is right, 2 the next channel

    Returns
    -------
    One number from -1 to 1, taken over all the pairs at once (not the mean of one correlation a
    row).

    Notes
    -----
    No wrap-around: the last value along the axis has no next one. The first values of the pairs
    and the second ones have a mean and a σ each.

    Independent neighbours have correlation 0, but correlation 0 does not make neighbours
    independent. It sees straight lines only: where one value goes up, the other goes up or down.

    Examples
    --------
    Neighbours in fresh static have nothing in common. Average each value with the one below, and
    every pair of neighbours shares one of two ingredients:

    >>> static = np.random.default_rng(1).standard_normal((100, 80, 3))
    >>> blurred = (static[:-1] + static[1:]) / 2
    >>> round(neighbour_correlation(static, axis=0), 1)
    0.0
    >>> round(neighbour_correlation(blurred, axis=0), 1)
    0.5

    Below every x stands x². It depends on x and on nothing else, and yet their correlation is 0:

    >>> x = np.array([-2.0, -1.0, 0.0, 1.0, 2.0])
    >>> neighbour_correlation(np.stack([x, x**2]), axis=0)
    0.0
    """
    ### BEGIN SOLUTION
    along = np.moveaxis(field, axis, 0)
    return float(np.corrcoef(along[:-1].ravel(), along[1:].ravel())[0, 1])
    ### END SOLUTION
