"""The versions that a grading depends on, beside the course itself."""

from __future__ import annotations

from functools import cache
from importlib.metadata import version

__all__ = ["versions"]


@cache
def versions() -> tuple[tuple[str, str], ...]:
    """Return name and version of noisegrade, NumPy and SciPy."""
    return tuple((name, version(name)) for name in ("noisegrade", "numpy", "scipy"))
