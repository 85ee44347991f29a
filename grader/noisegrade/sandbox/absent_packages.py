"""Stand in for packages that aren't offered: an import costs nothing until the package is used.

While a file is loaded, whatever is done with such a package gives a placeholder, so that seeds,
devices and classes that no exercise needs don't cost a learner the rest of the file. When a
function is called and uses one, it raises, and says what can be used instead. Code that is ready
for the package to be missing, by a try around the import, finds that it is.
"""

from __future__ import annotations

import ast
import importlib.abc
import importlib.machinery
import sys
from collections.abc import Iterator, Mapping
from types import FrameType, ModuleType
from typing import Any, Self

__all__ = ["AbsentPackages", "Placeholder", "UnavailableError", "names_of", "sentence"]

_NAMES = {
    "IPython": "IPython",
    "PIL": "Pillow",
    "cupy": "CuPy",
    "cv2": "OpenCV",
    "jax": "JAX",
    "keras": "Keras",
    "numba": "Numba",
    "numpy": "NumPy",
    "pandas": "pandas",
    "scipy": "SciPy",
    "skimage": "scikit-image",
    "sklearn": "scikit-learn",
    "statsmodels": "statsmodels",
    "sympy": "SymPy",
    "tensorflow": "TensorFlow",
    "torch": "PyTorch",
    "torchvision": "torchvision",
    "tqdm": "tqdm",
    "xarray": "xarray",
}
"""Packages that learners know, by the names that they are imported by."""

_MISSING_IS_CAUGHT = {"BaseException", "Exception", "ImportError", "ModuleNotFoundError"}


class UnavailableError(ModuleNotFoundError):
    """A package was used that the grader doesn't offer."""


UnavailableError.__module__ = "builtins"  # a learner's traceback names none of our modules


def names_of(packages: list[str]) -> str:
    """List packages as a sentence does."""
    names = [_NAMES.get(package, package) for package in packages]
    return f"{', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 else "".join(names)


def sentence(package: str, offered: list[str]) -> str:
    """Say that a package can't be used, and what can."""
    if package in _NAMES:
        return f"{_NAMES[package]} can't be used here: {names_of(offered)} can."
    and_own = names_of([*offered, "the submission's own files"])
    return f"{package} can't be used here: {and_own} can."


class Placeholder:
    """Whatever an absent package gives: inert while a file is loaded, an error after that."""

    def __init__(self, packages: AbsentPackages, package: str) -> None:
        self._packages = packages
        self._package = package

    def _used(self, *_: object, **__: object) -> Self:
        if self._packages.is_loading:
            return self
        self._raise()
        return self

    def _raise(self, *_: object, **__: object) -> Any:
        raise UnavailableError(sentence(self._package, self._packages.offered), name=self._package)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return self._used()

    def __mro_entries__(self, bases: object) -> tuple[type, ...]:
        return (type(self._package, (), {"__new__": lambda *_, **__: self._used()}),)

    def __iter__(self) -> Iterator[Self]:
        return iter((self._used(),) * 2)  # a, b = package.both()

    def __bool__(self) -> bool:
        self._used()
        return False

    def __exit__(self, *error: object) -> None:
        return None

    def __repr__(self) -> str:
        return f"<{self._package}: not available here>"

    __call__ = __array_ufunc__ = __getitem__ = __enter__ = __setitem__ = __or__ = __ror__ = _used
    __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = __matmul__ = __rmatmul__ = _used
    __truediv__ = __rtruediv__ = __floordiv__ = __mod__ = __pow__ = __rpow__ = __neg__ = _used
    __lt__ = __le__ = __gt__ = __ge__ = __abs__ = _used
    __float__ = __int__ = __index__ = __len__ = __array__ = __complex__ = _raise


class _AbsentModule(ModuleType):
    """A module in which every name stands for a placeholder."""

    def __init__(self, name: str, packages: AbsentPackages) -> None:
        super().__init__(name)
        self._packages = packages

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return Placeholder(self._packages, self.__name__.partition(".")[0])


class AbsentPackages(importlib.abc.Loader):
    """Makes the modules of absent packages, for the learner's own code alone.

    Parameters
    ----------
    offered : packages that can be used
    """

    def __init__(self, offered: list[str]) -> None:
        self.offered = offered
        self.is_loading = False

    def find(self, fullname: str, texts: Mapping[str, str]) -> importlib.machinery.ModuleSpec:
        """Find a module; raise `ModuleNotFoundError` for who expects that, and for other packages.

        Parameters
        ----------
        texts : the submission's code, by the names of its files
        """
        frame = _importer()
        label = frame.f_code.co_filename if frame else ""
        if frame is None or label not in texts or _is_caught(frame.f_lineno, texts[label]):
            raise ModuleNotFoundError(f"No module named {fullname!r}", name=fullname)
        return importlib.machinery.ModuleSpec(fullname, self, is_package=True)

    def create_module(self, spec: importlib.machinery.ModuleSpec) -> ModuleType:
        """Make a module of placeholders."""
        return _AbsentModule(spec.name, self)

    def exec_module(self, module: ModuleType) -> None:
        """Do nothing: there is nothing in it."""


def _importer() -> FrameType | None:
    """Return the frame that imports: the first that is not of the import system itself."""
    frame: FrameType | None = sys._getframe(3)  # noqa: SLF001 - there is no other way
    while frame is not None and "importlib" in frame.f_code.co_filename:
        frame = frame.f_back
    return frame


def _is_caught(line: int, text: str) -> bool:
    """Tell whether an import on this line stands in a try that expects it to fail."""
    tries = [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Try)]
    return any(
        node.body[0].lineno <= line <= (node.body[-1].end_lineno or 0)
        and any(_expects_missing(handler.type) for handler in node.handlers)
        for node in tries
    )


def _expects_missing(caught: ast.expr | None) -> bool:
    if caught is None:
        return True
    names = caught.elts if isinstance(caught, ast.Tuple) else [caught]
    return any(isinstance(name, ast.Name) and name.id in _MISSING_IS_CAUGHT for name in names)
