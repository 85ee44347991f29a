"""The layer over the verdicts: what counts, what a learner may see, and JSON of it."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

from noisegrade.model import Amendment, HandedIn, Mark, Report, TimeSource, Verdict
from noisegrade.report.as_json import from_dict, to_dict
from noisegrade.report.formats import gradescope, words
from noisegrade.report.learner_view import CASES, MISCONCEPTIONS, SEED, learner_view
from noisegrade.report.points import exercise_points, final_points, ungraded
from noisegrade.report.text import learner_summary, score
from report.results_schema import validate

GOLDEN = Path(__file__).parents[1] / "golden" / "mixed.json"
COMMENT = Amendment(points=None, because="see me", who="Ada", at="2026-02-01T10:00:00+00:00")
GIVEN = replace(COMMENT, points=4.0, because="the idea is right")
LATE = Mark(
    earned=20.0,
    earned_because="Amended: bell_curve.",
    penalty=2.0,
    penalty_because="A day late.",
    final=18.0,
    deadline="2026-02-01T23:59:00+01:00",
    handed_in=HandedIn(source=TimeSource.GIT, at="2026-02-02T10:00:00+01:00"),
)


def _report() -> Report:
    plain = json.loads(GOLDEN.read_text(encoding="utf-8"))
    plain.pop("learner")
    told = {"isolation": "strong", "fingerprint": "f", "cpu_seconds": 1.0}
    versions = {"noisegrade": "0", "numpy": "0", "scipy": "0"}
    return from_dict({**plain, **told, "versions": versions})


def _amended(verdict: Verdict, earned: float | None) -> Report:
    report = _report()
    first = replace(report.exercises[0], verdict=verdict, score=earned, amendments=(GIVEN, COMMENT))
    return replace(report, mark=LATE, assignment="week-1", exercises=(first, *report.exercises[1:]))


def test_a_report_without_a_layer_is_written_as_ever() -> None:
    assert "mark" not in to_dict(_report())
    assert not {"amendments", "excused"} & to_dict(_report())["exercises"][0].keys()


def test_the_layer_follows_the_schema_and_is_read_back() -> None:
    report = replace(_amended(Verdict.FAILED, 0.0), hidden=(SEED,))
    plain = to_dict(report)
    validate({**plain, "learner": "ada"})
    assert from_dict(json.loads(json.dumps(plain))) == report


def test_final_points_are_the_marks_and_the_score_stays() -> None:
    report = _amended(Verdict.FAILED, 0.0)
    assert (final_points(report), report.score) == (18.0, 16.0)
    assert score(report) == "18 / 110"
    assert gradescope.to_results(report)["score"] == 18.0


def test_a_comment_after_points_leaves_the_points() -> None:
    assert exercise_points(_amended(Verdict.FAILED, 0.0).exercises[0]) == 4.0


def test_a_manual_mark_ends_what_is_ungraded() -> None:
    assert ungraded(_amended(Verdict.UNGRADED, None)) == []


def test_people_are_told_apart_from_verdicts() -> None:
    told = words.feedback(_amended(Verdict.FAILED, 0.0).exercises[0])
    assert "Amended by Ada: 4 of 5 points, because the idea is right" in told
    overview = words.overview(_amended(Verdict.FAILED, 0.0))
    assert "A day late.\nEarned 20 points, 2 less: 18 count." in overview


def test_hidden_cases_appear_nowhere_in_what_a_learner_sees() -> None:
    shown = learner_view(replace(_report(), hidden=(CASES, MISCONCEPTIONS, SEED)))
    told = "\n".join(map(words.feedback, shown.exercises))
    assert "3.79" not in told
    assert "looks like" not in told
    assert "bell_curve does not do what it should: in numbers" in told
    assert shown.score == 16.0


def test_a_hidden_seed_is_neither_in_the_call_nor_in_the_terms() -> None:
    shown = learner_view(replace(_report(), hidden=(SEED,)))
    calls = " ".join(one.call or "" for one in shown.exercises)
    assert "default_rng()" in calls
    assert "default_rng(1)" not in calls
    assert "seed" not in learner_summary(shown)
