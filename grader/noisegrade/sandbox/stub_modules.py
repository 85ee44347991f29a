"""Stand in for the packages that draw: a notebook that plots must still be gradable.

A child has NumPy and SciPy and nothing else. Code that imports another package gets the
ModuleNotFoundError that a machine without it gives; but an import of matplotlib, which every
notebook has and no answer depends on, must not cost a learner the rest of the cell.
"""

from __future__ import annotations

import importlib.abc
import importlib.machinery
from collections.abc import Iterator
from types import ModuleType
from typing import Any, Self

__all__ = ["DRAWING", "Drawing"]

DRAWING = frozenset({"IPython", "PIL", "matplotlib", "plotly", "seaborn"})


class Nothing:
    """Whatever a drawing package gives: takes every call and shows nothing."""

    def __call__(self, *_: object, **__: object) -> Nothing:
        """Do nothing, with anything."""
        return self

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return self

    def __getitem__(self, index: object) -> Nothing:
        return self

    def __setitem__(self, index: object, value: object) -> None:
        pass

    def __iter__(self) -> Iterator[Nothing]:
        return iter((self, self))  # fig, ax = plt.subplots()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        return None


class _Empty(ModuleType):
    """A module in which every name stands for nothing."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return Nothing()


class Drawing(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Finds an empty module for every module of a drawing package."""

    def find_spec(
        self, fullname: str, path: object = None, target: object = None
    ) -> importlib.machinery.ModuleSpec | None:
        """Find it under any name below the package's."""
        del path, target
        if fullname.partition(".")[0] not in DRAWING:
            return None
        return importlib.machinery.ModuleSpec(fullname, self, is_package=True)

    def create_module(self, spec: importlib.machinery.ModuleSpec) -> ModuleType:
        """Make an empty one."""
        return _Empty(spec.name)

    def exec_module(self, module: ModuleType) -> None:
        """Do nothing: there is nothing in it."""
