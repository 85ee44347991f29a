"""The Python that a page runs: one pinned release of Pyodide, each file known by its SHA-256."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from noisegrade.errors import UsageError

__all__ = ["LOCK", "PYTHON", "VERSION", "Part", "from_address", "from_folder"]

VERSION = "0.27.7"
PYTHON = "python3.12"

LOCK = {
    "info": {
        "abi_version": "2024_0",
        "arch": "wasm32",
        "platform": "emscripten_3_1_58",
        "python": "3.12.7",
        "version": VERSION,
    },
    "packages": {},
}
"""What Pyodide reads of its packages: none, for the worker unpacks what is needed."""


@dataclass(frozen=True, slots=True)
class Part:
    """A file of the release.

    Parameters
    ----------
    role : what the worker does with it
    name : of the file in the release
    size : in bytes
    sha256 : in hexadecimal
    """

    role: str
    name: str
    size: int
    sha256: str


_WHEEL = "cp312-cp312-pyodide_2024_0_wasm32.whl"

PARTS = (
    Part(
        "loader",
        "pyodide.js",
        14913,
        "b4cb23a53aba19c221659b9fb40a2f18281d685691dc06647fb0afd0681baf98",
    ),
    Part(
        "script",
        "pyodide.asm.js",
        1255688,
        "6b4c90de5b7172873f04f21884d0e9d2274e305fe32116558fe3e4fbe3618d51",
    ),
    Part(
        "wasm",
        "pyodide.asm.wasm",
        10105545,
        "a50dd1843f805a0b7c45b61037ee0d7b26dfe85efe0e18ef95a34ad24e401f5f",
    ),
    Part(
        "stdlib",
        "python_stdlib.zip",
        2360737,
        "16611534726e5d8ac2bd8f926410b2dcb8d6f49aa24913463533b457a2115c16",
    ),
    Part(
        "numpy",
        f"numpy-2.0.2-{_WHEEL}",
        3061133,
        "ebb61241d962b98b21597d7ce43b67668a6d5bab3acec4fbe958657320d7cd08",
    ),
    Part(
        "openblas",
        "openblas-0.3.26.zip",
        6117592,
        "787ea9a8a5cd160204388d03324b3b7ce5c9aea14b5680cec987f837e76c5198",
    ),
    Part(
        "scipy",
        f"scipy-1.14.1-{_WHEEL}",
        13477451,
        "997c50a61564a8ce6a56ea98a42e7f4427e5eb98475a73233e83df6a184f415c",
    ),
)
"""As `pyodide-lock.json` and the package of that release have them; they hold on every mirror."""


def from_folder(folder: Path) -> Iterator[tuple[Part, bytes]]:
    """Read the parts from an unpacked release.

    Raises
    ------
    UsageError
        Where one is missing, or is not that of the pinned release.
    """
    for part in PARTS:
        path = folder / part.name
        try:
            raw = path.read_bytes()
        except OSError as error:
            raise UsageError(
                f"{path} can't be read: give --pyodide the folder of the whole release {VERSION} "
                f"of Pyodide, which has {part.name} in it."
            ) from error
        if hashlib.sha256(raw).hexdigest() != part.sha256:
            raise UsageError(
                f"{path} is not that of Pyodide {VERSION}: download that release anew."
            )
        yield part, raw


def from_address(address: str) -> tuple[str, str]:
    """Return where the parts are loaded from at run time, and the origin that pages must allow.

    Raises
    ------
    UsageError
        Where a page could not load from there.
    """
    found = urlsplit(address)
    if found.scheme != "https" or not found.netloc or found.query or found.fragment:
        raise UsageError(
            f"{address} is not an address to load Pyodide from: it must begin with https:// and "
            f"end in the folder of the release, such as …/v{VERSION}/full/."
        )
    return f"{address.rstrip('/')}/", f"{found.scheme}://{found.netloc}"
