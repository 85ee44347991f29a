"""On average, noise adds nothing.

A single noisy value says little about the pixel below it. But noise has mean 0: it lifts a value as
often as it lowers it. So the mean of many noisy values comes near the truth, and how near is no
secret. With four times as many draws it strays half as far.

This is why μ ≈ 0 and σ ≈ 0.5 come out when you measure noise, never quite 0 and 0.5, and it tells
how good an ≈ should be. Astronomers and phones at night live on it: many noisy pictures, averaged,
make one clean picture.
"""

import numpy as np


def estimate_noise(noisy: np.ndarray, image: np.ndarray) -> tuple[float, float]:
    """Measure the noise that was added to an image: its mean and its σ.

    Take the image away from the noisy image, and what is left is the noise alone. Its mean comes
    out near 0, because on average noise adds nothing; its σ comes out near that of the bell which
    it was drawn from.

    Parameters
    ----------
    noisy : array of any shape; the image with noise on it
    image : array in the shape of noisy, in the same unit; the image without

    Returns
    -------
    Two numbers, (mean, std) of noisy - image, each over all values at once.

    Notes
    -----
    For std, divide by the number of values, as `np.std` does, not by one less. Both arrays are left
    as they were.

    Examples
    --------
    Two pixels went up by 3, two went down by 1:

    >>> image = np.array([[10.0, 20.0], [30.0, 40.0]])
    >>> noisy = np.array([[13.0, 19.0], [29.0, 43.0]])
    >>> estimate_noise(noisy, image)
    (1.0, 2.0)
    """
    ### BEGIN SOLUTION
    noise = noisy - image
    return float(np.mean(noise)), float(np.std(noise))
    ### END SOLUTION


def standard_error(std: float | np.ndarray, count: int | np.ndarray) -> float | np.ndarray:
    """Give how far the mean of some draws strays from the mean of the bell.

    Draw count values, take their mean, and do it again and again: the means are Gaussian too, but
    closer together. Add count independent draws, and the variances add up to count · std². Divide
    by count, and what is left is the σ of the mean, called its standard error:

        √(count · std²) / count = std / √count

    Parameters
    ----------
    std : one number or an array; the σ ≥ 0 of a single draw
    count : one whole number or an array of them, at least 1; how many draws are averaged. Where
        both are arrays, they have the same shape

    Returns
    -------
    The σ of the mean, in the unit of std: one number for two numbers, else an array in the shape of
    the array.

    Notes
    -----
    A hundred times the draws are needed for one more digit.

    Examples
    --------
    One draw, four, and a hundred:

    >>> standard_error(3.0, np.array([1, 4, 100]))
    array([3. , 1.5, 0.3])
    """
    ### BEGIN SOLUTION
    return std / np.sqrt(count)
    ### END SOLUTION


def average_noisy(
    image: np.ndarray, std: float, count: int, rng: np.random.Generator
) -> np.ndarray:
    """Average many noisy copies of an image, and watch the image come back.

    Every copy is the image with noise of its own. In the mean of all the copies the image stays
    what it is, and the noise grows weaker, for its values are as often high as low:

        the mean of count copies ~ image + N(0, std² / count)

    Parameters
    ----------
    image : array of any shape
    std : the σ ≥ 0 of the noise in one copy, in the unit of image
    count : how many copies are averaged, at least 1
    rng : the generator to draw from

    Returns
    -------
    A new array of floats in the shape of image: the mean of the copies.

    Notes
    -----
    Every copy has fresh noise, one draw for every value. Whether you make the copies one by one or
    draw their mean at once is up to you: both follow the same law. Nothing is clipped, and the
    image itself is left as it was.

    Examples
    --------
    Sixteen copies make the noise four times weaker:

    >>> x = average_noisy(np.full((100, 80, 3), 5.0), 2.0, 16, np.random.default_rng(1))
    >>> print(f"mean {x.mean():.1f}, σ {x.std():.1f}")
    mean 5.0, σ 0.5
    """
    ### BEGIN SOLUTION
    total = np.zeros(image.shape)
    for _ in range(count):
        total += image + std * rng.standard_normal(image.shape)
    return total / count
    ### END SOLUTION
