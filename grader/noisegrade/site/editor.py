"""The editor of a page: CodeMirror, as the package NiceGUI ships it, without the languages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

from noisegrade.errors import UsageError

__all__ = ["editor_files"]

_STATIC = re.compile(rb'(?:from|import)"\./([\w.-]+\.js)"')
_PYTHON = re.compile(rb'name:"Python"[^{}]*?import\("\./([\w.-]+\.js)"\)')
_MAP = re.compile(rb"\n//# sourceMappingURL=.*")


def editor_files() -> Iterator[tuple[str, bytes]]:
    """Return the files of the editor and of its one language; `python.js` names that.

    Raises
    ------
    UsageError
        Where the package is not installed, or has no editor that we know.
    """
    folder = _folder()
    core = _reached(folder, "index.js")
    language = next(
        (match.group(1).decode() for raw in core.values() if (match := _PYTHON.search(raw))),
        None,
    )
    if language is None:
        raise UsageError(
            "The installed nicegui has no editor that noisegrade knows: install noisegrade[site]."
        )
    files = core | _reached(folder, language)
    for name, raw in sorted(files.items()):
        yield name, _MAP.sub(b"", raw)
    yield "python.js", f'export {{ python }} from "./{language}";\n'.encode()


def _folder() -> Path:
    spec = find_spec("nicegui")
    for found in (spec.submodule_search_locations or ()) if spec else ():
        folder = Path(found) / "elements" / "codemirror" / "dist"
        if (folder / "index.js").is_file():
            return folder
    raise UsageError(
        "The editor is missing: install it with python -m pip install noisegrade[site]."
    )


def _reached(folder: Path, start: str) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    left = [start]
    while left:
        name = left.pop()
        if name not in found:
            found[name] = (folder / name).read_bytes()
            left += [match.group(1).decode() for match in _STATIC.finditer(found[name])]
    return found
