"""A sandbox that gets ready while its owner still imports what it needs itself."""

from __future__ import annotations

from collections.abc import Sequence

from noisegrade.sandbox.client import Sandbox
from noisegrade.sandbox.closeable import Closeable

__all__ = ["EarlySandbox"]


class EarlySandbox(Closeable):
    """Starts for the usual packages; most courses ask for no others."""

    def __init__(self) -> None:
        self._sandbox = Sandbox()

    def close(self) -> None:
        """End it."""
        self._sandbox.close()

    def offering(self, packages: Sequence[str]) -> Sandbox:
        """Return the sandbox, or another one where it must offer more packages."""
        if packages:
            self._sandbox.close()
            self._sandbox = Sandbox(packages=packages)
        return self._sandbox
