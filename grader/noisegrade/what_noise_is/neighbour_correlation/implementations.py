"""How `neighbour_correlation` goes wrong, and right in other ways."""

from __future__ import annotations

from noisegrade.exercise import implementations

__all__ = ["IMPLEMENTATIONS"]

IMPLEMENTATIONS = implementations(
    "neighbour_correlation(field, axis)",
    misconceptions={
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
    },
)
