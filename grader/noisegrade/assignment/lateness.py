"""Being late: how late a submission is by what is known of its time, and what that costs."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from noisegrade.assignment.durations import in_words
from noisegrade.assignment.value import LatePolicy, PenaltyBase
from noisegrade.model import HandedIn, TimeSource

__all__ = ["Lateness", "lateness", "penalty"]

_DAY = timedelta(days=1)
_BY = {
    TimeSource.ROSTER: "by the list of times",
    TimeSource.GRADESCOPE: "by Gradescope",
    TimeSource.BLACKBOARD: "by Blackboard",
    TimeSource.BRIGHTSPACE: "by Brightspace",
    TimeSource.NBGRADER: "by nbgrader",
    TimeSource.GIT: "by the last commit",
    TimeSource.CANVAS: "by Canvas",
    TimeSource.FILE: "by the file's own time",
}


@dataclass(frozen=True, slots=True)
class Lateness:
    """How late a submission is.

    Parameters
    ----------
    days : that have begun since the deadline; 0 for what is on time
    cut_off : whether it is too late to earn anything
    because : the sentence that says so; "" where there is nothing to say
    """

    days: int = 0
    cut_off: bool = False
    because: str = ""


def lateness(
    handed_in: HandedIn | None, due: datetime | None, policy: LatePolicy, *, extended: bool
) -> Lateness:
    """Tell how late a submission is; nothing unknown counts against a learner.

    A mark without a time counts as one day, and as none where the learner has an extension that
    the system may not know of.
    """
    if due is None:
        return Lateness()
    if handed_in is None:
        return Lateness(because="When it was handed in isn't known, so it counts as on time.")
    if handed_in.at is not None:
        at = datetime.fromisoformat(handed_in.at)
        return _timed(at.astimezone(due.tzinfo), due, policy, _BY[handed_in.source])
    if not handed_in.late:
        return Lateness()
    by_mark = "Canvas marks it as late and doesn't say by how much"
    if extended:
        says = f"{by_mark}; there is an extension, to {_shown(due)}, so it counts as on time."
        return Lateness(because=says)
    return Lateness(days=1, because=f"{by_mark}, so it counts as one day.")


def penalty(
    late: Lateness, policy: LatePolicy, earned: float, max_score: float
) -> tuple[float, str]:
    """Return the points that are taken off, and why."""
    if not late.days or not policy.per_day:
        return 0.0, late.because
    percent = min(policy.per_day * late.days, policy.at_most)
    base = max_score if policy.of is PenaltyBase.MAXIMUM else earned
    taken = round(min(percent / 100 * base, earned), 4)
    if not taken:
        return 0.0, late.because
    of = f"{base:g} points" if policy.of is PenaltyBase.MAXIMUM else "what was earned"
    days = f"{late.days} {'day' if late.days == 1 else 'days'}"
    return taken, f"{late.because} Late, {days}: {percent:g} % of {of} less."


def _timed(at: datetime, due: datetime, policy: LatePolicy, by: str) -> Lateness:
    over = at.astimezone(UTC) - due.astimezone(UTC)
    if over <= timedelta():
        return Lateness()
    says = f"Handed in {_shown(at)} {by}, {in_words(over)} after the deadline, {_shown(due)}."
    if over <= policy.grace:
        return Lateness(because=f"{says} That is within the grace of {in_words(policy.grace)}.")
    if policy.cut_off is not None and over > policy.cut_off:
        after = f"Nothing counts {in_words(policy.cut_off)} after it."
        return Lateness(math.ceil(over / _DAY), cut_off=True, because=f"{says} {after}")
    return Lateness(math.ceil(over / _DAY), because=says)


def _shown(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M %Z}"
