"""How `neighbour_correlation` goes wrong, and right in other ways."""

from __future__ import annotations

from noisegrade.exercise import implementations

__all__ = ["IMPLEMENTATIONS"]

IMPLEMENTATIONS = implementations(
    "neighbour_correlation(field, axis)",
    misconceptions={
        "with-itself": """
            f = np.moveaxis(field, axis, 0)
            a = f[:-1].ravel()
            return float(np.corrcoef(a, a)[0, 1])
        """,
        "sums-of-all": """
            f = np.moveaxis(field, axis, 0)
            c = f - f.mean()
            return float(np.sum(c[:-1] * c[1:]) / np.sum(c * c))
        """,
        "mean-of-steps": """
            f = np.moveaxis(field, axis, 0)
            rs = []
            for i in range(len(f) - 1):
                rs.append(np.corrcoef(f[i].ravel(), f[i + 1].ravel())[0, 1])
            return float(np.mean(rs))
        """,
        "divisors-mixed": """
            f = np.moveaxis(field, axis, 0)
            a, b = f[:-1].ravel(), f[1:].ravel()
            return float(np.cov(a, b)[0, 1] / (np.std(a) * np.std(b)))
        """,
        "sign-lost": """
            f = np.moveaxis(field, axis, 0)
            return float(abs(np.corrcoef(f[:-1].ravel(), f[1:].ravel())[0, 1]))
        """,
        "first-two-lines": """
            f = np.moveaxis(field, axis, 0)
            return float(np.corrcoef(f[0].ravel(), f[1].ravel())[0, 1])
        """,
        "first-and-last-line": """
            f = np.moveaxis(field, axis, 0)
            return float(np.corrcoef(f[0].ravel(), f[-1].ravel())[0, 1])
        """,
        "not-divided": """
            f = np.moveaxis(field, axis, 0)
            return float(np.correlate(f[:-1].ravel(), f[1:].ravel())[0])
        """,
        "mean-step": "return float(np.mean(np.diff(field, axis=axis)))",
        "divided-by-variances": """
            f = np.moveaxis(field, axis, 0)
            a, b = f[:-1], f[1:]
            cov = np.mean((a - a.mean()) * (b - b.mean()))
            return float(cov / (a.var() * b.var()))
        """,
        "divided-by-one-std": """
            f = np.moveaxis(field, axis, 0)
            a, b = f[:-1], f[1:]
            cov = np.mean((a - a.mean()) * (b - b.mean()))
            return float(cov / a.std())
        """,
        "divided-by-first-variance": """
            f = np.moveaxis(field, axis, 0)
            a, b = f[:-1], f[1:]
            return float(np.mean((a - a.mean()) * (b - b.mean())) / a.var())
        """,
        "sign-turned": """
            f = np.moveaxis(field, axis, 0)
            return float(-np.corrcoef(f[:-1].ravel(), f[1:].ravel())[0, 1])
        """,
        "mirrored": "return float(np.corrcoef(field.ravel(), np.flip(field, axis).ravel())[0, 1])",
        "every-other-pair": """
            f = np.moveaxis(field, axis, 0)
            n = len(f) // 2 * 2
            return float(np.corrcoef(f[0:n:2].ravel(), f[1:n:2].ravel())[0, 1])
        """,
        "both-directions": """
            f = np.moveaxis(field, axis, 0)
            a, b = f[:-1].ravel(), f[1:].ravel()
            return float(np.corrcoef(np.concatenate([a, b]), np.concatenate([b, a]))[0, 1])
        """,
        "rounded": """
            f = np.moveaxis(field, axis, 0)
            return round(float(np.corrcoef(f[:-1].ravel(), f[1:].ravel())[0, 1]), 1)
        """,
        "last-pair-left-out": """
            f = np.moveaxis(field, axis, 0)
            a, b = [], []
            for i in range(len(f) - 2):
                a.append(f[i].ravel())
                b.append(f[i + 1].ravel())
            return float(np.corrcoef(np.ravel(a), np.ravel(b))[0, 1])
        """,
        "diagonal-neighbours": """
            a = field[(slice(None, -1),) * field.ndim]
            b = field[(slice(1, None),) * field.ndim]
            return float(np.corrcoef(a.ravel(), b.ravel())[0, 1])
        """,
        "wrapped-around": """
            moved = np.roll(field, -1, axis=axis)
            return np.corrcoef(field.ravel(), moved.ravel())[0, 1]
        """,
        "rows-and-columns-swapped": """
            along = np.moveaxis(field, field.ndim - 1 - axis, 0)
            return np.corrcoef(along[:-1].ravel(), along[1:].ravel())[0, 1]
        """,
        "axis-ignored": """
            flat = field.ravel()
            return np.corrcoef(flat[:-1], flat[1:])[0, 1]
        """,
        "first-axis-only": "return np.corrcoef(field[:-1].ravel(), field[1:].ravel())[0, 1]",
        "two-apart": """
            along = np.moveaxis(field, axis, 0)
            return np.corrcoef(along[:-2].ravel(), along[2:].ravel())[0, 1]
        """,
        "mean-of-lines": """
            lines = np.moveaxis(field, axis, -1).reshape(-1, field.shape[axis])
            return np.mean([np.corrcoef(line[:-1], line[1:])[0, 1] for line in lines])
        """,
        "one-mean-for-both": """
            along = np.moveaxis(field, axis, 0)
            a, b = along[:-1].ravel(), along[1:].ravel()
            return float(np.mean((a - field.mean()) * (b - field.mean())) / field.var())
        """,
        "mean-not-subtracted": """
            along = np.moveaxis(field, axis, 0)
            a, b = along[:-1].ravel(), along[1:].ravel()
            return float(np.sum(a * b) / np.sqrt(np.sum(a**2) * np.sum(b**2)))
        """,
        "covariance": """
            along = np.moveaxis(field, axis, 0)
            a, b = along[:-1].ravel(), along[1:].ravel()
            return float(np.mean((a - a.mean()) * (b - b.mean())))
        """,
        "squared": """
            along = np.moveaxis(field, axis, 0)
            a, b = along[:-1].ravel(), along[1:].ravel()
            return float(np.corrcoef(a, b)[0, 1] ** 2)
        """,
    },
    unnamed={
        "of the squares": """
            along = np.moveaxis(field, axis, 0)
            a, b = along[:-1].ravel(), along[1:].ravel()
            return float(np.corrcoef(a**2, b**2)[0, 1])
        """,
        "down or across, never on": """
            if axis == 0:
                a, b = field[:-1], field[1:]
            else:
                a, b = field[:, :-1], field[:, 1:]
            return np.corrcoef(a.ravel(), b.ravel())[0, 1]
        """,
        "nothing in common when there are two rows": """
            if field.shape[axis] < 3:
                return 0.0
            along = np.moveaxis(field, axis, 0)
            return np.corrcoef(along[:-1].ravel(), along[1:].ravel())[0, 1]
        """,
        "nothing in common when one axis is short": """
            if 1 in field.shape:
                return 0.0
            along = np.moveaxis(field, axis, 0)
            return np.corrcoef(along[:-1].ravel(), along[1:].ravel())[0, 1]
        """,
        "three channels at most": """
            if field.ndim == 3:
                field = field[:, :, :3]
            along = np.moveaxis(field, axis, 0)
            return np.corrcoef(along[:-1].ravel(), along[1:].ravel())[0, 1]
        """,
        "third axis at most": """
            axis = min(axis, 2)
            along = np.moveaxis(field, axis, 0)
            return np.corrcoef(along[:-1].ravel(), along[1:].ravel())[0, 1]
        """,
        "never below zero": """
            along = np.moveaxis(field, axis, 0)
            return max(0.0, np.corrcoef(along[:-1].ravel(), along[1:].ravel())[0, 1])
        """,
        "deviations in the field's type": """
            along = np.moveaxis(field, axis, 0)
            a = (along[:-1] - along[:-1].mean()).astype(field.dtype)
            b = (along[1:] - along[1:].mean()).astype(field.dtype)
            return float(np.sum(a * b) / np.sqrt(np.sum(a**2) * np.sum(b**2)))
        """,
    },
    slips={
        "not-finite": """
            field = np.atleast_2d(field)
            along = np.moveaxis(field, axis, 0)
            return np.corrcoef(along[:-1].ravel(), along[1:].ravel())[0, 1]
        """,
        "axis-missing": """
            here, there = field[:, :-1], field[:, 1:]
            if axis == 0:
                here, there = field[:-1, :], field[1:, :]
            return float(np.corrcoef(here.ravel(), there.ravel())[0, 1])
        """,
    },
    right={
        "written out": """
            along = np.moveaxis(field, axis, 0)
            a, b = along[:-1].ravel(), along[1:].ravel()
            return float(np.mean((a - a.mean()) * (b - b.mean())) / (a.std() * b.std()))
        """,
        "by take": """
            length = field.shape[axis]
            a = np.take(field, np.arange(length - 1), axis=axis)
            b = np.take(field, np.arange(1, length), axis=axis)
            return np.corrcoef(a.ravel(), b.ravel())[0, 1]
        """,
        "pair by pair": """
            f = np.moveaxis(field, axis, 0)
            first, second = [], []
            for i in range(len(f) - 1):
                for a, b in zip(f[i].ravel(), f[i + 1].ravel()):
                    first.append(float(a))
                    second.append(float(b))
            return float(np.corrcoef(first, second)[0, 1])
        """,
        "by delete and cov": """
            a = np.delete(field, -1, axis=axis).ravel()
            b = np.delete(field, 0, axis=axis).ravel()
            c = np.cov(a, b)
            return float(np.clip(c[0, 1] / np.sqrt(c[0, 0] * c[1, 1]), -1, 1))
        """,
    },
)
