"""A wheel of this very installation, made from its own files: no source tree, no network."""

from __future__ import annotations

import base64
import hashlib
import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import metadata, resources
from importlib.resources.abc import Traversable
from zipfile import ZipFile, ZipInfo

from noisegrade.course import BUILT_IN, load_course

__all__ = ["Wheel", "add", "wheel"]

_EPOCH = (1980, 1, 1, 0, 0, 0)  # so that the same files make the same bytes
_WORKBOOK = "what_noise_is/solutions/"  # where the installed package keeps the solutions
_WHEEL = "Wheel-Version: 1.0\nGenerator: noisegrade\nRoot-Is-Purelib: true\nTag: py3-none-any\n"


@dataclass(frozen=True, slots=True)
class Wheel:
    """A wheel's file name and its bytes."""

    name: str
    content: bytes


def wheel() -> Wheel:
    """Make the wheel; what is installed from it grades as this installation does.

    Source: the binary distribution format, packaging.python.org.
    """
    distribution = metadata.distribution("noisegrade")
    stem = f"noisegrade-{distribution.version}"
    written = io.BytesIO()
    record = ""
    with ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in (*_package(), *_about(distribution, f"{stem}.dist-info")):
            add(archive, name, content)
            digest = base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=")
            record += f"{name},sha256={digest.decode()},{len(content)}\n"
        path = f"{stem}.dist-info/RECORD"
        add(archive, path, f"{record}{path},,\n".encode())
    return Wheel(f"{stem}-py3-none-any.whl", written.getvalue())


def add(archive: ZipFile, name: str, content: bytes, *, mode: int = 0o644) -> None:
    """Add a file without its date."""
    entry = ZipInfo(name, _EPOCH)
    entry.external_attr = (0o100000 | mode) << 16
    entry.compress_type = archive.compression
    archive.writestr(entry, content)


def _package() -> Iterator[tuple[str, bytes]]:
    """Return the package's files; the workbook from its single source, wherever that stands."""
    for name, content in _files(resources.files("noisegrade"), ""):
        if not name.startswith(_WORKBOOK):
            yield f"noisegrade/{name}", content
    for section in load_course(BUILT_IN).sections:
        yield f"noisegrade/{_WORKBOOK}{section.name}.py", section.solution.text.encode()


def _files(folder: Traversable, prefix: str) -> Iterator[tuple[str, bytes]]:
    for entry in sorted(folder.iterdir(), key=lambda one: one.name):
        if entry.is_dir():
            if entry.name != "__pycache__":
                yield from _files(entry, f"{prefix}{entry.name}/")
        elif not entry.name.endswith(".pyc"):
            yield f"{prefix}{entry.name}", entry.read_bytes()


def _about(distribution: metadata.Distribution, folder: str) -> Iterator[tuple[str, bytes]]:
    for name in ("METADATA", "entry_points.txt"):
        yield f"{folder}/{name}", (distribution.read_text(name) or "").encode()
    yield f"{folder}/WHEEL", _WHEEL.encode()
    for path in distribution.files or ():
        if path.parent.name == "licenses":
            yield f"{folder}/licenses/{path.name}", path.read_binary()
