"""A learner's exception in the learner's own words: their lines, none of ours."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Callable, Mapping
from types import CodeType, TracebackType
from typing import Any

__all__ = ["guarded", "name_of", "one_line", "own_traceback", "own_where", "where_defined"]

_FRAMES = 8  # of the traceback, the last ones
_OURS = os.path.dirname(__file__)  # noqa: PTH120 - no pathlib in a child
_FRAMES_TEXT = 5 << 10
_MESSAGE_TEXT = 2 << 10
_LINE_TEXT = 300

Labels = Mapping[str, str]
"""The file names of the learner's code, and how a message names each."""


def own_traceback(error: BaseException, labels: Labels) -> str:
    """Return the traceback from their first line on, bounded."""
    frames = _frames_text(_own_part(labels))
    return (frames[-_FRAMES_TEXT:] + "\n".join(_message(error)))[: _FRAMES_TEXT + _MESSAGE_TEXT]


def own_where(error: BaseException, labels: Labels) -> str | None:
    """Return the last of their lines that the exception came through, as label:line."""
    if isinstance(error, SyntaxError) and error.filename and error.filename in labels:
        return f"{labels[error.filename]}:{error.lineno or 1}"
    where = None
    for frame, line in traceback.walk_tb(_own_part(labels)):
        label = labels.get(frame.f_code.co_filename)
        where = where if label is None else f"{label}:{line}"
    return where


def one_line(error: BaseException) -> str:
    """Return type and message on one line."""
    lines = guarded(lambda: traceback.format_exception_only(type(error), error), [])
    # Of a syntax error the last entry is the message, after the line and its mark.
    said = lines[-1 if isinstance(error, SyntaxError) else 0] if lines else name_of(error)
    return " ".join(said[:_MESSAGE_TEXT].split())[:_LINE_TEXT]


def where_defined(function: Any, labels: Labels) -> str | None:
    """Return the line of a function's def, as label:line, if it is in their files."""
    code = guarded(lambda: function.__code__, None)
    if not isinstance(code, CodeType) or code.co_filename not in labels:
        return None
    return f"{labels[code.co_filename]}:{code.co_firstlineno}"


def name_of(thing: Any) -> str:
    """Name the type of anything, even where its metaclass lies."""
    return str(guarded(lambda: type.__dict__["__name__"].__get__(type(thing)), "object"))


def _own_part(labels: Labels) -> TracebackType | None:
    """Return the traceback of the exception being handled, from their first frame on."""
    part = sys.exc_info()[2]
    while part is not None and part.tb_frame.f_code.co_filename not in labels:
        part = part.tb_next
    return part


def _frames_text(part: TracebackType | None) -> str:
    if part is None:
        return ""
    lines = guarded(lambda: traceback.format_list(_own_frames(part)), [])
    return "".join(["Traceback (most recent call last):\n", *lines])


def _own_frames(part: TracebackType) -> list[traceback.FrameSummary]:
    """Return the last frames, without those of a stand-in of ours that raised."""
    frames = traceback.extract_tb(part, limit=-2 * _FRAMES)
    return [frame for frame in frames if not frame.filename.startswith(_OURS)][-_FRAMES:]


def _message(error: BaseException) -> list[str]:
    """Return the lines of the exception itself; its `__str__` may do anything."""
    lines = guarded(lambda: traceback.format_exception_only(type(error), error), [])
    text = "".join(lines)[:_MESSAGE_TEXT] or name_of(error)
    return text.rstrip().splitlines()


def guarded(look: Callable[[], Any], otherwise: Any) -> Any:
    """Look at something of the learner's, which may raise."""
    try:
        return look()
    except BaseException:  # noqa: BLE001 - it may run the learner's code
        return otherwise
