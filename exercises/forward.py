"""Noise stacked step after step is one formula.

A diffusion model learns from images that drown in noise, a little more at every step. Each step
fades the picture by √(1 - beta) and stirs in fresh noise of σ = √beta. Squared, the two make 1, so
values whose variance is 1 keep it.

You could walk all the steps. But scaled Gaussians are Gaussian, and so are their sums: a thousand
steps collapse into a single draw.
"""

from collections.abc import Sequence

import numpy as np


def noise_step(x: np.ndarray, beta: float, rng: np.random.Generator) -> np.ndarray:
    """Take one step into the noise.

    The result is √(1 - beta) · x + √beta · eps, with eps fresh from N(0, 1): one draw for every
    value of x.

    Parameters
    ----------
    x : array of any shape
    beta : from 0 to 1, no unit; the *variance* of the noise that is mixed in
    rng : the generator to draw from

    Returns
    -------
    A new array of floats in the shape of x.

    Notes
    -----
    x itself is left as it was. Nothing is clipped.

    Examples
    --------
    An image of ones keeps √0.64 of its brightness and gets noise of σ = √0.36:

    >>> x = noise_step(np.ones((100, 80, 3)), 0.36, np.random.default_rng(1))
    >>> print(f"mean {x.mean():.1f}, σ {x.std():.1f}")
    mean 0.8, σ 0.6
    """
    raise NotImplementedError("noise_step: replace this line with your code")


def noise_steps(x0: np.ndarray, betas: Sequence[float], rng: np.random.Generator) -> np.ndarray:
    """Walk the whole path from an image into the noise, and keep every step.

    Each step goes on from where the last one ended, with its own beta and with fresh noise.

    Parameters
    ----------
    x0 : array of any shape; the image before the first step
    betas : list or array of T numbers from 0 to 1; the variance of the noise at each step
    rng : the generator to draw from

    Returns
    -------
    Array of floats, shape (T + 1, *x0.shape): [0] is x0 itself, [t] is what t steps have made of
    it.

    Notes
    -----
    x0 is left as it was.

    Examples
    --------
    The picture fades while the noise grows:

    >>> path = noise_steps(np.ones((100, 80, 3)), [0.2, 0.2], np.random.default_rng(1))
    >>> path.shape
    (3, 100, 80, 3)
    >>> for t, x in enumerate(path):
    ...     print(f"t = {t}: mean {x.mean():.1f}, σ {x.std():.1f}")
    t = 0: mean 1.0, σ 0.0
    t = 1: mean 0.9, σ 0.4
    t = 2: mean 0.8, σ 0.6
    """
    raise NotImplementedError("noise_steps: replace this line with your code")


def noise_shortcut(x0: np.ndarray, betas: Sequence[float], rng: np.random.Generator) -> np.ndarray:
    """Jump to the end of the path in one draw.

    What T steps leave of the image is the product of what each one leaves, ᾱ = (1 - beta₁) · … ·
    (1 - beta_T). All their noise together is one Gaussian, with the variance that is missing to 1:

        √ᾱ · x0 + √(1 - ᾱ) · eps,   eps fresh from N(0, 1)

    Parameters
    ----------
    x0 : array of any shape; the image before the first step
    betas : list or array of T numbers from 0 to 1; the variance of the noise at each step
    rng : the generator to draw from

    Returns
    -------
    A new array of floats in the shape of x0, drawn from the same law as `noise_steps(...)[-1]`.

    Notes
    -----
    Draw eps once, not once a step: the point is to skip the steps. x0 is left as it was.

    Examples
    --------
    The same end as in the example of `noise_steps`, because ᾱ = 0.8 · 0.8 = 0.64:

    >>> x = noise_shortcut(np.ones((100, 80, 3)), [0.2, 0.2], np.random.default_rng(1))
    >>> print(f"mean {x.mean():.1f}, σ {x.std():.1f}")
    mean 0.8, σ 0.6
    """
    raise NotImplementedError("noise_shortcut: replace this line with your code")
