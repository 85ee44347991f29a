import numpy as np


def neighbour_correlation(field, axis):  # far more memory than there is
    return np.ones((1 << 17, 1 << 17)).mean()
