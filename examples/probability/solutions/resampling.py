"""Resampling.

Drawing from what is there already: with replacement, without, and in another order.
"""

import numpy as np


def bootstrap_means(sample, count, rng):
    """Resample a sample with replacement, many times, and return the mean of each resample.

    A resample has as many values as the sample. Each of them is drawn from the sample, and each
    value of the sample is as likely as the others, however often it was drawn before.

    Parameters
    ----------
    sample : array of floats, shape (n,)
        The sample.
    count : int
        How many resamples.
    rng : numpy.random.Generator
        Where all random numbers come from.

    Returns
    -------
    array of floats, shape (count,)
        The mean of each resample.

    Examples
    --------
    >>> sample = np.array([2.0, 3.0, 5.0, 9.0, 11.0])
    >>> means = bootstrap_means(sample, 10_000, np.random.default_rng(1))
    >>> round(float(means.mean()))
    6
    """
    ### BEGIN SOLUTION
    return rng.choice(sample, size=(count, len(sample))).mean(axis=1)
    ### END SOLUTION


def reservoir_samples(length, size, count, rng):
    """Choose a few items from a stream, many times, without knowing how long the stream is.

    The items are 0, 1, 2, … The first `size` of them fill the reservoir. When item k comes, it is
    the (k + 1)-th: let it in with probability size/(k + 1), in the place of one of those in the
    reservoir, each as likely as the others. At the end every set of `size` items is equally likely.

    Parameters
    ----------
    length : int
        How many items the stream has.
    size : int
        How many of them are chosen.
    count : int
        How many times to choose.
    rng : numpy.random.Generator
        Where all random numbers come from.

    Returns
    -------
    array of whole numbers, shape (count, size)
        The chosen items, in each row those of one time, in any order.

    Examples
    --------
    >>> chosen = reservoir_samples(6, 2, 1000, np.random.default_rng(1))
    >>> chosen.shape
    (1000, 2)
    >>> int(chosen.min()), int(chosen.max())
    (0, 5)
    """
    ### BEGIN SOLUTION
    chosen = np.tile(np.arange(size), (count, 1))
    for item in range(size, length):
        place = rng.integers(item + 1, size=count)
        enters = place < size
        chosen[enters, place[enters]] = item
    return chosen
    ### END SOLUTION


def shuffles(count, length, rng):
    """Shuffle the numbers 0, 1, …, length − 1, many times.

    All orders must be equally likely. Fisher and Yates do it by swaps: for each place from the last
    one down, swap what is there with what is at a place chosen among those not yet done, the place
    itself included.

    Parameters
    ----------
    count : int
        How many times.
    length : int
        How many numbers there are to shuffle.
    rng : numpy.random.Generator
        Where all random numbers come from.

    Returns
    -------
    array of whole numbers, shape (count, length)
        One order in each row.

    Examples
    --------
    >>> orders = shuffles(1000, 3, np.random.default_rng(1))
    >>> orders.shape
    (1000, 3)
    >>> np.sort(orders, axis=1)[0].tolist()
    [0, 1, 2]
    """
    ### BEGIN SOLUTION
    orders = np.tile(np.arange(length), (count, 1))
    row = np.arange(count)
    for place in range(length - 1, 0, -1):
        other = rng.integers(place + 1, size=count)
        kept = orders[row, other]
        orders[row, other] = orders[:, place]
        orders[:, place] = kept
    return orders
    ### END SOLUTION
