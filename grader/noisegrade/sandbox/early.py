"""A sandbox that gets ready while its owner still imports what it needs itself."""

from __future__ import annotations

from collections.abc import Sequence
from types import TracebackType
from typing import Self

from noisegrade.sandbox.client import Sandbox

__all__ = ["EarlySandbox"]


class EarlySandbox:
    """Starts for the usual packages; most courses ask for no others."""

    def __init__(self) -> None:
        self._sandbox = Sandbox()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._sandbox.close()

    def offering(self, packages: Sequence[str]) -> Sandbox:
        """Return the sandbox, or another one where it must offer more packages."""
        if packages:
            self._sandbox.close()
            self._sandbox = Sandbox(packages=packages)
        return self._sandbox
