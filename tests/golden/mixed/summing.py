import numpy as np


def scale_gaussian(mean, std, factor):
    raise NotImplementedError("scale_gaussian: not yet")


def sum_gaussians(means, stds):  # standard deviations are added
    return float(np.sum(means)), float(np.sum(stds))


def sample_sum(means, stds, size, rng):  # right, and it prints
    print("summing", len(means), "terms")
    return sum(m + s * rng.standard_normal(size) for m, s in zip(means, stds))


def many_small_effects(count, size, rng):  # no mistake that has a name: a wrong spread
    return 1.2 * (rng.random((size, count)).sum(axis=1) - count / 2) / np.sqrt(count / 12)
