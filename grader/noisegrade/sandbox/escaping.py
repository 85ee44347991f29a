"""Text from a learner's code, made harmless for terminals and pages."""

from __future__ import annotations

__all__ = ["escaped"]


def escaped(raw: bytes) -> str:
    r"""Decode; write all that is no printable character, newline or tab as an escape like \x1b."""
    text = raw.decode("utf-8", "replace")
    if text.isprintable():
        return text
    return "".join(map(_visible, text))


def _visible(char: str) -> str:
    if char.isprintable() or char in "\n\t":
        return char
    return char.encode("unicode_escape").decode("ascii")
