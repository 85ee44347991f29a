"""Reports and submissions as the journal keeps them: JSON, compressed to a sixth."""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping
from dataclasses import asdict, replace
from typing import Any

from noisegrade.model import Chunk, Report, Source, Submission
from noisegrade.report.as_json import from_dict, to_line
from noisegrade.untrusted_text import for_json

__all__ = ["pack_report", "pack_submission", "unpack_line", "unpack_report", "unpack_submission"]

_LEVEL = 6  # of 9: higher ones cost twice the time for 2 % of the size


def pack_report(report: Report) -> bytes:
    """Pack a report, without name and notes: it may be that of many submissions."""
    return zlib.compress(to_line(replace(report, submission="", notes=())).encode(), _LEVEL)


def unpack_report(packed: bytes, *, submission: str, notes: tuple[str, ...]) -> Report:
    """Unpack a report under the name and the notes of one of the submissions that it is for."""
    plain: dict[str, Any] = json.loads(zlib.decompress(packed))
    return from_dict({**plain, "submission": submission, "notes": notes})


def unpack_line(
    packed: bytes, *, submission: str, notes: str, identical_to: str | None, learner: str
) -> str:
    """Unpack a report as the line of JSON that it is, with its name and its notes in place.

    Within a JSON string every quote is escaped: so each of these keys stands there only once.
    """
    line = zlib.decompress(packed).decode()
    name = f'"submission":{for_json(submission)}'
    name += f',"learner":{for_json(learner)}'
    if identical_to is not None:
        name += f',"identical_to":{for_json(identical_to)}'
    return line.replace('"submission":""', name, 1).replace('"notes":[]', f'"notes":{notes}', 1)


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
