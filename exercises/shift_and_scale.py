"""A formula turned into pixels.

One bell is enough to make all the others. Take draws from N(0, 1), multiply them by std and the
bell grows wider; add mean and it moves. What comes out is N(mean, std²) to the letter:

    x = mean + std · eps

The same line read backwards brings any bell home to N(0, 1). And with an image in the place of
mean, it is how noise gets into a picture.
"""

import numpy as np


def shift_and_scale(eps: float | np.ndarray, mean: float, std: float) -> float | np.ndarray:
    """Turn draws of N(0, 1) into draws of N(mean, std²).

    Scaling by std makes the bell as wide as it should be, shifting by mean puts it in its place.
    First scale, then shift: the other way round, mean would be scaled as well.

    Parameters
    ----------
    eps : one number or an array of any shape; draws of N(0, 1), no unit
    mean : where the bell goes, in the unit of the result
    std : the standard deviation σ that it gets, in the same unit (not the variance σ²)

    Returns
    -------
    mean + std · eps, in the shape of eps.

    Notes
    -----
    eps itself is left as it was.

    Examples
    --------
    One σ below the mean, right on it, and two σ above:

    >>> shift_and_scale(np.array([-1.0, 0.0, 2.0]), mean=5.0, std=3.0)
    array([ 2.,  5., 11.])
    """
    raise NotImplementedError("shift_and_scale: replace this line with your code")


def standardize(x: float | np.ndarray, mean: float, std: float) -> float | np.ndarray:
    """Turn draws of N(mean, std²) back into draws of N(0, 1).

    The result says how many σ each value is away from the mean. In this unit all Gaussians look
    alike, so one table, one test, one network can serve them all.

    Parameters
    ----------
    x : one number or an array of any shape; draws of N(mean, std²)
    mean, std : of the bell that x was drawn from, in the unit of x

    Returns
    -------
    What `shift_and_scale` would turn into x: in the shape of x, no unit.

    Notes
    -----
    Use the mean and std that are given, not those of the values in x. A handful of draws has a mean
    and a σ of its own, and they are never quite the ones of the bell.

    Examples
    --------
    The way back from the example of `shift_and_scale`:

    >>> standardize(np.array([2.0, 5.0, 11.0]), mean=5.0, std=3.0)
    array([-1.,  0.,  2.])
    """
    raise NotImplementedError("standardize: replace this line with your code")


def sample_gaussian(
    mean: float, std: float, shape: tuple[int, ...], rng: np.random.Generator
) -> np.ndarray:
    """Draw independent values of N(mean, std²).

    To get any Gaussian, draw from the standard one, then shift and scale.

    Parameters
    ----------
    mean : middle of the bell
    std : its standard deviation σ, in the unit of mean (not the variance σ²)
    shape : of the array to fill, such as (height, width, channels)
    rng : the generator to draw from

    Returns
    -------
    Array of floats in this shape, in the unit of mean.

    Notes
    -----
    Leave the draws as they fall: their own mean and σ only come close to what was asked for.

    Examples
    --------
    >>> x = sample_gaussian(5.0, 3.0, (200, 300), np.random.default_rng(1))
    >>> x.shape
    (200, 300)
    >>> print(f"mean {x.mean():.1f}, σ {x.std():.1f}")
    mean 5.0, σ 3.0
    """
    raise NotImplementedError("sample_gaussian: replace this line with your code")


def add_noise(image: np.ndarray, std: float, rng: np.random.Generator) -> np.ndarray:
    """Add Gaussian noise to an image.

    Every pixel and channel gets one fresh draw of N(0, std²). The image is the mean, the noise is
    what strays around it.

    Parameters
    ----------
    image : array of any shape, such as (height, width, channels)
    std : standard deviation σ of the noise, in the unit of the image
    rng : the generator to draw from

    Returns
    -------
    A new array of floats in the shape of the image.

    Notes
    -----
    The result is not clipped: it may leave the range of the image, because a clipped bell is no
    bell any more. The image is neither scaled nor changed.

    Examples
    --------
    A plain gray image with noise of σ = 0.2. Some values end up above 1, and stay there:

    >>> gray = np.full((100, 80, 3), 0.5)
    >>> noisy = add_noise(gray, 0.2, np.random.default_rng(1))
    >>> print(f"mean {noisy.mean():.1f}, σ {noisy.std():.1f}, largest {noisy.max():.1f}")
    mean 0.5, σ 0.2, largest 1.3
    """
    raise NotImplementedError("add_noise: replace this line with your code")
