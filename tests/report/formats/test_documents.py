"""The JSON and XML documents follow the specifications of those who read them."""

import json
from dataclasses import replace
from pathlib import PurePosixPath
from typing import Any

import pytest
from junitparser import Error, Failure, JUnitXml, TestSuite

from built_in import COURSE, NAMES
from noisegrade.errors import UsageError
from noisegrade.report.formats import classroom50, gradescope, junit, prairielearn
from noisegrade.report.formats.classroom50 import Occasion
from noisegrade.report.people import ClassRow
from report.formats.reading import SPECIFICATIONS, validate, written
from report.formats.submitted import entries, reports

OCCASION = Occasion(
    classroom="noise",
    assignment="static",
    assignment_type="individual",
    owner="ada",
    submission="submit/2026-06-01T14-32-05Z-a1b2c3d",
    commit="https://example.org/commit/a1b2c3d",
    release="https://example.org/releases/tag/a1b2c3d",
    review="https://example.org/compare/a1b2c3d",
    datetime="2026-06-01T14:32:01Z",
)


def valid(text: str, name: str) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(text)
    validate(document, name)
    return document


def test_gradescope_gets_every_whole_submission_and_no_other() -> None:
    texts, held = written(gradescope.files(entries()))
    documents = {name: valid(text, "gradescope-results.json") for name, text in texts.items()}
    assert set(held) == {"broken.zip", "carl"}
    assert [one["score"] for one in documents.values()][:2] == [COURSE.max_score, 0]
    for one in documents.values():
        assert sum(test["score"] for test in one["tests"]) == one["score"]
    eve = list(documents.values())[2]["tests"]
    assert "It printed:\n=1+1" in eve[0]["output"]
    assert [one["status"] for one in eve].count("passed") == 1


def test_prairielearn_is_told_that_the_ungraded_is_not_gradable() -> None:
    texts, held = written(prairielearn.files(entries()))
    documents = {name: valid(text, "prairielearn-results.json") for name, text in texts.items()}
    assert held == {}
    assert [one["gradable"] for one in documents.values()] == [False, True, True, True, False, True]
    refused, right, untouched, _, ungraded, _ = documents.values()
    assert (right["score"], untouched["score"]) == (1.0, 0.0)
    assert refused["format_errors"] == ["Not graded: it holds none of sampling.py, …"]
    assert len(ungraded["tests"]) == len(NAMES) - 1
    assert max(len(text.encode()) for text in texts.values()) < 1_000_000, "PrairieLearn's limit"


@pytest.mark.parametrize("form", [gradescope, prairielearn], ids=["gradescope", "prairielearn"])
def test_files_stay_in_their_folder_and_apart(form: Any) -> None:
    names = [PurePosixPath(name) for name in written(form.files(entries()))[0]]
    assert len({str(name).casefold() for name in names}) == len(names)
    assert all(len(name.parts) == 2 and ".." not in name.parts for name in names)


@pytest.mark.parametrize("form", [gradescope, prairielearn], ids=["gradescope", "prairielearn"])
def test_a_single_submission_is_written_where_the_platform_looks(form: Any) -> None:
    texts, _ = written(form.files(entries()[1:2]))
    assert list(texts) == ["results.json"]


def test_classroom50_gets_whole_points_and_no_more_than_there_are() -> None:
    for name in ("solutions", "exercises", "mistaken"):
        texts, _ = written(classroom50.files([ClassRow(reports()[name])], OCCASION))
        result = valid(texts["result.json"], "classroom50-result-v1.json")
        assert result["score"] == reports()[name].score
        assert all(one["score"] <= one["max-score"] for one in (result, *result["tests"]))
        assert result["max-score"] == COURSE.max_score


@pytest.mark.parametrize("which", [0, 4], ids=["refused", "ungraded"])
def test_classroom50_gets_no_zero_for_what_is_not_graded(which: int) -> None:
    texts, held = written(classroom50.files([entries()[which]], OCCASION))
    assert (texts, len(held)) == ({}, 1)


@pytest.mark.parametrize("count", [0, 2])
def test_classroom50_takes_one_submission(count: int) -> None:
    with pytest.raises(UsageError, match="one submission at a time"):
        written(classroom50.files(entries()[:count], OCCASION))


def test_junit_follows_its_schema_and_a_real_parser_reads_it() -> None:
    texts, _ = written(junit.files(entries()))
    import xmlschema

    xmlschema.XMLSchema(SPECIFICATIONS / "junit.xsd").validate(texts["junit.xml"])
    suites = list(JUnitXml.fromstring(texts["junit.xml"].encode()))
    assert all(isinstance(suite, TestSuite) for suite in suites)
    assert [suite.tests for suite in suites] == [1, *[len(NAMES)] * 5]
    assert [suite.failures for suite in suites] == [0, 0, len(NAMES), len(NAMES) - 1, 0, 0]
    assert [suite.errors for suite in suites] == [1, 0, 0, 0, 1, 0]
    for suite in suites:
        outcomes = [outcome for case in suite for outcome in case.result]
        assert len([one for one in outcomes if isinstance(one, Failure)]) == suite.failures
        assert len([one for one in outcomes if isinstance(one, Error)]) == suite.errors


def test_junit_names_the_mistake() -> None:
    suites = list(JUnitXml.fromstring(written(junit.files(entries()))[0]["junit.xml"].encode()))
    (case,) = [case for case in suites[3] if case.name == "sample_gaussian"]
    (outcome,) = case.result
    graded = {one.exercise: one for one in reports()["mistaken"].exercises}
    assert outcome.type == graded["sample_gaussian"].misconception
    assert "It looks like" in outcome.text


def test_junit_survives_what_xml_can_not_hold() -> None:
    first, *others = reports()["mistaken"].exercises
    broken = replace(first, says="\x00 \x1b[31m \ud800 \ufffe ]]> \"' <&", output="\x0c")
    report = replace(reports()["mistaken"], exercises=(broken, *others))
    text = written(junit.files([ClassRow(report)]))[0]["junit.xml"]
    assert JUnitXml.fromstring(text.encode())
