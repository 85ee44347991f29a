import numpy as np


def bell_curve(x, mean, std):  # the square is forgotten
    return np.exp(-0.5 * (x - mean) / std) / (std * np.sqrt(2 * np.pi))


def sample_static(height, width, channels, rng):  # uniform, not Gaussian
    return rng.random((height, width, channels))
