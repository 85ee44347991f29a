import numpy as np


def noise_step(x, beta, rng):  # right, but for the generator that it was given
    noise = np.random.default_rng().standard_normal(x.shape)
    return np.sqrt(1 - beta) * x + np.sqrt(beta) * noise


def noise_steps(x0, betas):  # a parameter is missing
    return x0


noise_shortcut = "later"
