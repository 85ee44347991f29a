"""Puzzles.

Three answers that few people believe before they have tried: doors, birthdays, and a drunkard.
"""

import numpy as np


def monty_hall(count, doors, rng):
    """Play the game of doors many times, always switch, and tell which games are won.

    A car is behind one of the doors, goats are behind the others. You choose a door. The host, who
    knows where the car is, opens all the other doors but one, and shows only goats. You switch to
    the door that is left. You win if the car is there.

    Parameters
    ----------
    count : int
        How many games.
    doors : int
        How many doors there are, at least three.
    rng : numpy.random.Generator
        Where all random numbers come from.

    Returns
    -------
    array of whole numbers, shape (count,)
        1 for each game that is won, 0 for each that is lost.

    Examples
    --------
    >>> won = monty_hall(10_000, 3, np.random.default_rng(1))
    >>> sorted(set(won.tolist()))
    [0, 1]
    """
    ### BEGIN SOLUTION
    car = rng.integers(doors, size=count)
    chosen = rng.integers(doors, size=count)
    return (car != chosen).astype(int)
    ### END SOLUTION


def birthday(people, days):
    """Give the probability that at least two people of a group have the same birthday.

    All have different birthdays with probability (days/days)·((days − 1)/days)·…, one factor for
    each of them: the k-th person must avoid the birthdays of those before. The answer is 1 less
    that.

    Parameters
    ----------
    people : int
        How many people are in the group.
    days : int
        How many days a year has, all equally likely.

    Returns
    -------
    float
        The probability of a coincidence.

    Examples
    --------
    >>> round(birthday(23, 365), 3)
    0.507
    """
    ### BEGIN SOLUTION
    return float(1 - np.prod(1 - np.arange(people) / days))
    ### END SOLUTION


def walk_end(count, steps, rng):
    """Walk at random, many times, and return where each walk ends.

    A walk begins at 0. Each step goes up by 1 or down by 1, both with probability 1/2, whatever the
    steps before were.

    Parameters
    ----------
    count : int
        How many walks.
    steps : int
        How many steps each walk has.
    rng : numpy.random.Generator
        Where all random numbers come from.

    Returns
    -------
    array of whole numbers, shape (count,)
        Where the walks end.

    Examples
    --------
    An even number of steps ends at an even place:

    >>> ends = walk_end(1000, 10, np.random.default_rng(1))
    >>> set((ends % 2).tolist())
    {0}
    """
    ### BEGIN SOLUTION
    return rng.choice([-1, 1], size=(count, steps)).sum(axis=1)
    ### END SOLUTION
