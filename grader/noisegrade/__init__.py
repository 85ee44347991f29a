"""Seventeen exercises on what noise really is, and a grader that proves how seldom it errs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from noisegrade.live_check import check

__all__ = ["check"]


def __getattr__(name: str) -> Any:
    """Load `check` when it is asked for: `noisegrade --help` must not wait for NumPy."""
    if name == "check":
        from noisegrade.live_check import check  # noqa: PLC0415 - lazy, as said above

        return check
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
