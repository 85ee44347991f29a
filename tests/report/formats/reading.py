"""How tests read an export back."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Any

from noisegrade.report.formats.files import Archive, Export, HeldBack, Notice

SPECIFICATIONS = Path(__file__).parent / "specifications"


def written(export: Export) -> tuple[dict[str, str], dict[str, str]]:
    """Give the text of every file, and the reasons of what was held back."""
    texts: dict[str, str] = {}
    held: dict[str, str] = {}
    for one in export:
        if isinstance(one, HeldBack):
            held[one.submission] = one.reason
            continue
        for piece in one.members if isinstance(one, Archive) else one.pieces:
            if isinstance(piece, HeldBack):
                held[piece.submission] = piece.reason
            elif isinstance(piece, tuple):
                texts[piece[0]] = piece[1]
            elif not isinstance(piece, Notice):
                texts[one.name] = texts.get(one.name, "") + piece
    return texts, held


def rows(text: str) -> list[dict[str, str]]:
    """Read CSV."""
    return list(csv.DictReader(io.StringIO(text, newline=""), strict=True))


def validate(document: Any, name: str) -> None:
    """Hold a document against the JSON Schema of a format."""
    import jsonschema

    jsonschema.Draft202012Validator(specification(name)).validate(document)


def specification(name: str) -> dict[str, Any]:
    """Load the JSON Schema of a format."""
    loaded: dict[str, Any] = json.loads((SPECIFICATIONS / name).read_text(encoding="utf-8"))
    return loaded


def moodles_own_reading(text: str) -> Iterator[tuple[int, str, str]]:
    """Read a worksheet as mod/assign/feedback/offline/importgradeslib.php does."""
    header, *records = csv.reader(io.StringIO(text, newline=""))
    at = {name: header.index(name) for name in ("Identifier", "Grade", "Last modified (grade)")}
    feedback = header.index("Feedback comments")
    assert feedback > 0, "Moodle takes a first column for none"
    for record in records:
        assert len(record) == len(header)
        yield (
            int(record[at["Identifier"]][len("Participant ") :]),
            record[at["Grade"]],
            record[feedback],
        )


def moodles_own_path(path: str) -> tuple[int, str] | None:
    """Find the participant as mod/assign/feedback/file/importziplib.php does."""
    for part in path.split("/"):
        parts = part.split("_", 4)
        if (
            len(parts) >= 4
            and parts[1].isdecimal()
            and (parts[2], parts[3]) == ("assignsubmission", "file")
        ):
            return int(parts[1]), PurePosixPath(path).name
    return None


def commands(text: str) -> list[tuple[str, dict[str, str], str]]:
    """Read workflow commands as GitHub's documentation has them."""
    read = []
    for line in text.splitlines():
        found = re.fullmatch(r"::(\w+) ((?:\w+=[^,:\r\n]*,?)*)::(.*)", line)
        assert found is not None, line
        pairs = (pair.split("=", 1) for pair in found[2].split(","))
        told = {name: _unescaped(value) for name, value in pairs}
        read.append((found[1], told, _unescaped(found[3])))
    return read


def _unescaped(text: str) -> str:
    marks = {"%0D": "\r", "%0A": "\n", "%3A": ":", "%2C": ",", "%25": "%"}
    return re.sub("|".join(marks), lambda found: marks[found[0]], text)
