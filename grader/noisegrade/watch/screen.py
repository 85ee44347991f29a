"""The terminal's screen: drawn as a whole, without flicker, and left in order."""

from __future__ import annotations

import contextlib
import io
import sys
from types import TracebackType
from typing import Self

from noisegrade.report.terminal import TerminalConsole
from noisegrade.watch.view import View, render

__all__ = ["Screen"]

_HIDE, _SHOW = "\x1b[?25l", "\x1b[?25h"
_HOME, _CLEAR, _TO_END_OF_LINE, _TO_END = "\x1b[H", "\x1b[2J\x1b[H", "\x1b[K", "\x1b[J"


class Screen:
    """Draws views. What stood on the screen before is scrolled away, not lost."""

    def __init__(self) -> None:
        if isinstance(sys.stdout, io.TextIOWrapper):  # a terminal that knows no █ gets a ?
            sys.stdout.reconfigure(errors="replace")
        self._console = TerminalConsole(file=sys.stdout, highlight=False)
        self._drawn: tuple[str, tuple[int, int]] | None = None

    def __enter__(self) -> Self:
        self._write(_HIDE + "\n" * self._console.height + _CLEAR)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        with contextlib.suppress(OSError):  # the terminal may be gone
            self._write(_SHOW + "\n")

    def draw(self, view: View) -> None:
        """Draw a view, if it differs from what is there.

        A view that is higher than the screen scrolls: its end, the keys, is always in sight.
        """
        size = self._console.size
        with self._console.capture() as capture:
            self._console.print(render(view, size.height))
        text = capture.get().rstrip("\n")
        if self._drawn == (text, size):
            return
        resized = self._drawn is not None and self._drawn[1] != size
        self._drawn = (text, size)
        if resized or text.count("\n") >= size.height:
            self._write(_CLEAR + text)
        else:
            self._write(_HOME + text.replace("\n", f"{_TO_END_OF_LINE}\n") + _TO_END)

    def forget(self) -> None:
        """Draw anew next time: somebody else wrote on the screen."""
        self._drawn = None

    def _write(self, text: str) -> None:
        sys.stdout.write(text)
        sys.stdout.flush()
