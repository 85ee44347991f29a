"""When a submission was handed in, as far as its download tells."""

from __future__ import annotations

from datetime import datetime, tzinfo

from noisegrade.assignment import Assignment
from noisegrade.batch.sources import SubmissionSource
from noisegrade.batch.times import timed

__all__ = ["handed_in"]


def handed_in(source: SubmissionSource, zone: tzinfo) -> tuple[datetime | None, bool | None]:
    """Return the time, None where it is unknown, and the system's own mark: late, or not.

    Parameters
    ----------
    zone : of a time that says none
    """
    any_day = Assignment(name="any", title="any", deadline=datetime.now(zone))
    (found,) = timed([source], any_day)
    told = found.handed_in
    if told is None:
        return None, None
    at = None if told.at is None else datetime.fromisoformat(told.at)
    return at, told.late
