"""Pictures in a notebook, as text: which of them are what they say."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Mapping
from typing import Any

__all__ = ["is_picture", "pictures"]

_BEGINNINGS = {  # SVG is none of them: it is a document, and can hold scripts
    "image/png": b"\x89PNG\r\n\x1a\n",
    "image/jpeg": b"\xff\xd8\xff",
    "image/gif": b"GIF8",
    "image/webp": b"RIFF",
}
_ADDRESS = re.compile(r"data:(image/(?:png|jpeg|gif|webp));base64,([A-Za-z0-9+/]+={0,2})")


def pictures(shown: object) -> dict[str, str]:
    """Take the pictures out of a bundle of types, each in base64 on one line."""
    bundle: Mapping[str, Any] = shown if isinstance(shown, dict) else {}
    found = {mime: _one_line(bundle.get(mime)) for mime in _BEGINNINGS}
    return {mime: text for mime, text in found.items() if _holds(mime, text)}


def is_picture(address: str) -> bool:
    """Tell whether an address is itself a picture: nothing is loaded to show it."""
    parts = _ADDRESS.fullmatch(address)
    return parts is not None and _holds(parts[1], parts[2])


def _one_line(written: object) -> str:
    lines = written if isinstance(written, list) else [written]
    return "".join("".join(line.split()) for line in lines if isinstance(line, str))


def _holds(mime: str, text: str) -> bool:
    try:
        raw = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return False
    return raw.startswith(_BEGINNINGS[mime])
