"""The versions that a grading depends on, beside the course itself."""

from __future__ import annotations

from functools import cache
from importlib.metadata import version

import numpy as np
import scipy  # type: ignore[import-untyped]  # has no stubs

__all__ = ["versions"]


@cache
def versions() -> tuple[tuple[str, str], ...]:
    """Return name and version of noisegrade, NumPy and SciPy."""
    return (
        ("noisegrade", version("noisegrade")),
        ("numpy", np.__version__),
        ("scipy", scipy.__version__),
    )
