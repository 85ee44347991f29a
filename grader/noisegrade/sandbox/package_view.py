"""Let live functions see the packages that they will see when they are graded, and no others.

A learner's own kernel may have PyTorch; the grader has not. So while a function is checked, what it
uses of installed packages that aren't offered is replaced by what stands for them in the sandbox.
"""

from __future__ import annotations

import builtins
import contextlib
import sys
from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from types import ModuleType
from typing import Any

from noisegrade.sandbox.absent_packages import (
    AbsentPackages,
    Placeholder,
    UnavailableError,
    sentence,
)
from noisegrade.sandbox.stub_modules import DRAWING

__all__ = ["as_graded"]

_ALWAYS = {"numpy", "scipy", "noisegrade", "builtins", "__main__"}
_INSTALLED = ("site-packages", "dist-packages")  # modules elsewhere are the learner's own


@contextlib.contextmanager
def as_graded(function: object, offered: Sequence[str]) -> Iterator[None]:
    """Replace absent packages in a function's module, and in what it imports, for a while.

    Parameters
    ----------
    offered : packages beside NumPy and SciPy that the course offers
    """
    packages = AbsentPackages(["numpy", "scipy", *offered])
    space = getattr(function, "__globals__", {})
    importing = builtins.__import__
    seen: dict[str, bool] = {}

    def is_absent(package: str) -> bool:
        if package not in seen:
            seen[package] = package not in offered and _is_installed(package)
        return seen[package]

    def imports(name: str, globals: Any = None, *more: Any, **named: Any) -> Any:  # noqa: A002 - Python's own signature
        package = name.partition(".")[0]
        level = more[2] if len(more) > 2 else named.get("level", 0)  # noqa: PLR2004 - its place there
        if level == 0 and globals is space and is_absent(package):
            raise UnavailableError(sentence(package, packages.offered), name=package)
        return importing(name, globals, *more, **named)

    replaced = {name: one for name, one in space.items() if is_absent(_package_of(one))}
    for name, value in replaced.items():
        space[name] = Placeholder(packages, _package_of(value))
    builtins.__import__ = imports
    try:
        yield
    finally:
        builtins.__import__ = importing
        space.update(replaced)


def _package_of(value: object) -> str:
    name = value.__name__ if isinstance(value, ModuleType) else getattr(value, "__module__", "")
    return name.partition(".")[0] if isinstance(name, str) else ""


def _is_installed(package: str) -> bool:
    """Tell whether a package was installed: it is not ours, Python's or the learner's own."""
    if not package or package in _ALWAYS or package in DRAWING:
        return False
    if package in sys.stdlib_module_names or package.startswith("_"):
        return False
    module = sys.modules.get(package)
    origin = getattr(module, "__file__", None)
    if not isinstance(origin, str):
        with contextlib.suppress(Exception):  # a module may be anything
            spec = find_spec(package)
            origin = spec.origin if spec else None
    return isinstance(origin, str) and any(part in origin for part in _INSTALLED)
