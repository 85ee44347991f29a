"""Bytecode of what was imported, to be kept by the browser: the next start compiles nothing."""

from __future__ import annotations

import importlib.util
import io
import marshal
import sys
import zipfile
from pathlib import Path

__all__ = ["pack", "with_bytecode"]

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


def with_bytecode(path: str) -> bytes:
    """Return a zip of modules with the bytecode of those that were imported from it."""
    packed = io.BytesIO(Path(path).read_bytes())
    files = (str(getattr(module, "__file__", None)) for module in list(sys.modules.values()))
    with zipfile.ZipFile(packed, "a", zipfile.ZIP_STORED) as archive:
        for file in sorted({each for each in files if each.startswith(f"{path}/")}):
            name = file.removeprefix(f"{path}/")
            if name.endswith(".py"):
                code = compile(archive.read(name), file, "exec", dont_inherit=True)
                head = importlib.util.MAGIC_NUMBER + _UNCHECKED + bytes(8)
                archive.writestr(f"{name}c", head + marshal.dumps(code))
    return packed.getvalue()
