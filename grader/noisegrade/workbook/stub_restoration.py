"""Put one stub into a file that may be broken anywhere, and leave all else as it is."""

from __future__ import annotations

import io
import re
import tokenize
import warnings
from dataclasses import dataclass

from noisegrade.course import Function, SolutionFile
from noisegrade.errors import WorkbookError
from noisegrade.submission import definitions

__all__ = ["Replaced", "replaced"]

_BLOCK = re.compile(r"(?:async[ \t]+)?def\b|class\b|@")  # at the left edge: another thing begins
_CODE = re.compile(r"[^\s#)\]}\"']")  # at the left edge: another statement may begin
_IMPORT = re.compile(r"(?:import|from)\b(?![ \t]+__future__)")


@dataclass(frozen=True, slots=True)
class Replaced:
    """The new file, and the line that the stub begins at."""

    raw: bytes
    line: int


def replaced(raw: bytes, section: SolutionFile, function: Function) -> Replaced:
    """Replace a function by its stub; where it is gone, put the stub where it belongs.

    Imports that the file has lost come back too.

    Raises
    ------
    WorkbookError
        Where the file can't be changed without harm.
    """
    encoding, text = _decoded(raw, section)
    newline = "\r\n" if text.partition("\n")[0].endswith("\r") else "\n"
    lines = _with_imports(io.StringIO(text, newline="").readlines(), section.preamble, newline)
    stub = function.stub.replace("\n", newline)
    first, last = _span(lines, function.name)
    if first == last:
        first = last = _place(lines, section, function)
        stub = _set_apart("".join(lines[:first]), stub, "".join(lines[last:]), newline)
    whole = "".join([*lines[:first], stub, *lines[last:]])
    try:
        return Replaced(whole.encode(encoding, "surrogateescape"), _line_of(whole, function.name))
    except UnicodeEncodeError as error:
        raise WorkbookError(
            f"{section.name}.py is saved as {encoding}, which can't write the task: "
            "save it as UTF-8 and try again."
        ) from error


def _decoded(raw: bytes, section: SolutionFile) -> tuple[str, str]:
    """Decode so that encoding gives the same bytes again, bad ones included."""
    try:
        encoding, _ = tokenize.detect_encoding(io.BytesIO(raw).readline)
    except SyntaxError:
        encoding = "utf-8"
    try:
        text = raw.decode(encoding, "surrogateescape")
        faithful = b"\0" not in raw and text.encode(encoding, "surrogateescape") == raw
    except (LookupError, UnicodeError):
        faithful = False
    if not faithful:
        raise WorkbookError(f"{section.name}.py is not a text file: move it away and try again.")
    return encoding, text


def _span(lines: list[str], name: str) -> tuple[int, int]:
    """Find the lines of a function, its decorators included; none where it isn't defined."""
    starts = [one.line - 1 for one in definitions("".join(lines)) if one.name == name]
    if not starts:
        return 0, 0
    first = starts[-1]  # the one that counts
    last = next((at for at in range(first + 1, len(lines)) if _BLOCK.match(lines[at])), len(lines))
    for at in range(first + 1, last):
        if _CODE.match(lines[at]) and _compiles("".join(lines[at:last])):
            last = at
            break
    while lines[last - 1].startswith("#") or not lines[last - 1].strip():
        last -= 1
    while first and lines[first - 1].startswith("@"):
        first -= 1
    return first, last


def _place(lines: list[str], section: SolutionFile, function: Function) -> int:
    """Find where a function that is gone belongs: before the next one that is still there."""
    names = [one.name for one in section.functions]
    for later in names[names.index(function.name) + 1 :]:
        first, last = _span(lines, later)
        if first != last:
            return first
    return len(lines)


def _set_apart(before: str, stub: str, after: str, newline: str) -> str:
    """Put two empty lines between the stub and its neighbours."""
    ends = before[len(before.rstrip("\r\n")) :].count("\n")
    above = newline * max(0, 3 - ends) if before else ""
    return above + stub + (2 * newline if after else "")


def _with_imports(lines: list[str], preamble: str, newline: str) -> list[str]:
    """Put the imports back that are gone: before the first import or function that is there."""
    there = {line.rstrip() for line in lines}
    lost = [line + newline for line in preamble.split("\n") if line and line not in there]
    if not lost:
        return lines
    starts = (at for at, line in enumerate(lines) if _IMPORT.match(line) or _BLOCK.match(line))
    at = next(starts, len(lines))
    before, after = lines[:at], lines[at:]
    if before and not before[-1].endswith("\n"):
        before[-1] += newline
    apart = [newline, newline] if after and _BLOCK.match(after[0]) else []
    return [*before, *lost, *apart, *after]


def _compiles(text: str) -> bool:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            compile(text, "", "exec", dont_inherit=True)
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            return False
    return True


def _line_of(text: str, name: str) -> int:
    return [one.line for one in definitions(text) if one.name == name][-1]
