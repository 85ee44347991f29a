"""How tests read an export back."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
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
