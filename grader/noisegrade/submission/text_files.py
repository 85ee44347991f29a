"""From a file to its text, whatever the file is: a pipe, a giant, bytes in any encoding."""

from __future__ import annotations

import codecs
import io
import os
import re
import stat
import tokenize
from pathlib import Path

from noisegrade.errors import SubmissionError
from noisegrade.untrusted_text import printable

__all__ = ["UnreadableError", "plain", "printable", "read_bytes", "source_text", "utf8_text"]

_CODECS = re.compile(
    r"utf-8(-sig)?|ascii|iso8859-\d+|cp\d+|koi8-[rtu]|mac-\w+|big5(hkscs)?|gb\w+|euc_\w+|shift_jis\w*"
)
"""The encodings that editors write. Others are refused: some take hours for a megabyte."""

_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


class UnreadableError(Exception):
    """A learner's file that can't be used; holds the sentence that says so."""


def read_bytes(path: Path, *, limit: int) -> bytes:
    """Read a file of at most `limit` bytes; a pipe or a device is not even opened.

    Raises
    ------
    SubmissionError
        Where it is not a file, or may not be read.
    UnreadableError
        Where it is too large.
    """
    try:
        mode = path.stat().st_mode
        if not stat.S_ISREG(mode):
            what = "a folder" if stat.S_ISDIR(mode) else "a pipe or a device"
            raise SubmissionError(path, f"it is {what}, not a file.")
        with open(path, "rb", opener=_without_waiting) as file:
            raw = file.read(limit + 1)
    except OSError as error:
        raise SubmissionError(path, f"it can't be opened: {error.strerror or error}.") from error
    if len(raw) > limit:
        raise UnreadableError(
            f"{printable(path.name)} is larger than {limit / 1e6:g} MB: keep only what the "
            "exercises ask for, and hand it in again."
        )
    return raw


def source_text(raw: bytes, label: str) -> str:
    """Decode Python source as Python would, by its byte order mark or its coding line.

    Raises
    ------
    UnreadableError
        Where it is not text, or not in the encoding that it says.
    """
    if raw.startswith(_UTF16):
        raise UnreadableError(f"{label} is saved as UTF-16: save it as UTF-8.")
    if b"\0" in raw:
        line = _line(raw, raw.index(b"\0"))
        raise UnreadableError(f"{label}:{line}: there are zero bytes, so it is not a text file.")
    try:
        encoding, _ = tokenize.detect_encoding(io.BytesIO(raw).readline)
    except SyntaxError as error:  # of the first two lines: no UTF-8, or an encoding nobody knows
        utf8_text(raw, label)
        raise UnreadableError(
            f"{label}: its coding line names an unknown encoding: save it as UTF-8."
        ) from error
    if not _CODECS.fullmatch(codecs.lookup(encoding).name):
        raise UnreadableError(f"{label}: its coding line says {encoding}: save it as UTF-8.")
    return _decode(raw, encoding, label)


def utf8_text(raw: bytes, label: str) -> str:
    """Decode UTF-8, with or without a byte order mark.

    Raises
    ------
    UnreadableError
        Where it is something else.
    """
    return _decode(raw, "utf-8-sig", label)


def _decode(raw: bytes, encoding: str, label: str) -> str:
    try:
        return plain(raw.decode(encoding))
    except UnicodeDecodeError as error:
        line = _line(raw, error.start)
        name = encoding.removesuffix("-sig").upper()
        raise UnreadableError(f"{label}:{line}: it is not in {name}: save it as UTF-8.") from error


def plain(text: str) -> str:
    r"""Return text with \n between its lines, and without halves of surrogate pairs."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _without_waiting(path: str, flags: int) -> int:
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def _line(raw: bytes, at: int) -> int:
    return raw.count(b"\n", 0, at) + 1
