"""A report as plain values for JSON, and back; described by `schema.json` beside this file."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import fields
from importlib import resources
from typing import Any

from noisegrade.model import (
    Amendment,
    Evidence,
    ExerciseReport,
    Finding,
    HandedIn,
    Isolation,
    Mark,
    Report,
    TestKind,
    TimeSource,
    Verdict,
)
from noisegrade.untrusted_text import for_json

__all__ = ["from_dict", "schema", "to_dict", "to_line"]

_RENAMED = {"next_step": "next"}  # the word that people read
_WHERE_THERE = frozenset({"amendments", "excused", "graded_by", "assignment", "mark", "hidden"})
"""Fields that are written only where they say something: most gradings have no such layer."""

_FIELDS = {
    record: tuple(
        (one.name, _RENAMED.get(one.name, one.name))
        for one in fields(record)
        if one.name != "promise"
    )
    for record in (Report, ExerciseReport, Finding, Evidence, Mark, HandedIn, Amendment)
}


def to_dict(report: Report) -> dict[str, Any]:
    """Turn a report into what `json.dumps` takes; numbers that are not finite become null."""
    plain = _plain(report)
    if not isinstance(plain, dict):
        raise TypeError("a report is always an object")
    plain["versions"] = dict(report.versions)
    return plain


def to_line(report: Report) -> str:
    """Write a report as one line of JSON."""
    return for_json(to_dict(report))


def from_dict(plain: Mapping[str, Any]) -> Report:
    """Read a report back.

    Raises
    ------
    KeyError, TypeError, ValueError
        Where `plain` does not follow the schema.
    """
    fields = dict(plain)
    fields["isolation"] = Isolation(fields["isolation"])
    fields["versions"] = tuple(fields["versions"].items())
    fields["notes"] = tuple(fields["notes"])
    fields["exercises"] = tuple(_exercise(one) for one in fields["exercises"])
    fields["hidden"] = tuple(fields.get("hidden", ()))
    if fields.get("mark") is not None:
        fields["mark"] = _mark(fields["mark"])
    return Report(**fields)


def schema() -> dict[str, Any]:
    """Load the JSON Schema that every report follows."""
    text = resources.files(__package__).joinpath("schema.json").read_text(encoding="utf-8")
    loaded: dict[str, Any] = json.loads(text)
    return loaded


def _plain(value: Any) -> Any:
    """Go through values of ours; `dataclasses.asdict` copies each leaf, in five times the time."""
    if type(value) in _FIELDS:
        return {
            name: _plain(getattr(value, field))
            for field, name in _FIELDS[type(value)]
            if name not in _WHERE_THERE or getattr(value, field)
        }
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value


def _exercise(plain: Mapping[str, Any]) -> ExerciseReport:
    fields = dict(plain)
    fields["verdict"] = Verdict(fields["verdict"])
    fields["next_step"] = fields.pop("next")
    fields["histogram"] = tuple(fields["histogram"])
    fields["findings"] = tuple(_finding(one) for one in fields["findings"])
    fields["amendments"] = tuple(Amendment(**one) for one in fields.get("amendments", ()))
    return ExerciseReport(**fields)


def _mark(plain: Mapping[str, Any]) -> Mark:
    fields = dict(plain)
    if fields["handed_in"] is not None:
        told = dict(fields["handed_in"])
        fields["handed_in"] = HandedIn(**{**told, "source": TimeSource(told["source"])})
    return Mark(**fields)


def _finding(plain: Mapping[str, Any]) -> Finding:
    fields = dict(plain)
    fields["verdict"] = Verdict(fields["verdict"])
    if fields["evidence"] is not None:
        fields["evidence"] = _evidence(fields["evidence"])
    return Finding(**fields)


def _evidence(plain: Mapping[str, Any]) -> Evidence:
    fields = dict(plain)
    fields["kind"] = TestKind(fields.get("kind", TestKind.UNKNOWN))
    if fields["interval"] is not None:
        low, high = fields["interval"]
        fields["interval"] = (low, high)
    return Evidence(**fields)
