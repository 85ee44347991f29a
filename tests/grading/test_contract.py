"""results.jsonl is a contract: the schema, the same seed, nothing of ours at a learner's cost."""

from __future__ import annotations

import json
import resource
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from built_in import COURSE, MISTAKES, NAMES, source
from grading.conftest import Grade
from noisegrade import grading, submission
from noisegrade.grading import Settings
from noisegrade.model import Isolation, Report, TestKind, Verdict
from noisegrade.report.as_json import from_dict, schema, to_dict, to_line
from noisegrade.sandbox.client import Sandbox
from noisegrade.stats import battery
from report.results_schema import validate

ROOT = Path(__file__).parents[2]


def mixed(folder: Path) -> Path:
    """Write a file with a mistake of every exercise that has one more than the last."""
    functions = [list(all_.values())[at % len(all_)] for at, all_ in enumerate(MISTAKES.values())]
    path = folder / "mixed.py"
    path.write_text(source("\n\n".join(functions)), encoding="utf-8")
    return path


def timeless(report: Report) -> dict[str, Any]:
    return to_dict(replace(report, cpu_seconds=0.0))


def test_the_schema_is_a_schema() -> None:
    import jsonschema

    jsonschema.Draft202012Validator.check_schema(schema())


@pytest.mark.parametrize("work", ["solutions", "exercises"])
def test_a_report_follows_the_schema(grade: Grade, work: str) -> None:
    validate(json.loads(to_line(grade(ROOT / work))))


def test_a_report_of_mistakes_follows_the_schema_and_survives_being_read_back(
    grade: Grade, tmp_path: Path
) -> None:
    report = grade(mixed(tmp_path))
    line = to_line(report)
    validate(json.loads(line))
    assert to_line(from_dict(json.loads(line))) == line
    assert sum(one.verdict is Verdict.FAILED for one in report.exercises) == len(NAMES)


def test_a_report_from_before_evidence_had_a_kind_is_read(grade: Grade) -> None:
    plain = to_dict(grade(ROOT / "solutions", only="sample_sum"))
    found = [f["evidence"] for one in plain["exercises"] for f in one["findings"] if f["evidence"]]
    assert {one["kind"] for one in found} >= {"mean", "variance"}
    for one in found:
        del one["kind"], one["axis"]
    validate(plain)
    read = from_dict(plain)
    again = [f.evidence for one in read.exercises for f in one.findings if f.evidence]
    assert {one.kind for one in again} == {TestKind.UNKNOWN}
    assert [one.test for one in again] == [one["test"] for one in found]


def test_the_fields_are_the_ones_that_were_agreed_on(grade: Grade) -> None:
    plain = to_dict(grade(ROOT / "solutions"))
    assert {
        *("schema", "submission", "score", "max_score", "isolation", "false_fail", "seed"),
        *("cpu_seconds", "exercises"),
    } <= set(plain)
    assert plain["false_fail"] == 1e-9
    for one in plain["exercises"]:
        assert {
            *("exercise", "verdict", "score", "max_score", "says", "misconception", "findings"),
        } <= set(one)
    evidence = [f["evidence"] for one in plain["exercises"] for f in one["findings"]]
    assert any(evidence)
    for one in filter(None, evidence):
        assert {
            *("test", "statistic", "p_value", "law", "n", "false_fail", "estimate", "interval"),
            *("expected", "min_detectable_effect"),
        } <= set(one)


def test_all_are_listed_even_when_one_was_asked_for(grade: Grade) -> None:
    report = grade(ROOT / "solutions", only="sample_sum")
    assert [one.exercise for one in report.exercises] == [one.name for one in COURSE.exercises]
    reached = [one for one in report.exercises if one.verdict is not Verdict.NOT_REACHED]
    assert [one.exercise for one in reached] == ["sample_sum"]


def test_the_error_budget_is_never_overspent(grade: Grade) -> None:
    report = grade(ROOT / "solutions")
    spent = {
        (one.exercise, finding.evidence.false_fail)
        for one in report.exercises
        for finding in one.findings
        if finding.evidence
    }
    plan = grading.Settings(course=COURSE, seed=1).plan
    assert max(share for _, share in spent) <= plan.per_test
    looks = plan.per_test * battery.TESTS * len(plan.looks)
    assert (looks + plan.edges) * len(NAMES) <= report.false_fail * (1 + 1e-12)


def test_the_same_seed_gives_the_same_object(grade: Grade, tmp_path: Path) -> None:
    path = mixed(tmp_path)
    assert timeless(grade(path, seed=7)) == timeless(grade(path, seed=7))
    assert timeless(grade(path, seed=7)) != timeless(grade(path, seed=8))


def test_code_that_ignores_rng_replays_from_the_seed_too(grade: Grade, tmp_path: Path) -> None:
    path = tmp_path / "own.py"
    path.write_text(
        "import random, secrets\nimport numpy as np\n\n\n"
        "def sample_static(height, width, channels, rng):\n"
        "    own = np.random.default_rng()\n"
        "    where = secrets.randbelow(2) + random.random()\n"
        "    return own.standard_normal((height, width, channels)) + where * 0.01\n",
        encoding="utf-8",
    )
    assert timeless(grade(path, seed=7)) == timeless(grade(path, seed=7))


def test_another_process_and_another_sandbox_change_nothing(grade: Grade, tmp_path: Path) -> None:
    path = mixed(tmp_path)
    here = grade(path, seed=3)
    with Sandbox(Isolation.LIMITS) as other:
        there = grading.grade(
            submission.read(path, COURSE.functions),
            other,
            settings=Settings(course=COURSE, seed=3),
            only=["sample_static"],
        )
    ours, theirs = (
        next(one for one in report.exercises if one.exercise == "sample_static")
        for report in (here, there)
    )
    assert ours == theirs


def test_a_fault_of_ours_is_ungraded_and_never_a_zero() -> None:
    work = submission.read(ROOT / "solutions", COURSE.functions)
    with Sandbox() as starved:
        before = resource.getrlimit(resource.RLIMIT_NOFILE)
        resource.setrlimit(resource.RLIMIT_NOFILE, (3, before[1]))  # no channel can be opened
        try:
            report = grading.grade(work, starved, settings=Settings(course=COURSE, seed=1))
        finally:
            resource.setrlimit(resource.RLIMIT_NOFILE, before)
        assert {one.verdict for one in report.exercises} == {Verdict.UNGRADED}
        assert report.score is None
        assert "not the code" in report.exercises[0].says
        validate(json.loads(to_line(report)))
        again = grading.grade(work, starved, settings=Settings(course=COURSE, seed=1))
    assert again.score == COURSE.max_score
