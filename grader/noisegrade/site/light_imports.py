"""Import `scipy.special` in a browser without what it names and never uses there.

Its import reaches for `scipy.linalg`, `numpy.f2py` and `numpy.testing`: half a second and more, and
megabytes to download. The first two are stood in for until the whole of SciPy is there.
"""

from __future__ import annotations

import importlib
import importlib.util
import sys
from types import ModuleType
from typing import Any

__all__ = ["begin", "complete"]

_LINALG = "scipy.linalg"


def begin() -> None:
    """Import NumPy and `scipy.special`, and nothing that they don't need."""
    numpy: Any = importlib.import_module("numpy")
    numpy.f2py = sys.modules["numpy.f2py"] = ModuleType("numpy.f2py")
    numpy.testing = _lazy("numpy.testing")
    stand_in = sys.modules[_LINALG] = ModuleType(_LINALG)
    importlib.import_module("scipy.special")
    if sys.modules.get(_LINALG) is stand_in:
        del sys.modules[_LINALG]


def complete() -> None:
    """Put `scipy.linalg` where it belongs, once its files are there."""
    importlib.invalidate_caches()
    scipy: Any = importlib.import_module("scipy")
    linalg = importlib.import_module(_LINALG)
    scipy.linalg = linalg
    orthogonal: Any = importlib.import_module("scipy.special._orthogonal")
    orthogonal.linalg = linalg


def _lazy(name: str) -> ModuleType:
    """Return a module that is loaded when one of its names is first used."""
    spec = importlib.util.find_spec(name)
    if spec is None or spec.loader is None:
        return importlib.import_module(name)
    loader = importlib.util.LazyLoader(spec.loader)
    spec.loader = loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    loader.exec_module(module)
    return module
