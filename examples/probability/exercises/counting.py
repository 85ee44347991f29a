"""Counting.

Chance that comes in whole numbers: the face of a die, the length of a run, the number of tries.
Each is one line of probability, and each has an end that is easily missed by one.
"""

import numpy as np


def roll_die(count, rng):
    """Roll a die many times.

    Each of the faces 1 to 6 comes up with probability 1/6, whatever came up before.

    Parameters
    ----------
    count : int
        How many rolls.
    rng : numpy.random.Generator
        Where all random numbers come from.

    Returns
    -------
    array of whole numbers, shape (count,)
        The faces that came up.

    Examples
    --------
    >>> rng = np.random.default_rng(1)
    >>> faces = roll_die(100, rng)
    >>> sorted(set(faces.tolist()))
    [1, 2, 3, 4, 5, 6]
    """
    raise NotImplementedError("roll_die: replace this line with your code")


def coin_runs(count, p, rng):
    """Toss a coin until it shows tails, and count the heads before that; do so many times.

    A run of exactly k heads needs k heads and then a tail: it has probability pᵏ·(1 − p). The tail
    is not counted, so a run can have no head at all.

    Parameters
    ----------
    count : int
        How many runs.
    p : float
        The probability of heads in one toss, more than 0 and less than 1.
    rng : numpy.random.Generator
        Where all random numbers come from.

    Returns
    -------
    array of whole numbers, shape (count,)
        How many heads each run has.

    Examples
    --------
    Every second run of a fair coin has no head at all:

    >>> runs = coin_runs(10_000, 0.5, np.random.default_rng(1))
    >>> round(float(np.mean(runs == 0)), 1)
    0.5
    """
    raise NotImplementedError("coin_runs: replace this line with your code")


def first_six(count, rng):
    """Roll a die until a six comes up, and count the rolls; do so many times.

    The roll that shows the six is counted. The first k − 1 rolls show something else, the last one
    a six, so k rolls have probability (5/6)ᵏ⁻¹·(1/6).

    Parameters
    ----------
    count : int
        How many times.
    rng : numpy.random.Generator
        Where all random numbers come from.

    Returns
    -------
    array of whole numbers, shape (count,)
        How many rolls it took each time, at least one.

    Examples
    --------
    >>> rolls = first_six(10_000, np.random.default_rng(1))
    >>> int(rolls.min())
    1
    >>> round(float(rolls.mean()))
    6
    """
    raise NotImplementedError("first_six: replace this line with your code")
