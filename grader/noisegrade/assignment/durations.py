"""Spans of time as people write them: "15 min", "3 days", "1 week"."""

from __future__ import annotations

import re
from datetime import timedelta

__all__ = ["duration", "in_words"]

_UNITS = {
    **dict.fromkeys(("min", "minute", "minutes"), timedelta(minutes=1)),
    **dict.fromkeys(("h", "hour", "hours"), timedelta(hours=1)),
    **dict.fromkeys(("d", "day", "days"), timedelta(days=1)),
    **dict.fromkeys(("week", "weeks"), timedelta(weeks=1)),
}
_WRITTEN = re.compile(r"\s*(\d{1,4}(?:\.\d+)?)\s*([a-z]+)\s*")
_STEPS = (("day", 86_400), ("hour", 3_600), ("minute", 60))


def duration(text: str) -> timedelta | None:
    """Read a span of time; None where it is none."""
    found = _WRITTEN.fullmatch(text.casefold())
    unit = _UNITS.get(found[2]) if found else None
    return None if found is None or unit is None else float(found[1]) * unit


def in_words(span: timedelta) -> str:
    """Write a span by its largest two units, rounded down: "2 days 3 hours"."""
    left = int(span.total_seconds())
    told = []
    for word, seconds in _STEPS:
        count, left = divmod(left, seconds)
        if count:
            told.append(f"{count} {word}{'' if count == 1 else 's'}")
    return " ".join(told[:2]) or "less than a minute"
