import numpy as np


def shift_and_scale(eps, mean, std):  # right
    return mean + std * eps


def standardize(x, mean, std):  # right, but it changes the array that it was given
    x = np.asarray(x, np.float64)
    x -= mean
    x /= std
    return x[()]


def sample_gaussian(mean, std, shape, rng):  # the variance for the scale
    return mean + std**2 * rng.standard_normal(shape)


def add_noise(image, std, rng):  # stops with an error of its own
    if image.max() > 0:
        raise ValueError("the image is too bright")
    return image + std * rng.standard_normal(image.shape)
