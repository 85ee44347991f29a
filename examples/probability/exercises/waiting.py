"""Waiting.

Buses that come when they like: how long one waits for the next, and how many come in an evening.
"""

import numpy as np


def waiting_times(count, rate, rng):
    """Draw how long one waits for the next bus, many times.

    Buses come at random, `rate` of them in an hour on average. Then the wait is exponential: it is
    longer than t hours with probability exp(−rate·t), and 1/rate hours on average.

    Parameters
    ----------
    count : int
        How many waits.
    rate : float
        How many buses come in an hour, on average.
    rng : numpy.random.Generator
        Where all random numbers come from.

    Returns
    -------
    array of floats, shape (count,)
        The waits in hours.

    Examples
    --------
    With four buses an hour one waits a quarter of an hour, on average:

    >>> waits = waiting_times(10_000, 4.0, np.random.default_rng(1))
    >>> round(float(waits.mean()), 2)
    0.25
    """
    raise NotImplementedError("waiting_times: replace this line with your code")


def arrivals(count, rate, hours, rng):
    """Count the buses that come in an evening, many times.

    The waits between buses are exponential and independent, `rate` buses come in an hour on
    average. The number that comes in `hours` hours is then Poisson: k buses come with probability
    mᵏ·exp(−m)/k!, where m = rate·hours.

    Parameters
    ----------
    count : int
        How many evenings.
    rate : float
        How many buses come in an hour, on average.
    hours : float
        How long an evening is.
    rng : numpy.random.Generator
        Where all random numbers come from.

    Returns
    -------
    array of whole numbers, shape (count,)
        How many buses came in each evening.

    Examples
    --------
    >>> buses = arrivals(10_000, 2.0, 3.0, np.random.default_rng(1))
    >>> round(float(buses.mean())), round(float(buses.var()))
    (6, 6)
    """
    raise NotImplementedError("arrivals: replace this line with your code")
