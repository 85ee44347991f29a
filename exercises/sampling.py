"""A field of static.

The static that a diffusion model stirs into an image looks like the snow on an untuned screen.
There is no pattern in it to find: every value in it is drawn on its own from a bell curve, the
Gaussian. Two numbers say all there is to say about the curve: its mean, where the middle is, and
its standard deviation σ, how wide it is.

First write down the curve, then fill an image with draws from it.
"""

import numpy as np


def bell_curve(x: float | np.ndarray, mean: float, std: float) -> float | np.ndarray:
    """Give the height of the bell curve N(mean, std²) at every x.

    Values near the mean are common, values far away are rare, and how far is far is counted in σ:

        exp(-z²/2) / (std · √(2π)),   where z = (x - mean) / std

    The curve's area is 1. So the wider the bell, the lower it is, which is why std stands below
    the line as well.

    Parameters
    ----------
    x : one number or an array of any shape; where to look, in the unit of the values
    mean : middle of the bell, in the same unit
    std : its standard deviation σ > 0, in the same unit (not the variance σ²)

    Returns
    -------
    Densities, in the shape of x.

    Notes
    -----
    A density is no probability: for a narrow bell it is above 1.

    Examples
    --------
    The middle of a bell, and one σ to either side. There it has 61 % of its height left, whatever
    mean and σ are:

    >>> bell_curve(np.array([2.0, 5.0, 8.0]), mean=5.0, std=3.0).round(4)
    array([0.0807, 0.133 , 0.0807])
    """
    raise NotImplementedError("bell_curve: replace this line with your code")


def sample_static(height: int, width: int, channels: int, rng: np.random.Generator) -> np.ndarray:
    """Fill an image with static: one independent N(0, 1) draw per pixel and channel.

    N(0, 1) is the standard bell, with mean 0 and σ = 1. Independent means that knowing one value
    tells nothing about any other: not the pixel beside it, not the same pixel in another channel.

    Parameters
    ----------
    height, width : size of the image in pixels
    channels : colours of a pixel, such as 3 for red, green and blue
    rng : the generator to draw from

    Returns
    -------
    Array of floats, shape (height, width, channels), no unit.

    Notes
    -----
    Draw from `rng`, not from `np.random`: then the same state of `rng` gives the same static again,
    and whoever uses your function can repeat what they saw.

    Leave the draws as they fall. Their own mean and σ come out close to 0 and 1, never exactly
    there; correcting them would tie every pixel to all the others.

    Examples
    --------
    About 68 % of the values are less than one σ from the mean:

    >>> static = sample_static(64, 48, 3, np.random.default_rng(2))
    >>> static.shape
    (64, 48, 3)
    >>> print(f"{np.mean(np.abs(static) <= 1):.0%}")
    68%
    """
    raise NotImplementedError("sample_static: replace this line with your code")
