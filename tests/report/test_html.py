"""A block in HTML says what every other renderer says, and lets nothing through unescaped."""

import json
from dataclasses import replace
from html import unescape

import pytest
from rich.console import Console

from built_in import COURSE
from noisegrade.grading import SCHEMA
from noisegrade.grading.versions import versions
from noisegrade.live_check import Checked
from noisegrade.model import Evidence, ExerciseReport, Finding, Isolation, Report, TestKind, Verdict
from noisegrade.report import html, text
from noisegrade.report.as_json import to_line

FAILED = ExerciseReport(
    exercise="sample_gaussian",
    verdict=Verdict.FAILED,
    score=0.0,
    max_score=6.0,
    says="You were asked for σ = 3. Your 32 000 draws have σ = 9.01.",
    coverage="Within 5 ± 3: expected 68 %, got 26 %.",
    luck="No.",
    looks_like="It looks like the variance was passed where the scale belongs.",
    next_step="look at what your std multiplies.",
    where="shift_and_scale.py:41",
    histogram=(5, *([10] * 40), 7),
    output="<script>alert('x')</script>",
)


def test_hostile_text_is_escaped() -> None:
    hostile = replace(FAILED, says='<img src=x onerror="a()">', where='"><b>.py:1')
    page = html.block(hostile)
    assert "<script" not in page
    assert "<img" not in page
    assert "<b>" not in page


@pytest.mark.parametrize("verdict", list(Verdict))
def test_every_verdict_has_symbol_and_word_beside_its_colour(verdict: Verdict) -> None:
    symbol, word, _ = text.SYMBOLS[verdict]
    assert f"{symbol} {word}" in html.block(replace(FAILED, verdict=verdict))


def test_the_histogram_tells_its_numbers() -> None:
    assert "Histogram of 412 draws in units of σ: 24 % lie within" in html.block(FAILED)


def test_a_report_without_draws_has_no_histogram() -> None:
    assert "<svg" not in html.block(replace(FAILED, histogram=()))


def test_terminal_json_html_and_notebook_say_the_same_words() -> None:
    said = list(text.sentences(FAILED))
    console = Console(width=200)
    with console.capture() as capture:
        console.print(text.block(FAILED))
    report = Report(
        schema=SCHEMA,
        submission="mine",
        course=COURSE.name,
        fingerprint=COURSE.fingerprint,
        versions=versions(),
        score=0.0,
        max_score=6.0,
        isolation=Isolation.LIMITS,
        false_fail=1e-9,
        effect=0.05,
        seed=1,
        cpu_seconds=0.1,
        notes=(),
        exercises=(FAILED,),
    )
    as_json = json.loads(to_line(report))["exercises"][0].values()
    checked = Checked(FAILED)
    for sentence in said:
        assert sentence in capture.get()
        assert sentence in unescape(html.block(FAILED))
        assert sentence in repr(checked)
        assert sentence in unescape(checked._repr_html_())
        assert any(value and sentence.endswith(str(value)) for value in as_json)


def test_neighbours_that_hang_together_are_drawn_as_a_cloud() -> None:
    evidence = Evidence(
        test="neighbours along column",
        kind=TestKind.AUTOCORRELATION,
        axis="column",
        statistic=0.5,
        p_value=0.0,
        law="",
        n=100,
        false_fail=1e-9,
        estimate=0.5,
        expected=0.0,
    )
    failed = Finding(
        claim="neighbours", verdict=Verdict.FAILED, says="They move.", evidence=evidence
    )
    report = ExerciseReport(
        exercise="sample_static",
        verdict=Verdict.FAILED,
        score=0.0,
        max_score=5.0,
        says="They move.",
        histogram=(1,) * 42,
        findings=(failed,),
    )
    told = html.block(report)
    assert "<ellipse" in told
    assert "from column to column" in told
    assert "Histogram" not in told  # in which all is right
    wrong_shape = replace(evidence, kind=TestKind.VARIANCE)
    told = html.block(replace(report, findings=(replace(failed, evidence=wrong_shape),)))
    assert "Histogram" in told
    assert "<ellipse" not in told
