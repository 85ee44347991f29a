"""What to write where a terminal can't print a character: something that reads like it."""

from __future__ import annotations

import codecs
import io
import os
import sys
import unicodedata

__all__ = ["printable_streams", "prints", "transliterate"]

_NAME = "noisegrade.transliteration"  # of the error handler

_ASCII = {
    "✓": "+",
    "✗": "x",
    "○": "o",
    "⊘": "/",
    "·": ".",
    "▸": ">",
    "█": "#",
    "░": ".",
    "…": "...",
    "–": "-",
    "—": "-",
    "−": "-",
    "×": "x",
    "±": "+-",
    "√": "sqrt",
    "≤": "<=",
    "≥": ">=",
    "≠": "!=",
    "≈": "~",
    "→": "->",
    "↑": "up",
    "↓": "down",
    "ᾱ": "alpha_bar",
    "\u0304": "_bar",
    "½": "1/2",
    "∞": "infinity",
    "∫": "integral",
    "■": "stop",
    "─": "-",
    "│": "|",
    "├": "|",
    "└": "`",
    "“": '"',
    "”": '"',
    "‘": "'",
    "’": "'",
    "\u00a0": " ",
    "\u2009": " ",
    "\u202f": " ",
}
_WITHOUT_SYMBOLS = frozenset({"linux", "vt100", "vt220"})  # terminals whose fonts have no ✓


def prints(text: str, encoding: str) -> bool:
    """Tell whether an encoding has all these characters."""
    try:
        text.encode(encoding)
    except (UnicodeError, LookupError):
        return False
    return True


def transliterate(character: str) -> str:
    """Return what stands for a character in ASCII."""
    if character in _ASCII:
        return _ASCII[character]
    name = unicodedata.name(character, "")
    if name.startswith("GREEK"):
        word = name.rpartition(" ")[2]
        return word.capitalize() if "CAPITAL" in name else word.lower()
    kind, _, codes = unicodedata.decomposition(character).rpartition("> ")
    plain = "".join(chr(int(code, 16)) for code in codes.split()[:1])
    mark = {"<super": "^", "<sub": "_"}.get(kind, "")
    return mark + plain if plain.isascii() and plain else ascii(character)[1:-1]


def printable_streams() -> None:
    """Let nothing that is printed fail, whatever the terminal's or the pipe's encoding is."""
    codecs.register_error(_NAME, _replaced)
    plain = os.environ.get("TERM") in _WITHOUT_SYMBOLS and sys.stdout.isatty()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors=_NAME, encoding="ascii" if plain else None)


def _replaced(error: UnicodeError) -> tuple[str, int]:
    """Stand in for what an encoding lacks; called by Python's own encoders."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    lacking = error.object[error.start : error.end]
    return "".join(map(transliterate, lacking)), error.end
