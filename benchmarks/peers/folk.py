"""The assertions that courses use for such exercises, at a size that is kind to them.

100 000 draws: so many that the tolerances are five standard errors wide or wider.
"""

from __future__ import annotations

__all__ = ["BOTH", "PREAMBLE", "TOLERANCES"]

PREAMBLE = "import numpy as np\nfrom scipy import stats\n"

_BELL = """\
x = np.linspace(-6, 16, 45)
assert np.allclose(bell_curve(x, 5.0, 3.0), stats.norm.pdf(x, 5.0, 3.0))
"""
_STATIC = """\
rng = np.random.default_rng()
x = sample_static(250, 200, 2, rng)
assert x.shape == (250, 200, 2)
assert abs(x.mean()) < 0.02
assert abs(x.std() - 1) < 0.02
assert abs(np.mean(np.abs(x) < 1) - 0.683) < 0.01
assert abs(np.mean(np.abs(x) < 2) - 0.954) < 0.01
assert not np.array_equal(x, sample_static(250, 200, 2, rng))
"""
_GAUSSIAN = """\
rng = np.random.default_rng()
x = sample_gaussian(5.0, 3.0, (250, 400), rng)
assert x.shape == (250, 400)
assert abs(x.mean() - 5) < 0.05
assert abs(x.std() - 3) < 0.05
assert abs(np.mean(np.abs(x - 5) < 3) - 0.683) < 0.01
assert abs(np.mean(np.abs(x - 5) < 6) - 0.954) < 0.01
assert not np.array_equal(x, sample_gaussian(5.0, 3.0, (250, 400), rng))
"""
_STEP = """\
rng = np.random.default_rng()
image = np.linspace(-1, 1, 100_000).reshape(250, 400)
x = (noise_step(image, 0.36, rng) - 0.8 * image) / 0.6
assert x.shape == (250, 400)
assert abs(x.mean()) < 0.02
assert abs(x.std() - 1) < 0.02
assert abs(np.mean(np.abs(x) < 1) - 0.683) < 0.01
assert abs(np.mean(np.abs(x) < 2) - 0.954) < 0.01
"""

TOLERANCES = {
    "bell_curve": _BELL,
    "sample_static": _STATIC,
    "sample_gaussian": _GAUSSIAN,
    "noise_step": _STEP,
}
BOTH = {  # and a test of the whole distribution
    "bell_curve": _BELL,
    "sample_static": _STATIC + 'assert stats.kstest(x.ravel(), "norm").pvalue > 0.01\n',
    "sample_gaussian": _GAUSSIAN + 'assert stats.kstest(x.ravel(), "norm", (5, 3)).pvalue > 0.01\n',
    "noise_step": _STEP + 'assert stats.kstest(x.ravel(), "norm").pvalue > 0.01\n',
}
