"""Hints, predictions and solutions in a cell: what a session remembers decides what is shown."""

from __future__ import annotations

import pytest

from noisegrade.course import load_course
from noisegrade.live_check import Told
from noisegrade.notebook import coach, hint, predict, solution
from noisegrade.progress.recollection import Recollection

COURSE = load_course()
NAME = "sample_gaussian"


@pytest.fixture(autouse=True)
def _new_session(monkeypatch: pytest.MonkeyPatch) -> None:
    """Begin with nothing remembered, and leave nothing to other tests."""
    monkeypatch.setattr(coach, "recollection", Recollection())


def test_each_run_of_a_hint_shows_one_more_until_all_are_seen() -> None:
    shown = [repr(hint(NAME, course=COURSE)) for _ in range(9)]
    assert "run the cell again" in shown[0]
    assert len(shown[0]) < len(shown[1])
    assert shown[-1] == shown[-2]
    assert shown[-1].endswith("These are all the hints.")


def test_a_solution_stays_closed_until_the_pass_or_until_one_gives_up() -> None:
    closed = solution(NAME, course=COURSE)
    assert isinstance(closed, Told)
    assert "give_up=True" in repr(closed)
    given = repr(solution(NAME, give_up=True, course=COURSE))
    assert f"def {NAME}(" in given
    assert repr(solution(NAME, course=COURSE)) == given


def test_what_is_no_number_is_no_prediction() -> None:
    assert "Answer with a number" in repr(predict(NAME, course=COURSE))
    assert "is not a number" in repr(predict(NAME, float("nan"), course=COURSE))
    assert "You predict 5" in repr(predict(NAME, 5, course=COURSE))


def test_what_is_no_exercise_is_answered_by_a_sentence() -> None:
    assert "of type int" in repr(hint(3, course=COURSE))
    assert isinstance(hint("<b>nothing</b>", course=COURSE), Told)
    assert "<b>" not in hint("<b>nothing</b>", course=COURSE)._repr_html_()
