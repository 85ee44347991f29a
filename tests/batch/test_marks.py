"""Whom an exception concerns: never decided by the name that a learner goes by."""

from __future__ import annotations

from noisegrade.batch.marks import known_by
from noisegrade.gradescope.occasion import Occasion
from noisegrade.report.people import Learner

TAKEN = frozenset({"ada@example.org", "bob"})


def test_who_goes_by_the_identifier_of_another_is_not_known_by_it() -> None:
    bob = Learner(name="Ada@example.org", login="bob")
    assert known_by(bob, "ada@example.org", TAKEN) == {"bob"}
    assert "ada lovelace" in known_by(Learner(name="Ada Lovelace"), "ada", TAKEN)


def test_on_gradescope_a_name_like_an_address_or_a_number_is_not_taken() -> None:
    users = [{"name": "ada@example.org", "email": "bob@example.org"}, {"name": "4711"}, "?"]
    assert Occasion({"users": users}).known == {"bob@example.org"}
