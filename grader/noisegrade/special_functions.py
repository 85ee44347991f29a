"""SciPy's special functions, without what their import drags along.

`scipy.special` copies all of NumPy's namespace, and so loads every part of NumPy that is there on
demand: f2py, testing and more, a fifth of what a short check costs. Nothing uses them there.

What stays is that the copy in `scipy._lib.array_api_compat.numpy` lacks them; NumPy is as it was.
Another thread's `from numpy import *` in that moment lacks them, too. Before NumPy 2 there is
nothing to leave out, and where NumPy keeps its list in another way, the import is the usual one.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np

__all__ = ["special"]

_ON_DEMAND = "__numpy_submodules__"  # of NumPy: what its `dir` lists; without it, all is as ever
_NEEDED = frozenset({"exceptions", "fft", "linalg", "random"})


@contextmanager
def _unlisted() -> Iterator[None]:
    """Leave the parts that are loaded on demand out of NumPy's list of names, for a moment."""
    module: Any = np
    listed, public = getattr(module, _ON_DEMAND, None), module.__all__
    if not isinstance(listed, set) or "scipy.special" in sys.modules:
        yield
        return
    unlisted = listed - _NEEDED - {*sys.modules[module.__name__].__dict__}
    setattr(module, _ON_DEMAND, listed - unlisted)
    module.__all__ = [name for name in public if name not in unlisted]
    try:
        yield
    finally:
        setattr(module, _ON_DEMAND, listed)
        module.__all__ = public


with _unlisted():
    from scipy import special  # type: ignore[import-untyped]  # SciPy ships no types
