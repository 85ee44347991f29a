"""Reports and submissions as the journal keeps them: JSON, compressed to a sixth."""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from noisegrade.model import Chunk, Report, Source, Submission
from noisegrade.report.as_json import from_dict, to_line

__all__ = ["pack_report", "pack_submission", "unpack_plain", "unpack_report", "unpack_submission"]

_LEVEL = 6  # of 9: higher ones cost twice the time for 2 % of the size


def pack_report(report: Report) -> bytes:
    """Pack a report."""
    return zlib.compress(to_line(report).encode(), _LEVEL)


def unpack_plain(packed: bytes) -> dict[str, Any]:
    """Unpack a report as plain values."""
    plain: dict[str, Any] = json.loads(zlib.decompress(packed))
    return plain


def unpack_report(packed: bytes, *, submission: str, notes: tuple[str, ...]) -> Report:
    """Unpack a report under the name and the notes of one of the submissions that it is for."""
    return from_dict({**unpack_plain(packed), "submission": submission, "notes": notes})


def pack_submission(submission: Submission) -> bytes:
    """Pack a submission."""
    return zlib.compress(json.dumps(asdict(submission)).encode(), _LEVEL)


def unpack_submission(packed: bytes) -> Submission:
    """Unpack a submission."""
    plain = json.loads(zlib.decompress(packed))
    return Submission(
        name=plain["name"],
        sources=tuple(map(_source, plain["sources"])),
        notes=tuple(plain["notes"]),
        unreadable=tuple((section, says) for section, says in plain["unreadable"]),
    )


def _source(plain: Mapping[str, Any]) -> Source:
    chunks = tuple(Chunk(**chunk) for chunk in plain["chunks"])
    return Source(plain["module"], chunks, tuple(plain["sections"]))
