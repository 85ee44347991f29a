r"""The gate for text that we didn't write: names, sources, messages, printed output.

A renderer sends every such text through the function of its medium, so that it is read and never
obeyed. Nothing is lost on the way that a reader would miss: what can't be shown is written as an
escape such as \x1b.

Notebooks have a gate of their own, `noisegrade.nbgrader.untrusted_cells`: it needs nbgrader's
packages.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import unicodedata
from html import escape
from typing import Any

__all__ = [
    "for_csv",
    "for_html",
    "for_json",
    "for_script",
    "for_terminal",
    "for_xml",
    "printable",
    "printed",
]

_JOINERS = "\u200c\u200d"  # Persian and Indic names are spelled with them
_SPACES = "Zs"  # the category of no-break and ideographic spaces
_STARTS_A_FORMULA = "=+\\-@＝＋－＠"
_FORMULA = re.compile(rf"(^|[;\t\n])([^\S\t\n]*[{_STARTS_A_FORMULA}])")
_NOT_JSON = re.compile(
    "[\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufeff\ufff9-\ufffb"
    "\U000e0000-\U000e007f]"
)
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def printed(raw: bytes) -> str:
    r"""Decode what a process printed; all that is not printable becomes an escape like \x1b."""
    text = raw.decode("utf-8", "replace")
    if text.isprintable():
        return text
    return "".join(
        character if character.isprintable() or character in "\n\t" else _escaped(character)
        for character in text
    )


def printable(name: str) -> str:
    """Write a name on one line, without anything that is not seen; what can't be read becomes �."""
    if name.isprintable():
        return name
    with contextlib.suppress(UnicodeEncodeError):  # bytes that were no UTF-8 where names are read
        name = os.fsencode(name).decode("utf-8", "replace")
    return "".join(map(_in_a_name, name))


def for_terminal(text: str) -> str:
    """Write text so that it neither moves the cursor nor changes a colour, a title or an order."""
    return text if text.isprintable() else "".join(map(_visible, text))


def for_html(text: str) -> str:
    """Write text that may stand in an element of a page, and in an attribute within quotes."""
    return escape(for_terminal(text))


def for_xml(text: str) -> str:
    """Write text for an XML document, where some characters may not even stand escaped."""
    return escape(_NOT_XML.sub("\ufffd", text))


def for_csv(text: str) -> str:
    """Write a cell that no spreadsheet runs as a formula.

    Where a formula would start, an apostrophe is put, which a spreadsheet does not show; after a
    semicolon, a tab and a new line too, at which a spreadsheet may split a file against its will.

    Source: OWASP, "CSV Injection", for the characters and the separators.
    """
    written = _FORMULA.sub(r"\1'\2", for_terminal(text))
    return f"'{written}" if written.startswith(("\t", "\n")) else written


def for_json(plain: Any, *, indent: int | None = None) -> str:
    """Write JSON that is safe on a terminal too; a number that is not finite raises ValueError."""
    separators = (",", ":") if indent is None else None
    written = json.dumps(
        plain, ensure_ascii=False, allow_nan=False, indent=indent, separators=separators
    )
    return _NOT_JSON.sub(_as_json_escape, written)


def for_script(plain: Any) -> str:
    """Write JSON that may stand in a script element of a page."""
    return for_json(plain).replace("<", "\\u003c")


def _in_a_name(character: str) -> str:
    if character.isprintable():
        return character
    if character in _JOINERS:
        return ""
    return " " if unicodedata.category(character) == _SPACES else "\ufffd"


def _visible(character: str) -> str:
    if character.isprintable() or character in "\n\t" or character in _JOINERS:
        return character
    match unicodedata.category(character):
        case "Zs":
            return character
        case "Cs":  # half a character, or a byte that is not UTF-8: no file can hold it
            return "\ufffd"
        case _:
            return _escaped(character)


def _escaped(character: str) -> str:
    return character.encode("unicode_escape").decode("ascii")


def _as_json_escape(found: re.Match[str]) -> str:
    character = found[0]
    if "\ud800" <= character <= "\udfff":
        return "\ufffd"
    return json.dumps(character)[1:-1]
