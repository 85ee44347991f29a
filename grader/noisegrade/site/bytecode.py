"""Bytecode of what was imported, to be kept by the browser: the next start compiles nothing."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

__all__ = ["pack"]

_UNCHECKED = (1).to_bytes(4, "little")
"""Flags of a .pyc that is used without a look at its source (PEP 552): times are new each visit."""


def pack(folder: str) -> bytes:
    """Pack all bytecode below a folder into a zip that is unpacked there again."""
    root, packed = Path(folder), io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:
        for path in sorted(root.rglob("__pycache__/*.pyc")):
            raw = path.read_bytes()
            name = path.relative_to(root).as_posix()
            archive.writestr(name, raw[:4] + _UNCHECKED + bytes(8) + raw[16:])
    return packed.getvalue()
