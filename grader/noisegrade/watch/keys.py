"""Single keys from a terminal, which is put back as it was whatever happens."""

from __future__ import annotations

import contextlib
import os
import sys
import time
from collections.abc import Iterator
from typing import Protocol

__all__ = ["BACKSPACE", "DOWN", "ENTER", "ESCAPE", "UP", "Keys", "keyboard"]

UP, DOWN, ENTER, ESCAPE, BACKSPACE = "up", "down", "enter", "escape", "backspace"

_NAMED = {
    "\x1b[A": UP,
    "\x1bOA": UP,
    "\x1b[B": DOWN,
    "\x1bOB": DOWN,
    "\r": ENTER,
    "\n": ENTER,
    "\x7f": BACKSPACE,
    "\b": BACKSPACE,
    "\x1b": ESCAPE,
}
_MOST = 1024  # bytes of one look; somebody may paste a file


class Keys(Protocol):
    """Where keys come from."""

    def pressed(self, seconds: float) -> tuple[str, ...]:
        """Wait so long for a key; give those that came, in order."""

    def take_over(self) -> None:
        """Take the terminal over, again if a shell had it in between."""

    def give_back(self) -> None:
        """Put the terminal back as it was."""


if sys.platform == "win32":
    import msvcrt

    _SCANNED = {"H": UP, "P": DOWN}  # what follows the zero that announces a special key

    class _Console:
        """The keyboard of a Windows console."""

        def take_over(self) -> None:
            """Do nothing: keys come singly by themselves."""

        def give_back(self) -> None:
            """Do nothing: nothing was taken."""

        def pressed(self, seconds: float) -> tuple[str, ...]:
            """Wait so long for a key; give those that came, in order."""
            latest = time.monotonic() + seconds
            while not msvcrt.kbhit() and time.monotonic() < latest:
                time.sleep(0.01)
            keys = []
            while msvcrt.kbhit():
                key = msvcrt.getwch()
                if key in "\x00\xe0":
                    keys.append(_SCANNED.get(msvcrt.getwch(), ""))
                elif key == "\x03":
                    raise KeyboardInterrupt
                else:
                    keys.append(_NAMED.get(key, key))
            return tuple(keys)

    @contextlib.contextmanager
    def keyboard() -> Iterator[Keys]:
        """Read single keys."""
        yield _Console()

else:
    import select
    import termios
    import tty

    class _Terminal:
        """The keyboard of a POSIX terminal, without echo and without waiting for Enter."""

        def __init__(self) -> None:
            self._descriptor = sys.stdin.fileno()
            self._before = termios.tcgetattr(self._descriptor)

        def take_over(self) -> None:
            """Take the terminal over, again if a shell had it in between."""
            tty.setcbreak(self._descriptor, termios.TCSANOW)

        def give_back(self) -> None:
            """Put the terminal back as it was; what was typed and not read is dropped."""
            with contextlib.suppress(termios.error):  # the terminal itself may be gone
                termios.tcsetattr(self._descriptor, termios.TCSAFLUSH, self._before)

        def pressed(self, seconds: float) -> tuple[str, ...]:
            """Wait so long for a key; give those that came, in order."""
            ready, _, _ = select.select([self._descriptor], [], [], seconds)
            if not ready:
                return ()
            typed = os.read(self._descriptor, _MOST)
            if not typed:
                raise EOFError
            return split(typed.decode("utf-8", "ignore"))

    @contextlib.contextmanager
    def keyboard() -> Iterator[Keys]:
        """Read single keys; the terminal is put back afterwards."""
        terminal = _Terminal()
        try:
            terminal.take_over()
            yield terminal
        finally:
            terminal.give_back()


def split(typed: str) -> tuple[str, ...]:
    """Take apart what was typed: one entry a key, sequences by their name or left out."""
    if typed.startswith("\x1b") and len(typed) > 1:
        return (_NAMED.get(typed[:3], ""), *split(typed[3:]))
    return (_NAMED.get(typed[0], typed[0]), *split(typed[1:])) if typed else ()
