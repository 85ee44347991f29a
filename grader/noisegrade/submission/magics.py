"""What only a notebook understands: magics, shell lines and help, taken out of a cell's code."""

from __future__ import annotations

import re

__all__ = ["cell_magic", "without_magics"]

_CELL = re.compile(r"\s*%%(\w+)")
_LINE = re.compile(
    r"\s*(?:[%!?]"  # %timeit f(), !ls, ?f
    r"|[A-Za-z_][\w.]*(?:\s*,\s*[A-Za-z_][\w.]*)*\s*=\s*(?:%(?=\w)|!)"  # files = !ls
    r"|%{0,2}[A-Za-z_*][\w.*]*\?{1,2}\s*$)"  # f?
)
_INDENT = re.compile(r"[ \t]*")
_TOKEN = re.compile(
    r"""(?P<quote>\"{3}|'{3}|["'])|(?P<open>[(\[{])|(?P<close>[)\]}])|(?P<comment>\#)|\\."""
)


def cell_magic(text: str) -> str | None:
    """Return the name of the %%magic that a cell begins with."""
    found = _CELL.match(text)
    return found[1] if found else None


def without_magics(text: str) -> str:
    """Replace magics, shell lines and help by `pass`; indentation and line numbers stay.

    Only where a statement begins: a `%` inside brackets or a string is Python's own.
    """
    lines = text.split("\n")
    if not any(map(_LINE.match, lines)):  # of nearly every cell; to follow its strings takes longer
        return text
    state = _State()
    return "\n".join(state.next(line) for line in lines)


class _State:
    """Where the lines so far have left off: inside a string, in brackets, after a backslash."""

    def __init__(self) -> None:
        self._quote = ""  # that ends the string over several lines that we are in
        self._depth = 0  # of brackets
        self._goes_on = False  # the line before ends in a backslash
        self._in_magic = False

    def next(self, line: str) -> str:
        """Return the line as Python may see it."""
        if self._goes_on and self._in_magic:
            self._goes_on = line.endswith("\\")
            return ""
        inside = self._quote or self._depth or self._goes_on
        self._in_magic = not inside and _LINE.match(line) is not None
        if self._in_magic:
            self._goes_on = line.endswith("\\")
            return f"{_INDENT.match(line)[0]}pass"  # type: ignore[index]  # it matches anything
        self._scan(line)
        return line

    def _scan(self, line: str) -> None:
        at = 0
        self._goes_on = line.endswith("\\")
        while at < len(line):
            if self._quote:
                at = self._end_of_string(line, at)
                continue
            token = _TOKEN.search(line, at)
            if token is None:
                return
            at = token.end()
            match token.lastgroup:
                case "quote":
                    self._quote = token[0]
                case "open":
                    self._depth += 1
                case "close":
                    self._depth = max(0, self._depth - 1)
                case "comment":
                    self._goes_on = False
                    return
        if len(self._quote) == 1 and not self._goes_on:
            self._quote = ""  # Python will say that it was never closed

    def _end_of_string(self, line: str, at: int) -> int:
        while at < len(line):
            if line[at] == "\\":
                at += 2
            elif line.startswith(self._quote, at):
                at += len(self._quote)
                self._quote = ""
                return at
            else:
                at += 1
        return at
