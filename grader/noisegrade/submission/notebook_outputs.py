"""A notebook without its outputs: pictures and figures in it can weigh more than all code.

They are cut out of the text before it is parsed, by its strings and brackets alone, so that a
figure of a million numbers is never unpacked in memory.
"""

from __future__ import annotations

import re

from noisegrade.submission.text_files import UnreadableError

__all__ = ["RAW_LIMIT", "without_outputs"]

RAW_LIMIT = 100_000_000  # bytes of a file with its outputs
_SMALL = 200_000  # bytes: as it is, it is parsed at once
_TOKENS = 4_000_000  # brackets and strings: to look at them takes a few seconds
_TOKEN = re.compile(  # a string that is never closed goes to the end
    rb'"[^"\\]*+(?:\\.[^"\\]*+)*+(?:"|\\?\Z)|[\[\]{}]', re.DOTALL
)
_OPEN, _CLOSE = (b"[", b"{"), (b"]", b"}")
_LIST = re.compile(rb"\s*:\s*\[")
_OUTPUTS = b'"outputs"'
_DEPTH_IN_CELL = (3, 5)  # {cells: [{outputs: …}]}; in format 3, {worksheets: [{cells: [{…}]}]}


def without_outputs(raw: bytes, label: str) -> bytes:
    """Return a notebook's text with the outputs of its cells emptied.

    Raises
    ------
    UnreadableError
        Where it has too many brackets to look at.
    """
    if len(raw) <= _SMALL:
        return raw
    kept: list[bytes] = []
    depth, begun, copied = 0, 0, 0  # begun: the depth within outputs that are left out
    for seen, token in enumerate(_TOKEN.finditer(raw)):
        if seen > _TOKENS:
            raise UnreadableError(f"{label} is too full: clear its outputs, save it and resubmit.")
        mark = token[0]
        if mark in _OPEN:
            depth += 1
        elif mark in _CLOSE:
            depth -= 1
            if begun and depth < begun:
                begun, copied = 0, token.start()
        elif not begun and depth in _DEPTH_IN_CELL and mark == _OUTPUTS:
            follows = _LIST.match(raw, token.end())
            if follows:
                kept.append(raw[copied : follows.end()])
                begun = depth + 1
    return b"".join([*kept, b"" if begun else raw[copied:]])
