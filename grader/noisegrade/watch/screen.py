"""The terminal's screen: drawn as a whole, without flicker, and left in order."""

from __future__ import annotations

import contextlib
import re
import sys
from collections.abc import Iterator, Sequence
from types import TracebackType
from typing import Self

from rich.console import (
    Console,
    ConsoleDimensions,
    ConsoleOptions,
    Group,
    RenderableType,
    RenderResult,
)
from rich.segment import Segment

from noisegrade.report.terminal import TerminalConsole
from noisegrade.watch.view import View, render, scroll_mark

__all__ = ["Screen"]

Line = list[Segment]

_LINK_NUMBER = re.compile(r"(?<=\x1b\]8);id=[^;\x1b]*;")  # another one at every draw
_LEAST = 3  # lines of a small screen that are for what was found
_HIDE, _SHOW = "\x1b[?25l", "\x1b[?25h"
_HOME, _CLEAR, _TO_END_OF_LINE, _TO_END = "\x1b[H", "\x1b[2J\x1b[H", "\x1b[K", "\x1b[J"


class Screen:
    """Draws views. What stood on the screen before is scrolled away, not lost."""

    def __init__(self) -> None:
        self._console = TerminalConsole(file=sys.stdout, highlight=False)
        self._drawn: tuple[str, ConsoleDimensions] | None = None

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

    def draw(self, view: View) -> int:
        """Draw a view, if it differs from what is there; return the line that it begins with.

        The verdict stays at the top and the keys at the bottom; what is between them scrolls.
        """
        size = self._console.size
        lines, top = self._lines(view, size.height)
        with self._console.capture() as capture:
            self._console.print(_Lines(lines), end="")
        text = _LINK_NUMBER.sub(";;", capture.get().rstrip("\n"))
        if self._drawn == (text, size):
            return top
        resized = self._drawn is not None and self._drawn[1] != size
        self._drawn = (text, size)
        if resized:
            self._write(_CLEAR + text)
        else:
            self._write(_HOME + text.replace("\n", f"{_TO_END_OF_LINE}\n") + _TO_END)
        return top

    def _lines(self, view: View, height: int) -> tuple[list[Line], int]:
        """Choose the lines that the screen has room for."""
        frame = render(view, height)
        head, body, foot = (self._rendered(part) for part in (frame.head, frame.body, frame.foot))
        head = head[: max(1, height - _LEAST)]
        foot = foot[-max(1, height - len(head) - _LEAST) :]
        room = max(1, height - len(head) - len(foot))
        if len(body) <= room:
            return [*head, *body, *foot], 0
        top = min(view.top, len(body) - room + 1)
        shown = body[top : top + room - 1]
        marker = self._rendered([scroll_mark(top, len(body) - top - len(shown))])[:1]
        return [*head, *shown, *marker, *foot], top

    def _rendered(self, parts: Sequence[RenderableType]) -> list[Line]:
        return self._console.render_lines(Group(*parts), pad=False) if parts else []

    @contextlib.contextmanager
    def aside(self) -> Iterator[None]:
        """Leave the screen to another program, and draw anew afterwards."""
        self._write(_SHOW + _CLEAR)
        try:
            yield
        finally:
            self._write(_HIDE + _CLEAR)
            self.forget()

    def forget(self) -> None:
        """Draw anew next time: somebody else wrote on the screen."""
        self._drawn = None

    def _write(self, text: str) -> None:
        sys.stdout.write(text)
        sys.stdout.flush()


class _Lines:
    """Lines that are rendered already."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self._lines = lines

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        del console, options
        for line in self._lines:
            yield from line
            yield Segment.line()
