"""What a submission is worth: late, excused, amended; the verdicts never change."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from noisegrade.assignment import Assignment, LatePolicy, PenaltyBase, parse_assignment, settle
from noisegrade.model import (
    Amendment,
    ExerciseReport,
    HandedIn,
    Isolation,
    Mark,
    Report,
    TimeSource,
    Verdict,
)

WEEK = parse_assignment(
    'name = "w"\ndeadline = 2026-02-01T12:00:00\ntimezone = "Europe/Berlin"\n'
    '[late]\nper_day = 10\nat_most = 30\ngrace = "15 min"\ncut_off = "7 days"\n'
    '[[exceptions]]\nlearner = "eva"\nextension = "2 days"\nbecause = "ill"\n'
    '[[exceptions]]\nlearner = "max"\ndrop = ["second"]\nbecause = "joined late"\n'
)
TIMES = {  # handed in, in UTC (an hour less): penalty of 20 points, final of 15 earned
    "on time": ("2026-02-01T10:59:59+00:00", 0, 15),
    "grace": ("2026-02-01T11:15:00+00:00", 0, 15),
    "a day begun": ("2026-02-01T11:16:00+00:00", 2, 13),
    "a day whole": ("2026-02-02T11:00:00+00:00", 2, 13),
    "two days": ("2026-02-02T11:00:01+00:00", 4, 11),
    "at most": ("2026-02-07T11:00:00+00:00", 6, 9),
    "cut off": ("2026-02-08T11:00:01+00:00", 0, 0),
}


def _exercise(name: str, score: float | None) -> ExerciseReport:
    verdict = Verdict.UNGRADED if score is None else Verdict.PASSED if score else Verdict.FAILED
    return ExerciseReport(exercise=name, verdict=verdict, score=score, max_score=10.0, says="")


def _report(*scores: float | None) -> Report:
    exercises = tuple(map(_exercise, ("first", "second"), scores))
    whole = None if None in scores else sum(one for one in scores if one is not None)
    return Report(
        schema=2,
        submission="s",
        score=whole,
        max_score=20.0,
        isolation=Isolation.STRONG,
        course="c",
        fingerprint="f",
        versions=(),
        false_fail=1e-9,
        effect=0.1,
        seed=1,
        cpu_seconds=0.0,
        notes=(),
        exercises=exercises,
    )


def _mark(report: Report, assignment: Assignment = WEEK, who: str = "ann", **told: object) -> Mark:
    settled = settle(report, assignment, known={who}, **told)  # type: ignore[arg-type]
    assert settled.score == report.score
    assert [one.verdict for one in settled.exercises] == [one.verdict for one in report.exercises]
    assert settled.mark is not None
    return settled.mark


def _at(time: str) -> HandedIn:
    return HandedIn(source=TimeSource.GIT, at=time)


@pytest.mark.parametrize("kind", TIMES)
def test_being_late_costs_what_the_policy_says(kind: str) -> None:
    time, penalty, final = TIMES[kind]
    mark = _mark(_report(10.0, 5.0), handed_in=_at(time))
    assert (mark.earned, mark.penalty, mark.final) == (15, penalty, final)
    reasons = mark.penalty_because + mark.final_because
    assert ("by the last commit" in reasons) == (kind != "on time")


def test_an_extension_moves_the_deadline_and_is_told_where_it_is_overrun() -> None:
    within = _mark(_report(10.0, 5.0), who="eva", handed_in=_at("2026-02-03T10:00:00+00:00"))
    assert (within.final, within.penalty_because) == (15, "")
    after = _mark(_report(10.0, 5.0), who="eva", handed_in=_at("2026-02-03T12:00:00+00:00"))
    assert after.penalty == 2
    assert "ill" in after.penalty_because


def test_a_penalty_may_be_a_share_of_what_was_earned_and_never_more() -> None:
    late = _at("2026-02-01T13:00:00+00:00")
    policy = replace(WEEK.late, of=PenaltyBase.EARNED)
    assert _mark(_report(10.0, 5.0), replace(WEEK, late=policy), handed_in=late).penalty == 1.5
    assert _mark(_report(1.0, 0.0), handed_in=late).final == 0


def test_the_mark_of_canvas_counts_as_a_day_but_not_against_an_extension() -> None:
    marked = HandedIn(source=TimeSource.CANVAS, late=True)
    assert _mark(_report(10.0, 5.0), handed_in=marked).penalty == 2
    assert _mark(_report(10.0, 5.0), who="eva", handed_in=marked).penalty == 0
    assert _mark(_report(10.0, 5.0), handed_in=replace(marked, late=False)).penalty_because == ""


def test_an_unknown_time_is_held_against_nobody() -> None:
    mark = _mark(_report(10.0, 5.0))
    assert mark.final == 15
    assert "isn't known" in mark.penalty_because


def test_without_an_excused_exercise_the_others_are_worth_all_points() -> None:
    mark = _mark(_report(8.0, 0.0), who="max", handed_in=_at("2026-02-01T10:00:00+00:00"))
    assert (mark.earned, mark.final) == (16, 16)
    assert "8 of 10 points count as 16 of 20" in mark.earned_because


def test_amendments_count_and_a_manual_mark_ends_what_is_ungraded() -> None:
    given = Amendment(points=7.0, because="by hand", who="Ada", at="2026-02-05T10:00:00+00:00")
    assert settle(_report(None, 5.0), None).mark is None
    settled = settle(_report(None, 5.0), None, amendments={"first": (given,)})
    assert settled.mark is not None
    assert (settled.score, settled.mark.final) == (None, 12)
    assert "7 in place of ungraded" in settled.mark.earned_because


def test_late_work_without_a_policy_costs_nothing_and_is_told() -> None:
    mark = _mark(
        _report(10.0, 5.0), replace(WEEK, late=LatePolicy()), handed_in=_at("2026-03-01T00:00:00Z")
    )
    assert (mark.penalty, mark.final) == (0, 15)
    assert "after the deadline" in mark.penalty_because


def test_the_clock_change_is_an_hour_like_any_other() -> None:
    spring = parse_assignment(
        'name = "w"\ndeadline = 2026-03-28T12:00:00\ntimezone = "Europe/Berlin"\n'
        "[late]\nper_day = 10\n"
    )
    assert spring.deadline is not None
    over = _at("2026-03-29T11:30:00+00:00")  # 24.5 hours later, 25.5 on the wall
    assert _mark(_report(10.0, 10.0), spring, handed_in=over).penalty == 4
    assert spring.late.grace == timedelta()
