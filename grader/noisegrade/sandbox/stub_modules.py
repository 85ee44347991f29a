"""Stand in for the packages that draw: a notebook that plots must still be gradable.

An import of matplotlib, which every notebook has and no answer depends on, must not cost a learner
the rest of the cell, nor must what is drawn within a function. All other packages that aren't
offered are absent: see `absent_packages`.
"""

from __future__ import annotations

import importlib.abc
import importlib.machinery
from collections.abc import Collection, Iterator
from types import ModuleType
from typing import Any, Self

__all__ = ["DRAWING", "Drawing", "Silent"]

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


class Silent(ModuleType):
    """A module in which every name stands for nothing."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return Nothing()


class Drawing(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Finds an empty module for every module of a drawing package that isn't offered itself."""

    def __init__(self, offered: Collection[str] = ()) -> None:
        self._offered = frozenset(offered)

    def find_spec(
        self, fullname: str, path: object = None, target: object = None
    ) -> importlib.machinery.ModuleSpec | None:
        """Find it under any name below the package's."""
        del path, target
        if fullname.partition(".")[0] not in DRAWING - self._offered:
            return None
        return importlib.machinery.ModuleSpec(fullname, self, is_package=True)

    def create_module(self, spec: importlib.machinery.ModuleSpec) -> ModuleType:
        """Make an empty one."""
        return Silent(spec.name)

    def exec_module(self, module: ModuleType) -> None:
        """Do nothing: there is nothing in it."""
