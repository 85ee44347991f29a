"""A file name for every submission: safe on every system, and no two alike on any."""

from __future__ import annotations

import re
import unicodedata

__all__ = ["FileNames"]

_LONGEST = 80  # characters: leaves room for a folder and a suffix wherever it is unpacked
_LARGEST = 200  # bytes of UTF-8, of the 255 that a file system takes
_DEVICES = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)  # on Windows


class FileNames:
    """Gives names away, each once; in the same order, the same names."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def choose(self, submission: str) -> str:
        """Choose the name for one submission: its own where that is possible."""
        whole = unicodedata.normalize("NFC", submission)  # as macOS does not write it
        plain = _shortened(re.sub(r"[^\w.-]+", "_", whole).strip("._-")) or "submission"
        if _DEVICES.fullmatch(plain):
            plain = f"_{plain}"
        name, more = plain, 1
        while name.casefold() in self._taken:
            more += 1
            name = f"{plain}-{more}"
        self._taken.add(name.casefold())
        return name


def _shortened(name: str) -> str:
    return name[:_LONGEST].encode()[:_LARGEST].decode(errors="ignore")
