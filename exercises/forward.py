"""Noise stacked step after step is one formula.

A diffusion model learns from images that drown in noise, a little more at every step. Each step
fades the picture by √(1 - beta) and stirs in fresh noise of σ = √beta. Squared, the two make 1, so
values whose variance is 1 keep it.

You could walk all the steps. But scaled Gaussians are Gaussian, and so are their sums: a thousand
steps collapse into a single draw. And because you know at every step how strong the noise is, you
can also find the way back.
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


def noise_levels(betas: Sequence[float]) -> np.ndarray:
    """Give the σ of the noise after every step of a path.

    After t steps, ᾱ_t = (1 - beta₁) · … · (1 - beta_t) of the image's variance is left, and the
    noise is one Gaussian with the variance that is missing to 1. So at every step the noise has one
    definite σ, and it is known before a single number is drawn:

        √(1 - ᾱ_t)

    Parameters
    ----------
    betas : list or array of T numbers from 0 to 1; the variance of the noise at each step

    Returns
    -------
    Array of floats, shape (T + 1,): [0] is 0, because before the first step there is no noise, [t]
    is the σ after t steps.

    Notes
    -----
    Nothing is drawn here. betas is left as it was.

    Examples
    --------
    The σ that the example of `noise_steps` came to:

    >>> noise_levels([0.2, 0.2])
    array([0.       , 0.4472136, 0.6      ])
    """
    raise NotImplementedError("noise_levels: replace this line with your code")


def remove_noise(x_t: np.ndarray, eps: np.ndarray, alpha_bar: float) -> np.ndarray:
    """Go back from a noisy image to the image that was there before.

    The shortcut made x_t = √ᾱ · x0 + √(1 - ᾱ) · eps. If you know the noise, you can read it
    backwards: take the noise away, then undo the fading.

        x0 = (x_t - √(1 - ᾱ) · eps) / √ᾱ

    This is what a diffusion model is trained for. Nobody tells it eps; it learns to guess it from
    x_t, and from there the way back is this line.

    Parameters
    ----------
    x_t : array of any shape; the noisy image
    eps : array in the shape of x_t; the noise in it, as it was drawn from N(0, 1)
    alpha_bar : above 0, at most 1, no unit; the share ᾱ of the image's variance that is left

    Returns
    -------
    A new array of floats in the shape of x_t: the image before the noise came.

    Notes
    -----
    x_t and eps are left as they were. Nothing is clipped.

    Examples
    --------
    Into the noise and back again:

    >>> x0 = np.array([-1.0, 0.5, 1.0])
    >>> eps = np.array([0.3, -1.2, 2.0])
    >>> x_t = 0.8 * x0 + 0.6 * eps
    >>> remove_noise(x_t, eps, 0.64).round(6)
    array([-1. ,  0.5,  1. ])
    """
    raise NotImplementedError("remove_noise: replace this line with your code")
