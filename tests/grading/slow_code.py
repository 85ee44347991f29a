"""Right code that takes its time: one number after another, in Python."""

from __future__ import annotations

__all__ = ["EXACT", "IMPORTS", "ONE_DRAW", "RANDOM"]

EXACT = {
    "bell_curve": """
def bell_curve(x, mean, std):
    values = np.asarray(x, dtype=float)
    out = np.empty(values.shape)
    for i in np.ndindex(values.shape):
        out[i] = math.exp(-0.5 * ((values[i] - mean) / std) ** 2) / (std * math.sqrt(2 * math.pi))
    return out[()]
""",
    "gaussian_coverage": """
def gaussian_coverage(k):
    def simpson(k, n=12_000):
        h = k / n
        total = 0.0
        for j in range(n + 1):
            weight = 1 if j in (0, n) else 4 if j % 2 else 2
            total += weight * math.exp(-0.5 * (j * h) ** 2)
        return 2 * total * h / 3 / math.sqrt(2 * math.pi)
    values = np.asarray(k, dtype=float)
    out = np.empty(values.shape)
    for i in np.ndindex(values.shape):
        out[i] = simpson(values[i])
    return out[()]
""",
    "fraction_within": """
def fraction_within(x, mean, std, k):
    near = 0
    for i in np.ndindex(x.shape):
        near += bool(abs(x[i] - mean) <= k * std)
    return near / x.size
""",
    "neighbour_correlation": """
def neighbour_correlation(field, axis):
    lines = np.moveaxis(field, axis, 0)
    a, b = [], []
    for i in range(lines.shape[0] - 1):
        for j in np.ndindex(lines.shape[1:]):
            a.append(lines[i][j])
            b.append(lines[i + 1][j])
    mean_a, mean_b = sum(a) / len(a), sum(b) / len(b)
    together = sum((x - mean_a) * (y - mean_b) for x, y in zip(a, b))
    apart = sum((x - mean_a) ** 2 for x in a) * sum((y - mean_b) ** 2 for y in b)
    return float(together / math.sqrt(apart))
""",
}

IMPORTS = """
def passes_coverage_check(x, mean, std, tolerance):
    from scipy import stats
    for k in (1, 2):
        near = np.mean(np.abs(x - mean) <= k * std)
        if abs(near - (stats.norm.cdf(k) - stats.norm.cdf(-k))) > tolerance:
            return False
    return True
"""

ONE_DRAW = {
    "a draw at a time": "def one(rng):\n    return rng.standard_normal()\n",
    "an array of one": "def one(rng):\n    return rng.normal(0, 1, size=1)[0]\n",
    "random.gauss": """
def one(rng):
    if not hasattr(one, "source"):
        one.source = random.Random()
    if one.rng is not rng:
        one.rng = rng
        one.source.seed(int(rng.integers(2**63)))
    return one.source.gauss(0, 1)
one.rng = None
""",
    "Box-Muller": """
def one(rng):
    return np.sqrt(-2 * np.log(1 - rng.random())) * np.cos(2 * np.pi * rng.random())
""",
    "polar": """
def one(rng):
    while True:
        u, v = 2 * rng.random() - 1, 2 * rng.random() - 1
        square = u * u + v * v
        if 0 < square < 1:
            return u * math.sqrt(-2 * math.log(square) / square)
""",
    "rejection": """
def one(rng):
    while True:
        x = rng.uniform(-8, 8)
        if rng.random() < math.exp(-x * x / 2):
            return x
""",
    "inverse CDF": """
from statistics import NormalDist
def one(rng):
    return NormalDist().inv_cdf(1 - rng.random())
""",
}

RANDOM = {
    "sample_static": """
def sample_static(height, width, channels, rng):
    out = np.zeros((height, width, channels))
    for row in range(height):
        for column in range(width):
            for channel in range(channels):
                out[row, column, channel] = one(rng)
    return out
""",
    "sample_gaussian": """
def sample_gaussian(mean, std, shape, rng):
    out = np.empty(shape)
    for i in np.ndindex(out.shape):
        out[i] = mean + std * one(rng)
    return out
""",
    "add_noise": """
def add_noise(image, std, rng):
    out = np.empty(image.shape)
    for i in np.ndindex(image.shape):
        out[i] = image[i] + std * one(rng)
    return out
""",
    "sample_sum": """
def sample_sum(means, stds, size, rng):
    return np.array(
        [sum(mean + std * one(rng) for mean, std in zip(means, stds)) for _ in range(size)]
    )
""",
    "many_small_effects": """
def many_small_effects(count, size, rng):
    out = []
    for _ in range(size):
        total = 0.0
        for _ in range(count):
            total += rng.uniform(0, 1)
        out.append((total - count / 2) / math.sqrt(count / 12))
    return np.array(out)
""",
    "noise_step": """
def noise_step(x, beta, rng):
    out = np.empty(x.shape)
    for i in np.ndindex(x.shape):
        out[i] = math.sqrt(1 - beta) * x[i] + math.sqrt(beta) * one(rng)
    return out
""",
    "noise_steps": """
def noise_steps(x0, betas, rng):
    path = [x0.copy()]
    for beta in betas:
        step = np.empty(x0.shape)
        for i in np.ndindex(x0.shape):
            step[i] = math.sqrt(1 - beta) * path[-1][i] + math.sqrt(beta) * one(rng)
        path.append(step)
    return np.array(path)
""",
    "noise_shortcut": """
def noise_shortcut(x0, betas, rng):
    left = 1.0
    for beta in betas:
        left *= 1 - beta
    out = np.empty(x0.shape)
    for i in np.ndindex(x0.shape):
        out[i] = math.sqrt(left) * x0[i] + math.sqrt(1 - left) * one(rng)
    return out
""",
}
