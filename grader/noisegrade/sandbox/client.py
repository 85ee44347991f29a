"""Run a submission's functions in a confined process: calls go in, arrays come back."""

from __future__ import annotations

import functools
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from noisegrade.errors import SandboxError, UsageError
from noisegrade.model import Isolation, Submission
from noisegrade.sandbox.budget import Budget
from noisegrade.sandbox.children import Child, ChildLink, Memory
from noisegrade.sandbox.closeable import Closeable
from noisegrade.sandbox.forkserver import RefusedError, WarmParent
from noisegrade.sandbox.installed_packages import InstalledPackages, look_up
from noisegrade.sandbox.session import CPU_LIMIT, Session
from noisegrade.sandbox.subprocess_child import FreshInterpreters

__all__ = ["CPU_LIMIT", "Budget", "Sandbox", "Session", "probe"]

_BUDGET = Budget()


class Parent(Protocol):
    """What makes children."""

    def wait_until_ready(self) -> None:
        """Wait until children can be made; raise `SandboxError` if they can't."""

    def fork(self, modules: Iterable[str]) -> ChildLink:
        """Make a child, one that has these modules if that can be."""

    def close(self) -> None:
        """End everything."""


@dataclass(frozen=True, slots=True)
class _Way:
    """How children can be made, and the level that this gives."""

    level: Isolation
    parent: Callable[[InstalledPackages], Parent]


_WAYS = (
    *(
        _Way(level, functools.partial(WarmParent, level))
        for level in (Isolation.STRONG, Isolation.CONTAINER, Isolation.LIMITS)
        if sys.platform == "linux"
    ),
    _Way(Isolation.LIMITS, FreshInterpreters),
)
_refused: set[_Way] = set()  # what this machine has shown not to enforce


class Sandbox(Closeable):
    """Confines the code of one submission after another, all at one level.

    It owns a warm parent, and makes another when that is lost. It belongs to one thread at a time;
    a forked copy of the process gets a parent of its own.

    Parameters
    ----------
    level : None for the strongest that this machine enforces
    packages : names of packages that submissions may import, beside NumPy and SciPy; all their
        files and those of what they need can then be read, and their global generators are seeded

    Raises
    ------
    SandboxError
        Where the level asked for can't be enforced here.
    UsageError
        Where a package is not installed.
    """

    def __init__(self, level: Isolation | None = None, *, packages: Sequence[str] = ()) -> None:
        if level in {Isolation.NONE, Isolation.BROWSER}:
            raise SandboxError(f"a sandbox confines; Isolation.{level.name} does not")
        if sys.platform == "emscripten":
            raise UsageError(
                "A browser can't confine a submission, so nothing is graded here: use check to "
                "learn, and grade with the command noisegrade grade."
            )
        self._ways = _ways(level)
        self._packages = look_up(packages)
        self._parent = self._ways[0].parent(self._packages)
        self._child: Child | None = None
        if level:
            self.isolation  # noqa: B018 - raises where it can't be had

    @property
    def isolation(self) -> Isolation:
        """The level that is enforced; waits until that is known."""
        while True:
            try:
                self._parent.wait_until_ready()
            except RefusedError:
                if len(self._ways) == 1:
                    raise
                _refused.add(self._ways.pop(0))
                self._parent = self._ways[0].parent(self._packages)
            else:
                return self._ways[0].level

    def open(self, submission: Submission, *, budget: Budget = _BUDGET) -> Session:
        """Begin to serve a submission. One session at a time: close it before the next."""
        return Session(self, submission, budget)

    def close(self) -> None:
        """End the warm parent and its child."""
        self._parent.close()

    @property
    def packages(self) -> Sequence[str]:
        """What it offers beside NumPy and SciPy."""
        return self._packages.names

    def start(self, memory: Memory, modules: Sequence[str]) -> Child:
        """Make a child for a session."""
        if self._child is not None and not self._child.is_over:
            raise RuntimeError("another session of this sandbox is open: close it first")
        self.isolation  # noqa: B018 - settles the level
        self._child = Child(self._parent.fork(modules), memory)
        return self._child

    def renew(self) -> None:
        """Replace a parent that was lost."""
        self._parent.close()
        self._parent = self._ways[0].parent(self._packages)


@functools.cache
def probe() -> Isolation:
    """Find the strongest level that this machine enforces, by enforcing it on a child of ours."""
    with Sandbox() as sandbox:
        return sandbox.isolation


def _ways(level: Isolation | None) -> list[_Way]:
    """Return the ways that may hold here, strongest first; those to this level if there is one."""
    ways = [way for way in _WAYS if level in {None, way.level}]
    return [way for way in ways if way not in _refused] or ways[-1:]
