"""assignment.toml: what it may say, what is refused and in which words; the schema agrees."""

from __future__ import annotations

import tomllib
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from built_in import COURSE
from docs.pages import blocks
from noisegrade.assignment import PenaltyBase, parse_assignment, read_assignment, schema
from noisegrade.assignment.toml_file import check_course, public_text
from noisegrade.errors import AssignmentError
from noisegrade.scaffold import new_assignment

WHOLE = """
name = "week-1"
title = "Week 1"
effect = 0.1
attempts = 3
packages = ["pandas"]
deadline = 2026-02-01T23:59:00
timezone = "Europe/Berlin"

[exercises]
bell_curve = 4
sample_static = { points = 10, weights = { distribution = 4, reproducible = 1, inputs = 0 } }
noise_step = {}

[late]
per_day = 10
of = "earned"
grace = "15 min"
at_most = 50
cut_off = "1 week"

[shown]
hidden_cases = false

[[exceptions]]
learner = "Ada@example.org"
extension = "3 days"
drop = ["noise_step"]
because = "ill"
"""
WRONG = {  # what is changed, into what: the key that is named, and a part of the mend
    "key": ("attempts =", "atempts =", "atempts", "did you mean attempts?"),
    "name": ('"week-1"', '"week 1"', "name", 'name = "week-1"'),
    "attempts": ("= 3\n", '= "three"\n', "attempts", "attempts = 3"),
    "effect": ("effect = 0.1", "effect = 7", "effect", "effect = 0.026"),
    "zone": ('timezone = "Europe/Berlin"', "", "deadline", "timezone ="),
    "no zone": ("Europe/Berlin", "Berlin", "timezone", "Europe/Berlin"),
    "date": ("2026-02-01T23:59:00", '"tomorrow"', "deadline", "without quotes"),
    "points": ("bell_curve = 4", "bell_curve = -4", "exercises.bell_curve", "bell_curve = 5"),
    "percent": ("per_day = 10", "per_day = 110", "late.per_day", "per_day = 10"),
    "of": ('"earned"', '"all"', "late.of", 'of = "maximum"'),
    "span": ('"15 min"', '"a while"', "late.grace", 'grace = "15 min"'),
    "flag": ("hidden_cases = false", 'hidden_cases = "no"', "shown.hidden_cases", "without quotes"),
    "skipped": ("2026-02-01T23:59:00", "2026-03-29T02:30:00", "deadline", "2026-03-29T03:30:00"),
    "twice": (
        "[[exceptions]]",
        '[[exceptions]]\nlearner = "ada@example.org"\n\n[[exceptions]]',
        "exceptions[2].learner",
        "into one",
    ),
    "nobody": ('"Ada@example.org"', '""', "exceptions[1].learner", "email address"),
    "weight": ("distribution = 4", "distribution = -1", "exercises.sample_static.weights", "= 1"),
}
# What no schema can say.
OF_MEANING = {
    "zone",
    "no zone",
    "date",
    "skipped",
    "twice",
    "nothing to extend",
}
OF_COURSE = {
    "exercise": ("bell_curve", "bel_curve", "exercises.bel_curve", "Did you mean bell_curve?"),
    "claim": ("distribution", "law", "exercises.sample_static", "its claims are distribution"),
    "drop": ('["noise_step"]', '["noise_steps"]', "exceptions[1].drop", "name any of bell_curve"),
}


def _valid(text: str) -> bool:
    """Hold a file against the schema, with its dates as the text that TOML has."""
    import jsonschema

    plain = tomllib.loads(text)
    for table in (plain, *plain.get("exceptions", [])):
        if isinstance(table.get("deadline"), datetime):
            table["deadline"] = table["deadline"].isoformat()
    return bool(jsonschema.Draft202012Validator(schema()).is_valid(plain))


def test_everything_that_a_file_says_is_read() -> None:
    read = parse_assignment(WHOLE)
    assert read.deadline is not None
    assert read.deadline.utcoffset() == timedelta(hours=1)
    assert (read.attempts, read.effect, read.hidden) == (3, 0.1, ("hidden_cases",))
    assert read.late.of is PenaltyBase.EARNED
    assert read.late.cut_off == timedelta(weeks=1)
    concession = read.concession({"ada@example.org", "ada"})
    assert read.due(concession) == read.deadline + timedelta(days=3)
    course = check_course(read, COURSE)
    assert [(one.name, one.points) for one in course.exercises] == [
        ("bell_curve", 4),
        ("sample_static", 10),
        ("noise_step", 5),
    ]
    assert course.packages == (*COURSE.packages, "pandas")
    assert _valid(WHOLE)


@pytest.mark.parametrize("kind", WRONG)
def test_what_is_wrong_is_named_with_its_key_and_its_mend(kind: str) -> None:
    before, after, key, mend = WRONG[kind]
    assert before in WHOLE
    with pytest.raises(AssignmentError) as raised:
        parse_assignment(WHOLE.replace(before, after, 1), "week1/assignment.toml")
    assert raised.value.key.startswith(key)
    assert str(raised.value).startswith(f"week1/assignment.toml: {key}")
    assert mend in str(raised.value)


@pytest.mark.parametrize("kind", sorted(WRONG.keys() - OF_MEANING))
def test_the_schema_refuses_what_the_reader_refuses(kind: str) -> None:
    before, after, *_ = WRONG[kind]
    assert not _valid(WHOLE.replace(before, after, 1))


@pytest.mark.parametrize("kind", OF_COURSE)
def test_what_the_course_does_not_have_is_named(kind: str) -> None:
    before, after, key, mend = OF_COURSE[kind]
    with pytest.raises(AssignmentError) as raised:
        check_course(parse_assignment(WHOLE.replace(before, after, 1)), COURSE)
    assert raised.value.key == key
    assert mend in str(raised.value)


def test_a_new_assignment_can_be_read_and_asks_for_everything(tmp_path: Path) -> None:
    path = tmp_path / "week-3" / "assignment.toml"
    new_assignment(path, COURSE)
    read = read_assignment(path)
    assert read.name == "week-3"
    assert check_course(read, COURSE).max_score == COURSE.max_score
    assert _valid(path.read_text(encoding="utf-8"))


def test_the_file_on_the_page_is_as_it_should_be() -> None:
    (text,) = (each.text for each in blocks("assignment") if each.language == "toml")
    assert check_course(parse_assignment(text), COURSE).max_score == 15
    assert _valid(text)


def test_learners_are_handed_no_exceptions() -> None:
    text = public_text(parse_assignment(WHOLE))
    assert "Ada" not in text
    assert parse_assignment(text).deadline == parse_assignment(WHOLE).deadline
