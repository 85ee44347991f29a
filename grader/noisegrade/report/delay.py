"""How late a submission was, as an instructor reads it."""

from __future__ import annotations

from datetime import datetime

from noisegrade.model import Mark

__all__ = ["delay"]

_DAY, _HOUR, _MINUTE = 86400, 3600, 60


def delay(mark: Mark | None) -> str:
    """Say by how much it was late, and what that costs; "" where it was not, or nobody knows."""
    if mark is None or mark.handed_in is None:
        return ""
    at, deadline = mark.handed_in.at, mark.deadline
    late = ""
    if at is not None and deadline is not None:
        seconds = (datetime.fromisoformat(at) - datetime.fromisoformat(deadline)).total_seconds()
        late = f"{_span(seconds)} late" if seconds > 0 else ""
    elif mark.handed_in.late:
        late = "late, nobody knows by how much"
    return f"{late}, −{mark.penalty:g} points" if late and mark.penalty else late


def _span(seconds: float) -> str:
    for unit, name in ((_DAY, "day"), (_HOUR, "hour"), (_MINUTE, "minute")):
        if seconds >= unit:
            count = int(seconds // unit)
            return f"{count} {name}{'s'[: count != 1]}"
    return "less than a minute"
