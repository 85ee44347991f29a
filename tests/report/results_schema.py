"""Holds a result against the published schema."""

from __future__ import annotations

from typing import Any

from noisegrade.report.as_json import schema


def validate(result: dict[str, Any]) -> None:
    import jsonschema  # a second of processor time: only where a test asks for it

    jsonschema.validate(result, schema())
